"""The survey itself, as whoever has the link answers it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from engagements.evaluation.editions import DONT_KNOW, DONT_KNOW_WORDS, SCALE
from engagements.evaluation.models import Part, SurveyQuestion, SurveyResponse
from praksis import cpr

CHOICES = [*((str(score), words) for score, words in SCALE.items()), (str(DONT_KNOW), DONT_KNOW_WORDS)]
WARNING = "Skriv ikke om enkelte børn, familier eller kolleger, og skriv ikke navne."


class SurveyForm(forms.Form):
    """One field for each question; every one of them may be left out."""

    mark_optional = False
    use_required_attribute = False

    def __init__(
        self, questions: Sequence[SurveyQuestion], *, sent: Any = None, response: SurveyResponse | None = None
    ):
        super().__init__(sent, initial=_initial(response))
        self.questions = questions
        for question in questions:
            self.fields[question.key] = _scale(question) if question.is_scale else _text(question)

    @property
    def parts(self) -> list[tuple[str, list[BoundField]]]:
        """The questions as the page shows them: each effect under its name, the marks together, the open ones last."""
        found: dict[str, list[BoundField]] = {}
        for question in self.questions:
            found.setdefault(_heading(question), []).append(self[question.key])
        return list(found.items())

    @property
    def scores(self) -> dict[str, int]:
        """What was answered to the statements, once the form is valid."""
        return {q.key: int(value) for q in self.questions if q.is_scale and (value := self.cleaned_data[q.key])}

    @property
    def texts(self) -> dict[str, str]:
        """What was written, once the form is valid."""
        return {q.key: value for q in self.questions if not q.is_scale and (value := self.cleaned_data[q.key])}

    def clean(self) -> None:
        for question in self.questions:
            text = self.cleaned_data.get(question.key)
            if question.is_scale or not text:
                continue
            if cpr.holds(text):
                self.add_error(question.key, "Det ligner et cpr-nummer. Fjern det, før du gemmer.")
            if len(text.split()) > (question.max_words or 0):
                self.add_error(question.key, f"Skriv højst {question.max_words} ord.")
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError("Svar på mindst ét spørgsmål.")


def _heading(question: SurveyQuestion) -> str:
    if question.part == Part.EFFECT:
        return question.subject_title
    return "Samarbejdet med praksiskonsulenterne" if question.part == Part.MARK else "Med dine egne ord"


def _scale(question: SurveyQuestion) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=question.text,
        choices=CHOICES,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Vælg en af mulighederne."},
    )


def _text(question: SurveyQuestion) -> forms.CharField:
    return forms.CharField(
        label=question.text,
        help_text=f"{WARNING} Det, du skriver, kan læses af både kommunen og praksiskonsulenterne, uden dit navn.",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "data-max-words": question.max_words}),
        error_messages={"max_length": "Skriv højst 5.000 tegn."},
    )


def _initial(response: SurveyResponse | None) -> dict[str, str]:
    if response is None:
        return {}
    return {**{key: str(score) for key, score in response.scores.items()}, **response.texts}
