"""Forms about competences, capacity and promises."""

from datetime import date
from uuid import uuid4

from django import forms
from django.utils import timezone

from praksis.forms import DateField, DecimalField
from praksis.staffing import months
from praksis.staffing.models import Competence, CompetenceKind, Reason

MONTHS_AHEAD = 24


def month_choices(before: int = 0) -> list[tuple[str, str]]:
    """The months to choose among: so many that are past, this one, and those in which one plans."""
    first = months.after(months.month_of(timezone.localdate()), -before)
    wanted = [months.after(first, number) for number in range(MONTHS_AHEAD + before)]
    return [(f"{month:%Y-%m}", months.in_words(month).capitalize()) for month in wanted]


class MonthField(forms.ChoiceField):
    """A month, chosen in a list; its value is its first day, or None where none has to be chosen."""

    default_error_messages = {"required": "Vælg en måned.", "invalid_choice": "Vælg en måned fra listen."}

    def __init__(self, *, none="Vælg", before=0, **kwargs):
        super().__init__(choices=lambda: [("", none), *month_choices(before)], **kwargs)

    def clean(self, value):
        value = super().clean(value)
        return date.fromisoformat(f"{value}-01") if value else None


class NameForm(forms.Form):
    """What a competence is called."""

    name = forms.CharField(
        label="Hvad hedder kompetencen?",
        max_length=80,
        error_messages={"required": "Skriv, hvad kompetencen hedder.", "max_length": "Skriv højst 80 tegn."},
    )


class CompetencesForm(forms.Form):
    """Which competences a consultant has, in their three groups."""

    mark_optional = False
    LABELS = {
        CompetenceKind.THEME: "De fire temaer",
        CompetenceKind.SETTING: "Typer af dagtilbud",
        CompetenceKind.OTHER: "Andet",
    }

    def __init__(self, *args, has=(), **kwargs):
        """`has`: the ids of those that the consultant has now."""
        super().__init__(*args, **kwargs)
        for kind, label in self.LABELS.items():
            own = Competence.objects.in_use().filter(kind=kind)
            if own:
                self.fields[kind] = forms.ModelMultipleChoiceField(
                    label=label,
                    queryset=own,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    initial=[one.pk for one in own if one.pk in has],
                    error_messages={
                        "invalid_choice": "Vælg kompetencer fra listen.",
                        "invalid_pk_value": "Vælg fra listen.",
                    },
                )

    @property
    def chosen(self) -> list[Competence]:
        """All that were ticked."""
        return [one for kind in self.fields for one in self.cleaned_data[kind]]


HOURS = {"required": "Skriv et antal timer.", "max_digits": "Skriv et mindre tal."}
HOURS |= {"max_decimal_places": "Skriv højst to decimaler.", "max_whole_digits": "Skriv et mindre tal."}


class UsualForm(forms.Form):
    """A usual month."""

    hours = DecimalField(
        label="Timer i en almindelig måned",
        help_text="Tid til forløb i alt: møder, forberedelse og transport. Skriv fx 60 eller 37,5.",
        max_digits=5,
        decimal_places=2,
        error_messages=HOURS,
    )


class MonthsForm(forms.Form):
    """Months that are not as usual."""

    first_month = MonthField(label="Fra og med")
    last_month = MonthField(label="Til og med")
    hours = DecimalField(
        label="Timer i hver af månederne",
        help_text="Skriv 0, hvis der slet ikke er tid.",
        max_digits=5,
        decimal_places=2,
        error_messages=HOURS,
    )
    reason = forms.ChoiceField(
        label="Hvorfor?",
        help_text="Kun lederne og konsulenten selv ser hvorfor. De andre ser kun timerne.",
        choices=[("", "Vælg"), *Reason.choices],
        error_messages={
            "required": "Vælg, hvorfor månederne ikke er som ellers.",
            "invalid_choice": "Vælg fra listen.",
        },
    )


class PromiseForm(forms.Form):
    """What a consultant is pencilled in for."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    expected = forms.ChoiceField(
        label="Hvad er det til?",
        help_text="Ét løfte er til ét forløb. Regner I med to forløb i en runde, så giv to løfter.",
        error_messages={"required": "Vælg, hvad det er til.", "invalid_choice": "Vælg fra listen."},
    )
    first_month = MonthField(label="Fra og med", required=False, none="Som forløbene")
    last_month = MonthField(label="Til og med", required=False, none="Som forløbene")
    hours_per_month = DecimalField(
        label="Timer om måneden",
        required=False,
        max_digits=5,
        decimal_places=2,
        error_messages=HOURS,
        help_text="Lad feltet stå tomt for at bruge det, vi regner med for tilbuddet.",
    )
    expires_on = DateField(
        label="Gælder til og med",
        help_text="Er det ikke blevet til et forløb inden da, tæller løftet ikke længere med.",
        error_messages={"required": "Skriv, hvor længe løftet gælder."},
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Skriv højst 500 tegn."},
    )

    def __init__(self, *args, expected, **kwargs):
        """`expected`: what there is to choose among (sources.Expected)."""
        super().__init__(*args, **kwargs)
        self.initial["key"] = uuid4()
        self.expected = {str(one.case): one for one in expected}
        self.fields["expected"].choices = [("", "Vælg"), *((key, one.what) for key, one in self.expected.items())]

    def clean(self):
        """What is left open is as expected."""
        said = super().clean()
        one = self.expected.get(said.get("expected"))
        if one:
            said["first_month"] = said.get("first_month") or months.month_of(one.first)
            said["last_month"] = said.get("last_month") or months.month_of(one.last)
            if said.get("hours_per_month") is None and "hours_per_month" not in self.errors:
                said["hours_per_month"] = one.hours_per_month
        return said
