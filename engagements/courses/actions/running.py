"""Staffing a course, setting it going, closing it, and giving its place back before it has begun."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from applications.decisions.actions import give_back
from engagements.courses import emails
from engagements.courses.actions.evaluating import FinalWords, save_evaluation
from engagements.courses.actions.pausing import end_pause
from engagements.courses.actions.steps import refuse_closed, set_status
from engagements.courses.models import ConsultantAssignment, Engagement, Status, StepStatus
from engagements.courses.promised import MOST
from praksis.accounts.models import Role, User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox
from praksis.staffing import actions as staffing


@transaction.atomic
def assign_consultants(
    engagement: Engagement, consultants: Iterable[User], *, interested: Iterable[User] = (), by: Actor
) -> None:
    """Make these the course's team, typically two ("vi sætter holdet efter opgaven"); those left out end today.

    `interested` have said that they have an interest in the other side (forvaltningsloven § 3); that is noted on the
    case. What those who come were pencilled in for is then firm. Raises ActionError where one of them is chosen, where
    the course is closed, where one is not a consultant, for more than three, or where a running course would be left
    with none.
    """
    out = {consultant.pk: consultant.name for consultant in interested}
    chosen = {consultant.pk: consultant for consultant in consultants}
    lock(engagement)
    refuse_closed(engagement)
    if not chosen and engagement.is_running:
        raise ActionError("Forløbet er i gang og skal have mindst én konsulent.")
    if len(chosen) > MOST:
        raise ActionError("Der kan højst være tre konsulenter på et forløb. Vælg nogen fra.")
    for consultant in chosen.values():
        if not (consultant.is_active and consultant.has_role(Role.CONSULTANT)):
            raise ActionError(f"{consultant.name} er ikke praksiskonsulent.")
        if consultant.pk in out:
            raise ActionError(f"{consultant.name} har en interesse i {engagement.party} og kan ikke være på forløbet.")
    if out:
        names = ", ".join(sorted(out.values()))
        log.record(engagement.case, "course.interest", by=by, consultants=names, party=str(engagement.party))

    today = timezone.localdate()
    running = {row.consultant_id: row for row in engagement.assignments.running()}
    leaving = set(running) - set(chosen)
    coming = [consultant for pk, consultant in chosen.items() if pk not in running]
    if not leaving and not coming:
        return
    # The clock may have been set back over midnight: nobody ends before beginning.
    until = Greatest(F("since"), Value(today, output_field=DateField()))
    engagement.assignments.running().filter(consultant__in=leaving).update(until=until)
    for consultant in coming:
        assignment = ConsultantAssignment.objects.create(engagement=engagement, consultant=consultant, since=today)
        outbox.queue(emails.assigned(engagement, assignment))
    names = ", ".join(sorted(consultant.name for consultant in chosen.values()))
    log.record(engagement.case, "course.staffed", by=by, consultants=names or "ingen endnu")
    staffing.keep_promises([engagement.case, engagement.place.round.case], coming, by=by)


@transaction.atomic
def start_course(engagement: Engagement, *, by: Actor) -> None:
    """Set the course going. Starting twice changes nothing. Raises ActionError where nobody is on its team."""
    lock(engagement)
    if engagement.is_running:
        return
    if not engagement.assignments.running().exists():
        raise ActionError("Sæt mindst én konsulent på forløbet, før det sættes i gang. Typisk er der to.")

    engagement.become(Status.RUNNING)
    engagement.started_at, engagement.started_by = timezone.now(), by.user
    engagement.save(update_fields=["status", "started_at", "started_by"])

    log.record(engagement.case, "course.started", by=by)


@transaction.atomic
def close_course(engagement: Engagement, words: FinalWords, *, revision: int = 0, by: Actor) -> None:
    """End a course with its final evaluation, which both sides read from then on. Closing twice changes nothing.

    Raises ActionError where one of the four questions is not answered, where it has not begun, where one of the
    framework's fixed steps is not done, and as long as a meeting is agreed or people are asked when they can meet;
    WrittenMeanwhile as `save_evaluation` does.
    """
    lock(engagement)
    if engagement.is_closed:
        return
    if engagement.is_planned:
        raise ActionError("Forløbet er ikke sat i gang. Skal det ikke begynde, så giv pladsen tilbage.")
    evaluation = save_evaluation(engagement, words, revision=revision, by=by)
    if not words.is_complete:
        raise ActionError("Svar på de fire spørgsmål om, hvordan det gik, før I afslutter forløbet.")
    _refuse_agreed(engagement)
    engagement.become(Status.CLOSED)
    anchors = list(engagement.steps.filter(is_anchor=True))
    missing = [step.text for step in anchors if not step.closes_the_course and not step.is_done]
    if missing:
        raise ActionError(f"Disse trin skal være færdige, før I afslutter forløbet: {', '.join(missing)}.")

    now = timezone.now()
    for step in anchors:
        if step.closes_the_course:
            set_status(step, StepStatus.DONE, by=by)
    evaluation.finished_at = now
    evaluation.save(update_fields=["finished_at"])
    end_pause(engagement, by=by)
    engagement.closed_at, engagement.closed_by, engagement.closing_note = now, by.user, evaluation.summary
    engagement.save(update_fields=["status", "closed_at", "closed_by", "closing_note"])

    log.record(engagement.case, "course.closed", by=by)
    for letter in emails.closed(engagement):
        outbox.queue(letter)


@transaction.atomic
def give_place_back(engagement: Engagement, *, reason: str, by: Actor) -> None:
    """Give the place of a course that has not begun back: the course ends, and the place is open for somebody else.

    Its consultants are told. A second call changes nothing. Raises ActionError without a reason, and once the course is
    set going.
    """
    lock(engagement)
    place = engagement.place
    if place.given_back_at:
        return
    refuse_closed(engagement)
    if engagement.is_running:
        raise ActionError(
            "Forløbet er sat i gang, så pladsen kan ikke gå til en anden. Tal med konsulenterne om, hvordan det ender."
        )
    give_back(place, reason=reason, by=by)

    engagement.become(Status.CLOSED)
    engagement.closed_at, engagement.closed_by, engagement.closing_note = timezone.now(), by.user, reason.strip()
    engagement.save(update_fields=["status", "closed_at", "closed_by", "closing_note"])
    leaving = engagement.assignments.running()
    for assignment in leaving.select_related("consultant"):
        outbox.queue(emails.given_back(engagement, assignment))
    leaving.update(until=Greatest(F("since"), Value(timezone.localdate(), output_field=DateField())))
    log.record(engagement.case, "course.never_began", by=by)


@transaction.atomic
def stop_course(engagement: Engagement, *, reason: str, by: Actor) -> None:
    """End a running course before its time; both sides are told why. A second call changes nothing.

    What is written of a final evaluation stays as it is. Raises ActionError without a reason, before the course is set
    going, and as long as a meeting is agreed or people are asked when they can: they must hear that it is off.
    """
    lock(engagement)
    if engagement.is_closed:
        return
    if engagement.is_planned:
        raise ActionError("Forløbet er ikke sat i gang. Skal det ikke begynde, så giv pladsen tilbage.")
    if not reason.strip():
        raise ActionError("Skriv, hvorfor forløbet stopper.")
    _refuse_agreed(engagement)
    end_pause(engagement, by=by)
    engagement.become(Status.CLOSED)
    engagement.closed_at, engagement.closed_by, engagement.closing_note = timezone.now(), by.user, reason.strip()
    engagement.ended_early = True
    engagement.save(update_fields=["status", "closed_at", "closed_by", "closing_note", "ended_early"])

    log.record(engagement.case, "course.stopped", by=by, reason=engagement.closing_note)
    for letter in emails.stopped(engagement):
        outbox.queue(letter)


def _refuse_agreed(engagement: Engagement) -> None:
    """Raise ActionError as long as people count on meeting, or are asked when they can."""
    if engagement.meetings.filter(status="planned").exists():
        raise ActionError("Der er stadig aftalt møder. Aflys dem først, så alle får besked.")
    if engagement.polls.filter(status="open").exists():
        raise ActionError("Der er stadig spurgt om en mødetid. Aflys afstemningen først, så alle får besked.")
