"""The forms by which managers help guests and municipalities with their seats."""

from collections.abc import Sequence
from typing import Any

from django import forms

from conferences.programme.models import Event
from conferences.registration.forms import BookingForm, CorrectionForm, GuestForm
from conferences.registration.models import Allowance
from conferences.registration.offered import Round
from praksis.organisations.models import Municipality

# More than any hall has
MOST_SEATS = 20_000


def _number(label: str, most: int, too_many: str, **kwargs) -> forms.IntegerField:
    few = "Skriv mindst én plads."
    errors = {"required": few, "invalid": "Skriv et helt tal.", "min_value": few, "max_value": too_many}
    widget = forms.NumberInput(attrs={"class": "input-char-8"})
    return forms.IntegerField(label=label, min_value=1, max_value=most, error_messages=errors, widget=widget, **kwargs)


class GuestCorrectionForm(CorrectionForm):
    """What a guest told, corrected by somebody else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].label = "Arbejder som"
        self.fields["role"].error_messages["required"] = "Vælg, hvad gæsten arbejder som."
        self.fields["workplace"].error_messages["required"] = "Skriv arbejdspladsen."
        self.fields["on_list"].label = "Gæstens navn og arbejdsplads må stå på deltagerlisten"


class ManagedBookingForm(BookingForm):
    """Where somebody works who is registered by a manager."""

    def __init__(self, data: Any = None):
        super().__init__(data)
        self.fields["workplace"].error_messages["required"] = "Skriv arbejdspladsen."


class ManagedGuestForm(GuestForm):
    """Somebody who is registered by a manager, and of whose held seats the seat is."""

    def __init__(self, data: Any = None, *, rounds: Sequence[Round], event: Event):
        super().__init__(data, number=1, rounds=rounds)
        self.fields["email"].help_text = "Hertil sender vi tilmeldingen med et personligt link til gæsten."
        self.fields["role"].label = "Arbejder som"
        self.fields["role"].error_messages["required"] = "Vælg, hvad gæsten arbejder som."
        self.fields["on_list"].label = "Gæstens navn og arbejdsplads må stå på deltagerlisten"
        held = event.allowances.select_related("organisation").order_by("organisation__name", "pk")
        if held:
            self.fields["allowance"] = AllowanceChoice(
                label="På pladser, der holdes til",
                queryset=held,
                required=False,
                empty_label="Vælg" if event.is_theme_day else "Ingen kommune",
                error_messages={"invalid_choice": "Vælg en kommune fra listen."},
            )
            self.order_fields(["allowance", *self.fields])


class AllowanceChoice(forms.ModelChoiceField):
    """Held seats by whom they are held for."""

    def label_from_instance(self, obj: Allowance) -> str:
        return str(obj.organisation)


class CapacityForm(forms.Form):
    """How many there is room for."""

    def __init__(self, data: Any = None, *, event: Event):
        super().__init__(data, initial={"capacity": event.capacity})
        self.fields["capacity"] = _number("Pladser i alt", MOST_SEATS, f"Skriv højst {MOST_SEATS} pladser.")


class SeatsForm(forms.Form):
    """How many seats are held for somebody."""

    def __init__(self, data: Any = None, *, event: Event, allowance: Allowance | None = None):
        super().__init__(data, initial={"seats": allowance.seats} if allowance else None)
        most = min(event.capacity, 32_767)
        self.fields["seats"] = _number("Antal pladser", most, f"Der er {event.capacity} pladser i alt.")


class NewAllowanceForm(SeatsForm):
    """For which municipality, of those that no seats are held for, and how many."""

    def __init__(self, data: Any = None, *, event: Event):
        super().__init__(data, event=event)
        known = event.allowances.order_by().values("organisation")
        self.fields["organisation"] = MunicipalityChoice(
            label="Kommune",
            queryset=Municipality.objects.exclude(pk__in=known).order_by("short_name"),
            empty_label="Vælg",
            error_messages={
                "required": "Vælg kommunen.",
                "invalid_choice": "Vælg en kommune, som der ikke holdes pladser til i forvejen.",
            },
        )
        self.order_fields(["organisation", "seats"])


class MunicipalityChoice(forms.ModelChoiceField):
    """A municipality by its short name."""

    def label_from_instance(self, obj: Municipality) -> str:
        return obj.short_name


class LinkForm(forms.Form):
    """To whom a link goes."""

    to = forms.EmailField(
        label="Tovholderens mailadresse",
        max_length=254,
        error_messages={"required": "Skriv mailadressen.", "invalid": "Skriv en mailadresse, fx navn@kommune.dk."},
    )
