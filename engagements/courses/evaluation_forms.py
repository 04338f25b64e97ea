"""The form in which a course's final evaluation is written."""

from typing import Any

from django import forms

from engagements.courses.actions.evaluating import FinalWords
from engagements.courses.models import FinalEvaluation
from engagements.courses.models.evaluations import ASKED, HIGHEST, LOWEST, MARKS

MARK_CHOICES = [(mark, str(mark)) for mark in range(LOWEST, HIGHEST + 1)]
# What is said beside a question that must be answered before a course is closed
MISSING = {
    "summary": "Skriv kort, hvordan forløbet sluttede.",
    "reached": "Skriv, hvad der er nået.",
    "lives_on": "Skriv, hvad der lever videre, og hvem der bærer det.",
    "learned": "Skriv, hvad I har lært.",
}


def _text(label: str, help_text: str = "", *, rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": "Skriv højst 4.000 tegn."},
    )


class FinalEvaluationForm(forms.Form):
    """How it went. A draft may lack anything; what a course is closed with answers the first four questions."""

    mark_optional = False
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000, required=False)
    summary = _text(
        "Hvordan sluttede forløbet, kort sagt?", "Et par linjer, som står øverst på forløbets side.", rows=3
    )
    reached = _text(
        "Hvad er nået?", "Hold det op mod målene og temaerne: Hvad gør personalet i dag, og hvad får børnene ud af det?"
    )
    lives_on = _text("Hvad lever videre, og hvem bærer det?", "Skriv roller, fx dagtilbudschefen og lederne.")
    learned = _text(
        "Hvad har vi lært?",
        "Det, som andre forløb kan have gavn af. Skriv uden navne på personer, og skriv ikke om enkelte børn.",
    )
    party_words = _text("Kommunens eller dagtilbuddets egne ord (frivilligt)", "Skriv det, som de selv siger det.")

    def __init__(self, data: Any = None, *, stored: FinalEvaluation | None, closing: bool = False):
        names = ["revision", *ASKED, "party_words", *MARKS]
        super().__init__(data, initial={name: getattr(stored, name) for name in names} if stored else {"revision": 0})
        self.closing = closing
        for name, label in MARKS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=MARK_CHOICES,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Vælg et tal fra 1 til 5."},
            )

    @property
    def texts(self) -> list[forms.BoundField]:
        """The questions that are answered in words."""
        return [self[name] for name in (*ASKED, "party_words")]

    @property
    def marks(self) -> list[forms.BoundField]:
        """The five marks of the cooperation."""
        return [self[name] for name in MARKS]

    def clean(self) -> dict[str, Any]:
        """Gather the words; where the course is to be closed, those that are asked must be there."""
        given = dict(self.cleaned_data)
        revision = given.pop("revision", None) or 0
        for name in ASKED:
            if self.closing and not given.get(name) and name not in self.errors:
                self.add_error(name, MISSING[name])
        return {"words": FinalWords(**given), "revision": revision}
