"""How many teams each consultant is on."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from applications.allocation.capacity import Load
from applications.rounds.models import ProgrammeKind
from engagements.courses.models import ConsultantAssignment, Status
from praksis.accounts.models import Role, User
from praksis.staffing.models import consultants


def loads() -> list[Load]:
    """The active consultants by name, each with the courses that are planned or running and that they are on now."""
    return [Load(*row) for row in _counted().values_list("name", "one_year", "minis")]


def teams() -> list[tuple[UUID, str, int]]:
    """The active consultants by name, each with how many courses they are on now; in one short query."""
    return [(pk, name, number or 0) for pk, name, number in _teams().all()]


@cache  # putting it together takes longer than reading it
def _teams() -> QuerySet[Any, Any]:
    now = ConsultantAssignment.objects.running().filter(consultant=OuterRef("pk"))
    courses = now.exclude(engagement__status=Status.CLOSED).order_by().values("consultant")
    counted = consultants().annotate(courses=Subquery(courses.annotate(number=Count("pk")).values("number")))
    return counted.values_list("pk", "name", "courses")


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
