"""How the list of courses is narrowed."""

from django import forms
from django.db.models import Q

from applications.rounds.models import ProgrammeKind
from engagements.courses.models import Status
from praksis.cases.models import Case
from praksis.organisations.models import Organisation

# What a case's reference, as 2026-0042, is written with
OF_A_REFERENCE = set("0123456789-")


class CourseFilter(forms.Form):
    """Search and filters; whatever is not understood is left out of account."""

    mark_optional = False
    q = forms.CharField(
        label="Søg",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text="Navn eller sagsnummer",
    )
    tilbud = forms.ChoiceField(label="Tilbud", required=False, choices=[("", "Alle"), *ProgrammeKind.choices])
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Alle"), *Status.choices])

    def narrow(self, engagements):
        """The courses that are asked for."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("q"):
            engagements = engagements.filter(_matches(asked["q"]))
        if asked.get("tilbud"):
            engagements = engagements.filter(programme__kind=asked["tilbud"])
        if asked.get("status"):
            engagements = engagements.filter(status=asked["status"])
        return engagements


def _matches(words: str) -> Q:
    """Those of parties with the words in their names; and of cases in whose references they stand, if they can."""
    parties = Q(party__in=Organisation.objects.filter(name__icontains=words))
    if set(words) <= OF_A_REFERENCE:
        return parties | Q(case__in=Case.objects.filter(reference__contains=words))
    return parties
