"""The form that notes a talk in half a minute: everything is filled in beforehand, and a thumb reaches it."""

import uuid
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone

from engagements.courses.models import CourseStep, Engagement, StepKind
from engagements.meetings.forms import Duration
from engagements.meetings.kinds import kind_of
from engagements.meetings.models import Channel, Meeting
from praksis.forms import DateTimeField

USUAL_MINUTES, QUARTER = 30, 15


def just_ended(now: datetime, minutes: int) -> datetime:
    """When a talk of so many minutes began that ends now, back to the quarter of an hour before."""
    began = now - timedelta(minutes=minutes)
    return began - timedelta(minutes=began.minute % QUARTER, seconds=began.second, microseconds=began.microsecond)


class SparringForm(forms.Form):
    """What it was, when, how long, and how one talked. What was noted last in the course is chosen already."""

    mark_optional = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    step = forms.ChoiceField(
        label="Hvad var det?",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad det var.", "invalid_choice": "Vælg en af mulighederne."},
    )
    channel = forms.ChoiceField(
        label="Hvordan talte I sammen?",
        choices=Channel,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan I talte sammen.", "invalid_choice": "Vælg en af mulighederne."},
    )
    duration_minutes = Duration(label="Hvor længe varede det?")
    starts_at = DateTimeField(
        label="Hvornår begyndte det?",
        error_messages={"required": "Skriv, hvornår det begyndte."},
    )
    note = forms.CharField(
        label="Hvad talte I om? (frivilligt)",
        help_text="Et par ord er nok. Skriv ikke om enkelte børn.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Skriv højst 4000 tegn."},
    )

    def __init__(self, data=None, *, engagement: Engagement):
        self.engagement = engagement
        self.steps = [step for step in engagement.steps.filter(kind=StepKind.TRACK) if kind_of(step)]
        super().__init__(data, initial=None if data is not None else self._at_first())
        kinds = [(step, kind_of(step)) for step in self.steps]
        choices = [(str(step.pk), kind.label) for step, kind in kinds if kind]
        cast("forms.ChoiceField", self.fields["step"]).choices = choices

    def _at_first(self) -> dict[str, Any]:
        """As the last one of the course, and as if it had just ended."""
        of_these = Meeting.objects.filter(engagement=self.engagement, step__in=self.steps)
        last = of_these.counting().order_by("-planned_at", "-pk").first()
        minutes = last.duration_minutes if last else USUAL_MINUTES
        return {
            "key": uuid.uuid4(),
            "step": str(last.step_id if last else self.steps[0].pk) if self.steps else "",
            "channel": last.channel if last else Channel.TELEPHONE,
            "duration_minutes": minutes,
            "starts_at": just_ended(timezone.now(), minutes),
        }

    def clean_step(self) -> CourseStep:
        return next(step for step in self.steps if str(step.pk) == self.cleaned_data["step"])
