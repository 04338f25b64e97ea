"""The forms about an application that is handed in."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from applications.drafting.forms import FilesInput
from applications.rounds.models import Requirement
from praksis.documents import uploads
from praksis.documents.refusals import Refused
from praksis.documents.uploads import Upload
from praksis.forms import DateField

# As a validator and not as max_length: the browser would cut off what is pasted, without a word.
NOT_TOO_LONG = MaxLengthValidator(5000, "Teksten er for lang. Skriv højst 5.000 tegn.")


MOST_FILES = 10


class SeveralFiles(FilesInput):
    """A control whose value is every file that was chosen."""

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class AttachmentsField(forms.Field):
    """Files to attach, each looked into. One that is refused refuses the form, so that nobody sends half a message."""

    widget = SeveralFiles

    def to_python(self, value) -> list[Upload]:
        if len(value) > MOST_FILES:
            raise ValidationError(f"Vedhæft højst {MOST_FILES} filer ad gangen.")
        checked, refused = [], []
        for file in value:
            try:
                checked.append(uploads.receive(file))
            except Refused as reason:
                refused.append(str(reason))
        if refused:
            raise ValidationError([*refused, "Beskeden er ikke sendt endnu. Vælg filerne igen, og send den."])
        return checked


def _attachments() -> AttachmentsField:
    return AttachmentsField(
        label="Bilag",
        required=False,
        help_text="PDF, Word, Excel eller billeder, højst 10 MB hver.",
        widget=SeveralFiles({"accept": uploads.ACCEPT}),
    )


def _text(label: str, missing: str, *, help_text: str = "", rows: int = 5) -> forms.CharField:
    """A text that must be written."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea({"rows": rows, "class": "input-width-xl"}),
        validators=[NOT_TOO_LONG],
        error_messages={"required": missing},
    )


class MessageForm(forms.Form):
    """A message to the other side of the case."""

    use_required_attribute = False

    text = _text("Jeres besked", "Skriv en besked.")
    attachments = _attachments()


class MessageToApplicantForm(forms.Form):
    """A message from us."""

    use_required_attribute = False

    text = _text(
        "Besked til ansøgeren",
        "Skriv en besked.",
        help_text="Alle, der skriver for ansøgeren, får en mail om, at der er en besked. Teksten står kun her.",
    )
    attachments = _attachments()


class NoteForm(forms.Form):
    """A note on the case, or an addition to one."""

    use_required_attribute = False

    text = _text(
        "Notat",
        "Skriv et notat.",
        help_text="Notatet kan ikke ændres eller slettes bagefter, men der kan føjes til det. Ansøgeren ser det ikke.",
    )


class WithdrawForm(forms.Form):
    """Why an application is withdrawn."""

    use_required_attribute = False

    reason = _text(
        "Hvorfor trækker I ansøgningen tilbage?",
        "Skriv kort, hvorfor I trækker ansøgningen tilbage.",
        help_text="En enkelt sætning er nok. Den står i sagens historik, hvor vi kan se den.",
        rows=3,
    )


class AskAgainForm(forms.Form):
    """What is missing in an answer, and by when we must have it."""

    use_required_attribute = False

    reason = _text(
        "Hvad mangler, eller hvad er uklart?",
        "Skriv, hvad der mangler i svaret, så ansøgeren kan rette det.",
        help_text="Teksten vises for ansøgeren ved spørgsmålet.",
    )
    due_on = DateField(
        label="Svar senest",
        help_text="Hele den dag tæller med.",
        error_messages={"required": "Skriv, hvornår vi senest skal have svaret."},
    )


class SaveViewForm(forms.Form):
    """What a search in the list of applications is to be called."""

    use_required_attribute = False

    name = forms.CharField(
        label="Gem søgningen som",
        widget=forms.TextInput({"autocomplete": "off"}),
        validators=[MaxLengthValidator(60, "Navnet er for langt. Skriv højst 60 tegn.")],
        error_messages={"required": "Skriv, hvad visningen skal hedde."},
    )


class HearingForm(forms.Form):
    """What an applicant is heard about, and by when we must have an answer."""

    use_required_attribute = False

    facts = _text(
        "Oplysninger, ansøgeren skal høres om",
        "Skriv de oplysninger, ansøgeren skal høres om.",
        help_text=(
            "Udkastet er fra registeret. Ret det til: Behold det, der kan veje imod ansøgeren, skriv, hvor I har det "
            "fra, og slet resten. Skriv ikke om andre ansøgere."
        ),
        rows=12,
    )
    due_on = DateField(
        label="Svar senest",
        help_text="Hele den dag tæller med. Vi foreslår ti arbejdsdage.",
        error_messages={"required": "Skriv, hvornår vi senest skal have svaret."},
    )


class HearingAnswerForm(forms.Form):
    """What the applicant says to what it is heard about."""

    use_required_attribute = False

    text = _text(
        "Jeres svar",
        "Skriv jeres svar.",
        help_text="Er oplysningerne rigtige, og er der noget, vi skal vide, når vi bruger dem? Skriv ikke CPR-numre.",
        rows=8,
    )


class ConclusionForm(forms.Form):
    """What we make of a hearing."""

    use_required_attribute = False

    conclusion = _text(
        "Hvad lægger I til grund?",
        "Skriv, hvad I lægger til grund.",
        help_text="Skriv også hvorfor. Er der ikke kommet svar, så skriv, hvorfor I går videre. Kun vi ser det.",
        rows=4,
    )


class MetRequirementsForm(forms.Form):
    """Which of the round's requirements an application meets, and why it can be judged where it fails one."""

    use_required_attribute = False
    mark_optional = False

    met = forms.MultipleChoiceField(
        label="Hvilke krav opfylder ansøgningen?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Rundens krav er ændret. Sæt krydserne igen."},
    )
    reason = forms.CharField(
        label="Hvorfor bedømmes den, hvis den ikke opfylder alle krav?",
        help_text="Kun, når et krav ikke er opfyldt. Kan ansøgeren rette op på det, så bed om svaret igen i stedet.",
        required=False,
        widget=forms.Textarea({"rows": 3, "class": "input-width-xl"}),
        validators=[NOT_TOO_LONG],
    )

    def __init__(self, *args, requirements: Sequence[Requirement], **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = [requirement.key for requirement in requirements]
        met = self.fields["met"]
        assert isinstance(met, forms.MultipleChoiceField)
        met.choices = [(requirement.key, requirement.text) for requirement in requirements]
        if not requirements:
            self.fields.clear()

    def clean(self):
        if self.unmet and not self.why and "reason" not in self.errors:
            self.add_error("reason", "Bed om det svar, der mangler, eller skriv, hvorfor den bedømmes alligevel.")

    @property
    def why(self) -> str:
        """Why it can be judged although it fails a requirement."""
        return self.cleaned_data.get("reason", "")

    @property
    def unmet(self) -> list[str]:
        """The keys of the requirements that were not ticked."""
        return [key for key in self.keys if key not in self.cleaned_data.get("met", [])]
