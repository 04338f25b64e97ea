"""The forms of an event and of its programme."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Max

from conferences.programme import meanwhile
from conferences.programme.actions import Changed, NewSpeaker, SpeakerBusy
from conferences.programme.addresses import LONGEST, proposed
from conferences.programme.models import Event, EventKind, Session, Speaker, TaughtSession
from praksis.danish import danish_date, danish_datetime
from praksis.forms import DateField, DateTimeField, TimeField
from praksis.themes import Theme

MOST_SEATS = 20_000
CHOICES: dict[Any, str] = {key: str(label) for key, label in [*EventKind.choices, *Theme.choices]}
# A field for so much is as wide as the page lets it be.
LONG = 100


def _text(label: str, most: int, *, required: str = "", help_text: str = "", rows: int = 0) -> forms.CharField:
    errors = {"required": required, "max_length": f"Skriv højst {most} tegn."}
    wide = forms.TextInput(attrs={"class": "input-width-xl"}) if most >= LONG else None
    widget = forms.Textarea(attrs={"rows": rows}) if rows else wide
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(required),
        help_text=help_text,
        widget=widget,
        error_messages=errors,
    )


def _seats(help_text: str) -> forms.IntegerField:
    messages = {
        "required": "Skriv antallet af pladser.",
        "invalid": "Skriv antallet som et helt tal.",
        "min_value": "Skriv mindst én plads.",
        "max_value": f"Skriv højst {MOST_SEATS} pladser.",
    }
    return forms.IntegerField(
        label="Pladser",
        min_value=1,
        max_value=MOST_SEATS,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "input-char-8", "inputmode": "numeric"}),
        error_messages=messages,
    )


def _clock(label: str, missing: str) -> TimeField:
    return TimeField(label=label, help_text="Fx 9.30", error_messages={"required": f"{missing}, fx 9.30."})


class FactsForm(forms.Form):
    """What is told of an event beside its programme."""

    kind = forms.ChoiceField(
        label="Slags",
        choices=[("", "Vælg"), *EventKind.choices],
        error_messages={"required": "Vælg, hvad det er.", "invalid_choice": "Vælg fra listen."},
    )
    title = _text("Titel", 150, required="Skriv titlen.")
    theme = _text("Overskrift for dagen", 150)
    description = _text("Beskrivelse", 5000, required="Skriv, hvad dagen handler om.", rows=6)
    remark = _text("Bemærkning", 2000, help_text="Står med småt under beskrivelsen.", rows=2)
    held_on = DateField(label="Dato", error_messages={"required": "Skriv datoen."})
    starts_at = _clock("Fra kl.", "Skriv, hvornår det begynder")
    ends_at = _clock("Til kl.", "Skriv, hvornår det slutter")
    place = _text("Sted", 150, required="Skriv, hvor det er.")
    town = _text("By", 100, required="Skriv byen.")
    registration_opens_at = DateTimeField(label="Tilmeldingen åbner", required=False)
    registration_closes_at = DateTimeField(label="Tilmeldingen lukker", required=False)
    held_until = DateField(
        label="Pladser holdes til og med",
        required=False,
        help_text="Så længe holder vi pladser til kommuner, der er i et forløb.",
    )

    def clean(self) -> dict[str, Any]:
        """What does not go together stands beside the later of the two."""
        said: dict[str, Any] = super().clean() or {}
        starts_at, ends_at = said.get("starts_at"), said.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "Dagen skal slutte, efter at den er begyndt.")
        held_on, held_until = said.get("held_on"), said.get("held_until")
        if held_on and held_until and held_until > held_on:
            self.add_error("held_until", "Pladser kan højst holdes til dagen selv.")
        self._check_registration(said)
        return said

    def _check_registration(self, said: dict[str, Any]) -> None:
        names = ("registration_opens_at", "registration_closes_at")
        if any(name in self.errors for name in names):
            return
        opens, closes = (said[name] for name in names)
        if opens and not closes:
            self.add_error("registration_closes_at", "Skriv også, hvornår tilmeldingen lukker.")
        elif closes and not opens:
            self.add_error("registration_opens_at", "Skriv også, hvornår tilmeldingen åbner.")
        elif opens and closes and closes <= opens:
            self.add_error("registration_closes_at", "Tilmeldingen skal lukke, efter at den er åbnet.")


class Meanwhile:
    """What a form that changes something needs so that nobody writes over what another has written meanwhile."""

    # What another wrote, where it is not the same: the field's label, and what it says
    theirs: Sequence[tuple[str, str]] = ()

    def read_again(self: Any, refusal: Changed) -> None:
        """Say what stands now, and let the next press be one of somebody who has read it."""
        self.data = self.data.copy()
        self.data["seen"] = meanwhile.mark(refusal.now)
        self.theirs = [
            (str(self.fields[name].label), _said(refusal.now[name])) for name in refusal.theirs if name in self.fields
        ]
        self.add_error(None, str(refusal))


def _said(value: Any) -> str:
    """A value as one reads it."""
    if isinstance(value, list):
        return ", ".join(one.name for one in value) or "Ingen"
    if isinstance(value, datetime):
        return danish_datetime(value)
    if isinstance(value, date):
        return danish_date(value)
    if isinstance(value, time):
        return f"{value:%H.%M}"
    return str(CHOICES.get(value, value)) if value not in (None, "") else "Tomt"


class ChangedFactsForm(Meanwhile, FactsForm):
    """The same of an event that there is, with the mark of what was read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, event: Event):
        facts = meanwhile.facts_of(event)
        super().__init__(data, initial={**facts, "seen": meanwhile.mark(facts)})


class EventForm(FactsForm):
    """A new event: also its address, which stays, and its seats."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    slug = forms.SlugField(
        label="Adresse",
        max_length=LONGEST,
        required=False,
        help_text="Siden får adressen /konferencer/adresse/. Lad feltet stå tomt, så laver vi den af titlen. "
        "Den kan ikke ændres siden.",
        error_messages={
            "invalid": "Skriv kun bogstaverne a til z, tal og bindestreger, fx leg-paa-tvaers.",
            "max_length": f"Skriv højst {LONGEST} tegn.",
        },
    )
    capacity = _seats("Hvor mange der kan være med. I kan ændre antallet siden under »Pladser«.")
    field_order = ["key", "kind", "title", "slug"]

    def __init__(self, data: Any = None):
        super().__init__(data, initial={"key": uuid4()})
        names = list(self.fields)
        names.remove("capacity")
        names.insert(names.index("town") + 1, "capacity")
        self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        """An address that is left open is made of the title."""
        said = super().clean()
        said["key"] = said.get("key") or self.initial["key"]
        if "slug" in said and not said["slug"]:
            said["slug"] = proposed(said.get("title", ""))
            if said.get("title") and not said["slug"]:
                self.add_error("slug", "Der kan ikke laves en adresse af titlen. Skriv en.")
        return said


class TrackForm(forms.Form):
    """What a track is called."""

    name = _text("Hvad hedder sporet?", 80, required="Skriv, hvad sporet hedder.", help_text="Fx For ledere.")


class PauseForm(Meanwhile, forms.Form):
    """Arrival, coffee or lunch."""

    names: tuple[str, ...] = ("title", "starts_at", "ends_at")

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = _text("Titel", 150, required="Skriv titlen.")
    starts_at = _clock("Fra kl.", "Skriv, hvornår det begynder")
    ends_at = _clock("Til kl.", "Skriv, hvornår det slutter")

    def __init__(self, data: Any = None, *, event: Event, session: Session | None = None):
        initial = {name: getattr(session, name) for name in self.names} if session else self._next_hours(event)
        seen = meanwhile.mark(meanwhile.of_session(session)) if session else ""
        super().__init__(data, initial={"key": uuid4(), "seen": seen, **initial})
        self.event = event
        self.session = session

    def _next_hours(self, event: Event) -> dict[str, Any]:
        """When a new session begins: where the day has come to, since a day is mostly laid from its beginning."""
        ends = [event.pauses, event.talks, event.workshops.filter(is_removed=False)]
        last = [found for each in ends if (found := each.aggregate(last=Max("ends_at"))["last"])]
        return {"starts_at": max(last, default=event.starts_at)}

    @property
    def key_of_its_own(self) -> Any:
        """What a new session is called, so that two presses make one."""
        return self.cleaned_data["key"] or self.initial["key"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take of a valid form."""
        return {name: self.cleaned_data[name] for name in self.names}


class TalkForm(PauseForm):
    """A session that somebody leads, with those who do: chosen, or typed new."""

    names = (*PauseForm.names, "text", "room", "theme")

    text = _text("Beskrivelse", 3000, rows=4)
    room = _text("Lokale", 80)
    theme = forms.ChoiceField(
        label="Tema",
        choices=[("", "Dagen som helhed"), *Theme.choices],
        required=False,
        error_messages={"invalid_choice": "Vælg et tema fra listen."},
    )
    new_name = _text("Ny oplægsholder: navn", 100)
    new_title = _text("Ny oplægsholder: stilling", 150)
    new_email = forms.EmailField(
        label="Ny oplægsholder: mailadresse",
        required=False,
        help_text="Vises ikke på siden.",
        error_messages={"invalid": "Skriv en mailadresse, fx navn@kommune.dk."},
    )

    def __init__(self, data: Any = None, *, event: Event, session: Session | None = None):
        super().__init__(data, event=event, session=session)
        taught = session if isinstance(session, TaughtSession) else None
        now = list(taught.speakers.all()) if taught else []
        own = Speaker.objects.filter(pk__in=[one.pk for one in [*_speakers_of(event), *now]]).order_by("name", "title")
        chosen = {"invalid_choice": "Vælg fra listen.", "invalid_pk_value": "Vælg fra listen."}
        if own:
            self.fields["speakers"] = forms.ModelMultipleChoiceField(
                label="Oplægsholdere",
                queryset=own,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[one.pk for one in now],
                error_messages=chosen,
            )
        others = Speaker.objects.exclude(pk__in=[one.pk for one in own]).order_by("name", "title")
        if others:
            self.fields["other"] = forms.ModelChoiceField(
                label="Oplægsholder fra et andet arrangement",
                queryset=others,
                required=False,
                empty_label="Ingen",
                error_messages=chosen,
            )
        tracks = event.tracks.order_by("order", "name")
        if tracks:
            self.fields["track"] = forms.ModelChoiceField(
                label="Spor",
                queryset=tracks,
                required=False,
                empty_label="Intet spor",
                initial=taught.track_id if taught else None,
                error_messages=chosen,
            )
        last = ["speakers", "other", "new_name", "new_title", "new_email"]
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def clean(self) -> dict[str, Any]:
        """Somebody new has both a name and a title."""
        said: dict[str, Any] = super().clean() or {}
        named, titled = said.get("new_name"), said.get("new_title")
        if named and not titled and "new_title" not in self.errors:
            self.add_error("new_title", "Skriv også stillingen.")
        if (titled or said.get("new_email")) and not named and "new_name" not in self.errors:
            self.add_error("new_name", "Skriv også navnet.")
        return said

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take of a valid form, with those who speak."""
        said = self.cleaned_data
        other = said.get("other")
        new = NewSpeaker(said["new_name"], said["new_title"], said["new_email"]) if said["new_name"] else None
        return {
            **super().facts,
            "track": said.get("track"),
            "speakers": [*said.get("speakers", []), *([other] if other else [])],
            "new_speaker": new,
        }

    def refuse(self, refusal: SpeakerBusy) -> None:
        """Say beside the field in which somebody was named that they are elsewhere at that time."""
        said = self.cleaned_data
        if refusal.speaker in said.get("speakers", []):
            self.add_error("speakers", str(refusal))
        else:
            self.add_error("other" if refusal.speaker == said.get("other") else "new_name", str(refusal))


class WorkshopForm(TalkForm):
    """A session among which guests choose: also its seats."""

    names = (*TalkForm.names, "seats")

    seats = _seats("Bliver der færre, mister ingen sin plads. Flere gives, når I offentliggør ændringerne.")

    def _next_hours(self, event: Event) -> dict[str, Any]:
        """Beside the workshop that was laid last, if the day has come no further: they are mostly several at a time."""
        hours = super()._next_hours(event)
        laid = event.workshops.filter(is_removed=False, ends_at=hours["starts_at"])
        beside = laid.order_by("starts_at", "pk").first()
        return {"starts_at": beside.starts_at, "ends_at": beside.ends_at} if beside else hours


def _speakers_of(event: Event) -> list[Speaker]:
    """Those who are in the programme already."""
    found = Speaker.objects.filter(talks__event=event) | Speaker.objects.filter(workshops__event=event)
    return list(found.distinct())


class CallOffForm(forms.Form):
    """Why an event will not be held."""

    reason = _text(
        "Hvorfor er det aflyst?",
        1000,
        required="Skriv, hvorfor det er aflyst. Gæsterne læser det.",
        help_text="Står på siden og i mailen til gæsterne.",
        rows=3,
    )
