"""Messages between the applicant and us."""

from collections.abc import Iterable

from django.db import transaction

from applications.casework import emails, people
from applications.casework.permissions import is_read_by_us
from applications.drafting.actions.files import keep
from applications.drafting.models import Application, Status
from praksis.cases import actions as cases
from praksis.cases.actors import Actor
from praksis.cases.models import Message
from praksis.db import lock
from praksis.documents.uploads import Upload
from praksis.errors import ActionError
from praksis.mail import outbox

KIND = "message_attachment"


@transaction.atomic
def write_to_us(application: Application, *, text: str, attachments: Iterable[Upload] = (), by: Actor) -> Message:
    """Send a message from the applicant, and tell those of us who handle the case by mail.

    Raises ActionError for an empty message, where the application does not stand, and where a file cannot be stored.
    """
    message = _send(application, text, attachments, from_party=True, by=by)
    for to in people.managers_of(application):
        outbox.queue(emails.message_to_us(application, message, to=to))
    return message


@transaction.atomic
def write_to_applicant(
    application: Application, *, text: str, attachments: Iterable[Upload] = (), by: Actor
) -> Message:
    """Send a message from us, and tell those who write for the applicant by mail. Raises ActionError likewise."""
    message = _send(application, text, attachments, from_party=False, by=by)
    for to in people.writers_of(application):
        outbox.queue(emails.message_to_applicant(application, message, to=to))
    return message


def _send(application: Application, text: str, files: Iterable[Upload], *, from_party: bool, by: Actor) -> Message:
    lock(application)
    if application.status != Status.SUBMITTED:
        raise ActionError("Ansøgningen er trukket tilbage. Der kan ikke skrives flere beskeder om den.")
    if not is_read_by_us(application):
        raise ActionError("Vi læser først ansøgningerne, når fristen er nået. Derefter kan I skrive til os her.")
    if not text.strip():
        raise ActionError("Skriv en besked.")  # before a file is stored for it
    attachments = [keep(application.case, file, kind=KIND, title="Bilag til en besked", by=by) for file in files]
    return cases.send_message(application.case, text=text, from_party=from_party, by=by, attachments=attachments)
