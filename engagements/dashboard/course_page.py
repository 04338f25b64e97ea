"""What the page of a course shows, read with each table in one query and worked out once."""

from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects
from django.http import QueryDict

from engagements.agreements import views as agreements
from engagements.agreements.facts import ROLES
from engagements.courses import permissions
from engagements.courses.models import Engagement
from engagements.dashboard import picture
from engagements.dashboard.permissions import is_staff_side
from engagements.meetings.hours import MINI_MINUTES, in_words
from engagements.meetings.permissions import can_plan
from praksis.accounts.models import User
from praksis.cases import log

# So many to come and so many held; those before and after stand on the pages of their steps.
MEETINGS = 3
SHOWN_OF_A_MEETING = [
    "engagement", "step", "kind", "starts_at", "duration_minutes", "channel", "location", "status", "note",
]  # fmt: skip
# The institutions' progress, of the steps that say how far it is
COUNTED = Prefetch("progress", to_attr="progress_so_far")


def read(engagement: Engagement, user: User, asked: QueryDict) -> dict:
    """All that the page shows to this person; `asked` opens a phase (`fase`) and the whole history (`historik`)."""
    steps = list(engagement.steps.all())
    prefetch_related_objects([step for step in steps if step.counts_institutions], COUNTED)
    meetings = _meetings(engagement, steps)
    staff_side = is_staff_side(user)
    planned = [meeting for meeting in meetings if meeting.is_planned]
    held = [meeting for meeting in reversed(meetings) if meeting.is_held]
    completable = permissions.completable(user, engagement, steps)
    rows = picture.rows(steps, completable)
    return {
        "engagement": engagement,
        "staff_side": staff_side,
        "board": picture.board(rows),
        "phases": picture.phases(rows, asked_for=asked.get("fase", "")),
        "next": picture.next_move(engagement, steps, staff_side=staff_side),
        "my_tasks": [] if staff_side else [row for row in rows if row.step.pk in completable and row.is_pressing],
        "meetings_ahead": planned[:MEETINGS],
        "meetings_after": max(len(planned) - MEETINGS, 0),
        "meetings_behind": held[:MEETINGS],
        "meetings_before": max(len(held) - MEETINGS, 0),
        "hours": _hours(engagement, meetings),
        "may_run": permissions.can_run(user, engagement),
        "may_assign": permissions.can_assign(user, engagement),
        "may_plan": can_plan(user, engagement),
        "people": _people(engagement),
        "events": log.timeline(engagement.case, party=not staff_side, limit=log.asked_for(asked)),
        **agreements.section(user, engagement),
    }


def _meetings(engagement, steps):
    """The course's meetings, planned and held, that know their course and their step without asking for them."""
    meetings = list(engagement.meetings.counting().only(*SHOWN_OF_A_MEETING).order_by("starts_at"))
    by_id = {step.pk: step for step in steps}
    for meeting in meetings:
        meeting.engagement, meeting.step = engagement, by_id[meeting.step_id]
    return meetings


def _people(engagement):
    """The contacts of the other side; one who has several roles stands there once, with them all."""
    found = {}
    for key, role in ROLES.items():
        person = engagement.people.get(key)
        if not person:
            continue
        who = (person["name"], person.get("email"))
        if who in found:
            found[who]["role"] += f" og {role.lower()}"
        else:
            found[who] = {**person, "role": role}
    return list(found.values())


def _hours(engagement, meetings):
    """What a mini has used and promised of its ten hours; nothing for other courses."""
    if not engagement.is_mini:
        return None
    used = sum(meeting.duration_minutes for meeting in meetings if meeting.is_held)
    promised = sum(meeting.duration_minutes for meeting in meetings if meeting.is_planned)
    left = max(MINI_MINUTES - used - promised, 0)
    return {
        "counted": Decimal(used + promised) / 60,
        "at_most": MINI_MINUTES // 60,
        "used": in_words(used),
        "promised": in_words(promised),
        "left": in_words(left),
    }
