"""Who may look into the outbox, and at which letters there."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, QuerySet

from praksis.mail.models import Email

# Given a person, the cases whose letters are not for that person to read; each wing adds its own in its apps.py.
_withheld: list[Callable] = []


def withhold(cases: Callable) -> None:
    """Register which cases a person is kept out of: `cases(user)` gives a queryset of cases."""
    _withheld.append(cases)


def can_read_outbox(user) -> bool:
    """Managers and administrators see the letters, so that they can help where one did not arrive."""
    # By their values: the room of people stands above this one.
    return user.has_role("manager", "administrator")


def readable_letters(user) -> QuerySet[Email]:
    """The letters of the outbox, but for those on cases that the person is kept out of."""
    letters = Email.objects.all()
    for cases in _withheld:
        letters = letters.filter(~Exists(cases(user).filter(pk=OuterRef("case"))))
    return letters
