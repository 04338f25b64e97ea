"""What falls due while a round is assessed: its reviewers' declarations, and their reviews."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from applications.assessment import emails
from applications.assessment.models import ReviewerAssignment
from applications.rounds.models import RoundStatus
from praksis.mail.reminders import Due

# So many days after the deadline, or after somebody became a reviewer later than that
DECLARATION_DAYS = (3,)
REVIEW_DAYS = (7, 14)
# What the letters tell of the round: the rest, with its many texts, stays unread.
ROUND = ("round__name", "round__deadline", "round__case__reference")


def due(now: datetime) -> Iterable[Due]:
    """Everything due at `now`, in the rounds that are being assessed; nothing for whoever has nothing left to do."""
    waiting = (
        ReviewerAssignment.objects.standing()
        .filter(round__status=RoundStatus.ASSESSING, round__deadline__lt=now, reviewer__is_active=True)
        .with_progress()
        .select_related("reviewer", "round__case")
        .only("reads_all", "assigned_at", "reviewer__name", "reviewer__email", *ROUND)
        .order_by("assigned_at", "pk")
    )
    for assignment in waiting:
        left = assignment.expected - assignment.locked
        if left <= 0 or assignment.has_interest:
            continue
        days = REVIEW_DAYS if assignment.has_declared else DECLARATION_DAYS
        step = _newest(assignment, days, now)
        if step is None:
            continue
        if assignment.has_declared:
            kind, letter = "reviews.unlocked", emails.unlocked(assignment, left=left, due_on=step)
        else:
            kind, letter = "interest.undeclared", emails.undeclared(assignment, due_on=step)
        yield Due(kind, assignment.pk, assignment.reviewer.email, step, letter)


def _newest(assignment, days, now):
    """The day of the latest reminder that has come, or None."""
    begun = timezone.localdate(max(assignment.round.deadline, assignment.assigned_at))
    steps = (begun + timedelta(days=number) for number in days)
    return max((step for step in steps if step <= timezone.localdate(now)), default=None)
