"""What falls due in the plans after a course was closed: what became of the anchoring, after six and twelve months."""

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from engagements.courses.models import Status
from engagements.plans import actions, follow_up
from engagements.plans import anchoring_emails as emails
from engagements.plans.models import MONTHS, AnchoringAction, AnchoringFollowUp, Plan, PlanKind
from praksis.errors import ActionError
from praksis.mail.models import PersonalLink, Purpose
from praksis.mail.reminders import Due

logger = logging.getLogger("praksis.courses")
RELATED = ("engagement__case", "engagement__party", "engagement__programme")
# Longer than the longest time after the close at which anything is asked
LONGEST = timedelta(days=31 * max(MONTHS)) + follow_up.LATEST


def due(now: datetime) -> Iterable[Due]:
    """The questions that are to be sent at `now`, and the one reminder of each that is not answered.

    Whom it is time to ask is made ready here, once, whichever run comes first.
    """
    today = timezone.localdate(now)
    if not follow_up.is_asking_day(today):
        return
    for plan in _closed_plans(now):
        _ask(plan, today)
    yield from _letters(today)


def _closed_plans(now: datetime) -> Iterable[Plan]:
    """Anchoring plans with something in them, of courses that ran their time and are closed."""
    written = AnchoringAction.objects.filter(plan=OuterRef("pk"))
    plans = Plan.objects.filter(
        Exists(written),
        kind=PlanKind.ANCHORING,
        engagement__status=Status.CLOSED,
        engagement__ended_early=False,
        engagement__closed_at__gte=now - LONGEST,
    )
    return plans.select_related(*RELATED).prefetch_related("follow_ups").order_by("begun_at", "pk")


def _ask(plan: Plan, today: date) -> None:
    """Make ready to ask, where it is time and it was not asked."""
    closed_at = plan.engagement.closed_at
    months = closed_at and follow_up.due_months(timezone.localdate(closed_at), today)
    # A later question asks about the same, so an earlier one that was missed is not asked after it.
    if not months or any(asked.months >= months for asked in plan.follow_ups.all()):
        return
    try:
        actions.ask(plan, months=months, on=today)
    except ActionError as refusal:
        logger.warning("the anchoring of course %s cannot be asked about: %s", plan.engagement_id, refusal)


def _letters(today: date) -> Iterator[Due]:
    related = [f"plan__{name}" for name in RELATED]
    open_now = AnchoringFollowUp.objects.filter(answer_by__gte=today).select_related(*related)
    asked = {one.pk: one for one in open_now.prefetch_related("answers", "plan__anchoringactions")}
    links = PersonalLink.objects.filter(
        purpose=Purpose.FOLLOW_UP_ANCHORING, object_id__in=list(asked), used_at=None, withdrawn_at=None
    )
    for link in links.order_by("created_at", "pk"):
        one = asked[link.object_id]
        yield Due("anchoring.asked", one.pk, link.recipient, one.asked_on, emails.follow_up_asked(one, link))
        remind_on = follow_up.remind_on(one.asked_on)
        if remind_on <= today and len(one.answers.all()) < len(one.plan.anchoringactions.all()):
            letter = emails.follow_up_unanswered(one, link)
            yield Due("anchoring.unanswered", one.pk, link.recipient, remind_on, letter)
