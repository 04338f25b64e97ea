"""The forms about requests: asking, entering a mail, answering, postponing, and taking a round's file out."""

from django import forms
from django.core.validators import MaxLengthValidator

from applications.decisions import asked, filing
from applications.decisions.models import RequestKind, RequestOutcome
from applications.rounds.models import Round
from praksis.forms import DateField
from praksis.organisations.forms import EMAIL_INVALID

# As validators and not as max_length: the browser would cut off what is pasted, without a word.
NOT_TOO_LONG = MaxLengthValidator(5000, "Teksten er for lang. Skriv højst 5.000 tegn.")
ANSWER_NOT_TOO_LONG = MaxLengthValidator(20_000, "Svaret er for langt. Skriv højst 20.000 tegn.")
REASON_NOT_TOO_LONG = MaxLengthValidator(300, "Begrundelsen er for lang. Skriv højst 300 tegn.")
WIDE = {"class": "input-width-xl"}


def _kinds(label: str, labels: dict[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(labels.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg en af mulighederne.", "invalid_choice": "Vælg en af mulighederne."},
    )


class AskForm(forms.Form):
    """What the applicant asks for."""

    use_required_attribute = False
    mark_optional = False

    kind = _kinds(
        "Hvad beder I om?",
        {
            RequestKind.REASONS: "En uddybende begrundelse",
            RequestKind.RECONSIDERATION: "At I ser på afgørelsen igen (genoptagelse)",
            RequestKind.ACCESS: "Aktindsigt i sagen",
        },
    )
    text = forms.CharField(
        label="Skriv lidt om det",
        help_text="Beder I om genoptagelse, så skriv, hvad I mener er forkert, eller hvad der er nyt. Beder I om "
        "aktindsigt, så skriv, hvad I vil se. Skriv ikke om enkelte børn, og skriv ikke CPR-numre.",
        widget=forms.Textarea({"rows": 5, **WIDE}),
        validators=[NOT_TOO_LONG],
        required=False,
    )

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        asks_for_reasons = cleaned.get("kind") == RequestKind.REASONS
        if cleaned.get("kind") and not asks_for_reasons and "text" in cleaned and not cleaned["text"].strip():
            self.add_error("text", "Skriv, hvad I beder om, så vi kan svare på det.")
        return cleaned


class EnterForm(forms.Form):
    """A request that came by mail, or by telephone."""

    use_required_attribute = False
    mark_optional = False

    reference = forms.CharField(
        label="Sagsnummer",
        help_text="Ansøgningens sagsnummer, fx 2026-0042. Drejer det sig om hele runden, så skriv rundens.",
        widget=forms.TextInput({"autocomplete": "off", "class": "input-width-m"}),
        validators=[MaxLengthValidator(12, "Et sagsnummer ser sådan ud: 2026-0042.")],
        error_messages={"required": "Skriv sagsnummeret på ansøgningen eller runden."},
    )
    kind = _kinds("Hvad bliver der bedt om?", dict(RequestKind.choices))
    name = forms.CharField(
        label="Hvem spørger?",
        help_text="Personens navn, og hvor personen kommer fra.",
        widget=forms.TextInput({"autocomplete": "off"}),
        validators=[MaxLengthValidator(200, "Navnet er for langt. Skriv højst 200 tegn.")],
        error_messages={"required": "Skriv, hvem der spørger."},
    )
    email = forms.EmailField(
        label="Mailadresse",
        help_text="Svaret bliver sendt hertil.",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={
            "required": "Skriv den mailadresse, svaret skal sendes til.",
            "invalid": EMAIL_INVALID,
            "max_length": "Mailadressen er for lang. Skriv højst 254 tegn.",
        },
    )
    received_on = DateField(
        label="Hvornår kom anmodningen?",
        help_text="Fristen for at svare tælles fra den dag.",
        error_messages={"required": "Skriv, hvornår anmodningen kom."},
    )
    text = forms.CharField(
        label="Hvad spørges der om?",
        help_text="Gerne som det er skrevet i mailen.",
        widget=forms.Textarea({"rows": 6, **WIDE}),
        validators=[NOT_TOO_LONG],
        error_messages={"required": "Skriv, hvad der spørges om."},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.found = user, None

    def clean_reference(self):
        """Look up what has the reference number, among what this person may read."""
        reference = self.cleaned_data["reference"].strip()
        self.found = asked.by_reference(self.user, reference)
        if self.found is None:
            raise forms.ValidationError("Vi kan ikke finde en meddelt afgørelse eller en runde med det sagsnummer.")
        return reference


class PostponeForm(forms.Form):
    """By when the answer comes instead, and why."""

    use_required_attribute = False

    to = DateField(label="Svaret kommer senest", error_messages={"required": "Skriv, hvornår svaret kommer."})
    reason = forms.CharField(
        label="Hvorfor kommer svaret senere?",
        help_text="Den, der har spurgt, læser det.",
        widget=forms.Textarea({"rows": 4, **WIDE}),
        validators=[NOT_TOO_LONG],
        error_messages={"required": "Skriv, hvorfor svaret kommer senere."},
    )


class AnswerForm(forms.Form):
    """The answer."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label="Udfald",
        choices=RequestOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg et udfald.", "invalid_choice": "Vælg et af udfaldene."},
    )
    answer = forms.CharField(
        label="Svar",
        help_text="Et helt eller delvist afslag skal begrundes. Klagevejledningen kommer med af sig selv.",
        widget=forms.Textarea({"rows": 12, **WIDE}),
        validators=[ANSWER_NOT_TOO_LONG],
        error_messages={"required": "Skriv et svar."},
    )


class ExportForm(forms.Form):
    """What of a round's file is taken out, and why the rest is not."""

    use_required_attribute = False
    mark_optional = False

    def __init__(self, *args, round_: Round, only: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.applications = list(asked.applications_of(round_))
        of_one = [one for one in self.applications if one.case.reference == only]
        self.fields["applications"] = forms.MultipleChoiceField(
            label="Ansøgninger",
            choices=[(str(one.pk), f"{one.applicant.name}, {one.case.reference}") for one in self.applications],
            initial=[str(one.pk) for one in of_one or self.applications],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages={"invalid_choice": "Vælg ansøgninger fra listen."},
        )
        self.fields["why_not_all"] = _why_not(
            "Hvorfor er nogle ansøgninger ikke med?",
            initial="Anmodningen drejer sig kun om denne sag." if of_one else "",
        )
        self.fields["parts"] = forms.MultipleChoiceField(
            label="Hvad skal med?",
            choices=filing.Part.choices,
            initial=[part for part in filing.Part if part not in filing.INTERNAL],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages={"invalid_choice": "Vælg fra listen."},
        )
        self.fields["why_not_internal"] = _why_not(
            "Hvorfor er interne arbejdsdokumenter ikke med?", initial=filing.INTERNAL_REASON
        )
        self.fields["why_not_parts"] = _why_not("Hvorfor er andet ikke med?")

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if "applications" in cleaned and len(cleaned["applications"]) < len(self.applications):
            self._require("why_not_all", "Skriv, hvorfor nogle ansøgninger ikke er med.")
        left_out = {part for part in filing.Part if part not in cleaned.get("parts", filing.Part.values)}
        if left_out & filing.INTERNAL:
            self._require("why_not_internal", "Skriv, hvorfor interne arbejdsdokumenter ikke er med.")
        if left_out - filing.INTERNAL:
            self._require("why_not_parts", "Skriv, hvorfor det, du har valgt fra, ikke er med.")
        return cleaned

    def _require(self, name: str, message: str) -> None:
        if name in self.cleaned_data and not self.cleaned_data[name].strip():
            self.add_error(name, message)

    @property
    def selection(self) -> filing.Selection:
        """What was chosen, once the form is valid."""
        cleaned = self.cleaned_data
        chosen, parts = set(cleaned["applications"]), {filing.Part(part) for part in cleaned["parts"]}
        internal, other = cleaned["why_not_internal"].strip(), cleaned["why_not_parts"].strip()
        left_out = [part for part in filing.Part if part not in parts]
        return filing.Selection(
            applications=[one for one in self.applications if str(one.pk) in chosen],
            others=[one for one in self.applications if str(one.pk) not in chosen],
            why_not_others=cleaned["why_not_all"].strip(),
            parts=parts,
            why_not={part: internal if part in filing.INTERNAL else other for part in left_out},
        )


def _why_not(label: str, *, initial: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        initial=initial,
        # The reason that is given beforehand takes two lines.
        widget=forms.Textarea({"rows": 2, **WIDE}),
        validators=[REASON_NOT_TOO_LONG],
        required=False,
    )
