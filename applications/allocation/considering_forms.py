"""The forms of what goes before a proposal."""

from typing import cast
from uuid import UUID

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict

from applications.allocation.models import Consideration
from applications.allocation.standing import Standing

# As validators and not as max_length: the browser would cut off what is pasted, without a word.
NOT_TOO_LONG = MaxLengthValidator(5000, "Teksten er for lang. Skriv højst 5.000 tegn.")
A_LINE = MaxLengthValidator(300, "Skriv det på en linje, højst 300 tegn.")


class WaiverForm(forms.Form):
    """Why one goes on although something is not done."""

    mark_optional = False

    reason = forms.CharField(
        label="Hvorfor går I videre?",
        validators=[NOT_TOO_LONG],
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv, hvorfor I går videre."},
    )

    def __init__(self, data: QueryDict | None, *, item: str):
        # Each of the page's forms has fields of its own name.
        super().__init__(data, prefix=item.replace(":", "-"))


class OwnChoiceForm(forms.Form):
    """Whom one would choose, before anything is calculated."""

    use_required_attribute = False
    mark_optional = False

    applications = forms.MultipleChoiceField(
        label="Hvem ville du vælge?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "En af ansøgningerne er ikke længere med i runden. Vælg igen."},
    )
    reason = forms.CharField(
        label="Hvorfor? Én linje",
        help_text="Fx hvad der vejer tungest, og hvilken sammensætning du ser for dig.",
        validators=[A_LINE],
        widget=forms.TextInput(attrs={"class": "input-width-xl"}),
        error_messages={"required": "Skriv en linje om, hvorfor du vælger sådan."},
    )

    def __init__(self, *args, standings: list[Standing], **kwargs):
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["applications"])
        field.choices = [(str(one.application_id), one.name) for one in standings]

    def clean_applications(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["applications"]]


class ExplanationForm(forms.Form):
    """What weighed where a choice must be explained."""

    mark_optional = False

    consideration = forms.ChoiceField(
        label="Hvad har vejet tungest?",
        choices=[("", "Vælg"), *Consideration.choices],
        error_messages={"required": "Vælg, hvad der har vejet tungest.", "invalid_choice": "Vælg et af hensynene."},
    )
    text = forms.CharField(
        label="Begrundelse",
        validators=[NOT_TOO_LONG],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv en begrundelse."},
    )

    def __init__(self, data: QueryDict | None, *, question: str, initial: dict[str, str] | None):
        super().__init__(data, prefix=question.replace(":", "-"), initial=initial)


class PlacesForm(forms.Form):
    """Another number of places."""

    use_required_attribute = False
    mark_optional = False

    places = forms.IntegerField(
        label="Antal pladser",
        min_value=1,
        max_value=98,
        error_messages={
            "required": "Skriv, hvor mange pladser runden har.",
            "invalid": "Skriv antallet som et helt tal.",
            "min_value": "Skriv mindst én plads.",
            "max_value": "Skriv højst 98 pladser.",
        },
    )
    reason = forms.CharField(
        label="Begrundelse",
        validators=[NOT_TOO_LONG],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor antallet ændres."},
    )
