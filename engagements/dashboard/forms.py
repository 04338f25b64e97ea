"""How the list of courses is narrowed."""

from django import forms
from django.db.models import Q

from applications.rounds.models import ProgrammeKind
from engagements.courses.models import Status


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
    mine = forms.BooleanField(label="Kun mine forløb", required=False)

    def narrow(self, engagements, user):
        """The courses that are asked for."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("q"):
            words = asked["q"].strip()
            engagements = engagements.filter(Q(party__name__icontains=words) | Q(case__reference__icontains=words))
        if asked.get("tilbud"):
            engagements = engagements.filter(programme__kind=asked["tilbud"])
        if asked.get("status"):
            engagements = engagements.filter(status=asked["status"])
        return engagements.of_consultant(user) if asked.get("mine") else engagements
