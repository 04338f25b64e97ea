"""How many teams each consultant is on."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Subquery, Value

from applications.allocation.capacity import Load
from applications.rounds.models import ProgrammeKind
from engagements.courses.models import ConsultantAssignment, Status
from praksis.accounts.models import Role, User
from praksis.prepared import Prepared
from praksis.staffing.models import consultants


def loads() -> list[Load]:
    """The active consultants by name, each with the courses that are planned or running and that they are on now."""
    return [Load(*row) for row in _counted().values_list("name", "one_year", "minis")]


def consultants_and_places() -> tuple[list[tuple[UUID, str]], int]:
    """The active consultants by name, and how many places on teams are taken now in all; in one short query."""
    rows = _CONSULTANTS.all()
    return [(pk, name) for pk, name, _ in rows], (rows[0][-1] or 0) if rows else 0


def _consultants() -> QuerySet[Any, Any]:
    # Counted once and not for each of them
    taken = ConsultantAssignment.objects.running().filter(engagement__status__in=[Status.PLANNED, Status.RUNNING])
    number = taken.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
    return consultants().annotate(taken=Subquery(number)).values_list("pk", "name", "taken")


_CONSULTANTS = Prepared(_consultants)


def loads_by_consultant() -> dict[UUID, tuple[int, int]]:
    """The one-year courses and the minis that each active consultant is on now."""
    return {pk: (one_year, minis) for pk, one_year, minis in _counted().values_list("pk", "one_year", "minis")}


def _counted() -> QuerySet[Any]:
    kind = "assignments__engagement__programme__kind"
    now = Q(assignments__until=None) & ~Q(assignments__engagement__status=Status.CLOSED)
    active = User.objects.filter(is_active=True, staff_roles__role=Role.CONSULTANT).order_by("name", "pk")
    return active.annotate(
        one_year=Count("assignments", filter=now & Q(**{kind: ProgrammeKind.ONE_YEAR}), distinct=True),
        minis=Count("assignments", filter=now & Q(**{kind: ProgrammeKind.MINI}), distinct=True),
    )
