"""The pages of a guest: registering, and the personal link."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from conferences.registration.models import Registration
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.programme import EventFactory, WorkshopFactory
from tests.factories.registration import AllowanceFactory, RegistrationFactory, open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db


def typed(*guests, **facts):
    """A page as it is sent."""
    data = {"antal": str(len(guests)), "workplace": "Børnehuset", "municipality": "ingen", "fulde": "", **facts}
    for number, guest in enumerate(guests, 1):
        usual = {"name": "Anna", "email": f"g{number}@x.example", "role": "staff"}
        data |= {f"gaest{number}-{name}": value for name, value in {**usual, **guest}.items()}
    return data


def url(event):
    return f"{event.get_absolute_url()}tilmelding/"


def test_somebody_registers_and_finds_their_registration_by_the_link(client):
    event = open_event()
    workshop = WorkshopFactory(event=event, title="Leg for alle")

    page = client.post(url(event), typed({"workshop_1": str(workshop.pk)}), follow=True)

    assert texts(page, "main li") == ["g1@x.example"]
    made = Registration.objects.get()
    opened = client.get(f"/tilmelding/{links.token(made.link)}/", follow=True)
    assert opened.redirect_chain[-1][0] == f"/tilmelding/min/{made.pk}/"
    assert "Leg for alle" in " ".join(texts(opened, "main li"))


def test_room_for_another_keeps_what_is_typed_and_judges_nothing_yet(client):
    event = open_event()

    page = client.post(url(event), {**typed({"name": "Anna Ander", "email": ""}), "flere": "1"})

    assert page.status_code == 200
    assert texts(page, ".guest__legend") == ["Deltager 1", "Deltager 2"]
    assert 'value="Anna Ander"' in page.content.decode()
    assert texts(page, ".form-error-message") == []


def test_several_are_registered_and_each_has_an_address_of_its_own(client):
    event = open_event()
    twice = client.post(url(event), typed({"email": "a@x.example"}, {"email": "A@x.example"}))
    assert twice.status_code == 422

    client.post(url(event), typed({}, {"name": "Bo"}))

    assert list(Registration.objects.values_list("name", "workplace")) == [("Anna", "Børnehuset"), ("Bo", "Børnehuset")]


def test_whoever_is_registered_already_meets_the_same_page(client):
    event = open_event()
    first, again = (client.post(url(event), typed({}), follow=True) for _ in range(2))

    assert texts(first, "main") == texts(again, "main")
    assert Registration.objects.count() == 1
    assert Email.objects.filter(subject__startswith="Du er allerede tilmeldt").count() == 1


def test_a_workshop_filled_between_page_and_click_is_explained_beside_it_and_the_rest_kept(client):
    event = open_event()
    workshop = WorkshopFactory(event=event, seats=1, title="Leg")
    client.post(url(event), typed({"workshop_1": str(workshop.pk), "email": "first@x.example"}))

    page = client.post(url(event), typed({"workshop_1": str(workshop.pk), "name": "Bo Bertelsen"}))

    assert page.status_code == 422
    sentence = "»Leg« er blevet fyldt, siden du åbnede siden."
    assert [text.startswith(sentence) for text in texts(page, "nav .alert-text li")] == [True]
    assert 'value="Bo Bertelsen"' in page.content.decode()
    again = client.post(url(event), typed({"workshop_1": str(workshop.pk)}, fulde=str(workshop.pk)))
    assert again.status_code == 302


def test_a_refusal_that_is_about_no_field_stands_in_the_summary(client):
    event = open_event()
    chosen = [WorkshopFactory(event=event, starts_at=start, ends_at=time(12)) for start in (time(10), time(11))]

    page = client.post(url(event), typed({f"workshop_{n}": str(one.pk) for n, one in enumerate(chosen, 1)}))

    assert page.status_code == 422
    assert "ligger på samme tid" in " ".join(texts(page, ".alert-error li"))


def test_a_closed_registration_and_a_theme_day_say_so(client):
    closed, theme_day = open_event(registration_closes_at=None, registration_opens_at=None), open_event(theme_day=True)
    assert texts(client.get(url(closed)), "main p")[1] == "Tilmeldingen er ikke åben endnu."
    assert "Jeres tovholder" in texts(client.get(url(theme_day)), "main p")[1]


def test_the_link_of_a_course_opens_a_theme_day(client):
    allowance = AllowanceFactory()

    page = client.get(f"/tilmelding/forloeb/{links.token(allowance.link)}/", follow=True)
    client.post(url(allowance.event), typed({}))

    assert "Der holdes 2 pladser" in " ".join(texts(page, "main p"))
    assert Registration.objects.get().allowance == allowance


@pytest.mark.parametrize("address", ["/tilmelding/banan/", "/tilmelding/forloeb/banan/"])
def test_a_link_that_does_not_work_says_so(client, address):
    page = client.get(address)

    assert (page.status_code, texts(page, "h1")) == (404, ["Linket virker ikke"])


@pytest.fixture
def held(client):
    event = open_event()
    WorkshopFactory(event=event, title="Leg")
    WorkshopFactory(event=event, title="Ro")
    client.post(url(event), typed({"workshop_1": str(event.workshops.get(title="Leg").pk)}))
    made = Registration.objects.get()
    client.get(f"/tilmelding/{links.token(made.link)}/")
    return made


def test_a_guest_swaps_corrects_and_cancels(client, held):
    own = f"/tilmelding/min/{held.pk}/"
    ro = held.event.workshops.get(title="Ro")
    assert client.post(own + "workshops/", {"workshop_1": str(ro.pk), "fulde": ""}).status_code == 302
    assert held.choices.get().workshop == ro

    facts = {"name": "Anne", "workplace": "Solen", "municipality": "ingen", "role": "leader"}
    assert client.post(own + "ret/", facts).status_code == 302
    assert client.get(own + "kalender.ics").content.count(b"BEGIN:VEVENT") == 1

    assert texts(client.get(own + "afmeld/"), "h1") == ["Vil du afmelde dig?"]
    held.refresh_from_db()
    assert (held.name, held.is_cancelled) == ("Anne", False)
    client.post(own + "afmeld/")
    held.refresh_from_db()
    assert held.is_cancelled
    assert "METHOD:CANCEL" in Email.objects.get(subject__startswith="Du er afmeldt").calendar


def test_another_guests_page_is_not_opened_by_ones_own_link(client, held):
    event = held.event
    client.post(url(event), typed({"email": "other@x.example"}))
    other = Registration.objects.get(email="other@x.example")

    assert client.get(f"/tilmelding/min/{other.pk}/").status_code == 404


def test_those_who_come_by_a_courses_link_read_how_many_of_its_seats_are_left_and_have_its_municipality(client):
    allowance = AllowanceFactory(event=open_event(held_until=timezone.localdate() + timedelta(days=5), capacity=4))
    opened = client.get(f"/tilmelding/forloeb/{links.token(allowance.link)}/", follow=True)
    assert ": 0 er brugt." in texts(opened, "main p")[1]
    assert texts(opened, "option[selected]")[0] == allowance.organisation.short_name

    client.post(url(allowance.event), typed({}, {}))

    assert texts(client.get(url(allowance.event)), "main p")[1].endswith(
        f"Der er ikke flere pladser, som holdes til {allowance.organisation}. I får af de andre: 2 pladser tilbage."
    )


def test_no_seats_are_held_after_their_last_day(client):
    allowance = AllowanceFactory(event=open_event(held_until=timezone.localdate() - timedelta(days=1)))

    page = client.get(f"/tilmelding/forloeb/{links.token(allowance.link)}/", follow=True)

    assert "Der holdes" not in " ".join(texts(page, "main p"))


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [(1, 2, "Tilmeldingen åbner"), (-2, -1, "Tilmeldingen lukkede"), (-1, 1, "Temadagen er for kommuner")],
)
def test_a_theme_day_without_a_link_says_when_one_can_register(client, opens, closes, said):
    dates = {"registration_opens_at": timezone.now() + timedelta(days=opens)}
    dates["registration_closes_at"] = timezone.now() + timedelta(days=closes)
    event = EventFactory(published=True, theme_day=True, **dates)

    assert texts(client.get(url(event)), "main p")[1].startswith(said)


def test_whoever_has_no_seat_is_not_told_to_stand_on_the_list_of_participants(client):
    said = []
    for facts in ({}, {"waiting": True}, {"cancelled": True}):
        made = RegistrationFactory(on_list=True, **facts)
        said.append(" ".join(texts(client.get(f"/tilmelding/{links.token(made.link)}/", follow=True), "main")))

    assert ["Du står på den" in each for each in said] == [True, False, False]
    assert ["Du kommer på den, hvis du får plads" in each for each in said] == [False, True, False]
    assert ["Får du plads, så vis koden" in each for each in said] == [False, True, False]


def test_where_the_day_is_called_off_a_guest_reads_of_no_seat_list_slides_or_certificate(client):
    event = open_event(
        status="called_off",
        called_off_at=timezone.now(),
        called_off_because="Vandskade.",
        held_on=timezone.localdate() - timedelta(days=1),
    )
    made = RegistrationFactory(event=event)

    page = client.get(f"/tilmelding/{links.token(made.link)}/", follow=True)

    said = " ".join(texts(page, "main"))
    assert "Dagen er aflyst" in said
    assert not [word for word in ("Tilmeldt", "Hent slides", "deltagerbevis", "Deltagerbevis") if word in said]
