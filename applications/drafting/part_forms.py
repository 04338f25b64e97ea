"""The forms around an institution's part: to whom it is sent, and who fills it in."""

from django import forms


class LeaderForm(forms.Form):
    """To whom an institution's part is sent."""

    use_required_attribute = False

    name = forms.CharField(
        label="Lederens navn",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "class": "input-width-l"}),
        error_messages={"required": "Skriv lederens navn.", "max_length": "Navnet må højst være på 100 tegn."},
    )
    email = forms.EmailField(
        label="Lederens mailadresse",
        max_length=254,
        help_text="Linket er personligt, så brug helst lederens egen adresse.",
        widget=forms.EmailInput({"autocomplete": "off", "class": "input-width-l"}),
        error_messages={
            "required": "Skriv lederens mailadresse.",
            "invalid": "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk.",
            "max_length": "Mailadressen må højst være på 254 tegn.",
        },
    )


class HolderForm(forms.Form):
    """Who fills in an institution's part."""

    use_required_attribute = False

    name = forms.CharField(
        label="Dit navn",
        max_length=100,
        help_text="Så kan dem, der skriver ansøgningen, se, hvem der har svaret.",
        widget=forms.TextInput({"autocomplete": "name", "class": "input-width-l"}),
        error_messages={"required": "Skriv dit navn.", "max_length": "Navnet må højst være på 100 tegn."},
    )
