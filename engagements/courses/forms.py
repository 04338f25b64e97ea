"""Forms about a course."""

from django import forms

from engagements.courses.models import Engagement, EngagementInstitution
from praksis.accounts.models import Role, User


class TeamForm(forms.Form):
    """Who is on the course's team, and who has an interest in the other side."""

    mark_optional = False
    consultants = forms.ModelMultipleChoiceField(
        label="Praksiskonsulenter",
        help_text="Typisk er der to konsulenter på et forløb, og højst tre. De får en mail, når I gemmer.",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Vælg konsulenter fra listen.", "invalid_pk_value": "Vælg fra listen."},
    )
    interested = forms.ModelMultipleChoiceField(
        help_text=(
            "Spørg dem, før I gemmer, og sæt kryds ved dem, der har. De kan ikke være på forløbet. At have arbejdet "
            "med kommunen før er ikke i sig selv en interesse."
        ),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Vælg konsulenter fra listen.", "invalid_pk_value": "Vælg fra listen."},
    )

    def __init__(self, *args, engagement: Engagement, **kwargs):
        super().__init__(*args, **kwargs)
        consultants = User.objects.filter(staff_roles__role=Role.CONSULTANT, is_active=True).order_by("name", "pk")
        self.fields["consultants"].queryset = self.fields["interested"].queryset = consultants
        # Read once for both
        named = [(person.pk, person.name) for person in consultants]
        self.fields["consultants"].choices = self.fields["interested"].choices = named
        self.fields["interested"].label = f"Har nogen af dem en interesse i {engagement.party}?"


class GiveBackForm(forms.Form):
    """Why a place is given back."""

    reason = forms.CharField(
        label="Hvorfor bliver pladsen givet tilbage?",
        help_text="En enkelt sætning er nok. Begge parter kan læse den i sagens historik.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Skriv, hvorfor pladsen bliver givet tilbage.",
            "max_length": "Skriv højst 1.000 tegn.",
        },
    )


class StopForm(forms.Form):
    """Why a course stops before its time."""

    reason = forms.CharField(
        label="Hvorfor stopper forløbet?",
        help_text="Begge parter får det at vide i en mail og kan læse det i forløbets historik.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv, hvorfor forløbet stopper.", "max_length": "Skriv højst 2.000 tegn."},
    )


class WhichInstitutionForm(forms.Form):
    """Which of the course's institutions a mark is about; none means all."""

    institution = forms.ModelChoiceField(queryset=EngagementInstitution.objects.none(), required=False)

    def __init__(self, *args, engagement: Engagement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = engagement.institutions.all()
