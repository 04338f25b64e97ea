"""What the running minis take of the consultants' time."""

from django.db.models import Count, Q, Sum

from applications.allocation.capacity import RunningMinis
from applications.rounds.models import ProgrammeKind
from engagements.courses.models import Engagement, Status
from engagements.meetings.hours import MINI_MINUTES
from engagements.meetings.models import MeetingStatus


def running_minis() -> RunningMinis:
    """The minis that are planned or running, with the minutes of their held and planned meetings."""
    minis = Engagement.objects.filter(programme__kind=ProgrammeKind.MINI).exclude(status=Status.CLOSED).order_by()
    found = minis.aggregate(
        courses=Count("pk", distinct=True),
        held=Sum("meetings__duration_minutes", filter=Q(meetings__status=MeetingStatus.HELD), default=0),
        planned=Sum("meetings__duration_minutes", filter=Q(meetings__status=MeetingStatus.PLANNED), default=0),
    )
    return RunningMinis(**found, most_each=MINI_MINUTES)
