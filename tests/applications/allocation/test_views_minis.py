"""The month's round of minis shows the twelve months that went before."""

import pytest
from django.urls import reverse

from tests.factories.allocation import PlaceFactory
from tests.factories.assessment import InterestDeclarationFactory, reviewed_round
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

SECTION = "section[aria-labelledby=mini-balance]"


@pytest.fixture
def month(manager):
    """A month's round whose deadline has passed, and which the manager may read."""
    round_ = reviewed_round(1, programme=ProgrammeFactory(kind="mini", name="Miniforløb"))
    InterestDeclarationFactory(round=round_, person=manager)
    return round_


def mini(month, **municipality):
    earlier = RoundFactory(programme=month.programme, status="announced", opens_at=None, deadline=None)
    nursery = InstitutionFactory(ownership="private", municipality=MunicipalityFactory(**municipality))
    PlaceFactory(round=earlier, applicant=nursery, applicant_kind="private")


def page(client, manager, round_):
    client.force_login(manager)
    return client.get(reverse("applications:round_detail", args=[round_.pk]))


def test_the_year_s_minis_stand_with_what_is_missing_and_the_hours(client, manager, month):
    RoundFactory(name="Januar 2019", small_below=30_000, larger_from=60_000)
    mini(month, population=20_000)

    shown = page(client, manager, month)

    assert texts(shown, f"{SECTION} dd") == ["1", "1", "0", "Nordjylland 1"]
    assert texts(shown, f"{SECTION} li") == [
        "Ingen ligger i en større kommune, det vil sige fra 60.000 indbyggere.",
        "Ingen ligger i Hovedstaden, Sjælland, Syddanmark og Midtjylland.",
    ]
    assert texts(shown, f"{SECTION} > p")[0].endswith("sat for de etårige forløb i Januar 2019.")
    assert texts(shown, f"{SECTION} > p")[1].endswith("De har fået 1 af 1.")
    assert texts(shown, f"{SECTION} > p")[-1] == "Hvert nyt miniforløb er op til 10 timer."


def test_before_the_first_mini_the_page_says_so(client, manager, month):
    shown = texts(page(client, manager, month), f"{SECTION} > p")

    assert shown[1].startswith("Ingen har taget imod et miniforløb i de tolv måneder.")
    assert shown[2] == "Ingen miniforløb er i gang."


def test_a_round_of_one_year_courses_and_an_open_month_say_nothing_of_it(client, manager, month):
    one_year = reviewed_round(1)
    InterestDeclarationFactory(round=one_year, person=manager)
    is_open = RoundFactory(programme=month.programme)

    assert [texts(page(client, manager, each), SECTION) for each in (one_year, is_open)] == [[], []]


@pytest.mark.parametrize("minis", [1, 3])
def test_the_page_takes_the_same_queries_however_many_minis_there_are(
    client, manager, month, minis, django_assert_max_num_queries
):
    for _ in range(minis):
        mini(month)
    client.force_login(manager)

    with django_assert_max_num_queries(15):
        shown = client.get(reverse("applications:round_detail", args=[month.pk]))

    assert shown.context["balance"].tally.number == minis
