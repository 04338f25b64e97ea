"""Adding, changing and removing one session of the draft."""

from collections.abc import Sequence
from datetime import time
from typing import Any, NoReturn
from uuid import UUID

from django.db import transaction

from conferences.programme import clashes, content
from conferences.programme.actions.publishing import edit
from conferences.programme.actions.speakers import NewSpeaker, known_or_new
from conferences.programme.models import Event, Pause, Session, Speaker, TaughtSession, Workshop
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock, refuse_taken
from praksis.errors import ActionError

CHOSEN = (
    "Gæster har valgt workshoppen, så den kan ikke fjernes. Ret den i stedet, eller bed gæsterne vælge en anden først."
)


class SpeakerBusy(ActionError):
    """That somebody would be in two places at once. `speaker` says who."""

    def __init__(self, speaker: Speaker, item: content.Item):
        super().__init__(
            f"{speaker.name} er allerede på »{item.title}« kl. {item.hours}. Vælg et andet tidspunkt eller en anden."
        )
        self.speaker = speaker


@transaction.atomic
def add_session(
    event: Event,
    model: type[Session],
    *,
    key: UUID,
    by: Actor,
    speakers: Sequence[Speaker] = (),
    new_speaker: NewSpeaker | None = None,
    **facts: Any,
) -> Session:
    """Add a pause, a talk or a workshop. A second call with the form's own key gives the first one's session.

    Raises SpeakerBusy, and ActionError for a time that is outside the event's day.
    """
    edit(event)
    if made := model._default_manager.filter(pk=key, event=event).first():
        return made
    refuse_taken(model, key)
    _check_times(event, model, facts["starts_at"], facts["ends_at"])
    everybody = _who_speaks(event, speakers, new_speaker, facts["starts_at"], facts["ends_at"])

    session = model._default_manager.create(id=key, event=event, **facts)
    if isinstance(session, TaughtSession):
        session.speakers.set(everybody)
    log.record(event.case, "event.session_added", by=by, title=session.title)
    return session


@transaction.atomic
def change_session(
    session: Session,
    *,
    by: Actor,
    speakers: Sequence[Speaker] = (),
    new_speaker: NewSpeaker | None = None,
    **facts: Any,
) -> None:
    """Change a session. Nobody loses a seat in a workshop that gets fewer.

    Raises SpeakerBusy, and ActionError for a time that is outside the event's day, or a session that is gone.
    """
    edit(session.event)
    lock(session)
    _check_times(session.event, type(session), facts["starts_at"], facts["ends_at"])
    everybody = _who_speaks(
        session.event, speakers, new_speaker, facts["starts_at"], facts["ends_at"], but=str(session.pk)
    )

    for name, value in facts.items():
        setattr(session, name, value)
    session.save()
    if isinstance(session, TaughtSession):
        session.speakers.set(everybody)
    log.record(session.event.case, "event.session_changed", by=by, title=session.title)


@transaction.atomic
def remove_session(session: Session, *, by: Actor) -> None:
    """Take a session out. Raises ActionError for a workshop that guests have chosen."""
    edit(session.event)
    lock(session)
    if isinstance(session, Workshop) and session.choices.exists():
        raise ActionError(CHOSEN)
    title = session.title
    session.delete()
    log.record(session.event.case, "event.session_removed", by=by, title=title)


def _check_times(event: Event, model: type[Session], starts_at: time, ends_at: time) -> None:
    if ends_at <= starts_at:
        raise ActionError("Punktet skal slutte, efter at det er begyndt.", field="ends_at")
    # Those who arrive have their coffee before the day begins.
    if starts_at < event.starts_at and model is not Pause:
        _refuse_time(event, "starts_at")
    if ends_at > event.ends_at:
        _refuse_time(event, "ends_at")


def _refuse_time(event: Event, field: str) -> NoReturn:
    raise ActionError(f"Dagen går fra kl. {event.starts_at:%H.%M} til {event.ends_at:%H.%M}.", field=field)


def _who_speaks(
    event: Event,
    speakers: Sequence[Speaker],
    new_speaker: NewSpeaker | None,
    starts_at: time,
    ends_at: time,
    but: str = "",
) -> list[Speaker]:
    everybody = [*speakers, *([known_or_new(new_speaker)] if new_speaker else [])]
    others = [item for item in content.draft(event) if item.id != but]
    for speaker in everybody:
        if item := clashes.busy(others, str(speaker.pk), starts_at, ends_at):
            raise SpeakerBusy(speaker, item)
    return everybody
