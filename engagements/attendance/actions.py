"""Holding seats for the courses' parties at an event, and ticking off steps because somebody came to it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from conferences.programme.models import Event
from conferences.registration import actions as registration
from conferences.registration.models import Allowance, Registration
from engagements.attendance import matching, seats
from engagements.attendance.wording import day_of, people
from engagements.courses.actions import complete_by_attendance
from engagements.courses.actions.steps import lock_running
from engagements.courses.models import CourseStep, Engagement, StepStatus
from praksis.accounts.models import User
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.danish import danish_date, seats_in_words
from praksis.db import lock
from praksis.errors import ActionError

# Whoever came is looked for so long after an event: a door that was without a network tells later.
LOOKED_FOR = timedelta(days=30)


@transaction.atomic
def give_seats(event: Event, kinds: Collection[str], number: int, *, at: datetime, by: Actor) -> int:
    """Hold so many seats for each party of these kinds of courses that has none, and send the coordinators the link.

    Returns for how many. What is held already stays as it is, so that doing it twice changes nothing. Raises
    ActionError where there is not room for all, where seats are not held any longer, and where the link would lead
    nowhere (registration.send_allowance_link): then nothing is held for anybody.
    """
    lock(event)
    today = timezone.localdate(at)
    if event.held_until is None:
        raise ActionError("Skriv først på arrangementet, til hvilken dag pladserne holdes.")
    if not event.holds_seats_on(today):
        raise ActionError(
            f"Pladserne blev holdt til og med {danish_date(event.held_until)}. Ret dagen på arrangementet."
        )
    plan = seats.plan(event, kinds, number, today)
    if plan.is_short:
        raise ActionError(
            f"Det er {plan.wanted} pladser, og der er {plan.free} ledige. Vælg færre pladser eller forløb."
        )
    for row in plan.new:
        held = registration.give_allowance(event, row.party, number, by=by)
        if row.address:
            registration.send_allowance_link(held, to=row.address, at=at, by=by)
        for engagement in row.courses:
            log.record(
                engagement.case,
                "course.seats_held",
                by=by,
                seats=seats_in_words(number),
                event=event.title,
                until=danish_date(event.held_until),
            )
    return len(plan.new)


@transaction.atomic
def send_link(allowance: Allowance, *, to: User, at: datetime, by: Actor) -> None:
    """Send the link to the seats of their organisation to somebody of it, who passes it on.

    Raises ActionError where it would lead nowhere.
    """
    registration.send_allowance_link(allowance, to=to.email, at=at, by=by)


def pull_due(now: datetime) -> None:
    """Look who came to the events that were held lately."""
    today = timezone.localdate(now)
    held = Event.objects.published().filter(held_on__lte=today, held_on__gte=today - LOOKED_FOR)
    for event in held.order_by("held_on", "pk"):
        if event.ends_on_the_day_at <= now:
            pull(event)


def pull(event: Event) -> None:
    """Note of each running course how many of its people came to an event; the first time its step is ticked off."""
    guests = guests_of(event)
    rows = CourseStep.objects.filter(kind="event", engagement__status="running")
    rows = rows.select_related("engagement__case", "engagement__party__as_institution")
    of_course: dict[Engagement, list[CourseStep]] = {}
    for step in rows.order_by("engagement", "order"):
        of_course.setdefault(step.engagement, []).append(step)
    for engagement, steps in of_course.items():
        fitting = matching.step_for(event, steps)
        if fitting:
            note_attendance(fitting, event, matching.of_course(engagement, guests))


def guests_of(event: Event) -> list[matching.Guest]:
    """Those who were let in at the door."""
    came = Registration.objects.came().filter(event=event).order_by("number")
    facts = came.values_list("municipality", "allowance__organisation", "workplace")
    return [matching.Guest(*each) for each in facts]


@transaction.atomic
def note_attendance(step: CourseStep, event: Event, came: Collection[matching.Guest]) -> None:
    """Note how many came to the event that a step is about, and tick it off the first time that somebody did.

    What a person has ticked stays, as does what a person has opened again; somebody who is struck out at the door later
    is no longer counted, but opens nothing. In a course that does not run nothing is changed.
    """
    engagement = step.engagement
    lock(engagement)
    if not engagement.is_running:
        return
    lock(step)
    step.engagement = engagement
    before, number = step.attended, len(came)
    if step.event_id not in (None, event.pk) or number == (before or 0):
        return
    step.event, step.attended = event, number
    step.save(update_fields=["event", "attended"])
    if number < (before or 0) or (before is not None and not step.is_per_institution):
        return
    of_them = matching.recognised(engagement.institution_list, came)
    if complete_by_attendance(step, of_them, at=event.ends_on_the_day_at):
        names = ", ".join(one.name for one in of_them)
        became = "meldt færdig" if step.is_done else f"meldt færdig i {names}" if names else "i gang"
        log.record(
            engagement.case,
            "step.attended",
            by=SYSTEM,
            step=step.text,
            event=event.title,
            day=day_of(event),
            people=people(number, engagement.party),
            became=became,
        )


@transaction.atomic
def choose_event(step: CourseStep, event: Event | None, *, by: Actor) -> None:
    """Say which event a step is about, or leave it to be found by itself (None). Choosing the same changes nothing.

    An event that was held is looked at at once. Raises ActionError where the course is not running, where the step is
    about no event or not relevant, and where another step is about this one.
    """
    engagement = lock_running(step)
    if not step.is_event or step.status == StepStatus.SKIPPED:
        raise ActionError("Trinnet handler ikke om en konference eller en temadag i dette forløb.")
    if step.event == event:
        return
    other = engagement.steps.filter(event=event).first() if event else None
    if other:
        raise ActionError(
            f"»{other.text}« handler allerede om det arrangement. Vælg et andet der først.", field="event"
        )
    step.event, step.attended = event, None
    step.save(update_fields=["event", "attended"])

    log.record(
        engagement.case, "step.event_chosen", by=by, step=step.text, event=event.title if event else "ikke valgt"
    )
    if event and event.ends_on_the_day_at <= timezone.now():
        note_attendance(step, event, matching.of_course(engagement, guests_of(event)))
