"""The forms of registration: what several people have in common, each of them, and what one guest changes."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast
from unicodedata import category
from uuid import UUID, uuid4

from django import forms

from conferences.programme.models import Workshop
from conferences.registration.actions import Guest
from conferences.registration.models import GuestRole, Registration
from conferences.registration.offered import Offer, Round
from praksis.organisations.models import Municipality

MOST_GUESTS = 10
# The ids of more workshops than any event has; whoever sends more would keep the site busy.
LONGEST_FULL = 10_000
# Unicode's names for control characters, for what parts lines and paragraphs, and for what is not seen
BREAKS, UNSEEN = {"Cc", "Zl", "Zp"}, {"Cf"}
# Not seen either, but some languages write their words with them.
JOINERS = "\u200c\u200d"
# A name is read by others in a letter of ours, so it is no place for an address. "A.Bang" is a name.
ADDRESS = re.compile(r"[/@]|www\.|\w{3,}\.[a-z]{2,}", re.IGNORECASE)
NO_MUNICIPALITY = "ingen"
NOTHING = ""


class MunicipalityField(forms.ChoiceField):
    """One of the municipalities, or none: the answer must be given."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Kommune")
        messages = {"required": "Vælg kommunen.", "invalid_choice": "Vælg en kommune fra listen."}
        super().__init__(choices=_municipalities, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> Municipality | None:
        """The municipality; None of those who do not come from one."""
        key = super().clean(value)
        return None if key == NO_MUNICIPALITY else Municipality.objects.get(pk=key)


def _municipalities() -> list[tuple[str, str]]:
    rows = Municipality.objects.order_by("short_name").values_list("pk", "short_name")
    return [("", "Vælg"), (NO_MUNICIPALITY, "Ikke fra en kommune"), *((str(pk), name) for pk, name in rows)]


class LineField(forms.CharField):
    """A line of text: no line breaks, and nothing that is not seen or turns the writing around."""

    def to_python(self, value: Any) -> str:
        """The text as it is kept; one that is far too long is refused as it stands."""
        text = super().to_python(value)
        if len(text) > 10 * (self.max_length or 0):
            return text
        seen = (each for each in text if category(each) not in UNSEEN or each in JOINERS)
        return " ".join("".join(" " if category(each) in BREAKS else each for each in seen).split())


class NameField(LineField):
    """A person's name: with letters, and without an address that somebody else would be sent in a letter of ours."""

    def validate(self, value: Any) -> None:
        """Raise ValidationError where it is no name."""
        super().validate(value)
        if not any(each.isalpha() for each in value):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        # To look through what is far too long takes long.
        if len(value) <= (self.max_length or 0) and ADDRESS.search(value):
            raise forms.ValidationError("Skriv kun navnet, uden mailadresse og webadresse.", code="address")


def _text(label: str, most: int, *, required: str = "", help_text: str = "", kind=LineField) -> forms.CharField:
    errors = {"required": required, "max_length": f"Skriv højst {most} tegn."}
    return kind(label=label, max_length=most, required=bool(required), help_text=help_text, error_messages=errors)


class BookingForm(forms.Form):
    """What those who are registered together have in common."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    workplace = _text("Arbejdsplads", 150, required="Skriv, hvor I arbejder.", help_text="Fx dagtilbuddets navn.")
    municipality = MunicipalityField()

    def __init__(self, data: Any = None, *, typed: Any = None, municipality: str = ""):
        first = {"key": uuid4(), "municipality": municipality}
        super().__init__(data, initial={**first, **_typed(self.base_fields, typed)})


def _typed(names: Iterable[str], data: Any, prefix: str = "") -> dict[str, str]:
    """What stands in these fields of a page that was sent, to be shown again before it is judged."""
    return {name: data[prefix + name] for name in names if data and prefix + name in data}


class PersonForm(forms.Form):
    """What a guest tells of themselves."""

    role = forms.ChoiceField(
        label="Hvad arbejder du som?",
        choices=[("", "Vælg"), *GuestRole.choices],
        error_messages={"required": "Vælg, hvad du arbejder som.", "invalid_choice": "Vælg fra listen."},
    )
    food = _text("Mad, vi skal tage hensyn til", 300, help_text="Fx vegetar. Det slettes dagen efter.")
    access = _text("Andre behov på dagen", 300, help_text="Fx teleslynge eller kørestol. Det slettes dagen efter.")
    on_list = forms.BooleanField(
        label="Mit navn, min arbejdsplads og min kommune må stå på deltagerlisten, som de andre deltagere kan se",
        required=False,
    )


class GuestForm(PersonForm):
    """One of those who are registered, with the workshops they choose; the first stands alone where there is one."""

    name = _text("Navn", 150, required="Skriv navnet.", kind=NameField)
    email = forms.EmailField(
        label="Mailadresse",
        max_length=254,
        help_text="Hertil sender vi tilmeldingen med et personligt link.",
        error_messages={"required": "Skriv mailadressen.", "invalid": "Skriv en mailadresse, fx navn@kommune.dk."},
    )
    field_order = ["name", "email", "role"]

    def __init__(self, data: Any = None, *, number: int, rounds: Sequence[Round], typed: Any = None):
        names = [*self.base_fields, *(each.name for each in rounds)]
        super().__init__(data, prefix=f"gaest{number}", initial=_typed(names, typed, f"gaest{number}-"))
        self.number = number
        self.rounds = rounds
        for each in rounds:
            self.fields[each.name] = workshop_field(each)
        self.order_fields([*self.field_order, *(each.name for each in rounds), "food", "access", "on_list"])

    def guest(self, booking: BookingForm) -> Guest:
        """The person as the action takes them; both forms are valid."""
        own = {name: self.cleaned_data[name] for name in ("name", "email", "role", "food", "access", "on_list")}
        common = {name: booking.cleaned_data[name] for name in ("workplace", "municipality")}
        return Guest(**own, **common, workshops=chosen(self, self.rounds))

    def refuse(self, workshop: Workshop, sentence: str) -> None:
        """Say beside the workshops of that time why this one cannot be had."""
        refuse(self, self.rounds, workshop, sentence)


class WorkshopsForm(forms.Form):
    """The workshops that a guest has, to choose others."""

    def __init__(self, data: Any = None, *, rounds: Sequence[Round], has: Sequence[UUID]):
        initial = {
            each.name: str(offer.workshop.pk) for each in rounds for offer in each.offers if offer.workshop.pk in has
        }
        super().__init__(data, initial=initial)
        for each in rounds:
            self.fields[each.name] = workshop_field(each)


class CorrectionForm(PersonForm):
    """What a guest told, to be corrected; the address stays."""

    name = _text("Navn", 150, required="Skriv navnet.", kind=NameField)
    workplace = _text("Arbejdsplads", 150, required="Skriv, hvor du arbejder.")
    municipality = MunicipalityField()
    field_order = ["name", "workplace", "municipality", "role"]

    @staticmethod
    def initial_of(registration: Registration) -> dict[str, Any]:
        """What stands in the form at first."""
        names = ("name", "workplace", "role", "food", "access", "on_list")
        kept = {name: getattr(registration, name) for name in names}
        return {**kept, "municipality": registration.municipality_id or NO_MUNICIPALITY}


def workshop_field(each: Round) -> forms.ChoiceField:
    """One of the workshops that begin together, or none of them."""
    choices = [(NOTHING, "Ingen af dem"), *((str(offer.workshop.pk), offer.label) for offer in each.offers)]
    return forms.ChoiceField(
        label=each.title,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        initial=NOTHING,
        error_messages={"invalid_choice": "Workshoppen er ikke i programmet længere. Vælg en af dem, der står her."},
    )


def chosen(form: forms.Form, rounds: Sequence[Round]) -> list[Workshop]:
    """The workshops that a valid form holds, in the order of the day."""
    keys = {form.cleaned_data[each.name] for each in rounds}
    return [offer.workshop for each in rounds for offer in each.offers if str(offer.workshop.pk) in keys]


def refuse(form: forms.Form, rounds: Sequence[Round], workshop: Workshop, sentence: str) -> None:
    """Put a refusal of a workshop beside the field in which it was chosen."""
    name = next(each.name for each in rounds if any(offer.workshop == workshop for offer in each.offers))
    form.add_error(name, sentence)


def shown_as_full(data: Any) -> set[UUID]:
    """The ids of the workshops that the page which was sent showed as full; what is no id is left out."""
    found = set()
    for text in cast("str", data.get("fulde", ""))[:LONGEST_FULL].split(","):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def as_shown(rounds: Sequence[Round]) -> str:
    """The full ones as the page has them, for `shown_as_full`."""
    full: list[Offer] = [offer for each in rounds for offer in each.offers if offer.is_full]
    return ",".join(str(offer.workshop.pk) for offer in full)
