"""The forms of a plan's versions."""

from typing import Any

from django import forms

from engagements.courses.models import Engagement, StepKind


class VersionForm(forms.Form):
    """What a version is called, and which meeting it is for."""

    step = forms.ChoiceField(
        label="Hvilket møde er udgaven til?",
        required=False,
        error_messages={"invalid_choice": "Vælg et møde fra listen."},
    )
    name = forms.CharField(
        label="Navn",
        help_text="Fx »Udkast efter arbejdsgruppens møde«. Lader du det stå tomt, får udgaven navn efter mødet.",
        max_length=150,
        required=False,
        error_messages={"max_length": "Skriv højst 150 tegn."},
    )

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any):
        super().__init__(*args, **kwargs)
        steps = engagement.steps.filter(is_anchor=True, kind=StepKind.MEETING)
        self.steps = {str(step.pk): step for step in steps}
        choices = [("", "Ikke til et bestemt møde"), *((key, step.text) for key, step in self.steps.items())]
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Name the version after its meeting where it has no name of its own."""
        given = super().clean() or {}
        step = self.steps.get(given.get("step", ""))
        name = given.get("name", "").strip() or (step.text if step else "")
        if not name and not self.errors:
            self.add_error("name", "Skriv et navn, eller vælg det møde, som udgaven er til.")
        return {"step": step, "name": name}
