"""What is asked of somebody who comes without being registered: as little as can be."""

from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms

from conferences.door.actions import WalkIn
from conferences.registration.forms import LineField, MunicipalityField
from conferences.registration.models import GuestRole


class WalkInForm(forms.Form):
    """A walk-in."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    # Whatever was typed without network is kept: the guest is inside already.
    name = LineField(
        label="Navn",
        max_length=150,
        error_messages={"required": "Skriv navnet.", "max_length": "Skriv højst 150 tegn."},
    )
    workplace = LineField(
        label="Arbejdsplads",
        max_length=150,
        required=False,
        error_messages={"max_length": "Skriv højst 150 tegn."},
    )
    municipality = MunicipalityField()
    role = forms.ChoiceField(
        label="Arbejder som",
        choices=[("", "Vælg"), *GuestRole.choices],
        error_messages={"required": "Vælg, hvad gæsten arbejder som.", "invalid_choice": "Vælg fra listen."},
    )

    def __init__(self, data: Any = None):
        super().__init__(data, initial={"key": uuid4()})

    @property
    def guest(self) -> WalkIn:
        """What was typed, as the action takes it; the form is valid."""
        names = ("name", "workplace", "municipality", "role")
        return WalkIn(**{name: self.cleaned_data[name] for name in names})

    @property
    def own_key(self) -> UUID:
        """The form's key and the guest together, or a new one where it was taken out.

        A device without network shows the same page of the door all day, with the same key for the next guest too.
        """
        key = self.cleaned_data["key"]
        return uuid5(key, self.cleaned_data["name"]) if key else self.initial["key"]
