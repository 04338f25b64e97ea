"""The forms of signing in, one's profile, and the accounts of the staff."""

from allauth.account import forms as allauth_forms
from django import forms

from praksis.accounts.models import Role, User
from praksis.accounts.passwords import OTHERS_LENGTH, STAFF_LENGTH

EMAIL_INVALID = "Skriv mailadressen, som den ser ud i en mail, fx navn@kommune.dk."
PASSWORD_HELP = f"Mindst {OTHERS_LENGTH} tegn, fx nogle ord efter hinanden. Ansatte hos os skal bruge {STAFF_LENGTH}."
NEW_PASSWORD_HELP = f"Mindst {OTHERS_LENGTH} tegn, fx nogle ord efter hinanden."
PASSWORDS_DIFFER = "De to adgangskoder er ikke ens. Skriv den samme begge steder."
PHONE_INVALID = "Skriv telefonnummeret med tal, fx 12 34 56 78."


def describe(form, name: str, *, label: str, required: str = "", help_text: str = "", invalid: str = "") -> None:
    """Give a field of one of allauth's forms its Danish words."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    if required:
        field.error_messages["required"] = required
    if invalid:
        field.error_messages["invalid"] = invalid


class SamePassword:
    """A form with a new password that is typed twice."""

    def describe_passwords(self, *, label: str, help_text: str) -> None:
        """Name the two fields."""
        describe(self, "password1", label=label, required="Skriv en adgangskode.", help_text=help_text)
        describe(self, "password2", label=f"{label} igen", required="Skriv adgangskoden en gang til.")

    def clean(self):
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        super().clean()
        if first and second and first != second:
            self.errors.pop("password2", None)  # allauth's words for the same thing
            self.add_error("password2", PASSWORDS_DIFFER)
        return self.cleaned_data


class LoginForm(allauth_forms.LoginForm):
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(self, "login", label="Mailadresse", required="Skriv din mailadresse.", invalid=EMAIL_INVALID)
        describe(self, "password", label="Adgangskode", required="Skriv din adgangskode.")
        describe(self, "remember", label="Husk mig på denne computer i en uge")


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(self, "email", label="Mailadresse", required="Skriv din mailadresse.", invalid=EMAIL_INVALID)


class ResetPasswordKeyForm(SamePassword, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.describe_passwords(label="Ny adgangskode", help_text=PASSWORD_HELP)


class ChangePasswordForm(SamePassword, allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(self, "oldpassword", label="Nuværende adgangskode", required="Skriv den adgangskode, du har i dag.")
        self.describe_passwords(label="Ny adgangskode", help_text=PASSWORD_HELP)


def name_field() -> forms.CharField:
    return forms.CharField(
        label="Navn",
        max_length=100,
        error_messages={"required": "Skriv dit navn."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


def title_field() -> forms.CharField:
    return forms.CharField(
        label="Stilling",
        max_length=100,
        help_text="Fx pædagogisk konsulent eller dagtilbudsleder.",
        error_messages={"required": "Skriv din stilling."},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )


def phone_field() -> forms.CharField:
    return forms.RegexField(
        r"^\+?[0-9 ]{6,20}$",
        label="Telefon",
        required=False,
        max_length=20,
        error_messages={"invalid": PHONE_INVALID},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


class ProfileForm(forms.Form):
    """What a person is called; the mail address is fixed, because rights follow it."""

    name = name_field()
    title = title_field()
    phone = phone_field()


class StaffForm(forms.Form):
    """A new account for a member of the staff."""

    name = forms.CharField(label="Navn", max_length=100, error_messages={"required": "Skriv personens navn."})
    title = forms.CharField(label="Stilling", max_length=100, error_messages={"required": "Skriv personens stilling."})
    email = forms.EmailField(
        label="Mailadresse",
        max_length=254,
        help_text="Hertil sender vi et link, hvor personen vælger sin adgangskode.",
        error_messages={"required": "Skriv personens mailadresse.", "invalid": EMAIL_INVALID},
    )
    phone = phone_field()
    roles = forms.MultipleChoiceField(
        label="Roller",
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én rolle."},
    )

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("Der er allerede en konto med den mailadresse. Brug en anden adresse.")
        return email
