"""The demo, made by the real actions."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from applications.assessment.models import Review
from applications.drafting.models import Application
from applications.rounds.models import Round
from conferences.programme.models import Event
from engagements.courses.models import Engagement
from engagements.meetings.models import Meeting
from overview.demo.people import PASSWORD
from praksis.accounts.models import Role, StaffRole, User
from praksis.mail.models import Email
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    """The demo, loaded, and what the list of its accounts prints."""
    call_command("demo", stdout=StringIO())
    printed = StringIO()
    call_command("demo", accounts=True, stdout=printed)
    return printed.getvalue()


def test_the_demo_shows_every_role_and_every_state(demo, client):
    today = timezone.localdate()
    assert Counter(Application.objects.values_list("status", flat=True)) == {"submitted": 12, "draft": 3}
    assert Review.objects.exclude(locked_at=None).count() == 18
    assert Round.objects.open_at(timezone.now()).count() == 1
    assert sorted(Engagement.objects.values_list("party__name", "programme__kind", "status")) == [
        ("Børnehaven Molersandet", "mini", "running"),
        ("Esbjerg Kommune", "mini", "running"),
        ("Frederikssund Kommune", "one_year", "running"),
        ("Glostrup Kommune", "one_year", "running"),
        ("Vordingborg Kommune", "one_year", "running"),
    ]
    assert Meeting.objects.filter(starts_at__gt=timezone.now(), held_at=None).exists()
    assert Event.objects.filter(held_on__gt=today).exists()
    assert Event.objects.filter(held_on="2017-11-30").exists()
    assert Counter(StaffRole.objects.values_list("role", flat=True)) == {
        Role.MANAGER: 2,
        Role.APPROVER: 1,
        Role.CONSULTANT: 5,
        Role.KNOWLEDGE_CONSULTANT: 1,
        Role.EVALUATOR: 1,
        Role.ADMINISTRATOR: 1,
        Role.EVENT_HELPER: 1,
    }
    assert not Email.objects.filter(status=WorkStatus.WAITING).exists()
    assert not User.objects.exclude(email__endswith=".example").exists()

    addresses = [line.split()[-4:] for line in demo.splitlines() if "@" in line]
    assert len(addresses) == 9
    assert PASSWORD in demo
    assert client.login(email="trine.mortensen@glostrup.example", password=PASSWORD)


def test_the_demo_is_for_an_empty_database():
    UserFactory()

    with pytest.raises(CommandError, match="empty"):
        call_command("demo")


def test_without_the_demo_there_are_no_accounts_to_print():
    printed = StringIO()

    call_command("demo", accounts=True, stdout=printed)

    assert printed.getvalue() == ""
