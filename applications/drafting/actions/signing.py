"""The director's signature on exactly one version, by a personal link."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from applications.drafting import emails, versions
from applications.drafting.actions.drafts import Entry, save_answers
from applications.drafting.actions.submission import submit
from applications.drafting.completeness import find_faults
from applications.drafting.models import Answer, Application, Signature, Version
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink, Purpose

NOT_COMPLETE = "Der mangler stadig svar. Se listen, og ret dem, før ansøgningen kan sendes til underskrift."


@transaction.atomic
def send_for_signature(application: Application, *, by: Actor, sends_when_signed: bool = True) -> PersonalLink:
    """Freeze the application and mail the director a personal link to that very version.

    An earlier link is withdrawn. Raises ActionError when an answer is missing, or the deadline has passed.
    """
    lock(application)
    if not application.is_draft:
        raise ActionError("Ansøgningen er allerede sendt.")
    if not application.is_in_time_at(timezone.now()):
        raise ActionError(f"Fristen var {danish_datetime(application.deadline)}. Jeres kladde er gemt.")
    if find_faults(application):
        raise ActionError(NOT_COMPLETE)

    version = _freeze(application)
    if hasattr(version, "signature"):
        raise ActionError("Direktøren har allerede skrevet under på netop denne tekst. I kan sende ansøgningen.")
    withdraw_links(application)
    application.sends_when_signed, application.sent_by = sends_when_signed, by.user
    application.save(update_fields=["sends_when_signed", "sent_by"])
    link = links.create(
        Purpose.SIGN_APPLICATION,
        object_id=application.pk,
        recipient=director_of(application)["email"],
        expires_at=application.deadline,
        document_hash=version.sha256,
    )
    log.record(application.case, "application.sent_for_signature", by=by, recipient=link.recipient)
    outbox.queue(emails.please_sign(application, link))
    return link


@transaction.atomic
def resend_signature_link(application: Application, *, by: Actor) -> PersonalLink:
    """Mail the director anew; the link in the earlier mail stops working."""
    lock(application)
    link = current_link(application)
    if link is None:
        raise ActionError("Der er ikke noget link at sende igen. Send ansøgningen til underskrift først.")
    links.renew(link, expires_at=application.deadline)
    log.record(application.case, "application.link_resent", by=by, recipient=link.recipient)
    outbox.queue(emails.please_sign(application, link))
    return link


@transaction.atomic
def withdraw_signature_link(application: Application, *, by: Actor) -> None:
    """Make the director's link useless, so that the draft can be worked on in peace."""
    lock(application)
    link = current_link(application)
    if link is None:
        raise ActionError("Der er ikke noget link at trække tilbage.")
    links.withdraw(link)
    log.record(application.case, "application.link_withdrawn", by=by, recipient=link.recipient)


@transaction.atomic
def correct_director(application: Application, *, person: dict[str, str], revision: int, by: Actor) -> PersonalLink:
    """Correct who signs. The name stands in the application, so it is frozen anew and a new link is sent."""
    entries = [Entry(f"director__{part}", [text], revision) for part, text in person.items()]
    conflicts = save_answers(application.pk, entries, by=by)
    if conflicts:
        raise conflicts[0]
    return send_for_signature(application, by=by, sends_when_signed=application.sends_when_signed)


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
    """The director sends the application back with a remark instead of signing."""
    if not remark.strip():
        raise ActionError("Skriv, hvad der skal rettes.")
    application = Application.objects.get(pk=link.object_id)
    lock(application)
    links.use(link, received_at=received_at)
    log.record(application.case, "application.sent_back", by=Actor.by_link(link, name=name), remark=remark.strip())
    outbox.queue(emails.sent_back(application, link, name=name, remark=remark.strip()))


def current_link(application: Application) -> PersonalLink | None:
    """The director's link that is neither used nor withdrawn, or None."""
    return _links(application).filter(used_at=None, withdrawn_at=None).order_by("-created_at").first()


def withdraw_links(application: Application) -> None:
    """Make every open link of the application useless."""
    for link in _links(application).filter(used_at=None, withdrawn_at=None):
        links.withdraw(link)


def current_hash(link: PersonalLink) -> str:
    """The control code that the link's application has now; empty where it was changed since it was frozen."""
    return Application.objects.filter(pk=link.object_id).values_list("current_version__sha256", flat=True).first() or ""


def director_of(application: Application) -> dict[str, str]:
    """The director as answered in the draft."""
    answer = Answer.objects.get(application=application, question__key="director")
    assert answer.value  # nothing is sent for signature while an answer is missing
    return answer.value


def _links(application: Application):
    return PersonalLink.objects.filter(purpose=Purpose.SIGN_APPLICATION, object_id=application.pk)


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
