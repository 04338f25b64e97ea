"""The forms with which a survey is sent out and looked after."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagements.evaluation.models import RecipientRole
from engagements.evaluation.suggestions import Recipient
from engagements.meetings.typed_people import read_line
from praksis.forms import DateField

# So many of one role; a course has some hundred people at most.
MOST = 150
HINTS = {
    RecipientRole.ADMINISTRATION: "Fx dagtilbudschef og direktør.",
    RecipientRole.LEADERSHIP: "Fx dagtilbudsledere, områdeledere og souschefer.",
    RecipientRole.RESOURCE_PERSON: "Fx kommunens pædagogiske konsulenter, psykologer og ressourcepersoner.",
    RecipientRole.STAFF: "Pædagoger, medhjælpere og dagplejere.",
}
DAY_ERRORS = {"required": "Skriv dagen."}


class RecipientsField(forms.CharField):
    """People of one role, one on each line; every line that cannot be read is named in a sentence of its own."""

    def __init__(self, *, role: RecipientRole):
        self.role = role
        super().__init__(
            label=role.label,
            help_text=f"{HINTS[role]} Én på hver linje: Navn <mailadresse> eller bare mailadressen.",
            max_length=40_000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
            error_messages={"max_length": "Skriv færre på en gang."},
        )

    def clean(self, value: Any) -> list[Recipient]:
        """Read the lines. Raises ValidationError."""
        lines = [(number, line) for number, line in enumerate(super().clean(value).splitlines(), 1) if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(f"Skriv højst {MOST} på en gang.")
        people, errors = [], []
        for number, line in lines:
            try:
                person = read_line(line)
            except ValueError:
                errors.append(f"Linje {number}: Vi kan ikke finde en mailadresse i “{line.strip()[:80]}”.")
            else:
                people.append(Recipient(person.name, person.email, self.role.value))
        if errors:
            raise ValidationError(errors)
        return people


class RecipientsForm(forms.Form):
    """Who gets a survey, by role."""

    refused_at = "administration"
    mark_optional = False

    administration = RecipientsField(role=RecipientRole.ADMINISTRATION)
    leadership = RecipientsField(role=RecipientRole.LEADERSHIP)
    resource_person = RecipientsField(role=RecipientRole.RESOURCE_PERSON)
    staff = RecipientsField(role=RecipientRole.STAFF)

    @property
    def recipients(self) -> list[Recipient]:
        """All of them, once the form is valid."""
        return [person for role in RecipientRole for person in self.cleaned_data[role.value]]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {"recipients": self.recipients}

    def clean(self) -> None:
        seen: dict[str, str] = {}
        for role in RecipientRole:
            for person in self.cleaned_data.get(role.value) or []:
                if person.email in seen:
                    self.add_error(role.value, f"{person.email} står der to gange. Lad den stå ét sted.")
                seen[person.email] = role.value
        if not seen and not self.errors:
            self.add_error("administration", "Skriv mindst én, der skal have spørgeskemaet.")


class SendSurveyForm(RecipientsForm):
    """A survey that is to be sent: its days and its recipients."""

    refused_at = "opens_on"

    opens_on = DateField(
        label="Første dag",
        help_text="Mailen med linket bliver sendt den dag.",
        error_messages=DAY_ERRORS,
    )
    closes_on = DateField(
        label="Sidste dag",
        help_text="Fire dage før minder vi dem, der ikke har svaret. Resultatet kan ses, når dagen er gået.",
        error_messages=DAY_ERRORS,
    )
    field_order = ["opens_on", "closes_on"]

    @property
    def facts(self) -> dict[str, Any]:
        days = {name: self.cleaned_data[name] for name in ("opens_on", "closes_on")}
        return {**days, **super().facts}

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if first and first < timezone.localdate():
            self.add_error("opens_on", "Dagen er gået. Vælg i dag eller en senere dag.")
        if first and last and last < first:
            self.add_error("closes_on", "Den sidste dag kan ikke ligge før den første.")


class ProlongForm(forms.Form):
    """Until when a survey can be answered."""

    refused_at = "closes_on"

    closes_on = DateField(label="Sidste dag", error_messages=DAY_ERRORS)

    @property
    def facts(self) -> dict[str, date]:
        """What the action takes."""
        return {"closes_on": self.cleaned_data["closes_on"]}


def as_lines(recipients: Iterable[Recipient]) -> dict[str, str]:
    """Recipients as the form's text areas hold them."""
    lines: dict[str, list[str]] = {role.value: [] for role in RecipientRole}
    for recipient in recipients:
        lines[recipient.role].append(recipient.line)
    return {role: "\n".join(own) for role, own in lines.items()}
