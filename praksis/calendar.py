"""Meetings as a calendar reads them: iCalendar (RFC 5545), and how invitations go to and fro with it (RFC 5546)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from unicodedata import category
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress

COPENHAGEN = "Europe/Copenhagen"
PRODUCT = "-//Praksis//Forløb//DA"
# What a file asks of the calendar: to take an invitation or its change, to take it out again, or only to show
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
# Unicode's names for control characters, and for what parts lines and paragraphs
BREAKS = {"Cc", "Zl", "Zp"}


@dataclass(frozen=True)
class Entry:
    """What a calendar is told of one meeting.

    `uid` stays the same for as long as the meeting exists; `sequence` rises with every change of it. `attendees` are
    (name, address, whether they are required).
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    organiser: tuple[str, str]
    changed_at: datetime
    place: str = ""
    description: str = ""
    url: str = ""
    attendees: Sequence[tuple[str, str, bool]] = ()
    is_cancelled: bool = False


def calendar_file(entries: Iterable[Entry], method: str, *, name: str = "") -> bytes:
    """Write the entries as one file in UTF-8. `name` is what a calendar that subscribes calls it.

    Those invited stand in an invitation and its withdrawal, and never in what is only shown.
    """
    entries = list(entries)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", _one_line(name))
    years = [entry.starts_at.year for entry in entries] or [date.today().year]
    for entry in entries:
        calendar.add_component(_event(entry, invites=method != PUBLISH))
    zone = _time_zone(min(years) - 1, max(years) + 2)
    # In front of the first event. A line of somebody's text cannot be this: it begins with its field, or with a space.
    head, mark, rest = calendar.to_ical().partition(b"\r\nBEGIN:VEVENT\r\n" if entries else b"\r\nEND:VCALENDAR\r\n")
    return head + b"\r\n" + zone + mark.removeprefix(b"\r\n") + rest


@lru_cache(maxsize=50)
def _time_zone(first: int, last: int) -> bytes:
    """The rules of Danish time, from one year until another. They are most of the work of writing a file."""
    zone = Timezone.from_tzid(COPENHAGEN, first_date=date(first, 1, 1), last_date=date(last, 1, 1))
    zone.pop("comment", None)
    return zone.to_ical()


def _event(entry: Entry, *, invites: bool) -> Event:
    event = Event()
    event.add("uid", _one_line(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(ZoneInfo(COPENHAGEN)))
    event.add("dtend", entry.ends_at.astimezone(ZoneInfo(COPENHAGEN)))
    event.add("summary", _one_line(entry.title))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    texts = {"location": _one_line(entry.place), "description": _lines(entry.description), "url": _one_line(entry.url)}
    for field, text in texts.items():
        if text:
            event.add(field, text)
    event.add("organizer", _address(*entry.organiser))
    for name, email, is_required in entry.attendees if invites else ():
        attendee = _address(name, email)
        attendee.params["ROLE"] = "REQ-PARTICIPANT" if is_required else "OPT-PARTICIPANT"
        # Whoever calls the meeting has said yes; the others are asked for an answer.
        is_organiser = email.lower() == entry.organiser[1].lower()
        attendee.params["PARTSTAT"] = "ACCEPTED" if is_organiser else "NEEDS-ACTION"
        attendee.params["RSVP"] = "FALSE" if is_organiser else "TRUE"
        event.add("attendee", attendee)
    return event


def _address(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{_one_line(email)}")
    if name := _one_line(name).replace('"', "'"):
        address.params["CN"] = name
    return address


def _one_line(text: str) -> str:
    """The text without line breaks and other control characters, which would begin a field of the writer's own."""
    return " ".join("".join(" " if category(each) in BREAKS else each for each in text).split())


def _lines(text: str) -> str:
    return "\n".join(_one_line(line) for line in text.splitlines())
