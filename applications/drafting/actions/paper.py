"""The director's signature on paper: the text is frozen and printed, and the signed paper is uploaded.

It counts from its receipt, as a signature by link does; that it is what it should be, a person sees later. An
application that came by mail has only this: what its director signed, or its leader confirmed, came with the mail.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from applications.drafting import approval
from applications.drafting.actions.files import keep
from applications.drafting.actions.signing import approver_of, freeze_for, withdraw_links
from applications.drafting.actions.submission import refuse_late, submit
from applications.drafting.models import Application, Confirmation, ConfirmationKind, Signature, Version
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.documents.uploads import JPEG, PDF, PNG, Upload, named
from praksis.errors import ActionError

KIND = "signed_paper"
TITLE = "Underskrevet ansøgning"
READABLE = {kind.content_type for kind in (PDF, JPEG, PNG)}


@transaction.atomic
def prepare_paper(application: Application, *, by: Actor, received_at: datetime | None = None) -> Version:
    """Freeze the draft, so that what is printed and signed is exactly what will be sent.

    Raises ActionError when an answer is missing, the request came after the deadline, or no director signs such an
    application. Without `received_at`: now.
    """
    _refuse_without_director(application)
    version = freeze_for(application, approval.DIRECTOR, received_at)
    log.record(application.case, "application.paper_prepared", by=by, sha256=version.sha256)
    return version


@transaction.atomic
def sign_on_paper(
    application: Application, *, upload: Upload, by: Actor, received_at: datetime, sends_when_signed: bool = True
) -> Signature | Confirmation:
    """Take the signed paper in place of the director's own signing, and send the application where that is asked for.

    The director's link is withdrawn. A paper that is uploaded once more, before it is sent, replaces the first. What
    came by mail is frozen here, and a mini's leader has confirmed it on that paper too. Raises ActionError after the
    deadline, where the text was changed since it was frozen, or is signed by link.
    """
    if not application.is_entered:
        _refuse_without_director(application)
    lock(application)
    if not application.is_draft:
        raise ActionError("Ansøgningen er allerede sendt.")
    refuse_late(application, at=received_at)
    if application.is_entered:
        freeze_for(application, approval.of(application), received_at)
    version = application.current_version
    if version is None:
        raise ActionError("Teksten er ændret, siden I gjorde den klar. Gør den klar igen, og få den nye underskrevet.")
    if upload.content_type not in READABLE:
        raise ActionError(named(upload.filename, "Det underskrevne papir skal være en PDF eller et billede."))
    given = _given_on_paper(application, version, application.received_at(received_at))
    if given.link_id:
        raise ActionError("Direktøren har allerede skrevet under på netop denne tekst. I kan sende ansøgningen.")

    person = approver_of(application)
    given.document = keep(application.case, upload, kind=KIND, title=TITLE, by=by)
    given.name, given.title, given.email = person["name"][:100], person["title"][:100], person["email"]
    given.save()
    withdraw_links(application)
    application.sends_when_signed, application.sent_by = sends_when_signed, by.user
    application.save(update_fields=["sends_when_signed", "sent_by"])
    what = "application.confirmed_on_paper" if application.is_mini else "application.signed_on_paper"
    log.record(application.case, what, by=by, sha256=version.sha256)
    if sends_when_signed:
        submit(application, by=by, received_at=received_at)
    return given


@transaction.atomic
def check_paper(signature: Signature, *, by: Actor) -> Signature:
    """Say that one has seen the director's signature on the paper, under the text that was sent. Twice is once.

    Raises ActionError for a signature that was given by link: nobody need look at it.
    """
    lock(signature)
    if signature.document_id is None:
        raise ActionError("Direktøren har skrevet under med sit eget link, så der er ikke noget papir at se efter.")
    if signature.checked_at is None:
        signature.checked_at, signature.checked_by = timezone.now(), by.person
        signature.save(update_fields=["checked_at", "checked_by"])
        log.record(signature.version.application.case, "application.paper_checked", by=by)
    return signature


def _given_on_paper(application: Application, version: Version, at: datetime) -> Signature | Confirmation:
    """The signature, or the leader's confirmation, that the paper bears: the one that is there, or a new one."""
    approver = approval.of(application)
    given = approval.given_to(version, approver)
    if given is None:
        is_leaders = approver is approval.LEADER
        given = (
            Confirmation(version=version, kind=ConfirmationKind.LEADER) if is_leaders else Signature(version=version)
        )
    if isinstance(given, Confirmation):
        given.confirmed_at = at
    else:
        given.signed_at = at
    return given


def _refuse_without_director(application: Application) -> None:
    if approval.of(application) is not approval.DIRECTOR:
        raise ActionError("Det er kun en direktørs underskrift, der kan gives på papir.")
