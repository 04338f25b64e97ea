"""Letters about accounts. All are sensitive: never shown in the outbox page, and erased once sent."""

import uuid
from datetime import timedelta

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from praksis.accounts.models import User
from praksis.mail.models import Email


def _letter(kind: str, *, lasts: timedelta | None = None, **fields) -> Email:
    """A sensitive letter. Asking twice gives two letters, so the key is unique each time."""
    not_after = timezone.now() + lasts if lasts else None
    return Email(key=f"account.{kind}:{uuid.uuid4()}", sensitive=True, not_after=not_after, **fields)


def confirm_address(to: str, *, key: str) -> Email:
    """The address must be confirmed before the first sign-in."""
    return _letter(
        "confirm_address",
        lasts=timedelta(days=app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS),
        to=to,
        subject="Bekræft din mailadresse",
        body=(
            "Der er oprettet en konto i Praksis med din mailadresse. Bekræft, at adressen er din, så kan du begynde "
            "med det samme.\n\n"
            f"Linket virker i {app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS} dage.\n\n"
            "Har du ikke selv oprettet kontoen? Så skal du ikke gøre noget."
        ),
        button_text="Bekræft mailadressen",
        button_path=reverse("account_confirm_email", args=[key]),
    )


def choose_new_password(user: User, *, to: str, key: str) -> Email:
    """Somebody said that the password is forgotten."""
    return _letter(
        "choose_new_password",
        lasts=timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        to=to,
        subject="Vælg en ny adgangskode",
        body=(
            "Du kan vælge en ny adgangskode til Praksis med knappen herunder. Linket virker i tre dage og kun én "
            "gang.\n\n"
            "Har du ikke bedt om det? Så skal du ikke gøre noget. Din adgangskode er den samme som før."
        ),
        button_text="Vælg en ny adgangskode",
        button_path=_password_path(user, key),
    )


def choose_first_password(user: User, *, key: str) -> Email:
    """A member of the staff has been given an account."""
    return _letter(
        "choose_first_password",
        lasts=timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        to=user.email,
        subject="Vælg din adgangskode til Praksis",
        body=(
            f"Kære {user.name}\n\n"
            "Du har en konto i Praksis. Vælg en adgangskode, før du logger ind første gang. Den skal have mindst 15 "
            "tegn.\n\n"
            "Linket virker i tre dage. Er det udløbet, kan du få et nyt under »Jeg har glemt min adgangskode«."
        ),
        button_text="Vælg adgangskode",
        button_path=_password_path(user, key),
    )


def no_account(to: str) -> Email:
    """Somebody asked for a new password for an address without an account."""
    return _letter(
        "no_account",
        to=to,
        subject="Der er ingen konto med din mailadresse",
        body=(
            "Nogen, måske dig selv, har bedt om en ny adgangskode til Praksis med denne mailadresse. Der er ingen "
            "konto med adressen.\n\n"
            "Har du brugt en anden adresse, så prøv med den. Ellers kan du oprette en konto."
        ),
        button_text="Opret en konto",
        button_path=reverse("account_signup"),
    )


def already_has_account(to: str) -> Email:
    """Somebody signed up with an address that has an account: told to its owner only."""
    return _letter(
        "already_has_account",
        to=to,
        subject="Du har allerede en konto",
        body=(
            "Nogen, måske dig selv, har prøvet at oprette en konto i Praksis med denne mailadresse. Du har allerede "
            "en konto, så vi har ikke oprettet en ny.\n\n"
            "Log ind med den adgangskode, du har. Har du glemt den, så vælg en ny."
        ),
        button_text="Vælg en ny adgangskode",
        button_path=reverse("account_reset_password"),
    )


def _password_path(user: User, key: str) -> str:
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
