"""Forms that fit the framework's copy to one course."""

from typing import cast

from django import forms

from engagements.courses import framework
from engagements.courses.actions.shaping import ADDED, MEETING_LANES, NOT_A_MEETING_LANE
from engagements.courses.models import Engagement, StepKind
from praksis.forms import DateField

# Whom a course's own step can be given to, in the order of the choice
ONE_YEAR = (
    "coordinator", "head_of_day_care", "institution_leaders", "pedagogical_staff", "steering_group", "working_group",
    "municipality", "consultants",
)  # fmt: skip
MINI = ("institution_leader", "contact", "pedagogical_staff", "participants", "consultants")
REASON = "En enkelt sætning er nok. Begge parter kan læse den i forløbets historik."


def _reason(label: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing, "max_length": "Skriv højst 1.000 tegn."},
    )


class SkipForm(forms.Form):
    """Why a step is not relevant."""

    reason = _reason("Hvorfor er trinnet ikke relevant i dette forløb?", "Skriv, hvorfor trinnet ikke er relevant.")


class DaysForm(forms.Form):
    """From which day to which."""

    refused_at = "last"

    first = DateField(
        label="Første dag",
        error_messages={"required": "Skriv, hvornår det tidligst skal ske."},
    )
    last = DateField(
        label="Sidste dag",
        help_text="Skal det ske på én dag, så skriv den samme dag begge steder.",
        error_messages={"required": "Skriv, hvornår det senest skal ske."},
    )

    def clean(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", "Den sidste dag skal ligge efter den første.")


class MoveStepForm(DaysForm):
    """Other days for a step, and why."""

    reason = _reason("Hvorfor bliver trinnet flyttet?", "Skriv, hvorfor trinnet bliver flyttet.")


class AddStepForm(DaysForm):
    """A step of the course's own."""

    text = forms.CharField(
        label="Hvad skal der ske?",
        help_text="Fx »Forældrecafé i Solstrålen«.",
        max_length=200,
        error_messages={"required": "Skriv, hvad der skal ske.", "max_length": "Skriv højst 200 tegn."},
    )
    kind = forms.ChoiceField(
        label="Hvad er det?",
        choices=[(kind, StepKind(kind).label) for kind in ADDED],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, om det er en opgave, et møde eller et arrangement.",
            "invalid_choice": "Vælg en af mulighederne.",
        },
    )
    column = forms.ChoiceField(
        label="Hvilken fase hører det til?",
        error_messages={"required": "Vælg en fase.", "invalid_choice": "Vælg en fase fra listen."},
    )
    lane = forms.ChoiceField(
        label="Hvilket spor?",
        help_text="Det, som hvert dagtilbud gør for sig, hører til sporet Dagtilbud.",
        error_messages={"required": "Vælg et spor.", "invalid_choice": "Vælg et spor fra listen."},
    )
    responsible = forms.MultipleChoiceField(
        label="Hvem gør det?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg, hvem der gør det.", "invalid_choice": "Vælg fra listen."},
    )
    reason = _reason("Hvorfor bliver trinnet lagt ind?", "Skriv, hvorfor trinnet bliver lagt ind.")
    field_order = ["text", "kind", "column", "lane", "responsible", "first", "last", "reason"]

    def __init__(self, *args, engagement: Engagement, **kwargs):
        super().__init__(*args, **kwargs)
        steps = list(engagement.steps.exclude(kind=StepKind.TRACK).values_list("column", "lane"))
        for name, found in (("column", [column for column, _ in steps]), ("lane", [lane for _, lane in steps])):
            choices = [("", "Vælg"), *((each, each) for each in dict.fromkeys(found))]
            cast("forms.ChoiceField", self.fields[name]).choices = choices
        roles = MINI if engagement.is_mini else ONE_YEAR
        whom = cast("forms.MultipleChoiceField", self.fields["responsible"])
        whom.choices = [(role, framework.owner_words(role)) for role in roles]

    def clean(self):
        super().clean()
        kind, lane = self.cleaned_data.get("kind"), self.cleaned_data.get("lane")
        if kind == StepKind.MEETING and lane and lane not in MEETING_LANES:
            self.add_error("lane", NOT_A_MEETING_LANE)

    def clean_responsible(self) -> str:
        return "+".join(self.cleaned_data["responsible"])
