"""Writing what a course has learned, and reading it through for the library."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Engagement
from engagements.knowledge.models import NAMES, LearningNote, NoteStatus
from engagements.knowledge.names import found_in, names_of
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock, refuse_taken
from praksis.errors import ActionError
from praksis.themes import as_text

TAKEN_UP = "Notatet er læst igennem af en videnskonsulent og kan ikke ændres mere."


@transaction.atomic
def note(
    engagement: Engagement,
    *,
    key: UUID,
    themes: Iterable[str],
    learned: str,
    usable: str,
    has_no_names: bool = False,
    by: Actor,
) -> LearningNote:
    """Write what was learned in the course. The note's id is its form's own: sent twice, it is one note.

    Raises ActionError without a text or a theme, where the course is closed, and for names of those in the course or
    what looks like CPR numbers, unless `has_no_names` says that somebody has looked and they are none.
    """
    themes, learned, usable = _facts(themes, learned, usable)
    lock(engagement)
    refuse_closed(engagement)
    known = LearningNote.objects.filter(pk=key, engagement=engagement).first()
    if known:
        return known
    refuse_taken(LearningNote, key)
    _refuse_names(engagement, learned, usable, has_no_names=has_no_names)
    written = LearningNote.objects.create(
        pk=key, engagement=engagement, themes=as_text(themes), learned=learned, usable=usable, written_by=by.person
    )

    log.record(engagement.case, "learning.noted", by=by, themes=", ".join(written.theme_names))
    return written


@transaction.atomic
def change_note(
    found: LearningNote, *, themes: Iterable[str], learned: str, usable: str, has_no_names: bool = False, by: Actor
) -> None:
    """Change what stands in a note that nobody has taken up. The same again changes nothing. Raises as `note` does."""
    themes, learned, usable = _facts(themes, learned, usable)
    engagement = _lock_open(found)
    if (found.themes, found.learned, found.usable) == (as_text(themes), learned, usable):
        return
    _refuse_names(engagement, learned, usable, has_no_names=has_no_names)
    found.themes, found.learned, found.usable = as_text(themes), learned, usable
    found.save(update_fields=["themes", "learned", "usable"])

    log.record(engagement.case, "learning.changed", by=by, themes=", ".join(found.theme_names))


@transaction.atomic
def remove_note(found: LearningNote, *, by: Actor) -> None:
    """Take a note back that nobody has taken up."""
    engagement = _lock_open(found)
    log.record(engagement.case, "learning.removed", by=by, themes=", ".join(found.theme_names))
    found.delete()


@transaction.atomic
def leave_out(found: LearningNote, *, by: Actor) -> None:
    """Say that a note will not be used. Twice changes nothing. Raises ActionError where an article uses it."""
    lock(found)
    if found.status == NoteStatus.NOT_USED:
        return
    settle(found, NoteStatus.NOT_USED, by=by)


@transaction.atomic
def take_up_again(found: LearningNote, *, by: Actor) -> None:
    """Let a note that was left out wait to be used again. Doing it twice changes nothing."""
    lock(found)
    if found.status == NoteStatus.NOT_USED:
        settle(found, NoteStatus.NEW, by=by)


def settle(found: LearningNote, status: NoteStatus, *, by: Actor) -> None:
    """Save a note's new status, with who and when unless it waits again. Called with the note locked."""
    found.become(status)
    is_new = status == NoteStatus.NEW
    found.settled_at, found.settled_by = (None, None) if is_new else (timezone.now(), by.person)
    found.save(update_fields=["status", "settled_at", "settled_by"])


def _facts(themes: Iterable[str], learned: str, usable: str) -> tuple[list[str], str, str]:
    chosen = [key for key in NAMES if key in set(themes)]
    if not chosen:
        raise ActionError("Vælg mindst ét tema.")
    if not learned.strip():
        raise ActionError("Skriv, hvad I lærte.")
    return chosen, learned.strip(), usable.strip()


def _refuse_names(engagement: Engagement, *texts: str, has_no_names: bool) -> None:
    found = [] if has_no_names else found_in("\n\n".join(texts), names_of(engagement))
    if found:
        raise ActionError(f"Der står måske navne eller cpr-numre i notatet: {', '.join(found)}.")


def _lock_open(found: LearningNote) -> Engagement:
    """Lock course and note, in this order. Raises ActionError where the course is closed or the note taken up."""
    engagement = found.engagement
    lock(engagement)
    refuse_closed(engagement)
    lock(found)
    if not found.is_new:
        raise ActionError(TAKEN_UP)
    return engagement
