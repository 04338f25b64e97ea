"""The forms of minutes: writing them, giving them back, approving them, and adding to them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from engagements.meetings.minutes_content import Content, empty, text_of
from engagements.meetings.models import AgendaItem, Meeting, Minutes, Participant

LONGEST_TEXT = 8000
MOST_PEOPLE, LONGEST_NAME = 60, 150


@dataclass(frozen=True)
class Section:
    """What one writes about one item of the agenda."""

    item: AgendaItem
    text: BoundField
    decision: BoundField


def _area(label: str, *, rows: int = 4, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": "Skriv højst 8.000 tegn."},
    )


class MinutesForm(forms.Form):
    """Who was there, what was said and decided about each item, and what else there was."""

    mark_optional = False
    revision = forms.IntegerField(
        min_value=0,
        max_value=2_000_000_000,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Åbn siden igen: Vi kan ikke se, hvad du rettede i."
        ),
    )
    present = forms.MultipleChoiceField(
        label="Hvem var med?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Vælg fra listen. Den er måske ændret, siden du åbnede siden."},
    )
    also_present = forms.CharField(
        label="Andre, der var med",
        help_text="Skriv ét navn på hver linje.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Skriv højst 4.000 tegn."},
    )
    other = _area("Andet", help_text="Det, der ikke hørte til et punkt. Skriv ikke om enkelte børn.")

    def __init__(
        self,
        data: Any = None,
        *,
        meeting: Meeting,
        minutes: Minutes | None,
        items: Sequence[AgendaItem],
        invited: Iterable[Participant],
    ):
        self.items = items
        names = list(dict.fromkeys(str(person) for person in invited))
        content = cast("Content", minutes.content) if minutes else empty()
        super().__init__(data, initial=None if data is not None else _initial(content, names, minutes))
        if names:
            self.fields["present"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        else:
            del self.fields["present"]
            self.fields["also_present"].label = "Hvem var med?"
        for item in items:
            written = text_of(content, item)
            for part, label in (("text", "Referat"), ("decision", "Beslutning")):
                field = _area(label, rows=5 if part == "text" else 2)
                field.initial = written[part]  # type: ignore[literal-required]
                self.fields[f"{part}_{item.pk}"] = field
        if meeting.is_planned:
            self.fields["is_held"] = forms.BooleanField(
                label="Notér samtidig mødet som holdt", required=False, initial=True
            )

    def clean_also_present(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["also_present"].splitlines()]
        found = list(dict.fromkeys(name for name in names if name))
        if len(found) > MOST_PEOPLE:
            raise forms.ValidationError(f"Skriv højst {MOST_PEOPLE} navne.")
        if any(len(name) > LONGEST_NAME for name in found):
            raise forms.ValidationError("Skriv ét navn på hver linje, højst 150 tegn.")
        return found

    @property
    def sections(self) -> Iterator[Section]:
        """The fields of the agenda's items, in its order."""
        for item in self.items:
            yield Section(item, self[f"text_{item.pk}"], self[f"decision_{item.pk}"])

    @property
    def content(self) -> Content:
        """What was written, of a form that is valid."""
        given = self.cleaned_data
        written = {
            str(item.pk): {
                "text": _lines(given[f"text_{item.pk}"]),
                "decision": _lines(given[f"decision_{item.pk}"]),
            }
            for item in self.items
        }
        present = list(dict.fromkeys([*given.get("present", []), *given["also_present"]]))
        return {"present": present, "items": written, "other": _lines(given["other"])}  # type: ignore[typeddict-item]

    def show_again(self, revision: int) -> None:
        """Let what was typed be sent once more, over this revision."""
        typed = cast("QueryDict", self.data).copy()
        typed["revision"] = str(revision)
        self.data = typed


def _initial(content: Content, names: list[str], minutes: Minutes | None) -> dict[str, Any]:
    typed = [name for name in content["present"] if name not in names]
    return {
        "revision": minutes.revision if minutes else 0,
        # Most of those who are invited come: it is quicker to take the others away.
        "present": [name for name in names if name in content["present"]] if minutes else names,
        "also_present": "\n".join(typed),
        "other": content["other"],
    }


def _lines(text: str) -> str:
    """As it is kept: browsers send other line breaks than they show."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class RemarkForm(forms.Form):
    """Why minutes are to be written on again. One of us need not say it."""

    refused_at = "remark"

    remark = forms.CharField(
        label="Hvad skal rettes?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Skriv, hvad der skal rettes.", "max_length": "Skriv højst 2.000 tegn."},
    )

    def __init__(self, *args: Any, from_us: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["remark"].required = not from_us


class ApprovalForm(forms.Form):
    """How the others approved the minutes, where one of us notes it."""

    refused_at = "note"

    note = forms.CharField(
        label="Hvordan blev referatet godkendt?",
        help_text="Fx »Godkendt på mødet« eller »Godkendt af tovholderen på mail den 4. november«.",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Skriv, hvordan de andre godkendte referatet, fx »Godkendt på mødet«.",
            "max_length": "Skriv højst 300 tegn.",
        },
    )

    def __init__(self, *args: Any, from_us: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not from_us:
            del self.fields["note"]


class AddendumForm(forms.Form):
    """What is to be corrected or added."""

    refused_at = "text"

    text = forms.CharField(
        label="Hvad skal rettes eller tilføjes?",
        help_text="Referatet bliver stående, som det blev godkendt. Tilføjelsen står under det.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Skriv, hvad der skal rettes eller tilføjes.",
            "max_length": "Skriv højst 4.000 tegn.",
        },
    )
