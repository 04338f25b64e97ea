"""Personal links: one person, one thing to do, no account.

A token is the link's id and a keyed hash of purpose, id and nonce. It exists only in the mail and, for a moment, in
the address of the first request; after that the session holds id and nonce, which are checked at each request.
"""

import hmac
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail.models import PersonalLink, Purpose

CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
# Codes that each sending of a link may ask for
CODES = 10
SESSION_KEY = "personal_links"

# Where a purpose's link leads, and what its document's hash is now; registered by the wing that owns the object.
_paths: dict[str, str] = {}
_current_hash: dict[str, Callable[[PersonalLink], str]] = {}


def lead_to(purpose: Purpose, url_name: str, *, current_hash: Callable[[PersonalLink], str] | None = None) -> None:
    """Register the URL name (taking `token`) that links of this purpose open.

    `current_hash` gives the hash that the link's document has now; a link made for another is refused.
    """
    _paths[purpose] = url_name
    if current_hash:
        _current_hash[purpose] = current_hash


class LinkRefused(ActionError):
    """Why a link does not work, in words for its holder."""


UNKNOWN = "Linket er ikke gyldigt. Brug linket i den nyeste mail fra os, eller bed om at få det sendt igen."
WITHDRAWN = "Linket er trukket tilbage af dem, der sendte det. Spørg dem, hvis du mener, at det er en fejl."
USED = "Linket er allerede brugt."
EXPIRED = "Linket er udløbet. Bed om at få det sendt igen."
SUPERSEDED = "Der er sendt et nyt link siden. Brug linket i den nyeste mail."
CHANGED = "Teksten er ændret, siden linket blev sendt. Du får en ny mail, når den er klar igen."


def create(purpose, *, object_id, recipient: str, expires_at: datetime, document_hash: str = "") -> PersonalLink:
    """Make a link for one recipient. Call it in the transaction of the action that needs it."""
    return PersonalLink.objects.create(
        purpose=purpose, object_id=object_id, recipient=recipient, expires_at=expires_at, document_hash=document_hash
    )


@transaction.atomic
def renew(link: PersonalLink, *, expires_at: datetime) -> PersonalLink:
    """Give the link a new token, so that the mails sent with the old one no longer work."""
    lock(link)
    if link.used_at or link.withdrawn_at:
        raise LinkRefused(USED if link.used_at else WITHDRAWN)
    link.nonce, link.generation, link.expires_at = uuid.uuid4(), link.generation + 1, expires_at
    link.save(update_fields=["nonce", "generation", "expires_at"])
    return link


@transaction.atomic
def withdraw(link: PersonalLink) -> None:
    """Make the link useless. Withdrawing twice, or after use, changes nothing."""
    lock(link)
    if not link.used_at and not link.withdrawn_at:
        link.withdrawn_at = timezone.now()
        link.save(update_fields=["withdrawn_at"])


def token(link: PersonalLink) -> str:
    """The secret part of the link's address, derived anew each time."""
    return f"{link.pk}.{_mac(settings.LINK_KEYS[0], link)}"


def path_name(link: PersonalLink) -> str:
    """The URL name that the link opens."""
    return _paths[link.purpose]


def redeem(given: str, *, purpose: Purpose) -> PersonalLink:
    """Return the link that a token stands for.

    Raises LinkRefused; an unknown and a wrong token look the same.
    """
    link_id, _, mac = given.partition(".")
    try:
        link = PersonalLink.objects.filter(pk=uuid.UUID(link_id), purpose=purpose).first()
    except ValueError:
        link = None
    if link is None:
        raise LinkRefused(UNKNOWN)
    if not any(hmac.compare_digest(_mac(key, link).encode(), mac.encode()) for key in settings.LINK_KEYS):
        # A link that was sent anew: its earlier token is recognised only by not being the present one.
        raise LinkRefused(SUPERSEDED if link.generation > 1 else UNKNOWN)
    refuse_unless_usable(link)
    return link


def remember(session, link: PersonalLink) -> None:
    """Exchange the token for the session, so that the address can be cleaned."""
    session[SESSION_KEY] = {**session.get(SESSION_KEY, {}), link.purpose: [str(link.pk), str(link.nonce)]}


def remembered(session, *, purpose: Purpose, usable: bool = True, at: datetime | None = None) -> PersonalLink:
    """The link that this session holds for the purpose, checked again as it is at this moment, or else now.

    Raises LinkRefused.
    """
    link_id, nonce = session.get(SESSION_KEY, {}).get(purpose, (None, None))
    link = PersonalLink.objects.filter(pk=link_id).first() if link_id else None
    if link is None:
        raise LinkRefused(UNKNOWN)
    if str(link.nonce) != nonce:
        raise LinkRefused(SUPERSEDED)
    if usable:
        refuse_unless_usable(link, at=at)
    return link


def use(link: PersonalLink, *, received_at: datetime | None = None) -> None:
    """Lock the link and mark it used, inside the action it allows. Raises LinkRefused where it no longer may.

    Whether it has expired is judged by when the request was received.
    """
    lock(link)
    refuse_unless_usable(link, at=received_at)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])


def refuse_unless_usable(link: PersonalLink, *, at: datetime | None = None) -> None:
    """Raise LinkRefused when the link is used, withdrawn, expired, or made for another document."""
    if link.withdrawn_at:
        raise LinkRefused(WITHDRAWN)
    if link.used_at:
        raise LinkRefused(USED)
    if link.expires_at < (at or timezone.now()):
        raise LinkRefused(EXPIRED)
    current = _current_hash.get(link.purpose)
    if current and not hmac.compare_digest(current(link), link.document_hash):
        raise LinkRefused(CHANGED)


@transaction.atomic
def new_code(link: PersonalLink) -> int:
    """Let the next mail carry a fresh six-digit code; returns its serial number, for the mail's key.

    Raises LinkRefused, also when so many codes were asked for that guessing them would become worth while.
    """
    lock(link)
    refuse_unless_usable(link)
    if link.code_serial >= CODES * link.generation:
        raise LinkRefused("Der er bedt om for mange koder. Bed om at få linket sendt igen.")
    link.code_serial += 1
    link.code_sent_at, link.code_tries = timezone.now(), 0
    link.save(update_fields=["code_serial", "code_sent_at", "code_tries"])
    return link.code_serial


def code(link: PersonalLink) -> str:
    """The six digits of the link's present serial, derived when the mail is sent."""
    return _digits(settings.LINK_KEYS[0], link)


def check_code(link: PersonalLink, given: str) -> str | None:
    """Say in Danish why the code is not accepted, or None where it is.

    Counts the try by one conditional UPDATE of its own, so that five tries are five however many come at once, and
    also when the caller rolls back afterwards.
    """
    if not link.code_sent_at or timezone.now() > link.code_sent_at + CODE_LASTS:
        return "Koden er udløbet. Bed om en ny."
    counted = PersonalLink.objects.filter(pk=link.pk, code_serial=link.code_serial, code_tries__lt=CODE_TRIES).update(
        code_tries=F("code_tries") + 1
    )
    if not counted:
        return "Koden er tastet forkert for mange gange. Bed om en ny."
    digits = "".join(filter(str.isdigit, given))
    if not any(hmac.compare_digest(_digits(key, link).encode(), digits.encode()) for key in settings.LINK_KEYS):
        return "Koden er ikke rigtig. Se efter i den nyeste mail."
    return None


def _mac(key: str, link: PersonalLink) -> str:
    return hmac.new(key.encode(), f"{link.purpose}:{link.pk}:{link.nonce}".encode(), "sha256").hexdigest()


def _digits(key: str, link: PersonalLink) -> str:
    text = f"code:{link.pk}:{link.nonce}:{link.code_serial}"
    return f"{int(hmac.new(key.encode(), text.encode(), 'sha256').hexdigest(), 16) % 1_000_000:06d}"
