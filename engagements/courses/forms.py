"""Forms about a course."""

from django import forms

from engagements.courses.models import Engagement, EngagementInstitution
from praksis.accounts.models import Role, User


class TeamForm(forms.Form):
    """Who is on the course's team."""

    mark_optional = False
    consultants = forms.ModelMultipleChoiceField(
        label="Praksiskonsulenter",
        help_text="Typisk er der to konsulenter på et forløb. De får en mail, når I gemmer.",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Vælg konsulenter fra listen.", "invalid_pk_value": "Vælg fra listen."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        consultants = User.objects.filter(staff_roles__role=Role.CONSULTANT, is_active=True)
        self.fields["consultants"].queryset = consultants.order_by("name")


class ClosingForm(forms.Form):
    """How the course ended."""

    note = forms.CharField(
        label="Hvordan sluttede forløbet?",
        help_text="Skriv kort, hvad der er opnået, og hvordan indsatsen lever videre.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Skriv kort, hvordan forløbet sluttede.",
            "max_length": "Skriv højst 4000 tegn.",
        },
    )


class WhichInstitutionForm(forms.Form):
    """Which of the course's institutions a mark is about; none means all."""

    institution = forms.ModelChoiceField(queryset=EngagementInstitution.objects.none(), required=False)

    def __init__(self, *args, engagement: Engagement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = engagement.institutions.all()
