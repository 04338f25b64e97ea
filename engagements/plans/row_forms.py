"""What the forms of plans' rows have in common: which row they write, and which revision of it was read."""

import uuid
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict

from engagements.plans.actions import Meanwhile
from engagements.plans.models import PlanRow

MOST = 4000


def text(label: str, *, help_text: str = "", missing: str = "", rows: int = 4) -> forms.CharField:
    """A text field; required where `missing` says what is missing."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MOST,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": "Skriv højst 4.000 tegn."},
    )


class RowForm(forms.Form):
    """One row of a plan: a new one, or one that stands there already.

    `key` is a new row's id, made with the form, so that a form sent twice is one row. `revision` is what was read.
    """

    MODEL: ClassVar[type[PlanRow]]

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, data: Any = None, *, row: PlanRow | None = None, **kwargs: Any):
        written = {name: getattr(row, name) for name in self.MODEL.WRITTEN} if row else {}
        initial = {"key": uuid.uuid4(), "revision": row.revision if row else 0, **written}
        super().__init__(data, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.row = row
        self.meanwhile: list[tuple[str, str, str]] = []

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by the names of the row's fields."""
        return {name: self.cleaned_data[name] for name in self.MODEL.WRITTEN if name in self.fields}

    def show(self, conflict: Meanwhile) -> None:
        """Put what the other wrote beside what was typed; to press the button again is then to choose one's own."""
        self.row = conflict.row
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("revision")] = str(conflict.row.revision)
        self.data = data
        for name in conflict.fields:
            said = conflict.row.text_of(name) or "(tomt)"
            self.meanwhile.append((str(self.fields[name].label), said, conflict.row.changed_by_name))
            self.add_error(
                name, f"{conflict.row.changed_by_name} har skrevet her, mens du skrev. Vælg, hvad der skal stå."
            )
