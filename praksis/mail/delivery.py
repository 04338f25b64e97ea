"""Sending one letter of the outbox by SMTP."""

import logging
import re
import smtplib
from contextlib import suppress
from datetime import timedelta
from email import encoders
from email.mime.base import MIMEBase
from email.utils import parseaddr

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from praksis.mail import links
from praksis.mail.models import Email
from praksis.work import WorkStatus

CODE = "[[kode]]"
# When the mail server itself cannot be reached, the other letters are not tried in vain for so long.
PAUSE = timedelta(seconds=30)
# What a calendar file asks for, which the mail must say as well
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)

logger = logging.getLogger("praksis.mail")


def deliver(pk) -> bool:
    """Claim and send the letter. False where another worker has it, or it is not to be sent now.

    At least once: a process that dies between the mail server's yes and our commit sends it again after the lease.
    """
    email = Email.objects.claim(pk)
    if email is None:
        return False
    reason = why_not(email)
    if reason:
        return email.finish(WorkStatus.DROPPED, reason, **_erased(email))
    server = get_connection()
    try:
        server.open()
    except OSError as error:  # smtplib's errors are of this kind too
        email.fail(_words(error))
        Email.objects.put_off(PAUSE)
        return False
    try:
        server.send_messages([compose(email)])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        email.fail(_words(error), for_good=_permanent(error))
        return False
    except OSError as error:
        email.fail(_words(error))
        return False
    except Exception as error:  # noqa: BLE001 - a letter that cannot be written must not come back for ever
        logger.error("letter %s cannot be sent: %s", email.pk, type(error).__name__)
        email.fail(type(error).__name__, for_good=True)
        return False
    else:
        # Before the good-bye: what dies between the server's yes and this commit is sent twice.
        return email.finish(**_erased(email))
    finally:
        with suppress(OSError):
            server.close()


def _erased(email: Email) -> dict[str, str]:
    """What is erased when a letter has come to its end: the text of a sensitive one, with its address."""
    return {"body": "", "button_path": ""} if email.sensitive else {}


def why_not(email: Email) -> str:
    """Why a letter is no longer worth sending; empty where it is."""
    if email.not_after and timezone.now() > email.not_after:
        return "Tidspunktet er passeret."
    if email.link:
        if email.link.generation != email.link_generation:
            return "Der er sendt et nyere link."
        try:
            links.refuse_unless_usable(email.link)
        except links.LinkRefused as refused:
            return str(refused)
    return ""


def compose(email: Email) -> EmailMultiAlternatives:
    """The message with its text and its HTML. The link's token and code exist from here on, and only here."""
    context = {
        "subject": email.subject,
        "paragraphs": paragraphs(email, with_code=True),
        "button_text": email.button_text,
        "button_url": button_url(email),
        "closing": "Venlig hilsen\nPraksiskonsulenterne",
    }
    message = EmailMultiAlternatives(
        subject=" ".join(email.subject.split()),  # a line break in somebody's name would break the header
        body=render_to_string("emails/letter.txt", context),
        to=[email.to],
        headers={"Message-ID": _message_id(email)},
    )
    message.attach_alternative(css_inline.inline(render_to_string("emails/letter.html", context)), "text/html")
    if email.calendar:
        message.attach(_calendar(email.calendar))
    return message


def _calendar(text: str) -> MIMEBase:
    """The calendar file as mail programmes know it for an invitation: by its type and method, byte for byte."""
    found = METHOD.search(text)
    part = MIMEBase("text", "calendar", charset="utf-8", method=found[1] if found else "PUBLISH")
    part.set_payload(text.encode())
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename="moede.ics")
    return part


def _message_id(email: Email) -> str:
    """The same each time the letter is sent, so that a duplicate can be known as one."""
    return f"<{email.pk}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition('@')[2]}>"


def paragraphs(email: Email, *, with_code: bool) -> list[str]:
    """The letter's paragraphs; `with_code` puts the six digits in, which only the recipient should read."""
    body = email.body
    if with_code and email.link and CODE in body:
        body = body.replace(CODE, links.code(email.link))
    return [part.strip() for part in body.split("\n\n") if part.strip()]


def button_url(email: Email) -> str:
    """The address behind the letter's button; empty where it has none."""
    if email.link and email.button_text:
        return settings.SITE_URL + reverse(links.path_name(email.link), args=[links.token(email.link)])
    return settings.SITE_URL + email.button_path if email.button_path else ""


def _permanent(error) -> bool:
    codes = [code for code, _ in error.recipients.values()] if hasattr(error, "recipients") else [error.smtp_code]
    return all(500 <= code < 600 for code in codes)


def _words(error) -> str:
    """What the server said, without the address or the text of the letter."""
    if hasattr(error, "recipients"):
        return "; ".join(f"{code}" for code, _ in error.recipients.values())
    return str(getattr(error, "smtp_code", "")) or type(error).__name__
