"""The hours of a course by kind of meeting and by channel, in quarters."""

from dataclasses import dataclass

from django.db.models import Sum

from engagements.courses.models import Engagement
from engagements.meetings.hours import MINI_MINUTES, in_words
from engagements.meetings.kinds import MeetingKind
from engagements.meetings.models import Channel, MeetingStatus

COLUMNS = ("Møde", *(channel.label for channel in Channel), "Holdt i alt", "Aftalt")


@dataclass(frozen=True)
class Hours:
    """What is held and agreed in minutes, and the table of it in words. A mini has its ten hours."""

    held: int
    planned: int
    rows: list[list[str]]
    is_mini: bool

    @property
    def counted(self) -> float:
        """Held and agreed, in hours: how far the bar is."""
        return (self.held + self.planned) / 60

    @property
    def at_most(self) -> int:
        return MINI_MINUTES // 60

    @property
    def held_words(self) -> str:
        return _words(self.held)

    @property
    def planned_words(self) -> str:
        return _words(self.planned)

    @property
    def left_words(self) -> str:
        """What a mini has left."""
        return _words(max(MINI_MINUTES - self.held - self.planned, 0))


def of(engagement: Engagement) -> Hours:
    """Sum a course's meetings, in one query."""
    meetings = engagement.meetings.counting().order_by().values_list("kind", "channel", "status")
    minutes = {tuple(key): total for *key, total in meetings.annotate(Sum("duration_minutes"))}

    def total(**wanted: str) -> int:
        names = ("kind", "channel", "status")
        matching = (all(key[names.index(name)] == value for name, value in wanted.items()) for key in minutes)
        return sum(found for found, is_wanted in zip(minutes.values(), matching, strict=True) if is_wanted)

    held, planned = MeetingStatus.HELD, MeetingStatus.PLANNED
    rows = [
        [
            kind.label,
            *(_words(total(kind=kind, channel=channel, status=held)) for channel in Channel),
            _words(total(kind=kind, status=held)),
            _words(total(kind=kind, status=planned)),
        ]
        for kind in MeetingKind
        if total(kind=kind)
    ]
    return Hours(total(status=held), total(status=planned), rows, engagement.is_mini)


def _words(minutes: int) -> str:
    return in_words(minutes) if minutes else "–"
