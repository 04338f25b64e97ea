"""How many seats there are, and those held for municipalities in a course."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conferences.registration import actions
from conferences.registration.models import Allowance
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail import delivery
from praksis.mail.models import Email
from tests.factories.organisations import MunicipalityFactory
from tests.factories.registration import AllowanceFactory, RegistrationFactory, open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db

PLACES = "/konferencer/konference/pladser/"


@pytest.fixture
def event():
    return open_event(slug="konference", capacity=5, held_until=timezone.localdate() + timedelta(days=5))


@pytest.fixture
def held(event, municipality):
    return AllowanceFactory(event=event, organisation=municipality, seats=3)


@pytest.fixture
def managing(client, manager):
    client.force_login(manager)
    return client


# --- How many ---------------------------------------------------------------------------------------------------------


def test_more_seats_are_given_at_once(managing, event):
    page = managing.post(f"{PLACES}antal/", {"capacity": "8"}, follow=True)

    event.refresh_from_db()
    assert event.capacity == 8
    assert "0 af 8 pladser er taget" in " ".join(texts(page, "main p"))


def test_fewer_than_have_a_seat_is_asked_about_once_more_and_for_each_number_anew(managing, event):
    for _ in range(3):
        RegistrationFactory(event=event)

    first = managing.post(f"{PLACES}antal/", {"capacity": "2"})
    other = managing.post(f"{PLACES}antal/", {"capacity": "1", "set": "2"})

    event.refresh_from_db()
    assert (first.status_code, other.status_code, event.capacity) == (422, 422, 5)
    assert texts(first, ".alert-heading") == ["Flere har fået plads"]
    assert "3 har plads. Sætter du antallet til 2, mister ingen deres plads" in " ".join(texts(first, "main p"))
    assert managing.post(f"{PLACES}antal/", {"capacity": "2", "set": "2"}).status_code == 302
    event.refresh_from_db()
    assert (event.capacity, event.registrations.seated().count()) == (2, 3)


@pytest.mark.parametrize("typed", ["", "0", "mange", "20001"])
def test_what_is_no_number_of_seats_is_refused_and_kept(managing, event, typed):
    page = managing.post(f"{PLACES}antal/", {"capacity": typed})

    assert (page.status_code, len(texts(page, ".form-error-message"))) == (422, 1)


# --- Held seats -------------------------------------------------------------------------------------------------------


def test_the_page_lists_what_is_held_and_taken_and_never_the_link(managing, event, held):
    RegistrationFactory(event=event, allowance=held)
    RegistrationFactory(event=event, allowance=held, waiting=True)
    RegistrationFactory(event=event, allowance=held, cancelled=True)

    page = managing.get(PLACES)

    assert texts(page, "tbody th, tbody .numeric") == ["Skive Kommune", "3", "1", "1"]
    assert str(held.link_id) not in page.content.decode()


def test_seats_are_held_for_one_more_municipality_once(managing, event, municipality):
    given = {"organisation": str(municipality.pk), "seats": "2"}
    assert managing.post(f"{PLACES}hold/", given).status_code == 302
    assert event.allowances.get().seats == 2

    again = managing.post(f"{PLACES}hold/", given)

    assert "i forvejen" in texts(again, ".form-error-message")[0]
    assert managing.post(f"{PLACES}hold/", {"organisation": "", "seats": "6"}).status_code == 422


def test_no_seats_are_held_without_a_last_day(managing, municipality):
    event = open_event(slug="konference")

    page = managing.post(f"{PLACES}hold/", {"organisation": str(municipality.pk), "seats": "2"})

    assert "Skriv først på arrangementet, til hvilken dag pladserne holdes." in texts(page, ".error-summary, .alert")[0]
    assert not event.allowances.exists()
    assert "Skriv først på arrangementet" in " ".join(texts(managing.get(PLACES), "section p"))


def test_the_number_held_is_changed(managing, event, held):
    assert managing.post(f"{PLACES}{held.pk}/ret/", {"seats": "9"}).status_code == 422

    managing.post(f"{PLACES}{held.pk}/ret/", {"seats": "4"})

    held.refresh_from_db()
    assert held.seats == 4


def test_seats_held_at_another_event_are_not_found(managing, event):
    assert managing.get(f"{PLACES}{AllowanceFactory().pk}/ret/").status_code == 404


def test_what_nobody_has_taken_is_let_go_and_those_who_wait_get_it(managing, event, held):
    event.capacity = 4
    event.save()
    RegistrationFactory(event=event, allowance=held, seat=1)
    RegistrationFactory(event=event, seat=2)
    waiting = RegistrationFactory(event=event, waiting=True, waiting_number=1)
    asked = managing.get(f"{PLACES}{held.pk}/giv-fri/")
    assert "2 af de 3 pladser" in " ".join(texts(asked, "main p"))

    managing.post(f"{PLACES}{held.pk}/giv-fri/")

    held.refresh_from_db()
    waiting.refresh_from_db()
    assert (held.seats, waiting.is_seated) == (1, True)
    assert AuditEvent.objects.get(kind="event.seats_let_go").data == {"party": "Skive Kommune", "seats": 2}


def test_where_none_is_taken_the_link_stops_working(managing, event, held):
    waiting = RegistrationFactory(event=event, allowance=held, cancelled=True)

    managing.post(f"{PLACES}{held.pk}/giv-fri/")

    waiting.refresh_from_db()
    held.link.refresh_from_db()
    assert (event.allowances.count(), waiting.allowance, held.link.withdrawn_at is not None) == (0, None, True)


def test_seats_without_a_link_are_let_go_too(manager, event, held):
    held.link = None
    held.save()

    actions.take_away(held, by=Actor.of(manager))

    assert not Allowance.objects.exists()


def test_seats_that_are_all_taken_are_not_let_go(managing, event, held):
    for _ in range(3):
        RegistrationFactory(event=event, allowance=held)

    page = managing.post(f"{PLACES}{held.pk}/giv-fri/")

    assert (page.status_code, texts(page, ".alert-heading")) == (422, ["Der er ikke givet pladser fri"])
    assert "Der er ingen at give fri" in " ".join(texts(managing.get(f"{PLACES}{held.pk}/giv-fri/"), "main p"))


# --- The link ---------------------------------------------------------------------------------------------------------


def test_the_coordinator_is_sent_the_link(managing, event, held):
    page = managing.post(f"{PLACES}{held.pk}/send-link/", {"to": "Karen@skive.example"}, follow=True)

    letter = Email.objects.get()
    assert (letter.to, letter.link) == ("karen@skive.example", held.link)
    assert "Vi holder 3 pladser til Skive Kommune." in letter.body
    assert "Pladserne holdes til og med" in letter.body
    assert "/tilmelding/forloeb/" in delivery.button_url(letter)
    assert "Linket er på vej til" in " ".join(texts(page, ".alert"))
    assert "karen" not in str(AuditEvent.objects.get(kind="event.seats_link_sent").data)


def test_an_address_that_is_none_is_refused_and_kept(managing, event, held):
    page = managing.post(f"{PLACES}{held.pk}/send-link/", {"to": "karen"})

    assert (page.status_code, 'value="karen"' in page.content.decode()) == (422, True)


def test_sent_twice_it_is_one_letter_and_an_hour_later_another(manager, event, held):
    at, by = timezone.now(), Actor.of(manager)
    held.seats, event.held_until = 1, None
    held.save()
    event.save()
    for moment in (at, at, at + timedelta(hours=1)):
        actions.send_allowance_link(held, to="karen@skive.example", at=moment, by=by)

    assert [letter.body.count("Vi holder 1 plads til") for letter in Email.objects.all()] == [1, 1]
    assert AuditEvent.objects.count() == 2


def test_a_link_that_would_lead_nowhere_is_not_sent(manager, held):
    event, by, at = held.event, Actor.of(manager), timezone.now()
    with pytest.raises(ActionError, match="Tilmeldingen er lukket"):
        actions.send_allowance_link(held, to="a@x.example", at=event.registration_closes_at + timedelta(hours=1), by=by)
    for facts, words in [
        ({"registration_opens_at": None, "registration_closes_at": None}, "hvornår man kan tilmelde sig"),
        ({"status": "draft", "published_at": None}, "ikke offentliggjort"),
    ]:
        type(event).objects.filter(pk=event.pk).update(**facts)
        with pytest.raises(ActionError, match=words):
            actions.send_allowance_link(held, to="a@x.example", at=at, by=by)
    assert Email.objects.count() == 0


# --- No more than there are -------------------------------------------------------------------------------------------


@pytest.fixture
def thisted():
    return MunicipalityFactory(short_name="Thisted", code="0787")


def test_no_more_is_held_than_what_others_have_not_taken_and_nobody_else_is_held(event, held, manager, thisted):
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, allowance=held)

    with pytest.raises(ActionError, match="Der er kun 1 at holde af") as refused:
        actions.give_allowance(event, thisted, 2, by=Actor.of(manager))

    assert (refused.value.field, Allowance.objects.count()) == ("seats", 1)
    assert actions.give_allowance(event, thisted, 1, by=Actor.of(manager)).seats == 1
    with pytest.raises(ActionError, match="Der er kun 3 at holde af"):
        actions.give_allowance(event, held.organisation, 4, by=Actor.of(manager))


def test_where_nothing_is_left_to_hold_it_says_what_to_do(managing, event, thisted):
    event.capacity = 1
    event.save()
    RegistrationFactory(event=event)

    page = managing.post(f"{PLACES}hold/", {"organisation": str(thisted.pk), "seats": "1"})

    assert page.status_code == 422
    assert "Sæt flere pladser til først." in " ".join(texts(page, ".form-error-message"))


def test_fewer_are_held_also_where_too_many_were(event, held, manager):
    event.capacity = 1
    event.save()

    assert actions.give_allowance(event, held.organisation, 2, by=Actor.of(manager)).seats == 2


def test_what_is_no_longer_held_for_others_can_be_held_anew(event, held, manager, thisted):
    event.held_until = timezone.localdate() - timedelta(days=1)
    event.save()

    assert actions.give_allowance(event, thisted, 5, by=Actor.of(manager)).seats == 5


def test_more_promised_than_there_are_is_warned_of(managing, event, held):
    before = texts(managing.get(PLACES), ".alert-heading")
    RegistrationFactory(event=event)
    event.capacity = 2
    event.save()

    page = managing.get(PLACES)

    assert (before, texts(page, ".alert-heading")) == ([], ["Der er lovet flere pladser, end der er"])
    assert "taget og holdt 2 for mange" in " ".join(texts(page, "main p"))
