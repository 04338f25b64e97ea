import pytest

from applications.allocation.sums.considerations import Traits
from applications.allocation.sums.search import Ways

NOTHING = Traits(is_small=False, is_larger=False, has_dagpleje=False, region=None)
REGIONS = ["Hovedstaden", "Midtjylland", "Nordjylland", "Sjælland", "Syddanmark"]


def everything(number, regions):
    """Applicants of every kind, spread over the regions."""
    return {
        f"{place:03}": Traits(
            is_small=place % 3 == 0,
            is_larger=place % 3 == 1,
            has_dagpleje=place % 2 == 0,
            region=regions[place % len(regions)],
        )
        for place in range(number)
    }


@pytest.mark.parametrize(
    "regions", [REGIONS, [f"region {number}" for number in range(98)]], ids=["five", "each its own"]
)
def test_there_are_few_states_however_many_sets_and_regions(regions):
    paths = Ways(everything(98, regions), 5, 3).towards(frozenset())

    # How many are picked, three kinds, up to three regions, and whether the one at hand is counted
    assert max(len(layer) for layer in paths.layers) <= 6 * 8 * 4 * 2


def test_every_set_is_listed_once_and_always_in_the_same_order():
    traits = dict.fromkeys("dbca", NOTHING)
    values = dict.fromkeys("abcd", 1)

    found = list(Ways(traits, 2, 0).towards(frozenset()).sets(values, 2))

    assert found == [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]


def test_other_values_on_the_same_paths_are_calculated_anew():
    paths = Ways(dict.fromkeys("abc", NOTHING), 1, 0).towards(frozenset())

    assert paths.best({"a": 1, "b": 2, "c": 3}) == 3
    assert paths.best({"a": 5, "b": 2, "c": 3}) == 5


def test_values_below_nothing_are_values_too():
    # A calibrated merit can be a little below 0.
    paths = Ways(dict.fromkeys("abc", NOTHING), 2, 0).towards(frozenset())
    values = {"a": -1, "b": -2, "c": -3}

    assert paths.best(values) == -3
    assert list(paths.sets(values, -3)) == [("a", "b")]
    assert paths.in_every_best(values) == {"a", "b"}
