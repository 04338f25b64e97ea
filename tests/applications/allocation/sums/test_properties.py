"""What must hold of every round, whatever it holds."""

import copy
import random
from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from applications.allocation.sums.analysis import analyse, near_best_sets
from applications.allocation.sums.calibration import calibrated, fit
from applications.allocation.sums.merit import by_applicant, merits, totals
from applications.allocation.sums.reading import snapshot_of
from tests.applications.allocation.sums.generated import rounds, some

seeds = st.integers(0, 2**32)


def analysed(raw):
    return analyse(snapshot_of(raw))


def lows(raw):
    return {key: merit.low for key, merit in merits(snapshot_of(raw)).items()}


@some
@given(rounds(), seeds)
def test_the_order_of_applicants_reviews_and_agreed_scores_changes_nothing(raw, seed):
    chance, other = random.Random(seed), copy.deepcopy(raw)
    for field in ("applicants", "reviews", "agreed"):
        chance.shuffle(other[field])
    other = dict(chance.sample(list(other.items()), len(other)))
    for review in other["reviews"]:
        review["scores"] = dict(chance.sample(list(review["scores"].items()), len(review["scores"])))

    assert analysed(other) == analysed(raw)


@some
@given(rounds(), seeds)
def test_what_reviewers_are_called_changes_no_number(raw, seed):
    chance = random.Random(seed)
    names = sorted({review["reviewer"] for review in raw["reviews"]})
    called = dict(zip(names, chance.sample(names, len(names)), strict=True))
    other = copy.deepcopy(raw)
    for review in other["reviews"]:
        review["reviewer"] = called[review["reviewer"]]

    found, expected = analysed(other), analysed(raw)

    for analysis in (found, expected):
        del analysis["sha256"]
        if analysis["stress"]:
            analysis["stress"]["scenarios"] = len(analysis["stress"]["scenarios"])
    assert found == expected


@some
@given(rounds(), st.data())
def test_a_higher_score_never_lowers_a_merit_nor_drops_an_applicant_from_every_best_set(raw, data):
    scores = [review["scores"] for review in raw["reviews"]]
    places = [(each, key) for each in scores for key, score in each.items() if score < 4]
    assume(places)
    before = analysed(raw)
    was = lows(raw)

    each, key = data.draw(st.sampled_from(places))
    applicant = next(review["applicant"] for review in raw["reviews"] if review["scores"] is each)
    each[key] += 1
    after = analysed(raw)

    assert lows(raw)[applicant] >= was[applicant]
    assert not any(before[field]["more"] or after[field]["more"] for field in ("best_on_merit", "best_balanced"))
    if any(applicant in chosen for chosen in before["best_on_merit"]["sets"]):
        assert any(applicant in chosen for chosen in after["best_on_merit"]["sets"])


@some
@given(rounds())
def test_no_set_has_a_higher_sum_than_the_best_on_merit(raw):
    snapshot, merit = snapshot_of(raw), lows(raw)
    best = analysed(raw)["best_on_merit"]

    sums = [sum(merit[key] for key in chosen) for chosen in combinations(merit, snapshot.k)]

    assert best["points"] == float(max(sums))
    assert all(sum(merit[key] for key in chosen) == max(sums) for chosen in best["sets"])


@some
@given(rounds())
def test_a_further_consideration_never_raises_the_best_while_all_can_be_met_together(raw):
    together = [name for name, is_feasible in analysed(raw)["feasible"].items() if is_feasible]

    def best(names):
        rest = {**raw, "considerations": {name: raw["considerations"][name] for name in names}}
        return analysed(rest)["best_balanced"]

    assume(best(together)["combination"] == together)
    for number in range(len(together)):
        assert best(together[:number])["points"] >= best(together[: number + 1])["points"]


@some
@given(rounds(designs=["full"], fewest_reviewers=1))
def test_a_full_design_is_not_calibrated_and_the_fit_would_keep_its_order(raw):
    snapshot = snapshot_of(raw)
    found = totals(snapshot)
    means = {applicant: sum(given) / len(given) for applicant, given in by_applicant(found).items()}

    fitted = fit(found)

    assert calibrated(snapshot) is None
    assert {fitted[applicant] - means[applicant] for applicant in means} in ({0}, set())


@some
@given(rounds(designs=["uneven"], fewest_reviewers=2))
def test_the_fit_is_where_the_sum_of_squares_has_no_slope(raw):
    fitted = calibrated(snapshot_of(raw))
    assume(fitted is not None)
    given = totals(snapshot_of(raw))
    read = {}
    for (reviewer, applicant), total in given.items():
        read.setdefault(reviewer, {})[applicant] = total - fitted[applicant]

    bias = {reviewer: sum(above.values()) / (len(above) + 4) for reviewer, above in read.items()}

    for applicant in fitted:
        assert sum(above[applicant] - bias[reviewer] for reviewer, above in read.items() if applicant in above) == 0


@some
@given(rounds())
def test_who_is_in_the_near_best_sets_follows_from_them(raw):
    analysis = analysed(raw)
    sets, more = near_best_sets(snapshot_of(raw))

    if analysis["near_best"] is None:
        assert (sets, more) == ([], False)
    else:
        assert (len(sets), more) == (analysis["near_best"]["count"], False)
        assert set(analysis["near_best"]["core"]) == set.intersection(*map(set, sets))
        assert set(analysis["near_best"]["outside"]) == set(analysis["merit"]) - set().union(*sets)
        assert all(chosen in sets for chosen in analysis["best_balanced"]["sets"])
