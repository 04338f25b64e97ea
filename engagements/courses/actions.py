"""What people do with a course: open it, staff it, start it, tick off its steps, close it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from applications.allocation.models import Place
from applications.decisions.actions import give_back
from engagements.courses import emails, framework
from engagements.courses.models import (
    ConsultantAssignment,
    CourseStep,
    Engagement,
    EngagementInstitution,
    FrameworkTemplate,
    Status,
    StepProgress,
    StepStatus,
)
from praksis.accounts.models import Role, User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox
from praksis.organisations.models import Organisation


@transaction.atomic
def open_course(place: Place, *, by: Actor) -> Engagement:
    """Open the course of an accepted place, on the place's case: everything comes from the facts of the place.

    A second call gives the course that is there. Raises ActionError where the programme has no framework, which rolls
    the acceptance back.
    """
    lock(place)
    known = Engagement.objects.filter(place=place).first()
    if known:
        return known
    programme = place.round.programme
    template = FrameworkTemplate.objects.filter(programme=programme).order_by("-number").first()
    if template is None:
        raise ActionError("Forløbet kan ikke oprettes, fordi tilbuddets ramme mangler. Skriv til os, så retter vi det.")

    facts = place.facts
    engagement = Engagement.objects.create(
        case=place.case,
        place=place,
        programme=programme,
        party=place.applicant,
        applicant_kind=place.applicant_kind,
        starts_on=facts["period_from"],
        ends_on=facts["period_to"],
        people=facts["people"],
        themes=facts["themes"],
        challenge=facts["challenge"] or "",
    )
    engagement.refresh_from_db()  # the facts hold dates as text
    _copy_institutions(engagement, facts["institutions"])
    _copy_steps(engagement, template)

    log.record(engagement.case, "course.opened", by=by, party=str(place.applicant))
    if engagement.contact.get("email"):
        outbox.queue(emails.opened(engagement))
    return engagement


def _copy_institutions(engagement: Engagement, rows: list[dict]) -> None:
    """The institutions of the place; an institution that applied for itself without naming one is meant itself."""
    institution = getattr(Organisation.objects.get(pk=engagement.party_id), "as_institution", None)
    if not rows and institution:
        rows = [
            {
                "id": str(institution.pk),
                "name": institution.name,
                "ownership": institution.ownership,
                "setting": institution.setting,
            }
        ]
    EngagementInstitution.objects.bulk_create(
        EngagementInstitution(
            engagement=engagement,
            institution_id=row["id"],
            name=row["name"],
            ownership=row["ownership"] or "",
            setting=row["setting"] or "",
            order=number,
        )
        for number, row in enumerate(rows, start=1)
    )


def _copy_steps(engagement: Engagement, template: FrameworkTemplate) -> None:
    variant = framework.variant(engagement.programme.kind, engagement.starts_on, engagement.ends_on)
    steps = []
    for row in template.steps.order_by("order"):
        due = framework.due(row.timing, variant=variant, starts_on=engagement.starts_on, ends_on=engagement.ends_on)
        steps.append(
            CourseStep(
                engagement=engagement,
                order=row.order,
                column=row.column,
                lane=row.lane,
                is_anchor=row.is_anchor,
                kind=row.kind,
                text=row.text,
                responsible=row.responsible,
                due_from=due.first,
                due_to=due.last,
                times=due.times,
            )
        )
    CourseStep.objects.bulk_create(steps)


@transaction.atomic
def assign_consultants(
    engagement: Engagement, consultants: Iterable[User], *, interested: Iterable[User] = (), by: Actor
) -> None:
    """Make these the course's team, typically two ("vi sætter holdet efter opgaven"); those left out end today.

    `interested` have said that they have an interest in the other side (forvaltningsloven § 3); that is noted on the
    case. Raises ActionError where one of them is chosen, where the course is closed, where one is not a consultant, or
    where a running course would be left with none.
    """
    out = {consultant.pk: consultant.name for consultant in interested}
    chosen = {consultant.pk: consultant for consultant in consultants}
    lock(engagement)
    _refuse_closed(engagement)
    if not chosen and engagement.is_running:
        raise ActionError("Forløbet er i gang og skal have mindst én konsulent.")
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
def complete_step(step: CourseStep, *, by: Actor, institution: EngagementInstitution | None = None) -> None:
    """Mark a step done; where each institution does it, for one institution, or without one for all that are left.

    Doing it twice changes nothing. Raises ActionError where the course is not running, where the step runs through it
    all, or where closing the course is what completes it.
    """
    engagement = _lock_running(step)
    if step.is_track:
        raise ActionError("Det løber gennem hele forløbet og skal ikke meldes færdigt.")
    if step.closes_the_course:
        raise ActionError("Trinnet bliver færdigt, når I afslutter forløbet.")
    if step.is_done:
        return

    per_institution = step.is_per_institution
    if per_institution and not _tick_off(step, institution, by=by):
        return
    all_done = not per_institution or step.progress.count() == engagement.institutions.count()
    _set(step, StepStatus.DONE if all_done else StepStatus.IN_PROGRESS, by=by)

    where = f" i {institution.name}" if institution and per_institution else ""
    log.record(engagement.case, "step.done", by=by, step=step.text, where=where)


def _tick_off(step: CourseStep, institution: EngagementInstitution | None, *, by: Actor) -> int:
    """Add the progress that is missing; returns how much that was."""
    institutions = step.engagement.institutions.exclude(progress__step=step)
    if institution:
        institutions = institutions.filter(pk=institution.pk)
    new = [StepProgress(step=step, institution=each, done_by=by.user) for each in institutions]
    return len(StepProgress.objects.bulk_create(new))


@transaction.atomic
def begin_step(step: CourseStep, *, by: Actor) -> None:
    """Note that work on a step is under way, as when the first of its meetings is held. Otherwise changes nothing."""
    _lock_running(step)
    if step.status == StepStatus.WAITING:
        _set(step, StepStatus.IN_PROGRESS, by=by)


@transaction.atomic
def reopen_step(step: CourseStep, *, by: Actor, institution: EngagementInstitution | None = None) -> None:
    """Take a mark back: that a step is done or not relevant, or that one institution is done with it.

    Doing it twice changes nothing. Raises ActionError where the course is not running.
    """
    engagement = _lock_running(step)
    progress = step.progress.filter(institution=institution) if institution else step.progress.all()
    removed, _ = progress.delete()
    if step.is_open and not removed:
        return

    target = StepStatus.IN_PROGRESS if step.progress.exists() else StepStatus.WAITING
    if step.status != target:
        _set(step, target, by=by)
    where = f" i {institution.name}" if institution else ""
    log.record(engagement.case, "step.reopened", by=by, step=step.text, where=where)


@transaction.atomic
def skip_step(step: CourseStep, *, by: Actor) -> None:
    """Say that a step is not relevant for this course. The framework's fixed steps cannot be left out.

    Doing it twice changes nothing. Raises ActionError for a fixed step, or where the course is not running.
    """
    engagement = _lock_running(step)
    if step.status == StepStatus.SKIPPED:
        return
    if step.is_anchor:
        raise ActionError("Trinnet er en fast del af forløbet og kan ikke springes over.")
    _set(step, StepStatus.SKIPPED, by=by)

    log.record(engagement.case, "step.skipped", by=by, step=step.text)


@transaction.atomic
def close_course(engagement: Engagement, *, note: str, by: Actor) -> None:
    """End a course with a short note. Closing twice changes nothing.

    Raises ActionError where the note is missing, where it has not begun, or one of the framework's fixed steps is not
    done.
    """
    lock(engagement)
    if engagement.is_closed:
        return
    if not note.strip():
        raise ActionError("Skriv kort, hvordan forløbet sluttede.")
    if engagement.is_planned:
        raise ActionError("Forløbet er ikke sat i gang. Skal det ikke begynde, så giv pladsen tilbage.")
    engagement.become(Status.CLOSED)
    anchors = list(engagement.steps.filter(is_anchor=True))
    missing = [step.text for step in anchors if not step.closes_the_course and not step.is_done]
    if missing:
        raise ActionError(f"Disse trin skal være færdige, før I afslutter forløbet: {', '.join(missing)}.")

    now = timezone.now()
    for step in anchors:
        if step.closes_the_course:
            _set(step, StepStatus.DONE, by=by)
    engagement.closed_at, engagement.closed_by, engagement.closing_note = now, by.user, note.strip()
    engagement.save(update_fields=["status", "closed_at", "closed_by", "closing_note"])

    log.record(engagement.case, "course.closed", by=by)


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
    _refuse_closed(engagement)
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


def _refuse_closed(engagement: Engagement) -> None:
    if engagement.is_closed:
        raise ActionError("Forløbet er afsluttet og kan ikke ændres.")


def _lock_running(step: CourseStep) -> Engagement:
    """Lock course and step, in this order everywhere, and refuse unless the course is running."""
    engagement = step.engagement
    lock(engagement)
    _refuse_closed(engagement)
    if engagement.is_planned:
        raise ActionError("Forløbet er ikke sat i gang endnu. Det sker, når der er konsulenter på.")
    lock(step)
    step.engagement = engagement
    return engagement


def _set(step: CourseStep, status: StepStatus, *, by: Actor) -> None:
    """Save the step's new status, with who and when where it is done. The next institution's part changes nothing."""
    if status == step.status:
        return
    step.become(status)
    done = status == StepStatus.DONE
    step.done_at, step.done_by = (timezone.now(), by.user) if done else (None, None)
    step.save(update_fields=["status", "done_at", "done_by"])
