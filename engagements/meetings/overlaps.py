"""Which of a course's consultants already meet somebody else at a time: a warning, never a refusal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.meetings.models import Meeting
from praksis.danish import danish_date, danish_time

# No meeting is longer than this, so what began earlier is over.
LONGEST = timedelta(hours=8)


@dataclass(frozen=True)
class Busy:
    """That a consultant has an agreed meeting in a course."""

    name: str
    party: str
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether the two share any time; one that ends as the other begins does not."""
        return self.starts_at < ends_at and starts_at < self.ends_at

    @property
    def sentence(self) -> str:
        """»Hanne Friis har allerede et møde 3. november 2026 klokken 14.00–15.30 i Vordingborg.«"""
        day = danish_date(timezone.localdate(self.starts_at))
        hours = f"{danish_time(self.starts_at)}–{danish_time(self.ends_at)}"
        return f"{self.name} har allerede et møde {day} klokken {hours} i {self.party}."


def busy(engagement: Engagement, moments: Iterable[tuple[datetime, int]], *, but: Meeting | None = None) -> list[Busy]:
    """The agreed meetings, in any course, of those who are on this course's team now, around these moments.

    Each moment is a beginning and so many minutes. `but` is a meeting that is being moved. One query beside the team.
    """
    spans = [(starts_at, starts_at + timedelta(minutes=minutes)) for starts_at, minutes in moments]
    team = [consultant.pk for consultant in engagement.team]
    if not spans or not team:
        return []
    found = Meeting.objects.planned().filter(
        starts_at__gt=min(first for first, _ in spans) - LONGEST,
        starts_at__lt=max(last for _, last in spans),
        engagement__assignments__consultant__in=team,
        engagement__assignments__until=None,
    )
    if but:
        found = found.exclude(pk=but.pk)
    rows = found.order_by("starts_at", "engagement__assignments__consultant__name").values_list(
        "engagement__assignments__consultant__name", "engagement__party__name", "starts_at", "duration_minutes"
    )
    return [
        Busy(name, party, starts_at, starts_at + timedelta(minutes=minutes)) for name, party, starts_at, minutes in rows
    ]


def clashes(engaged: Iterable[Busy], starts_at: datetime, minutes: int) -> list[str]:
    """What those meetings say against a time of so many minutes, as Danish sentences."""
    ends_at = starts_at + timedelta(minutes=minutes)
    return [one.sentence for one in engaged if one.overlaps(starts_at, ends_at)]


def warn(engagement: Engagement, starts_at: datetime, minutes: int, *, but: Meeting | None = None) -> list[str]:
    """The sentences about one time."""
    return clashes(busy(engagement, [(starts_at, minutes)], but=but), starts_at, minutes)


def key_of(starts_at: datetime, minutes: int) -> str:
    """What »Aftal alligevel« is pressed for: another time is warned about anew."""
    return f"{int(starts_at.timestamp())}:{minutes}"
