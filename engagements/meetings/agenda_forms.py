"""The form of an item on a meeting's agenda."""

from django import forms


class ItemForm(forms.Form):
    """What is to be talked about, by whom, and for how long."""

    refused_at = "title"

    title = forms.CharField(
        label="Hvad handler punktet om?",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv, hvad punktet handler om.", "max_length": "Skriv højst 200 tegn."},
    )
    text = forms.CharField(
        label="Uddyb",
        help_text="Fx hvad I skal beslutte, eller hvad man skal have læst. Skriv ikke om enkelte børn.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Skriv højst 2.000 tegn."},
    )
    presenter = forms.CharField(
        label="Hvem lægger op?",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-width-l"}),
        error_messages={"max_length": "Skriv højst 100 tegn."},
    )
    minutes_planned = forms.IntegerField(
        label="Hvor mange minutter?",
        required=False,
        min_value=1,
        max_value=480,
        widget=forms.TextInput(attrs={"class": "input-char-8", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Skriv et helt antal minutter, fx 20.",
            "min_value": "Skriv et antal minutter fra 1 til 480.",
            "max_value": "Skriv et antal minutter fra 1 til 480.",
        },
    )
