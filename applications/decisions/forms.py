"""The forms of a new decision and of the reserve list's order."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxLengthValidator

from applications.allocation.models import Decision, Outcome
from applications.rounds.models import Criterion

# As a validator and not as max_length: the browser would cut off what is pasted, without a word.
NOT_TOO_LONG = MaxLengthValidator(5000, "Teksten er for lang. Skriv højst 5.000 tegn.")


class ReplaceForm(forms.Form):
    """A new decision in the place of an announced one. It begins with the words of the one that stands."""

    mark_optional = False

    outcome = forms.ChoiceField(
        label="Den nye afgørelse",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg en afgørelse.", "invalid_choice": "Vælg en af afgørelserne."},
    )
    why = forms.CharField(
        label="Hvorfor er der en ny afgørelse?",
        help_text="Ansøgeren læser det. Fx: »En plads er blevet ledig.« eller »Vi havde overset et bilag.«",
        validators=[NOT_TOO_LONG],
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv, hvorfor der er en ny afgørelse. Ansøgeren læser det."},
    )
    reason = forms.CharField(
        label="Samlet begrundelse",
        help_text="Ansøgeren læser den. Nævn de kriterier og hensyn, der har talt for og imod.",
        validators=[NOT_TOO_LONG],
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Skriv en begrundelse. Ansøgeren læser den."},
    )
    # The letter that the person has read: somebody else may replace it meanwhile
    after = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Vi kan ikke se, hvilken afgørelse du har læst. Åbn siden igen, og send derefter."
        ),
    )

    def __init__(self, *args: Any, decision: Decision, criteria: list[Criterion], after: int, **kwargs: Any):
        texts = {row.criterion_id: row.text for row in decision.reasons.all()}
        initial = {"outcome": decision.outcome, "reason": decision.reason, "after": after}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[self._name(criterion)] = forms.CharField(
                label=criterion.title,
                help_text="Kan være tom ved et tilsagn." if criterion == criteria[0] else "",
                initial=texts.get(criterion.pk, ""),
                validators=[NOT_TOO_LONG],
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
            )

    @property
    def reasons(self) -> dict[str, str]:
        """The text under each criterion, by its key."""
        return {criterion.key: self.cleaned_data[self._name(criterion)] for criterion in self.criteria}

    @staticmethod
    def _name(criterion: Criterion) -> str:
        return f"criterion-{criterion.pk}"


class ReserveForm(forms.Form):
    """A number for each on the reserve list, or none."""

    mark_optional = False
    use_required_attribute = False

    def __init__(self, *args: Any, reserves: list[Decision], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.reserves = reserves
        for decision in reserves:
            self.fields[str(decision.pk)] = forms.IntegerField(
                label=decision.application.applicant.name,
                initial=decision.reserve_rank,
                min_value=1,
                max_value=999,
                required=False,
                widget=forms.TextInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
                error_messages={
                    "invalid": "Skriv et helt tal, fx 1.",
                    "min_value": "Begynd med 1.",
                    "max_value": "Skriv et mindre tal.",
                },
            )

    @property
    def ranks(self) -> dict[UUID, int | None]:
        """The number of each by the decision's key."""
        return {decision.pk: self.cleaned_data[str(decision.pk)] for decision in self.reserves}
