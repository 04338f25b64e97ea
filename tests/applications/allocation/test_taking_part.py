"""Whether an applicant's municipality is in a course already: shown, and no block."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import actions
from applications.allocation.models import Decision
from applications.allocation.taking_part import words
from applications.rounds.models import ProgrammeKind
from praksis.cases.actors import Actor
from tests.factories.allocation import PlaceFactory
from tests.factories.assessment import InterestDeclarationFactory, reviewed_round
from tests.factories.organisations import InstitutionFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def earlier(days, **fields):
    """A round from before the system, whose courses end so many days from now."""
    ends = TODAY() + timedelta(days=days)
    return RoundFactory(
        status="announced",
        opens_at=None,
        deadline=None,
        period_from=ends - timedelta(days=300),
        period_to=ends,
        **fields,
    )


@pytest.fixture
def application(client, manager):
    round_ = reviewed_round(1)
    InterestDeclarationFactory(round=round_, person=manager)
    client.force_login(manager)
    return round_.applications.get()


def shown(client, application):
    page = client.get(reverse("applications:round_application", args=[application.round_id, application.pk]))
    assert "Forløb i kommunen" in texts(page, "dl.facts")[0]
    return page.context["taken_part"]


def test_who_has_had_none_is_said_so(client, application):
    PlaceFactory(round=earlier(30))

    assert shown(client, application) == "Ingen"


def test_a_running_course_is_shown_and_the_minis_of_the_municipality_beside_it(client, application):
    minis = ProgrammeFactory(kind=ProgrammeKind.MINI, name="Miniforløb")
    institution = InstitutionFactory(municipality=application.applicant.as_municipality)
    PlaceFactory(round=earlier(-400, name="Den forrige"), applicant=application.applicant)
    PlaceFactory(round=earlier(30), applicant=application.applicant)
    for applicant in (institution, application.applicant):
        PlaceFactory(round=earlier(60, programme=minis, name=f"{applicant}"), applicant=applicant)

    assert shown(client, application).startswith("Etårigt forløb, i gang til ")
    assert shown(client, application).endswith("; 2 miniforløb")


def test_a_course_that_is_over_or_given_back_is_not_running(client, application):
    PlaceFactory(round=earlier(-3), applicant=application.applicant)
    PlaceFactory(
        round=earlier(30, name="En ny"),
        applicant=application.applicant,
        given_back_at=timezone.now() + timedelta(minutes=1),
    )

    assert shown(client, application).startswith("Etårigt forløb, til ")


def test_the_last_day_is_a_day_of_the_course():
    assert words(TODAY(), None, TODAY()).startswith("Etårigt forløb, i gang til ")


def test_a_running_course_blocks_nothing(client, manager, application):
    PlaceFactory(round=earlier(30), applicant=application.applicant)

    actions.choose(application.round, application, outcome="granted", reason="God.", by=Actor.of(manager))

    assert Decision.objects.get(application=application).is_granted
