"""The form that says how a course is doing."""

from django import forms

from engagements.courses.models import ConditionKind


class ConditionForm(forms.Form):
    """On track, or not: then why, and what is next."""

    mark_optional = False
    kind = forms.ChoiceField(
        label="Hvordan går det?",
        choices=ConditionKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan det går.", "invalid_choice": "Vælg en af mulighederne."},
    )
    reason = forms.CharField(
        label="Hvorfor?",
        help_text="Skal skrives, når forløbet ikke er på sporet. Kun praksiskonsulenter og ledere læser det.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Skriv højst 2.000 tegn."},
    )
    next_step = forms.CharField(
        label="Hvad er næste skridt?",
        help_text="Hvem gør hvad, og hvornår.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Skriv højst 2.000 tegn."},
    )

    def clean(self):
        kind = self.cleaned_data.get("kind")
        if kind in (ConditionKind.ATTENTION, ConditionKind.STUCK):
            if not self.cleaned_data.get("reason"):
                self.add_error("reason", "Skriv, hvorfor forløbet ikke er på sporet.")
            if not self.cleaned_data.get("next_step"):
                self.add_error("next_step", "Skriv, hvad næste skridt er.")
