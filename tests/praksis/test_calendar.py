import re
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from praksis.calendar import CANCEL, PUBLISH, REQUEST, Entry, calendar_file

SUMMER = datetime(2018, 7, 2, 12, 30, tzinfo=UTC)
WINTER = datetime(2018, 12, 3, 13, 30, tzinfo=UTC)


def entry(**changes) -> Entry:
    starts_at = changes.get("starts_at", SUMMER)
    return Entry(
        **{
            "uid": "1@praksis",
            "sequence": 0,
            "title": "Opstartsmøde: Skive Kommune",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=90),
            "organiser": ("Kim Konsulent", "kim@praksis.example"),
            "changed_at": datetime(2018, 6, 1, 10, tzinfo=UTC),
            **changes,
        }
    )


def lines(content: bytes) -> list[str]:
    """Read the file as RFC 5545 draws it, without a library: whole lines, of what was folded."""
    text = content.decode()
    assert text.endswith("\r\n")
    assert re.search(r"(?<!\r)\n|\r(?!\n)", text) is None
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def fields(content: bytes) -> dict[str, str]:
    """The fields of the only event, each with its parameters."""
    found = lines(content)
    event = found[found.index("BEGIN:VEVENT") + 1 : found.index("END:VEVENT")]
    names = [re.split("[:;]", line)[0] for line in event]
    assert len(set(names)) == len(names)
    return {name: line.removeprefix(name)[1:] for name, line in zip(names, event, strict=True)}


def read(content: bytes):
    """The file as icalendar reads it: the calendar, and its only event."""
    calendar = Calendar.from_ical(content)
    [event] = calendar.events
    return calendar, event


# --- What stands in it ------------------------------------------------------------------------------------------------


def test_a_meeting_is_read_back_as_it_was_written():
    place, description = "Rådhuset, lokale 4; 2. sal", "Vi taler om legen.\nTag kaffe med."
    url = "https://praksis.example/forloeb/2018-0001/"

    calendar, event = read(calendar_file([entry(place=place, description=description, url=url)], PUBLISH))

    assert (calendar["prodid"], calendar["version"], calendar["method"]) == (
        "-//Praksis//Forløb//DA",
        "2.0",
        "PUBLISH",
    )
    assert (event["uid"], event["sequence"], event["status"]) == ("1@praksis", 0, "CONFIRMED")
    assert (event["summary"], event["location"]) == ("Opstartsmøde: Skive Kommune", place)
    assert (event["description"], event["url"]) == (description, url)
    assert (event.start, event.end) == (SUMMER, SUMMER + timedelta(minutes=90))
    assert event["dtstamp"].dt == datetime(2018, 6, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "local"), [(SUMMER, "20180702T143000"), (WINTER, "20181203T143000")], ids=["summer", "winter"]
)
def test_the_time_is_danish_and_its_rules_stand_beside_it(starts_at, local):
    content = calendar_file([entry(starts_at=starts_at)], PUBLISH)

    assert fields(content)["DTSTART"] == f"TZID=Europe/Copenhagen:{local}"
    assert read(content)[1].start.astimezone(UTC) == starts_at
    rules = lines(content)
    assert rules.count("BEGIN:VTIMEZONE") == 1
    assert {"TZID:Europe/Copenhagen", "TZOFFSETTO:+0100", "TZOFFSETTO:+0200"} <= set(rules)
    assert not [line for line in rules if line.startswith("COMMENT")]


@pytest.mark.parametrize("starts_at", [SUMMER, WINTER], ids=["summer", "winter"])
def test_the_rules_alone_give_the_moment_in_utc(starts_at):
    """The last change before the meeting, by the file's own words, says how far from UTC its clock is."""
    content = calendar_file([entry(starts_at=starts_at)], PUBLISH)
    rules = lines(content)
    changes = []
    for number, line in enumerate(rules):
        if line in {"BEGIN:STANDARD", "BEGIN:DAYLIGHT"}:
            part = rules[number : number + rules[number:].index(line.replace("BEGIN", "END"))]
            offset = next(each for each in part if each.startswith("TZOFFSETTO:")).partition("+")[2]
            for each in part:
                if each.startswith(("DTSTART:", "RDATE")):
                    changes += [(moment, int(offset[:2])) for moment in each.partition(":")[2].split(",")]
    local = fields(content)["DTSTART"].partition(":")[2]

    _, hours = max(change for change in changes if change[0] <= local)

    assert datetime.strptime(local, "%Y%m%dT%H%M%S").replace(tzinfo=UTC) - timedelta(hours=hours) == starts_at


def test_the_rules_reach_from_the_first_meeting_to_the_last():
    dates = [datetime(year, 7, 2, 12, tzinfo=UTC) for year in (2017, 2022)]

    calendar = Calendar.from_ical(calendar_file([entry(starts_at=at, uid=f"{at}") for at in dates], PUBLISH))

    assert [event.start.astimezone(UTC) for event in calendar.events] == dates


def test_a_calendar_without_meetings_is_still_one():
    content = calendar_file([], PUBLISH, name="Møder\ni Praksis")

    assert "X-WR-CALNAME:Møder i Praksis" in lines(content)
    assert Calendar.from_ical(content).events == []
    assert "X-WR-CALNAME" not in calendar_file([entry()], PUBLISH).decode()


# --- Those invited ----------------------------------------------------------------------------------------------------

ATTENDEES = [("Dorte Dyhr", "dorte@skive.example", True), ("", "lise@skive.example", False)]


def test_those_invited_stand_in_an_invitation_with_whether_they_are_required():
    attendees = [*ATTENDEES, ("Kim Konsulent", "KIM@praksis.example", True)]

    _, event = read(calendar_file([entry(attendees=attendees)], REQUEST))

    assert event["organizer"] == "mailto:kim@praksis.example"
    assert event["organizer"].params == {"CN": "Kim Konsulent"}
    assert [(one, dict(one.params)) for one in event["attendee"]] == [
        (
            "mailto:dorte@skive.example",
            {"CN": "Dorte Dyhr", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"},
        ),
        ("mailto:lise@skive.example", {"ROLE": "OPT-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}),
        (
            "mailto:KIM@praksis.example",
            {"CN": "Kim Konsulent", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"},
        ),
    ]


def test_those_invited_do_not_stand_in_what_is_only_shown():
    invitation, shown = (calendar_file([entry(attendees=ATTENDEES)], method).decode() for method in (REQUEST, PUBLISH))

    assert ("ATTENDEE" in invitation, "ATTENDEE" in shown) == (True, False)


def test_a_change_and_a_cancellation_keep_the_uid_and_raise_the_sequence():
    files = [
        calendar_file([entry()], REQUEST),
        calendar_file([entry(sequence=1, starts_at=WINTER)], REQUEST),
        calendar_file([entry(sequence=2, starts_at=WINTER, is_cancelled=True)], CANCEL),
    ]

    assert [
        (calendar["method"], event["uid"], event["sequence"], event["status"]) for calendar, event in map(read, files)
    ] == [
        ("REQUEST", "1@praksis", 0, "CONFIRMED"),
        ("REQUEST", "1@praksis", 1, "CONFIRMED"),
        ("CANCEL", "1@praksis", 2, "CANCELLED"),
    ]


# --- What people type -------------------------------------------------------------------------------------------------

BREAKS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1e", "\x85", "\u2028", "\u2029", "\0"]


@pytest.mark.parametrize("between", BREAKS, ids=ascii)
@pytest.mark.parametrize("field", ["uid", "title", "place", "description", "url", "name", "email"])
def test_a_line_break_begins_no_field_of_the_writers_own(field, between):
    text = f"Møde{between}ATTENDEE:mailto:ond@x.example{between}END:VEVENT"
    changes = {field: text}
    if field in {"name", "email"}:
        name, email = (text, "a@x.example") if field == "name" else ("Bo", text)
        changes = {"attendees": [(name, email, True)], "organiser": (name, email)}

    content = calendar_file([entry(**changes)], REQUEST)

    written = [line for line in lines(content) if line.startswith(("ATTENDEE:", "END:VEVENT"))]
    assert written == ["END:VEVENT"]
    assert read(content)[1]["summary"] != ""


def test_a_name_with_quotation_marks_and_signs_is_one_name():
    _, event = read(calendar_file([entry(attendees=[('Åge "Ågesen"; X:Y, Z', "a@x.example", True)])], REQUEST))

    assert event["attendee"].params["CN"] == "Åge 'Ågesen'; X:Y, Z"


def test_long_danish_texts_are_folded_between_letters():
    text = "Blåbærgrød på øen " * 40

    assert read(calendar_file([entry(title=text, description=text)], PUBLISH))[1]["summary"] == text.strip()
    assert fields(calendar_file([entry(title=text)], PUBLISH))["SUMMARY"] == text.strip()
