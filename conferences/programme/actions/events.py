"""Making an event, and changing what is known of it."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from conferences.programme import content, emails, followers, meanwhile
from conferences.programme.addresses import TAKEN
from conferences.programme.models import Event, EventStatus
from praksis.cases import log
from praksis.cases.actions import open_case
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox
from praksis.mail.models import PersonalLink

CAME = "Gæster er tjekket ind den dag, så den kan ikke flyttes. Fortryd indtjekningerne ved indgangen først."


class Changed(ActionError):
    """Somebody else has changed it since the form was opened. Nothing is saved.

    `now` is how all of it stands, `theirs` the names of what the other has changed to something else.
    """

    def __init__(self, now: dict[str, Any], theirs: list[str]):
        super().__init__(
            "En anden har rettet det samme, mens du skrev. Det, du har skrevet, står her endnu. Se den andens under "
            "overskriften. Gemmer du igen, er det dit, der gælder."
        )
        self.now, self.theirs = now, theirs


@transaction.atomic
def create(
    *,
    kind: str,
    slug: str,
    title: str,
    description: str,
    held_on: date,
    starts_at: time,
    ends_at: time,
    place: str,
    town: str,
    capacity: int,
    by: Actor,
    theme: str = "",
    remark: str = "",
    registration_opens_at: datetime | None = None,
    registration_closes_at: datetime | None = None,
    held_until: date | None = None,
    key: UUID | None = None,
) -> Event:
    """Prepare a conference or theme day, with a case of its own. Nobody outside the team sees it yet.

    The times are those of the clock on the wall in Denmark. A second call with the form's own key gives the first
    one's event. Raises ActionError for an address that is taken.
    """
    if key and (made := Event.objects.filter(pk=key).first()):
        return made
    if slug in TAKEN or Event.objects.filter(slug=slug).exists():
        raise ActionError(f"Adressen »{slug}« er taget. Skriv en anden, fx {slug}-2.", field="slug")

    event = Event.objects.create(
        pk=key or uuid4(),
        case=open_case(title),
        kind=kind,
        slug=slug,
        title=title,
        theme=theme,
        description=description,
        remark=remark,
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        town=town,
        capacity=capacity,
        registration_opens_at=registration_opens_at,
        registration_closes_at=registration_closes_at,
        held_until=held_until,
    )
    log.record(event.case, "event.created", by=by, title=title)
    return event


@transaction.atomic
def change_facts(
    event: Event,
    *,
    kind: str,
    title: str,
    theme: str,
    description: str,
    remark: str,
    held_on: date,
    starts_at: time,
    ends_at: time,
    place: str,
    town: str,
    registration_opens_at: datetime | None,
    registration_closes_at: datetime | None,
    held_until: date | None,
    seen: str = "",
    by: Actor,
) -> None:
    """Change what is told of the event beside its programme; everybody reads it at once where it is public.

    The address stays, because it has been passed on. The number of seats is changed where the waiting list is. `seen`
    is the mark of what the writer read (meanwhile.mark). What is the same already changes nothing. Raises Changed where
    somebody else has changed it since, and ActionError for another day where guests have come on this one.
    """
    lock(event)
    now, before = meanwhile.facts_of(event), followers.Facts.of(event)
    wanted = {
        "kind": kind,
        "title": title,
        "theme": theme,
        "description": description,
        "remark": remark,
        "held_on": held_on,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place,
        "town": town,
        "registration_opens_at": registration_opens_at,
        "registration_closes_at": registration_closes_at,
        "held_until": held_until,
    }
    if wanted == now:
        return
    refuse_changed(now, wanted, seen)
    if held_on != event.held_on and event.registrations.filter(came_at__isnull=False).exists():
        raise ActionError(CAME, field="held_on")
    for name, value in wanted.items():
        setattr(event, name, value)
    event.save(update_fields=[*wanted])
    # What speakers do by their links, they do until so long after the day.
    asked = PersonalLink.objects.filter(speaker_request__event=event).order_by()
    PersonalLink.objects.filter(pk__in=asked.values("pk")).update(expires_at=event.links_end_at)

    log.record(event.case, "event.facts_changed", by=by)
    if event.is_published and before != followers.Facts.of(event):
        followers.tell(followers.News(event, before, [], [], by))


@transaction.atomic
def call_off(event: Event, *, reason: str, by: Actor) -> None:
    """Say that the event will not be held, and why: for good, on its page and to everybody who is registered.

    Speakers who were asked about the programme are told too, unless they are out of it and their link was withdrawn.
    Twice is once. Raises ActionError without a reason, where it is not public, and once the day is over.
    """
    lock(event)
    if event.is_called_off:
        return
    if not reason.strip():
        raise ActionError("Skriv, hvorfor det er aflyst. Gæsterne læser det.", field="reason")
    if not event.is_published:
        raise ActionError("Arrangementet er ikke offentliggjort, så der er ikke noget at aflyse.")
    if timezone.now() > event.ends_on_the_day_at:
        raise ActionError("Dagen er holdt, så den kan ikke aflyses.")
    event.become(EventStatus.CALLED_OFF)
    event.called_off_at, event.called_off_because = timezone.now(), reason.strip()
    event.save(update_fields=["status", "called_off_at", "called_off_because"])

    log.record(event.case, "event.called_off", by=by, reason=event.called_off_because)
    followers.tell_called_off(event, by)
    _tell_speakers(event, by)


def refuse_changed(now: dict[str, Any], wanted: dict[str, Any], seen: str) -> None:
    """Raise Changed where something that another has written since would be lost.

    Whoever does not say what they saw is believed: a form always says it.
    """
    theirs = [name for name in meanwhile.changed(now, seen) if now[name] != wanted[name]] if seen else []
    if theirs:
        raise Changed(now, theirs)


def _tell_speakers(event: Event, by: Actor) -> None:
    requests = event.speaker_requests.select_related("speaker", "link").order_by("pk")
    own = {one.id for item in content.draft(event) for one in item.speakers}
    told = [one for one in requests if str(one.speaker_id) in own or not one.link.withdrawn_at]
    if told:
        log.record(event.case, "event.speakers_told", by=by, number=len(told))
        outbox.queue_all(emails.called_off(one) for one in told)
