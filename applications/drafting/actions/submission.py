"""Handing an application in."""

from datetime import datetime

from django.db import transaction

from applications.drafting import emails
from applications.drafting.models import Application, Status, Submission
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def submit(application: Application, *, by: Actor, received_at: datetime) -> Submission:
    """Hand the signed version in to its round. From here the applicant can no longer edit it.

    A second call gives the first one's receipt. The deadline is judged by when the request was received. Raises
    ActionError after the deadline, for anything but the signed version, and where the applicant has another
    application in the round.
    """
    lock(application)
    if application.status == Status.SUBMITTED:
        return application.submission
    if not application.is_in_time_at(received_at):
        raise ActionError(
            f"Fristen var {danish_datetime(application.deadline)}. Jeres kladde er gemt, men kan ikke sendes i denne "
            "runde."
        )
    version = application.current_version
    if version is None or not hasattr(version, "signature"):
        raise ActionError(
            "Direktøren har ikke skrevet under på den tekst, der står nu. Send den til underskrift først."
        )
    others = Application.objects.filter(
        round=application.round, applicant=application.applicant_id, status=Status.SUBMITTED
    )
    if others.exists():
        raise ActionError("Kommunen har allerede sendt en ansøgning i denne runde.")

    application.become(Status.SUBMITTED)
    application.submitted_at, application.submitted_by = received_at, application.sent_by
    application.save(update_fields=["status", "submitted_at", "submitted_by"])
    submission = Submission.objects.create(application=application, version=version, received_at=received_at)

    log.record(application.case, "application.submitted", by=by, reference=application.case.reference)
    for letter in emails.received(application, submission):
        outbox.queue(letter)
    return submission
