"""Forms about meetings."""

from collections.abc import Collection

from django import forms

from engagements.courses.models import CourseStep, Engagement
from engagements.meetings.hours import in_words
from engagements.meetings.invited import Invitee, Offered, offered, once
from engagements.meetings.kinds import MeetingKind, kind_of, steps_of_meetings
from engagements.meetings.models import Channel
from engagements.meetings.typed_people import PeopleField
from praksis.forms import DateTimeField

QUARTERS = [(minutes, in_words(minutes)) for minutes in [*range(15, 181, 15), 210, 240, 300, 360, 420, 480]]


class Duration(forms.TypedChoiceField):
    """How long, in quarters of an hour."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=QUARTERS,
            coerce=int,
            error_messages={
                "required": "Vælg, hvor længe mødet varer.",
                "invalid_choice": "Vælg en varighed fra listen.",
            },
            **kwargs,
        )


class MoveForm(forms.Form):
    """When, how long and where a meeting is."""

    starts_at = DateTimeField(
        label="Hvornår?",
        help_text="Fx 3 11 2018 klokken 14.30.",
        error_messages={"required": "Skriv, hvornår mødet begynder."},
    )
    duration_minutes = Duration(label="Hvor længe?", initial=60)
    channel = forms.ChoiceField(
        label="Hvordan mødes I?",
        choices=Channel,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan I mødes.", "invalid_choice": "Vælg en af mulighederne."},
    )
    location = forms.CharField(
        label="Sted, link eller nummer",
        required=False,
        max_length=200,
        error_messages={"max_length": "Skriv højst 200 tegn."},
    )


class MeetingForm(MoveForm):
    """A new meeting: first what it is about, last who is invited.

    `about` is the order of the step to begin with, empty for none. Offered is whoever any of the course's kinds of
    meeting calls for; ticked at first are those whom this one calls for, or everybody where no step is chosen yet.
    """

    step = forms.ChoiceField(
        label="Hvilket møde?",
        error_messages={"required": "Vælg, hvilket møde det er.", "invalid_choice": "Vælg et møde fra listen."},
    )
    invited = forms.MultipleChoiceField(
        label="Hvem skal inviteres?",
        help_text="De får en mail med en kalenderfil, når I gemmer, og igen, hvis mødet bliver flyttet eller aflyst.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Vælg fra listen. Den er måske ændret, siden I åbnede siden."},
    )
    others = PeopleField(
        label="Andre, der skal inviteres",
        help_text="Skriv én på hver linje: en mailadresse, eller navn og adresse: Lise Leder <lise@skive.example>.",
        required=False,
    )
    field_order = ["step"]

    def __init__(self, *args, engagement: Engagement, about: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.engagement = engagement
        steps = steps_of_meetings(engagement.steps.all())
        chosen = next((step for step in steps if str(step.order) == about), None)
        self.initial["step"] = chosen.pk if chosen else ""
        self.fields["step"].choices = [("", "Vælg møde"), *((step.pk, step.text.partition(":")[0]) for step in steps)]
        kinds = list(dict.fromkeys(kind for step in steps if (kind := kind_of(step))))
        self.offered = offered(engagement, kinds)
        if self.offered:
            self.fields["invited"].choices = [(person.email, _in_words(person, kinds)) for person in self.offered]
            called = {kind_of(chosen)} if chosen else set(kinds)
            self.initial["invited"] = [person.email for person in self.offered if called & person.kinds]
        else:
            del self.fields["invited"]

    def clean_step(self) -> CourseStep:
        return self.engagement.steps.get(pk=self.cleaned_data["step"])

    def clean(self) -> dict:
        """Make one list of those ticked and those typed. A typed person is required, a ticked one by the kind."""
        given = dict(super().clean())
        ticked, typed = given.pop("invited", []), given.pop("others", [])
        kind = kind_of(given["step"]) if "step" in given else None
        people = [
            Invitee(person.name, person.email, kind in person.required_for)
            for person in self.offered
            if person.email in ticked
        ]
        given["participants"] = once([*people, *typed])
        return given


def _in_words(person: Offered, kinds: Collection[MeetingKind]) -> str:
    """Who somebody is, and what they are required for: "Dorte Dyhr, dagtilbudschef: skal med til opstartsmøde"."""
    who = f"{person.name or person.email}, {person.why}"
    if not person.required_for:
        return f"{who}: kan være med"
    if len(person.required_for) == len(kinds):
        return f"{who}: skal med"
    *most, last = [kind.label.lower() for kind in person.required_for]
    return f"{who}: skal med til {', '.join(most)} og {last}" if most else f"{who}: skal med til {last}"


class HoldForm(forms.Form):
    """That a meeting was held."""

    note = forms.CharField(
        label="Hvad talte I om, og hvad aftalte I?",
        help_text="Et kort notat. Skriv ikke om enkelte børn.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Skriv kort, hvad I talte om og aftalte.",
            "max_length": "Skriv højst 4000 tegn.",
        },
    )
    duration_minutes = Duration(label="Hvor længe varede det?")
