"""Withdrawing an application."""

from django.db import transaction
from django.utils import timezone

from applications.casework import emails, people
from applications.casework.permissions import is_announced
from applications.drafting.models import Application, Reopening, Status
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink


@transaction.atomic
def withdraw(application: Application, *, reason: str, by: Actor) -> None:
    """Take a draft or a submitted application out, so that it is neither judged nor in the way of another.

    Its personal links stop working, and what we had asked for again is closed. A second call changes nothing. Raises
    ActionError without a reason, and once the decision is announced.
    """
    lock(application)
    if application.status == Status.WITHDRAWN:
        return
    if application.round:
        lock(application.round)  # the managers may be announcing it
    if is_announced(application):
        raise ActionError(
            "Afgørelsen er meddelt. En plads siger I nej til på afgørelsens side, og har I taget imod den, giver I den "
            "tilbage på forløbets side. Ellers skriv til os."
        )
    if not reason.strip():
        raise ActionError("Skriv, hvorfor I trækker ansøgningen tilbage.")

    was_submitted = application.status == Status.SUBMITTED
    now = timezone.now()
    application.become(Status.WITHDRAWN)
    application.withdrawn_at, application.withdrawn_by = now, by.person
    application.withdrawal_reason = reason.strip()
    application.save(update_fields=["status", "withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    _free_links(application)
    Reopening.objects.filter(answer__application=application, answered_at=None, closed_at=None).update(closed_at=now)

    log.record(application.case, "application.withdrawn", by=by, reason=application.withdrawal_reason)
    if was_submitted and application.round:  # whatever is submitted has its round
        log.record(application.round.case, "round.application_withdrawn", by=by, applicant=application.applicant.name)
        for to in people.writers_of(application):
            outbox.queue(emails.withdrawn(application, to=to))


def _free_links(application: Application) -> None:
    """Make the links to the application and to its institutions' parts useless."""
    objects = [application.pk, *application.institutions.values_list("pk", flat=True)]
    for link in PersonalLink.objects.filter(object_id__in=objects, used_at=None, withdrawn_at=None).order_by("pk"):
        links.withdraw(link)
