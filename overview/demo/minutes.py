"""The agendas and minutes of the demo's courses, and what is followed up on."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.meetings import actions
from engagements.meetings.models import Meeting, MeetingStatus, Minutes, Side
from overview.demo import clock
from overview.demo.people import People
from overview.demo.texts import read
from praksis.accounts.models import User
from praksis.cases.actors import Actor

# So long after a meeting its minutes are written, and so long after that they are approved.
WRITTEN, APPROVED = timedelta(hours=20), timedelta(days=4)


def run(engagement: Engagement, text: dict[str, Any], people: People) -> None:
    """Write the minutes of a course's held meetings, in their order, and prepare the agendas of those to come."""
    known = read("minutes")
    team = people.consultants(text["consultants"])
    for row in known["minutes"]:
        if row["course"] == text["key"]:
            write(engagement, row, text, team)
    for row in known["agendas"]:
        if row["course"] == text["key"]:
            prepare(engagement, row, text, Actor.of(team[0]))


def write(engagement: Engagement, row: dict[str, Any], text: dict[str, Any], team: list[User]) -> None:
    """One meeting's minutes: written the day after, with what is followed up on, and sent or approved."""
    held = engagement.meetings.filter(step__order=row["order"], status=MeetingStatus.HELD).order_by("starts_at")
    meeting = held.last() if row.get("last") else held.first()
    assert meeting
    by = Actor.of(team[0])
    rows = [{**each, "due_on": due_on(meeting, each)} for each in row["follow_ups"]]
    with clock.at(_past(meeting.ends_at + WRITTEN)):
        minutes = actions.save_minutes(meeting, revision=0, content=content(meeting, row), by=by)
        for each in rows:
            agree(meeting, each, text, team, by)
        if row.get("sent") or row.get("approved_by") in text["persons"]:
            actions.send_minutes(minutes, by=by)
    if row.get("approved_by"):
        approve(meeting, minutes, row, text, by)
    tick_off(meeting, row, by)


def content(meeting: Meeting, row: dict[str, Any]) -> Any:
    """What stands in the minutes, by the agenda's items."""
    invited = [str(person) for person in meeting.participants.all()]
    nothing = {"text": "", "decision": ""}
    return {
        "present": [*invited, *(name for name in row["also_present"] if name not in invited)],
        "items": {str(item.pk): row["items"].get(item.title, nothing) for item in meeting.agenda.on()},
        "other": row["other"],
    }


def agree(meeting: Meeting, each: dict[str, Any], text: dict[str, Any], team: list[User], by: Actor) -> None:
    """Write one follow-up down, on a consultant, on a contact of the course, or on somebody by name."""
    ours = dict(zip(text["consultants"], team, strict=True)).get(each.get("owner"))
    person = text["persons"].get(each.get("owner"), each)
    actions.agree_follow_up(
        meeting,
        what=each["what"],
        owner=ours.name if ours else person["name"],
        side=Side.AGENCY if ours else Side.PARTY,
        email=ours.email if ours else person["email"],
        due_on=each["due_on"],
        by=by,
    )


def due_on(meeting: Meeting, each: dict[str, Any]) -> date:
    """By when, counted from the meeting or from today."""
    if "due_in_days" in each:
        return timezone.localdate() + timedelta(days=each["due_in_days"])
    return timezone.localdate(meeting.starts_at) + timedelta(days=each["due_days_after"])


def approve(meeting: Meeting, minutes: Minutes, row: dict[str, Any], text: dict[str, Any], by: Actor) -> None:
    """The other side approves what it was sent, or one of us notes that it was approved at the meeting."""
    contact = text["persons"].get(row["approved_by"])
    with clock.at(_past(meeting.ends_at + WRITTEN + APPROVED)):
        who = Actor.of(User.objects.get(email=contact["email"])) if contact else by
        actions.approve_minutes(minutes, note=row.get("approval_note", ""), from_us=not contact, by=who)
        actions.print_minutes(minutes.paper.pk)


def tick_off(meeting: Meeting, row: dict[str, Any], by: Actor) -> None:
    """Note what was done, some days after the meeting."""
    for each in row["follow_ups"]:
        if "done_days_after" in each:
            with clock.at(_past(meeting.ends_at + timedelta(days=each["done_days_after"]))):
                actions.complete_follow_up(meeting.follow_ups.get(what=each["what"]), by=by)


def prepare(engagement: Engagement, row: dict[str, Any], text: dict[str, Any], by: Actor) -> None:
    """Add to the agenda of the next meeting of a step, let the other side suggest something, or send it."""
    meeting = engagement.meetings.planned().filter(step__order=row["order"]).order_by("starts_at").first()
    assert meeting
    with clock.at(clock.moment(clock.days_ago(1), "14:00")):
        if "add" in row:
            actions.add_item(meeting, **row["add"], by=by)
        if "suggest" in row:
            coordinator = User.objects.get(email=text["persons"]["coordinator"]["email"])
            actions.suggest_item(meeting, **row["suggest"], by=Actor.of(coordinator))
        if row.get("send"):
            actions.send_agenda(meeting, by=by)


def _past(moment: datetime) -> datetime:
    """The moment, or an hour ago where that is still to come."""
    return min(moment, timezone.now() - timedelta(hours=1))
