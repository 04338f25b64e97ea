"""The approver's word for exactly one version, by a personal link: asked for, taken back, given by the director."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applications.drafting import approval, emails, versions
from applications.drafting.actions.submission import refuse_late, submit
from applications.drafting.actions.writing import Entry, save_answers
from applications.drafting.approval import Approver
from applications.drafting.completeness import find_faults
from applications.drafting.models import Answer, Application, Signature, Version
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink

# A mini has no deadline that its leader could miss: after a month's last working day it is the next month's.
LEADERS_LINK_LASTS = timedelta(days=30)


@transaction.atomic
def send_for_signature(
    application: Application, *, by: Actor, sends_when_signed: bool = True, received_at: datetime | None = None
) -> PersonalLink:
    """Freeze the application and mail its approver (approval.py) a personal link to that very version.

    An earlier link is withdrawn. Raises ActionError when an answer is missing, or the request came after the deadline.
    Without `received_at`: now.
    """
    if application.is_entered:
        raise ActionError("Ansøgningen er kommet i en mail. Læg det underskrevne papir fra mailen ind i stedet.")
    approver = approval.of(application)
    version = freeze_for(application, approver, received_at)
    if approval.given_to(version, approver):
        raise ActionError(
            f"{approver.Who} har allerede {approver.done_to_it} netop denne tekst. I kan sende ansøgningen."
        )
    withdraw_links(application)
    application.sends_when_signed, application.sent_by = sends_when_signed, by.user
    application.save(update_fields=["sends_when_signed", "sent_by"])
    link = links.create(
        approver.purpose,
        object_id=application.pk,
        recipient=approver_of(application)["email"],
        expires_at=_link_lasts_to(application),
        document_hash=version.sha256,
    )
    log.record(application.case, approver.happenings.asked, by=by, recipient=link.recipient)
    outbox.queue(emails.ask(application, link))
    return link


def freeze_for(application: Application, approver: Approver, received_at: datetime | None = None) -> Version:
    """Lock the draft and freeze it for its approver. Raises ActionError where it is not ready, or too late."""
    lock(application)
    if not application.is_draft:
        raise ActionError("Ansøgningen er allerede sendt.")
    if application.is_prepared:
        raise ActionError("Det er kommunens direktør, der skriver under. Giv ansøgningen videre til kommunen først.")
    refuse_late(application, at=received_at or timezone.now())
    if find_faults(application):
        raise ActionError(
            f"Der mangler stadig svar. Se listen, og ret dem, før ansøgningen kan sendes til {approver.deed}."
        )
    return _freeze(application)


@transaction.atomic
def resend_signature_link(application: Application, *, by: Actor, received_at: datetime | None = None) -> PersonalLink:
    """Mail the approver anew; the link in the earlier mail stops working. Refused after the deadline."""
    lock(application)
    refuse_late(application, at=received_at or timezone.now())
    approver = approval.of(application)
    link = current_link(application)
    if link is None:
        raise ActionError(f"Der er ikke noget link at sende igen. Send ansøgningen til {approver.deed} først.")
    links.renew(link, expires_at=_link_lasts_to(application))
    log.record(application.case, approver.happenings.link_resent, by=by, recipient=link.recipient)
    outbox.queue(emails.ask(application, link))
    return link


@transaction.atomic
def withdraw_signature_link(application: Application, *, by: Actor, received_at: datetime | None = None) -> None:
    """Make the approver's link useless, so that the draft can be worked on in peace. Refused after the deadline."""
    lock(application)
    refuse_late(application, at=received_at or timezone.now())
    link = current_link(application)
    if link is None:
        raise ActionError("Der er ikke noget link at trække tilbage.")
    links.withdraw(link)
    log.record(application.case, approval.of(application).happenings.link_withdrawn, by=by, recipient=link.recipient)


@transaction.atomic
def correct_approver(
    application: Application,
    *,
    person: dict[str, str],
    revision: int,
    by: Actor,
    received_at: datetime | None = None,
) -> PersonalLink:
    """Correct who signs or confirms. The name stands in the application: it is frozen anew and a new link is sent."""
    key = approval.of(application).key
    entries = [Entry(f"{key}__{part}", [text], revision) for part, text in person.items()]
    conflicts = save_answers(application.pk, entries, by=by, received_at=received_at)
    if conflicts:
        raise conflicts[0]
    sends = application.sends_when_signed
    return send_for_signature(application, by=by, sends_when_signed=sends, received_at=received_at)


def send_code(link: PersonalLink) -> None:
    """Mail the link's holder a six-digit code; it lasts ten minutes and takes five tries."""
    with transaction.atomic():
        application = Application.objects.select_related("case").get(pk=link.object_id)
        serial = links.new_code(link)
        outbox.queue(emails.code(application, link, serial))


def sign(link: PersonalLink, *, code: str, name: str, title: str, received_at: datetime) -> Signature:
    """Sign the version that the link was made for, and send the application where that was asked for.

    The code's try is counted before anything else, whatever becomes of the rest. Raises ActionError (LinkRefused) with
    the reason; a link is used once, however many press at the same time.
    """
    refused = links.check_code(link, code)
    if refused:
        raise ActionError(refused)
    return _sign(link, name=name, title=title, received_at=received_at)


@transaction.atomic
def _sign(link: PersonalLink, *, name: str, title: str, received_at: datetime) -> Signature:
    application = Application.objects.get(pk=link.object_id)
    lock(application)
    links.use(link, received_at=received_at)
    actor = Actor.by_link(link, name=name, title=title)
    signature = Signature.objects.create(
        version=application.versions.get(sha256=link.document_hash),
        link=link,
        name=name,
        title=title,
        email=link.recipient,
        signed_at=received_at,
    )
    log.record(application.case, "application.signed", by=actor, sha256=link.document_hash)
    if application.sends_when_signed:
        submit(application, by=actor, received_at=received_at)
    else:
        outbox.queue(emails.signed(application, signature))
    return signature


@transaction.atomic
def send_back(link: PersonalLink, *, remark: str, name: str, received_at: datetime) -> None:
    """The approver sends the application back with a remark instead of signing or confirming.

    Raises LinkRefused where the link no longer works, and ActionError after the deadline.
    """
    if not remark.strip():
        raise ActionError("Skriv, hvad der skal rettes.")
    application = Application.objects.get(pk=link.object_id)
    lock(application)
    refuse_late(application, at=received_at)
    links.use(link, received_at=received_at)
    kind = approval.of(application).happenings.sent_back
    log.record(application.case, kind, by=Actor.by_link(link, name=name), remark=remark.strip())
    outbox.queue(emails.sent_back(application, link, name=name, remark=remark.strip()))


def current_link(application: Application) -> PersonalLink | None:
    """The approver's link that is neither used nor withdrawn, or None."""
    return _links(application).filter(used_at=None, withdrawn_at=None).order_by("-created_at").first()


def withdraw_links(application: Application) -> None:
    """Make every open link of the application useless."""
    for link in _links(application).filter(used_at=None, withdrawn_at=None):
        links.withdraw(link)


def current_hash(link: PersonalLink) -> str:
    """The control code that the link's application has now; empty where it was changed since it was frozen."""
    return Application.objects.filter(pk=link.object_id).values_list("current_version__sha256", flat=True).first() or ""


def approver_of(application: Application) -> dict[str, str]:
    """The approver as answered in the draft."""
    answer = Answer.objects.get(application=application, question__key=approval.of(application).key)
    assert answer.value  # nothing is sent to anybody while an answer is missing
    return answer.value


def _link_lasts_to(application: Application) -> datetime:
    return application.deadline if application.round else timezone.now() + LEADERS_LINK_LASTS


def _links(application: Application):
    return PersonalLink.objects.filter(purpose=approval.of(application).purpose, object_id=application.pk)


def _freeze(application: Application) -> Version:
    """The version that equals the draft: an earlier one with the same content, or a new one."""
    text = versions.canonical(versions.content_of(application))
    sha256 = versions.fingerprint(text)
    version = application.versions.filter(sha256=sha256).first()
    if version is None:
        version = Version.objects.create(
            application=application,
            number=application.versions.count() + 1,
            json=text,
            sha256=sha256,
            created_at=timezone.now(),
        )
    application.current_version = version
    application.save(update_fields=["current_version"])
    return version
