"""Handing an institution's questions to its leader through a personal link, and what the leader does with them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from applications.drafting import answers, emails, sections
from applications.drafting.actions.writing import (
    Conflict,
    Entry,
    answer_in,
    give_way,
    refuse_after_deadline,
    refuse_unless_draft,
    write,
)
from applications.drafting.models import Answer, Application, ApplicationInstitution
from applications.drafting.parts import FINISHED, OPENED, SENT, addressee
from applications.drafting.writers import addresses
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink, Purpose

# Where the application has no deadline yet: a mini gets its round when it is sent.
LASTS = timedelta(days=30)
NOTHING_SENT = "Der er ikke noget link til lederen. Send det først."


@transaction.atomic
def send_part(application: Application, pk, *, name: str, email: str, by: Actor, received_at: datetime) -> PersonalLink:
    """Mail an institution's leader a personal link to just that institution's questions; it lasts to the deadline.

    An earlier link is withdrawn. Raises ActionError where the draft can no longer be changed.
    """
    if application.is_entered:
        raise ActionError("Ansøgningen er kommet i en mail, så vi indtaster også det, der handler om dagtilbuddene.")
    row = _row(application, pk, received_at)
    withdraw_part_links(row)
    link = links.create(
        Purpose.FILL_INSTITUTION, object_id=row.pk, recipient=email, expires_at=_expires_at(application, received_at)
    )
    log.record(
        application.case, SENT, by=by, institution=row.name, name=name, recipient=link.recipient, link=str(link.pk)
    )
    outbox.queue(emails.fill_part(application, row, link, name=name, by=by.name))
    return link


@transaction.atomic
def resend_part(application: Application, pk, *, by: Actor, received_at: datetime) -> PersonalLink:
    """Mail the leader anew; the link in the earlier mail stops working."""
    row = _row(application, pk, received_at)
    link = _open_links(row).first()
    if link is None:
        raise ActionError(NOTHING_SENT)
    links.renew(link, expires_at=_expires_at(application, received_at))
    name = addressee(application.case_id, link)["name"]
    log.record(application.case, "application.part_resent", by=by, institution=row.name, recipient=link.recipient)
    outbox.queue(emails.fill_part(application, row, link, name=name, by=by.name))
    return link


@transaction.atomic
def withdraw_part(application: Application, pk, *, by: Actor, received_at: datetime) -> None:
    """Take the leader's link back. What the leader has written stays."""
    row = _row(application, pk, received_at)
    link = _open_links(row).first()
    if link is None:
        raise ActionError(NOTHING_SENT)
    withdraw_part_links(row)
    log.record(application.case, "application.part_withdrawn", by=by, institution=row.name, recipient=link.recipient)


def withdraw_part_links(row: ApplicationInstitution) -> None:
    """Make every open link of the institution useless."""
    for link in _open_links(row):
        links.withdraw(link)


@transaction.atomic
def begin_part(link: PersonalLink, *, name: str, received_at: datetime) -> None:
    """The link's holder says who he or she is, and begins. Raises LinkRefused where the link no longer works."""
    row = _row_of(link, received_at)
    log.record(row.application.case, OPENED, by=Actor.by_link(link, name=name), institution=row.name)


@transaction.atomic
def save_part(link: PersonalLink, entry: Entry, *, by: Actor, received_at: datetime) -> Answer:
    """Save one field as the leader types it. Raises as `save_answer` does, and LinkRefused."""
    return write(_answer(link, entry.name, received_at), entry, by)


@transaction.atomic
def save_part_page(link: PersonalLink, entries: Iterable[Entry], *, by: Actor, received_at: datetime) -> list[Conflict]:
    """Save the leader's page sent as a whole. What does not conflict is saved; the conflicts are returned."""
    conflicts = []
    for entry in entries:
        try:
            save_part(link, entry, by=by, received_at=received_at)
        except Conflict as conflict:
            conflicts.append(conflict)
    return conflicts


@transaction.atomic
def use_theirs_in_part(link: PersonalLink, entry: Entry, *, by: Actor, received_at: datetime) -> Answer:
    """Let the colleague's text stand that a conflict showed the leader, whose own is kept in the history."""
    return give_way(_answer(link, entry.name, received_at), entry, by)


@transaction.atomic
def finish_part(link: PersonalLink, *, by: Actor, received_at: datetime) -> None:
    """The leader is done: the link is used up, and those who write the application are told.

    Raises ActionError where an answer is missing or wrong, LinkRefused where the link no longer works.
    """
    row = _row_of(link, received_at)
    application = row.application
    if sections.part_of(application, row).faults:
        raise ActionError("Der er svar, der mangler eller skal rettes. Ret dem, og tryk på »Færdig« igen.")
    links.use(link, received_at=received_at)
    log.record(application.case, FINISHED, by=by, institution=row.name)
    for to in addresses(application):
        outbox.queue(emails.part_finished(application, row, link, name=by.name, to=to))


def drafts_of(link: PersonalLink) -> QuerySet[Application]:
    """The application that the link's institution is in."""
    return Application.objects.filter(institutions=link.object_id)


def _answer(link: PersonalLink, name: str, received_at: datetime) -> Answer:
    """The answer behind a field of just this institution, locked, while the link works."""
    if answers.split_field_name(name)[2] != str(link.object_id):
        raise Answer.DoesNotExist
    answer = answer_in(Q(application__in=drafts_of(link)), name, received_at)
    lock(link)
    links.refuse_unless_usable(link, at=received_at)
    return answer


def _row_of(link: PersonalLink, received_at: datetime) -> ApplicationInstitution:
    """The link's institution with its application locked, while the link works."""
    row = ApplicationInstitution.objects.filter(pk=link.object_id).select_related("application").first()
    if row is None:
        raise links.LinkRefused(links.WITHDRAWN)
    lock(row.application)
    refuse_unless_draft(row.application)
    refuse_after_deadline(row.application, received_at)
    lock(link)
    links.refuse_unless_usable(link, at=received_at)
    return row


def _row(application: Application, pk, received_at: datetime) -> ApplicationInstitution:
    """An institution of the draft, which is locked."""
    lock(application)
    refuse_unless_draft(application)
    refuse_after_deadline(application, received_at)
    return application.institutions.get(pk=pk)


def _open_links(row: ApplicationInstitution) -> QuerySet[PersonalLink]:
    return PersonalLink.objects.filter(
        purpose=Purpose.FILL_INSTITUTION, object_id=row.pk, used_at=None, withdrawn_at=None
    ).order_by("-created_at")


def _expires_at(application: Application, received_at: datetime) -> datetime:
    return (application.round and application.deadline) or received_at + LASTS
