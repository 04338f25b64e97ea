import math
from fractions import Fraction

import pytest

from applications.allocation.sums.merit import Merit, comparison, merits, totals, variance
from applications.allocation.sums.reading import snapshot_of
from tests.applications.allocation.sums.example import EXAMPLE, a_round


def of(scores, **fields):
    return snapshot_of(a_round(scores, **fields))


def two_criteria(scores, **fields):
    """A round with the criteria need, that counts once, and share, that counts three times."""
    raw = a_round({reviewer: dict.fromkeys(given, 0) for reviewer, given in scores.items()}, **fields)
    raw["criteria"].append({"key": "share", "weight": 3})
    for review in raw["reviews"]:
        pair = scores[review["reviewer"]][review["applicant"]]
        named = zip(("need", "share"), pair, strict=True)
        review["scores"] = {key: score for key, score in named if score is not None}
    return snapshot_of(raw)


def test_the_merit_is_the_weighted_mean_out_of_a_hundred():
    # need (1 + 2) / 2, share (4 + 3) / 2 three times, of 16
    snapshot = two_criteria({"r1": {"a": (1, 4)}, "r2": {"a": (2, 3)}})

    assert merits(snapshot) == {"a": Merit(Fraction(75), Fraction(75))}


def test_an_agreed_score_replaces_the_mean_and_enters_no_total():
    snapshot = snapshot_of(EXAMPLE)

    assert merits(snapshot)["0265"] == Merit(Fraction(75), Fraction(75))
    assert totals(snapshot)["r1", "0265"] == Fraction(125, 2)


def test_what_nobody_scored_makes_a_range():
    snapshot = two_criteria({"r1": {"a": (4, None)}})

    assert merits(snapshot) == {"a": Merit(Fraction(25), Fraction(100))}
    assert merits(snapshot)["a"].is_range


def test_an_agreed_score_alone_ends_the_range():
    agreed = [{"applicant": "a", "criterion": "need", "score": 2}]

    assert merits(of({}, facts={"a": {}}, agreed=agreed)) == {"a": Merit(Fraction(50), Fraction(50))}


def test_a_total_needs_a_score_for_every_criterion():
    snapshot = two_criteria({"r1": {"a": (4, None), "b": (4, 0)}})

    assert totals(snapshot) == {("r1", "b"): Fraction(25)}


def test_the_variance_is_pooled_over_all_who_have_two_totals_or_more():
    # a: 100 and 50, 625 twice; b: 0, 25 and 50, 625 twice; c has one. Over 1 + 2.
    snapshot = of({"r1": {"a": 4, "b": 0, "c": 4}, "r2": {"a": 2, "b": 1}, "r3": {"b": 2}})

    assert variance(totals(snapshot)) == Fraction(2500, 3)


@pytest.mark.parametrize("scores", [{}, {"r1": {"a": 4, "b": 0}}, {"r1": {"a": 4}, "r2": {"b": 0}}])
def test_without_two_totals_of_one_applicant_there_is_no_variance(scores):
    assert variance(totals(of(scores))) == 0


def test_the_uncertainty_falls_with_the_number_of_reviewers_but_not_below_half_a_level():
    scores = {"r1": {"a": 4, "b": 4, "c": 4}, "r2": {"a": 0, "b": 0}, **{f"s{n}": {"b": 2} for n in range(14)}}

    compared = comparison(of(scores, facts={"d": {}}))

    s = math.sqrt(float(variance(totals(of(scores)))))
    assert s / math.sqrt(16) < 12.5 < s / math.sqrt(2)
    assert compared.uncertainty == {"a": s / math.sqrt(2), "b": 12.5, "c": s, "d": s}
    assert {key: pytest.approx(u**2) for key, u in compared.uncertainty.items()} == compared.squares


def test_more_criteria_make_the_merit_more_certain():
    assert comparison(two_criteria({"r1": {"a": (1, 1)}})).uncertainty == {"a": 12.5 / math.sqrt(2)}


@pytest.mark.parametrize(
    ("delta", "is_near_tied"), [(0, False), (25, False), (25.1, True)], ids=["far apart", "by delta not", "by delta"]
)
def test_near_tied_by_delta_means_less_than_delta(delta, is_near_tied):
    # 25 apart, and uncertain by 12.5 each: √2 · 12.5 is less.
    compared = comparison(of({"r1": {"a": 4, "b": 3}}, delta=delta))

    assert compared.near_tied("a", "b") is compared.near_tied("b", "a") is is_near_tied


def test_exactly_as_far_apart_as_they_are_uncertain_is_no_near_tie():
    # With two criteria u² is 78.125 for both, so they are near-tied below √156.25, which is 12.5 and as far as they are
    # apart. Rounded roots would leave that to chance.
    raw = a_round({"r1": {"a": 4, "b": 4, "c": 4}}, delta=0)
    raw["criteria"].append({"key": "share", "weight": 1})
    for review, score in zip(raw["reviews"], (4, 3, 2), strict=True):
        review["scores"]["share"] = score
    compared = comparison(snapshot_of(raw))

    assert compared.merit["a"] - compared.merit["b"] == Fraction(25, 2)
    assert compared.squares["a"] + compared.squares["b"] == Fraction(25, 2) ** 2
    assert not compared.near_tied("a", "b")


def test_the_band_has_all_that_are_near_tied_with_either_side_of_the_cut():
    raw = a_round({"r1": {"a": 4, "b": 3, "c": 3, "d": 2, "e": 0}}, places=2)

    assert comparison(snapshot_of(raw)).band(2) == ["b", "c"]
    assert comparison(snapshot_of({**raw, "delta": 26})).band(2) == ["a", "b", "c", "d"]
    assert comparison(snapshot_of({**raw, "delta": 26})).band(4) == ["b", "c", "d", "e"]


def test_where_all_have_a_place_the_band_is_around_the_last():
    raw = a_round({"r1": {"a": 4, "b": 3}}, places=2)

    assert comparison(snapshot_of(raw)).band(2) == ["b"]


def test_of_those_who_are_tied_at_the_cut_each_one_counts():
    # a, b and c have 75 and d has 50. Only c is read by one alone, and so uncertain enough to be near-tied with d.
    mild, harsh = {"a": 4, "b": 4, "d": 4}, {"a": 2, "b": 2, "d": 0}
    scores = {f"r{number}": harsh if number % 2 else mild for number in range(16)}
    agreed = [{"applicant": "c", "criterion": "need", "score": 3}]

    compared = comparison(of(scores | {"s": {"c": 0}}, places=1, agreed=agreed))

    assert compared.merit["a"] == compared.merit["b"] == compared.merit["c"] == 75
    assert [compared.near_tied(one, "d") for one in ("a", "b", "c")] == [False, False, True]
    assert compared.band(1) == ["a", "b", "c", "d"]
