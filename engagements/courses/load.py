"""How many teams each consultant is on."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from applications.allocation.capacity import Load
from applications.rounds.models import ProgrammeKind
from engagements.courses.models import Status
from praksis.accounts.models import Role, User


def loads() -> list[Load]:
    """The active consultants by name, each with the courses that are planned or running and that they are on now."""
    return [Load(*row) for row in _counted().values_list("name", "one_year", "minis")]


def teams() -> list[tuple[UUID, str, int]]:
    """The active consultants by name, each with how many courses they are on now."""
    rows = _counted().values_list("pk", "name", "one_year", "minis")
    return [(pk, name, one_year + minis) for pk, name, one_year, minis in rows]


def loads_by_consultant() -> dict[UUID, tuple[int, int]]:
    """The one-year courses and the minis that each active consultant is on now."""
    return {pk: (one_year, minis) for pk, one_year, minis in _counted().values_list("pk", "one_year", "minis")}


def _counted() -> QuerySet[Any]:
    kind = "assignments__engagement__programme__kind"
    now = Q(assignments__until=None) & ~Q(assignments__engagement__status=Status.CLOSED)
    consultants = User.objects.filter(is_active=True, staff_roles__role=Role.CONSULTANT).order_by("name", "pk")
    return consultants.annotate(
        one_year=Count("assignments", filter=now & Q(**{kind: ProgrammeKind.ONE_YEAR}), distinct=True),
        minis=Count("assignments", filter=now & Q(**{kind: ProgrammeKind.MINI}), distinct=True),
    )
