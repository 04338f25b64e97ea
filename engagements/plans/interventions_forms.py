"""The forms of interventions: short, since they are filled in on a telephone between two other things."""

import uuid
from typing import Any

from django import forms

from engagements.courses.models import Engagement, EngagementInstitution, GroupKind
from engagements.plans.models import Chain, InputSheet, Intervention, Outcome, PlanRow, Trial
from engagements.plans.row_forms import RowForm, text
from praksis.cpr import holds
from praksis.themes import CENTRE, Theme

CPR = (
    "Her står noget, der ligner et CPR-nummer. Tag det ud. Er det et andet tal, så skriv det på en måde, der ikke kan "
    "forveksles."
)
NOT_A_CHILD = "Skriv om et mønster eller om det, I som voksne gør. Aldrig om et enkelt barn."
AGREED = "Hvad har I aftalt at prøve?"


class CarefulForm(RowForm):
    """Refuses what looks like a CPR number: children are near in what is written here."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, value in list(given.items()):
            if isinstance(value, str) and holds(value):
                self.add_error(name, CPR)
        return given


def _choice(label: str, choices: Any = (), **kwargs: Any) -> forms.TypedChoiceField:
    """A choice of what may be left out; the rows it names are known by their ids."""
    errors = {"invalid_choice": "Vælg fra listen."}
    return forms.TypedChoiceField(label=label, choices=choices, required=False, error_messages=errors, **kwargs)


def _title() -> forms.CharField:
    return forms.CharField(
        label="Hvad hedder indsatsen?",
        help_text="Et par ord, fx »Faste legegrupper om formiddagen«.",
        max_length=150,
        error_messages={"required": "Skriv, hvad indsatsen hedder.", "max_length": "Skriv højst 150 tegn."},
    )


def _theme() -> forms.TypedChoiceField:
    return _choice("Hvilket tema hører den til?", [("", "Vælg tema"), *Theme.choices, ("centre", CENTRE)])


def _agreed() -> forms.CharField:
    return text(AGREED, help_text=NOT_A_CHILD, missing="Skriv, hvad I har aftalt at prøve.", rows=3)


class InterventionForm(CarefulForm):
    """What an intervention is called and what it belongs to."""

    MODEL = Intervention

    title = _title()
    theme = _theme()
    chain_id = _choice("Hvilken kæde i forandringsmodellen?", coerce=uuid.UUID, empty_value=None)
    group_id = _choice("Hvilken arbejdsgruppe arbejder med den?", coerce=uuid.UUID, empty_value=None)

    def __init__(self, data: Any = None, *, engagement: Engagement, row: PlanRow | None = None, **kwargs: Any):
        super().__init__(data, row=row, **kwargs)
        chains = Chain.objects.filter(plan__engagement=engagement).select_related("institution")
        groups = engagement.groups.filter(kind=GroupKind.WORKING_GROUP)
        self._offer("chain_id", "Ingen kæde", [(str(each.pk), f"{each.part}: {each.heading}") for each in chains])
        self._offer("group_id", "Ingen bestemt gruppe", [(str(each.pk), each.name) for each in groups])

    def _offer(self, name: str, none: str, choices: list[tuple[str, str]]) -> None:
        """Let one choose among these; where there is nothing to choose, nothing is asked."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", none), *choices]
        if not choices:
            field.widget = forms.HiddenInput()


class NewInterventionForm(InterventionForm):
    """The same with what is agreed for its first round."""

    agreed = _agreed()
    field_order = ("title", "agreed")


class OutcomeForm(CarefulForm):
    """Whether it is still tried, and why not."""

    MODEL = Intervention

    outcome = _choice(
        "Hvad blev der af indsatsen?", [("", "Vi prøver den stadig"), *Outcome.choices], widget=forms.RadioSelect
    )
    why = text("Hvorfor?", help_text="En linje. Fx »Den er blevet en fast del af formiddagen«.", rows=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("outcome"):
            given["why"] = ""
        elif not given.get("why", "").strip() and "why" not in self.errors:
            self.add_error("why", "Skriv en linje om hvorfor.")
        return given


class AgreedForm(CarefulForm):
    """What begins a round."""

    MODEL = Trial
    agreed = _agreed()


class TrialForm(AgreedForm):
    """One round. The field that comes next has the focus; what is written already lies folded."""

    mark_optional = False
    tried = text("Hvad prøvede I?", help_text="En linje eller to om, hvad I gjorde.", rows=3)
    seen = text("Hvad så I?", help_text=NOT_A_CHILD, rows=3)
    adjusted = text("Hvad ændrer I?", help_text="Det bliver jeres næste aftale.", rows=3)

    def __init__(self, data: Any = None, *, row: Trial, **kwargs: Any):
        super().__init__(data, row=row, **kwargs)
        self.next_field = row.next_field
        if self.next_field:
            self.fields[self.next_field].widget.attrs["autofocus"] = True

    @property
    def asked(self) -> list[forms.BoundField]:
        """What is asked first: the next field, and any in which something is wrong."""
        return [self[name] for name in Trial.WRITTEN if name == self.next_field or self.has_error(name)]

    @property
    def folded(self) -> list[forms.BoundField]:
        """The other fields."""
        asked = {field.name for field in self.asked}
        return [self[name] for name in Trial.WRITTEN if name not in asked]


class HeldInterventionForm(CarefulForm):
    """A new intervention of the group whose link it is: what must be known, and no more."""

    MODEL = Intervention
    mark_optional = False

    institution = forms.ChoiceField(
        label="Hvilket dagtilbud?",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg dagtilbuddet.", "invalid_choice": "Vælg et af dagtilbuddene."},
    )
    title = _title()
    agreed = _agreed()
    theme = _theme()

    def __init__(self, data: Any = None, *, institutions: list[EngagementInstitution], **kwargs: Any):
        super().__init__(data, **kwargs)
        self.institutions = {str(each.pk): each for each in institutions}
        if len(institutions) < 2:
            # Nothing to choose: the group's only one, or the municipality's own.
            del self.fields["institution"]
            return
        field = self.fields["institution"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, each.name) for key, each in self.institutions.items()]

    @property
    def institution_chosen(self) -> EngagementInstitution | None:
        """Whose it is; None where the group belongs to no institution."""
        only = next(iter(self.institutions.values()), None)
        return self.institutions.get(self.cleaned_data.get("institution", ""), only)


class InputForm(CarefulForm):
    """What both sides want discussed."""

    MODEL = InputSheet
    discussion = text(
        "Det vil vi have styregruppen til at drøfte",
        help_text="Fx hvad der skal til, for at noget kan fortsætte, eller hvad I er i tvivl om.",
        missing="Skriv, hvad I vil have styregruppen til at drøfte.",
        rows=6,
    )


class NameForm(forms.Form):
    """Who holds a working group's link."""

    name = forms.CharField(
        label="Dit navn",
        max_length=100,
        help_text="Så kan de andre se, hvem der har skrevet hvad. Vi husker det.",
        widget=forms.TextInput({"autocomplete": "name", "class": "input-width-l"}),
        error_messages={"required": "Skriv dit navn.", "max_length": "Navnet må højst være på 100 tegn."},
    )
