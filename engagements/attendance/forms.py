"""Forms about the courses' seats at events, and about the event that a step means."""

from datetime import timedelta
from typing import Any

from django import forms

from conferences.programme.models import Event
from engagements.attendance.matching import kind_of
from engagements.attendance.seats import KINDS, MINI, ONE_YEAR
from engagements.courses.models import CourseStep
from praksis.danish import danish_date

FEW = "Skriv mindst én plads."
# So long after a course's last day an event may still be the one that its step means, as of a mini.
LATER = timedelta(days=365)


class SeatsForm(forms.Form):
    """Which courses get seats, and how many each."""

    slags = forms.MultipleChoiceField(
        label="Hvilke forløb",
        help_text="De forløb, der er i gang på dagen, også dem, der begynder inden.",
        choices=list(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én slags forløb.", "invalid_choice": "Vælg fra listen."},
    )
    antal = forms.IntegerField(
        label="Pladser til hver",
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"class": "input-char-4"}),
        error_messages={
            "required": FEW,
            "invalid": "Skriv et helt tal.",
            "min_value": FEW,
            "max_value": "Skriv højst 999 pladser.",
        },
    )

    def __init__(self, data: Any = None, *, event: Event):
        # A theme day is for one-year courses, a conference for all.
        usual = [ONE_YEAR] if event.is_theme_day else [ONE_YEAR, MINI]
        super().__init__(data, initial={"slags": usual})


class EventChoice(forms.ModelChoiceField):
    """An event by its title and day."""

    def label_from_instance(self, obj: Event) -> str:
        return f"{obj.title}, {danish_date(obj.held_on)}"


class StepEventForm(forms.Form):
    """The conference or theme day that a step is about."""

    event = EventChoice(
        label="Konference eller temadag",
        help_text="Vælger I ikke, finder Praksis selv det arrangement, der passer til trinnet, når det er holdt.",
        queryset=Event.objects.none(),
        required=False,
        empty_label="Find selv",
        error_messages={"invalid_choice": "Vælg fra listen."},
    )

    def __init__(self, data: Any = None, *, step: CourseStep):
        super().__init__(data, initial={"event": step.event_id})
        course = step.engagement
        near = Event.objects.published().filter(held_on__gte=course.starts_on, held_on__lte=course.ends_on + LATER)
        kind = kind_of(step)
        fitting = near.filter(kind=kind) if kind else near
        # What is chosen can stay, whatever its day is now.
        known = Event.objects.filter(pk=step.event_id)
        self.fields["event"].queryset = (fitting | known).order_by("held_on", "starts_at", "pk")
