"""The forms that let a course rest, and go on with it."""

from typing import Any

from django import forms

from praksis.forms import DateField


class PauseForm(forms.Form):
    """Why a course rests, and until when."""

    reason = forms.CharField(
        label="Hvorfor holder forløbet pause?",
        help_text="Begge parter får det at vide i en mail og kan læse det på forløbets side.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv, hvorfor forløbet holder pause.", "max_length": "Skriv højst 2.000 tegn."},
    )
    expected_until = DateField(
        label="Hvornår venter I at gå videre?",
        help_text="Den dag kan I igen holde møder. I kan rette den senere.",
        error_messages={"required": "Skriv, hvornår I venter at gå videre."},
    )


class ResumeForm(forms.Form):
    """Whether the dates that are left are put off by as long as the course rested."""

    mark_optional = False
    moves_dates = forms.TypedChoiceField(
        label="Skal datoerne flyttes?",
        widget=forms.RadioSelect,
        coerce=lambda value: value == "ja",
        error_messages={"required": "Vælg, om datoerne skal flyttes.", "invalid_choice": "Vælg en af mulighederne."},
    )

    def __init__(self, data: Any = None, *, days: int, ends_on: str, moved_end: str):
        super().__init__(data)
        later = "1 dag" if days == 1 else f"{days} dage"
        self.fields["moves_dates"].choices = [  # type: ignore[attr-defined]
            ("ja", f"Ja, flyt alle åbne trin og forløbets slutning {later} frem. Forløbet slutter så {moved_end}"),
            ("nej", f"Nej, lad datoerne stå. Forløbet slutter {ends_on}"),
        ]
