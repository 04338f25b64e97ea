"""The whole analysis: the worked example, every edge, and a brute force written apart from it."""

import copy
import json

import pytest
from hypothesis import given

from applications.allocation.sums.analysis import analyse, near_best_sets
from applications.allocation.sums.reading import snapshot_of
from tests.applications.allocation.sums import brute
from tests.applications.allocation.sums.example import ANALYSIS, DAGPLEJE, EXAMPLE, SIZE, a_round, regions
from tests.applications.allocation.sums.generated import many, real_size, rounds

SMALL, MIDDLE, LARGE = {"population": 10_000}, {"population": 45_000}, {"population": 100_000}
NORTH, SOUTH = {"region": "Nordjylland"}, {"region": "Syddanmark"}


def analysed(raw):
    return analyse(snapshot_of(raw))


def test_the_worked_example_comes_out_to_the_last_digit():
    analysis = analysed(EXAMPLE)

    assert analysis == ANALYSIS
    assert json.loads(json.dumps(analysis)) == ANALYSIS


@many
@given(rounds())
def test_the_search_equals_brute_force(raw):
    assert analysed(raw) == brute.analysis(raw)


@pytest.mark.parametrize("seed", range(8))
def test_the_search_equals_brute_force_in_a_round_of_real_size(seed):
    raw = real_size(seed)

    found, expected = analysed(raw), brute.analysis(raw)

    # Of more than fifty best sets each of both lists its own.
    for field in ("best_on_merit", "best_balanced"):
        if expected[field]["more"]:
            assert len(found[field].pop("sets")) == len(expected[field].pop("sets")) == 50
    assert found == expected


def test_the_brute_force_would_tell_a_difference():
    wrong = copy.deepcopy(EXAMPLE)
    wrong["reviews"][2]["scores"]["need"] = 3

    assert analysed(EXAMPLE) != brute.analysis(wrong)
    assert analysed(wrong) == brute.analysis(wrong)


@pytest.mark.parametrize("places", [2, 3])
def test_with_no_more_applicants_than_places_there_is_one_set_and_no_choice(places):
    raw = a_round(
        {"r1": {"a": 4, "b": 1}}, places=places, considerations=SIZE | regions(2), facts={"a": NORTH, "b": SOUTH}
    )

    analysis = analysed(raw)

    assert analysis["merit"] == {"a": 100.0, "b": 25.0}
    assert analysis["best_on_merit"] == {"points": 125.0, "sets": [["a", "b"]], "more": False}
    assert analysis["best_balanced"] == {**analysis["best_on_merit"], "combination": ["regions"]}
    assert analysis["feasible"] == {"regions": True, "size": False}
    assert analysis["missing"] == {"a": 0.0, "b": 0.0}
    assert (analysis["prices"], analysis["near_best"], analysis["stress"]) == (None, None, None)
    assert near_best_sets(snapshot_of(raw)) == ([], False)


def test_without_applicants_the_only_set_is_the_empty_one():
    analysis = analysed(a_round({}, considerations=SIZE | DAGPLEJE | regions(1)))

    assert analysis["best_balanced"] == {"points": 0.0, "sets": [[]], "more": False, "combination": []}
    assert analysis["feasible"] == {"dagpleje": False, "regions": False, "size": False}
    assert analysis["merit"] == analysis["missing"] == analysis["uncertainty"] == {}
    assert analysis["band"] == analysis["depends"] == []
    assert analysis["prices"] is analysis["near_best"] is analysis["stress"] is analysis["calibrated"] is None


def test_exact_ties_are_all_listed():
    analysis = analysed(a_round({"r1": {"a": 4, "b": 2, "c": 2, "d": 2}}))

    assert analysis["best_on_merit"]["sets"] == [["a", "b"], ["a", "c"], ["a", "d"]]
    assert analysis["stress"]["in"] == {"a": 4, "b": 0, "c": 0, "d": 0}
    assert len(analysis["stress"]["scenarios"]) == 4


def test_the_same_scores_in_another_order_are_an_exact_tie():
    # A third, two thirds and three thirds added as floats depend on the order.
    scores = {"r1": {"a": 1, "b": 3}, "r2": {"a": 2, "b": 2}, "r3": {"a": 4, "b": 2}}

    analysis = analysed(a_round(scores, places=1))

    assert analysis["best_on_merit"]["sets"] == [["a"], ["b"]]


@pytest.mark.parametrize(("applicants", "listed", "more"), [(50, 50, False), (51, 50, True)])
def test_there_are_more_sets_only_where_there_are(applicants, listed, more):
    best = analysed(a_round({"r1": {f"{number:02}": 3 for number in range(applicants)}}, places=1))["best_on_merit"]

    assert (len(best["sets"]), best["more"]) == (listed, more)


def test_what_no_set_can_meet_is_left_out():
    facts = {"a": SMALL, "b": MIDDLE, "c": MIDDLE | {"dagpleje_share": 0.5}}

    analysis = analysed(a_round({"r1": {"a": 4, "b": 3, "c": 1}}, considerations=SIZE | DAGPLEJE, facts=facts))

    assert analysis["feasible"] == {"dagpleje": True, "size": False}
    assert analysis["best_balanced"]["combination"] == ["dagpleje"]
    assert analysis["best_balanced"]["sets"] == [["a", "c"]]
    assert analysis["prices"] == {"total": 25.0, "dagpleje": {"alone": 25.0, "last": 25.0}}


def test_considerations_that_cannot_be_met_together():
    facts = {"a": SMALL | NORTH, "b": LARGE | NORTH, "c": MIDDLE | NORTH | {"dagpleje_share": 0.5}, "d": MIDDLE | SOUTH}
    wanted = SIZE | DAGPLEJE | regions(2)

    analysis = analysed(a_round({"r1": {"a": 4, "b": 3, "c": 2, "d": 0}}, considerations=wanted, facts=facts))

    # With two places, dagpleje and two regions are the only ones of which two go together.
    assert analysis["feasible"] == {"dagpleje": True, "regions": True, "size": True}
    assert analysis["best_balanced"] == {
        "points": 50.0,
        "sets": [["c", "d"]],
        "more": False,
        "combination": ["dagpleje", "regions"],
    }
    assert analysis["near_best"] is None
    assert analysis["prices"] == {
        "total": None,
        "dagpleje": {"alone": 12.5, "last": None},
        "regions": {"alone": 37.5, "last": None},
        "size": {"alone": 0.0, "last": None},
    }
    assert analysis["missing"] == {"a": None, "b": None, "c": 0.0, "d": 0.0}
    assert near_best_sets(snapshot_of(a_round({"r1": {}}, considerations=wanted, facts=facts))) == ([], False)


def test_of_combinations_that_are_as_good_the_first_by_name_is_shown():
    facts = {"a": {"dagpleje_share": 0.5}, "b": SMALL, "c": LARGE}

    analysis = analysed(a_round({"r1": {"a": 3, "b": 3, "c": 3}}, considerations=SIZE | DAGPLEJE, facts=facts))

    assert analysis["best_balanced"]["combination"] == ["dagpleje"]
    assert analysis["best_balanced"]["sets"] == [["a", "b"], ["a", "c"]]


def test_an_unknown_fact_meets_no_consideration():
    facts = {"a": {"population": None, "region": None, "dagpleje_share": None}, "b": NORTH, "c": {}}

    analysis = analysed(
        a_round({"r1": {"a": 4, "b": 4, "c": 4}}, considerations=SIZE | DAGPLEJE | regions(2), facts=facts)
    )

    assert analysis["feasible"] == {"dagpleje": False, "regions": False, "size": False}


def test_one_reviewer_only_gives_neither_calibration_nor_a_scenario_without():
    analysis = analysed(a_round({"r1": {"a": 4, "b": 3, "c": 2}}))

    assert analysis["calibrated"] is None
    assert analysis["stress"]["scenarios"] == ["base", "double:need", "thresholds:+10", "thresholds:-10"]


def test_an_applicant_without_reviews_is_a_range_and_holds_back_the_scenarios_without():
    scores = {"r1": {"a": 4, "b": 2}, "r2": {"a": 4, "b": 2}}

    analysis = analysed(a_round(scores, places=1, facts={"c": {}}))

    assert analysis["merit"] == {"a": 100.0, "b": 50.0, "c": {"low": 0.0, "high": 100.0}}
    assert analysis["calibrated"] is None
    assert analysis["stress"]["scenarios"] == ["base", "double:need", "thresholds:+10", "thresholds:-10"]
    # With its highest score it would be as good as a, so there would be another best set.
    assert analysis["depends"] == ["c"]


@pytest.mark.parametrize(("others", "depends"), [({"a": 4, "b": 4}, ["c"]), ({"a": 2, "b": 0}, [])])
def test_a_range_that_changes_no_best_set_is_not_named(others, depends):
    raw = a_round({"r1": others}, places=1, facts={"c": {}}, considerations=DAGPLEJE)
    raw["applicants"][0]["dagpleje_share"] = 0.5
    raw["applicants"][2]["dagpleje_share"] = 0.5 if depends else 0.3

    assert analysed(raw)["depends"] == depends


def test_a_range_can_change_which_combination_is_met():
    facts = {"a": {"dagpleje_share": 0.5}, "b": SMALL, "c": LARGE}
    raw = a_round({"r1": {"a": 3, "b": 3}}, considerations=SIZE | DAGPLEJE, facts=facts)

    analysis = analysed(raw)

    assert analysis["best_balanced"]["combination"] == ["dagpleje"]
    assert analysis["depends"] == ["c"]


def test_thresholds_ten_per_cent_up_and_down_move_size_and_dagpleje_together():
    facts = {
        "a": {"population": 29_000, "dagpleje_share": 0.41},
        "b": {"population": 61_000, "dagpleje_share": 0.0},
        "c": {"population": 26_000, "dagpleje_share": 0.37},
        "d": {"population": 66_000, "dagpleje_share": 0.44},
    }
    raw = a_round({"r1": {"a": 4, "b": 4, "c": 0, "d": 0}}, considerations=SIZE | DAGPLEJE, facts=facts)

    analysis = analysed(raw)

    # Up: b is no larger one and a has too little, so it is a and d; down: a is no small one, so it is b and c.
    assert analysis["best_balanced"]["sets"] == [["a", "b"]]
    assert analysis["stress"] == {
        "scenarios": ["base", "double:need", "thresholds:+10", "thresholds:-10"],
        "in": {"a": 3, "b": 3, "c": 1, "d": 1},
    }


def test_a_scenario_without_a_reviewer_counts_what_the_others_gave():
    scores = {"r1": {"a": 4, "b": 0}, "r2": {"a": 1, "b": 2}, "r3": {"a": 1, "b": 2}}

    analysis = analysed(a_round(scores, places=1))

    # r1 alone makes a the best.
    assert analysis["best_on_merit"]["sets"] == [["a"]]
    assert [name for name in analysis["stress"]["scenarios"] if name.startswith("without")] == [
        "without:r1",
        "without:r2",
        "without:r3",
    ]
    assert analysis["stress"]["in"] == {"a": 6, "b": 1}


def test_a_list_of_sets_ends_at_fifty_and_a_count_at_ten_thousand():
    raw = a_round({"r1": {f"{number:02}": 3 for number in range(30)}}, places=5)

    analysis = analysed(raw)

    sets = analysis["best_on_merit"]["sets"]
    assert len(sets) == len({tuple(keys) for keys in sets}) == 50
    assert sets == sorted(sorted(keys) for keys in sets)
    assert analysis["best_on_merit"]["more"] is analysis["best_balanced"]["more"] is True
    assert analysis["near_best"]["count"] == 10_000
    assert analysis["near_best"]["more"] is True
    assert analysis["near_best"]["borderline"] == analysis["band"] == sorted(analysis["merit"])
    assert set(analysis["stress"]["in"].values()) == {0}


@pytest.mark.parametrize(("applicants", "count"), [(142, 9_870 + 141), (141, 9_870)])
def test_the_count_of_near_best_sets_is_exact_up_to_ten_thousand(applicants, count):
    raw = a_round({"r1": {f"{number:03}": 3 for number in range(applicants)}}, places=2)

    analysis = analysed(raw)

    assert count == applicants * (applicants - 1) // 2
    assert analysis["near_best"]["count"] == min(count, 10_000)
    assert analysis["near_best"]["more"] is (count > 10_000)


def test_the_near_best_sets_can_be_read():
    raw = a_round({"r1": {"a": 4, "b": 4, "c": 3, "d": 0}}, near=12.5)

    assert near_best_sets(snapshot_of(raw)) == ([["a", "b"], ["a", "c"], ["b", "c"]], False)
    assert near_best_sets(snapshot_of({**raw, "near": 12.4})) == ([["a", "b"]], False)
