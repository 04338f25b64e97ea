"""The forms of the assessment."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BoundField

from applications.assessment import sheet
from applications.assessment.actions import Opinion, Scores
from applications.assessment.models import Confidence, Review
from applications.rounds.models import Round

# As a validator and not as max_length: the browser would cut off what is pasted, without a word.
NOT_TOO_LONG = MaxLengthValidator(5000, "Teksten er for lang. Skriv højst 5.000 tegn.")


def drawn_in_place(choice: BoundField, reason: BoundField) -> dict:
    """A choice and the reason for it, as `_choice_fields.html` draws them."""
    return {"choice": choice, "options": options_of(choice), "reason": reason}


def options_of(choice: BoundField) -> list[tuple[str, str, str, bool]]:
    """What a choice offers, each as (id, value, label, whether chosen)."""
    options = [option.data for option in choice.subwidgets]
    return [(one["attrs"]["id"], str(one["value"]), one["label"], one["selected"]) for one in options]


class ReviewForm(forms.Form):
    """A score, a rationale and how sure one is, for each criterion. Nothing is required until the review is locked.

    `criteria` are those that it asks about, all of the round's where they are not given. A field that stands as it was
    shown keeps what is stored meanwhile: the same review may be open in two windows.
    """

    mark_optional = False
    PARTS = ("score", "rationale", "confidence")

    def __init__(self, *args, round_: Round, review: Review | None, criteria=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = sheet.criteria_with_anchors(round_) if criteria is None else criteria
        written = {score.criterion_id: score for score in review.scores.all()} if review else {}
        self.stored: Scores = {}
        for criterion in self.criteria:
            known = written.get(criterion.pk)
            opinion = Opinion(known.score, known.rationale, known.confidence) if known else Opinion()
            self.stored[criterion.key] = opinion
            self.fields[f"{criterion.key}_score"] = score_field(criterion, initial=opinion.score, required=False)
            self.fields[f"{criterion.key}_rationale"] = forms.CharField(
                label="Begrundelse",
                required=False,
                validators=[NOT_TOO_LONG],
                initial=opinion.rationale,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
            self.fields[f"{criterion.key}_confidence"] = forms.TypedChoiceField(
                label="Hvor sikker er du?",
                choices=Confidence.choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=opinion.confidence,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Vælg, hvor sikker du er."},
            )

    def fields_of(self, criterion: sheet.ReadCriterion) -> dict:
        """The three fields of a criterion, for the page, with what they were shown with."""
        sure = self[f"{criterion.key}_confidence"]
        return {
            **drawn_in_place(self[f"{criterion.key}_score"], self[f"{criterion.key}_rationale"]),
            "sure": sure,
            "sure_options": options_of(sure),
            "seen": [(self._seen(name), self._as_shown(name)) for name in self._names(criterion.key)],
        }

    @property
    def scores(self) -> Scores:
        """What was written, as the actions take it; what is stored where a field was left as it was shown."""
        return {
            key: Opinion(
                *(
                    stored if self._is_untouched(name) else self.cleaned_data[name]
                    for name, stored in zip(self._names(key), opinion, strict=True)
                )
            )
            for key, opinion in self.stored.items()
        }

    @property
    def is_new(self) -> bool:
        """Whether anything was written that is not stored."""
        return self.scores != self.stored

    def demand_everything(self) -> bool:
        """Put an error beside each field that must be filled in before locking; True where there is none."""
        scores = self.scores
        for criterion in self.criteria:
            opinion = scores[criterion.key]
            if opinion.score is None:
                self.add_error(f"{criterion.key}_score", f"Giv en karakter for »{criterion.title}«.")
            if not opinion.rationale:
                self.add_error(f"{criterion.key}_rationale", f"Skriv en begrundelse for »{criterion.title}«.")
            if opinion.confidence is None:
                self.add_error(f"{criterion.key}_confidence", f"Vælg, hvor sikker du er, for »{criterion.title}«.")
        return not self.errors

    def _names(self, key: str) -> list[str]:
        return [f"{key}_{part}" for part in self.PARTS]

    def _seen(self, name: str) -> str:
        return f"vist-{self.add_prefix(name)}"

    def _as_shown(self, name: str) -> str:
        if self.is_bound:
            return self.data.get(self._seen(name), "")
        initial = self[name].initial
        return "" if initial is None else str(initial)

    def _is_untouched(self, name: str) -> bool:
        return self.data.get(self._seen(name)) == self.data.get(self.add_prefix(name), "")


def score_field(criterion: sheet.ReadCriterion, *, initial: int | None, required: bool) -> forms.TypedChoiceField:
    """The choice of a score, each with what it means."""
    anchors = [(score, f"{score}. {label}: {text}") for score, label, text in criterion.anchors]
    return forms.TypedChoiceField(
        label="Karakter",
        choices=anchors,
        coerce=int,
        empty_value=None,
        required=required,
        initial=initial,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg en karakter fra 0 til 4.", "invalid_choice": "Vælg en karakter fra 0 til 4."},
    )


class AgreedForm(forms.Form):
    """The score that the reviewers have agreed on for one criterion, and why."""

    reason = forms.CharField(
        label="Hvorfor er I nået frem til den?",
        help_text="Skriv, så andre end jer kan forstå det. Bedømmernes egne karakterer bliver stående.",
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[NOT_TOO_LONG],
        error_messages={"required": "Skriv, hvorfor I er nået frem til karakteren."},
    )
    # When the agreed score was noted that stood on the page
    replaces = forms.DateTimeField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Siden er ikke længere, som den var. Læs den igen, og gem så."},
    )

    def __init__(self, *args, criterion: sheet.ReadCriterion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["score"] = score_field(criterion, initial=None, required=True)
        self.fields["score"].label = "Fælles karakter"
        self.order_fields(["score", "reason", "replaces"])

    @property
    def drawn_fields(self) -> dict:
        """The two fields, for the page."""
        return drawn_in_place(self["score"], self["reason"])
