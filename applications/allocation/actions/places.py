"""Saying yes or no to a place, and entering places of rounds from before the system."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from applications.allocation.facts import course_facts
from applications.allocation.models import Decision, Place
from applications.rounds.models import Round
from applications.signals import place_accepted
from praksis.cases import log
from praksis.cases.actions import open_case
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.db import lock
from praksis.errors import ActionError
from praksis.organisations.models import Organisation


@transaction.atomic
def accept_place(decision: Decision, *, by: Actor, received_at: datetime | None = None) -> Place:
    """Say yes to a granted place: the course opens in the same transaction. A second call gives the same place.

    The time to accept is judged by when the request was received. Raises ActionError where there is no place to
    accept, it was given back, or the time is over.
    """
    lock(decision)
    place = Place.objects.filter(decision=decision).first()
    if place:
        return place
    _refuse_unless_offered(decision)
    if decision.given_back_at:
        raise ActionError("I har sagt nej til pladsen. Skriv til os, hvis I har ombestemt jer.")
    if not decision.awaits_answer_at(received_at or timezone.now()):
        raise ActionError(f"I kunne tage imod pladsen til og med {danish_date(decision.accept_by)}. Skriv til os.")

    application = decision.application
    place = Place.objects.create(
        case_id=decision.case_id,
        round=decision.round,
        applicant=application.applicant,
        applicant_kind=application.applicant_kind,
        application=application,
        decision=decision,
        accepted_by_name=by.name,
        facts=course_facts(application.submission.current.content, decision.round),
    )
    log.record(place.case, "place.accepted", by=by, applicant=place.applicant.name)
    place_accepted.send(sender=Place, place=place, by=by)
    return place


@transaction.atomic
def decline_place(decision: Decision, *, by: Actor) -> None:
    """Say no to a granted place, so that it is free again. A second call changes nothing.

    Raises ActionError where there is no place, or it is already accepted.
    """
    lock(decision)
    _refuse_unless_offered(decision)
    if decision.given_back_at:
        return
    if Place.objects.filter(decision=decision).exists():
        raise ActionError("I har taget imod pladsen. Kan I ikke bruge den, så giv den tilbage på forløbets side.")
    decision.given_back_at, decision.given_back_by = timezone.now(), by.person
    decision.save(update_fields=["given_back_at", "given_back_by"])
    log.record(decision.case, "place.declined", by=by, applicant=decision.application.applicant.name)


@transaction.atomic
def record_earlier_place(
    *,
    round: Round,  # noqa: A002 - the domain's word, given by name
    applicant: Organisation,
    applicant_kind: str,
    facts: dict[str, Any],
    accepted_at: datetime,
    by: Actor,
) -> Place:
    """Enter a place of a round from before the system, with a case of its own; the course opens as for any other.

    Raises ActionError for a round that has been run in the system: its places come of decisions.
    """
    lock(round)
    if round.opens_at is not None:
        raise ActionError("Runden er kørt i Praksis. Dens pladser kommer af afgørelserne.")
    place = Place.objects.create(
        case=open_case(f"{round.programme.name}: {applicant.name}", party=applicant, at=accepted_at),
        round=round,
        applicant=applicant,
        applicant_kind=applicant_kind,
        accepted_at=accepted_at,
        accepted_by_name=by.name,
        facts=facts,
    )
    log.record(place.case, "place.recorded", by=by, round=round.name)
    place_accepted.send(sender=Place, place=place, by=by)
    return place


def _refuse_unless_offered(decision):
    if not (decision.is_granted and decision.announced_at):
        raise ActionError("Der er ikke en plads at svare på.")
