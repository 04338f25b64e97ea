"""The form about what a course takes of a consultant's time."""

from django import forms

from praksis.forms import DecimalField


class ProgrammeLoadForm(forms.Form):
    """The hours in a month, and where the figure is from."""

    hours_per_month = DecimalField(
        label="Timer om måneden for hver konsulent",
        help_text="Møder, forberedelse og transport på ét forløb. Skriv fx 12 eller 7,5.",
        max_digits=5,
        decimal_places=2,
        error_messages={
            "required": "Skriv et antal timer.",
            "max_digits": "Skriv et mindre tal.",
            "max_decimal_places": "Skriv højst to decimaler.",
            "max_whole_digits": "Skriv et mindre tal.",
        },
    )
    source = forms.CharField(
        label="Hvor er tallet fra?",
        help_text="Fx »vores eget skøn« eller »timerne i de afsluttede forløb i 2018«.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv, hvor tallet er fra.", "max_length": "Skriv højst 300 tegn."},
    )
