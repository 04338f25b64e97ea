"""What guests choose among and read of is what is published, never a draft."""

from datetime import time
from uuid import uuid4

import pytest

from conferences.programme import actions as programme
from conferences.programme.models import Workshop
from conferences.registration import actions, offered
from conferences.registration.models import Registration
from praksis.cases.actors import SYSTEM
from praksis.danish import danish_date
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email
from tests.conferences.registration.test_promoting import register
from tests.conferences.registration.test_views import typed, url
from tests.factories.programme import EventFactory, TalkFactory, WorkshopFactory
from tests.factories.registration import open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = open_event(status="draft", published_at=None)
    TalkFactory(event=event)
    WorkshopFactory(event=event, title="Leg", room="Sal 1", seats=5)
    programme.publish(event, by=SYSTEM)
    return event


def change(workshop, **facts):
    kept = {name: getattr(workshop, name) for name in ("title", "starts_at", "ends_at", "room", "seats")}
    programme.change_session(workshop, by=SYSTEM, **{**kept, **facts})


def offers(event):
    return [offer.label for each in offered.rounds(event) for offer in each.offers]


def test_a_draft_does_not_show_where_one_registers_until_it_is_published(client, event):
    change(event.workshops.get(), title="Leg for alle", starts_at=time(13), ends_at=time(14), seats=9)
    facts = {"title": "Ny", "starts_at": time(14), "ends_at": time(15), "seats": 3}
    programme.add_session(event, Workshop, key=uuid4(), by=SYSTEM, **facts)

    before = texts(client.get(url(event)), "main label")
    programme.publish_changes(event, by=SYSTEM)
    after = texts(client.get(url(event)), "main label")

    assert [text for text in before if "tilbage)" in text] == ["Leg (5 pladser tilbage)"]
    assert [text for text in after if "tilbage)" in text] == [
        "Leg for alle (9 pladser tilbage)",
        "Ny (3 pladser tilbage)",
    ]


def test_red_twin_without_what_is_shown_a_draft_stands_where_one_registers(client, event, monkeypatch):
    change(event.workshops.get(), title="Leg for alle")
    monkeypatch.setattr(Workshop, "shown", property(lambda self: None, lambda self, value: None))

    assert [text for text in texts(client.get(url(event)), "main label") if "tilbage)" in text] == [
        "Leg for alle (5 pladser tilbage)"
    ]


def test_what_is_only_in_a_draft_cannot_be_chosen(client, event):
    facts = {"title": "Ny", "starts_at": time(14), "ends_at": time(15), "seats": 3}
    new = programme.add_session(event, Workshop, key=uuid4(), by=SYSTEM, **facts)
    leg = event.workshops.get(title="Leg")

    page = client.post(url(event), typed({"workshop_1": str(new.pk)}))
    with pytest.raises(actions.WorkshopGone, match="»Ny« er taget ud af programmet, siden du åbnede siden"):
        register(event, "anna", workshops=[new])

    assert page.status_code == 422
    assert texts(page, ".form-error-message")[0].endswith(
        "Workshoppen er ikke i programmet længere. Vælg en af dem, der står her."
    )
    assert not Registration.objects.exists()
    register(event, "anna", workshops=[leg])


def test_what_is_taken_out_of_a_draft_can_be_chosen_until_that_is_published(event):
    leg = event.workshops.get()
    programme.remove_session(leg, by=SYSTEM)
    before = offers(event)
    [anna] = register(event, "anna")

    programme.publish_changes(event, by=SYSTEM)

    assert (before, offers(event)) == (["Leg (5 pladser tilbage)"], [])
    for act in (
        lambda: register(event, "bo", workshops=[leg]),
        lambda: actions.choose(anna, [leg], by=SYSTEM),
    ):
        with pytest.raises(actions.WorkshopGone, match="»Leg« er taget ud"):
            act()
    assert Registration.objects.count() == 1


def test_what_was_published_between_page_and_click_is_what_counts(event):
    leg = event.workshops.get()
    facts = {"title": "Ro", "starts_at": time(13), "ends_at": time(14), "seats": 3}
    programme.add_session(event, Workshop, key=uuid4(), by=SYSTEM, **facts)
    programme.publish_changes(event, by=SYSTEM)
    as_seen = list(event.workshops.order_by("starts_at"))
    change(leg, starts_at=time(13, 30), ends_at=time(14, 30), seats=1)
    programme.publish_changes(event, by=SYSTEM)

    with pytest.raises(ActionError, match="»Leg« og »Ro« ligger på samme tid"):
        register(event, "anna", workshops=as_seen)

    register(event, "bo", workshops=as_seen[:1])
    register(event, "carl", workshops=as_seen[:1])
    assert sorted(leg.choices.values_list("seat", "waiting_number"), key=str) == [(1, None), (None, 1)]


def test_the_guests_page_and_letters_tell_what_is_published(client, event):
    leg = event.workshops.get()
    [anna] = register(event, "anna", workshops=[leg])
    change(leg, title="Leg for alle", room="Sal 9")
    client.get(f"/tilmelding/{links.token(anna.link)}/")

    page = client.get(f"/tilmelding/min/{anna.pk}/")
    file = client.get(f"/tilmelding/min/{anna.pk}/kalender.ics").content.decode()
    actions.send_again(anna, at=anna.registered_at, by=SYSTEM)

    assert texts(page, "main section li") == ["11.00 Leg, Sal 1"]
    assert ("11.00 Leg\\, Sal 1" in file, "Leg for alle" in file) == (True, False)
    assert "11.00 Leg, Sal 1" in Email.objects.get(subject__startswith="Din tilmelding").body


def test_a_guest_with_two_workshops_at_once_is_asked_to_choose_on_their_page(client, event):
    facts = {"title": "Ro", "starts_at": time(13), "ends_at": time(14), "seats": 3}
    ro = programme.add_session(event, Workshop, key=uuid4(), by=SYSTEM, **facts)
    programme.publish_changes(event, by=SYSTEM)
    [anna] = register(event, "anna", workshops=list(event.workshops.order_by("starts_at")))
    client.get(f"/tilmelding/{links.token(anna.link)}/")
    before = texts(client.get(f"/tilmelding/min/{anna.pk}/"), ".alert-heading")
    change(ro, starts_at=time(11), ends_at=time(12))
    programme.publish_changes(event, by=SYSTEM)

    page = client.get(f"/tilmelding/min/{anna.pk}/")

    assert (before, texts(page, ".alert-heading")) == ([], ["To af dine workshops ligger på samme tid"])
    assert "Det er »Leg« kl. 11.00–12.00 og »Ro« kl. 11.00–12.00." in " ".join(texts(page, "main p"))


def test_an_event_without_versions_is_read_as_it_stands():
    event = open_event()
    WorkshopFactory(event=event, title="Leg", seats=2)

    assert offers(event) == ["Leg (2 pladser tilbage)"]


# --- An event that is called off --------------------------------------------------------------------------------------


def test_a_called_off_event_says_so_on_its_pages_and_takes_nobody(client, event):
    [anna] = register(event, "anna")
    programme.call_off(event, reason="Stormen har lukket broen.", by=SYSTEM)
    client.get(f"/tilmelding/{links.token(anna.link)}/")

    public, form = client.get(event.get_absolute_url()), client.post(url(event), typed({}))
    own = client.get(f"/tilmelding/min/{anna.pk}/")

    for page in (public, own):
        assert "Stormen har lukket broen." in texts(page, ".alert-text")
    assert texts(public, ".facts > p")[-1] == "Konferencen er aflyst."
    assert texts(form, "main p")[1] == "Konferencen er aflyst. Læs hvorfor på siden med programmet."
    assert texts(own, "main .button-group") == []
    assert Registration.objects.count() == 1
    assert "Aflyst" in " ".join(texts(client.get("/konferencer/"), "main li"))
    assert "STATUS:CANCELLED" in client.get(f"{event.get_absolute_url()}kalender.ics").content.decode()


def test_a_called_off_theme_day_says_so(client):
    event = EventFactory(theme_day=True, called_off=True)

    assert texts(client.get(url(event)), "main p")[1].startswith("Temadagen er aflyst.")
    assert texts(client.get(event.get_absolute_url()), ".facts > p")[-1] == "Temadagen er aflyst."


def test_workshops_that_begin_together_stand_under_their_hours(client, event):
    WorkshopFactory(event=event, title="Ro", room="Sal 2", seats=5)

    assert [each.title for each in offered.rounds(event)] == ["Workshop kl. 11.00–12.00"]
    assert "Workshop kl. 11.00–12.00" in " ".join(texts(client.get(url(event)), "main legend"))


def test_where_workshops_end_at_different_times_each_says_its_own_hours(event):
    WorkshopFactory(event=event, title="Ro", room="Sal 2", ends_at=time(12, 30), seats=1)

    (together,) = offered.rounds(event)

    assert together.title == "Workshop fra kl. 11.00"
    assert [offer.label for offer in together.offers] == [
        "Leg, kl. 11.00–12.00 (5 pladser tilbage)",
        "Ro, kl. 11.00–12.30 (1 plads tilbage)",
    ]


def test_guests_are_told_the_price_and_what_is_kept_above_the_form(client, event):
    (told,) = [each for each in texts(client.get(url(event)), ".narrow > p") if "gratis" in each]

    assert "I betaler selv jeres transport" in told
    assert danish_date(event.erased_on) in told
    assert "mad og behov sletter vi allerede dagen efter konferencen" in told
