"""The forms of who reviews what, and with what interests."""

from dataclasses import dataclass
from uuid import UUID

from django import forms

from applications.assessment.forms import NOT_TOO_LONG, options_of
from applications.assessment.models import InterestDeclaration, ReviewerAssignment, Ruling
from praksis.accounts.models import Role, User


class ReviewersForm(forms.Form):
    """Which consultants review the round."""

    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        consultants = User.objects.filter(is_active=True, staff_roles__role=Role.CONSULTANT)
        self.fields["reviewers"] = forms.MultipleChoiceField(
            label="Bedømmere",
            help_text="De får besked på mail, når du gemmer.",
            choices=list(consultants.order_by("name", "pk").values_list("pk", "name")),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages={"invalid_choice": "Vælg blandt praksiskonsulenterne på listen."},
        )

    @property
    def options(self) -> list[tuple[str, str, str, bool]]:
        """Everybody who can be chosen."""
        return options_of(self["reviewers"])

    def clean_reviewers(self) -> list[User]:
        """The chosen consultants, as the action takes them."""
        return list(User.objects.filter(pk__in=self.cleaned_data["reviewers"]))


class RemovalForm(forms.Form):
    """Why a reviewer who has locked reviews is taken off the round."""

    reason = forms.CharField(
        label="Hvorfor tages bedømmeren af runden?",
        help_text="Begrundelsen bliver stående i runden. Bedømmeren får ikke begrundelsen i mailen.",
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[NOT_TOO_LONG],
        error_messages={"required": "Skriv, hvorfor bedømmeren tages af runden."},
    )
    mark_optional = False


@dataclass(frozen=True)
class Cell:
    """Whether one reviewer reads one application, as the page asks it. What is locked is not asked."""

    reviewer: str
    name: str
    value: str
    html_id: str
    is_chosen: bool
    is_locked: bool


class PartsForm(forms.Form):
    """Which applications each reviewer reads: a field for each reviewer, a row of the page for each application."""

    mark_optional = False

    def __init__(
        self,
        *args,
        assignments: list[ReviewerAssignment],
        applications: list[tuple[UUID, str]],
        locked: dict[UUID, set[UUID]],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.assignments, self.applications, self.locked = assignments, applications, locked
        choices = [(str(pk), name) for pk, name in applications]
        for assignment in assignments:
            self.fields[self._name(assignment)] = forms.MultipleChoiceField(
                label=assignment.reviewer.name,
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "Siden viste en ansøgning, som er trukket tilbage. Se listen igen."},
            )

    @staticmethod
    def _name(assignment) -> str:
        return f"laeser-{assignment.pk}"

    @property
    def rows(self) -> list[tuple[str, list[Cell]]]:
        """Each application by its applicant, with a cell for each reviewer."""
        columns = [self._column(assignment) for assignment in self.assignments]
        return [(name, list(cells)) for (_, name), *cells in zip(self.applications, *columns, strict=True)]

    def _column(self, assignment) -> list[Cell]:
        name, reviewer = self._name(assignment), assignment.reviewer.name
        chosen, locked = self[name].value() or [], self.locked.get(assignment.reviewer_id, set())
        # The ids are those that Django gives the choices of such a field: the summary of errors leads to them.
        return [
            Cell(reviewer, name, str(pk), f"id_{name}_{number}", pk in locked or str(pk) in chosen, pk in locked)
            for number, (pk, _) in enumerate(self.applications)
        ]

    @property
    def parts(self) -> dict[UUID, set[UUID]]:
        """What was chosen, as the action takes it."""
        return {one.pk: {UUID(pk) for pk in self.cleaned_data[self._name(one)]} for one in self.assignments}


class InterestForm(forms.Form):
    """A declaration of interests. What is one stands on the page above it."""

    has_interest = forms.TypedChoiceField(
        label="Har du en interesse i en eller flere af ansøgningerne?",
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
        super().clean()
        data = self.cleaned_data
        if data.get("has_interest") and not data.get("about") and "about" not in self.errors:
            self.add_error("about", "Skriv kort, hvem og hvad din interesse handler om.")
        return data


class RulingForm(forms.Form):
    """What is decided about somebody's interest, and why. Several stand on a page, each with its own ids."""

    ruling = forms.ChoiceField(
        label="Afgørelse",
        choices=Ruling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om personen deltager.", "invalid_choice": "Vælg en af de to."},
    )
    reason = forms.CharField(
        label="Begrundelse",
        help_text="Personen får den på mail, og den bliver stående i runden.",
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[NOT_TOO_LONG],
        error_messages={"required": "Skriv, hvorfor du afgør det sådan."},
    )
    mark_optional = False

    def __init__(self, data=None, *, declaration: InterestDeclaration):
        known = {"ruling": declaration.ruling, "reason": declaration.ruling_reason}
        super().__init__(data, initial=known, auto_id=f"id_{declaration.pk}_%s")
