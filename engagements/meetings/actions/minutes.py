"""Writing the minutes of a meeting, several at a time, without a word being lost."""

from django.db import transaction

from engagements.meetings.actions.guards import lock_meeting
from engagements.meetings.actions.holding import hold_meeting
from engagements.meetings.minutes_content import Content, empty
from engagements.meetings.models import Meeting, Minutes, MinutesVersion
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.errors import ActionError

HELD_WITH_MINUTES = "Der er skrevet referat af mødet."


class Conflict(ActionError):
    """Somebody else has saved the minutes since the form was opened. `theirs` is what they say now."""

    def __init__(self, minutes: Minutes, theirs: MinutesVersion):
        super().__init__("En anden har gemt referatet, mens du skrev. Se begge tekster, og vælg.")
        self.minutes, self.theirs = minutes, theirs


@transaction.atomic
def save_minutes(meeting: Meeting, *, revision: int, content: Content, by: Actor, is_held: bool = False) -> Minutes:
    """Keep what was written, over what the writer saw: `revision`, 0 where there were no minutes yet.

    `is_held` notes in the same moment that the meeting was held. What is the same already changes nothing. Raises
    Conflict where another has saved meanwhile, and ActionError where the meeting has not begun or is called off, the
    minutes are sent or approved, or the course is closed.
    """
    engagement = lock_meeting(meeting)
    if meeting.is_cancelled:
        raise ActionError("Mødet er aflyst.")
    if not meeting.has_begun:
        raise ActionError(f"Mødet begynder først {danish_datetime(meeting.starts_at)}.")
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes and not minutes.is_draft:
        raise ActionError(f"Referatet er {minutes.status_word.lower()} og kan ikke ændres. Siden viser, hvor det står.")
    if is_held and not meeting.is_held:
        meeting.engagement = engagement
        hold_meeting(meeting, note=HELD_WITH_MINUTES, by=by)
    if minutes is None:
        minutes = Minutes.objects.create(meeting=meeting, content=empty(), begun_by=by.person, revision=0)
    elif minutes.content == content:
        return minutes
    elif minutes.revision != revision:
        raise Conflict(minutes, _latest(minutes))
    minutes.content = content
    minutes.revision += 1
    minutes.save(update_fields=["content", "revision"])
    MinutesVersion.objects.create(minutes=minutes, revision=minutes.revision, content=content, by=by.person)
    return minutes


@transaction.atomic
def set_aside(meeting: Meeting, *, content: Content, by: Actor) -> None:
    """Keep what somebody wrote in the history alone, and the colleague's text in the minutes.

    The same text again is kept once. Raises ActionError where there are no minutes, or the course is closed.
    """
    lock_meeting(meeting)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        raise ActionError("Der er ikke noget referat endnu.")
    kept = {"revision": minutes.revision, "content": content, "is_set_aside": True, "by": by.person}
    if not minutes.versions.filter(**kept).exists():
        MinutesVersion.objects.create(minutes=minutes, **kept)


def _latest(minutes: Minutes) -> MinutesVersion:
    return minutes.versions.select_related("by").get(revision=minutes.revision, is_set_aside=False)
