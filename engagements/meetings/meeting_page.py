"""What the page of a meeting shows, read with each table in one query."""

from typing import Any

from engagements.meetings import minutes_permissions as permissions
from engagements.meetings.minutes_record import record_of
from engagements.meetings.models import FollowUp, Meeting, Minutes
from engagements.meetings.permissions import can_change
from praksis.accounts.models import User


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The meeting's minutes, with the meeting on them; None where there are none."""
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    if minutes:
        minutes.meeting = meeting
    return minutes


def read(meeting: Meeting, user: User) -> dict[str, Any]:
    """All that the page shows to this person."""
    engagement, minutes = meeting.engagement, minutes_of(meeting)
    readable = minutes if minutes and permissions.can_read(user, minutes) else None
    is_over = readable is not None and readable.is_approved
    # What approved minutes say is kept with them.
    agenda = [] if is_over else list(meeting.agenda.select_related("suggested_by"))
    carried = [] if is_over else list(FollowUp.objects.carried_to(meeting).first_due())
    on_it, invited = [item for item in agenda if item.is_on], list(meeting.participants.all())
    follow_ups = list(meeting.follow_ups.first_due())
    may_write = permissions.can_write(user, meeting, minutes)
    return {
        "meeting": meeting,
        "engagement": engagement,
        "staff_side": user.runs_the_work,
        "invited": invited,
        "agenda": on_it,
        "not_on_it": [item for item in agenda if not item.is_on],
        "carried": carried,
        "sent_agenda": None if is_over else meeting.agenda_sendings.first(),
        "follow_ups": follow_ups,
        "minutes": readable,
        "is_being_written": minutes is not None and readable is None,
        "record": record_of(readable, items=on_it, invited=invited, carried=carried, agreed=follow_ups)
        if readable
        else None,
        "addenda": list(readable.addenda.select_related("by")) if readable and is_over else [],
        "paper": getattr(readable, "paper", None),
        # What one may do
        "may_change": can_change(user, meeting),
        "may_edit_agenda": permissions.can_edit_agenda(user, meeting, minutes),
        "may_suggest": permissions.can_suggest(user, meeting),
        "may_write": may_write,
        "may_send": may_write and minutes is not None,
        "may_return": readable is not None and permissions.can_return(user, readable),
        "may_approve": readable is not None and permissions.can_approve(user, readable),
        "may_add_to": readable is not None and permissions.can_add_to(user, readable),
        "may_agree": permissions.can_agree(user, meeting, minutes),
        "may_tick": permissions.can_tick(user, engagement),
        "may_run": permissions.can_run(user, engagement),
    }
