"""The lists of guests as files: who comes, and apart from it, only for the kitchen and the hosts, what they need."""

from typing import TYPE_CHECKING

from django.db.models import Value
from django.db.models.functions import Coalesce

from conferences.programme.models import Event
from conferences.registration.guest_list import Row
from conferences.registration.models import Registration
from praksis.tables import Column

if TYPE_CHECKING:
    from django.db.models import QuerySet

COLUMNS: list[Column[Row]] = [
    Column("Nummer", lambda row: row.number, 10),
    Column("Navn", lambda row: row.name, 30),
    Column("Mailadresse", lambda row: row.email, 34),
    Column("Arbejdsplads", lambda row: row.workplace, 34),
    Column("Kommune", lambda row: row.municipality),
    Column("Rolle", lambda row: row.role_word, 30),
    Column("Status", lambda row: row.status_word),
    Column("Nummer på ventelisten", lambda row: row.waiting_number if row.is_waiting else None, 22),
    Column("Workshops", lambda row: ", ".join(row.workshops), 60),
    Column("På deltagerlisten", lambda row: "Ja" if row.on_list else "Nej", 18),
    Column("Tilmeldt", lambda row: row.registered_at, 18),
]
# Only where somebody was let in: else everybody would seem to have stayed away
ATTENDANCE: list[Column[Row]] = [
    Column("Fremmøde", lambda row: row.attendance_word, 12),
    Column("Kom", lambda row: row.came_at, 18),
]
Needs = tuple[str, str, str]
KITCHEN_COLUMNS: list[Column[Needs]] = [
    Column("Navn", lambda row: row[0], 30),
    Column("Mad", lambda row: row[1], 50),
    Column("Andre behov", lambda row: row[2], 50),
]
Listed = tuple[str, str, str]
LIST_COLUMNS: list[Column[Listed]] = [
    Column("Navn", lambda row: row[0], 30),
    Column("Arbejdsplads", lambda row: row[1], 40),
    Column("Kommune", lambda row: row[2], 24),
]


def listed(event: Event) -> "QuerySet[Registration, Listed]":
    """Name, workplace and municipality of those who come and let the others see it, by name."""
    guests = Registration.objects.listed().filter(event=event).order_by("name", "workplace", "number")
    return guests.values_list("name", "workplace", Coalesce("municipality__short_name", Value("")))


def needs(event: Event) -> list[Needs]:
    """What those who come have told of food and other needs, by name; who has told nothing is not in it."""
    guests = Registration.objects.seated().filter(event=event).exclude(food="", access="")
    return list(guests.order_by("name", "number").values_list("name", "food", "access"))
