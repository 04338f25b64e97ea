"""A manager lays the programme of the conference at Nyborg Strand, mends what goes wrong, and publishes it twice."""

from datetime import date

from django.utils import timezone

from conferences import reference
from conferences.programme.models import Event
from praksis.accounts.models import Role
from tests.factories.accounts import UserFactory
from tests.journeys.people import KeyboardVisitor, WideAndNarrowVisitor

KINDS = {"break": "Ny pause", "talk": "Nyt oplæg", "workshop": "Ny workshop"}
THEMES = {"learning_environments": "Læringsmiljøer", "parental_cooperation": "Forældresamarbejde"}


def begin(person, day, facts, title):
    """Make the event from the list of conferences."""
    person.go("/konferencer/")
    person.press("Nyt arrangement")
    person.press("Gem")
    person.sees("Skriv titlen.")
    person.select("kind", "Landsdækkende konference")
    said = {"title": title, "slug": "nyborg-igen", "theme": facts["theme"], "description": facts["summary"]}
    said |= {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year}
    said |= {"starts_at": "9.30", "ends_at": "15.30", "place": facts["place"], "town": facts["town"]}
    for name, text in {**said, "capacity": facts["seats"]}.items():
        person.fill(name, str(text))
    person.press("Gem")


def lay(person, item, kind, *, then="Gem", **changed):
    """Write one session of the programme, and save it."""
    if person.page.get_by_role("heading", level=1).inner_text() != KINDS[kind]:
        person.press(KINDS[kind])
    said = {**item, **changed}
    hours = {name: said[name].replace(":", ".") for name in ("starts_at", "ends_at")}
    for name, text in {"title": said["title"], **hours}.items():
        person.fill(name, text)
    if kind != "break":
        person.fill("text", said["text"])
        person.fill("room", said["room"])
    if kind == "workshop":
        person.fill("seats", str(said["seats"]))
    if said.get("track"):
        person.select("track", said["track"])
    for speaker in said.get("speakers", []):
        choose(person, speaker)
    person.press(then)


def choose(person, speaker):
    """Somebody who is in this programme, or is known from another."""
    here = person.page.get_by_label(speaker["name"])
    if here.count():
        here.check(force=True)
    else:
        person.select("other", speaker["name"])


def parts(facts):
    """The sessions of the file: what is for all, and the workshops with the hours of their round."""
    alone = [each for each in facts["programme"] if each["kind"] != "workshops"]
    rounds = [each for each in facts["programme"] if each["kind"] == "workshops"]
    hours = [{name: each[name] for name in ("starts_at", "ends_at")} for each in rounds]
    return alone, [[{**one, **when} for one in each["workshops"]] for each, when in zip(rounds, hours, strict=True)]


def test_a_manager_lays_the_programme_and_publishes_it_twice(visitor):
    facts = reference.read("nyborg_2017")
    alone, [first, second] = parts(facts)
    day = date(timezone.localdate().year + 1, 11, 30)
    mona = visitor(UserFactory(name="Mona Manager", roles=[Role.MANAGER]), kind=WideAndNarrowVisitor)
    guest = visitor(kind=WideAndNarrowVisitor)

    begin(mona, day, facts, "Dagtilbud af høj kvalitet igen")
    event = Event.objects.get(slug="nyborg-igen")
    mona.go("/konferencer/nyborg-igen/program/")
    mona.press("Nyt spor")
    mona.fill("name", "For ledere")
    mona.press("Gem")
    for item in alone[:4]:
        lay(mona, item, item["kind"])
    lay(mona, first[0], "workshop", then="Gem, og lav en workshop til")
    assert mona.field("starts_at").input_value() == "11.05"
    lay(mona, first[1], "workshop", room=first[0]["room"])
    mona.sees("Lokale 1")
    mona.sees("Se på dette")
    mona.press(first[1]["title"])
    mona.fill("room", first[1]["room"])
    mona.press("Gem")
    assert mona.page.get_by_text("Se på dette").count() == 0

    lay(mona, first[2], "workshop", speakers=first[0]["speakers"], track="For ledere")
    mona.sees(first[0]["speakers"][0]["name"])
    assert event.workshops.count() == 2
    mona.page.get_by_label(first[0]["speakers"][0]["name"]).uncheck(force=True)
    choose(mona, first[2]["speakers"][0])
    mona.press("Gem")
    lay(mona, second[2], "workshop", track="For ledere")
    lay(mona, alone[-1], "talk")

    assert guest.page.request.get(f"{guest.site}{event.get_absolute_url()}").status == 404
    mona.go(event.get_absolute_url())
    mona.sees("Kun ledere kan se siden.")
    mona.sees(first[2]["title"])
    mona.press("Offentliggør programmet")

    guest.go(event.get_absolute_url())
    guest.sees(first[1]["text"])
    guest.press("Skema")
    guest.sees(first[1]["room"])
    guest.go(event.get_absolute_url())
    calendar = guest.page.request.get(f"{guest.site}{event.get_absolute_url()}kalender.ics")
    assert f"DTSTART;TZID=Europe/Copenhagen:{day:%Y%m%d}T093000" in calendar.text()

    mona.go("/konferencer/nyborg-igen/program/")
    mona.press(first[1]["title"])
    mona.fill("room", "Lokale 5")
    mona.press("Gem")
    guest.go(event.get_absolute_url())
    assert guest.page.get_by_text("Lokale 5").count() == 0
    mona.press("Se, hvordan siden vil se ud")
    mona.sees("Lokale 5")
    mona.go("/konferencer/nyborg-igen/program/")
    mona.press("Offentliggør ændringerne")
    mona.sees("Ingen. Det, I retter her, er en kladde")
    guest.go(event.get_absolute_url())
    guest.sees("Ændret i programmet")
    guest.sees("Lokale 5")


def test_with_the_keyboard_alone(visitor):
    facts = reference.read("nyborg_2017")
    alone, [first, _] = parts(facts)
    day = date(timezone.localdate().year + 1, 11, 30)
    mona = visitor(UserFactory(name="Mona Manager", roles=[Role.MANAGER]), kind=KeyboardVisitor)

    begin(mona, day, facts, "Dagtilbud af høj kvalitet igen")
    mona.go("/konferencer/nyborg-igen/program/")
    lay(mona, alone[1], "talk")
    lay(mona, first[0], "workshop")
    mona.go("/konferencer/nyborg-igen/")
    mona.press("Offentliggør programmet")

    mona.sees("Alle kan se siden.")
    mona.sees(first[0]["title"])
