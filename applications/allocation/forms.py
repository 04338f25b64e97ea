"""The forms of choosing, proposing and sending back."""

from collections.abc import Sequence

from django import forms
from django.core.validators import MaxLengthValidator

from applications.allocation.models import Decision, Outcome
from applications.assessment.forms import drawn_in_place
from applications.assessment.sheet import ReadCriterion
from applications.drafting.models import Application
from praksis.forms import DateField
from praksis.working_days import end_of_day

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

    def __init__(
        self, *args, decision: Decision | None, criteria: Sequence[ReadCriterion] = (), texts: dict[int, str], **kwargs
    ):
        """`texts` has what is written under each criterion, or the draft, by the criterion's key in the database."""
        chosen = {"outcome": decision.outcome, "reason": decision.reason} if decision else {"outcome": self.NONE}
        super().__init__(*args, initial=chosen, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"reason_{criterion.key}"] = forms.CharField(
                label=criterion.title,
                initial=texts.get(criterion.pk, ""),
                validators=[NOT_TOO_LONG],
                # The draft is what each reviewer has written.
                widget=forms.Textarea(attrs={"rows": 8, "class": "input-width-xl"}),
                required=False,
            )

    @property
    def drawn_fields(self) -> dict:
        """The choice and the reason for it, for the page."""
        return drawn_in_place(self["outcome"], self["reason"])

    @property
    def criteria_fields(self) -> list[forms.BoundField]:
        """The reasons under each criterion, for the page."""
        return [self[f"reason_{criterion.key}"] for criterion in self.criteria]

    @property
    def reasons(self) -> dict[str, str]:
        """What was written under each criterion, by its key."""
        return {criterion.key: self.cleaned_data[f"reason_{criterion.key}"] for criterion in self.criteria}


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


class ExtensionForm(forms.Form):
    """A later deadline: for everybody, or for one applicant whom our own failure kept from sending."""

    use_required_attribute = False
    mark_optional = False
    EVERYBODY, ONE = "alle", "en"

    who = forms.ChoiceField(
        label="Hvem gælder det?",
        choices=[(EVERYBODY, "Alle i runden"), (ONE, "Én ansøger, som en fejl hos os har hindret i at sende")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, hvem der får en ny frist.",
            "invalid_choice": "Vælg, hvem der får en ny frist.",
        },
    )
    application = forms.ChoiceField(
        label="Hvilken ansøger?",
        required=False,
        help_text="Kun når det gælder én. Her står alle, der har en kladde i runden.",
        error_messages={"invalid_choice": "Vælg en ansøger på listen."},
    )
    was_our_fault = forms.BooleanField(
        label="Det var en fejl i systemet, der hindrede ansøgeren",
        required=False,
        help_text="Kun når det gælder én. Andre grunde giver ikke en egen frist, for alle skal have samme vilkår.",
    )
    deadline_on = DateField(
        label="Ny frist",
        help_text="Hele dagen tæller med, til kl. 23.59.",
        error_messages={"required": "Skriv den nye frist."},
    )
    reason = forms.CharField(
        label="Begrundelse",
        help_text="Gælder det alle, står begrundelsen på de offentlige sider. Gælder det én, kan ansøgeren læse den.",
        validators=[MaxLengthValidator(1000, "Begrundelsen er for lang. Skriv højst 1.000 tegn.")],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv, hvorfor fristen forlænges."},
    )

    def __init__(self, *args, drafts: list[Application], **kwargs):
        super().__init__(*args, **kwargs)
        self.drafts = {str(draft.pk): draft for draft in drafts}
        names = [(pk, f"{draft.applicant} ({draft.case.reference})") for pk, draft in self.drafts.items()]
        self.fields["application"].choices = [("", "Vælg ansøger"), *names]

    def clean_deadline_on(self):
        return end_of_day(self.cleaned_data["deadline_on"])

    def clean(self):
        data = super().clean()
        is_for_one = data.get("who") == self.ONE
        if is_for_one and not data.get("application") and "application" not in self.errors:
            self.add_error("application", "Vælg, hvilken ansøger det gælder.")
        if is_for_one and not data.get("was_our_fault"):
            self.add_error("was_our_fault", "Én ansøger får kun en egen frist, når fejlen var vores.")
        data["application"] = self.drafts.get(data.get("application", "")) if is_for_one else None
        return data
