"""The forms about speakers: their own part of a programme, and what managers write of them."""

from collections.abc import Mapping
from typing import Any

from django import forms

from conferences.programme.content import WORKSHOP
from conferences.programme.models import Corrected, Speaker
from conferences.programme.parts import Part, field_of, mark

SEEN = "seen-"
LONGEST = {Corrected.JOB: 150, Corrected.TITLE: 150, Corrected.TEXT: 3000}


def _text(label: str, most: int, *, required: str = "", rows: int = 0) -> forms.CharField:
    errors = {"required": required, "max_length": f"Skriv højst {most} tegn."}
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, max_length=most, required=bool(required), widget=widget, error_messages=errors)


def _address(*, required: bool) -> forms.EmailField:
    return forms.EmailField(
        label="Mailadresse",
        max_length=254,
        required=required,
        help_text="Vises ikke på siden.",
        error_messages={"required": "Skriv mailadressen.", "invalid": "Skriv en mailadresse, fx navn@kommune.dk."},
    )


class PartForm(forms.Form):
    """What a speaker may correct of their own part, with marks of what they saw."""

    def __init__(self, data: Any = None, *, part: Part):
        super().__init__(data, initial=part.fields)
        self.part = part
        # What the speaker saw, which what is sent again still carries
        self.marks = part.marks if data is None else seen_of(data)
        self.fields[Corrected.JOB.value] = _text(
            "Din stilling", LONGEST[Corrected.JOB], required="Skriv din stilling, som den skal stå i programmet."
        )
        for item in part.items:
            which = f"{'workshoppen' if item.kind == WORKSHOP else 'oplægget'} kl. {item.hours}"
            self.fields[field_of(item.id, Corrected.TITLE)] = _text(
                f"Titel på {which}", LONGEST[Corrected.TITLE], required="Skriv titlen."
            )
            self.fields[field_of(item.id, Corrected.TEXT)] = _text(
                f"Beskrivelse af {which}", LONGEST[Corrected.TEXT], rows=8
            )


def seen_of(data: Mapping[str, str]) -> dict[str, str]:
    """The marks that a form carried."""
    return {name.removeprefix(SEEN): data[name] for name in data if name.startswith(SEEN)}


def typed_again(data: Mapping[str, str], part: Part) -> dict[str, str]:
    """What stands in the form after somebody else changed the part: the speaker's words where they wrote any."""
    seen = seen_of(data)
    return {
        name: data[name] if name in data and mark(data[name]) != seen.get(name) else now
        for name, now in part.fields.items()
    }


def left_over(data: Mapping[str, str], part: Part | None) -> list[str]:
    """What the speaker wrote of sessions that are no longer theirs, so that it is not lost."""
    seen, fields = seen_of(data), part.fields if part else {}
    names = [name for name in seen if name in data and name not in fields]
    return [data[name] for name in names if mark(data[name]) != seen[name]]


class AddressForm(forms.Form):
    """Where a speaker gets mail."""

    email = _address(required=True)


class SpeakerForm(forms.Form):
    """Who a speaker is, in every programme."""

    name = _text("Navn", 100, required="Skriv navnet.")
    title = _text("Stilling", 150, required="Skriv stillingen.")
    email = _address(required=False)


class MergeForm(forms.Form):
    """Which of two speakers stays; the other one is asked for on the page before."""

    keep = forms.ModelChoiceField(
        label="Hvem skal blive stående?",
        queryset=Speaker.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Vælg, hvem der skal blive stående.", "invalid_choice": "Vælg en af de to."},
    )

    def __init__(self, data: Any = None, *, one: Speaker, other: Speaker):
        super().__init__(data)
        self.pair = {one.pk: one, other.pk: other}
        keep: Any = self.fields["keep"]
        keep.queryset = Speaker.objects.filter(pk__in=self.pair).order_by("name", "title", "pk")

    @property
    def kept_and_gone(self) -> tuple[Speaker, Speaker]:
        """The two of a valid form, the one that stays in front."""
        kept = self.cleaned_data["keep"]
        return kept, next(one for key, one in self.pair.items() if key != kept.pk)
