import pytest

from applications.allocation.sums.analysis import analyse
from applications.allocation.sums.reading import snapshot_of
from applications.allocation.sums.workbench import Board, Difference, Explanation, Kind, board, explanations
from tests.applications.allocation.sums.example import DAGPLEJE, EXAMPLE, SIZE, a_round, regions


def looked_at(raw, chosen):
    snapshot = snapshot_of(raw)
    return board(snapshot, analyse(snapshot), chosen)


def asked(raw, chosen):
    snapshot = snapshot_of(raw)
    return explanations(snapshot, analyse(snapshot), chosen)


def test_the_board_of_a_chosen_set():
    assert looked_at(EXAMPLE, {"0773", "0265"}) == Board(
        points=125.0,
        meets={"dagpleje": True, "regions": True, "size": True},
        to_best_on_merit=Difference(25.0, ("0101", "0265"), ("0773",), ("0101",)),
        to_best_balanced=Difference(12.5, ("0101", "0773"), ("0265",), ("0101",)),
    )


def test_the_board_of_the_best_set_itself():
    found = looked_at(EXAMPLE, ["0101", "0265"])

    assert found.meets == {"dagpleje": False, "regions": True, "size": False}
    assert found.to_best_on_merit == Difference(0.0, ("0101", "0265"), (), ())
    # The best on merit has more than the balanced one.
    assert found.to_best_balanced.per_place == -12.5


@pytest.mark.parametrize("chosen", [[], ["0101"], ["0101", "0265", "0773"]])
def test_sets_of_another_size_have_no_difference(chosen):
    found = looked_at(EXAMPLE, chosen)

    assert found.to_best_on_merit.per_place is None
    assert set(found.to_best_on_merit.only_calculated) == {"0101", "0265"} - set(chosen)


def test_without_applicants_the_board_is_empty():
    nothing = Difference(None, (), (), ())

    assert looked_at(a_round({}), []) == Board(0.0, {}, nothing, nothing)


def test_of_the_calculated_sets_the_nearest_is_compared():
    raw = a_round({"r1": {"a": 4, "b": 2, "c": 2, "d": 2}})

    assert looked_at(raw, ["c", "d"]).to_best_on_merit == Difference(25.0, ("a", "c"), ("d",), ("a",))


def test_a_difference_of_nothing_is_exactly_nothing():
    scores = {"r1": {"a": 1, "b": 3, "c": 0}, "r2": {"a": 2, "b": 2, "c": 0}, "r3": {"a": 4, "b": 2, "c": 0}}

    assert looked_at(a_round(scores, places=1), ["b"]).to_best_on_merit.per_place == 0.0


def test_what_must_be_explained():
    assert asked(EXAMPLE, ["0265", "0773"]) == [
        Explanation(Kind.WEAKER_FIRST, chosen="0265", passed_over="0101"),
        Explanation(Kind.WEAKER_FIRST, chosen="0773", passed_over="0101"),
    ]


def test_a_consideration_that_a_set_could_meet_and_does_not():
    assert asked(EXAMPLE, ["0101", "0265"]) == [
        Explanation(Kind.NOT_MET, consideration="dagpleje"),
        Explanation(Kind.NOT_MET, consideration="size"),
    ]


def test_a_consideration_that_none_could_meet_is_not_asked_for():
    raw = a_round({"r1": {"a": 4, "b": 2, "c": 0}}, considerations=SIZE | DAGPLEJE | regions(2))

    assert asked(raw, ["a", "b"]) == []


def test_near_ties_across_the_cut_count_in_both_directions():
    raw = a_round({"r1": {"a": 4, "b": 3, "c": 2, "d": 0}}, delta=30)

    assert asked(raw, ["a", "c"]) == [
        Explanation(Kind.NEAR_TIE, chosen="a", passed_over="b"),
        Explanation(Kind.NEAR_TIE, chosen="c", passed_over="b"),
    ]


def test_free_places_while_applicants_remain():
    raw = a_round({"r1": {"a": 4, "b": 2, "c": 0}}, places=2)

    assert asked(raw, ["a"]) == [Explanation(Kind.FREE_PLACES, places=1)]
    assert asked(raw, ["a", "b"]) == []


def test_free_places_without_applicants_are_nothing_to_explain():
    raw = a_round({"r1": {"a": 4, "b": 2}}, places=5)

    assert asked(raw, ["a", "b"]) == []
    assert asked(raw, []) == [Explanation(Kind.FREE_PLACES, places=2)]


@pytest.mark.parametrize("chosen", [["0101", "0999"], ["0101", "0101"]])
@pytest.mark.parametrize("question", [looked_at, asked])
def test_only_applicants_of_the_round_can_be_chosen_each_once(question, chosen):
    with pytest.raises(ValueError, match="Not a set of this round's applicants"):
        question(EXAMPLE, chosen)
