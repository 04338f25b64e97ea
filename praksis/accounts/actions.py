"""Accounts: made, changed, closed; and the roles of the agency's staff, given and taken."""

from collections.abc import Iterable

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from django.db import transaction

from praksis.accounts import emails
from praksis.accounts.models import Role, StaffRole, User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox

ADDRESS_TAKEN = "Der er allerede en konto med den mailadresse."
LAST_ADMINISTRATOR = "Der skal være mindst én administrator. Gør først en anden til administrator."


@transaction.atomic
def create_account(
    *, email: str, name: str, title: str, password: str | None = None, phone: str = "", verified: bool, by=None
) -> User:
    """Make an account with its mail address.

    `verified` says that the address is known to be the person's own (the invitation came to it, or an administrator
    typed it); otherwise it must be confirmed before the first sign-in. Without a password one must be chosen through
    a mail. Raises IntegrityError where the address was taken in the meantime.
    """
    user = User.objects.create_user(email, password, name=name, title=title, phone=phone)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    log.record(None, "account.created", by=by or Actor.of(user), person=user.name)
    return user


@transaction.atomic
def update_profile(user: User, *, name: str, title: str, phone: str) -> None:
    """Change what a person is called. What was signed or sent before keeps the old name."""
    lock(user)
    user.name, user.title, user.phone = name, title, phone
    user.save(update_fields=["name", "title", "phone"])


@transaction.atomic
def create_staff(*, email: str, name: str, title: str, phone: str = "", roles: Iterable[str], by: Actor) -> User:
    """Make an account for a member of the staff and send the mail in which the password is chosen.

    Raises ActionError without a role, and where the address is in use: the accounts of applicants and staff are kept
    apart, so that nobody applies and decides under one name.
    """
    roles = list(dict.fromkeys(roles))
    if not roles:
        raise ActionError("Vælg mindst én rolle.")
    if User.objects.filter(email__iexact=email).exists():
        raise ActionError(ADDRESS_TAKEN)
    user = create_account(email=email, name=name, title=title, phone=phone, verified=True, by=by)
    for role in roles:
        give_role(user, role, by=by)
    send_password_mail(user)
    return user


@transaction.atomic
def give_role(user: User, role: str, *, by: Actor) -> None:
    """Give a member of the staff one more role. Giving it twice changes nothing."""
    _, new = StaffRole.objects.get_or_create(user=user, role=Role(role))
    _forget_roles(user)
    if new:
        log.record(None, "role.given", by=by, person=user.name, role=Role(role).label)


@transaction.atomic
def take_role(user: User, role: str, *, by: Actor) -> None:
    """Take a role away; it counts from the person's next request.

    Raises ActionError for a person's only role (close the account instead) and for the last administrator.
    """
    administrators = _lock_administrators()
    roles = set(user.staff_roles.values_list("role", flat=True))
    if role not in roles:
        return
    if len(roles) == 1:
        raise ActionError("Det er personens eneste rolle. Luk kontoen i stedet.")
    if role == Role.ADMINISTRATOR and administrators == {user.pk}:
        raise ActionError(LAST_ADMINISTRATOR)
    user.staff_roles.filter(role=role).delete()
    _forget_roles(user)
    log.record(None, "role.taken", by=by, person=user.name, role=Role(role).label)


@transaction.atomic
def deactivate(user: User, *, by: Actor) -> None:
    """Close an account: its holder is signed out at once and cannot sign in. Closing it twice changes nothing.

    Raises ActionError for one's own account and for the last administrator.
    """
    administrators = _lock_administrators()
    lock(user)
    if not user.is_active:
        return
    if by.user == user:
        raise ActionError("Du kan ikke lukke din egen konto. Bed en anden administrator om det.")
    if administrators == {user.pk}:
        raise ActionError(LAST_ADMINISTRATOR)
    user.is_active = False
    user.save(update_fields=["is_active"])
    log.record(None, "account.closed", by=by, person=user.name)


@transaction.atomic
def reactivate(user: User, *, by: Actor) -> None:
    """Open a closed account again, with the roles it had. Opening it twice changes nothing."""
    lock(user)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    log.record(None, "account.opened", by=by, person=user.name)


@transaction.atomic
def send_password_mail(user: User) -> None:
    """Send a member of the staff a link to choose a password with; only the newest link in the newest state works."""
    outbox.queue(emails.choose_first_password(user, key=default_token_generator.make_token(user)))


def _lock_administrators() -> set:
    """The active administrators, locked, so that two cannot take the role from each other at once."""
    rows = StaffRole.objects.select_for_update(of=("self",)).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    return set(rows.order_by("pk").values_list("user_id", flat=True))


def _forget_roles(user: User) -> None:
    user.__dict__.pop("roles", None)
