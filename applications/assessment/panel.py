"""Who reviews what in a round, of what is read already. Pure: rows in, keys out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

# Of each assignment: the reviewer, whether all applications are read, and when it was taken away
Row = tuple[UUID, bool, datetime | None]


@dataclass(frozen=True)
class Panel:
    """The reviewers of a round by their keys.

    `whole` read every application; of the others `parts` has those who read one, by application. Whoever has an
    interest in the round is in neither. `removed` were reviewers: what they locked does not count. `names` has what
    each of them is called, those who were taken off too.
    """

    whole: frozenset[UUID] = frozenset()
    parts: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    removed: frozenset[UUID] = frozenset()
    names: Mapping[UUID, str] = field(default_factory=dict)

    def readers(self, application: UUID) -> frozenset[UUID]:
        """Those who are to review this application."""
        return self.whole | self.parts[application] if application in self.parts else self.whole


def panel(
    rows: Iterable[Row],
    parts: Iterable[tuple[UUID, UUID]],
    declared: Mapping[UUID, bool],
    names: Mapping[UUID, str] | None = None,
) -> Panel:
    """The panel of a round: its assignments, (application, reviewer) of those who do not read all, and who is out.

    `declared` is InterestDeclaration.declared_in. Whoever has not declared yet is expected to review.
    """
    whole: set[UUID] = set()
    some: set[UUID] = set()
    removed: set[UUID] = set()
    for reviewer, reads_all, removed_at in rows:
        if removed_at is not None:
            removed.add(reviewer)
        elif not declared.get(reviewer):
            (whole if reads_all else some).add(reviewer)
    of_each: dict[UUID, set[UUID]] = {}
    for application, reviewer in parts:
        if reviewer in some:
            of_each.setdefault(application, set()).add(reviewer)
    readers = {application: frozenset(reviewers) for application, reviewers in of_each.items()}
    return Panel(frozenset(whole), readers, frozenset(removed), names or {})


def is_spread(rows: Iterable[Row]) -> bool:
    """Whether somebody who reviews the round does not read all of it, so that the parts must be read too."""
    return any(removed_at is None and not reads_all for _, reads_all, removed_at in rows)
