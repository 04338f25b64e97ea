"""The survey, as a guest answers it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from conferences.afterwards.models import LONGEST
from conferences.afterwards.survey import SCALE, SCORES, TEXTS
from conferences.programme.models import Workshop
from praksis import cpr

CHOICES = [(str(score), words) for score, words in SCALE.items()]
WARNING = "Skriv ikke om enkelte børn, familier eller kolleger, og skriv ikke navne."


class SurveyForm(forms.Form):
    """How the day was, each workshop the guest had, and two questions in their own words."""

    def __init__(self, data: Any = None, *, workshops: Sequence[Workshop]):
        super().__init__(data)
        self.workshops = workshops
        for name, words in SCORES.items():
            self.fields[name] = _score(words, required="Vælg fra 1 til 5." if name == "overall" else "")
        for workshop in workshops:
            self.fields[_name(workshop)] = _score(f"Hvad synes du om workshoppen »{workshop.as_shown.title}«?")
        for name, words in TEXTS.items():
            self.fields[name] = _text(words)

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes, once the form is valid."""
        scores = {name: _number(self.cleaned_data[name]) for name in SCORES}
        texts = {name: self.cleaned_data[name] for name in TEXTS}
        return {**scores, **texts, "workshops": self._of_workshops()}

    def _of_workshops(self) -> dict[UUID, int]:
        said = {one.pk: self.cleaned_data[_name(one)] for one in self.workshops}
        return {key: int(score) for key, score in said.items() if score}

    def clean(self) -> None:
        for name in TEXTS:
            if cpr.holds(self.cleaned_data.get(name) or ""):
                self.add_error(name, "Det ligner et cpr-nummer. Fjern det, før du sender.")


def _name(workshop: Workshop) -> str:
    return f"workshop_{workshop.pk}"


def _number(score: str) -> int | None:
    return int(score) if score else None


def _score(label: str, *, required: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=CHOICES,
        required=bool(required),
        widget=forms.RadioSelect,
        error_messages={"required": required, "invalid_choice": "Vælg en af mulighederne."},
    )


def _text(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=WARNING,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"Skriv højst {LONGEST} tegn."},
    )
