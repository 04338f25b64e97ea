"""Adding, changing and removing one session of the draft."""

from collections.abc import Sequence
from datetime import time
from typing import Any, NoReturn
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from conferences.programme import clashes, content, meanwhile
from conferences.programme.actions.events import refuse_changed
from conferences.programme.actions.publishing import edit
from conferences.programme.actions.speakers import NewSpeaker, known_or_new
from conferences.programme.models import Event, Pause, Session, Speaker, TaughtSession, Workshop
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import GONE, lock, refuse_taken
from praksis.errors import ActionError

CHOSEN = "Dagen er begyndt, og gæster har valgt workshoppen, så den kan ikke fjernes."


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

    # Guests choose it from when the public can read of it.
    hidden: dict[str, Any] = {"shown": {}} if model is Workshop else {}
    session = model._default_manager.create(id=key, event=event, **facts, **hidden)
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
    seen: str = "",
    **facts: Any,
) -> None:
    """Change a session. Nobody loses a seat in a workshop that gets fewer.

    `seen` is the mark of what the writer read (meanwhile.mark). What is the same already changes nothing. Raises
    Changed where somebody else has changed it since, SpeakerBusy, and ActionError for a time that is outside the
    event's day, or a session that is gone.
    """
    edit(session.event)
    _lock(session)
    _check_times(session.event, type(session), facts["starts_at"], facts["ends_at"])
    everybody = _who_speaks(
        session.event, speakers, new_speaker, facts["starts_at"], facts["ends_at"], but=str(session.pk)
    )

    now = meanwhile.of_session(session)
    wanted = {**now, **facts}
    if isinstance(session, TaughtSession):
        wanted["speakers"] = sorted(set(everybody), key=lambda one: (one.name, one.title))
    if wanted == now:
        return
    refuse_changed(now, wanted, seen)

    for name, value in facts.items():
        setattr(session, name, value)
    session.save()
    if isinstance(session, TaughtSession):
        session.speakers.set(everybody)
    log.record(session.event.case, "event.session_changed", by=by, title=session.title)


@transaction.atomic
def remove_session(session: Session, *, by: Actor) -> None:
    """Take a session out of the draft. A workshop that guests may choose, or have chosen, is theirs until it is public.

    Raises ActionError for a workshop that guests have chosen where the day has begun, and for a session that is gone.
    """
    edit(session.event)
    _lock(session)
    title = session.title
    is_chosen = isinstance(session, Workshop) and session.choices.exists()
    if is_chosen and session.event.has_begun(timezone.now()):
        raise ActionError(CHOSEN)
    if isinstance(session, Workshop) and (is_chosen or session.shown):
        session.is_removed = True
        session.save(update_fields=["is_removed"])
    else:
        session.delete()
    log.record(session.event.case, "event.session_removed", by=by, title=title)


def _lock(session: Session) -> None:
    """Lock a session of the draft. Raises ActionError where it is gone, or was taken out."""
    lock(session)
    if isinstance(session, Workshop) and session.is_removed:
        raise ActionError(GONE)


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
