"""The form of a chain of the change model."""

from typing import Any

from django import forms

from engagements.plans.models import Chain, Gain
from engagements.plans.row_forms import RowForm, text
from praksis.themes import CENTRE, Theme


class ChainForm(RowForm):
    """From the challenge to what children gain, in the order in which one thinks."""

    MODEL = Chain

    challenge = text(
        "Hvilken udfordring begynder det med?",
        help_text="Beskriv et mønster i hverdagen, ikke et enkelt barn.",
        missing="Skriv, hvilken udfordring det begynder med.",
    )
    effort = text("Hvad gør vi?", help_text="Det, som voksne gør anderledes, end de gør i dag.")
    expected = text("Hvad forventer vi at se?", help_text="Hvad er anderledes i hverdagen, når det lykkes?")
    gain = text("Hvad får børnene ud af det?", help_text="Især børn i udsatte positioner.")
    gains = forms.MultipleChoiceField(
        label="Hvad handler det mest om for børnene?",
        choices=Gain.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Vælg fra listen.", "invalid_list": "Vælg fra listen."},
    )
    indicators = text(
        "Hvad kan vi se det på?",
        help_text="Et eller flere tegn, I kan holde øje med undervejs. Brug helst noget, I alligevel dokumenterer.",
        rows=3,
    )
    theme = forms.ChoiceField(
        label="Hvilket tema hører det til?",
        choices=[("", "Vælg tema"), *Theme.choices, ("centre", CENTRE)],
        required=False,
        error_messages={"invalid_choice": "Vælg et tema fra listen."},
    )

    def clean_gains(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["gains"]
        return [gain.value for gain in Gain if gain.value in chosen]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
