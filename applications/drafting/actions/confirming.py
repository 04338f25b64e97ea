"""A mini's leader, and its board's chair, confirm exactly one version: by a personal link, or signed in."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applications.drafting import approval, emails, permissions, reading
from applications.drafting.actions.signing import approver_of, freeze_for, withdraw_links
from applications.drafting.actions.submission import refuse_late, submit
from applications.drafting.models import Application, Confirmation, ConfirmationKind, Version
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink, Purpose

# The chair may also confirm after the application is sent, until the agreement is signed.
BOARDS_LINK_LASTS = timedelta(days=30)


@transaction.atomic
def confirm(link: PersonalLink, *, name: str, title: str, received_at: datetime) -> Confirmation:
    """The leader confirms the version that the link was made for, and it is sent where that was asked for.

    Raises LinkRefused with the reason, and ActionError after the last month's deadline; a link is used once, however
    many press at the same time.
    """
    application = Application.objects.get(pk=link.object_id)
    lock(application)
    refuse_late(application, at=received_at)
    links.use(link, received_at=received_at)
    version = application.versions.get(sha256=link.document_hash)
    confirmation = Confirmation.objects.create(
        version=version,
        kind=ConfirmationKind.LEADER,
        link=link,
        name=name,
        title=title,
        email=link.recipient,
        confirmed_at=received_at,
    )
    return _go_on(application, confirmation, by=Actor.by_link(link, name=name, title=title), received_at=received_at)


@transaction.atomic
def confirm_signed_in(application: Application, *, by: Actor, received_at: datetime) -> Confirmation:
    """The leader confirms the text as it stands, signed in with the very address that the application names.

    A text that nobody sent to the leader is frozen here and goes on at once: its sender is the leader too. An open link
    is withdrawn. Raises ActionError for anybody else, where an answer is missing, and where it is confirmed already.
    """
    lock(application)
    was_sent = application.current_version_id is not None and application.sent_by_id is not None
    version = freeze_for(application, approval.LEADER, received_at)
    person = approver_of(application)
    if not permissions.can_confirm(by.person, application, person):
        raise ActionError("Det er kun lederen selv, der kan bekræfte ansøgningen.")
    if not was_sent and not permissions.can_send_for_signature(by.person, application):
        raise ActionError("Ansøgningen er ikke sendt til bekræftelse endnu.")
    if approval.given_to(version, approval.LEADER):
        raise ActionError("Lederen har allerede bekræftet netop denne tekst. I kan sende ansøgningen.")
    withdraw_links(application)
    if not was_sent:
        application.sends_when_signed, application.sent_by = True, by.person
        application.save(update_fields=["sends_when_signed", "sent_by"])
    confirmation = Confirmation.objects.create(
        version=version,
        kind=ConfirmationKind.LEADER,
        user=by.person,
        name=person["name"][:100],
        title=person["title"][:100],
        email=by.person.email,
        confirmed_at=received_at,
    )
    return _go_on(application, confirmation, by=by, received_at=received_at)


@transaction.atomic
def ask_board_chair(application: Application, *, by: Actor, received_at: datetime | None = None) -> PersonalLink:
    """Mail the board's chair a personal link to the text as it was frozen last. Nothing waits for the answer.

    An earlier link is withdrawn. Raises ActionError where there is no board, nothing is frozen, or it is confirmed, and
    for a draft that no month takes any longer.
    """
    lock(application)
    refuse_late(application, at=received_at or timezone.now())
    version = application.current_version
    chair = version and reading.answer(version.content, "board_chair")
    if version is None or not chair:
        raise ActionError("Send ansøgningen til lederens bekræftelse først. Så har formanden en færdig tekst at læse.")
    if _boards(version):
        raise ActionError("Bestyrelsens formand har allerede bekræftet netop denne tekst.")
    for earlier in _boards_links(application):
        links.withdraw(earlier)
    link = links.create(
        Purpose.CONFIRM_BOARD,
        object_id=application.pk,
        recipient=chair["email"],
        expires_at=timezone.now() + BOARDS_LINK_LASTS,
        document_hash=version.sha256,
    )
    log.record(application.case, "application.board_asked", by=by, recipient=link.recipient)
    outbox.queue(emails.please_confirm_for_the_board(application, link))
    return link


@transaction.atomic
def confirm_for_the_board(link: PersonalLink, *, name: str, title: str, received_at: datetime) -> Confirmation:
    """The board's chair confirms the version that the link was made for, also once it is sent.

    Raises LinkRefused with the reason, and ActionError for a draft that no month takes any longer.
    """
    application = Application.objects.get(pk=link.object_id)
    lock(application)
    refuse_late(application, at=received_at)
    links.use(link, received_at=received_at)
    confirmation = Confirmation.objects.create(
        version=application.versions.get(sha256=link.document_hash),
        kind=ConfirmationKind.BOARD_CHAIR,
        link=link,
        name=name,
        title=title,
        email=link.recipient,
        confirmed_at=received_at,
    )
    log.record(
        application.case,
        "application.confirmed_by_board",
        by=Actor.by_link(link, name=name, title=title),
        sha256=link.document_hash,
    )
    return confirmation


def _go_on(application: Application, confirmation: Confirmation, *, by: Actor, received_at: datetime) -> Confirmation:
    """Log the leader's confirmation, and hand the application in where that was asked for."""
    log.record(application.case, "application.confirmed", by=by, sha256=confirmation.version.sha256)
    if application.sends_when_signed:
        submit(application, by=by, received_at=received_at)
    else:
        outbox.queue(emails.signed(application, confirmation))
    return confirmation


def _boards(version: Version) -> Confirmation | None:
    return version.confirmations.filter(kind=ConfirmationKind.BOARD_CHAIR).first()


def _boards_links(application: Application):
    mine = PersonalLink.objects.filter(purpose=Purpose.CONFIRM_BOARD, object_id=application.pk)
    return mine.filter(used_at=None, withdrawn_at=None)
