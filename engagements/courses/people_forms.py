"""Forms about the people of a course: its groups, those in them, and who takes over from whom."""

from typing import Any, cast

from django import forms

from engagements.courses.models import Engagement, EngagementInstitution, Group, GroupKind

EMAIL_ERRORS = {
    "invalid": "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk.",
    "max_length": "Mailadressen må højst være på 254 tegn.",
}


def _words(label: str, *, missing: str = "", **settings: Any) -> forms.CharField:
    """A line of at most 100 characters; required where `missing` says what is missing."""
    errors = {"required": missing, "max_length": "Skriv højst 100 tegn."}
    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "input-width-l"})
    return forms.CharField(
        label=label, max_length=100, required=bool(missing), widget=widget, error_messages=errors, **settings
    )


def _email(help_text: str) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "off", "class": "input-width-l"})
    return forms.EmailField(
        label="Mailadresse",
        help_text=help_text,
        max_length=254,
        required=False,
        widget=widget,
        error_messages=EMAIL_ERRORS,
    )


def _text(label: str, help_text: str, *, missing: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=5000,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": missing, "max_length": "Skriv højst 5.000 tegn."},
    )


class GroupForm(forms.Form):
    """A group as it stands: its name, the institutions of a working group, and what it is to do."""

    # Beside which field a refusal of the action stands
    refused_at = "name"
    # A working group needs institutions, a steering group has none.
    mark_optional = False

    name = _words(
        "Hvad hedder gruppen?",
        missing="Skriv, hvad gruppen hedder.",
        help_text="Fx »Styregruppen« eller »Arbejdsgruppen i Solstrålen«.",
    )
    institutions = forms.ModelMultipleChoiceField(
        label="Hvilke dagtilbud hører den til?",
        help_text="En arbejdsgruppe hører til ét dagtilbud, eller flere deles om den. Styregruppen hører til dem alle.",
        queryset=EngagementInstitution.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Vælg dagtilbud fra listen.",
            "invalid_pk_value": "Vælg dagtilbud fra listen.",
            "list": "Vælg dagtilbud fra listen.",
        },
    )
    terms_of_reference = _text(
        "Kommissorium",
        "Gruppens formål og opgaver, hvad den kan beslutte, og hvor tit den mødes. Det kan vente til senere.",
    )

    def __init__(self, *args: Any, engagement: Engagement, group: Group | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.group = group
        own = engagement.institutions.all()
        if (group and group.is_steering_group) or not own.exists():
            del self.fields["institutions"]
        else:
            cast("forms.ModelMultipleChoiceField", self.fields["institutions"]).queryset = own

    def clean(self) -> None:
        if "institutions" not in self.fields:
            self.cleaned_data["institutions"] = []
        elif "institutions" in self.cleaned_data:
            chosen = self.cleaned_data["institutions"]
            kind = self.group.kind if self.group else self.cleaned_data.get("kind")
            if kind == GroupKind.STEERING_GROUP and chosen:
                self.add_error("institutions", "Styregruppen hører til hele forløbet. Fjern krydsene.")
            if kind == GroupKind.WORKING_GROUP and not chosen:
                self.add_error("institutions", "Vælg det eller de dagtilbud, som arbejdsgruppen hører til.")


class NewGroupForm(GroupForm):
    """A group that is set up."""

    kind = forms.ChoiceField(
        label="Hvilken gruppe er det?",
        help_text="Et forløb har én styregruppe og så mange arbejdsgrupper, som der er brug for.",
        choices=GroupKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, om det er styregruppen eller en arbejdsgruppe.",
            "invalid_choice": "Vælg en af mulighederne.",
        },
    )
    field_order = ["kind", "name", "institutions", "terms_of_reference"]


class MemberForm(forms.Form):
    """Somebody in a group."""

    refused_at = "email"

    name = _words("Navn", missing="Skriv personens navn.")
    title = _words("Stilling", help_text="Fx »Dagtilbudschef« eller »Pædagog i Solstrålen«.")
    email = _email("Personens egen adresse, ikke en fælles postkasse.")
    role = _words("Rolle i gruppen", help_text="Fx »Formand« eller »Referent«.")
    is_chair = forms.BooleanField(label="Leder gruppen", required=False)


class ContactForm(forms.Form):
    """Who takes over a role, and what the earlier one leaves."""

    refused_at = "note"

    name = _words("Navn", missing="Skriv, hvem der tager over.")
    title = _words("Stilling")
    email = _email("Vi sender en mail om, hvad rollen er, og hvor forløbets side er.")
    phone = forms.CharField(
        label="Telefon",
        max_length=30,
        required=False,
        widget=forms.TelInput(attrs={"autocomplete": "off", "class": "input-width-s"}),
        error_messages={"max_length": "Skriv ét telefonnummer."},
    )
    note = _text(
        "Hvad skal den næste vide?",
        "Fx hvad der er aftalt, hvad der ikke er nået, og hvem man kan spørge. I og praksiskonsulenterne kan læse det.",
    )


class ConsultantNoteForm(forms.Form):
    """What a consultant leaves for the next one."""

    refused_at = "note"

    note = _text(
        "Hvad skal den næste konsulent vide?",
        "Kun praksiskonsulenterne og deres ledere kan læse det.",
        missing="Skriv, hvad den næste konsulent skal vide.",
    )
