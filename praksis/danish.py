"""Dates, times and numbers of seats as Danes write them."""

from datetime import date, datetime

from django.utils import timezone

MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def _local(moment):
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def danish_date(day: date | datetime | None) -> str:
    """Write a day out: "fredag den 3. november 2017". A moment is shown as the day it is in Denmark."""
    return _written_out(_local(day)) if day else ""


def _written_out(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} den {day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date | datetime | None) -> str:
    """A day without its weekday, for tables: "3. november 2017"."""
    if not day:
        return ""
    day = _local(day)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def danish_time(moment: datetime | None) -> str:
    """A time of day as Danes write it: "23.59"."""
    return f"{_local(moment):%H.%M}" if moment else ""


def danish_datetime(moment: datetime | None) -> str:
    """Write a moment out: "fredag den 3. november 2017 kl. 23.59"."""
    if not moment:
        return ""
    moment = _local(moment)
    return f"{_written_out(moment)} kl. {moment:%H.%M}"


def days_left(until: date | datetime | None) -> str:
    """How long there is to a deadline, counted in whole days: "12 dage tilbage", "sidste dag er i dag", "udløbet"."""
    if not until:
        return ""
    day = _local(until)
    days = ((day.date() if isinstance(day, datetime) else day) - timezone.localdate()).days
    # On its last day a deadline with a time of day can already be over.
    if days < 0 or (isinstance(until, datetime) and days == 0 and until < timezone.now()):
        return "udløbet"
    if days == 0:
        return "sidste dag er i dag"
    return "1 dag tilbage" if days == 1 else f"{days} dage tilbage"


def file_size(size: int) -> str:
    """How big a file is, counted as computers here show it: "512 byte", "120 kB", "1,2 MB"."""
    if size < 1024:
        return f"{size} byte"
    if size < 1024**2:
        return f"{size / 1024:.0f} kB"
    return f"{size / 1024**2:.1f} MB".replace(".", ",")


def seats_in_words(number: int) -> str:
    """So many seats: "1 plads", "12 pladser"."""
    return "1 plads" if number == 1 else f"{number} pladser"
