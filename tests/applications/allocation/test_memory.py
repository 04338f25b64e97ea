from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from applications.allocation import memory
from applications.allocation.memory import Counted, Tally, Thresholds
from applications.rounds.models import RoundStatus
from praksis.organisations.models import Municipality, Region
from tests.factories.allocation import PlaceFactory, announced_round
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory

LIMITS = {"small_below": 30_000, "larger_from": 60_000, "family_daycare_from": Decimal("0.4")}


def municipality(short_name, population, region=Region.MIDTJYLLAND, share=None):
    known = {"family_daycare_year": 2018, "family_daycare_source": "Kommunens tal"} if share is not None else {}
    return MunicipalityFactory(
        short_name=short_name,
        code={"Skive": "0779", "Thisted": "0787"}.get(short_name, "0101"),
        population=population,
        region=region,
        family_daycare_share=share,
        **known,
    )


def earlier_round(name="Runde 2018", year=2018, **facts):
    """A round that is announced, from before the system."""
    return RoundFactory(
        name=name, period_from=date(year, 1, 1), status="announced", opens_at=None, deadline=None, **facts
    )


def minis(year=2018, **facts):
    programme = ProgrammeFactory(kind="mini", name="Miniforløb")
    return earlier_round(f"Minier {year}", year, programme=programme, **facts)


# --- Sums ---------------------------------------------------------------------------------------------------------


COUNTED = [
    Counted("Nordjylland", number=2, small=1, larger=0, daycare_high=1, daycare_unknown=1),
    Counted("Hovedstaden", number=1, small=0, larger=1, daycare_high=0, daycare_unknown=0),
]


def test_a_tally_adds_up_and_keeps_the_country_s_order():
    found = memory.tally(COUNTED, Thresholds(30_000, 60_000, 2, Decimal("0.4")))

    assert found == Tally(3, 1, 1, 1, 1, {"Hovedstaden": 1, "Nordjylland": 2})
    assert found.regions_in_words == "Hovedstaden 1, Nordjylland 2"
    assert found.regions_without == ["Sjælland", "Syddanmark", "Midtjylland"]


def test_what_no_threshold_says_anything_of_is_not_nought():
    found = memory.tally(COUNTED, Thresholds())

    assert (found.number, found.small, found.larger, found.daycare_high) == (3, None, None, None)


def test_a_round_s_applicants_and_chosen_are_told_beside_those_before():
    before = memory.Memory([], [], [memory.Part("0779", is_mini=True, number=1, latest=date(2018, 1, 1))])

    found = before.states_with(applied=["0779", "0787"], chosen=["0787"])

    assert found == {"0779": {"mini", "applied"}, "0787": {"applied", "chosen"}}
    assert before.states == {"0779": {"mini"}}


def test_tallies_add_up_where_any_of_them_knows():
    found = memory.together(
        [
            Tally(1, small=1, regions={"Sjælland": 1}),
            Tally(2, small=None, daycare_unknown=2, regions={"Sjælland": 1, "Hovedstaden": 1}),
        ]
    )

    assert found == Tally(3, 1, None, None, 2, {"Hovedstaden": 1, "Sjælland": 2})


# --- Reads --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_round_is_seen_by_its_own_thresholds():
    skive = municipality("Skive", 46_000, share=Decimal("0.4"))
    strict, mild = earlier_round("2017", 2017, **LIMITS), earlier_round("2018", 2018, small_below=50_000, places=5)
    for round_ in (strict, mild):
        PlaceFactory(round=round_, applicant=skive)
    PlaceFactory(round=strict, applicant=municipality("Thisted", 70_000, Region.NORDJYLLAND))

    newest, oldest = memory.of_all().rounds

    assert (newest.name, newest.places, newest.tally) == ("2018", 5, Tally(1, 1, None, None, 0, {"Midtjylland": 1}))
    assert (oldest.name, oldest.tally) == ("2017", Tally(2, 0, 1, 1, 1, {"Midtjylland": 1, "Nordjylland": 1}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("population", "expected"), [(29_999, (1, 0)), (30_000, (0, 0)), (59_999, (0, 0)), (60_000, (0, 1))]
)
def test_the_thresholds_are_where_the_agency_sets_them(population, expected):
    PlaceFactory(round=earlier_round(**LIMITS), applicant=municipality("Skive", population))

    found = memory.of_all().rounds[0].tally

    assert (found.small, found.larger) == expected


@pytest.mark.django_db
def test_minis_are_told_by_year_and_by_the_municipality_the_institution_lies_in():
    skive = municipality("Skive", 46_000)
    for year in (2018, 2019):
        PlaceFactory(round=minis(year), applicant=InstitutionFactory(municipality=skive), applicant_kind="private")
    PlaceFactory(round=earlier_round(), applicant=skive)

    found = memory.of_all()

    assert [(each.name, each.tally.number, each.places) for each in found.minis] == [
        ("Miniforløb 2019", 1, None),
        ("Miniforløb 2018", 1, None),
    ]
    assert found.minis[0].tally.regions == {"Midtjylland": 1}
    assert found.states == {"0779": {"earlier", "mini"}}
    assert found.notes == {"0779": "1 etårigt forløb, fra 2018; 2 miniforløb, senest fra 2019"}


@pytest.mark.django_db
def test_a_place_that_was_given_back_is_forgotten():
    PlaceFactory(round=earlier_round(), given_back_at=timezone.now() + timezone.timedelta(days=1))

    assert memory.of_all() == memory.Memory([], [], [])


@pytest.mark.django_db
@pytest.mark.parametrize("status", [one for one in RoundStatus if one != RoundStatus.ANNOUNCED])
def test_nothing_is_told_of_a_round_before_it_is_announced(status):
    PlaceFactory(round=RoundFactory(status=status))

    assert memory.of_all() == memory.Memory([], [], [])


@pytest.mark.django_db
def test_an_announced_round_is_there_before_anybody_has_said_yes():
    round_ = announced_round("granted", "refused")

    found = memory.of_all()

    assert [(each.name, each.places, each.tally.number) for each in found.rounds] == [(round_.name, 2, 0)]
    assert found.states == {}


@pytest.mark.django_db
def test_a_round_from_before_the_system_is_silent_until_its_places_are_entered():
    earlier_round()

    assert memory.of_all().rounds == []


@pytest.mark.django_db
@pytest.mark.parametrize("places", [1, 3])
def test_everything_takes_six_queries_and_three_where_nothing_has_changed(places, django_assert_num_queries):
    for number in range(places):
        PlaceFactory(round=earlier_round(f"Runde {number}", 2018 + number))

    with django_assert_num_queries(6):
        first = memory.of_all()
    with django_assert_num_queries(3):
        again = memory.of_all()

    assert again is first
    assert len(first.rounds) == places


def another_place(place):
    PlaceFactory(round=place.round)


def give_back(place):
    place.given_back_at = timezone.now()
    place.save()


def another_round(place):
    announced_round("granted")


def grow(place):
    Municipality.objects.filter(pk=place.applicant_id).update(population=20_000)


def learn_the_share(place):
    Municipality.objects.filter(pk=place.applicant_id).update(
        family_daycare_share=Decimal("0.4"), family_daycare_year=2018, family_daycare_source="Kommunens tal"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("change", [another_place, give_back, another_round, grow, learn_the_share])
def test_whatever_changes_is_told_at_once(change):
    place = PlaceFactory(round=earlier_round(**LIMITS))
    before = memory.of_all()

    change(place)

    assert memory.of_all() != before


@pytest.mark.django_db
def test_two_shares_that_change_places_are_told_at_once():
    high = municipality("Skive", 46_000, share=Decimal("0.4"))
    low = municipality("Thisted", 43_000, share=Decimal("0.1"))
    PlaceFactory(round=earlier_round(**LIMITS), applicant=high)
    assert memory.of_all().rounds[0].tally.daycare_high == 1

    high.family_daycare_share, low.family_daycare_share = low.family_daycare_share, high.family_daycare_share
    high.save()
    low.save()

    assert memory.of_all().rounds[0].tally.daycare_high == 0
