"""The door's pages without scripts: who comes in, the list, each press, and what helpers do not see."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.door.models import Entry
from conferences.door.permissions import can_send_late, can_use_door
from conferences.registration import codes
from conferences.registration.models import Registration
from praksis.accounts.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.door import begun_event, event_helper, todays_event
from tests.factories.organisations import MunicipalityFactory
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import RegistrationFactory, WorkshopChoiceFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

WALK_IN = {"name": "Anna Ander", "workplace": "", "municipality": "ingen", "role": "staff"}


@pytest.fixture
def helper(client):
    user = event_helper(name="Hans Hjælper")
    client.force_login(user)
    return user


def url(event, then=""):
    return f"{event.get_absolute_url()}doer/{then}"


def names(page):
    return texts(page, ".door-guests .door-guest__name")


def test_helpers_come_first_to_the_doors(client, helper):
    today, coming = todays_event(title="I dag"), todays_event(held_on=timezone.localdate() + timedelta(days=1))
    todays_event(held_on=timezone.localdate() - timedelta(days=1))

    page = client.get(reverse("overview:home"), follow=True)

    assert page.request["PATH_INFO"] == "/konferencer/doer/"
    assert texts(page, ".plain-rows a") == ["Tag imod til I dag", coming.title]
    assert client.get(url(today)).status_code == 200


def test_there_may_be_nothing_today(client, helper):
    assert texts(client.get("/konferencer/doer/"), "main p")[1:] == ["Der er ingen arrangementer i dag."]


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.EVALUATOR, Role.ADMINISTRATOR])
def test_nobody_else_stands_at_the_door(client, role):
    client.force_login(UserFactory(roles=[role]))
    event = todays_event()

    for address in ("/konferencer/doer/", url(event), url(event, "liste/")):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("days", "for_helper", "for_manager"),
    [
        (1, "Døren åbner", "Døren åbner"),
        (0, "", ""),
        (-1, "Døren er lukket.", ""),
        (-200, "Døren er lukket.", "lukket"),
    ],
)
def test_the_door_is_open_on_the_day_and_for_managers_until_the_guests_are_erased(
    client, manager, days, for_helper, for_manager
):
    event = todays_event(held_on=timezone.localdate() + timedelta(days=days))
    guest = RegistrationFactory(event=event, name="Gitte Gæst")
    for user, closed in ((event_helper(), for_helper), (manager, for_manager)):
        client.force_login(user)
        page = client.get(url(event))
        assert closed in " ".join(texts(page, "main p"))
        assert names(page) == ([] if closed else ["Gitte Gæst"])
        pressed = client.post(url(event, "ind/"), {"registration": guest.pk})
        assert pressed.status_code == (403 if closed else 302)


def test_the_list_says_who_they_are_and_where_they_go_and_nothing_else(client, helper):
    event = todays_event()
    municipality = MunicipalityFactory(short_name="Skive")
    facts = {"workplace": "Børnehuset", "food": "Vegetar", "access": "Teleslynge", "email": "gitte@skive.example"}
    guest = RegistrationFactory(event=event, name="Gitte Gæst", municipality=municipality, **facts)
    workshop = WorkshopFactory(event=event, title="Leg", room="Sal 2")
    WorkshopChoiceFactory(registration=guest, workshop=workshop)
    WorkshopChoiceFactory(registration=guest, workshop=WorkshopFactory(event=event), seat=None, waiting_number=1)

    page = client.get(url(event))

    assert texts(page, ".door-guests .door-guest__more") == ["Børnehuset, Skive", "11.00 Leg, Sal 2"]
    whole = page.content.decode() + client.get(url(event, "liste/")).content.decode()
    assert [word for word in ("Vegetar", "Teleslynge", "gitte@") if word in whole] == []


def test_the_list_is_searched_by_all_words_and_finds_those_who_cancelled(client, helper):
    event = todays_event()
    skive = MunicipalityFactory(short_name="Skive")
    RegistrationFactory(event=event, name="Anna", workplace="Solen", municipality=skive)
    RegistrationFactory(event=event, name="Bo", workplace="Solen", waiting=True)
    RegistrationFactory(event=event, name="Carl", workplace="Solen", cancelled=True)

    assert names(client.get(url(event))) == ["Anna", "Bo"]
    assert names(client.get(url(event), {"q": "sol"})) == ["Anna", "Bo", "Carl"]
    assert names(client.get(url(event), {"q": "sol ski"})) == ["Anna"]
    assert texts(client.get(url(event), {"q": "ingen"}), "[data-door-none]") == [
        "Ingen gæster svarer til det, du søger. Du kan tjekke gæsten ind uden tilmelding herunder."
    ]


def test_somebody_is_let_in_and_out_again_and_the_search_is_kept(client, helper):
    event = todays_event()
    guest = RegistrationFactory(event=event, name="Gitte Gæst")
    sent = {"registration": guest.pk, "q": "git"}

    page = client.post(url(event, "ind/"), sent, follow=True)
    assert page.request["QUERY_STRING"] == "q=git"
    assert texts(page, ".messages .alert-text") == ["Gitte Gæst er tjekket ind."]
    assert texts(page, ".door-count strong") == ["1 af 1 er kommet"]
    again = client.post(url(event, "ind/"), sent, follow=True)
    assert texts(again, ".messages .alert-text")[0].startswith("Gitte Gæst er allerede tjekket ind kl.")
    page = client.post(url(event, "fortryd/"), sent, follow=True)
    assert texts(page, ".messages .alert-text") == ["Gitte Gæst er ikke længere tjekket ind."]
    assert texts(page, ".door-count strong") == ["0 af 1 er kommet"]
    assert [entry.by for entry in Entry.objects.all()] == [helper] * 3


@pytest.mark.parametrize("then", ["ind/", "fortryd/"])
@pytest.mark.parametrize("who", ["elsewhere", "nobody", ""])
def test_a_guest_of_another_event_is_not_here(client, helper, then, who):
    elsewhere = RegistrationFactory(event=todays_event())
    key = {"elsewhere": elsewhere.pk, "nobody": "nobody", "": ""}[who]

    page = client.post(url(todays_event(), then), {"registration": key}, follow=True)

    assert texts(page, ".messages .alert-text")[0].startswith("Gæsten er ikke tilmeldt her.")
    assert Entry.objects.count() == 0


def test_a_code_lets_its_guest_in_and_one_from_elsewhere_is_explained(client, helper):
    event = todays_event()
    guest, elsewhere = RegistrationFactory(event=event, name="Gitte"), RegistrationFactory(event=todays_event())

    page = client.post(url(event, "kode/"), {"code": codes.of(guest)}, follow=True)
    assert texts(page, ".messages .alert-text") == ["Gitte er tjekket ind."]
    for text in (codes.of(elsewhere), "https://x.example"):
        page = client.post(url(event, "kode/"), {"code": text}, follow=True)
        assert texts(page, ".messages .alert-text")[0].startswith("Koden hører ikke til")
    assert Entry.objects.count() == 1


def test_a_press_that_was_overtaken_says_nothing_false(client, helper):
    event = todays_event()
    guest = RegistrationFactory(event=event)
    later = timezone.now() + timedelta(minutes=1)
    Entry.objects.create(registration=guest, kind="undo", at=later, by=helper, has_changed=False)

    page = client.post(url(event, "ind/"), {"registration": guest.pk}, follow=True)

    assert texts(page, ".messages .alert-text") == []


def test_full_is_said_in_a_sentence(client, helper):
    event = begun_event(capacity=1)
    RegistrationFactory(event=event, came_at=timezone.now())
    guest = RegistrationFactory(event=event)

    page = client.post(url(event, "ind/"), {"registration": guest.pk}, follow=True)
    walk_in = client.post(url(event, "uden-tilmelding/"), WALK_IN)

    assert texts(page, ".messages .alert-text") == ["Der er ikke plads til flere. Alle 1 pladser er i brug."]
    assert walk_in.status_code == 422
    assert "Der er ikke plads til flere" in walk_in.content.decode()


def test_too_many_are_warned_of(client, helper):
    event = begun_event(capacity=1)
    RegistrationFactory.create_batch(2, event=event, came_at=timezone.now())

    page = client.get(url(event))

    assert texts(page, "[data-door-full]:not([hidden])") == ["Der er flere til stede, end der er plads til."]


def test_somebody_comes_who_is_not_registered(client, helper):
    event = todays_event()
    assert client.get(url(event, "uden-tilmelding/")).status_code == 200
    refused = client.post(url(event, "uden-tilmelding/"), {**WALK_IN, "name": ""})
    assert refused.status_code == 422
    assert "Skriv navnet." in refused.content.decode()

    key = str(RegistrationFactory(event=event).booking)
    for _ in range(2):
        page = client.post(url(event, "uden-tilmelding/"), {**WALK_IN, "key": key}, follow=True)

    assert texts(page, ".messages .alert-text") == ["Anna Ander er tjekket ind."]
    assert Registration.objects.filter(is_walk_in=True).count() == 1


def test_the_next_guest_typed_into_a_form_that_a_device_has_kept_is_let_in_too(client, helper):
    """The page that a device keeps for when there is no network always has the same form."""
    event = todays_event()
    key = str(uuid4())
    for name in ("Anna Ander", "Anna Ander", "Bo Berg"):
        page = client.post(url(event, "uden-tilmelding/"), {**WALK_IN, "name": name, "key": key}, follow=True)
        assert texts(page, ".messages .alert-text") == [f"{name} er tjekket ind."]

    walk_ins = Registration.objects.filter(is_walk_in=True).order_by("number")
    assert [one.name for one in walk_ins] == ["Anna Ander", "Bo Berg"]


def test_nobody_is_let_in_to_an_event_that_is_called_off(client, helper, manager):
    event = todays_event(title="Aflyst i dag", called_off=True)
    guest = RegistrationFactory(event=event, name="Gitte Gæst")

    assert texts(client.get("/konferencer/doer/"), ".plain-rows a") == []
    for user in (helper, manager):
        client.force_login(user)
        page = client.get(url(event))
        assert "Arrangementet er aflyst" in " ".join(texts(page, "main p"))
        assert "Gitte Gæst" not in page.content.decode()
        assert client.get(url(event, "liste/")).status_code == 403
        assert client.post(url(event, "ind/"), {"registration": guest.pk}).status_code == 403
    guest.refresh_from_db()
    assert guest.came_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(rows, client, helper, django_assert_num_queries):
    event = todays_event()
    for guest in RegistrationFactory.create_batch(rows, event=event, municipality=MunicipalityFactory()):
        WorkshopChoiceFactory(registration=guest)

    with django_assert_num_queries(11):
        assert len(names(client.get(url(event)))) == rows
    with django_assert_num_queries(8):
        assert len(client.get(url(event, "liste/")).json()["guests"]) == rows


def test_only_the_door_may_use_the_camera(client, helper):
    event = todays_event()

    assert client.get(url(event))["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=()"
    assert client.get("/kontakt/")["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"


def test_an_erased_guest_is_a_number(client, manager):
    event = todays_event(held_on=timezone.localdate() - timedelta(days=1))
    RegistrationFactory(event=event, number=12, name="", workplace="")
    client.force_login(manager)

    page = client.get(url(event))

    assert names(page) == ["Tilmelding 12"]
    assert "Dagen er holdt. Du kan stadig rette, hvem der kom." in texts(page, "main p")


def test_managers_are_led_on_from_the_door_and_helpers_are_not(client, manager):
    event = todays_event()
    for user, shown in ((event_helper(), []), (manager, ["Indgang"])):
        client.force_login(user)
        for then in ("", "uden-tilmelding/"):
            assert client.get(url(event, then)).status_code == 200
        assert texts(client.get(url(event)), '.for-managers [aria-current="page"]') == shown


def test_a_guest_who_came_is_shown_so_and_not_offered_to_cancel(client, manager):
    event = todays_event()
    guest = RegistrationFactory(event=event, came_at=timezone.now(), is_walk_in=True)
    client.force_login(manager)

    page = client.get(f"{event.get_absolute_url()}deltagere/{guest.pk}/")

    assert texts(page, ".summary-list dd")[-1].endswith("uden tilmelding")
    assert "Afmeld" not in texts(page, "main .button")
    assert "Ret oplysninger" in texts(page, "main .button")


def test_the_door_is_shut_for_everybody_else_whatever_the_day(consultant):
    event = todays_event()

    assert not can_use_door(consultant, event, event.held_on)
    assert not can_send_late(consultant, event, event.held_on + timedelta(days=1))
