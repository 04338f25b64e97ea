"""Forms about meetings."""

from django import forms

from engagements.courses.models import CourseStep, Engagement
from engagements.meetings.hours import in_words
from engagements.meetings.kinds import steps_of_meetings
from engagements.meetings.models import Channel
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
    """A new meeting: first what it is about. `about` is the order of the step to begin with, empty for none."""

    step = forms.ChoiceField(
        label="Hvilket møde?",
        error_messages={"required": "Vælg, hvilket møde det er.", "invalid_choice": "Vælg et møde fra listen."},
    )
    field_order = ["step"]

    def __init__(self, *args, engagement: Engagement, about: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.engagement = engagement
        steps = steps_of_meetings(engagement.steps.all())
        self.initial["step"] = next((step.pk for step in steps if str(step.order) == about), "")
        self.fields["step"].choices = [("", "Vælg møde"), *((step.pk, step.text.partition(":")[0]) for step in steps)]

    def clean_step(self) -> CourseStep:
        return self.engagement.steps.get(pk=self.cleaned_data["step"])


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
