"""What managers do with an event: make it, lay its programme, and show it to everybody; what speakers say to it."""

from conferences.programme.actions.asking import ask, ask_all, speakers_of, withdraw
from conferences.programme.actions.checking import Overtaken, answer
from conferences.programme.actions.events import Changed, call_off, change_facts, create
from conferences.programme.actions.laying import set_programme
from conferences.programme.actions.people import change_speaker, delete_speaker, events_of, merge, set_address
from conferences.programme.actions.publishing import publish, publish_changes, take_down
from conferences.programme.actions.sessions import SpeakerBusy, add_session, change_session, remove_session
from conferences.programme.actions.speakers import NewSpeaker
from conferences.programme.actions.tracks import add_track, remove_track, rename_track

__all__ = [
    "Changed",
    "NewSpeaker",
    "Overtaken",
    "SpeakerBusy",
    "add_session",
    "add_track",
    "answer",
    "ask",
    "ask_all",
    "call_off",
    "change_facts",
    "change_session",
    "change_speaker",
    "create",
    "delete_speaker",
    "events_of",
    "merge",
    "publish",
    "publish_changes",
    "remove_session",
    "remove_track",
    "rename_track",
    "set_address",
    "set_programme",
    "speakers_of",
    "take_down",
    "withdraw",
]
