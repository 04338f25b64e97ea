"""Moving up from the waiting lists, first come first served. Called under the event's lock by whatever frees a seat."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from conferences.programme.models import Event, Workshop
from conferences.registration import emails, seats
from conferences.registration.models import Registration, RegistrationStatus, WorkshopChoice
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.db import lock
from praksis.mail import outbox


@transaction.atomic
def move_up(event: Event) -> list[Registration]:
    """Give what seats there are to those who have waited longest, at the event and in its workshops.

    They are told, and by when to say so if they cannot come after all. Nobody is moved up once the day has begun,
    or where it is called off.
    """
    lock(event)
    if event.is_called_off or event.has_begun(timezone.now()):
        return []
    moved = _move_up_at(event) if event.registrations.waiting().exists() else []
    _move_up_in(list(event.workshops.filter(pk__in=_ready().values("workshop"))))
    return moved


def move_up_everywhere() -> None:
    """Do so at every event to come: seats that were held until yesterday are nobody's act, and yet free today."""
    for event in Event.objects.published().coming(timezone.localdate()):
        move_up(event)


def _ready() -> QuerySet[WorkshopChoice]:
    """The choices of guests with a seat at the event that wait for one in a workshop, in the order of their numbers."""
    return WorkshopChoice.objects.waiting().filter(registration__status=RegistrationStatus.SEATED)


def _move_up_at(event: Event) -> list[Registration]:
    free = seats.EventSeats(event, timezone.localdate())
    moved = []
    for registration in Registration.objects.waiting().filter(event=event).select_related("event__case", "link"):
        if not free.has_any:
            break
        seat = free.take(registration.allowance_id)
        if seat is None:
            continue  # what is left is held for others
        registration.become(RegistrationStatus.SEATED)
        registration.seat, registration.moved_up_at = seat, timezone.now()
        registration.calendar_sequence += 1
        registration.save(update_fields=["status", "seat", "moved_up_at", "calendar_sequence"])
        settle_wishes(registration)

        log.record(event.case, "registration.moved_up", by=SYSTEM, number=registration.number)
        outbox.queue(emails.moved_up(registration))
        moved.append(registration)
    return moved


def settle_wishes(registration: Registration) -> None:
    """Give somebody who has got a seat at the event one in each workshop they wish for, or a place in its line."""
    wishes = list(registration.choices.filter(seat=None, waiting_number=None).select_related("workshop"))
    lines = seats.lines([wish.workshop for wish in wishes])
    for wish in wishes:
        lines[wish.workshop_id].place(wish)
        wish.save(update_fields=["seat", "waiting_number"])


def _move_up_in(workshops: list[Workshop]) -> None:
    """The same in workshops. Whoever moves up leaves the one they had at that time, where the next may move up."""
    again = list(workshops)
    while again:
        workshop = again.pop()
        line = seats.lines([workshop])[workshop.pk]
        ready = _ready().filter(workshop=workshop).select_related("workshop", "registration__event__case")
        for choice in ready.select_related("registration__link")[: line.free]:
            choice.seat, choice.moved_up_at = line.take(), timezone.now()
            choice.save(update_fields=["seat", "moved_up_at"])
            again += leave_others(choice)
            registration = choice.registration
            registration.calendar_sequence += 1
            registration.save(update_fields=["calendar_sequence"])

            case = registration.event.case
            log.record(
                case,
                "registration.moved_up_in",
                by=SYSTEM,
                number=registration.number,
                workshop=workshop.as_shown.title,
            )
            outbox.queue(emails.moved_up_in(choice))


def leave_others(choice: WorkshopChoice) -> list[Workshop]:
    """Let go of the seats that a guest has in workshops at the same time as this one; return these workshops."""
    others = choice.registration.choices.seated().exclude(pk=choice.pk).select_related("workshop")
    left = [other for other in others if seats.overlap(other.workshop, choice.workshop)]
    for other in left:
        other.delete()
    return [other.workshop for other in left]
