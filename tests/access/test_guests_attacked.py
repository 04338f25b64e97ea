"""What people try on the guests' pages: others' registrations, links for something else, words that are code.

Two guests of one event go side by side. Every request of the one is sent by the other's browser, and by all who should
not reach it, in every method: they get not one foreign word, and nothing changes.
"""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from conferences.registration import actions
from conferences.registration.forms import LONGEST_FULL, shown_as_full
from conferences.registration.models import GuestRole, Registration, WorkshopChoice
from praksis.cases.models import AuditEvent
from praksis.mail import links
from praksis.mail.delivery import deliver
from praksis.mail.models import Email, PersonalLink, Purpose
from tests.access.test_replayed import read
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import AllowanceFactory, open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db

PAGES = ["registration", "registration_correct", "registration_workshops", "registration_cancel"]
PAGES.append("registration_calendar")
METHODS = ["get", "head", "options", "post", "put", "patch", "delete"]
SECRET = ["Hemmelige Hanne", "hanne@x.example", "Hemmelig Have", "Hemmelig mad", "Hemmelig hjælp"]


@pytest.fixture
def event():
    event = open_event(title="Konferencen", held_until=timezone.localdate() + timedelta(days=20))
    WorkshopFactory(event=event, title="Leg")
    return event


def register(event, name="Hemmelige Hanne", email="hanne@x.example", **facts):
    told = {"workplace": "Hemmelig Have", "food": "Hemmelig mad", "access": "Hemmelig hjælp", "role": GuestRole.STAFF}
    guest = actions.Guest(**{"name": name, "email": email, **told, **facts})
    (made,) = actions.register(event, [guest], booking=uuid4(), received_at=timezone.now())
    return made


@pytest.fixture
def hanne(event):
    return register(event)


@pytest.fixture
def bo(event):
    return register(event, "Bo", "bo@x.example", workplace="Solen", food="", access="")


def with_link(link):
    client = Client()
    client.get(reverse(links.path_name(link), args=[links.token(link)]))
    return client


def form(event):
    """All that the guests' forms take, at once."""
    workshop = str(event.workshops.get().pk)
    facts = {"name": "Ond", "workplace": "Ond", "municipality": "ingen", "role": "other", "food": "Ond", "access": ""}
    return {**facts, "workshop_1": workshop, "fulde": ""}


def state():
    models = (Registration, WorkshopChoice, Email, AuditEvent, PersonalLink)
    return [list(model.objects.order_by("pk").values()) for model in models]


def attacked(client, event, hanne):
    """What is wrong with the answers to every request for Hanne's pages in this browser."""
    found, before = [], state()
    for page in PAGES:
        for method in METHODS:
            sent = {"data": form(event)} if method == "post" else {}
            answer = getattr(client, method)(reverse(f"conferences:{page}", args=[hanne.pk]), **sent)
            words = [word for word in SECRET if word in read(answer)]
            if words or answer.status_code not in {302, 403, 404, 405}:
                found.append(f"{method} {page}: {answer.status_code} {words}")
            if state() != before:
                found.append(f"{method} {page}: changed")
    return found


def signed_in(role):
    client = Client()
    client.force_login(UserFactory(**{role: True}) if role else MembershipFactory().user)
    return client


# --- Others' registrations --------------------------------------------------------------------------------------------


def test_another_guests_link_opens_nothing_of_mine(event, hanne, bo):
    assert attacked(with_link(bo.link), event, hanne) == []


@pytest.mark.parametrize("role", ["", "manager", "administrator", "consultant"])
def test_neither_do_those_who_are_signed_in_nor_a_visitor(event, hanne, role):
    assert attacked(signed_in(role), event, hanne) == []
    assert attacked(Client(), event, hanne) == []


def test_nor_a_link_to_seats_that_are_held(event, hanne):
    allowance = AllowanceFactory(event=event)

    assert attacked(with_link(allowance.link), event, hanne) == []


def test_nor_the_id_of_my_link_in_a_session_without_its_secret(event, hanne, bo):
    client = with_link(bo.link)
    session = client.session
    session[links.SESSION_KEY] = {Purpose.SEE_REGISTRATION: [str(hanne.link.pk), str(bo.link.nonce)]}
    session.save()

    assert attacked(client, event, hanne) == []


def test_the_attack_notices_a_link_that_opens_everybodys_page(event, hanne, bo, monkeypatch):
    client = with_link(bo.link)
    monkeypatch.setattr(links, "remembered", lambda session, **facts: hanne.link)

    found = attacked(client, event, hanne)

    assert any("Hemmelige Hanne" in trouble for trouble in found)
    assert any("changed" in trouble for trouble in found)


def test_the_other_guest_is_told_why_and_keeps_the_own_page(event, hanne, bo):
    client = with_link(bo.link)
    page = client.get(reverse("conferences:registration", args=[hanne.pk]))

    assert page.status_code == 404
    assert client.get(reverse("conferences:registration", args=[bo.pk])).status_code == 200


def test_whoever_opens_both_links_holds_the_last_one(event, hanne, bo):
    client = with_link(hanne.link)
    client.get(reverse("conferences:registration_open", args=[links.token(bo.link)]))

    assert attacked(client, event, hanne) == []


# --- Links that are over or are for something else --------------------------------------------------------------------


def expire(link):
    PersonalLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(minutes=1))


def renew(link):
    links.renew(link, expires_at=link.expires_at)


@pytest.mark.parametrize("over", [expire, links.withdraw, renew])
def test_a_session_with_a_link_that_is_over_opens_nothing(event, hanne, over):
    client, address = with_link(hanne.link), reverse("conferences:registration_open", args=[links.token(hanne.link)])
    over(PersonalLink.objects.get(pk=hanne.link_id))

    assert attacked(client, event, hanne) == []
    assert Client().get(address).status_code == 404


def test_after_erasing_neither_session_nor_mail_opens_anything(event, hanne, time_machine):
    client, address = with_link(hanne.link), reverse("conferences:registration_open", args=[links.token(hanne.link)])
    time_machine.move_to(timezone.now() + timedelta(days=365))
    actions.erase([hanne])

    assert attacked(client, event, hanne) == []
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("purpose", [one for one in Purpose if one != Purpose.SEE_REGISTRATION])
def test_a_link_for_something_else_is_none_for_a_registration(hanne, purpose):
    other = links.create(purpose, object_id=hanne.pk, recipient="x@x.example", expires_at=hanne.link.expires_at)

    page = Client().get(reverse("conferences:registration_open", args=[links.token(other)]))

    assert (page.status_code, texts(page, "h1")) == (404, ["Linket virker ikke"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("page", ["registration_open", "allowance_open"])
def test_a_link_is_opened_and_nothing_else_is_done_with_it(event, hanne, method, page):
    link = hanne.link if page == "registration_open" else AllowanceFactory(event=event).link
    client = Client()

    answer = getattr(client, method)(reverse(f"conferences:{page}", args=[links.token(link)]))

    assert answer.status_code == 405
    assert links.SESSION_KEY not in client.session


@pytest.mark.parametrize("page", ["registration", "registration_calendar"])
def test_what_is_only_read_is_not_posted_to(event, hanne, page):
    assert with_link(hanne.link).post(reverse(f"conferences:{page}", args=[hanne.pk])).status_code == 405


def test_nobody_leads_a_guest_elsewhere(event, hanne):
    """Wherever one is led from a guest's page, it is to a page of ours, whatever the address asks."""
    asked = {"next": "https://ond.example/", "url": "//ond.example", "redirect": "https://ond.example"}
    client, data = Client(), {**form(event), "antal": "1"}
    data |= {"gaest1-name": "Ida", "gaest1-email": "ida@x.example", "gaest1-role": "staff"}
    answers = [client.get(reverse("conferences:registration_open", args=[links.token(hanne.link)]), asked)]
    for path in (event.get_absolute_url() + "tilmelding/", f"/tilmelding/min/{hanne.pk}/ret/"):
        answers.append(client.post(f"{path}?next=https://ond.example/", {**data, **asked}))

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert all(answer["Location"].startswith("/") for answer in answers)
    assert not any(answer["Location"].startswith("//") or "ond" in answer["Location"] for answer in answers)


def test_the_page_after_registering_tells_only_the_browser_that_did(event, client):
    register_by_page(client, event, "Hanne")

    thanks = reverse("conferences:registered", args=[event.slug])
    assert "hanne@x.example" in read(client.get(thanks))
    assert "hanne@x.example" not in read(Client().get(thanks))


def test_a_guest_is_reached_by_a_managers_address_of_the_own_event_alone(event, hanne):
    elsewhere, client = open_event(), signed_in("manager")
    for page in ("guest", "guest_correct", "guest_cancel", "guest_send_again"):
        path = reverse(f"conferences:{page}", args=[elsewhere.slug, hanne.pk])
        assert {client.get(path).status_code, client.post(path, form(event)).status_code} <= {404, 405}


def test_nobody_takes_a_workshop_of_another_event(event, hanne):
    foreign = WorkshopFactory(event=open_event(), title="Fremmed")
    client = with_link(hanne.link)

    answer = client.post(
        reverse("conferences:registration_workshops", args=[hanne.pk]), {"workshop_1": str(foreign.pk), "fulde": ""}
    )

    assert answer.status_code == 422
    assert not hanne.choices.exists()


def test_a_guest_changes_nothing_but_what_the_form_has(event, hanne):
    forged = {
        "email": "ond@x.example",
        "status": "seated",
        "seat": "1",
        "number": "1",
        "event": str(uuid4()),
        "id": "1",
    }
    kept = ("email", "status", "seat", "number", "event_id", "pk", "link_id", "erased_on")
    before = [getattr(hanne, name) for name in kept]

    answer = with_link(hanne.link).post(
        reverse("conferences:registration_correct", args=[hanne.pk]), {**form(event), **forged}
    )

    assert answer.status_code == 302
    hanne.refresh_from_db()
    assert [getattr(hanne, name) for name in kept] == before


# --- Words that are code ----------------------------------------------------------------------------------------------

CODE = ["=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(1+1)*cmd", "\t=1+1", "=HYPERLINK(1)"]


def register_by_page(client, event, name, email="hanne@x.example", **facts):
    guest = {"name": name, "email": email, "role": "staff", "food": "", "access": "", **facts}
    common = {"antal": "1", "municipality": "ingen", "fulde": "", "workplace": facts.get("workplace", "Solen")}
    return client.post(
        f"{event.get_absolute_url()}tilmelding/", common | {f"gaest1-{key}": text for key, text in guest.items()}
    )


@pytest.mark.parametrize("code", CODE)
def test_what_looks_like_a_formula_is_text_in_every_file(event, client, code):
    register(event, code, "a@x.example", workplace=code, food=code, access=code)
    manager = signed_in("manager")
    for page in ("guests_export", "kitchen_export"):
        path = reverse(f"conferences:{page}", args=[event.slug])
        lines = read_csv(manager.post(path, {"format": "csv"}))
        assert [cell for cell in lines[1] if cell.lstrip()[:1] in tuple("=+-@")] == []
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(manager.post(path, {"format": "xlsx"})))).active
        assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "d"}
        assert code in {cell.value for cell in sheet[2]}


def read_csv(answer):
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_markup_in_what_a_guest_tells_is_drawn_as_it_is_typed_for_everybody(event, client):
    typed = "Anna <b>q7z<b>"
    register_by_page(client, event, typed, workplace=f"{typed}\"'>", food=typed, access=typed)
    registration = register(event, typed, "x@x.example", workplace=typed, food=typed, access=typed)

    manager, guest = signed_in("manager"), with_link(registration.link)
    seen = [manager.get(reverse("conferences:guests", args=[event.slug]))]
    seen += [manager.get(reverse(f"conferences:{page}", args=[event.slug, registration.pk])) for page in MANAGERS]
    seen += [guest.get(reverse(f"conferences:{page}", args=[registration.pk])) for page in PAGES[:4]]
    for page in seen:
        assert page.status_code == 200
        assert "<b>q7z" not in page.content.decode()
    assert "&lt;b&gt;q7z" in seen[0].content.decode()


MANAGERS = ["guest", "guest_correct", "guest_cancel"]


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85"])
def test_nobody_writes_a_header_into_our_letters_and_calendars(event, client, break_):
    name = f"Anna{break_}Bcc: mange{break_}ATTENDEE:mailto:mange"

    assert register_by_page(client, event, name).status_code == 302

    letter = Email.objects.get()
    deliver(letter.pk)
    (sent,) = mail.outbox
    assert (sent.to, sent.cc, sent.bcc) == (["hanne@x.example"], [], [])
    assert "Bcc" not in sent.message()
    (entry,) = Calendar.from_ical(letter.calendar).walk("VEVENT")
    assert entry["attendee"] == "mailto:hanne@x.example"


@pytest.mark.parametrize("email", ["a@x.example\r\nBcc: b@x.example", "a@x.example,b@x.example", "a@x.example b", "@x"])
def test_an_address_is_one_address(event, client, email):
    assert register_by_page(client, event, "Anna", email).status_code == 422
    assert not Email.objects.exists()


@pytest.mark.parametrize("text", ["a" * 1_000_000, "æ " * 300_000, "\x00" * 1000, "www." * 100_000, "\n" * 50_000])
def test_what_is_far_too_long_is_refused_and_not_looked_through(event, client, text):
    assert register_by_page(client, event, text, workplace=text, food=text).status_code == 422


def test_a_long_list_of_full_workshops_is_not_read_to_its_end():
    """A list of five million commas would keep a process busy for seconds."""
    key = uuid4()

    assert shown_as_full({"fulde": f"x,{key},,"}) == {key}
    assert shown_as_full({"fulde": f"{',' * LONGEST_FULL}{key}"}) == set()


def test_two_who_look_alike_are_two(event, client):
    """Only the same address is the same person: names may be alike, and letters of other scripts may look so."""
    for email in ("anna@x.example", "аnna@x.example".encode("idna").decode(), "ANNA@x.example"):
        assert register_by_page(client, event, "Anna", email).status_code == 302

    assert Registration.objects.count() == 2
    assert Registration.objects.filter(email="anna@x.example").count() == 1


def test_the_audit_names_no_guest_whatever_they_do(event, hanne):
    client = with_link(hanne.link)
    for page in PAGES[1:4]:
        client.post(reverse(f"conferences:{page}", args=[hanne.pk]), form(event))
    actions.move_up(event)

    told = str(list(AuditEvent.objects.values()))
    assert not [word for word in [*SECRET, "Ond"] if word in told]
