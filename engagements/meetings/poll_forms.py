"""The forms of a poll for the date of a meeting: the one that asks, and the one that answers."""

import uuid
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.meetings.actions.guards import refuse_in_pause, refuse_outside
from engagements.meetings.actions.polling import FEWEST, MOST
from engagements.meetings.forms import MeetingForm
from engagements.meetings.poll_models import Can, Poll, PollAnswer, PollPerson, PollTime
from praksis.danish import danish_datetime
from praksis.errors import ActionError
from praksis.forms import DateField, DateTimeField

# So many fields for times stand open; the others are folded away until they are wanted.
SHOWN = 4


class PollForm(MeetingForm):
    """What the meeting is about, the times that are proposed, who is asked, and until when they answer."""

    mark_optional = False
    # The times stand in fields of their own.
    starts_at = None  # type: ignore[assignment]
    key = forms.UUIDField(widget=forms.HiddenInput)
    answer_by = DateField(
        label="Svar senest",
        help_text="Senest den dag, hvor den første af tiderne ligger. Vi minder om det dagen før.",
        error_messages={"required": "Skriv, hvornår de senest skal svare."},
    )
    field_order = ["key", "step", "duration_minutes", "channel", "location", "answer_by", "invited", "others"]

    def __init__(self, data: Any = None, *, engagement: Engagement, about: str = ""):
        initial = {"key": uuid.uuid4()}
        super().__init__(data, initial=initial, engagement=engagement, about=about)
        for number in range(1, MOST + 1):
            self.fields[f"time_{number}"] = DateTimeField(
                label=f"Tid {number}",
                required=number <= FEWEST,
                error_messages={"required": "Skriv mindst to tider, der kan vælges imellem."},
            )
        if "invited" in self.fields:
            self.fields["invited"].label = "Hvem skal spørges?"
            self.fields["invited"].help_text = "De får en mail med et personligt link og skal ikke logge ind."
        self.fields["others"].label = "Andre, der skal spørges (frivilligt)"
        self.fields["location"].label = "Sted, link eller nummer (frivilligt)"

    @property
    def first_times(self) -> list[forms.BoundField]:
        """The fields for times that stand open."""
        return [self[f"time_{number}"] for number in range(1, SHOWN + 1)]

    @property
    def more_times(self) -> list[forms.BoundField]:
        """Those that are folded away."""
        return [self[f"time_{number}"] for number in range(SHOWN + 1, MOST + 1)]

    @property
    def shows_more(self) -> bool:
        """Whether something stands in what is folded away."""
        return any(field.errors or any(field.value() or []) for field in self.more_times)

    def clean_answer_by(self) -> date:
        day: date = self.cleaned_data["answer_by"]
        if day < timezone.localdate():
            raise forms.ValidationError("Svarfristen er passeret. Vælg en dag fra i dag og frem.", code="day")
        return day

    def clean(self) -> dict[str, Any]:
        """Make one list of the times; what is wrong with one is said beside it."""
        given = super().clean()
        times: list[datetime] = []
        for number in range(1, MOST + 1):
            name = f"time_{number}"
            starts_at = given.pop(name, None)
            if starts_at is None:
                continue
            if refusal := self._refusal(starts_at, times):
                self.add_error(name, refusal)
            else:
                times.append(starts_at)
        day = given.get("answer_by")
        if day and times and day > timezone.localdate(min(times)):
            self.add_error("answer_by", "Svarfristen skal senest være den dag, hvor den første af tiderne ligger.")
        if not given["participants"] and not self.errors:
            self.add_error("invited" if "invited" in self.fields else "others", "Vælg mindst én, der skal spørges.")
        return {**given, "times": times}

    def _refusal(self, starts_at: datetime, before: list[datetime]) -> str:
        """Why a time cannot be proposed; empty where it can."""
        if starts_at in before:
            return "Tiden står to gange."
        if starts_at <= timezone.now():
            return "Tiden er passeret."
        try:
            refuse_outside(self.engagement, starts_at)
            refuse_in_pause(self.engagement, starts_at)
        except ActionError as refusal:
            return str(refusal)
        return ""


class AnswerForm(forms.Form):
    """What one of those asked can: one of three to each of the times, and a remark for whoever wants to."""

    mark_optional = False
    remark = forms.CharField(
        label="Vil du skrive noget til? (frivilligt)",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Skriv højst 500 tegn."},
    )

    def __init__(self, data: Any = None, *, poll: Poll, person: PollPerson):
        self.times: list[PollTime] = list(poll.times.all())
        given = PollAnswer.objects.filter(person=person).values_list("time_id", "can")
        before = {f"t{time.hex}": can for time, can in given}
        super().__init__(data, initial={"remark": person.remark, **before})
        for time in self.times:
            self.fields[f"t{time.pk.hex}"] = forms.ChoiceField(
                label=danish_datetime(time.starts_at),
                choices=Can,
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Vælg et svar til {danish_datetime(time.starts_at)}.",
                    "invalid_choice": "Vælg et af de tre svar.",
                },
            )
        self.order_fields([*(f"t{time.pk.hex}" for time in self.times), "remark"])

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields of the times."""
        return [self[f"t{time.pk.hex}"] for time in self.times]

    def clean(self) -> dict[str, Any]:
        """Gather the answers by the ids of their times."""
        given = cast("dict[str, Any]", super().clean())
        answers = {time.pk: Can(given[name]) for time in self.times if (name := f"t{time.pk.hex}") in given}
        return {"answers": answers, "remark": given.get("remark", "")}
