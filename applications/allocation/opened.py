"""Places that have become free after the announcement, as the round's page tells of them. Reads nothing."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from applications.allocation.standing import Standing
from applications.rounds.models import Round


def has_lapsed(one: Standing, round_: Round, today: date) -> bool:
    """Whether a granted place was neither accepted nor given back in its time."""
    is_offered = one.is_granted and one.announced_at is not None
    if not is_offered or one.has_accepted or one.given_back_at:
        return False
    assert one.announced_at
    return today > round_.accept_by(one.announced_at)


def count(standings: Iterable[Standing], round_: Round, today: date) -> int:
    """How many places were given and are held by nobody any more.

    A place that was never given is not among them: not to fill all places was decided with the round.
    """
    granted = [one for one in standings if one.is_granted and one.announced_at]
    opened = sum(1 for one in granted if one.given_back_at or has_lapsed(one, round_, today))
    return max(0, min(opened, round_.places - (len(granted) - opened)))


def went_unanswered(one: Standing, round_: Round, today: date) -> bool:
    """The same, also once the place has gone on."""
    if one.has_accepted:
        return False
    if one.given_back_at and one.announced_at:
        return timezone.localdate(one.given_back_at) > round_.accept_by(one.announced_at)
    return has_lapsed(one, round_, today)
