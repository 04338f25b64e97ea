"""Redis and Celery's own processes: what a page starts goes through all of them."""

import pytest
from django.urls import reverse
from django.utils import timezone
from services import REDIS

from engagements.agreements.models import Agreement
from praksis.accounts.models import Role
from praksis.health import Heartbeat
from praksis.mail.models import Email, Reminder
from praksis.work import WorkStatus
from tests.drills.composition import until
from tests.drills.people import Person
from tests.drills.rows import a_signed_application
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory
from tests.factories.mail import EmailFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.drill
# Generous: these machines may be busy with other tests. Without its guard a frozen Redis holds a page for ever.
SOON, QUICKLY = 60, 5


@pytest.fixture
def site(compose, redis, postbox):
    """Nothing is started yet; beat will do everything every second."""
    return compose(
        redis_url=redis.url,
        email_url=postbox.url,
        DJANGO_SETTINGS_MODULE="tests.drills.hurried",
        WEB_CONCURRENCY="1",
    )


def is_sent(number):
    return Email.objects.filter(status=WorkStatus.DONE).count() == number


def is_alive(name, since):
    return Heartbeat.objects.filter(name=name, at__gt=since).exists()


def submit(site, application):
    return Person(site.address, application.created_by).post(reverse("applications:submit", args=[application.pk]))


def test_an_agreement_ordered_on_a_page_is_made_by_the_worker_and_told_by_mail(site, postbox):
    consultant = UserFactory(roles=[Role.CONSULTANT])
    engagement = EngagementFactory(running=True, team=[consultant])
    site.start("web", "worker")

    answer = Person(site.address, consultant).post(reverse("engagements:agreements", args=[engagement.case.reference]))
    until(lambda: is_sent(2), seconds=SOON, what="the letters about the agreement are sent")

    document = Agreement.objects.get(engagement=engagement).document
    assert answer.status == 302
    with document.file.open("rb") as file:
        assert file.read(5) == b"%PDF-"
    assert len(site.children("worker")) == 2
    assert len(set(postbox.message_ids())) == len(postbox.message_ids()) == 2


def test_with_redis_frozen_pages_go_on_and_the_sweep_sends_what_nobody_was_told_of(site, redis, postbox):
    round_ = RoundFactory()
    first, second, third = (a_signed_application(round=round_) for _ in range(3))
    site.start("web", "worker")
    submit(site, first)
    until(lambda: is_sent(2), seconds=SOON, what="letters go out without beat's help")

    redis.freeze()
    answers = [submit(site, application) for application in (second, third)]
    redis.thaw()
    untold = Email.objects.filter(status=WorkStatus.WAITING).count()
    site.start("beat")
    until(lambda: is_sent(6), seconds=SOON, what="the sweep sends the rest")

    receipts = [reverse("applications:receipt", args=[each.pk]) for each in (second, third)]
    assert [answer.location for answer in answers] == receipts
    assert max(answer.seconds for answer in answers) < QUICKLY
    assert Heartbeat.objects.filter(name="nudge_failed").exists()
    assert untold == 4
    assert len(set(postbox.message_ids())) == 6


@pytest.mark.parametrize(
    ("fail", "recover"),
    [
        (lambda redis: redis.freeze(), lambda redis: redis.thaw()),
        (lambda redis: redis.allow("1"), lambda redis: redis.allow(REDIS["maxmemory"])),
    ],
    ids=["frozen", "full"],
)
def test_a_worker_whose_jobs_end_while_redis_is_away_takes_the_next_ones(fail, recover, site, redis, postbox):
    round_ = RoundFactory()
    first, second = a_signed_application(round=round_), a_signed_application(round=round_)
    site.start("web", "worker")
    postbox.seconds = 5
    submit(site, first)
    until(lambda: len(postbox.tries) == 2, seconds=SOON, what="both of the worker's processes are sending")

    fail(redis)
    until(lambda: site.log("worker").count("end of a job") == 2, seconds=SOON, what="the worker cannot tell Redis")
    recover(redis)
    submit(site, second)
    until(lambda: is_sent(4), seconds=SOON, what="the next letters are sent, without beat's help")

    assert len(set(postbox.message_ids())) == len(postbox.message_ids()) == 4


def test_two_beats_at_once_send_each_letter_and_each_reminder_once(site, postbox):
    site.start("worker", "beat", "beat-2")
    until(
        lambda: all(list(site.folder.glob(f"{beat}.schedule*")) for beat in ("beat", "beat-2")),
        seconds=SOON,
        what="both beats have begun",
    )

    EmailFactory.create_batch(20)
    owner = MembershipFactory()
    for _ in range(5):
        MembershipFactory(organisation=owner.organisation, unconfirmed=True)
    until(lambda: is_sent(25), seconds=SOON, what="letters and reminders are sent")
    site.kill("beat")
    since = timezone.now()
    until(lambda: is_alive("beat", since) and is_alive("worker", since), seconds=SOON, what="the other beat goes on")

    assert Reminder.objects.count() == 5
    assert sorted(set(postbox.message_ids())) == sorted(postbox.message_ids())
    assert len(postbox.message_ids()) == Email.objects.count() == 25
