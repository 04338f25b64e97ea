"""The worked example, and rounds made of few words for tests that look at one thing."""

EXAMPLE = {
    "version": 1,
    "places": 2,
    "delta": 3,
    "near": 1.5,
    "criteria": [{"key": "need", "weight": 1}, {"key": "share", "weight": 1}],
    "considerations": {
        "size": {"small_below": 30000, "larger_from": 60000},
        "regions": {"at_least": 2},
        "dagpleje": {"high_from": 0.4},
    },
    "applicants": [
        {"key": "0101", "population": 613288, "region": "Hovedstaden", "dagpleje_share": 0.05},
        {"key": "0265", "population": 87382, "region": "Sjælland", "dagpleje_share": None},
        {"key": "0773", "population": 20637, "region": "Nordjylland", "dagpleje_share": 0.6},
    ],
    "reviews": [
        {"reviewer": "r1", "applicant": "0101", "scores": {"need": 4, "share": 4}},
        {"reviewer": "r1", "applicant": "0265", "scores": {"need": 3, "share": 2}},
        {"reviewer": "r1", "applicant": "0773", "scores": {"need": 2, "share": 2}},
    ],
    "agreed": [{"applicant": "0265", "criterion": "need", "score": 4}],
}

ANALYSIS = {
    "merit": {"0101": 100.0, "0265": 75.0, "0773": 50.0},
    "uncertainty": {"0101": 8.838834764831843, "0265": 8.838834764831843, "0773": 8.838834764831843},
    "band": ["0265", "0773"],
    "calibrated": None,
    "depends": [],
    "feasible": {"dagpleje": True, "regions": True, "size": True},
    "best_on_merit": {"points": 175.0, "sets": [["0101", "0265"]], "more": False},
    "best_balanced": {
        "points": 150.0,
        "sets": [["0101", "0773"]],
        "more": False,
        "combination": ["dagpleje", "regions", "size"],
    },
    "prices": {
        "total": 12.5,
        "size": {"alone": 12.5, "last": 0.0},
        "regions": {"alone": 0.0, "last": 0.0},
        "dagpleje": {"alone": 12.5, "last": 0.0},
    },
    "near_best": {"count": 1, "more": False, "core": ["0101", "0773"], "borderline": [], "outside": ["0265"]},
    "missing": {"0101": 0.0, "0265": 25.0, "0773": 0.0},
    "stress": {
        "scenarios": [
            "base",
            "double:need",
            "double:share",
            "drop:need",
            "drop:share",
            "thresholds:+10",
            "thresholds:-10",
        ],
        "in": {"0101": 6, "0265": 0, "0773": 7},
    },
    "sha256": "977ec8b04f0c8dd65d9bbb87f875ae6dd58077e81762ad643296ae27a190fa93",
}

SIZE = {"size": {"small_below": 30_000, "larger_from": 60_000}}
DAGPLEJE = {"dagpleje": {"high_from": 0.4}}


def regions(number):
    return {"regions": {"at_least": number}}


def a_round(scores, *, places=2, considerations=None, facts=None, **fields):
    """A round with one criterion: `scores` are each reviewer's, by applicant.

    `facts` has what is known of an applicant; of the others nothing is.
    """
    keys = sorted({key for given in scores.values() for key in given} | set(facts or {}))
    unknown = {"population": None, "region": None, "dagpleje_share": None}
    return {
        "version": 1,
        "places": places,
        "criteria": [{"key": "need", "weight": 1}],
        "considerations": considerations or {},
        "applicants": [{"key": key, **unknown, **(facts or {}).get(key, {})} for key in keys],
        "reviews": [
            {"reviewer": reviewer, "applicant": key, "scores": {"need": score}}
            for reviewer, given in scores.items()
            for key, score in given.items()
        ],
        "agreed": [],
        **fields,
    }
