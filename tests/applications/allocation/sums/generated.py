"""Rounds for hypothesis: small ones, full of ties, of facts on a threshold, and of what is missing."""

import random

from hypothesis import settings
from hypothesis import strategies as st

# The same ones at every run, so that a failure is everybody's.
many = settings(max_examples=700, derandomize=True, deadline=None)
some = settings(max_examples=120, derandomize=True, deadline=None)

REGIONS = [None, "Nordjylland", "Sjælland", "Syddanmark"]
# On and around 30,000 and 60,000, and these ten per cent up and down
POPULATIONS = [None, 12_000, 26_999, 27_000, 29_999, 30_000, 33_000, 54_000, 60_000, 65_999, 66_000, 300_000]
SHARES = [None, 0, 0.2, 0.36, 0.4, 0.44, 1]
# How probable it is that a reviewer has read an applicant, and has scored a criterion of it
DESIGNS = {"full": (1, 1), "uneven": (0.7, 1), "gaps": (0.8, 0.8)}
LEVELS = [[0, 1, 2, 3, 4], [2, 3], [3]]
# No more, or a list of sets could end before all its ties
SIZES = [0, 2, 4, 5, 6, 6, 7, 7, 7]

considerations = st.fixed_dictionaries(
    {},
    optional={
        "size": st.just({"small_below": 30_000, "larger_from": 60_000}),
        "regions": st.builds(lambda number: {"at_least": number}, st.integers(1, 3)),
        "dagpleje": st.just({"high_from": 0.4}),
    },
)
margins = st.fixed_dictionaries(
    {}, optional={"delta": st.sampled_from([0, 3, 12.5]), "near": st.sampled_from([0, 1.5, 6.25])}
)


@st.composite
def rounds(draw, designs=tuple(DESIGNS), fewest_reviewers=0):
    """A raw snapshot. Its size is drawn, and so can be made smaller; what stands in it comes from one drawn number."""
    keys = [f"{number:04}" for number in range(101, 101 + draw(st.sampled_from(SIZES)))]
    criteria = [f"c{number}" for number in range(draw(st.integers(1, 3)))]
    reviewers = [f"r{number}" for number in range(draw(st.integers(fewest_reviewers, 3)))]
    is_read, is_scored = DESIGNS[draw(st.sampled_from(designs))]
    chance = random.Random(draw(st.integers(0, 2**32)))
    levels = chance.choice(LEVELS)

    chance.shuffle(keys)
    reviews = [
        {
            "reviewer": reviewer,
            "applicant": key,
            "scores": {each: chance.choice(levels) for each in criteria if chance.random() < is_scored},
        }
        for reviewer in reviewers
        for key in keys
        if chance.random() < is_read
    ]
    chance.shuffle(reviews)
    return {
        "version": 1,
        "places": draw(st.integers(1, 4)),
        "criteria": [{"key": each, "weight": chance.randint(1, 3)} for each in criteria],
        "considerations": draw(considerations),
        "applicants": [
            {
                "key": key,
                "population": chance.choice(POPULATIONS),
                "region": chance.choice(REGIONS),
                "dagpleje_share": chance.choice(SHARES),
            }
            for key in keys
        ],
        "reviews": reviews,
        "agreed": [
            {"applicant": key, "criterion": each, "score": chance.randint(0, 4)}
            for key in keys
            for each in criteria
            if chance.random() < 0.1
        ],
        **draw(margins),
    }


def real_size(seed):
    """A raw snapshot with thirteen applicants, five places, five regions and all considerations, drawn by this seed."""
    chance = random.Random(seed)
    keys, criteria = [f"{number:04}" for number in range(101, 114)], ["need", "share", "motivation", "backing"]
    levels, is_read = [[0, 1, 2, 3, 4], [3], [2, 3]][seed % 3], [1, 0.6][seed % 2]
    return {
        "version": 1,
        "places": 5,
        "criteria": [{"key": each, "weight": 1} for each in criteria],
        "considerations": {
            "size": {"small_below": 30_000, "larger_from": 60_000},
            "regions": {"at_least": 4},
            "dagpleje": {"high_from": 0.4},
        },
        "applicants": [
            {
                "key": key,
                "population": chance.randrange(20_000, 90_000, 1_000),
                "region": chance.choice([*REGIONS, "Hovedstaden", "Midtjylland"]),
                "dagpleje_share": chance.choice(SHARES),
            }
            for key in keys
        ],
        "reviews": [
            {"reviewer": f"r{number}", "applicant": key, "scores": {each: chance.choice(levels) for each in criteria}}
            for number in range(4)
            for key in keys
            if chance.random() < is_read
        ],
        "agreed": [],
    }
