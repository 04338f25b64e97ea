"""What a reader of an application sees of those who stand behind it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from applications.assessment import sheet
from applications.drafting.models import Confirmation
from applications.rounds.models import ProgrammeKind
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

MORNING = datetime(2018, 3, 28, 9, 5, tzinfo=ZoneInfo("Europe/Copenhagen"))


def confirm(application, kind, name, at=MORNING):
    facts = {"name": name, "title": "Pædagog", "email": "a@solhuset.example", "confirmed_at": at}
    return Confirmation.objects.create(version=application.submission.version, kind=kind, user=UserFactory(), **facts)


@pytest.fixture
def mini():
    """A submitted application for a mini that its leader, and later its board's chair, have confirmed."""
    programme = ProgrammeFactory(kind=ProgrammeKind.MINI, name="Miniforløb")
    application = ApplicationFactory(submitted=True, round=RoundFactory(programme=programme, closed=True))
    confirm(application, "board_chair", "Bo Formand", MORNING.replace(hour=14))
    confirm(application, "leader", "Lone Leder")
    return application


def test_the_reviewer_reads_who_has_confirmed_a_mini(mini, client, consultant):
    ReviewerAssignmentFactory(round=mini.round, reviewer=consultant, ready=True)
    client.force_login(consultant)

    page = client.get(reverse("applications:review", args=[mini.pk]))

    assert texts(page, ".confirmed li") == [
        "Bekræftet Lederen: Lone Leder, Pædagog, onsdag den 28. marts 2018 kl. 09.05",
        "Bekræftet Bestyrelsens formand: Bo Formand, Pædagog, onsdag den 28. marts 2018 kl. 14.05",
    ]


def test_the_manager_reads_it_too(mini, client, manager):
    InterestDeclarationFactory(round=mini.round, person=manager)
    client.force_login(manager)

    page = client.get(reverse("applications:round_application", args=[mini.round_id, mini.pk]))

    assert len(texts(page, ".confirmed li")) == 2


def test_of_an_application_for_a_year_nothing_is_read(django_assert_num_queries):
    application = ApplicationFactory(submitted=True)
    content = application.submission.version.content

    with django_assert_num_queries(0):
        assert sheet.confirmed_by(application, content) == []
