from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from applications.allocation import capacity, mini_balance
from applications.allocation.capacity import RunningMinis
from applications.allocation.memory import Thresholds
from applications.allocation.mini_balance import Given
from tests.factories.allocation import PlaceFactory
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory

LIMITS = Thresholds(30_000, 60_000, 3, Decimal("0.4"))
NOW = datetime(2019, 3, 1, 12, tzinfo=UTC)


def given(region="Nordjylland", population=40_000, share=None, kind="private"):
    return Given(kind, region, population, share)


ALL_REGIONS = [given(region) for region in ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")]


# --- In words -----------------------------------------------------------------------------------------------------


def test_nothing_is_missing_where_nothing_is_given_yet():
    assert mini_balance.balance([], LIMITS).missing == []


def test_what_nobody_brings_is_said_as_sentences():
    assert mini_balance.balance([given()], LIMITS).missing == [
        "Ingen ligger i en lille kommune, det vil sige under 30.000 indbyggere.",
        "Ingen ligger i en større kommune, det vil sige fra 60.000 indbyggere.",
        "Ingen ligger i Hovedstaden, Sjælland, Syddanmark og Midtjylland. Det er ønsket, at mindst 3 regioner er med.",
        "Ingen af dem, hvor andelen er kendt, ligger i en kommune med høj andel dagpleje, det vil sige fra 40 %.",
    ]


@pytest.mark.parametrize(
    ("brought", "number_missing"),
    [
        (given(population=29_999), 2),
        (given(population=60_000), 2),
        (given(share=Decimal("0.4")), 2),
        (given(share=Decimal("0.3999")), 3),
        (given(), 3),
    ],
)
def test_what_somebody_brings_is_not_missing(brought, number_missing):
    assert len(mini_balance.balance([*ALL_REGIONS, brought], LIMITS).missing) == number_missing


def test_regions_are_only_wished_for_where_there_are_too_few():
    missing = mini_balance.balance(ALL_REGIONS[:3], LIMITS).missing

    assert missing[2] == "Ingen ligger i Midtjylland og Nordjylland."


def test_where_every_share_is_known_nothing_is_said_of_the_unknown():
    low = mini_balance.balance([given(share=Decimal("0.1"))], LIMITS)

    assert low.missing[3] == "Ingen ligger i en kommune med høj andel dagpleje, det vil sige fra 40 %."
    assert low.rows[3] == ("Høj andel dagpleje (fra 40 %)", "0")


def test_without_thresholds_only_the_regions_are_told():
    found = mini_balance.balance([given()], Thresholds())

    assert found.missing == ["Ingen ligger i Hovedstaden, Sjælland, Syddanmark og Midtjylland."]
    assert found.rows == [("Miniforløb", "1"), ("Regioner", "Nordjylland 1")]


def test_the_figures_stand_with_their_thresholds():
    found = mini_balance.balance([given(population=1_807), given(kind="municipal")], LIMITS)

    assert found.independent == 1
    assert found.rows == [
        ("Miniforløb", "2"),
        ("Små kommuner (under 30.000 indbyggere)", "1"),
        ("Større kommuner (fra 60.000 indbyggere)", "0"),
        ("Høj andel dagpleje (fra 40 %)", "0, 2 ukendt"),
        ("Regioner", "Nordjylland 2"),
    ]


# --- Of a round ---------------------------------------------------------------------------------------------------


@pytest.fixture
def month():
    return RoundFactory(programme=ProgrammeFactory(kind="mini", name="Miniforløb"), closed=True)


def mini_place(month, accepted_at, **facts):
    earlier = RoundFactory(
        programme=month.programme, status="announced", opens_at=None, deadline=None, name=f"Minier {accepted_at}"
    )
    return PlaceFactory(
        round=earlier, applicant=InstitutionFactory(**facts), applicant_kind="self_governing", accepted_at=accepted_at
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_ago", "number"), [(-1, 0), (0, 1), (364, 1), (365, 0)], ids=["later", "now", "a year", "too long ago"]
)
def test_a_year_of_minis_is_looked_at(month, days_ago, number):
    mini_place(month, NOW - timedelta(days=days_ago))

    assert mini_balance.of_round(month, NOW).tally.number == number


@pytest.mark.django_db
def test_the_facts_are_those_of_the_municipality_around(month):
    skive = MunicipalityFactory(region="Midtjylland", population=20_000)
    month.small_below = 30_000
    mini_place(month, NOW, municipality=skive)
    PlaceFactory(accepted_at=NOW)  # a one-year course

    found = mini_balance.of_round(month, NOW)

    assert (found.tally.small, found.tally.regions, found.independent) == (1, {"Midtjylland": 1}, 1)
    assert found.thresholds_from == ""


@pytest.mark.django_db
def test_a_month_without_thresholds_takes_those_of_the_newest_one_year_round_that_has_some(month):
    for year, small_below in ((2018, 25_000), (2019, 30_000), (2020, None)):
        RoundFactory(name=f"Runde {year}", period_from=date(year, 1, 1), small_below=small_below)
    RoundFactory(name="Kladde", period_from=date(2021, 1, 1), small_below=1, draft=True)

    found = mini_balance.of_round(month, NOW)

    assert (found.thresholds.small_below, found.thresholds_from) == (30_000, "Runde 2019")


@pytest.mark.django_db
@pytest.mark.parametrize("places", [1, 3])
def test_the_balance_takes_two_queries(month, places, django_assert_num_queries):
    for _ in range(places):
        mini_place(month, NOW)

    with django_assert_num_queries(2):
        found = mini_balance.of_round(month, NOW)

    assert found.tally.number == places
    assert found.thresholds == Thresholds()


# --- Hours --------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(monkeypatch):
    """What the wing of the courses would tell."""

    def tell(*running):
        monkeypatch.setattr(capacity, "_readers", [lambda running=each: running for each in running])

    return tell


def test_the_hours_of_running_minis_are_told_in_danish(told):
    told(RunningMinis(courses=8, held=1410, planned=60, most_each=600))

    found = mini_balance.hours()

    assert (found.most, found.used, found.planned, found.left) == ("80 timer", "23,5 timer", "1 time", "55,5 timer")
    assert (found.held, found.at_most, found.new_hours) == (23.5, 80, "10 timer")


def test_no_hours_are_told_where_nobody_knows_of_courses(told):
    told()

    assert mini_balance.hours() is None


def test_who_registers_last_is_asked(told):
    told(RunningMinis(1, 0, 0, 600))

    capacity.register(lambda: RunningMinis(2, 0, 0, 600))

    assert capacity.running_minis().courses == 2
