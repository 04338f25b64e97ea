"""Dates, times and decimals as Danes write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError

from praksis.forms import DateField, DateTimeField, DecimalField, TimeField

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class MeetingForm(forms.Form):
    held_on = DateField(label="Dato", error_messages={"required": "Skriv datoen."})
    deadline = DateTimeField(label="Frist", required=False)
    starts = TimeField(label="Begynder", required=False)
    share = DecimalField(label="Andel", required=False)


def posted(**values):
    return MeetingForm({"held_on_day": "3", "held_on_month": "11", "held_on_year": "2017", **values})


def test_a_date_is_read_from_three_fields():
    form = posted()

    assert form.is_valid(), form.errors
    assert form.cleaned_data["held_on"] == date(2017, 11, 3)


def test_an_empty_date_gives_the_fields_own_message():
    form = posted(held_on_day=" ", held_on_month="", held_on_year="")

    assert form.errors["held_on"] == ["Skriv datoen."]


@pytest.mark.parametrize(
    ("day", "month", "year", "code", "sentence"),
    [
        ("", "11", "2017", "day", "Skriv også dagen."),
        ("3", "", "2017", "month", "Skriv også måneden."),
        ("3", "11", "", "year", "Skriv også årstallet."),
        ("tre", "11", "2017", "day", "Skriv dagen som et tal, fx 3 11 2018."),
        ("٣", "11", "2017", "day", "Skriv dagen som et tal, fx 3 11 2018."),
        ("31", "2", "2019", "day", "Datoen findes ikke: 31.2.2019."),
        ("3", "13", "2017", "month", "Måneden skal være et tal fra 1 til 12."),
        ("3", "11", "17", "year", "Skriv årstallet med fire cifre, fx 2018."),
        ("3", "11", "9" * 5000, "year", "Skriv årstallet med fire cifre, fx 2018."),
    ],
)
def test_a_wrong_date_names_the_part_that_is_wrong(day, month, year, code, sentence):
    form = posted(held_on_day=day, held_on_month=month, held_on_year=year)

    (error,) = form.errors.as_data()["held_on"]
    assert (error.code, error.message) == (code, sentence)


def test_what_was_typed_is_shown_again():
    form = posted(held_on_day="tredje")

    assert 'value="tredje"' in str(form["held_on"])


def test_an_initial_date_fills_the_three_fields():
    form = MeetingForm(initial={"held_on": date(2018, 5, 1)})

    html = str(form["held_on"])
    assert [html.count(f'name="held_on_{part}"') for part in ("day", "month", "year")] == [1, 1, 1]
    assert 'value="1"' in html
    assert 'value="5"' in html
    assert 'value="2018"' in html


def deadline(clock, day="3", month="11", year="2017"):
    return posted(deadline_day=day, deadline_month=month, deadline_year=year, deadline_time=clock)


@pytest.mark.parametrize("clock", ["23.59", "23:59"])
def test_a_moment_is_danish_time(clock):
    form = deadline(clock)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["deadline"] == datetime(2017, 11, 3, 22, 59, tzinfo=UTC)


def test_a_moment_without_a_time_is_refused():
    assert deadline("").errors["deadline"] == ["Skriv også klokkeslættet."]


def test_an_hour_that_summer_time_skips_is_refused():
    form = deadline("2.30", day="25", month="3", year="2018")

    assert form.errors["deadline"] == ["Det klokkeslæt findes ikke den dag, fordi uret stilles frem."]


def test_an_hour_that_comes_twice_means_the_later():
    form = deadline("2.30", day="28", month="10", year="2018")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["deadline"] == datetime(2018, 10, 28, 1, 30, tzinfo=UTC)


def test_an_empty_moment_is_none():
    form = posted()

    assert form.is_valid(), form.errors
    assert form.cleaned_data["deadline"] is None


def test_an_unchanged_moment_is_no_change():
    saved = datetime(2017, 11, 3, 23, 59, 59, tzinfo=COPENHAGEN)
    form = MeetingForm(deadline("23.59").data, initial={"held_on": date(2017, 11, 3), "deadline": saved})

    assert form.changed_data == []


def test_a_saved_moment_fills_the_four_fields_in_danish_time():
    form = MeetingForm(initial={"deadline": datetime(2017, 11, 3, 22, 59, tzinfo=UTC)})

    assert 'value="23.59"' in str(form["deadline"])


@pytest.mark.parametrize(
    ("typed", "meant"), [("14.30", time(14, 30)), ("14:30", time(14, 30)), ("9", time(9)), ("", None)]
)
def test_a_time_of_day_is_read(typed, meant):
    assert TimeField(required=False).clean(typed) == meant


@pytest.mark.parametrize("typed", ["25.00", "14.60", "halv tre", "1430", "١٤.٣٠"])
def test_a_time_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError) as refusal:
        TimeField().clean(typed)

    assert refusal.value.messages == ["Skriv klokkeslættet med fire cifre, fx 14.30."]


def test_a_saved_time_is_shown_with_a_point():
    form = MeetingForm(initial={"starts": time(9, 5)})

    assert form["starts"].value() == "09.05"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("37,5", "37.5"),
        ("37.5", "37.5"),
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("12.345.678", "12345678"),
        ("12 345", "12345"),
        ("0", "0"),
    ],
)
def test_a_decimal_is_read_as_danes_write_it(typed, meant):
    assert DecimalField().clean(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["mange", "1,2,3", "NaN", "Infinity"])
def test_a_decimal_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError) as refusal:
        DecimalField().clean(typed)

    assert refusal.value.messages == ["Skriv et tal, fx 37,5."]


@pytest.mark.parametrize(("saved", "shown"), [(Decimal("37.50"), "37,5"), (Decimal("1200"), "1200"), (5, "5")])
def test_a_saved_decimal_is_shown_with_a_comma(saved, shown):
    form = MeetingForm(initial={"share": saved})

    assert form["share"].value() == shown


def test_a_mistyped_decimal_is_shown_as_it_was_typed():
    form = posted(share="mange")

    assert form["share"].value() == "mange"
