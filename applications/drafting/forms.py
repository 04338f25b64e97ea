"""The forms of a draft; those of its signature are in approving_forms.py.

The questions are rows, so a section's form is built from them. A draft keeps whatever was typed: `SectionForm` refuses
nothing, its errors are sentences beside a field that is saved all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.functional import cached_property
from django.utils.html import escape, format_html

from applications.drafting import answers
from applications.drafting.actions import Conflict, Entry
from applications.drafting.sections import Line, Section
from applications.rounds.models import QuestionKind
from praksis.documents.uploads import ACCEPT
from praksis.organisations.models import Ownership, Setting

TOO_LONG = "Teksten er for lang til at blive gemt. Forkort den, og gem igen. Den står her stadig."
FILES_HINT = "PDF, Word, Excel eller billeder (JPEG, PNG). Højst 10 MB pr. fil og 50 MB i alt for ansøgningen."
NO_SUCH_CHOICE = "Vælg et af de svar, der står på listen."
CHOICES = {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTI_CHOICE}
# A revision is a small number; anything longer was not written by us
REVISION_DIGITS = 9


@dataclass(frozen=True)
class Block:
    """A question on the page: its fields, and the revision that they are based on."""

    line: Line
    fields: list[forms.BoundField]
    revision: int
    # What colleagues wrote meanwhile, of which one text is to be chosen
    conflicts: list[Conflict]

    @property
    def is_group(self) -> bool:
        """Whether the question has several fields, so that it is drawn as a fieldset of its own."""
        return len(self.fields) > 1

    @property
    def cpr_names(self) -> list[str]:
        """The fields in which a CPR number seems to stand."""
        return [self.line.field_name(part) for part in self.line.cpr_parts]


class FilesInput(forms.FileInput):
    """A control for several files at once."""

    allow_multiple_selected = True


class SectionForm(forms.Form):
    """The questions of one section, with what is answered so far or what was just sent.

    With `sent` (a QueryDict) the fields show what was typed, and `entries` says what its writer changed. With
    `shows_missing` also what is not answered yet is an error.
    """

    use_required_attribute = False

    def __init__(self, section: Section, *, sent=None, shows_missing: bool = False):
        super().__init__()
        self.section, self.sent, self.shows_missing = section, sent, shows_missing
        self.refusals: dict[str, str] = {}
        self.conflicts: dict[str, Conflict] = {}
        for line in section.all_lines:
            for part in line.parts:
                self.fields[line.field_name(part)] = build_field(line, part, self._shown(line, part))
        self.entries = list(self._read()) if sent is not None else []

    def note(self, conflicts: list[Conflict]) -> None:
        """Show what colleagues wrote meanwhile beside what was typed here."""
        self.conflicts = {conflict.name: conflict for conflict in conflicts}
        self._errors = None

    def refuse(self, refused: dict[str, list[str]]) -> None:
        """Say beside a field of files which of them were not attached, and why."""
        self.refusals |= {name: " ".join(sentences) for name, sentences in refused.items()}
        self._errors = None

    def full_clean(self):
        """Say what is wrong with what stands in the fields, without refusing it."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        for line in self.section.all_lines:
            faults = line.faults if self.shows_missing else line.wrong
            # Several institutions are asked the same, so the sentence says which one it is about.
            place = f"{line.institution}: " if line.institution else ""
            for part in line.parts:
                name = line.field_name(part)
                text = self._trouble(name) or faults.get(part)
                if text:
                    self._errors[name] = ErrorList([place + text])

    def blocks_of(self, lines: list[Line]) -> list[Block]:
        """The questions in order, each with its fields."""
        return [self._block(line) for line in lines]

    @cached_property
    def own_blocks(self) -> list[Block]:
        return self.blocks_of(self.section.lines)

    @cached_property
    def institution_blocks(self) -> list[tuple]:
        """Each institution of the section with its blocks."""
        return [(part, self.blocks_of(part.lines)) for part in self.section.institutions]

    def _block(self, line: Line) -> Block:
        names = [line.field_name(part) for part in line.parts]
        conflicts = [self.conflicts[name] for name in names if name in self.conflicts]
        revision = conflicts[0].revision if conflicts else line.revision
        if self.sent is not None and not conflicts and any(name in self.refusals for name in names):
            revision = self._sent_revision(line)
        return Block(line, [self[name] for name in names], revision, conflicts)

    def _trouble(self, name: str) -> str:
        return str(self.conflicts[name]) if name in self.conflicts else self.refusals.get(name, "")

    def _shown(self, line: Line, part: str):
        """What the field shows: what was typed, or what is saved where the page did not hold the field."""
        name = line.field_name(part)
        saved = line.value_of(part, line.value)
        if self.sent is None or not self._was_sent(line, part):
            return saved
        if line.question.kind == QuestionKind.MULTI_CHOICE:
            return self.sent.getlist(name)
        text = self.sent.get(name, "")
        return text not in {"", "0"} if _is_ticked(line, part) else text

    def _was_sent(self, line: Line, part: str) -> bool:
        # An empty checkbox is not sent at all; that the question was on the page is told by its revision.
        on_page = f"revision:{line.name}" in self.sent
        return line.field_name(part) in self.sent or (on_page and (_is_ticked(line, part) or _is_choice(line)))

    def _sent_revision(self, line: Line) -> int:
        return read_revision(self.sent.get(f"revision:{line.name}", ""))

    def _read(self) -> Iterator[Entry]:
        """The fields that their writer changed. What cannot be kept at all goes to `refusals`."""
        for line in self.section.all_lines:
            if line.question.kind == QuestionKind.FILES:  # views/files.py
                continue
            revision = self._sent_revision(line)
            seen = line.value if revision == line.revision else line.value_at(revision)
            for part in line.parts:
                name = line.field_name(part)
                if not self._was_sent(line, part):
                    continue
                values = self.sent.getlist(name)
                try:
                    merged = answers.merge(line.question, seen, part, values)
                except ValueError:
                    self.refusals[name] = NO_SUCH_CHOICE if _is_choice(line) else TOO_LONG
                    continue
                now, before = line.value_of(part, merged), line.value_of(part, seen)
                if now != before and (now or before):
                    yield Entry(name, values, revision)


def read_revision(text: str) -> int:
    """The revision a page was based on; 0, the empty answer's, where it cannot be read."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= REVISION_DIGITS else 0


def build_field(line: Line, part: str, shown) -> forms.Field:
    """The form field of one part of a question. Guidance is a manager's text, so it is escaped."""
    question = line.question
    about = {"required": question.required, "initial": shown, "label": question.label}
    if part:
        return _part_field(question, part, about)
    about["help_text"] = escape(question.guidance)
    if question.kind == QuestionKind.FILES:
        about |= {"initial": None, "help_text": format_html("{} {}", question.guidance, FILES_HINT)}
        return forms.FileField(widget=FilesInput({"accept": ACCEPT}), **about)
    if question.kind == QuestionKind.LONG_TEXT:
        return forms.CharField(widget=forms.Textarea(_text_attrs(question)), **about)
    if question.kind == QuestionKind.NUMBER:
        return forms.CharField(widget=forms.TextInput({"inputmode": "decimal", "class": "input-width-xs"}), **about)
    if question.kind == QuestionKind.CONFIRM:
        return forms.BooleanField(**about)
    if question.kind == QuestionKind.SINGLE_CHOICE:
        return forms.ChoiceField(choices=question.options, widget=forms.RadioSelect, **about)
    if question.kind == QuestionKind.MULTI_CHOICE:
        return forms.MultipleChoiceField(choices=question.options, widget=forms.CheckboxSelectMultiple, **about)
    return forms.CharField(widget=forms.TextInput(_text_attrs(question)), **about)


def _part_field(question, part: str, about: dict) -> forms.Field:
    about["label"] = answers.parts(question.kind)[part]
    if question.kind == QuestionKind.PERCENT_OR_FEW:
        # One of the two is enough, so neither says "(frivilligt)" where the question must be answered.
        if part == "few":
            return forms.BooleanField(**about)
        return forms.CharField(widget=forms.TextInput({"inputmode": "decimal", "class": "input-width-xs"}), **about)
    widget = {"email": forms.EmailInput, "phone": forms.TelInput}.get(part, forms.TextInput)
    return forms.CharField(widget=widget({"autocomplete": "off", "class": "input-width-l"}), **about)


def _text_attrs(question) -> dict:
    attrs = {"class": "input-width-xl"}
    if question.kind == QuestionKind.LONG_TEXT:
        attrs["rows"] = 5 if question.max_words and question.max_words <= 120 else 10
    if question.max_words:
        attrs["data-max-words"] = question.max_words
    return attrs


def _is_ticked(line: Line, part: str) -> bool:
    return line.question.kind == QuestionKind.CONFIRM or part == "few"


def _is_choice(line: Line) -> bool:
    return line.question.kind in CHOICES


class BeginForm(forms.Form):
    """For whom the application is, among the municipalities that one acts for."""

    use_required_attribute = False

    applicant = forms.ChoiceField(
        label="Hvem søger I for?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, hvilken kommune I søger for.",
            "invalid_choice": "Vælg en af de kommuner, der står på listen.",
        },
    )

    def __init__(self, *args, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["applicant"].choices = [(str(m.pk), m.name) for m in municipalities]


class BeginMiniForm(BeginForm):
    """For whom a mini is applied, among the organisations that one acts for."""

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, municipalities=organisations, **kwargs)
        self.fields["applicant"].error_messages |= {
            "required": "Vælg, hvem I søger for.",
            "invalid_choice": "Vælg en af dem, der står på listen.",
        }


class InstitutionForm(forms.Form):
    """Add an institution: from the register, or typed in with its ownership and kind. Empty means: none."""

    use_required_attribute = False
    mark_optional = False
    prefix = "nyt"

    institution = forms.ChoiceField(
        label="Vælg fra listen",
        required=False,
        error_messages={"invalid_choice": "Vælg et dagtilbud, der står på listen."},
    )
    name = forms.CharField(
        label="Navn",
        required=False,
        max_length=150,
        widget=forms.TextInput({"class": "input-width-xl", "autocomplete": "off"}),
        error_messages={"max_length": "Navnet må højst være på 150 tegn."},
    )
    ownership = forms.ChoiceField(
        label="Ejerform",
        required=False,
        choices=[("", "Vælg ejerform"), *Ownership.choices],
        error_messages={"invalid_choice": "Vælg en ejerform på listen."},
    )
    setting = forms.ChoiceField(
        label="Type",
        required=False,
        choices=[("", "Vælg type"), *Setting.choices],
        error_messages={"invalid_choice": "Vælg en type på listen."},
    )

    def __init__(self, *args, institutions, **kwargs):
        super().__init__(*args, **kwargs)
        self.register = {str(institution.pk): institution for institution in institutions}
        names = [
            (pk, f"{i.name} ({i.get_ownership_display().lower()}, {i.get_setting_display().lower()})")
            for pk, i in self.register.items()
        ]
        self.fields["institution"].choices = [("", "Vælg dagtilbud"), *names]

    @property
    def is_filled(self) -> bool:
        """Whether anything was chosen or typed, so that it must not be lost."""
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in self.fields)

    def clean(self):
        data = super().clean()
        if data.get("institution") or not self.is_filled or "institution" in self.errors:
            data["institution"] = self.register.get(data.get("institution", ""))
            return data
        data["institution"] = None
        missing = {
            "name": "Skriv dagtilbuddets navn.",
            "ownership": "Vælg dagtilbuddets ejerform.",
            "setting": "Vælg, hvilken type dagtilbud det er.",
        }
        for name, text in missing.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, text)
        return data
