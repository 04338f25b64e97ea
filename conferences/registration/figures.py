"""An event's registrations in numbers. Guests whose names are erased are still counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, Q, QuerySet
from django.db.models.functions import TruncWeek

from conferences.programme.content import Item, order
from conferences.programme.models import Event
from conferences.registration.models import GuestRole, Registration, RegistrationStatus
from praksis.organisations.models import Region

NONE = "Ikke fra en kommune"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """How many of those whom `label` tells of have a seat, wait, or gave up, and how many with a seat came."""

    label: str
    seated: int
    waiting: int
    cancelled: int
    came: int

    @property
    def missed(self) -> int:
        """How many had a seat and did not come."""
        return self.seated - self.came


@dataclass(frozen=True)
class WorkshopLine:
    """How a workshop is filled: its seats, those who have one, those who wait for one, and who of the first came."""

    workshop: Item
    seated: int
    waiting: int
    # To the event: who sits in which room is not noted
    came: int

    @property
    def missed(self) -> int:
        """How many had a seat in it and did not come to the event."""
        return self.seated - self.came


@dataclass(frozen=True)
class Week:
    """How many registered in a week, and how many of them have since cancelled."""

    monday: date
    made: int
    cancelled: int

    @property
    def label(self) -> str:
        year, week, _ = self.monday.isocalendar()
        return f"Uge {week}, {year}"


def by_place(event: Event) -> tuple[list[Line], list[Line]]:
    """A line for each municipality that somebody comes from, and one for each region; in one query.

    Both are by name, and those who come from no municipality stand last.
    """
    regions = dict(Region.choices)
    municipalities, by_region = [], dict[str, list[int]]()
    for name, key, *numbers in _counted(event, "municipality__short_name", "municipality__region"):
        municipalities.append(Line(name or NONE, *numbers))
        label = regions.get(key, NONE)
        by_region[label] = [sum(pair) for pair in zip(by_region.get(label, [0] * len(numbers)), numbers, strict=True)]
    return _named(municipalities), _named(Line(label, *numbers) for label, numbers in by_region.items())


def by_role(event: Event) -> list[Line]:
    """One line for each role that somebody has, in the order in which one chooses among them."""
    found = {key: numbers for key, *numbers in _counted(event, "role")}
    return [Line(str(label), *found[key]) for key, label in GuestRole.choices if key in found]


def by_workshop(event: Event) -> list[WorkshopLine]:
    """The workshops that the public could read of, as it read of them, in the order of the day."""
    has_seat = Q(choices__seat__isnull=False)
    waits = Q(choices__seat=None, choices__waiting_number__isnull=False)
    came = has_seat & Q(choices__registration__came_at__isnull=False)
    rows = event.workshops.annotate(
        seated=Count("choices", filter=has_seat),
        waiting=Count("choices", filter=waits),
        came=Count("choices", filter=came),
    )
    found = [WorkshopLine(one.as_shown, one.seated, one.waiting, one.came) for one in rows if one.is_shown]
    return sorted(found, key=lambda line: order(line.workshop))


def by_week(event: Event) -> list[Week]:
    """The weeks from the first registration to the last, those too in which nobody came."""
    week = TruncWeek("registered_at", output_field=DateField())
    cancelled = Count("pk", filter=Q(status=RegistrationStatus.CANCELLED))
    rows = event.registrations.order_by().annotate(week=week).values_list("week")
    found = {monday: numbers for monday, *numbers in rows.annotate(made=Count("pk"), gone=cancelled).order_by("week")}
    weeks, monday = [], min(found, default=None)
    while monday and monday <= max(found):
        weeks.append(Week(monday, *found.get(monday, (0, 0))))
        monday += WEEK
    return weeks


def _counted(event: Event, *fields: str) -> QuerySet[Registration, tuple]:
    """How many have a seat, wait, gave up and came, for each value of the fields."""
    counted = {status: Count("pk", filter=Q(status=status)) for status in RegistrationStatus.values}
    rows = event.registrations.order_by().values(*fields).annotate(**counted, came=Count("came_at"))
    return rows.values_list(*fields, "seated", "waiting", "cancelled", "came").order_by(*fields)


def _named(lines: Iterable[Line]) -> list[Line]:
    """By their names, those from no municipality last."""
    return sorted(lines, key=lambda line: (line.label == NONE, line.label))
