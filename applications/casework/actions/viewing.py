"""The list of applications: views of it that are saved, and what is taken out of it."""

from django.db import transaction

from applications.casework.models import LONGEST_SEARCH, SavedView
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError

MOST_VIEWS = 30


@transaction.atomic
def save_view(name: str, query: str, *, by: Actor) -> SavedView:
    """Save a search under a name of one's own; `query` is the part of its address behind "?".

    Raises ActionError without a name, where the name is taken, for too long a search, and beyond MOST_VIEWS.
    """
    owner = by.person
    lock(owner)
    name = name.strip()
    if not name:
        raise ActionError("Skriv, hvad visningen skal hedde.")
    if len(query) > LONGEST_SEARCH:
        raise ActionError("Søgningen er for lang til at blive gemt. Søg efter færre tegn.")
    own = SavedView.objects.visible_to(owner)
    if own.filter(name=name).exists():
        raise ActionError("Du har allerede en visning med det navn.")
    if own.count() >= MOST_VIEWS:
        raise ActionError(f"Du har allerede {MOST_VIEWS} visninger. Fjern en, du ikke bruger længere.")
    return SavedView.objects.create(owner=owner, name=name, query=query)


@transaction.atomic
def remove_view(view: SavedView, *, by: Actor) -> None:
    """Remove a saved view of one's own."""
    assert view.owner_id == by.person.pk
    view.delete()


@transaction.atomic
def note_export(kind: str, *, number: int, search: str, by: Actor) -> None:
    """Note in the audit that so many applications were taken out of the system, and which were asked for.

    Where applications are kept outside the system is nobody's to see later; that they left it is.
    """
    log.record(None, "applications.exported", by=by, format=kind, number=number, search=search)
