"""The forms of the question what became of an anchoring plan: its answers, and whom it is sent to."""

from collections.abc import Iterable
from typing import Any

from django import forms

from engagements.plans.actions import Said
from engagements.plans.models import AnchoringAction, AnchoringAnswer, Fate


class AnswerForm(forms.Form):
    """What became of one action. Nothing chosen is no answer yet."""

    mark_optional = False

    fate = forms.ChoiceField(
        label="Hvordan er det gået?",
        choices=Fate.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Vælg en af mulighederne."},
    )
    line = forms.CharField(
        label="Med få ord (frivilligt)",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Skriv højst 300 tegn."},
    )

    def __init__(self, data: Any, *, action: AnchoringAction, answer: AnchoringAnswer | None):
        initial = {"fate": answer.fate, "line": answer.line} if answer else {}
        super().__init__(data, prefix=str(action.pk), initial=initial)
        self.action, self.answer = action, answer

    def clean(self) -> None:
        if not self.errors and self.cleaned_data["line"] and not self.cleaned_data["fate"]:
            self.add_error("fate", "Vælg også, hvordan det er gået.")

    @property
    def said(self) -> Said | None:
        """The answer, where one is given."""
        fate = self.cleaned_data["fate"]
        return Said(self.action.pk, fate, self.cleaned_data["line"]) if fate else None


class WhoForm(forms.Form):
    """Who answers."""

    name = forms.CharField(
        label="Dit navn",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "input-width-l"}),
        error_messages={"required": "Skriv dit navn.", "max_length": "Skriv højst 150 tegn."},
    )


class RecipientForm(forms.Form):
    """To whom the question is sent anew."""

    name = forms.CharField(
        label="Navn",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-width-l"}),
        error_messages={"required": "Skriv, hvem vi skal spørge.", "max_length": "Skriv højst 150 tegn."},
    )
    email = forms.EmailField(
        label="Mailadresse",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "input-width-l"}),
        error_messages={
            "required": "Skriv den mailadresse, vi skal sende til.",
            "invalid": "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk.",
            "max_length": "Mailadressen må højst være på 254 tegn.",
        },
    )


def answer_forms(data: Any, rows: Iterable[AnchoringAction], answers: Iterable[AnchoringAnswer]) -> list[AnswerForm]:
    """A form for each action, with what was answered before."""
    known = {answer.action_id: answer for answer in answers}
    return [AnswerForm(data, action=row, answer=known.get(row.pk)) for row in rows]
