"""Signing up, choosing an organisation, inviting."""

from allauth.account import forms as allauth_forms
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.db import IntegrityError

from praksis.accounts.forms import (
    EMAIL_INVALID,
    NEW_PASSWORD_HELP,
    SamePassword,
    describe,
    name_field,
    phone_field,
    title_field,
)
from praksis.organisations import actions
from praksis.organisations.models import Institution, MembershipRole, Municipality, Organisation, Ownership, Setting

# Municipal institutions are all in the register.
TYPED_OWNERSHIPS = [(o.value, o.label) for o in (Ownership.SELF_GOVERNING, Ownership.PRIVATE)]
NOT_FOUND = "Vi kan ikke finde »{}«. Vælg et navn fra listen, eller skriv dagtilbuddet ind længere nede."


def choosable() -> list[Organisation]:
    """The municipalities and the institutions that everybody may choose among."""
    municipalities = Municipality.objects.order_by("name")
    return [*municipalities, *Institution.objects.choosable().select_related("municipality").order_by("name", "pk")]


class OrganisationInput(forms.TextInput):
    """A text field with the organisations as suggestions; the browser's own list, so it works without JavaScript."""

    template_name = "praksis/organisations/organisation_input.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = context["list_id"] = f"{attrs['id']}_list"
        context["suggestions"] = [organisation.full_name for organisation in choosable()]
        return context


class OrganisationFields(forms.Form):
    """Choose an organisation from the register, or type a private or self-governing institution in.

    When the form is valid, `chosen` is an Organisation or a TypedInstitution.
    """

    organisation = forms.CharField(
        label="Kommune eller dagtilbud",
        required=False,
        max_length=250,
        help_text="Skriv de første bogstaver, og vælg fra listen.",
        widget=OrganisationInput(attrs={"autocomplete": "off", "class": "input-width-xl"}),
    )
    institution_name = forms.CharField(
        label="Dagtilbuddets navn",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.order_by("name"),
        label="Kommune",
        required=False,
        to_field_name="code",
        empty_label="Vælg kommune",
        error_messages={"invalid_choice": "Vælg en kommune fra listen."},
    )
    ownership = forms.ChoiceField(
        label="Ejerform",
        required=False,
        choices=TYPED_OWNERSHIPS,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Vælg selvejende eller privat."},
    )
    setting = forms.ChoiceField(
        label="Type",
        required=False,
        choices=Setting.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Vælg en af typerne."},
    )

    mark_optional = False
    chosen: Organisation | actions.TypedInstitution

    TYPED = ("institution_name", "municipality", "ownership", "setting")

    def layout(self) -> list:
        """The fields in order; those of an institution that is typed in are folded away until they are needed."""
        return [
            "organisation",
            HTML(
                '<details class="details mt-6"{% if form.types_in %} open{% endif %}>'
                '<summary class="details-summary">Står dagtilbuddet ikke på listen?</summary><div class="details-text">'
                "<p>Så skriv det ind her. Det gælder selvejende og private dagtilbud.</p>"
            ),
            *self.TYPED,
            HTML("</div></details>"),
        ]

    @property
    def types_in(self) -> bool:
        """Whether anything was typed about an institution that is not on the list."""
        return any(self[field].value() for field in self.TYPED)

    def clean(self):
        super().clean()
        listed, typed = self.cleaned_data.get("organisation"), self.cleaned_data.get("institution_name")
        if "organisation" in self.errors or "institution_name" in self.errors:
            return self.cleaned_data
        if listed and typed:
            self.add_error("organisation", "Vælg fra listen, eller skriv dagtilbuddet ind, men ikke begge dele.")
        elif listed:
            self._find(listed)
        elif typed:
            self._read_typed(typed)
        else:
            self.add_error("organisation", "Skriv den kommune eller det dagtilbud, du arbejder i.")
        return self.cleaned_data

    def _find(self, text: str) -> None:
        """Take the organisation of that name. "Skive" will do for a municipality, an institution's own name for it."""
        wanted = " ".join(text.casefold().split())
        names = {o: {o.full_name, o.name, getattr(o, "short_name", o.name)} for o in choosable()}
        found = [o for o in names if wanted in {name.casefold() for name in names[o]}]
        exact = [o for o in found if o.full_name.casefold() == wanted] or found
        if not exact:
            self.add_error("organisation", NOT_FOUND.format(text))
        elif len(exact) > 1:
            self.add_error("organisation", f"Der er flere, der hedder »{text}«. Vælg den rigtige fra listen.")
        else:
            self.chosen = exact[0]

    def _read_typed(self, name: str) -> None:
        missing = {
            "municipality": "Vælg den kommune, dagtilbuddet ligger i.",
            "ownership": "Vælg, om dagtilbuddet er selvejende eller privat.",
            "setting": "Vælg, hvilken type dagtilbud det er.",
        }
        facts = {field: self.cleaned_data.get(field) for field in missing}
        for field, sentence in missing.items():
            if not facts[field] and field not in self.errors:
                self.add_error(field, sentence)
        if all(facts.values()):
            self.chosen = actions.TypedInstitution(name=name, **facts)


class PersonFields(forms.Form):
    """Who one is."""

    name = name_field()
    title = title_field()
    phone = phone_field()

    def person(self) -> actions.Person:
        """What was typed, for the action."""
        data = self.cleaned_data
        return actions.Person(name=data["name"], title=data["title"], phone=data["phone"], password=data["password1"])


class SignupForm(SamePassword, OrganisationFields, PersonFields, allauth_forms.SignupForm):
    """Sign up: who one is, where one works, a password."""

    email = allauth_forms.EmailField(max_length=254)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(
            self,
            "email",
            label="Mailadresse",
            required="Skriv din mailadresse.",
            invalid=EMAIL_INVALID,
            help_text="Brug din arbejdsmail. Vi sender et link til den, som du skal bekræfte.",
        )
        self.describe_passwords(label="Adgangskode", help_text=NEW_PASSWORD_HELP)
        self.fields["phone"].label = "Telefon (frivilligt)"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "name", "title", "phone", "email", *self.layout(), Fieldset("Adgangskode", "password1", "password2")
        )

    def try_save(self, request):
        """Make the account; where the address was taken meanwhile, answer as if it always had been."""
        try:
            return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)

    def save(self, request):
        """Make account and membership together."""
        return actions.sign_up(self.person(), email=self.cleaned_data["email"], organisation=self.chosen)


class JoinForm(OrganisationFields):
    """Choose one more organisation, with an account one has."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.layout())


class AcceptForm(SamePassword, PersonFields):
    """Sign up through an invitation: the address is the invitation's."""

    password1 = allauth_forms.SetPasswordField()
    password2 = allauth_forms.PasswordField(autocomplete="new-password")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.describe_passwords(label="Adgangskode", help_text=NEW_PASSWORD_HELP)


class InvitationForm(forms.Form):
    """Ask a colleague to join."""

    email = forms.EmailField(
        label="Kollegaens mailadresse",
        max_length=254,
        error_messages={"required": "Skriv kollegaens mailadresse.", "invalid": EMAIL_INVALID},
    )
    role = forms.ChoiceField(
        label="Hvad skal kollegaen kunne?",
        choices=[
            (MembershipRole.EDITOR.value, "Skrive med på ansøgninger og melde opgaver i forløb færdige"),
            (MembershipRole.VIEWER.value, "Læse med"),
            (
                MembershipRole.OWNER.value,
                "Det hele: sende ansøgningen til underskrift og ind, invitere og fjerne kolleger",
            ),
        ],
        initial=MembershipRole.EDITOR.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad kollegaen skal kunne.", "invalid_choice": "Vælg en af mulighederne."},
    )


class RoleForm(forms.Form):
    """Another role for a colleague."""

    role = forms.ChoiceField(
        label="Rolle",
        choices=MembershipRole.choices,
        error_messages={"required": "Vælg en rolle.", "invalid_choice": "Vælg en af rollerne."},
    )
