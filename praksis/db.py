"""Locks and states: the two things every action needs of the database."""

from typing import ClassVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models

from praksis.errors import ActionError

GONE = "En anden har slettet det i mellemtiden. Siden viser nu, hvordan det står."


def lock(instance: models.Model, *, gone: str = GONE) -> None:
    """Re-read the row under a lock, so that the checks that follow see the truth.

    Unsaved changes on the instance are dropped: an action takes its input as arguments. On SQLite the transaction
    itself is the lock (transaction_mode IMMEDIATE). Raises ActionError, in the words of `gone`, where somebody has
    deleted the row meanwhile.
    """
    assert connection.in_atomic_block  # SQLite would ignore the missing lock in silence
    # `__class__`, not type(): request.user is a lazy stand-in
    rows = instance.__class__._base_manager.select_for_update(of=("self",), no_key=True)
    try:
        instance.refresh_from_db(from_queryset=rows)
    except ObjectDoesNotExist:
        raise ActionError(gone) from None


def refuse_taken(model: type[models.Model], key: UUID) -> None:
    """Raise ActionError where something else has the id that a form sent as its own."""
    if model._base_manager.filter(pk=key).exists():
        raise ActionError("Formularen kan ikke bruges. Åbn siden igen, og skriv det en gang til.")


class Stateful(models.Model):
    """A model with a `status` field and the table of the changes that its status may take."""

    TRANSITIONS: ClassVar[dict[str, set[str]]] = {}
    status: str | models.CharField

    class Meta:
        abstract = True

    def become(self, status: str) -> None:
        """Set the new status; the caller saves. Raises ActionError where the table does not have the change."""
        if status not in self.TRANSITIONS[self.status]:
            raise ActionError("Det kan ikke lade sig gøre længere. Siden viser nu, hvor sagen står.")
        self.status = status
