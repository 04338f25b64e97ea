"""Whose badges are wanted, and how many without a name."""

from datetime import datetime
from typing import Any

from django import forms

from conferences.door.badges import MOST_BLANK
from praksis.danish import danish_datetime
from praksis.forms import DateField

ALL, NEW, SINCE, NOBODY = "alle", "nye", "siden", "ingen"


class BadgesForm(forms.Form):
    """Which guests' badges, and how many for those who come unannounced."""

    whose = forms.ChoiceField(
        label="Hvem skal have et navneskilt?",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvem der skal have et.", "invalid_choice": "Vælg fra listen."},
    )
    since = DateField(label="Fik plads den dato eller senere", required=False)
    blank = forms.IntegerField(
        label="Skilte uden navn",
        help_text="Til dem, der kommer uden at være tilmeldt. De ligger til sidst.",
        min_value=0,
        max_value=MOST_BLANK,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input-char-4"}),
        error_messages={
            "invalid": "Skriv et helt tal.",
            "min_value": "Skriv 0 eller mere.",
            "max_value": f"Skriv højst {MOST_BLANK}.",
        },
    )
    part = forms.TypedChoiceField(label="Del", coerce=int, required=False)

    def __init__(self, data: Any = None, *, made_at: datetime | None, parts: int):
        super().__init__(data, initial={"whose": NEW if made_at else ALL, "blank": 10, "part": 1})
        choices = [(ALL, "Alle, der har plads")]
        if made_at:
            choices.append((NEW, f"Kun dem, der har fået plads siden {danish_datetime(made_at)}, da I sidst hentede"))
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            *choices,
            (SINCE, "Kun dem, der har fået plads siden en dato"),
            (NOBODY, "Ingen, kun skilte uden navn"),
        ]
        if parts > 1:
            self.fields["part"].choices = [  # type: ignore[attr-defined]
                (number, f"Del {number} af {parts}") for number in range(1, parts + 1)
            ]
        else:
            del self.fields["part"]

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("whose") == SINCE and not said.get("since") and "since" not in self.errors:
            self.add_error("since", "Skriv datoen.")
        if said.get("whose") == NOBODY and not said.get("blank") and "blank" not in self.errors:
            self.add_error("blank", "Skriv, hvor mange skilte uden navn I vil have.")
