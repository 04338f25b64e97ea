"""The forms of choosing, proposing and sending back."""

from django import forms
from django.core.validators import MaxLengthValidator

from applications.allocation.models import Decision, Outcome
from applications.assessment.forms import drawn_in_place

# As a validator and not as max_length: the browser would cut off what is pasted, without a word.
NOT_TOO_LONG = MaxLengthValidator(5000, "Teksten er for lang. Skriv højst 5.000 tegn.")


class ChoiceForm(forms.Form):
    """What a manager would decide on one application, and why."""

    NONE = "none"

    outcome = forms.ChoiceField(
        label="Afgørelse",
        choices=[*Outcome.choices, (NONE, "Ikke valgt endnu")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg en afgørelse.", "invalid_choice": "Vælg en af afgørelserne."},
    )
    reason = forms.CharField(
        label="Begrundelse",
        help_text="Ansøgeren læser den. Nævn de kriterier og hensyn, der har talt for og imod.",
        validators=[NOT_TOO_LONG],
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    mark_optional = False

    def __init__(self, *args, decision: Decision | None, **kwargs):
        chosen = {"outcome": decision.outcome, "reason": decision.reason} if decision else {"outcome": self.NONE}
        super().__init__(*args, initial=chosen, **kwargs)

    @property
    def drawn_fields(self) -> dict:
        """Both fields, for the page."""
        return drawn_in_place(self["outcome"], self["reason"])


class ProposalForm(forms.Form):
    """Proposing a round; the waiver is asked for only where it is needed."""

    waiver = forms.CharField(
        label="Hvorfor går I videre?",
        help_text="Mindst én ansøgning har færre end to låste bedømmelser, eller der er ingen ansøgninger.",
        validators=[NOT_TOO_LONG],
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    mark_optional = False

    def __init__(self, *args, asks_for_waiver: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_for_waiver:
            del self.fields["waiver"]


class SendBackForm(forms.Form):
    """Sending a proposal back."""

    remark = forms.CharField(
        label="Hvad skal lederne se på igen?",
        validators=[NOT_TOO_LONG],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvad lederne skal se på igen."},
    )
