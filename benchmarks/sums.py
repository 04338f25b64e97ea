"""The sums of a round: how long all of it takes, stress test included, and that ties do not make it longer."""

import random
import statistics
import time
from typing import Any

from applications.allocation.sums.analysis import analyse
from applications.allocation.sums.reading import snapshot_of
from benchmarks.rows import Row

PLACES, REVIEWERS, CRITERIA, TIMES = 5, 5, 4, 5
FEW, MUCH = 1.0, 2.0  # seconds, for rounds of 12 or 40 and for one of all 98 municipalities
REGIONS = ["Hovedstaden", "Midtjylland", "Nordjylland", "Sjælland", "Syddanmark"]
TITLE = "The sums of a round"
ABOUT = f"""From a snapshot as data to the whole analysis: read, hashed, merits, balance, prices, near-best sets and
stress test. {PLACES} places, {CRITERIA} criteria, {REVIEWERS} reviewers, all considerations, {TIMES} times each; no
database. *Uneven*: each reviewer has read about half, so calibration is calculated too and is a scenario more."""


def run(_: object) -> list[Row]:
    """The table."""
    return [
        _row("12 applicants", example(12), FEW),
        _row("40 applicants", example(40), FEW),
        _row("40 applicants, all scores equal", example(40, is_equal=True), FEW),
        _row("98 applicants", example(98), MUCH),
        _row("98 applicants, all scores equal", example(98, is_equal=True), MUCH),
        _row("98 applicants, uneven", example(98, is_uneven=True), MUCH),
    ]


def _row(what: str, raw: dict[str, Any], most: float) -> Row:
    seconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        analysis = analyse(snapshot_of(raw))
        seconds.append(time.perf_counter() - began)
    near = analysis["near_best"]
    figures = {
        "median": f"{1000 * statistics.median(seconds):.0f} ms",
        "slowest": f"{1000 * max(seconds):.0f} ms",
        "scenarios": f"{len(analysis['stress']['scenarios'])}",
        "near-best sets": f"{'over ' if near['more'] else ''}{near['count']:,}",
    }
    return Row(what, figures, f"≤ {most:g} s", max(seconds) <= most)


def example(applicants: int, *, is_equal: bool = False, is_uneven: bool = False) -> dict[str, Any]:
    """A snapshot, always the same for the same arguments. Facts are spread as in Denmark, roughly."""
    chance = random.Random(applicants)
    keys = [f"{101 + 8 * number:04}" for number in range(applicants)]
    criteria = [f"criterion{number}" for number in range(CRITERIA)]
    return {
        "version": 1,
        "places": PLACES,
        "criteria": [{"key": key, "weight": 1} for key in criteria],
        "considerations": {
            "size": {"small_below": 30_000, "larger_from": 60_000},
            "regions": {"at_least": 3},
            "dagpleje": {"high_from": 0.3},
        },
        "applicants": [
            {
                "key": key,
                "population": int(chance.lognormvariate(10.7, 0.7)),
                "region": chance.choice(REGIONS),
                "dagpleje_share": round(chance.betavariate(1, 4), 3),
            }
            for key in keys
        ],
        "reviews": [
            {
                "reviewer": f"reviewer{number}",
                "applicant": key,
                "scores": {each: 3 if is_equal else chance.choice([0, 1, 2, 2, 3, 3, 4]) for each in criteria},
            }
            for number in range(REVIEWERS)
            for place, key in enumerate(keys)
            # The first two read everything between them and one applicant in common, so that all hang together.
            if not is_uneven or (place % 2 == number if number < 2 else chance.random() < 0.5) or place == 0
        ],
        "agreed": [],
    }
