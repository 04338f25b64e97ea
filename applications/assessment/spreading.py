"""Spreading a round's applications over its reviewers. Pure: keys in, keys out, no table is read.

Each application is read by at least two. The same input gives the same answer, whoever asks and whenever.
"""

from collections import Counter, deque
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

A = TypeVar("A", bound=Hashable)
R = TypeVar("R", bound=Hashable)

READERS = 2


def spread(
    applications: Sequence[A], reviewers: Sequence[R], fixed: Mapping[R, Collection[A]], *, readers: int = READERS
) -> dict[R, set[A]]:
    """Who reads what, so that so many read each application and nobody reads two more than somebody else.

    `fixed` is what each reviewer keeps, since it is locked already: that may make them uneven, but no more than it
    must. Both sequences stand in an order that is always the same. Raises ValueError where there are too few reviewers.
    """
    if len(reviewers) < readers:
        raise ValueError(f"{readers} reviewers are needed, and there are {len(reviewers)}")
    reading: dict[R, set[A]] = {reviewer: set(fixed.get(reviewer, ())) for reviewer in reviewers}
    together: Counter[frozenset[R]] = Counter()
    for application in applications:
        chosen = [reviewer for reviewer in reviewers if application in reading[reviewer]]
        while len(chosen) < readers:
            nearest = _least_busy(reviewers, chosen, reading, together)
            reading[nearest].add(application)
            chosen.append(nearest)
        together.update(frozenset((one, other)) for place, one in enumerate(chosen) for other in chosen[:place])
    while _even_out(applications, reviewers, fixed, reading):
        pass
    return reading


def _least_busy(reviewers, chosen, reading, together):
    """Who reads the least; of those the one who has least in common with the others of this application.

    Otherwise the same two would always meet, and nobody could compare what one pair has read with what another has.
    """
    others = [reviewer for reviewer in reviewers if reviewer not in chosen]
    return min(others, key=lambda one: (len(reading[one]), sum(together[frozenset((one, other))] for other in chosen)))


def _even_out(applications, reviewers, fixed, reading) -> bool:
    """Let somebody read one less and somebody with at least two less read one more; False where nobody can."""
    for giver in sorted(reviewers, key=lambda one: -len(reading[one])):
        way = _way_from(giver, applications, reviewers, fixed, reading)
        if way:
            for one, application, other in way:
                reading[one].remove(application)
                reading[other].add(application)
            return True
    return False


def _way_from(giver, applications, reviewers, fixed, reading):
    """From whom to whom which application goes, so that the last in the row gets it; empty where there is no way.

    It is handed on through others where the last reads all of the giver's already.
    """
    ways: dict = {giver: []}
    waiting = deque([giver])
    while waiting:
        one = waiting.popleft()
        if len(reading[one]) <= len(reading[giver]) - 2:
            return ways[one]
        for other in reviewers:
            if other in ways:
                continue
            free = (a for a in applications if a in reading[one] - reading[other] and a not in fixed.get(one, ()))
            application = next(free, None)
            if application is not None:
                ways[other] = [*ways[one], (one, application, other)]
                waiting.append(other)
    return []
