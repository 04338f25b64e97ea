"""The analysis once more, by trying every set: slow, short, and without a line of what it is compared with.

Takes the raw snapshot as it comes from JSON, and gives what docs/allocation.md says the analysis is.
"""

import copy
import hashlib
import json
import math
from fractions import Fraction
from itertools import combinations

USED = ("dagpleje", "regions", "size")


def exact(number):
    return Fraction(str(number))


def analysis(raw):
    people = {each["key"]: each for each in sorted(raw["applicants"], key=lambda each: each["key"])}
    k = min(raw["places"], len(people))
    merit = merits(raw)
    low = {key: ends[0] for key, ends in merit.items()}
    squares, uncertainty = uncertainties(raw)
    calibrated = calibration(raw)
    outcomes = every(raw, people, k)
    merit_sets, merit_sum = best_sets(outcomes, low, ())
    feasible, combination, sets, points = balanced(raw, outcomes, low)
    met_together = combination == tuple(name for name in feasible if feasible[name])
    is_choice = len(people) > raw["places"]
    in_goal = [chosen for chosen, meets in outcomes.items() if set(combination) <= meets]
    near = near_best(raw, people, k, low, in_goal, points) if is_choice and met_together else None
    return {
        "merit": {key: float(a) if a == b else {"low": float(a), "high": float(b)} for key, (a, b) in merit.items()},
        "uncertainty": uncertainty,
        "band": band(raw, low, squares, k),
        "calibrated": None if calibrated is None else {key: float(value) for key, value in sorted(calibrated.items())},
        "depends": [
            key
            for key, (bottom, top) in merit.items()
            if bottom != top and balanced(raw, outcomes, {**low, key: top})[2] != sets
        ],
        "feasible": feasible,
        "best_on_merit": {"points": float(merit_sum), "sets": listed(merit_sets), "more": len(merit_sets) > 50},
        "best_balanced": {
            "points": float(points),
            "sets": listed(sets),
            "more": len(sets) > 50,
            "combination": list(combination),
        },
        "prices": prices(outcomes, k, low, feasible, met_together) if is_choice else None,
        "near_best": near,
        "missing": {
            key: float(points - max(total(low, chosen) for chosen in in_goal if key in chosen))
            if any(key in chosen for chosen in in_goal)
            else None
            for key in people
        },
        "stress": stress(raw, people, k, outcomes, calibrated) if is_choice else None,
        "sha256": code(raw),
    }


def merits(raw):
    weights = {each["key"]: each["weight"] for each in raw["criteria"]}
    found = {}
    for applicant in sorted(each["key"] for each in raw["applicants"]):
        ends = [Fraction(0), Fraction(0)]
        for criterion, weight in weights.items():
            scores = [
                review["scores"][criterion]
                for review in raw["reviews"]
                if review["applicant"] == applicant and criterion in review["scores"]
            ]
            for each in raw["agreed"]:
                if each["applicant"] == applicant and each["criterion"] == criterion:
                    scores = [each["score"]]
            means = [Fraction(sum(scores), len(scores))] * 2 if scores else [Fraction(0), Fraction(4)]
            ends = [end + weight * mean for end, mean in zip(ends, means, strict=True)]
        found[applicant] = tuple(100 * end / (4 * sum(weights.values())) for end in ends)
    return found


def totals(raw):
    weights = {each["key"]: each["weight"] for each in raw["criteria"]}
    return {
        (review["reviewer"], review["applicant"]): Fraction(
            100 * sum(weight * review["scores"][key] for key, weight in weights.items()), 4 * sum(weights.values())
        )
        for review in raw["reviews"]
        if set(review["scores"]) == set(weights)
    }


def uncertainties(raw):
    """u(i)² exactly, and u(i)."""
    given = {each["key"]: [] for each in raw["applicants"]}
    for (_, applicant), points in totals(raw).items():
        given[applicant].append(points)
    twice = [points for points in given.values() if len(points) >= 2]
    spread = Fraction(0)
    if twice:
        above = sum(sum((each - Fraction(sum(points), len(points))) ** 2 for each in points) for points in twice)
        spread = Fraction(above, sum(len(points) - 1 for points in twice))
    size = len(raw["criteria"])
    squares = {key: max(Fraction(25, 2) ** 2 / size, spread / max(len(points), 1)) for key, points in given.items()}
    rounded = {
        key: max(12.5 / math.sqrt(size), math.sqrt(spread) / math.sqrt(max(len(points), 1)))
        for key, points in given.items()
    }
    return squares, rounded


def band(raw, low, squares, k):
    ranked = sorted(low.values(), reverse=True)
    cut = [value for place, value in enumerate(ranked, start=1) if place in (k, k + 1)]

    def near_tied(one, other):
        apart = abs(low[one] - low[other])
        return apart < exact(raw.get("delta", 3)) or apart**2 < squares[one] + squares[other]

    return sorted(one for one in low if any(low[other] in cut and near_tied(one, other) for other in low))


def met(raw, people, chosen):
    asked, found = raw["considerations"], set()
    facts = [people[key] for key in chosen]
    if "dagpleje" in asked:
        bar = exact(asked["dagpleje"]["high_from"])
        if any(each["dagpleje_share"] is not None and exact(each["dagpleje_share"]) >= bar for each in facts):
            found.add("dagpleje")
    if "regions" in asked and len({each["region"] for each in facts} - {None}) >= asked["regions"]["at_least"]:
        found.add("regions")
    if "size" in asked:
        sizes = [each["population"] for each in facts if each["population"] is not None]
        small, larger = exact(asked["size"]["small_below"]), exact(asked["size"]["larger_from"])
        if any(size < small for size in sizes) and any(size >= larger for size in sizes):
            found.add("size")
    return found


def every(raw, people, k):
    """Every set of k, with the considerations that it meets."""
    return {chosen: met(raw, people, chosen) for chosen in combinations(sorted(people), k)}


def total(low, chosen):
    return sum((low[key] for key in chosen), Fraction(0))


def best_sets(outcomes, low, wanted):
    sums = {chosen: total(low, chosen) for chosen, meets in outcomes.items() if meets.issuperset(wanted)}
    top = max(sums.values(), default=None)
    return [chosen for chosen, points in sums.items() if points == top], top


def listed(sets):
    return sorted(list(chosen) for chosen in sets)[:50]


def balanced(raw, outcomes, low):
    """Which considerations are feasible, the combination that is met, and the best sets with their sum."""
    feasible = {
        name: any(name in meets for meets in outcomes.values()) for name in USED if name in raw["considerations"]
    }
    wanted = [name for name in feasible if feasible[name]]
    for size in range(len(wanted), -1, -1):
        tries = [(names, *best_sets(outcomes, low, names)) for names in combinations(wanted, size)]
        tries = [one for one in tries if one[1]]
        if tries:
            highest = max(top for _, _, top in tries)
            return feasible, *next(one for one in tries if one[2] == highest)
    raise AssertionError("Every set meets the empty combination")


def prices(outcomes, k, low, feasible, met_together):
    def highest(names):
        return best_sets(outcomes, low, names)[1]

    wanted = [name for name in feasible if feasible[name]]
    found = {"total": float((highest([]) - highest(wanted)) / k) if met_together else None}
    for name in wanted:
        others = [other for other in wanted if other != name]
        found[name] = {
            "alone": float((highest([]) - highest([name])) / k),
            "last": float((highest(others) - highest(wanted)) / k) if met_together else None,
        }
    return found


def near_best(raw, people, k, low, in_goal, points):
    near = [chosen for chosen in in_goal if total(low, chosen) >= points - exact(raw.get("near", 1.5)) * k]
    times = {key: sum(key in chosen for chosen in near) for key in people}
    return {
        "count": len(near),
        "more": False,
        "core": [key for key in people if times[key] == len(near)],
        "borderline": [key for key in people if 0 < times[key] < len(near)],
        "outside": [key for key in people if times[key] == 0],
    }


def calibration(raw):
    """Both sets of unknowns in one system of equations, solved by elimination over fractions."""
    found = totals(raw)
    reviewers, applicants = sorted({r for r, _ in found}), sorted(each["key"] for each in raw["applicants"])
    if len(found) == len(reviewers) * len(applicants) or not connected(found, applicants):
        return None
    unknowns = [*applicants, *(("bias", reviewer) for reviewer in reviewers)]
    rows = [[Fraction(0)] * (len(unknowns) + 1) for _ in unknowns]
    at = {name: number for number, name in enumerate(unknowns)}
    for (reviewer, applicant), points in found.items():
        one, other = at[applicant], at["bias", reviewer]
        for row in (one, other):
            rows[row][one] += 1
            rows[row][other] += 1
            rows[row][-1] += points
    for reviewer in reviewers:
        rows[at["bias", reviewer]][at["bias", reviewer]] += 4
    for number in range(len(rows)):
        pivot = next(row for row in range(number, len(rows)) if rows[row][number])
        rows[number], rows[pivot] = rows[pivot], rows[number]
        rows[number] = [each / rows[number][number] for each in rows[number]]
        for other in range(len(rows)):
            if other != number:
                factor = rows[other][number]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[number], strict=True)]
    return {applicant: rows[at[applicant]][-1] for applicant in applicants}


def connected(found, applicants):
    group = {applicant: applicant for applicant in applicants}
    for one_reviewer, one in found:
        for other_reviewer, other in found:
            if one_reviewer == other_reviewer:
                old, new = group[other], group[one]
                group = {each: new if name == old else name for each, name in group.items()}
    return len(set(group.values())) == 1


def stress(raw, people, k, outcomes, calibrated):
    changed = {"base": (raw, None)} | without(raw, people) | weighed(raw) | moved(raw)
    if calibrated is not None:
        changed["calibrated"] = (raw, calibrated)
    counts = dict.fromkeys(people, 0)
    for name, (other, given) in changed.items():
        low = given or {key: ends[0] for key, ends in merits(other).items()}
        sets = balanced(other, every(other, people, k) if name.startswith("thresholds") else outcomes, low)[2]
        for key in people:
            counts[key] += all(key in chosen for chosen in sets)
    return {"scenarios": sorted(changed), "in": counts}


def without(raw, people):
    found = {}
    for reviewer in {review["reviewer"] for review in raw["reviews"]}:
        rest = [review for review in raw["reviews"] if review["reviewer"] != reviewer]
        if {review["applicant"] for review in rest} == set(people):
            found[f"without:{reviewer}"] = ({**raw, "reviews": rest}, None)
    return found


def weighed(raw):
    found = {}
    for criterion in raw["criteria"]:
        key, rest = criterion["key"], [each for each in raw["criteria"] if each != criterion]
        double = {"key": key, "weight": 2 * criterion["weight"]}
        found[f"double:{key}"] = ({**raw, "criteria": [*rest, double]}, None)
        if rest:
            found[f"drop:{key}"] = ({**raw, "criteria": rest}, None)
    return found


def moved(raw):
    found = {}
    for name, factor in (("thresholds:+10", Fraction(11, 10)), ("thresholds:-10", Fraction(9, 10))):
        other = copy.deepcopy(raw)
        for consideration, fields in (("size", ("small_below", "larger_from")), ("dagpleje", ("high_from",))):
            thresholds = other["considerations"].get(consideration, {})
            for field in fields:
                if field in thresholds:
                    thresholds[field] = exact(thresholds[field]) * factor
        found[name] = (other, None)
    return found


def code(raw):
    ordered = dict(raw)
    for field, of in (
        ("applicants", ("key",)),
        ("reviews", ("reviewer", "applicant")),
        ("agreed", ("applicant", "criterion")),
    ):
        ordered[field] = sorted(raw[field], key=lambda row, of=of: [row[name] for name in of])
    text = json.dumps(ordered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
