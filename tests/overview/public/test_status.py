from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import actions
from applications.allocation.models import Decision
from applications.rounds.models import RoundStatus
from overview.public import status
from praksis.cases.actors import Actor
from tests.factories.accounts import UserFactory
from tests.factories.allocation import PlaceFactory, announced_round, considered_by, decided_round
from tests.factories.engagements import FrameworkTemplateFactory
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

PAGE = reverse("overview:status")


def a_round(name, *, ends_in=100, programme=None, **facts):
    """A round from before the system whose courses end so many days from now."""
    ends = timezone.localdate() + timedelta(days=ends_in)
    return RoundFactory(
        programme=programme or ProgrammeFactory(),
        name=name,
        period_from=ends - timedelta(days=360),
        period_to=ends,
        status="announced",
        opens_at=None,
        deadline=None,
        **facts,
    )


def mini_round(name, **facts):
    return a_round(name, programme=ProgrammeFactory(kind="mini", name="Miniforløb"), **facts)


def test_an_empty_page_says_that_nothing_is_there_yet(client):
    page = client.get(PAGE)

    assert texts(page, "h1") == ["Hvem er med?"]
    assert texts(page, "h2, table") == ["Menu"]
    assert texts(page, "main p")[1].startswith("Der er ingen forløb at vise endnu.")


def test_the_page_tells_who_takes_part_and_has_taken_part(client):
    skive = MunicipalityFactory(short_name="Skive", code="0779", region="Midtjylland", population=46_000)
    thisted = MunicipalityFactory(short_name="Thisted", code="0787", population=20_000)
    running = a_round("Runde 2", small_below=30_000, larger_from=60_000, family_daycare_from="0.4", places=5)
    PlaceFactory(round=running, applicant=thisted)
    PlaceFactory(round=running, applicant=skive)
    PlaceFactory(round=a_round("Runde 1", ends_in=-1), applicant=skive)
    nursery = InstitutionFactory(municipality=skive, name="Børnehuset Solsikken", ownership="private")
    for ends_in in (0, -1):
        PlaceFactory(round=mini_round("Mini", ends_in=ends_in), applicant=nursery, applicant_kind="private")

    page = client.get(PAGE)

    assert texts(page, ".facts dd") == ["2 af 98", "3", "2", "1"]
    assert texts(page, "#running ~ h3") == ["Runde 2"]
    assert texts(page, ".people li") == ["Skive Kommune", "Thisted Kommune"]
    assert texts(page, "#figures ~ div tbody tr:first-child > *") == [
        "Runde 2", "5", "2", "1", "0", "0 (2 ukendt)", "Midtjylland 1, Nordjylland 1",
    ]  # fmt: skip
    assert texts(page, "#figures ~ div tbody tr:nth-child(2) > *")[2:] == ["1", "–", "–", "–", "Midtjylland 1"]
    assert texts(page, ".drawing tbody th") == ["Skive", "Thisted"]
    assert texts(page, ".drawing tbody tr:first-child td")[1] == "Etårigt forløb, Miniforløb"


def test_institutions_are_not_named(client):
    nursery = InstitutionFactory(name="Børnehuset Solsikken", ownership="private")
    PlaceFactory(round=mini_round("Mini"), applicant=nursery, applicant_kind="private")

    page = client.get(PAGE)

    assert texts(page, ".facts dd") == ["1 af 98", "0", "1", "1"]
    assert "Solsikken" not in page.content.decode()


def test_where_every_share_is_known_the_number_stands_alone():
    known = {"family_daycare_share": "0.5", "family_daycare_year": 2018, "family_daycare_source": "Kommunens tal"}
    PlaceFactory(round=a_round("Runde", family_daycare_from="0.4"), applicant=MunicipalityFactory(**known))

    assert status.participation(timezone.localdate()).rows[0][5] == "1"


@pytest.mark.parametrize("until", [RoundStatus.ASSESSING, RoundStatus.PROPOSED, RoundStatus.APPROVED])
def test_the_page_is_the_same_whatever_is_chosen_and_not_announced(client, until):
    before = client.get(PAGE).content
    round_ = decided_round("granted", "refused")
    manager = UserFactory(manager=True)
    considered_by(round_, manager)
    if until != RoundStatus.ASSESSING:
        actions.propose(round_, by=Actor.of(manager))
    if until == RoundStatus.APPROVED:
        actions.approve(round_, by=Actor.of(UserFactory(approver=True)))

    assert client.get(PAGE).content == before


def test_whoever_got_a_place_is_named_with_the_yes_and_whoever_did_not_never(client):
    round_ = announced_round("granted", "refused", "reserve")
    FrameworkTemplateFactory(programme=round_.programme)
    names = {each.application.applicant.name: each for each in round_.decisions.all()}
    granted = next(name for name, decision in names.items() if decision.is_granted)
    others = set(names) - {granted}
    assert all(name not in client.get(PAGE).content.decode() for name in names)

    decision = Decision.objects.get(pk=names[granted].pk)
    actions.accept_place(decision, by=Actor.of(UserFactory()))

    page = client.get(PAGE)
    assert texts(page, ".people li") == [granted]
    assert all(name not in page.content.decode() for name in others)


@pytest.mark.parametrize("places", [1, 3])
def test_the_page_takes_the_same_queries_however_many_take_part(client, places, django_assert_num_queries):
    for number in range(places):
        PlaceFactory(round=a_round(f"Runde {number}", ends_in=number))

    with django_assert_num_queries(8):
        page = client.get(PAGE)

    assert len(texts(page, ".people li")) == places


def test_a_course_is_running_through_its_last_day():
    round_ = a_round("Runde", ends_in=0)
    PlaceFactory(round=round_)

    on_the_day, after = (
        status.participation(day).running for day in (round_.period_to, round_.period_to + timedelta(days=1))
    )

    assert ([each.round for each in on_the_day], after) == (["Runde"], [])
