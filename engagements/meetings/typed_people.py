"""People typed as lines of text: an address, or a name and an address in angle brackets."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from engagements.meetings.invited import Invitee

MOST = 30
LONGEST_NAME, LONGEST_EMAIL = 150, 254
LINE = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>")


def read_line(line: str) -> Invitee:
    """Who is meant. Raises ValueError where there is no mail address in it."""
    found = LINE.fullmatch(line.strip())
    name, email = (found["name"], found["email"]) if found else ("", line)
    name, email = " ".join(name.replace('"', " ").split()), email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ValueError("No mail address") from None
    if len(email) > LONGEST_EMAIL:
        raise ValueError("Too long a mail address")
    return Invitee(name[:LONGEST_NAME], email, is_required=True)


class PeopleField(forms.CharField):
    """One person on each line; every line that cannot be read is named in a sentence of its own."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=8000, error_messages={"max_length": "Skriv højst 8.000 tegn."}, **kwargs)

    def clean(self, value) -> list[Invitee]:
        """Read the lines. Raises ValidationError."""
        lines = [(number, line) for number, line in enumerate(super().clean(value).splitlines(), 1) if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(f"Skriv højst {MOST} personer.")
        people, errors = [], []
        for number, line in lines:
            try:
                people.append(read_line(line))
            except ValueError:
                errors.append(f"Linje {number}: Vi kan ikke finde en mailadresse i “{line.strip()[:80]}”.")
        if errors:
            raise ValidationError(errors)
        return people
