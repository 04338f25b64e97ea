"""Which places of a round have become free after the announcement, and who stands on the reserve list. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from applications.allocation.models import Decision, Outcome
from applications.rounds.models import Round


@dataclass(frozen=True)
class OpenPlaces:
    """The reserve question of a round: how many places are free, because of whom, and who stands on the list."""

    count: int
    # Grants that were declined, or not accepted in time, the newest last
    opened_by: list[Decision]
    # Those with a rank first, in their order; then the others by name
    reserves: list[Decision]

    @property
    def is_question(self) -> bool:
        """Whether there is a place, and somebody to give it to."""
        return self.count > 0 and bool(self.reserves)


def open_places(round_: Round, now: datetime) -> OpenPlaces:
    """The places of an announced round that nobody holds any more, in one query.

    A place that was never given is not among them: not to fill all places was decided with the round.
    """
    decisions = list(
        Decision.objects.filter(round=round_, announced_at__isnull=False)
        .exclude(outcome=Outcome.REFUSED)
        .select_related("application__applicant", "case", "place")
        .order_by("application__applicant__name")
    )
    for decision in decisions:
        decision.round = round_
    opened_by = [decision for decision in decisions if decision.given_back_at or has_lapsed(decision, now)]
    held = sum(1 for decision in decisions if decision.is_granted and decision not in opened_by)
    reserves = [decision for decision in decisions if decision.outcome == Outcome.RESERVE]
    reserves.sort(key=lambda one: (one.reserve_rank is None, one.reserve_rank or 0))
    return OpenPlaces(max(0, min(len(opened_by), round_.places - held)), opened_by, reserves)


def has_lapsed(decision: Decision, now: datetime) -> bool:
    """Whether a granted place was neither accepted nor declined in its time."""
    return (
        decision.accept_by is not None
        and decision.given_back_at is None
        and not hasattr(decision, "place")
        and timezone.localdate(now) > decision.accept_by
    )


def first_lapsed(round_: Round, now: datetime, *, but: Decision) -> Decision | None:
    """The offer that has been over for longest, other than this one; None where there is none."""
    offers = Decision.objects.holding_a_seat().filter(round=round_, place=None, announced_at__isnull=False)
    for offer in offers.exclude(pk=but.pk).select_related("case").order_by("announced_at", "seat_number"):
        offer.round = round_
        if has_lapsed(offer, now):
            return offer
    return None


def has_free_seat(round_: Round) -> bool:
    """Whether fewer seats are held than the round has."""
    return Decision.objects.holding_a_seat().filter(round=round_).count() < round_.places
