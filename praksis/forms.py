"""Form parts that several rooms use: Danish dates, times and decimals.

What a person typed is always shown again as it was typed, also when it could not be read.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

# "1.234.567": points that can only be thousands separators
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")


class PartsInput(forms.MultiWidget):
    """Several small text fields that make one value. An error's code may name the part that it is about."""

    template_name = "dkfds/widgets/parts.html"
    part_labels: dict[str, str] = {}
    numeric = True

    def __init__(self, attrs=None):
        inputs = {name: forms.TextInput(self._attrs_of(name)) for name in self.part_labels}
        super().__init__(inputs, attrs)

    def _attrs_of(self, name):
        attrs = {"class": "form-input", "autocomplete": "off"}
        return {**attrs, "inputmode": "numeric"} if name != "time" else {**attrs, "class": "form-input input-char-8"}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, subwidget in zip(self.part_labels, context["widget"]["subwidgets"], strict=True):
            # Each part has its own label, so it must have its own id.
            subwidget["attrs"]["id"] = f"{context['widget']['attrs']['id']}_{part}"
            subwidget["part"], subwidget["label"] = part, self.part_labels[part]
        return context

    def id_of_part(self, field_id: str, errors: list[ValidationError]) -> str:
        """The id of the part that the first error is about, or of the first part."""
        code = errors[0].code if errors else None
        return f"{field_id}_{code if code in self.part_labels else next(iter(self.part_labels))}"

    def id_for_label(self, id_):
        return self.id_of_part(id_, []) if id_ else id_


class DateInput(PartsInput):
    """Day, month and year as three fields."""

    part_labels = {"day": "Dag", "month": "Måned", "year": "År"}

    def decompress(self, value):
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class DateTimeInput(PartsInput):
    """A date in three fields and a time of day."""

    part_labels = {**DateInput.part_labels, "time": "Klokken"}

    def decompress(self, value):
        if not value:
            return ["", "", "", ""]
        if timezone.is_aware(value):
            value = timezone.localtime(value)
        return [str(value.day), str(value.month), str(value.year), f"{value:%H.%M}"]


def read_date(parts: list[str]) -> date:
    """Make a date of day, month and year as they were typed.

    Raises ValidationError, with the part at fault as its code: a part is missing or not a number, or the day does
    not exist.
    """
    names = {"day": "dagen", "month": "måneden", "year": "årstallet"}
    numbers = []
    for (code, name), text in zip(names.items(), parts, strict=True):
        if not text:
            raise ValidationError(f"Skriv også {name}.", code=code)
        # isdecimal() alone lets Arabic-Indic digits through, which is fine for int() but not for a Danish reader.
        if not (text.isascii() and text.isdecimal()):
            raise ValidationError(f"Skriv {name} som et tal, fx 3 11 2018.", code=code)
        numbers.append(int(text[:6]))
    day, month, year = numbers
    if not 1 <= month <= 12:
        raise ValidationError("Måneden skal være et tal fra 1 til 12.", code="month")
    if not 1900 <= year <= 2199:
        raise ValidationError("Skriv årstallet med fire cifre, fx 2018.", code="year")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValidationError(f"Datoen findes ikke: {day}.{month}.{year}.", code="day") from None


def read_time(text: str) -> time:
    """Make a time of "14.30", "14:30" or "14". Raises ValidationError with the code "time"."""
    found = CLOCK.fullmatch(text) if text.isascii() else None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except (TypeError, ValueError):
        raise ValidationError("Skriv klokkeslættet med fire cifre, fx 14.30.", code="time") from None


class PartsField(forms.Field):
    """A value of several parts; nothing at all is empty, something is read as a whole."""

    def to_python(self, value):
        if not isinstance(value, list | tuple):
            return value or None
        parts = [str(part or "").strip() for part in value]
        return self.read(parts) if any(parts) else None

    def read(self, parts: list[str]):
        """Make the value of the typed parts; raises ValidationError."""
        raise NotImplementedError


class DateField(PartsField):
    """A date in three fields."""

    widget = DateInput

    def read(self, parts):
        return read_date(parts)


class DateTimeField(PartsField):
    """A Danish date and time. An hour that summer time skips is refused; one that comes twice means the later."""

    widget = DateTimeInput

    def read(self, parts):
        *day, clock = parts
        day = read_date(day)
        if not clock:
            raise ValidationError("Skriv også klokkeslættet.", code="time")
        typed = datetime.combine(day, read_time(clock))
        moment = typed.replace(tzinfo=timezone.get_current_timezone(), fold=1)
        # In UTC, because Python compares the doubled hour with nothing in another time zone.
        moment = moment.astimezone(UTC)
        if timezone.localtime(moment).replace(tzinfo=None) != typed:
            raise ValidationError("Det klokkeslæt findes ikke den dag, fordi uret stilles frem.", code="time")
        return moment

    def has_changed(self, initial, data):
        # What is shown has no seconds: leaving it alone is not a change.
        if initial and timezone.is_aware(initial):
            initial -= timedelta(seconds=initial.second, microseconds=initial.microsecond)
        return super().has_changed(initial, data)


class TimeField(forms.CharField):
    """A time of day as Danes write it: 14.30."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "input-char-8", "autocomplete": "off"}))
        super().__init__(**kwargs)
        self.empty_value = None

    def prepare_value(self, value):
        return f"{value:%H.%M}" if isinstance(value, time) else value

    def to_python(self, value):
        if isinstance(value, time):
            return value
        text = super().to_python(value)
        return read_time(text) if text else None


class DecimalField(forms.DecimalField):
    """A number with a decimal comma: "37,5", "1.234,5". One point before other than three digits is read as a comma."""

    default_error_messages = {"invalid": "Skriv et tal, fx 37,5."}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "input-char-8", "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            text = re.sub(r"\s", "", value)
            if "," in text or THOUSANDS.fullmatch(text):
                text = text.replace(".", "").replace(",", ".")
            value = text
        return super().to_python(value)

    def prepare_value(self, value):
        if not isinstance(value, Decimal | int | float):
            return value
        text = f"{Decimal(str(value)):f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
