"""Who may do what with a meeting's agenda, its minutes and what is followed up on."""

from engagements.courses.models import Engagement
from engagements.courses.permissions import can_run, writes_for_party
from engagements.meetings.models import Meeting, Minutes
from praksis.accounts.models import User


def can_edit_agenda(user: User, meeting: Meeting, minutes: Minutes | None) -> bool:
    """Those who run the course, until the minutes are sent."""
    is_fixed = meeting.is_cancelled or (minutes is not None and not minutes.is_draft)
    return not is_fixed and can_run(user, meeting.engagement)


def can_suggest(user: User, meeting: Meeting) -> bool:
    """The other side's writers suggest items for a meeting that is to come."""
    engagement = meeting.engagement
    return meeting.is_planned and not engagement.is_closed and writes_for_party(user, engagement)


def can_write(user: User, meeting: Meeting, minutes: Minutes | None) -> bool:
    """Those who run the course write the minutes once the meeting has begun, until they are sent for approval."""
    is_over = meeting.is_cancelled or not meeting.has_begun
    return not is_over and (minutes is None or minutes.is_draft) and can_run(user, meeting.engagement)


def can_read(user: User, minutes: Minutes) -> bool:
    """What is still being written is for our side; the other side reads it once it is sent."""
    return not minutes.is_draft or user.runs_the_work


def can_return(user: User, minutes: Minutes) -> bool:
    """Both sides may have minutes that wait for approval written on again."""
    engagement = minutes.meeting.engagement
    return minutes.is_sent and (can_run(user, engagement) or _writes_for_party(user, engagement))


def can_approve(user: User, minutes: Minutes) -> bool:
    """The other side's writers approve what was sent; those who run the course what was approved at the meeting."""
    engagement = minutes.meeting.engagement
    if minutes.is_approved:
        return False
    return can_run(user, engagement) or (minutes.is_sent and _writes_for_party(user, engagement))


def can_add_to(user: User, minutes: Minutes) -> bool:
    """Those who run the course correct approved minutes by an addendum."""
    return minutes.is_approved and can_run(user, minutes.meeting.engagement)


def can_agree(user: User, meeting: Meeting, minutes: Minutes | None) -> bool:
    """Those who run the course write down what is followed up on, until the minutes are sent."""
    return can_write(user, meeting, minutes)


def can_tick(user: User, engagement: Engagement) -> bool:
    """Both sides' writers tick off what is done, until the course is closed."""
    return can_run(user, engagement) or _writes_for_party(user, engagement)


def _writes_for_party(user: User, engagement: Engagement) -> bool:
    """The other side's writers, until the course is closed."""
    return not engagement.is_closed and writes_for_party(user, engagement)
