"""What managers do with an event: make it, lay its programme, and show it to everybody."""

from conferences.programme.actions.events import Changed, call_off, change_facts, create
from conferences.programme.actions.laying import set_programme
from conferences.programme.actions.publishing import publish, publish_changes, take_down
from conferences.programme.actions.sessions import SpeakerBusy, add_session, change_session, remove_session
from conferences.programme.actions.speakers import NewSpeaker
from conferences.programme.actions.tracks import add_track, remove_track, rename_track

__all__ = [
    "Changed",
    "NewSpeaker",
    "SpeakerBusy",
    "add_session",
    "add_track",
    "call_off",
    "change_facts",
    "change_session",
    "create",
    "publish",
    "publish_changes",
    "remove_session",
    "remove_track",
    "rename_track",
    "set_programme",
    "take_down",
]
