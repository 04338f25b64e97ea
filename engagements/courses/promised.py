"""What the courses take of the consultants' time, for the capacity calendar (praksis.staffing.sources)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from applications.rounds.models import Round, RoundStatus
from engagements.courses.models import ConsultantAssignment, Engagement, Status
from praksis.prepared import Prepared
from praksis.staffing.sources import Expected, Firm

ZERO = Decimal(0)
# Typically there are two consultants on a course, and never more than three.
MOST = 3


def _assignments(first: date, last: date, consultants: list[UUID] | None) -> QuerySet:
    rows = ConsultantAssignment.objects.exclude(engagement__status=Status.CLOSED, engagement__started_at=None)
    rows = rows.filter(engagement__starts_on__lte=last).filter(Q(until=None) | Q(until__gte=first))
    if consultants is not None:
        rows = rows.filter(consultant__among=consultants)
    return rows.order_by("engagement__starts_on", "pk").values_list(
        *("consultant", "since", "until", "engagement__starts_on", "engagement__ends_on", "engagement__status"),
        *("engagement__closed_at", "engagement__case__reference", "engagement__party__name"),
        *("engagement__programme__name", "engagement__programme__load__hours_per_month"),
    )


_ASSIGNMENTS = Prepared(_assignments)


def firm(first: date, last: date, consultants: list[UUID] | None = None) -> list[Firm]:
    """Who is on which course between two days. A running course that is late still takes its hours."""
    facts = _ASSIGNMENTS.all(first=first, last=last, consultants=consultants)
    # A course stands below the list; asking for the address of each would take longer than its row.
    base, today = reverse("engagements:course_list"), timezone.localdate()
    found = []
    for consultant, since, until, begins, ends, status, closed_at, reference, party, programme, hours in facts:
        begun = max(since, begins)
        over = max(ends, today) if status == Status.RUNNING else ends
        done = min(day for day in (over, until, closed_at and timezone.localdate(closed_at)) if day)
        if begun <= done and begun <= last and done >= first:
            found.append(Firm(consultant, f"{programme}: {party}", f"{base}{reference}/", begun, done, hours or ZERO))
    return found


def expected() -> list[Expected]:
    """The courses without a full team, and the rounds whose courses are still to come; in two queries."""
    today = timezone.localdate()
    coming = Engagement.objects.filter(status=Status.PLANNED, ends_on__gte=today)
    coming = coming.annotate(on_it=Count("assignments", filter=Q(assignments__until=None))).filter(on_it__lt=MOST)
    load = "programme__load__hours_per_month"
    courses = coming.order_by("starts_on", "party__name").values_list(
        "case", "programme__name", "party__name", "starts_on", "ends_on", load
    )
    to_come = Round.objects.exclude(status=RoundStatus.ANNOUNCED).filter(period_from__gte=today)
    rounds = to_come.order_by("period_from", "name").values_list(
        "case", "programme__name", "name", "period_from", "period_to", load
    )
    found = [
        Expected(case, f"{programme}: {party}", first, last, hours or ZERO)
        for case, programme, party, first, last, hours in courses
    ]
    return found + [
        Expected(case, f"{programme}: runden {name}", first, last, hours or ZERO)
        for case, programme, name, first, last, hours in rounds
    ]
