"""What managers see of an event's registrations and do for guests."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.utils import timezone

from conferences.programme import content
from conferences.programme.actions.publishing import freeze
from conferences.registration import actions
from praksis.cases.actors import SYSTEM, Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import AllowanceFactory, RegistrationFactory, WorkshopChoiceFactory, open_event
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return open_event(slug="konference", capacity=5)


@pytest.fixture
def managing(client, manager):
    client.force_login(manager)
    return client


LIST = "/konferencer/konference/deltagere/"


def names(page):
    return texts(page, "tbody th a")


def rows_of(answer):
    return list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_counts_and_shows_each_guest(managing, event, municipality):
    guest = RegistrationFactory(event=event, name="Anna", workplace="Solen", municipality=municipality)
    WorkshopChoiceFactory(registration=guest, workshop=WorkshopFactory(event=event, title="Leg"))
    ro = WorkshopFactory(event=event, title="Ro")
    WorkshopChoiceFactory(registration=guest, workshop=ro, seat=None, waiting_number=3)
    waiting = RegistrationFactory(event=event, waiting=True, name="Bo", waiting_number=7)
    WorkshopChoiceFactory(registration=waiting, workshop=ro, seat=None)
    RegistrationFactory(event=event, cancelled=True, name="Carl")
    RegistrationFactory(name="Et andet sted")

    page = managing.get(LIST)

    assert names(page) == ["Anna", "Bo", "Carl"]
    assert texts(page, "main p:not(.kicker)")[0] == "1 af 5 pladser er taget. 1 på venteliste, 1 afmeldt."
    rows = texts(page, "tbody tr")
    assert [word for word in ("Tilmeldt", "Solen", "Pædagogisk personale", "Skive", "Leg") if word not in rows[0]] == []
    assert "Ro (nummer 3 på venteliste)" in rows[0]
    assert "Nummer 7" in rows[1]
    assert "Ro (ønske)" in rows[1]


def test_seats_that_are_held_are_counted_while_they_are_held(managing, event):
    today = timezone.localdate()
    AllowanceFactory(event=event, seats=3)
    for held_until, words in [(None, "0 af 5 pladser er taget."), (today, "og 3 holdes til kommuner i forløb.")]:
        event.held_until = held_until
        event.save()
        assert words in texts(managing.get(LIST), "main p:not(.kicker)")[0]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=anna", ["Anna Ander"]),
        ("q=ander+solen", ["Anna Ander"]),
        ("q=bo%40x", ["Bo"]),
        ("q=17", ["Bo"]),
        ("q=1234567", []),
        ("q=%00", ["Anna Ander", "Bo", "Carl"]),
        ("status=waiting", ["Carl", "Bo"]),
        ("status=seated", ["Anna Ander"]),
        ("status=banan", ["Anna Ander", "Bo", "Carl"]),
        ("rolle=leader", ["Bo"]),
        ("workshop=banan", ["Anna Ander", "Bo", "Carl"]),
    ],
)
def test_the_list_is_narrowed(managing, event, asked, found):
    RegistrationFactory(event=event, number=1, name="Anna Ander", workplace="Solen", email="a@x.example")
    bo = {"name": "Bo", "number": 17, "email": "bo@x.example", "role": "leader", "waiting_number": 5}
    RegistrationFactory(event=event, waiting=True, **bo)
    RegistrationFactory(event=event, waiting=True, name="Carl", number=2, email="c@x.example", waiting_number=4)

    assert names(managing.get(f"{LIST}?{asked}")) == found


def test_the_list_of_a_workshop_has_those_who_chose_it(managing, event):
    chosen = WorkshopChoiceFactory(registration=RegistrationFactory(event=event, name="Anna"))
    RegistrationFactory(event=event, name="Bo")

    assert names(managing.get(f"{LIST}?workshop={chosen.workshop_id}")) == ["Anna"]


def test_an_empty_list_says_so(managing, event):
    assert "Der er ingen tilmeldinger endnu." in texts(managing.get(LIST), "main p")
    assert "Der er ingen, der svarer til det, du søger. Vis alle" in texts(managing.get(f"{LIST}?q=x"), "main p")


def test_an_erased_guest_stands_by_their_number(managing, event):
    guest = RegistrationFactory(event=event, number=4, name="", email="", workplace="", link=None)

    assert names(managing.get(LIST)) == ["Tilmelding 4, slettet"]
    page = managing.get(f"{LIST}{guest.pk}/")
    assert texts(page, "h1") == ["Tilmelding 4"]
    assert texts(page, "main button") == []


def test_fifty_stand_on_a_page(managing, event):
    for number in range(1, 52):
        RegistrationFactory(event=event, number=number, name=f"Gæst {number:02}", seat=number, link=None)

    assert len(names(managing.get(LIST))) == 50
    assert names(managing.get(f"{LIST}?side=2")) == ["Gæst 51"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("deltagere/", 11), ("pladser/", 7), ("tal/", 9)],
)
def test_the_pages_take_the_same_queries_however_many_come(
    managing, connection_queries, municipality, path, queries, number
):
    event = open_event(slug="konference", held_until=timezone.localdate())
    for each in range(number):
        guest = RegistrationFactory(event=event, municipality=municipality)
        guest.registered_at -= timedelta(days=7 * each)
        guest.save()
        WorkshopChoiceFactory(registration=guest)
        AllowanceFactory(event=event, seats=3)

    with connection_queries() as asked:
        managing.get(f"/konferencer/konference/{path}")

    assert len(asked) == queries


# --- One guest --------------------------------------------------------------------------------------------------------


def test_a_guest_of_another_event_is_not_found(managing, event):
    assert managing.get(f"{LIST}{RegistrationFactory().pk}/").status_code == 404


def test_a_guests_page_tells_what_they_told(managing, event):
    guest = RegistrationFactory(event=event, waiting=True, name="Anna", waiting_number=2, food="Vegetar", on_list=True)
    WorkshopChoiceFactory(registration=guest, workshop=WorkshopFactory(event=event, title="Leg"), seat=None)
    ro = WorkshopFactory(event=event, title="Ro")
    WorkshopChoiceFactory(registration=guest, workshop=ro, seat=None, waiting_number=3)

    page = managing.get(f"{LIST}{guest.pk}/")

    assert "Nummer 2 på ventelisten." in texts(page, "main p")[1]
    assert {"Vegetar", "Står på den", "Ikke fra en kommune"} <= set(texts(page, "main dd"))
    assert texts(page, "section li") == [
        "11.00 Leg: ønsket, når der bliver plads på dagen",
        "11.00 Ro: nummer 3 på ventelisten",
    ]
    assert texts(page, ".button-group > *") == [
        "Ret oplysninger",
        "Vælg workshops",
        "Send mailen med linket igen",
        "Afmeld",
    ]


def test_a_manager_corrects_a_guest(managing, event, municipality):
    guest = RegistrationFactory(event=event, name="Ana")
    facts = {"name": "Anna", "workplace": "Solen", "municipality": str(municipality.pk), "role": "leader"}
    wrong = managing.post(f"{LIST}{guest.pk}/ret/", {**facts, "name": "", "workplace": "Månen"})
    assert (wrong.status_code, 'value="Månen"' in wrong.content.decode()) == (422, True)

    answer = managing.post(f"{LIST}{guest.pk}/ret/", facts)

    assert answer["Location"] == f"{LIST}{guest.pk}/"
    guest.refresh_from_db()
    assert (guest.name, guest.workplace, guest.municipality, guest.role) == ("Anna", "Solen", municipality, "leader")


def test_a_manager_cancels_a_guest_after_being_asked(managing, event):
    guest = RegistrationFactory(event=event, name="Anna")
    asked = managing.get(f"{LIST}{guest.pk}/afmeld/")
    guest.refresh_from_db()
    assert (texts(asked, "h1"), guest.is_cancelled) == (["Vil du afmelde Anna?"], False)

    managing.post(f"{LIST}{guest.pk}/afmeld/")

    guest.refresh_from_db()
    assert guest.is_cancelled
    assert "Tilmeldingen er allerede afmeldt." in texts(managing.get(f"{LIST}{guest.pk}/afmeld/"), "main p")


def test_nobody_is_cancelled_once_the_day_has_begun(managing):
    event = open_event(slug="konference", held_on=timezone.localdate() - timedelta(days=1))
    guest = RegistrationFactory(event=event)

    page = managing.post(f"{LIST}{guest.pk}/afmeld/")

    assert (page.status_code, texts(page, ".alert-heading")) == (422, ["Gæsten er ikke afmeldt"])


def test_the_letter_with_the_link_is_sent_again_once_an_hour(managing, event):
    guest = RegistrationFactory(event=event, name="Anna")
    for _ in range(2):
        page = managing.post(f"{LIST}{guest.pk}/send-igen/", follow=True)

    assert "Mailen med det personlige link er på vej til gæsten." in " ".join(texts(page, ".alert"))
    assert {letter.link for letter in Email.objects.filter(to=guest.email)} == {guest.link}


def test_pressed_twice_it_is_one_letter_and_an_hour_later_another(manager, event):
    guest, at, by = RegistrationFactory(event=event), timezone.now(), Actor.of(manager)
    for moment in (at, at, at + timedelta(hours=1)):
        actions.send_again(guest, at=moment, by=by)

    letters = Email.objects.filter(to=guest.email)
    assert [letter.link for letter in letters] == [guest.link] * 2
    assert ["METHOD:REQUEST" in letter.calendar for letter in letters] == [True, True]
    assert AuditEvent.objects.filter(kind="registration.sent_again").count() == 2


def test_somebody_who_waits_is_told_so_again(manager, event):
    guest = RegistrationFactory(event=event, waiting=True, waiting_number=4)

    actions.send_again(guest, at=timezone.now(), by=Actor.of(manager))

    letter = Email.objects.get(to=guest.email)
    assert ("Du er nummer 4 på ventelisten." in letter.body, letter.calendar) == (True, "")


def test_nothing_is_sent_again_where_there_is_nothing_to_send(manager, event):
    now, by = timezone.now(), Actor.of(manager)
    gone, unknown, unlinked, guest = (
        RegistrationFactory(event=event, **facts) for facts in ({"cancelled": True}, {"email": ""}, {"link": None}, {})
    )

    with pytest.raises(ActionError, match="Tilmeldingen er afmeldt"):
        actions.send_again(gone, at=now, by=by)
    for one in (unknown, unlinked):
        with pytest.raises(ActionError, match="ingen mailadresse"):
            actions.send_again(one, at=now, by=by)
    with pytest.raises(ActionError, match="Dagen er holdt"):
        actions.send_again(guest, at=event.ends_on_the_day_at + timedelta(seconds=1), by=by)
    assert Email.objects.count() == 0


# --- Files ------------------------------------------------------------------------------------------------------------


def test_the_list_is_taken_out_as_it_is_narrowed_without_needs_and_that_is_noted(managing, event, municipality):
    facts = {"name": "Anna", "food": "Vegetar", "access": "Teleslynge", "municipality": municipality}
    guest = RegistrationFactory(event=event, **facts)
    WorkshopChoiceFactory(registration=guest, workshop=WorkshopFactory(event=event, title="Leg"))
    RegistrationFactory(event=event, waiting=True, name="Bo", on_list=True, waiting_number=6)

    everybody = rows_of(managing.post(f"{LIST}hent/", {"format": "csv"}))
    waiting = rows_of(managing.post(f"{LIST}hent/?status=waiting", {"format": "csv"}))

    assert [row[1:5] for row in everybody[1:]] == [
        ["Anna", guest.email, "Børnehuset", "Skive"],
        ["Bo", guest.event.registrations.get(name="Bo").email, "Børnehuset", ""],
    ]
    assert [row[5:10] for row in everybody[1:]] == [
        ["Pædagogisk personale", "Tilmeldt", "", "Leg", "Nej"],
        ["Pædagogisk personale", "På venteliste", "6", "", "Ja"],
    ]
    assert [row[1] for row in waiting] == ["Navn", "Bo"]
    assert not {"Vegetar", "Teleslynge"} & {cell for row in everybody for cell in row}
    noted = AuditEvent.objects.filter(kind="event.guests_exported").order_by("id")
    assert [each.data for each in noted] == [{"format": "CSV", "number": 2}, {"format": "CSV", "number": 1}]


def test_the_kitchen_gets_what_those_need_who_come(managing, event):
    RegistrationFactory(event=event, name="Bo", access="Kørestol")
    RegistrationFactory(event=event, name="Anna", food="Vegetar")
    RegistrationFactory(event=event, name="Carl")
    RegistrationFactory(event=event, waiting=True, name="Dan", food="Vegan")

    answer = managing.post(f"{LIST}hent-mad-og-behov/", {"format": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert list(sheet.values) == [
        ("Navn", "Mad", "Andre behov"),
        ("Anna", "Vegetar", None),
        ("Bo", None, "Kørestol"),
    ]
    assert AuditEvent.objects.get(kind="event.kitchen_exported").data == {"format": "Excel", "number": 2}


@pytest.mark.parametrize("path", ["hent/", "hent-mad-og-behov/"])
def test_a_file_of_another_kind_is_not_found_and_nothing_noted(managing, event, path):
    assert managing.post(LIST + path, {"format": "pdf"}).status_code == 404
    assert AuditEvent.objects.count() == 0


# --- Figures ----------------------------------------------------------------------------------------------------------


def test_the_figures_tell_of_workshops_as_they_are_published(managing, event):
    shown = WorkshopFactory(event=event, title="Leg", seats=9)
    freeze(event, content.draft(event), by=SYSTEM)
    shown.refresh_from_db()
    shown.title, shown.seats = "Kun i kladden", 7
    shown.save()
    WorkshopFactory(event=event, title="Ikke vist", shown={})
    RegistrationFactory(event=event)

    rows = texts(managing.get("/konferencer/konference/tal/"), "tbody tr")

    assert [row for row in rows if row.startswith("11.00")] == ["11.00 Leg900"]


def test_the_figures_count_erased_guests_too(managing, event, municipality):
    monday = timezone.make_aware(timezone.datetime(2026, 10, 5, 12))
    leg = WorkshopFactory(event=event, title="Leg", seats=9)
    erased = RegistrationFactory(event=event, name="", email="", municipality=municipality, registered_at=monday)
    WorkshopChoiceFactory(registration=erased, workshop=leg)
    later = monday + timedelta(days=14)
    waiting = RegistrationFactory(event=event, waiting=True, role="leader", registered_at=later)
    WorkshopChoiceFactory(registration=waiting, workshop=leg, seat=None, waiting_number=1)
    RegistrationFactory(event=event, cancelled=True, municipality=municipality, registered_at=later)

    page = managing.get("/konferencer/konference/tal/")

    assert texts(page, "caption") == ["Kommuner", "Regioner", "Roller", "Workshops", "Tilmeldinger uge for uge"]
    assert texts(page, "tbody tr") == [
        "Skive101",
        "Ikke fra en kommune010",
        "Midtjylland101",
        "Ikke fra en kommune010",
        "Pædagogisk personale101",
        "Leder i dagtilbud010",
        "11.00 Leg911",
        "Uge 41, 202610",
        "Uge 42, 202600",
        "Uge 43, 202621",
    ]


def test_figures_of_nobody_say_so(managing, event):
    assert "Der er ingen tilmeldinger endnu." in texts(managing.get("/konferencer/konference/tal/"), "main p")


def test_the_pages_for_managers_lead_to_each_other(managing, event):
    for path, here in (("deltagere/", "Tilmeldte"), ("pladser/", "Pladser"), ("tal/", "Tal")):
        page = managing.get(f"/konferencer/konference/{path}")
        assert texts(page, '.for-managers [aria-current="page"]') == [here]
        assert len(links(page, ".for-managers a")) == 9


# --- Who came ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def came(event, municipality):
    """Anna came with a seat in Leg, Bo stayed away from his; Carl waits, Dorte came without being registered."""
    leg = WorkshopFactory(event=event, title="Leg", seats=9)
    facts = {"municipality": municipality, "event": event}
    anna = RegistrationFactory(name="Anna", number=1, came_at=timezone.now(), **facts)
    bo = RegistrationFactory(name="Bo", number=2, role="leader", **facts)
    for guest in (anna, bo):
        WorkshopChoiceFactory(registration=guest, workshop=leg)
    RegistrationFactory(event=event, waiting=True, name="Carl", number=3)
    RegistrationFactory(event=event, name="Dorte", number=4, seat=None, came_at=timezone.now(), is_walk_in=True)
    return event


def test_before_anybody_came_nobody_has_stayed_away(managing, event):
    RegistrationFactory(event=event, name="Anna")

    assert "Udeblev" not in managing.get(LIST).content.decode()
    assert "Udeblev" not in managing.get("/konferencer/konference/tal/").content.decode()
    answer = managing.post(f"{LIST}hent/", {"format": "csv"})
    assert "Fremmøde" not in rows_of(answer)[0]


def test_the_figures_tell_who_came_and_who_stayed_away(managing, came):
    page = managing.get("/konferencer/konference/tal/")

    assert "2 kom, og 1 udeblev. Dagen er ikke slut" in " ".join(texts(page, "main p"))
    assert texts(page, "thead")[0] == "KommuneHar pladsPå ventelisteAfmeldtKomUdeblev"
    assert texts(page, "tbody tr") == [
        *("Skive20011", "Ikke fra en kommune11010"),
        *("Midtjylland20011", "Ikke fra en kommune11010"),
        *("Pædagogisk personale21020", "Leder i dagtilbud10001"),
        "11.00 Leg92011",
        texts(page, "tbody tr")[-1],
    ]


def test_after_the_day_the_figures_are_final(managing, came):
    came.held_on = timezone.localdate() - timedelta(days=1)
    came.save()

    assert "Dagen er ikke slut" not in managing.get("/konferencer/konference/tal/").content.decode()


@pytest.mark.parametrize(("asked", "found"), [("kom", ["Anna", "Dorte"]), ("udeblev", ["Bo"])])
def test_the_list_is_narrowed_to_who_came_or_stayed_away(managing, came, asked, found):
    page = managing.get(f"{LIST}?fremmoede={asked}")

    assert names(page) == found
    assert texts(page, "#filter-fremmoede option[selected]") == [asked.title()]
    assert hrefs_of(page) == [f"{LIST}hent/?fremmoede={asked}"]


def hrefs_of(page):
    return [form.split('"')[0] for form in page.content.decode().split('action="')[1:] if "hent/?" in form]


def test_the_list_and_its_file_tell_of_each_guest(managing, came):
    page = managing.get(LIST)

    told = ["TilmeldtKom", "TilmeldtUdeblev", "På ventelisteNummer", "TilmeldtKom"]
    shown = [" ".join(text.split()) for text in texts(page, 'td[data-title="Status"]')]
    assert [text.rstrip(" 0123456789") for text in shown] == told
    header, *rows = rows_of(managing.post(f"{LIST}hent/", {"format": "csv"}))
    assert header[-2:] == ["Fremmøde", "Kom"]
    assert [row[-2] for row in rows] == ["Kom", "Udeblev", "", "Kom"]
    assert [bool(row[-1]) for row in rows] == [True, False, False, True]


def test_a_guests_page_tells_when_they_came(managing, came):
    page = managing.get(f"{LIST}{came.registrations.get(name='Anna').pk}/")

    assert "Kom" in texts(page, "main dt")
