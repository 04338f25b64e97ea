"""An institution begins its municipality's application for a one-year course, and hands it over.

The institution is the applicant until somebody from the municipality takes the draft over: its people write in it and
nobody else does. From then on it is the municipality's, and the institution's people read along until it is sent.
"""

from datetime import datetime

from django.db import transaction

from applications.drafting import emails
from applications.drafting.actions.drafts import add_row, create_one_year
from applications.drafting.actions.writing import refuse_after_deadline, refuse_unless_draft
from applications.drafting.models import Application, Status
from applications.rounds.models import Round
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox
from praksis.organisations.models import Institution, Membership, MembershipRole, Municipality


@transaction.atomic
def begin_for_municipality(round_: Round, institution: Institution, *, by: Actor, received_at: datetime) -> Application:
    """Begin a draft in which an institution writes what it can, before its municipality takes it over.

    The institution is in it from the beginning. A second call gives the draft that the same person has begun already.
    Raises ActionError when the round takes no such applications.
    """
    if not round_.is_open_at(received_at) or round_.programme.is_mini:
        raise ActionError("Runden tager ikke imod ansøgninger lige nu.")
    organisation = institution.organisation
    lock(organisation)
    begun = Application.objects.filter(
        round=round_, applicant=organisation, created_by=by.person, status=Status.DRAFT
    ).first()
    if begun:
        return begun
    application = create_one_year(round_, organisation, by=by, prepared_by=organisation)
    add_row(application, institution, institution=institution)
    return application


@transaction.atomic
def hand_over(application: Application, *, by: Actor, received_at: datetime) -> None:
    """Offer the draft to the municipality: those who write for it get a mail. A second call changes nothing.

    Raises ActionError after the deadline, and where nobody is on board for the municipality.
    """
    lock(application)
    refuse_unless_draft(application)
    refuse_after_deadline(application, received_at)
    if not application.is_prepared or application.handed_over_at:
        return
    municipality = municipality_of(application)
    readers = writers_for(municipality)
    if not readers:
        raise ActionError(
            f"Der er endnu ingen hos os, som kan tage imod ansøgningen for {municipality}. Bed en kollega i "
            "forvaltningen om at oprette en bruger, og prøv så igen."
        )
    application.handed_over_at = received_at
    application.save(update_fields=["handed_over_at"])
    names = {"institution": application.applicant.name, "municipality": municipality.name}
    log.record(application.case, "application.handed_over", by=by, **names)
    for to in readers:
        outbox.queue(emails.handed_over(application, municipality.name, by=by.name, to=to))


@transaction.atomic
def take_over(application: Application, *, by: Actor, received_at: datetime) -> None:
    """Make the draft the municipality's own; whoever takes it over goes on with it as if he or she had begun it.

    A second call changes nothing. Raises ActionError after the deadline, where it was not handed over, and for
    somebody who does not write for the municipality.
    """
    lock(application)
    refuse_unless_draft(application)
    if application.prepared_by_id and not application.is_prepared:
        return
    refuse_after_deadline(application, received_at)
    if not Application.objects.offered_to(by.person).filter(pk=application.pk).exists():
        raise ActionError("Ansøgningen kan kun overtages af kommunen, når dagtilbuddet har givet den videre.")
    municipality, institution, began = municipality_of(application), application.applicant, application.created_by
    application.applicant, application.created_by = municipality.organisation, by.person
    application.save(update_fields=["applicant", "created_by"])
    case = application.case
    case.party, case.title = municipality.organisation, f"Ansøgning: {application.programme}, {municipality}"
    case.save(update_fields=["party", "title"])
    names = {"institution": institution.name, "municipality": municipality.name}
    log.record(case, "application.taken_over", by=by, **names)
    outbox.queue(emails.taken_over(application, institution.name, by=by.name, to=began.email))


def municipality_of(application: Application) -> Municipality:
    """The municipality for which an institution prepares the application."""
    assert application.prepared_by_id
    found = Institution.objects.select_related("municipality__organisation").get(pk=application.prepared_by_id)
    return found.municipality


def writers_for(municipality: Municipality) -> list[str]:
    """The addresses of the municipality's confirmed owners and editors."""
    members = Membership.objects.confirmed().filter(organisation=municipality.pk, user__is_active=True)
    return sorted(members.exclude(role=MembershipRole.VIEWER).values_list("user__email", flat=True))
