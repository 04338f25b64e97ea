"""R8: three schedulers find the same thousand reminders at once; then everything stands still for three days."""

import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from praksis.mail import delivery, reminders
from praksis.mail.models import Email, Reminder
from praksis.work import WorkStatus
from tests.drills.race import race
from tests.drills.rows import drafts_in_bulk
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db(transaction=True)
DRAFTS, SCHEDULERS, FEW = 1000, 3, 100
# For each of what reminds: however many are due
QUERIES = 2
THREE_DAYS = timedelta(days=3)


@pytest.fixture
def now():
    """The moment of the drill: late in the morning, so that no step lies around midnight."""
    return timezone.localtime().replace(hour=11, minute=7)


def rounds(now, drafts: int):
    """A round whose deadline comes in eight days, and one whose deadline comes in two, with half of the drafts each."""
    far = RoundFactory(deadline=now + timedelta(days=8))
    near = RoundFactory(deadline=now + timedelta(days=2))
    for round_ in (far, near):
        drafts_in_bulk(drafts // 2, round_, created_at=now - timedelta(days=25))
    return far, near


def three_schedulers(now) -> list[int]:
    """How many reminders each of three schedulers sent at the same moment."""
    return race([lambda: reminders.send_due(now)] * SCHEDULERS)


def test_three_schedulers_remind_once_and_three_days_off_bring_only_what_still_makes_sense(
    now, figures, connection_queries, time_machine
):
    far, near = rounds(now, DRAFTS)
    time_machine.move_to(now)

    began = time.monotonic()
    sent = three_schedulers(now)
    seconds = time.monotonic() - began
    with connection_queries() as queries:
        once_more = reminders.send_due(now)
    time_machine.move_to(now + THREE_DAYS)
    sent_after = three_schedulers(timezone.now())
    late = Email.objects.filter(not_after=near.deadline)
    for pk in late.values_list("pk", flat=True):
        delivery.deliver(pk)

    copies = Counter(Reminder.objects.values_list("object_id", "due_on"))
    steps = Counter(Reminder.objects.values_list("due_on", flat=True))
    dropped = late.filter(status=WorkStatus.DROPPED).count()
    figures(
        "R8",
        f"{SCHEDULERS} schedulers × {DRAFTS} reminders, then three days off over one step and one deadline",
        promise="each at most once; then only the newest relevant, none past its deadline",
        seen=f"{sum(sent)} sent in {seconds:.0f} s, once more {once_more} in {len(queries)} queries; then "
        f"{sum(sent_after)}, and {dropped} letters past their deadline dropped",
    )
    assert (sum(sent), once_more, sum(sent_after)) == (DRAFTS, 0, DRAFTS // 2)
    assert set(copies.values()) == {1}
    day = lambda round_, before: timezone.localdate(round_.deadline) - timedelta(days=before)  # noqa: E731
    assert steps == {day(far, 14): DRAFTS // 2, day(near, 2): DRAFTS // 2, day(far, 7): DRAFTS // 2}
    assert Email.objects.count() == 3 * DRAFTS // 2
    assert dropped == DRAFTS // 2
    assert len(queries) <= QUERIES * len(reminders._sources)


@pytest.fixture
def no_mark():
    """Take the unique key of the reminders out of the database."""
    (key,) = Reminder._meta.constraints
    Reminder._meta.constraints = []  # SQLite makes the table anew from the model
    with connection.schema_editor() as editor:
        editor.remove_constraint(Reminder, key)
    yield
    Reminder.objects.all().delete()
    Reminder._meta.constraints = [key]
    with connection.schema_editor() as editor:
        editor.add_constraint(Reminder, key)


def test_red_twin_without_the_unique_key_each_scheduler_sends_all(now, figures, monkeypatch, no_mark):
    rounds(now, FEW)
    all_have_looked = threading.Barrier(SCHEDULERS)
    unsent = reminders._unsent

    def look_together(dues):
        left = unsent(dues)
        all_have_looked.wait(timeout=30)
        return left

    monkeypatch.setattr(reminders, "_unsent", look_together)
    monkeypatch.setattr(Reminder.objects, "get_or_create", lambda **mark: (Reminder.objects.create(**mark), True))

    sent = three_schedulers(now)

    figures(
        "R8",
        f"{SCHEDULERS} × {FEW} without the reminders' unique key",
        promise="red",
        seen=f"{sum(sent)} sent; the letters' own key still holds: {Email.objects.count()} letters",
    )
    assert sum(sent) == SCHEDULERS * FEW
    assert Email.objects.count() == FEW
