from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.assessment.spreading import spread

ROUNDS = st.tuples(st.integers(0, 12), st.integers(2, 6))


def loads(reading):
    return sorted(len(given) for given in reading.values())


def readers_of(reading, application):
    return {reviewer for reviewer, given in reading.items() if application in given}


@given(ROUNDS)
def test_each_is_read_by_two_and_nobody_reads_two_more_than_another(size):
    applications, reviewers = range(size[0]), "abcdef"[: size[1]]

    reading = spread(applications, reviewers, {})

    assert [len(readers_of(reading, application)) for application in applications] == [2] * len(applications)
    assert max(loads(reading)) - min(loads(reading)) <= 1


@st.composite
def rounds_with_locked(draw):
    """A small round in which some have locked reviews already."""
    applications, reviewers = range(draw(st.integers(1, 4))), "abcd"[: draw(st.integers(2, 4))]
    pairs = draw(st.sets(st.sampled_from(list(product(reviewers, applications))), max_size=6))
    return applications, reviewers, {one: {a for who, a in pairs if who == one} for one in reviewers}


@settings(deadline=None)
@given(rounds_with_locked())
def test_what_is_locked_stays_and_all_else_is_as_even_as_it_can_be(round_):
    applications, reviewers, fixed = round_

    reading = spread(applications, reviewers, fixed)

    assert all(fixed[one] <= reading[one] for one in reviewers)
    assert [len(readers_of(reading, a)) for a in applications] == [
        max(2, len(readers_of(fixed, a))) for a in applications
    ]
    assert sum(load**2 for load in loads(reading)) == min(every_way(applications, reviewers, fixed))


def every_way(applications, reviewers, fixed):
    """How uneven each way to spread them is: all are tried."""
    choices = []
    for application in applications:
        locked = readers_of(fixed, application)
        others = [one for one in reviewers if one not in locked]
        choices.append([locked.union(more) for more in combinations(others, max(0, 2 - len(locked)))])
    for way in product(*choices):
        yield sum(sum(one in readers for readers in way) ** 2 for one in reviewers)


@pytest.mark.parametrize(
    "fixed",
    [
        {"a": {2}, "b": {1}, "c": {0, 2}},  # from the one to the other
        {"a": {0, 2}, "b": {2}, "c": {1}},  # through the third
    ],
)
def test_an_application_is_handed_on_where_that_makes_it_more_even(fixed):
    reading = spread(range(3), "abc", fixed)

    assert loads(reading) == [2, 2, 2]


def test_the_pairs_change_so_that_all_can_be_compared_through_somebody():
    reading = spread(range(4), "abcd", {})

    pairs = {frozenset(readers_of(reading, application)) for application in range(4)}
    assert pairs == {frozenset(pair) for pair in ("ab", "cd", "ac", "bd")}


def test_one_reviewer_is_too_few():
    with pytest.raises(ValueError, match="2 reviewers are needed, and there are 1"):
        spread([1], ["a"], {})
