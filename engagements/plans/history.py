"""The changes of a plan in words: which field of which row went from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from applications.drafting.compare import Piece, words
from engagements.plans.models import PlanChange, PlanKind
from engagements.plans.rows import label_of, said, written

PUT_IN, TAKEN_OUT, CHANGED, SET_ASIDE = "skrev", "tog ud", "ændrede", "skrev samtidig med en anden (ikke sat ind)"


@dataclass(frozen=True)
class Line:
    """One change, with each field that it changed as its label and its words."""

    at: datetime
    who: str
    did: str
    heading: str
    fields: list[tuple[str, list[Piece]]]
    is_set_aside: bool


def lines(kind: PlanKind, changes: Iterable[PlanChange]) -> list[Line]:
    """The changes of a plan of this kind, in the order in which they come."""
    return [_line(kind, change) for change in changes]


def _line(kind: PlanKind, change: PlanChange) -> Line:
    before, after = change.before or {}, change.after or {}
    given = after or before
    fields = []
    # Not as they stand in the JSON: PostgreSQL orders its names by their length.
    for name in (each for each in written(kind) if each in given):
        one, other = said(kind, name, before.get(name)), said(kind, name, after.get(name))
        if one != other:
            fields.append((label_of(kind, name), words(one, other)))
    return Line(change.at, change.by_name, _did(change), change.heading, fields, change.is_set_aside)


def _did(change: PlanChange) -> str:
    if change.is_set_aside:
        return SET_ASIDE
    if change.before is None:
        return PUT_IN
    return TAKEN_OUT if change.after is None else CHANGED
