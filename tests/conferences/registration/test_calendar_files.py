"""A guest's calendar from registration over changes to the end, read by another reader than the library that writes.

The lines are read here as RFC 5545 draws them, and the time zone by dateutil.
"""

import re
from datetime import UTC, date, datetime, time
from io import StringIO

import pytest
from dateutil.tz import tzical

from conferences.programme import actions as programme
from conferences.registration import actions
from conferences.registration.models import Registration
from praksis.cases.actors import SYSTEM
from praksis.mail import links
from praksis.mail.models import Email
from tests.conferences.registration.test_promoting import register
from tests.factories.programme import TalkFactory, WorkshopFactory
from tests.factories.registration import open_event

pytestmark = pytest.mark.django_db

SUMMER, WINTER = date(2031, 6, 2), date(2031, 11, 27)


@pytest.fixture(params=[SUMMER, WINTER], ids=["summer", "winter"])
def event(request):
    event = open_event(title="Leg, ro; og sprog", held_on=request.param, status="draft", published_at=None)
    TalkFactory(event=event)
    WorkshopFactory(event=event, title="Leg", room="Sal 1", seats=1)
    WorkshopFactory(event=event, title="Ro", room="Sal 2")
    programme.publish(event, by=SYSTEM)
    return event


def read(file):
    """The lines of the file, and of its one event as {name: (parameters, value)}; and the zone as dateutil has it."""
    raw = file if isinstance(file, str) else file.decode()
    assert raw.endswith("\r\n")
    assert max(len(line.encode()) for line in raw.split("\r\n")) <= 75
    lines = raw.replace("\r\n ", "").split("\r\n")
    own = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    found = {}
    for line in own:
        name, parameters, value = re.fullmatch(r'([A-Z-]+)((?:;[^=]+=(?:"[^"]*"|[^:;"]*))*):(.*)', line).groups()
        assert name not in found
        found[name] = (parameters, value)
    zone = raw[raw.index("BEGIN:VTIMEZONE") : raw.index("END:VTIMEZONE")] + "END:VTIMEZONE\r\n"
    return lines, found, tzical(StringIO(zone.replace("\r\n ", ""))).get("Europe/Copenhagen")


def moment(found, name, zone):
    """The moment in which it begins or ends, reckoned by the rules in the file itself."""
    parameters, value = found[name]
    assert parameters == ";TZID=Europe/Copenhagen"
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(UTC)


def letters(address):
    return [read(one.calendar) for one in Email.objects.filter(to=address).order_by("created_at") if one.calendar]


def facts_of(lines, found):
    method = [line for line in lines if line.startswith("METHOD:")]
    return (*method, int(found["SEQUENCE"][1]), found["STATUS"][1])


NAMES = ("kind", "theme", "description", "remark", "held_on", "starts_at", "ends_at", "town")
NAMES += ("registration_opens_at", "registration_closes_at", "held_until")


def change_facts(event, **facts):
    kept = {name: getattr(event, name) for name in (*NAMES, "title", "place")}
    programme.change_facts(event, **{**kept, **facts}, by=SYSTEM)


def change(workshop, **facts):
    kept = {name: getattr(workshop, name) for name in ("title", "starts_at", "ends_at", "room", "seats")}
    programme.change_session(workshop, **{**kept, **facts}, by=SYSTEM)


def test_a_registration_its_changes_and_its_end_are_one_entry_that_only_grows_newer(event):
    leg, ro = event.workshops.order_by("title")
    [anna] = register(event, "anna", workshops=[leg])
    actions.choose(anna, [ro], by=SYSTEM)
    change(ro, room="Sal 9", starts_at=time(13), ends_at=time(14))
    programme.publish_changes(event, by=SYSTEM)
    change_facts(event, starts_at=time(10), place="Odeon")
    actions.cancel(Registration.objects.get(), by=SYSTEM)

    files = letters("anna@x.example")

    assert [facts_of(lines, found) for lines, found, _ in files] == [
        ("METHOD:REQUEST", 0, "CONFIRMED"),
        ("METHOD:REQUEST", 1, "CONFIRMED"),
        ("METHOD:REQUEST", 2, "CONFIRMED"),
        ("METHOD:REQUEST", 3, "CONFIRMED"),
        ("METHOD:CANCEL", 4, "CANCELLED"),
    ]
    assert {found["UID"][1] for _, found, _ in files} == {f"registration-{anna.pk}@praksis"}
    assert [found.get("DESCRIPTION", ("", ""))[1] for _, found, _ in files] == [
        "11.00 Leg\\, Sal 1",
        "11.00 Ro\\, Sal 2",
        "13.00 Ro\\, Sal 9",
        "13.00 Ro\\, Sal 9",
        "",
    ]
    assert [found["LOCATION"][1] for _, found, _ in files] == [*["Nyborg Strand"] * 3, *["Odeon\\, Nyborg"] * 2]
    assert {found["SUMMARY"][1] for _, found, _ in files} == {"Leg\\, ro\\; og sprog"}


def test_the_hours_are_those_of_the_danish_clock_by_the_rules_that_stand_in_the_file(event):
    register(event, "anna")
    [(_, found, zone)] = letters("anna@x.example")
    before_utc = 2 if event.held_on == SUMMER else 1

    assert moment(found, "DTSTART", zone) == datetime(*event.held_on.timetuple()[:3], 9 - before_utc, 30, tzinfo=UTC)
    assert moment(found, "DTEND", zone) == datetime(*event.held_on.timetuple()[:3], 15 - before_utc, 30, tzinfo=UTC)


def test_a_day_moved_from_summer_to_winter_keeps_its_hours(event):
    register(event, "anna")
    other = WINTER if event.held_on == SUMMER else SUMMER
    change_facts(event, held_on=other)

    _, found, zone = letters("anna@x.example")[-1]

    before_utc = 2 if other == SUMMER else 1
    assert moment(found, "DTSTART", zone) == datetime(*other.timetuple()[:3], 9 - before_utc, 30, tzinfo=UTC)


def test_who_is_moved_up_is_invited_and_later_called_off(event):
    event.capacity = 1
    event.save()
    [first], [anna] = register(event, "first"), register(event, "anna")
    assert letters("anna@x.example") == []

    actions.cancel(first, by=SYSTEM)
    programme.call_off(event, reason="Stormen.", by=SYSTEM)

    files = letters("anna@x.example")
    assert [facts_of(lines, found) for lines, found, _ in files] == [
        ("METHOD:REQUEST", 1, "CONFIRMED"),
        ("METHOD:CANCEL", 2, "CANCELLED"),
    ]
    assert {found["UID"][1] for _, found, _ in files} == {f"registration-{anna.pk}@praksis"}
    assert [facts_of(lines, found)[0] for lines, found, _ in letters("first@x.example")][-1] == "METHOD:CANCEL"


def test_who_is_moved_up_in_a_workshop_gets_it_into_the_entry(event):
    leg, _ = event.workshops.order_by("title")
    register(event, "first", workshops=[leg])
    register(event, "anna", workshops=[leg])
    change(leg, seats=2)
    programme.publish_changes(event, by=SYSTEM)

    files = letters("anna@x.example")

    assert [(found["SEQUENCE"][1], found.get("DESCRIPTION", ("", ""))[1]) for _, found, _ in files] == [
        ("0", ""),
        ("1", "11.00 Leg\\, Sal 1"),
    ]


def test_the_file_invites_the_guest_alone_and_holds_no_secret(client, event):
    [anna], [_] = register(event, "anna"), register(event, "bo")
    token = links.token(anna.link)
    client.get(f"/tilmelding/{token}/")
    shown = client.get(f"/tilmelding/min/{anna.pk}/kalender.ics").content
    actions.cancel(anna, by=SYSTEM)

    files = [one.calendar for one in Email.objects.filter(to="anna@x.example")]
    assert len(files) == 2

    for file in [*files, shown.decode()]:
        whole = file.replace("\r\n ", "")
        assert [
            secret for secret in (token, str(anna.link.nonce), "bo@x.example", "/tilmelding/") if secret in whole
        ] == []
        assert event.get_absolute_url() in whole
    for file in files:
        assert read(file)[1]["ATTENDEE"][1] == "mailto:anna@x.example"
    lines, found, _ = read(shown)
    assert ("METHOD:PUBLISH" in lines, "ATTENDEE" in found) == (True, False)


def test_two_publications_at_once_are_two_letters_and_the_same_again_none(event):
    leg, _ = event.workshops.order_by("title")
    register(event, "anna", workshops=[leg])
    for room in ("Sal 4", "Sal 5"):
        change(leg, room=room)
        programme.publish_changes(event, by=SYSTEM)
    change(leg, room="Sal 5")

    keys = Email.objects.filter(key__startswith="registration.changed").order_by("created_at")

    assert [letter.key.split(":")[2] for letter in keys] == ["1", "2"]


def test_uids_are_the_registrations_own(event):
    made = [register(event, name)[0] for name in ("anna", "bo")]

    uids = [letters(one.email)[0][1]["UID"][1] for one in made]
    assert uids == [f"registration-{one.pk}@praksis" for one in made]
