"""What meetings take of the consultants' time."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from applications.allocation.capacity import RunningMinis
from applications.rounds.models import ProgrammeKind
from engagements.courses.models import Engagement, Status
from engagements.meetings.hours import MINI_MINUTES
from engagements.meetings.models import Meeting, MeetingStatus
from praksis.prepared import Prepared


def running_minis() -> RunningMinis:
    """The minis that are planned or running, with the minutes of their held and planned meetings."""
    minis = Engagement.objects.filter(programme__kind=ProgrammeKind.MINI).exclude(status=Status.CLOSED).order_by()
    found = minis.aggregate(
        courses=Count("pk", distinct=True),
        held=Sum("meetings__duration_minutes", filter=Q(meetings__status=MeetingStatus.HELD), default=0),
        planned=Sum("meetings__duration_minutes", filter=Q(meetings__status=MeetingStatus.PLANNED), default=0),
    )
    return RunningMinis(**found, most_each=MINI_MINUTES)


def spent(first: date, last: date, consultants: list[UUID] | None = None) -> dict[tuple[UUID, date], int]:
    """The minutes of meetings held and agreed between two days, by consultant on the team that day and month."""
    begin, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))
    found = _SPENT.all(begin=begin, end=end, consultants=consultants)
    return {(consultant, month.date()): minutes for consultant, month, minutes in found}


def _spent(begin: datetime, end: datetime, consultants: list[UUID] | None) -> QuerySet:
    on_the_team = Q(since__lte=F("day")) & (Q(until=None) | Q(until__gte=F("day")))
    meetings = Meeting.objects.counting().filter(starts_at__gte=begin, starts_at__lt=end)
    who = "engagement__assignments"
    rows = meetings.order_by().annotate(
        consultant=F(f"{who}__consultant"),
        since=F(f"{who}__since"),
        until=F(f"{who}__until"),
        day=TruncDate("starts_at"),
        month=TruncMonth("starts_at"),
    )
    rows = rows.filter(on_the_team)
    if consultants is not None:
        rows = rows.filter(consultant__among=consultants)
    return rows.values_list("consultant", "month").annotate(minutes=Sum("duration_minutes"))


_SPENT = Prepared(_spent)
