"""The guests' badges as sheets of A4 to be cut: ten on each, in the order of the alphabet, blank ones at the end.

They are made while one waits and kept nowhere, so that there is nothing of them to erase.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from conferences.programme.models import Event
from conferences.registration import codes
from conferences.registration.chosen import FACTS as CHOSEN
from conferences.registration.chosen import by_guest
from conferences.registration.models import Registration, WorkshopChoice

ON_A_SHEET = 10
# More would take longer to draw than anybody waits; the measures stand in docs/operating.md.
IN_ONE_FILE = 500
MOST_BLANK = 100
# How many letters of a name stand in each size, the largest first; the longest name there can be stands in the last.
SIZES = ((20, "large"), (34, "medium"), (70, "small"))
SMALLEST = "smallest"
# So much of a workshop's title and room, and so many workshops, stand on a badge.
TITLE, ROOM, WORKSHOPS = 26, 14, 4


@dataclass(frozen=True)
class Badge:
    """What stands on a badge; nothing but the event on one for somebody who comes unannounced."""

    name: str = ""
    size: str = ""
    workplace: str = ""
    municipality: str = ""
    workshops: tuple[str, ...] = ()
    code: SafeString | str = ""


def guests(event: Event) -> QuerySet[Registration]:
    """Those who may wear one: with a seat, and not erased, in the order in which the list of guests has them."""
    return event.registrations.seated().exclude(name="").order_by("name", "number")


def seated_since(event: Event, since: date | datetime) -> QuerySet[Registration]:
    """Those of them who registered, or got their seat, at that moment or later; on a day, from its beginning."""
    start = since if isinstance(since, datetime) else timezone.make_aware(datetime.combine(since, time()))
    return guests(event).filter(Q(registered_at__gte=start) | Q(moved_up_at__gte=start))


def parts(number: int) -> int:
    """How many files the badges of so many guests take."""
    return max(1, -(-number // IN_ONE_FILE))


def part_of(rows: QuerySet[Registration], number: int) -> list[Registration]:
    """The guests of one of the files, counted from 1; none where there are not so many."""
    start = (number - 1) * IN_ONE_FILE
    return list(rows.select_related("municipality")[start : start + IN_ONE_FILE])


def page(event: Event, rows: list[Registration], *, blank: int = 0) -> str:
    """The page that the PDF is made of."""
    badges = [*_badges(rows), *[Badge()] * blank]
    sheets = [badges[start : start + ON_A_SHEET] for start in range(0, len(badges), ON_A_SHEET)]
    return render_to_string("pdf/badges.html", {"event": event, "sheets": sheets})


def _badges(rows: list[Registration]) -> list[Badge]:
    chosen = _workshops(rows)
    return [
        Badge(
            name=row.name,
            size=next((size for most, size in SIZES if len(row.name) <= most), SMALLEST),
            workplace=row.workplace,
            municipality=row.municipality.short_name if row.municipality else "",
            workshops=_few(chosen.get(row.pk, [])),
            code=codes.svg(row),
        )
        for row in rows
    ]


def _workshops(rows: list[Registration]) -> dict[UUID, list[str]]:
    """The workshops in which these guests have a seat, each in words, in the order of the day; in one query."""
    choices = WorkshopChoice.objects.seated().filter(registration__in=[row.pk for row in rows]).order_by("pk")
    return {
        key: [one._replace(title=_short(one.title, TITLE), room=_short(one.room, ROOM)).line for one in each]
        for key, each in by_guest(choices.values_list(*CHOSEN)).items()
    }


def _few(lines: list[str]) -> tuple[str, ...]:
    if len(lines) <= WORKSHOPS:
        return tuple(lines)
    return (*lines[: WORKSHOPS - 1], f"og {len(lines) - WORKSHOPS + 1} til")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
