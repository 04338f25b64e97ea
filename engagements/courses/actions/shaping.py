"""Fitting the framework's copy to one course: what is between the fixed steps is moved, added or left out."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from engagements.courses.actions.steps import lock_running, refuse_closed, set_status
from engagements.courses.models import CourseStep, Engagement, StepKind, StepStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.db import lock
from praksis.errors import ActionError

# What a course adds itself comes after what the framework has; its number stands in addresses, so it never changes.
OWN_FROM = 1000
# Where one meets besides the start-up meeting; sparring is agreed on under what runs through it all.
MEETING_LANES = ("Styregruppe", "Dagtilbud")
NOT_A_MEETING_LANE = "Et møde hører til sporet Styregruppe eller Dagtilbud. Sparring aftaler I for sig."
# What a course can add: the framework's own are the milestones, and what runs through it all.
ADDED = (StepKind.TASK, StepKind.MEETING, StepKind.EVENT)


@transaction.atomic
def skip_step(step: CourseStep, *, reason: str, by: Actor) -> None:
    """Say that a step is not relevant for this course, and why. The framework's fixed steps cannot be left out.

    Doing it twice changes nothing. Raises ActionError for a fixed step, without a reason, or where the course is not
    running.
    """
    engagement = lock_running(step)
    if step.status == StepStatus.SKIPPED:
        return
    if step.is_anchor:
        raise ActionError("Trinnet er en fast del af forløbet og kan ikke springes over.")
    if not reason.strip():
        raise ActionError("Skriv, hvorfor trinnet ikke er relevant.")
    set_status(step, StepStatus.SKIPPED, by=by, skip_reason=reason.strip())

    log.record(engagement.case, "step.left_out", by=by, step=step.text, reason=step.skip_reason)


@transaction.atomic
def move_step(step: CourseStep, *, first: date, last: date, reason: str, by: Actor) -> None:
    """Give a step other days, `first` and `last` included, and say why. The same days again change nothing.

    The fixed steps keep their order, so that courses can be compared. Raises ActionError without a reason, outside the
    course's period, before or after the fixed step beside it, or where the step is done or the course not running.
    """
    engagement = lock_running(step)
    if (step.due_from, step.due_to) == (first, last):
        return
    if not step.is_open:
        raise ActionError("Trinnet er ikke åbent længere, så det kan ikke flyttes.")
    if not reason.strip():
        raise ActionError("Skriv, hvorfor trinnet bliver flyttet.")
    _refuse_days(engagement, first, last)
    if step.is_anchor:
        _refuse_disorder(step, first, last)
    before = _days(step.due_from, step.due_to)
    step.due_from, step.due_to = first, last
    step.save(update_fields=["due_from", "due_to"])

    said = {"before": before, "after": _days(first, last), "reason": reason.strip()}
    log.record(engagement.case, "step.moved", by=by, step=step.text, **said)


@transaction.atomic
def add_step(
    engagement: Engagement,
    *,
    column: str,
    lane: str,
    kind: StepKind,
    text: str,
    responsible: str,
    first: date,
    last: date,
    reason: str,
    by: Actor,
) -> CourseStep:
    """Add a step of the course's own to one of its phases, in one of its lanes, and say why.

    `responsible` is written as in the framework: "coordinator+consultants". Raises ActionError without text or reason,
    where the course has no such phase or lane, outside its period, or where it is closed.
    """
    lock(engagement)
    refuse_closed(engagement)
    if not text.strip():
        raise ActionError("Skriv, hvad der skal ske.")
    if not reason.strip():
        raise ActionError("Skriv, hvorfor trinnet bliver lagt ind.")
    if kind not in ADDED:
        raise ActionError("Vælg en opgave, et møde eller et arrangement.")
    if kind == StepKind.MEETING and lane not in MEETING_LANES:
        raise ActionError(NOT_A_MEETING_LANE)
    steps = engagement.steps.exclude(kind=StepKind.TRACK)
    if not steps.filter(column=column).exists() or not steps.filter(lane=lane).exists():
        raise ActionError("Vælg en fase og et spor, som forløbet har.")
    _refuse_days(engagement, first, last)
    highest = engagement.steps.aggregate(highest=Max("order"))["highest"]
    step = CourseStep.objects.create(
        engagement=engagement,
        order=max(highest + 1, OWN_FROM),
        column=column,
        lane=lane,
        kind=kind,
        text=text.strip(),
        responsible=responsible,
        due_from=first,
        due_to=last,
        is_own=True,
    )

    log.record(engagement.case, "step.added", by=by, step=step.text, days=_days(first, last), reason=reason.strip())
    return step


def _refuse_days(engagement: Engagement, first: date, last: date) -> None:
    if last < first:
        raise ActionError("Den sidste dag skal ligge efter den første.")
    if first < engagement.starts_on or last > engagement.ends_on:
        period = f"{danish_date(engagement.starts_on)} til {danish_date(engagement.ends_on)}"
        raise ActionError(f"Forløbet løber fra {period}. Vælg dage inden for den tid.")


def _refuse_disorder(step: CourseStep, first: date, last: date) -> None:
    """The fixed steps come after one another: start-up meeting, three steering group meetings, the end."""
    others = step.engagement.steps.filter(is_anchor=True)
    before = others.filter(order__lt=step.order, due_to__gte=first).order_by("order").last()
    after = others.filter(order__gt=step.order, due_from__lte=last).order_by("order").first()
    if before:
        raise ActionError(f"»{step.text}« kommer efter »{before.text}«, som er senest {danish_date(before.due_to)}.")
    if after:
        raise ActionError(f"»{step.text}« kommer før »{after.text}«, som er tidligst {danish_date(after.due_from)}.")


def _days(first: date | None, last: date | None) -> str:
    """From which day to which, in words."""
    if first is None or last is None:
        return "en dato, der følger"
    return danish_date(first) if first == last else f"{danish_date(first)} til {danish_date(last)}"
