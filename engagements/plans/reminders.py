"""What falls due between the meetings: asking a working group how it goes, when nobody has written for a month."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from engagements.courses.models import Group, Status
from engagements.courses.quiet import days_between, is_quiet
from engagements.plans import emails
from engagements.plans.holders import interventions_of
from engagements.plans.models import STILL_AFTER, GroupLink
from praksis.mail.models import Reminder
from praksis.mail.reminders import Due

KIND = "interventions.quiet"
# At most once in so many days to each
BETWEEN = timedelta(days=30)


def due(now: datetime) -> Iterable[Due]:
    """The holders of links whose groups are silent, while their courses run; nobody in July and the holidays."""
    today = timezone.localdate(now)
    if is_quiet(today):
        return
    running = {"member__group__engagement__status": Status.RUNNING, "member__left_at": None}
    working = {"link__withdrawn_at": None, "link__expires_at__gte": now}
    sent_long_ago = {"sent_at__lte": now - timedelta(days=STILL_AFTER)}
    found = GroupLink.objects.filter(**running, **working, **sent_long_ago)
    reminded = set(
        Reminder.objects.filter(kind=KIND, due_on__gt=today - BETWEEN).values_list("object_id", flat=True),
    )
    silent: dict[Group, bool] = {}
    for sent in found.select_related("link", "member__group__engagement__case").order_by("sent_at", "pk"):
        group = sent.member.group
        if sent.pk in reminded or days_between(timezone.localdate(sent.sent_at), today) < STILL_AFTER:
            continue
        if group not in silent:
            silent[group] = _is_silent(group, today)
        if silent[group]:
            letter = emails.interventions_quiet(sent, due_on=today)
            yield Due(KIND, sent.pk, sent.link.recipient, today, letter)


def _is_silent(group: Group, today: date) -> bool:
    """Whether nothing moves: nothing was begun, or something is still tried and all of that stands still."""
    found = list(interventions_of(group))
    tried = [each for each in found if not each.is_over]
    return all(each.stands_still(today) for each in tried) if found and tried else not found
