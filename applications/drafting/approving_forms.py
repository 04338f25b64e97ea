"""The forms around the signature of a director and the confirmation of a mini's leader."""

from django import forms

from applications.drafting.approval import Approver
from applications.drafting.forms import read_revision

PERSON_WORDS = {"name": "navn", "title": "stilling", "email": "mailadresse", "phone": "telefonnummer"}


class SendForSignatureForm(forms.Form):
    """How the application goes on once its approver has signed or confirmed."""

    sends_when_signed = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, approver: Approver, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["sends_when_signed"]
        field.label = f"Send automatisk, når {approver.who} {approver.has_done}"
        field.help_text = (
            f"Så venter ansøgningen ikke på jer, hvis {approver.who} {approver.does} sent på dagen. Fjern krydset, "
            "hvis I selv vil sende den."
        )


class ApproverForm(forms.Form):
    """Who signs or confirms, when the address or the name in the application was wrong."""

    use_required_attribute = False

    name = forms.CharField(
        label="Navn",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "class": "input-width-l"}),
        error_messages={"max_length": "Navnet må højst være på 100 tegn."},
    )
    title = forms.CharField(
        label="Stilling",
        max_length=95,
        widget=forms.TextInput({"autocomplete": "off", "class": "input-width-l"}),
        error_messages={"max_length": "Stillingen må højst være på 95 tegn."},
    )
    email = forms.EmailField(
        label="Mailadresse",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "class": "input-width-l"}),
        error_messages={
            "invalid": "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk.",
            "max_length": "Mailadressen må højst være på 254 tegn.",
        },
    )
    phone = forms.CharField(
        label="Telefon",
        max_length=30,
        widget=forms.TelInput({"autocomplete": "off", "class": "input-width-s"}),
        error_messages={"max_length": "Skriv ét telefonnummer."},
    )
    revision = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, approver: Approver, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = f"{approver.Whose} egen adresse, ikke en fælles postkasse."
        for name, what in PERSON_WORDS.items():
            self.fields[name].error_messages["required"] = f"Skriv {approver.whose} {what}."

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if sum(map(str.isdigit, phone)) < 8:
            raise forms.ValidationError("Skriv telefonnummeret med mindst otte cifre.")
        return phone

    def clean_revision(self):
        return read_revision(self.cleaned_data["revision"])


class SignerForm(forms.Form):
    """Who is signing."""

    use_required_attribute = False

    name = forms.CharField(
        label="Dit navn",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name", "class": "input-width-l"}),
        error_messages={"required": "Skriv dit navn.", "max_length": "Navnet må højst være på 100 tegn."},
    )
    title = forms.CharField(
        label="Din stilling",
        # Name and title stand together in the timeline, which holds 200 characters.
        max_length=95,
        widget=forms.TextInput({"autocomplete": "organization-title", "class": "input-width-l"}),
        error_messages={"required": "Skriv din stilling.", "max_length": "Stillingen må højst være på 95 tegn."},
    )


class SignForm(SignerForm):
    """Who is signing, and the code that was sent."""

    code = forms.CharField(
        label="Kode fra mailen",
        max_length=20,
        help_text="Seks cifre. Koden gælder i ti minutter.",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "class": "input-char-8"}),
        error_messages={"required": "Skriv koden fra mailen.", "max_length": "Koden er på seks cifre."},
    )


class SendBackForm(forms.Form):
    """What the director wants changed before signing."""

    use_required_attribute = False
    prefix = "tilbage"

    remark = forms.CharField(
        label="Hvad skal rettes?",
        help_text="Bemærkningen sendes til dem, der har skrevet ansøgningen.",
        max_length=5000,
        widget=forms.Textarea({"rows": 4, "class": "input-width-xl"}),
        error_messages={
            "required": "Skriv, hvad der skal rettes, før du sender ansøgningen tilbage.",
            "max_length": "Bemærkningen er for lang. Forkort den til højst 5.000 tegn.",
        },
    )
    name = forms.CharField(
        label="Dit navn",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name", "class": "input-width-l"}),
        error_messages={"required": "Skriv dit navn.", "max_length": "Navnet må højst være på 100 tegn."},
    )
