"""Managers register guests who phone, and choose workshops for them."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from conferences.registration import actions
from conferences.registration.models import GuestRole, Registration
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.programme import EventFactory, WorkshopFactory
from tests.factories.registration import AllowanceFactory, RegistrationFactory, open_event
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

GUESTS = "/konferencer/konference/deltagere/"


@pytest.fixture
def managing(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def event():
    """Registration is over, the day is to come."""
    now = timezone.now()
    dates = {"registration_opens_at": now - timedelta(days=9), "registration_closes_at": now - timedelta(days=1)}
    return open_event(slug="konference", capacity=2, **dates)


def typed(**facts):
    own = {"name": "Anna Ander", "email": "Anna@skive.example", "role": "staff", **facts}
    common = {"workplace": "Børnehuset", "municipality": "ingen", "fulde": own.pop("fulde", "")}
    if key := own.pop("key", ""):
        common["key"] = key
    return {**common, **{f"gaest1-{name}": value for name, value in own.items()}}


def guest(**facts):
    usual = {"name": "Anna", "email": "anna@skive.example", "workplace": "", "role": GuestRole.STAFF}
    return actions.Guest(**{**usual, **facts})


# --- Registering ------------------------------------------------------------------------------------------------------


def test_a_manager_registers_somebody_after_the_closing_date_and_they_get_the_usual_letter(managing, event, manager):
    leg = WorkshopFactory(event=event, title="Leg")
    assert links(managing.get(GUESTS), "main p a.button") == ["ny/"]

    page = managing.post(f"{GUESTS}ny/", typed(workshop_1=str(leg.pk)), follow=True)

    made = Registration.objects.get()
    assert page.redirect_chain[-1][0] == f"{GUESTS}{made.pk}/"
    assert (made.email, made.number, made.seat, made.choices.get().workshop) == ("anna@skive.example", 1, 1, leg)
    letter = Email.objects.get()
    assert (letter.to, letter.subject) == ("anna@skive.example", f"Du er tilmeldt: {event.title}")
    assert (letter.link, "METHOD:REQUEST" in letter.calendar) == (made.link, True)
    noted = event.case.events.get(kind="registration.made")
    assert (noted.actor_user, log.timeline(event.case, party=False)[0]["text"]) == (
        manager,
        "Tilmelding nummer 1 kom.",
    )


def test_sent_twice_it_is_one(managing, event):
    sent = typed(key=str(uuid4()))

    pages = [managing.post(f"{GUESTS}ny/", sent) for _ in range(2)]

    assert [page.status_code for page in pages] == [302, 302]
    assert (Registration.objects.count(), Email.objects.count()) == (1, 1)


def test_who_is_registered_already_is_told_to_the_manager_and_not_by_mail(managing, event):
    RegistrationFactory(event=event, number=7, email="anna@skive.example")

    page = managing.post(f"{GUESTS}ny/", typed(name="Anna Andersen"))

    assert page.status_code == 422
    assert texts(page, ".form-error-message")[0].endswith("Adressen er allerede tilmeldt, som nummer 7.")
    assert 'value="Anna Andersen"' in page.content.decode()
    assert (Registration.objects.count(), Email.objects.count()) == (1, 0)


def test_who_is_registered_when_all_is_taken_waits(managing, event):
    RegistrationFactory.create_batch(2, event=event)

    page = managing.post(f"{GUESTS}ny/", typed(), follow=True)

    assert texts(page, ".alert-success, .alert-success p")[0].endswith(
        "Anna Ander er kommet på venteliste og får en mail med sit personlige link."
    )
    assert Registration.objects.get(name="Anna Ander").is_waiting


def test_a_workshop_filled_meanwhile_is_explained_and_what_is_wrong_kept(managing, event):
    leg = WorkshopFactory(event=event, title="Leg", seats=1)
    register_for(event, leg)

    page = managing.post(f"{GUESTS}ny/", typed(workshop_1=str(leg.pk)))
    wrong = managing.post(f"{GUESTS}ny/", typed(name="", role=""))
    again = managing.post(f"{GUESTS}ny/", typed(workshop_1=str(leg.pk), fulde=str(leg.pk)))

    assert (page.status_code, wrong.status_code, again.status_code) == (422, 422, 302)
    assert "»Leg« er blevet fyldt, siden du åbnede siden." in " ".join(texts(page, ".form-error-message"))
    assert "Vælg, hvad gæsten arbejder som." in " ".join(texts(wrong, ".form-error-message"))
    assert 'value="Anna@skive.example"' in wrong.content.decode()


def register_for(event, workshop):
    chosen = [guest(email="foer@x.example", workshops=[workshop])]
    return actions.register(event, chosen, booking=uuid4(), received_at=timezone.now(), by=SYSTEM)[0]


def test_two_workshops_at_once_are_refused_at_the_top(managing, event):
    chosen = [WorkshopFactory(event=event, starts_at=start, ends_at=time(12)) for start in (time(10), time(11))]

    page = managing.post(f"{GUESTS}ny/", typed(workshop_1=str(chosen[0].pk), workshop_2=str(chosen[1].pk)))

    assert page.status_code == 422
    assert "ligger på samme tid" in " ".join(texts(page, ".alert-error li"))


def test_a_theme_day_takes_those_of_a_municipality_with_seats(managing):
    event = open_event(theme_day=True, slug="konference", held_until=timezone.localdate())
    without = texts(managing.get(f"{GUESTS}ny/"), "main p")
    held = AllowanceFactory(event=event)

    refused = managing.post(f"{GUESTS}ny/", typed(allowance=""))
    done = managing.post(f"{GUESTS}ny/", typed(allowance=str(held.pk)))

    assert without[2].startswith("Temadagen er for kommuner, der holdes pladser til.")
    assert "Vælg den kommune, som gæsten kommer fra." in " ".join(texts(refused, ".form-error-message"))
    assert (refused.status_code, done.status_code) == (422, 302)
    assert Registration.objects.get().allowance == held


def test_a_conferences_held_seats_can_be_used_too(managing, event):
    event.held_until = timezone.localdate()
    event.save()
    held = AllowanceFactory(event=event, seats=2)

    managing.post(f"{GUESTS}ny/", typed(allowance=str(held.pk)))

    assert (Registration.objects.get().allowance, Registration.objects.get().is_seated) == (held, True)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "ikke offentliggjort"),
        ({"called_off": True}, "ikke offentliggjort"),
        ({"published": True, "held_on": timezone.localdate() - timedelta(days=1)}, "Dagen er begyndt"),
    ],
)
def test_nobody_is_registered_for_what_is_not_to_come(manager, facts, sentence):
    event = EventFactory(**facts)

    with pytest.raises(ActionError, match=sentence):
        actions.register(event, [guest()], booking=uuid4(), received_at=timezone.now(), by=Actor.of(manager))


def test_the_list_of_what_is_over_does_not_offer_it(managing):
    open_event(slug="konference", held_on=timezone.localdate() - timedelta(days=1))

    assert links(managing.get(GUESTS), "main p a.button") == []


# --- Choosing workshops -----------------------------------------------------------------------------------------------


def test_a_manager_chooses_workshops_for_a_guest_who_gets_the_usual_letter(managing, event, manager):
    leg, ro = (WorkshopFactory(event=event, title=title) for title in ("Leg", "Ro"))
    anna = register_for(event, leg)
    Email.objects.all().delete()

    page = managing.post(f"{GUESTS}{anna.pk}/workshops/", {"workshop_1": str(ro.pk), "fulde": ""}, follow=True)

    assert texts(page, "section li") == ["11.00 Ro"]
    letter = Email.objects.get()
    assert (letter.to, letter.subject) == ("foer@x.example", f"Dine workshops er ændret: {event.title}")
    assert "SEQUENCE:1" in letter.calendar
    assert event.case.events.get(kind="registration.swapped").actor_user == manager


def test_a_full_workshop_and_two_at_once_are_explained_there_too(managing, event):
    leg = WorkshopFactory(event=event, title="Leg", seats=1)
    ro = WorkshopFactory(event=event, title="Ro", starts_at=time(11, 30), ends_at=time(12, 30))
    register_for(event, leg)
    anna = RegistrationFactory(event=event, name="Anna")
    address = f"{GUESTS}{anna.pk}/workshops/"

    full = managing.post(address, {"workshop_1": str(leg.pk), "fulde": ""})
    both = managing.post(address, {"workshop_1": str(leg.pk), "workshop_2": str(ro.pk), "fulde": str(leg.pk)})
    unknown = managing.post(address, {"workshop_1": str(uuid4()), "fulde": ""})

    assert [page.status_code for page in (full, both, unknown)] == [422, 422, 422]
    assert "»Leg« er blevet fyldt" in " ".join(texts(full, ".form-error-message"))
    assert "ligger på samme tid" in " ".join(texts(both, ".alert-error li"))
    assert not anna.choices.exists()


def test_who_is_cancelled_is_not_offered_workshops(managing, event):
    WorkshopFactory(event=event)
    gone, here = RegistrationFactory(event=event, cancelled=True), RegistrationFactory(event=event)

    assert "Vælg workshops" in texts(managing.get(f"{GUESTS}{here.pk}/"), ".button-group a")
    assert texts(managing.get(f"{GUESTS}{gone.pk}/"), ".button-group a") == []
    refused = managing.post(f"{GUESTS}{gone.pk}/workshops/", {"workshop_1": str(event.workshops.get().pk)})
    assert "Tilmeldingen er afmeldt" in " ".join(texts(refused, ".alert-error li"))
