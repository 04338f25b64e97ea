"""What people do with a course's steps: tick them off, and take a mark back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from engagements.courses.models import CourseStep, Engagement, EngagementInstitution, StepProgress, StepStatus
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def complete_step(step: CourseStep, *, by: Actor, institution: EngagementInstitution | None = None) -> None:
    """Mark a step done; where each institution does it, for one institution, or without one for all that are left.

    Doing it twice changes nothing. Raises ActionError where the course is not running, where the step runs through it
    all, or where closing the course is what completes it.
    """
    engagement = lock_running(step)
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
    set_status(step, StepStatus.DONE if all_done else StepStatus.IN_PROGRESS, by=by)

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
def complete_by_attendance(step: CourseStep, came_from: Collection[EngagementInstitution], *, at: datetime) -> bool:
    """Mark a step done because people came to what it is about, on that day; True where that changed something.

    Where each institution does it: for those that somebody came from, and under way where nobody can tell which. What
    is done or was found not relevant stays as it is. Raises ActionError where the course is not running.
    """
    engagement = lock_running(step)
    if not step.is_open:
        return False
    if not step.is_per_institution:
        set_status(step, StepStatus.DONE, by=SYSTEM, at=at)
        return True
    ticked = step.progress.values("institution")
    new = [one for one in came_from if one.pk not in {row["institution"] for row in ticked}]
    StepProgress.objects.bulk_create(StepProgress(step=step, institution=one, done_at=at) for one in new)
    all_done = step.progress.count() == engagement.institutions.count()
    if not new and step.status == StepStatus.IN_PROGRESS:
        return False
    set_status(step, StepStatus.DONE if all_done else StepStatus.IN_PROGRESS, by=SYSTEM, at=at)
    return True


@transaction.atomic
def begin_step(step: CourseStep, *, by: Actor) -> None:
    """Note that work on a step is under way, as when the first of its meetings is held. Otherwise changes nothing."""
    lock_running(step)
    if step.status == StepStatus.WAITING:
        set_status(step, StepStatus.IN_PROGRESS, by=by)


@transaction.atomic
def reopen_step(step: CourseStep, *, by: Actor, institution: EngagementInstitution | None = None) -> None:
    """Take a mark back: that a step is done or not relevant, or that one institution is done with it.

    Doing it twice changes nothing. Raises ActionError where the course is not running.
    """
    engagement = lock_running(step)
    progress = step.progress.filter(institution=institution) if institution else step.progress.all()
    removed, _ = progress.delete()
    if step.is_open and not removed:
        return

    target = StepStatus.IN_PROGRESS if step.progress.exists() else StepStatus.WAITING
    if step.status != target:
        set_status(step, target, by=by)
    where = f" i {institution.name}" if institution else ""
    log.record(engagement.case, "step.reopened", by=by, step=step.text, where=where)


def refuse_closed(engagement: Engagement) -> None:
    """Raise ActionError where the course has ended."""
    if engagement.is_closed:
        raise ActionError("Forløbet er afsluttet og kan ikke ændres.")


def lock_running(step: CourseStep) -> Engagement:
    """Lock course and step, in this order everywhere. Raises ActionError unless the course is running."""
    engagement = step.engagement
    lock(engagement)
    refuse_closed(engagement)
    if engagement.is_planned:
        raise ActionError("Forløbet er ikke sat i gang endnu. Det sker, når der er konsulenter på.")
    lock(step)
    step.engagement = engagement
    return engagement


def set_status(
    step: CourseStep, status: StepStatus, *, by: Actor, skip_reason: str = "", at: datetime | None = None
) -> None:
    """Save the step's new status, with who and when where it is done. The next institution's part changes nothing."""
    if status == step.status:
        return
    step.become(status)
    done = status == StepStatus.DONE
    step.done_at, step.done_by = (at or timezone.now(), by.user) if done else (None, None)
    step.skip_reason = skip_reason
    step.save(update_fields=["status", "done_at", "done_by", "skip_reason"])
