"""The forms of entering an application that came by mail."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.validators import MaxLengthValidator

from applications.drafting.actions import Mail
from applications.rounds.models import Round
from praksis.documents import uploads
from praksis.documents.refusals import Refused
from praksis.forms import DateTimeField
from praksis.organisations.forms import EMAIL_INVALID, OrganisationFields
from praksis.organisations.models import Municipality


class MailFields(forms.Form):
    """The mail: when it came, from whom, the file itself, and why we enter it."""

    use_required_attribute = False
    mark_optional = False
    FIELDS = ("mailed_at", "sender", "address", "mail", "reason")

    mailed_at = DateTimeField(
        label="Hvornår kom mailen?",
        help_text="Det tidspunkt, der står på mailen. Det afgør, om ansøgningen er kommet inden fristen.",
        error_messages={"required": "Skriv, hvornår mailen kom."},
    )
    sender = forms.CharField(
        label="Hvem sendte den?",
        help_text="Navnet på den person, der har sendt mailen.",
        validators=[MaxLengthValidator(100, "Navnet er for langt. Skriv højst 100 tegn.")],
        error_messages={"required": "Skriv, hvem der sendte mailen."},
    )
    address = forms.EmailField(
        label="Afsenderens mailadresse",
        help_text="Kvitteringen bliver sendt hertil, når ansøgningen er sendt.",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={
            "required": "Skriv den mailadresse, mailen kom fra.",
            "invalid": EMAIL_INVALID,
            "max_length": "Mailadressen er for lang. Skriv højst 254 tegn.",
        },
    )
    mail = forms.FileField(
        label="Mailen eller det udfyldte skema",
        help_text="PDF, Word, Excel eller et billede, højst 10 MB. Gem selve mailen som PDF.",
        allow_empty_file=True,
        widget=forms.FileInput({"accept": uploads.ACCEPT}),
        error_messages={
            "required": "Vælg filen med mailen eller det udfyldte skema.",
            "invalid": "Vælg filen med mailen eller det udfyldte skema.",
        },
    )
    reason = forms.CharField(
        label="Hvorfor indtaster vi ansøgningen?",
        help_text="En enkelt sætning er nok. Den står i sagens historik, hvor ansøgeren kan læse den.",
        validators=[MaxLengthValidator(1000, "Begrundelsen er for lang. Skriv højst 1.000 tegn.")],
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Skriv, hvorfor vi indtaster ansøgningen."},
    )

    def clean_mail(self):
        """The file, looked into."""
        try:
            return uploads.receive(self.cleaned_data["mail"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    @property
    def told(self) -> Mail:
        """What was told of the mail, for the action."""
        data = self.cleaned_data
        admitted = data.get("admitted", "")
        return Mail(data["mailed_at"], data["sender"], data["address"], data["mail"], data["reason"], admitted)


class EnterForm(MailFields):
    """Entering an application for a one-year course: a municipality's."""

    applicant = forms.ModelChoiceField(
        Municipality.objects.order_by("name"),
        label="Hvilken kommune søger?",
        to_field_name="code",
        empty_label="Vælg kommune",
        error_messages={"required": "Vælg den kommune, der søger.", "invalid_choice": "Vælg en kommune fra listen."},
    )

    admitted = forms.CharField(
        label="Kom mailen efter fristen? Skriv, hvorfor den tages med",
        help_text="Lad feltet stå tomt, når mailen kom i tide. En ansøgning, der kom for sent, er kun med, hvis I "
        "beslutter det. Begrundelsen står i sagen og i rundens log. Har en fejl hos os ramt flere, så forlæng fristen "
        "for alle.",
        required=False,
        validators=[MaxLengthValidator(1000, "Begrundelsen er for lang. Skriv højst 1.000 tegn.")],
        widget=forms.Textarea({"rows": 3}),
    )

    field_order = ("applicant", *MailFields.FIELDS, "admitted")

    @property
    def chosen(self):
        """Who applies."""
        return self.cleaned_data["applicant"].organisation


class EnterMiniForm(OrganisationFields, MailFields):
    """Entering an application for a mini course: an institution's, or an administration's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].label = "Hvem søger?"
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.layout(), *self.FIELDS)


def form_for(round_: Round) -> type[EnterForm] | type[EnterMiniForm]:
    """The form that fits what the round is for."""
    return EnterMiniForm if round_.programme.is_mini else EnterForm
