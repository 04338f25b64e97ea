"""Choosing other workshops: the same for a guest by their link as for a manager who does it for them."""

from collections.abc import Sequence
from typing import Any

from conferences.registration import actions, offered
from conferences.registration.forms import WorkshopsForm, chosen, refuse, shown_as_full
from conferences.registration.models import Registration
from conferences.registration.offered import Round
from praksis.cases.actors import Actor
from praksis.errors import ActionError


def choose_workshops(found: Registration, data: Any, *, by: Actor) -> tuple[WorkshopsForm, Sequence[Round], bool]:
    """The form, the workshops that there are, and whether what was sent is done; a refusal stands in the form."""
    rounds = offered.rounds(found.event)
    form = WorkshopsForm(data, rounds=rounds, has=_wanted(found))
    if not form.is_bound or not form.is_valid():
        return form, rounds, False
    try:
        actions.choose(found, chosen(form, rounds), may_wait_for=shown_as_full(data), by=by)
    except actions.WorkshopFull as full:
        rounds = offered.rounds(found.event)
        refuse(form, rounds, full.workshop, str(full))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
    return form, rounds, form.is_valid()


def _wanted(found: Registration) -> list:
    """What stands chosen at first: what the guest waits for, before the seat that they have at that time meanwhile."""
    choices = sorted(found.choices.select_related("workshop"), key=lambda each: each.is_waiting)
    by_start = {each.shown.starts_at: each.workshop_id for each in choices}
    return list(by_start.values())
