"""Who among the courses has seats at an event, who gets some, and what a party is told of its own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from applications.rounds.models import ProgrammeKind
from conferences.programme.models import Event, EventStatus
from conferences.registration.models import Allowance, Registration
from conferences.registration.seats import TAKEN, EventSeats
from engagements.attendance.wording import day_of
from engagements.courses.models import Engagement, Status
from praksis.danish import danish_date, seats_in_words
from praksis.organisations.models import Organisation

ONE_YEAR, MINI, MINI_OVER = "one_year", "mini", "mini_over"
KINDS = {
    ONE_YEAR: "Etårige forløb",
    MINI: "Miniforløb",
    MINI_OVER: "Miniforløb, der er slut inden for det seneste år",
}
# A mini's people may come after their hours are used too; so long after its last day.
AFTERWARDS = timedelta(days=365)


@dataclass
class Row:
    """A party with its courses, the seats that are held for it, and how many of them are taken."""

    party: Organisation
    courses: list[Engagement] = field(default_factory=list)
    allowance: Allowance | None = None
    taken: int = 0

    @property
    def address(self) -> str:
        """Where the link goes: to the coordinator of the first course that has one."""
        return next((one.contact["email"] for one in self.courses if one.contact.get("email")), "")

    @property
    def contact(self) -> str:
        return next((one.contact["name"] for one in self.courses if one.contact.get("email")), "")

    @property
    def unused(self) -> int:
        return max(self.allowance.seats - self.taken, 0) if self.allowance else 0


@dataclass(frozen=True)
class Plan:
    """What holding so many seats for each party without any comes to."""

    rows: list[Row]
    seats: int
    # How many are left for anybody
    free: int

    @property
    def new(self) -> list[Row]:
        """The parties that get seats."""
        return [row for row in self.rows if row.allowance is None]

    @property
    def wanted(self) -> int:
        return len(self.new) * self.seats

    @property
    def is_short(self) -> bool:
        return self.wanted > self.free

    @property
    def without_address(self) -> list[Row]:
        """Those who get seats and whose coordinator we cannot write to."""
        return [row for row in self.new if not row.address]


def courses_on(event: Event, kinds: Collection[str]) -> QuerySet[Engagement]:
    """The courses of these kinds that run on the event's day, planned ones too, and the minis that are over by then."""
    day = event.held_on
    at_work = Q(starts_on__lte=day, ends_on__gte=day) & ~Q(status=Status.CLOSED)
    over = Q(started_at__isnull=False, ended_early=False, ends_on__gte=day - AFTERWARDS)
    over &= Q(status=Status.CLOSED) | Q(ends_on__lt=day)
    of_kind = {
        ONE_YEAR: Q(programme__kind=ProgrammeKind.ONE_YEAR) & at_work,
        MINI: Q(programme__kind=ProgrammeKind.MINI) & at_work,
        MINI_OVER: Q(programme__kind=ProgrammeKind.MINI) & over,
    }
    asked = Q(pk__in=[])
    for kind in kinds:
        asked |= of_kind[kind]
    found = Engagement.objects.filter(asked).select_related("case", "party", "programme")
    return found.order_by("party__name", "-ends_on", "pk")


def rows(courses: Iterable[Engagement], held: Iterable[Any]) -> list[Row]:
    """The parties of these courses, each once, with what is `held` for them."""
    found: dict[Any, Row] = {}
    for engagement in courses:
        found.setdefault(engagement.party_id, Row(engagement.party)).courses.append(engagement)
    for allowance in held:
        row = found.get(allowance.organisation_id)
        if row:
            row.allowance, row.taken = allowance, allowance.taken
    return list(found.values())


def plan(event: Event, kinds: Collection[str], number: int, today: date) -> Plan:
    """Who would get seats, and whether there is room; saves nothing."""
    found = rows(courses_on(event, kinds), held_at(event))
    return Plan(found, number, EventSeats(event, today).free)


def left_over(event: Event) -> list[Row]:
    """The parties that have unused seats and no longer a course on the day, though they had one."""
    now = {engagement.party_id for engagement in courses_on(event, KINDS)}
    held = [each for each in held_at(event) if each.organisation_id not in now]
    ended = Engagement.objects.filter(party__in=[each.organisation_id for each in held], status=Status.CLOSED)
    found = rows(ended.select_related("party").order_by("party__name", "-ends_on", "pk"), held)
    return [row for row in found if row.unused]


def held_at(event: Event) -> QuerySet[Any]:
    """What is held at an event, with how many of it are `taken`."""
    return event.allowances.annotate(taken=TAKEN).select_related("organisation").order_by("organisation__name", "pk")


@dataclass(frozen=True)
class Own:
    """The seats that are held for a party, with those who have registered by them."""

    allowance: Allowance
    guests: list[Registration]

    @property
    def taken(self) -> int:
        return sum(guest.is_seated for guest in self.guests)

    @property
    def waiting(self) -> int:
        return sum(guest.is_waiting for guest in self.guests)

    @property
    def sentence(self) -> str:
        event = self.allowance.event
        return sentence(day_of(event), self.allowance.seats, self.taken, event.held_until)


def own(engagement: Engagement, today: date) -> list[Own]:
    """The seats of a course's party at what is still to come, the next first; in two queries."""
    held = Allowance.objects.filter(organisation=engagement.party_id, event__in=Event.objects.published())
    held = held.filter(event__held_on__gte=today).select_related("event", "organisation")
    allowances = list(held.order_by("event__held_on", "event__starts_at", "pk"))
    guests: dict[Any, list[Registration]] = {each.pk: [] for each in allowances}
    for guest in Registration.objects.active().filter(allowance__in=allowances).order_by("number"):
        guests[guest.allowance_id].append(guest)
    return [Own(each, guests[each.pk]) for each in allowances]


def next_of(party: str, today: Any) -> Subquery:
    """For a query of courses: the seats of the party at the next event where it has some, for `told`; or None.

    In one text: it stands in queries of pages that are open all day, which it must not be a query more for.
    """
    held = Allowance.objects.filter(organisation=OuterRef(party), event__status=EventStatus.PUBLISHED)
    parts: list[Any] = [
        Cast(each, CharField()) for each in ("event__kind", "event__held_on", "event__held_until", "seats", TAKEN)
    ]
    facts = parts[0]
    for part in parts[1:]:
        facts = Concat(facts, Value("|"), Coalesce(part, Value("")), output_field=CharField())
    coming = held.filter(event__held_on__gte=today).order_by("event__held_on", "event__starts_at", "pk")
    return Subquery(coming.annotate(facts=facts).values("facts")[:1])


def told(facts: str | None) -> str:
    """The sentence of what `next_of` found; empty where it found nothing."""
    if not facts:
        return ""
    kind, held_on, until, seats, taken = facts.split("|")
    event = Event(kind=kind, held_on=date.fromisoformat(held_on))
    held_until = date.fromisoformat(until) if until else None
    return sentence(day_of(event), int(seats), int(taken), held_until)


def sentence(event: str, seats: int, taken: int, until: date | None) -> str:
    """What a party reads of its seats."""
    number = seats_in_words(seats)
    if until is None:
        return f"I har {number} til {event}: {taken} er brugt."
    held = "holdes" if until >= timezone.localdate() else "blev holdt"
    return f"I har {number} til {event}, som {held} til og med {danish_date(until)}: {taken} er brugt."
