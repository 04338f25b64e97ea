from fractions import Fraction

import pytest

from applications.allocation.sums.calibration import calibrated, fit
from applications.allocation.sums.reading import snapshot_of
from tests.applications.allocation.sums.example import a_round


def of(scores, **fields):
    return calibrated(snapshot_of(a_round(scores, **fields)))


def test_a_harsh_reviewers_applicants_are_lifted():
    # Both read b: r1 gives it 100 and r2 50.
    found = of({"r1": {"a": 4, "b": 4}, "r2": {"b": 2, "c": 2}})

    # By hand: b(r2) = −b(r1), and 5·b(r1) = 25 where each is held by 4 and shares b with the other.
    assert found == {"a": Fraction(95), "b": Fraction(75), "c": Fraction(55)}


def test_who_agree_are_not_calibrated_away():
    assert of({"r1": {"a": 4, "b": 3}, "r2": {"b": 3, "c": 1}}) == {"a": 100, "b": 75, "c": 25}


@pytest.mark.parametrize(
    "scores",
    [
        {},
        {"r1": {"a": 4, "b": 3}},
        {"r1": {"a": 4, "b": 3}, "r2": {"a": 1, "b": 2}},
        {"r1": {"a": 4}, "r2": {"b": 3}},
        {"r1": {"a": 4, "b": 3}, "r2": {"c": 1, "d": 2}},
    ],
    ids=["none", "one reviewer", "everybody read everything", "nothing in common", "two halves"],
)
def test_there_is_nothing_to_calibrate_by(scores):
    assert of(scores) is None


def test_an_applicant_without_a_total_is_connected_to_nobody():
    assert of({"r1": {"a": 4, "b": 3}, "r2": {"b": 3}}) is not None
    assert of({"r1": {"a": 4, "b": 3}, "r2": {"b": 3}}, facts={"c": {}}) is None


def test_a_reviewer_without_a_whole_review_is_no_part_of_it():
    raw = a_round({"r1": {"a": 4, "b": 3}, "r2": {"b": 3}})
    raw["reviews"][-1]["scores"] = {}

    # The other one has read everything.
    assert calibrated(snapshot_of(raw)) is None


def test_the_bias_of_who_has_read_little_is_held_near_nothing():
    few = {("r1", "a"): Fraction(100), ("r2", "a"): Fraction(0), ("r1", "b"): Fraction(50)}
    many = few | {(reviewer, f"c{n}"): Fraction(t) for n in range(50) for reviewer, t in (("r1", 100), ("r2", 0))}

    # b was read by r1 alone, who is 100 above r2: half of that is r1's, once there is much to tell it by.
    assert fit(few)["b"] == 40
    assert fit(many)["b"] == Fraction(40, 11)
