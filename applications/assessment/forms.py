"""The forms of the assessment."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BoundField

from applications.assessment import sheet
from applications.assessment.actions import Scores
from applications.assessment.models import Review
from applications.rounds.models import Round
from praksis.accounts.models import Role, User

# As a validator and not as max_length: the browser would cut off what is pasted, without a word.
NOT_TOO_LONG = MaxLengthValidator(5000, "Teksten er for lang. Skriv højst 5.000 tegn.")


def drawn_in_place(choice: BoundField, reason: BoundField) -> dict:
    """A choice and the reason for it, as `_choice_fields.html` draws them."""
    options = [option.data for option in choice.subwidgets]
    return {
        "choice": choice,
        "options": [(one["attrs"]["id"], str(one["value"]), one["label"], one["selected"]) for one in options],
        "reason": reason,
    }


class ReviewersForm(forms.Form):
    """Which consultants review the round."""

    reviewers = forms.MultipleChoiceField(
        label="Bedømmere",
        help_text="Alle bedømmere læser alle rundens ansøgninger. De får besked på mail, når du gemmer.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Vælg blandt praksiskonsulenterne på listen."},
    )
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        consultants = User.objects.filter(is_active=True, staff_roles__role=Role.CONSULTANT)
        self.fields["reviewers"].choices = consultants.order_by("name").values_list("pk", "name")

    def clean_reviewers(self) -> list[User]:
        """The chosen consultants, as the action takes them."""
        return list(User.objects.filter(pk__in=self.cleaned_data["reviewers"]))


class InterestForm(forms.Form):
    """A declaration of interests."""

    has_interest = forms.TypedChoiceField(
        label="Har du en interesse i en eller flere af ansøgningerne?",
        help_text=(
            "Det har du fx, hvis du selv eller en nær pårørende arbejder eller er folkevalgt i en af kommunerne, eller "
            "hvis du har et nært venskab eller uvenskab med en, der står bag en ansøgning. At du har arbejdet med "
            "kommunen som konsulent, er ikke i sig selv en interesse."
        ),
        choices=[("nej", "Nej, jeg har ingen interesser i runden"), ("ja", "Ja, jeg har en interesse")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om du har en interesse i runden.", "invalid_choice": "Vælg ja eller nej."},
    )
    about = forms.CharField(
        label="Hvem og hvad handler det om?",
        help_text="Skriv kun noget her, hvis du svarede ja.",
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[NOT_TOO_LONG],
        required=False,
    )
    mark_optional = False

    def clean(self):
        data = super().clean()
        if data.get("has_interest") and not data.get("about") and "about" not in self.errors:
            self.add_error("about", "Skriv kort, hvem og hvad din interesse handler om.")
        return data


class ReviewForm(forms.Form):
    """A score and a rationale for each criterion. Nothing is required until the review is to be locked."""

    mark_optional = False

    def __init__(self, *args, round_: Round, review: Review | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = sheet.criteria_with_anchors(round_)
        written = {score.criterion_id: score for score in review.scores.all()} if review else {}
        for criterion in self.criteria:
            known = written.get(criterion.pk)
            anchors = [(score, f"{score}. {label}: {text}") for score, label, text in criterion.anchors]
            self.fields[f"{criterion.key}_score"] = forms.TypedChoiceField(
                label="Karakter",
                choices=anchors,
                coerce=int,
                empty_value=None,
                required=False,
                initial=known.score if known else None,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Vælg en karakter fra 0 til 4."},
            )
            self.fields[f"{criterion.key}_rationale"] = forms.CharField(
                label="Begrundelse",
                required=False,
                validators=[NOT_TOO_LONG],
                initial=known.rationale if known else "",
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def fields_of(self, criterion: sheet.ReadCriterion) -> dict:
        """The two fields of a criterion, for the page."""
        return drawn_in_place(self[f"{criterion.key}_score"], self[f"{criterion.key}_rationale"])

    @property
    def scores(self) -> Scores:
        """What was written, as the actions take it."""
        data = self.cleaned_data
        return {
            criterion.key: (data[f"{criterion.key}_score"], data[f"{criterion.key}_rationale"])
            for criterion in self.criteria
        }

    def demand_everything(self) -> bool:
        """Put an error beside each field that must be filled in before locking; True where there is none."""
        for criterion in self.criteria:
            if self.cleaned_data[f"{criterion.key}_score"] is None:
                self.add_error(f"{criterion.key}_score", f"Giv en karakter for »{criterion.title}«.")
            if not self.cleaned_data[f"{criterion.key}_rationale"]:
                self.add_error(f"{criterion.key}_rationale", f"Skriv en begrundelse for »{criterion.title}«.")
        return not self.errors
