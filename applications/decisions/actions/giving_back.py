"""Giving an accepted place back: it is open again, and who gets it is asked."""

from django.db import transaction
from django.utils import timezone

from applications.allocation.models import Decision, Place
from applications.decisions import asked, emails, places
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def give_back(place: Place, *, reason: str, by: Actor) -> None:
    """Open an accepted place again, because its municipality or institution does not use it. The managers are told why.

    Nobody gets it by that: who does is decided by people, with a new decision. What was opened for the place is ended
    by whoever calls this, in the same transaction. A second call changes nothing. Raises ActionError without a reason.
    """
    if place.decision:
        lock(place.decision)  # whoever gives the round's places on holds it too
    lock(place)
    if place.given_back_at:
        return
    reason = reason.strip()
    if not reason:
        raise ActionError("Skriv, hvorfor pladsen bliver givet tilbage.")

    now = timezone.now()
    place.given_back_at = now
    place.save(update_fields=["given_back_at"])
    log.record(place.case, "place.given_back", by=by, applicant=place.applicant.name, reason=reason)
    if place.decision:
        _open_again(place.decision, now=now, reason=reason, by=by)


def _open_again(decision: Decision, *, now, reason: str, by: Actor) -> None:
    """Let the seat be free, and put the reserve question to those who handle the round."""
    round_ = decision.round
    decision.given_back_at, decision.given_back_by = now, by.person
    decision.save(update_fields=["given_back_at", "given_back_by"])
    applicant = decision.application.applicant.name
    log.record(round_.case, "round.place_given_back", by=by, applicant=applicant, reason=reason)
    reserves = len(places.open_places(round_, now).reserves)
    for to in asked.handlers_of(round_):
        if to != by.person.email:
            outbox.queue(emails.place_given_back(decision, to=to, reason=reason, reserves=reserves))
