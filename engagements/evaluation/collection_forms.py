"""The form of the evaluator's data calendar."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from engagements.courses.models import Engagement
from engagements.evaluation.models import DataCollection
from engagements.evaluation.wave_forms import DAY_ERRORS
from praksis.forms import DateField

ALL, SOME = "alle", "udvalgte"


class CoursesField(forms.ModelMultipleChoiceField):
    """Courses, each named by its party and its case."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.party} ({obj.case.reference})"


class CollectionForm(forms.Form):
    """When the evaluator collects what, of whom, in which courses."""

    refused_at = "starts_on"

    title = forms.CharField(
        label="Hvad hedder indsamlingen?",
        max_length=100,
        help_text="Fx »Interview med ledere, forår«.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-width-l"}),
        error_messages={"required": "Skriv, hvad indsamlingen hedder.", "max_length": "Skriv højst 100 tegn."},
    )
    asked = forms.CharField(
        label="Hvad bliver der spurgt om?",
        max_length=2000,
        help_text="Forløbets parter kan læse det.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv, hvad der bliver spurgt om.", "max_length": "Skriv højst 2.000 tegn."},
    )
    of_whom = forms.CharField(
        label="Hvem bliver spurgt?",
        max_length=200,
        help_text="Fx »Dagtilbudsledere og ét medlem af hver arbejdsgruppe«. Skriv ikke navne.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-width-xl"}),
        error_messages={"required": "Skriv, hvem der bliver spurgt.", "max_length": "Skriv højst 200 tegn."},
    )
    starts_on = DateField(label="Første dag", error_messages=DAY_ERRORS)
    ends_on = DateField(label="Sidste dag", error_messages=DAY_ERRORS)
    who = forms.ChoiceField(
        label="Hvilke forløb?",
        choices=[(ALL, "Alle etårige forløb"), (SOME, "Udvalgte forløb")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, om det er alle etårige forløb.",
            "invalid_choice": "Vælg en af mulighederne.",
        },
    )
    courses = CoursesField(
        label="Udvalgte forløb",
        help_text="Kun hvis du har valgt »Udvalgte forløb«.",
        queryset=Engagement.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Vælg forløb fra listen.",
            "invalid_pk_value": "Vælg forløb fra listen.",
            "list": "Vælg forløb fra listen.",
        },
    )
    mark_optional = False

    def __init__(self, sent: Any = None, *, courses: QuerySet[Engagement], collection: DataCollection | None = None):
        super().__init__(sent, initial=_initial(collection))
        cast("forms.ModelMultipleChoiceField", self.fields["courses"]).queryset = courses

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        words = {name: self.cleaned_data[name] for name in ("title", "asked", "of_whom", "starts_on", "ends_on")}
        return {**words, "for_all": self.cleaned_data["who"] == ALL, "courses": self.cleaned_data["courses"]}

    def clean(self) -> None:
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Den sidste dag kan ikke ligge før den første.")
        names_some = self.cleaned_data.get("who") == SOME
        if names_some and "courses" in self.cleaned_data and not self.cleaned_data["courses"]:
            self.add_error("courses", "Vælg de forløb, der bliver spurgt.")


def _initial(collection: DataCollection | None) -> dict[str, Any]:
    if collection is None:
        return {"who": ALL}
    facts = {name: getattr(collection, name) for name in ("title", "asked", "of_whom", "starts_on", "ends_on")}
    return {**facts, "who": ALL if collection.for_all else SOME, "courses": collection.courses.all()}
