"""What becomes of guests when a changed programme is published, the day is moved, or all of it is called off."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from conferences.programme import actions as programme
from conferences.programme.models import Workshop
from conferences.registration import actions
from conferences.registration.models import Registration, WorkshopChoice
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.errors import ActionError
from praksis.mail.models import Email, PersonalLink
from tests.conferences.registration.test_promoting import register, seats
from tests.factories.programme import TalkFactory, WorkshopFactory
from tests.factories.registration import AllowanceFactory, RegistrationFactory, WorkshopChoiceFactory, open_event

pytestmark = pytest.mark.django_db

FACTS = (
    *("kind", "title", "theme", "description", "remark", "held_on", "starts_at", "ends_at", "place", "town"),
    *("registration_opens_at", "registration_closes_at", "held_until"),
)


@pytest.fixture
def event():
    """A public event with three workshops, of which two are at the same time."""
    event = open_event(title="Konferencen", held_on=date(2031, 5, 15), status="draft", published_at=None)
    TalkFactory(event=event)
    WorkshopFactory(event=event, title="Leg", room="Sal 1")
    WorkshopFactory(event=event, title="Ro", room="Sal 2")
    WorkshopFactory(event=event, title="Sprog", room="Sal 3", starts_at=time(13), ends_at=time(14))
    programme.publish(event, by=SYSTEM)
    return event


def workshop(event, title):
    return event.workshops.get(title=title)


def change(event, which, **facts):
    """Change a workshop in the draft."""
    found = workshop(event, which)
    kept = {name: getattr(found, name) for name in ("title", "starts_at", "ends_at", "room", "seats")}
    programme.change_session(found, by=SYSTEM, **{**kept, **facts})


def change_facts(event, **facts):
    programme.change_facts(event, **{**{name: getattr(event, name) for name in FACTS}, **facts}, by=SYSTEM)


def publish(event):
    Email.objects.all().delete()
    programme.publish_changes(event, by=SYSTEM)


def told():
    """Who was told of a change, and in which lines."""
    letters = Email.objects.filter(key__startswith="registration.changed").order_by("to")
    return {letter.to: [line[2:] for line in letter.body.split("\n\n")[2].split("\n")] for letter in letters}


def sequence(registration):
    return Registration.objects.get(pk=registration.pk).calendar_sequence


# --- Who is told, and of what -----------------------------------------------------------------------------------------


def test_only_those_whose_own_workshops_changed_are_told_and_once(event):
    [anna] = register(event, "anna", workshops=[workshop(event, "Leg"), workshop(event, "Sprog")])
    [bo] = register(event, "bo", workshops=[workshop(event, "Ro")])
    change(event, "Leg", room="Sal 9", title="Leg for alle")
    change(event, "Sprog", starts_at=time(14), ends_at=time(15))

    publish(event)

    assert told() == {
        "anna@x.example": [
            "»Leg« hedder nu »Leg for alle«.",
            "»Leg for alle« er nu i Sal 9 (før Sal 1).",
            "»Sprog« er flyttet fra kl. 13.00–14.00 til kl. 14.00–15.00.",
        ]
    }
    assert (sequence(anna), sequence(bo)) == (1, 0)
    letter = Email.objects.get()
    assert "11.00 Leg for alle, Sal 9\n- 14.00 Sprog, Sal 3" in letter.body
    assert "METHOD:REQUEST" in letter.calendar
    assert "SEQUENCE:1" in letter.calendar
    assert log.timeline(event.case, party=False)[0]["text"] == "Gæster, som ændringen gælder, har fået en mail: 1."


def test_a_change_of_words_or_of_what_nobody_chose_tells_nobody(event):
    register(event, "anna", workshops=[workshop(event, "Leg")])
    change(event, "Leg", text="Mere om leg.")
    change(event, "Ro", room="Sal 9")

    publish(event)

    assert (told(), Email.objects.count()) == ({}, 0)


def test_nothing_is_told_or_done_before_it_is_published(event):
    [anna] = register(event, "anna", workshops=[workshop(event, "Leg")])
    Email.objects.all().delete()

    change(event, "Leg", room="Sal 9")
    programme.remove_session(workshop(event, "Leg"), by=SYSTEM)

    assert (Email.objects.count(), sequence(anna), anna.choices.get().is_seated) == (0, 0, True)


def test_a_room_that_is_gone_or_new_is_told(event):
    WorkshopFactory(event=event, title="Uden", room="", starts_at=time(14), ends_at=time(15), shown={})
    publish(event)
    register(event, "anna", workshops=[workshop(event, "Leg"), workshop(event, "Uden")])
    change(event, "Leg", room="")
    change(event, "Uden", room="Teltet")

    publish(event)

    assert told() == {
        "anna@x.example": ["»Leg« er ikke længere i Sal 1. Lokalet kommer senere.", "»Uden« er nu i Teltet."]
    }


def test_a_workshop_that_is_taken_out_lets_its_guests_go_and_tells_them(event):
    event.workshops.filter(title="Leg").update(seats=1)
    leg = workshop(event, "Leg")
    [anna], [bo] = (register(event, name, workshops=[leg]) for name in ("anna", "bo"))
    RegistrationFactory(event=event, number=90, seat=90, email="", name="Uden mail").choices.create(workshop=leg)
    event.capacity = 3
    event.save()
    [carl] = register(event, "carl", workshops=[leg])
    programme.remove_session(leg, by=SYSTEM)

    publish(event)

    gone = "»Leg« kl. 11.00–12.00"
    assert told() == {
        "anna@x.example": [f"{gone} er taget ud af programmet, så din plads i den er væk. Vælg en anden med knappen."],
        "bo@x.example": [f"{gone}, som du stod på venteliste til, er taget ud af programmet."],
        "carl@x.example": [f"{gone}, som du havde ønsket, er taget ud af programmet."],
    }
    assert not WorkshopChoice.objects.exists()
    assert not Workshop.objects.filter(pk=leg.pk).exists()
    assert [sequence(one) for one in (anna, bo, carl)] == [1, 1, 1]
    assert Email.objects.get(to="carl@x.example").calendar == ""


def test_two_workshops_that_come_to_lie_at_the_same_time_are_both_kept_until_the_guest_chooses(event):
    [anna] = register(event, "anna", workshops=[workshop(event, "Leg"), workshop(event, "Sprog")])
    change(event, "Sprog", starts_at=time(11, 30), ends_at=time(12, 30))

    publish(event)

    assert told()["anna@x.example"][1:] == [
        "»Leg« og »Sprog« ligger nu på samme tid. Vælg med knappen, hvilken af dem du vil have. Du beholder pladsen i "
        "begge, til du har valgt."
    ]
    assert anna.choices.seated().count() == 2
    change(event, "Leg", room="Sal 7")
    publish(event)
    assert told() == {"anna@x.example": ["»Leg« er nu i Sal 7 (før Sal 1)."]}

    with pytest.raises(ActionError, match="»Leg« og »Sprog« ligger på samme tid"):
        actions.choose(anna, list(event.workshops.filter(title__in=["Leg", "Sprog"])), by=SYSTEM)
    actions.choose(anna, [workshop(event, "Sprog")], by=SYSTEM)
    assert anna.choices.get().workshop.title == "Sprog"


def test_who_waits_for_a_workshop_that_comes_to_lie_on_their_own_is_warned_that_the_seat_would_go(event):
    event.workshops.filter(title="Sprog").update(seats=1)
    register(event, "first", workshops=[workshop(event, "Sprog")])
    register(event, "anna", workshops=[workshop(event, "Leg"), workshop(event, "Sprog")])
    change(event, "Sprog", starts_at=time(11), ends_at=time(12))

    publish(event)

    assert told()["anna@x.example"][1:] == [
        "»Leg« og »Sprog« ligger nu på samme tid. Får du plads i »Sprog«, går din plads i »Leg« videre til en anden. "
        "Vil du hellere beholde den, så vælg om med knappen."
    ]


def test_who_waits_for_a_seat_at_all_is_asked_to_choose_without_a_word_of_seats(event):
    event.capacity = 1
    event.save()
    register(event, "first")
    register(event, "anna", workshops=[workshop(event, "Sprog"), workshop(event, "Leg")])
    change(event, "Sprog", starts_at=time(11), ends_at=time(12))

    publish(event)

    assert told()["anna@x.example"][1:] == [
        "»Leg« og »Sprog« ligger nu på samme tid. Vælg med knappen, hvilken af dem du vil have."
    ]


def test_the_cancelled_are_told_nothing(event):
    [anna] = register(event, "anna", workshops=[workshop(event, "Leg")])
    actions.cancel(anna, by=SYSTEM)
    programme.remove_session(workshop(event, "Leg"), by=SYSTEM)

    publish(event)

    assert Email.objects.count() == 0


def test_nothing_is_done_once_the_day_is_over(event, time_machine):
    [anna] = register(event, "anna", workshops=[workshop(event, "Leg")])
    programme.remove_session(workshop(event, "Leg"), by=SYSTEM)
    time_machine.move_to(event.ends_on_the_day_at + timedelta(minutes=1))

    publish(event)

    assert (Email.objects.count(), anna.choices.get().workshop.title) == (0, "Leg")


# --- When and where ---------------------------------------------------------------------------------------------------


def test_another_day_hour_and_place_are_told_to_all_who_are_registered(event):
    event.capacity = 1
    event.save()
    [anna], [_bo] = register(event, "anna"), register(event, "bo")
    held = AllowanceFactory(event=event)
    Email.objects.all().delete()

    change_facts(
        event,
        title="Dagen",
        held_on=date(2031, 6, 2),
        starts_at=time(10),
        ends_at=time(16),
        place="Odeon",
        town="Odense",
    )

    lines = [
        "Det hedder nu »Dagen« (før »Konferencen«).",
        "Dagen er flyttet til mandag den 2. juni 2031 (før torsdag den 15. maj 2031).",
        "Den er nu kl. 10.00–16.00 (før kl. 09.30–15.30).",
        "Stedet er nu Odeon, Odense (før Nyborg Strand).",
    ]
    assert told() == {"anna@x.example": lines, "bo@x.example": lines}
    calendars = dict(Email.objects.values_list("to", "calendar"))
    assert "DTSTART;TZID=Europe/Copenhagen:20310602T100000" in calendars["anna@x.example"]
    assert calendars["bo@x.example"] == ""
    for link in (anna.link, held.link):
        assert PersonalLink.objects.get(pk=link.pk).expires_at == event.links_end_at


def test_links_of_seats_held_at_a_draft_last_as_long_after_the_day_it_is_published_for():
    event = open_event(held_on=date(2031, 5, 15), status="draft", published_at=None)
    TalkFactory(event=event)
    held, ended = AllowanceFactory(event=event), AllowanceFactory(event=event)
    PersonalLink.objects.filter(pk=ended.link.pk).update(withdrawn_at=timezone.now())

    change_facts(event, held_on=date(2032, 5, 15))
    programme.publish(event, by=SYSTEM)

    assert PersonalLink.objects.get(pk=held.link.pk).expires_at == event.links_end_at
    assert PersonalLink.objects.get(pk=ended.link.pk).withdrawn_at is not None


def test_a_day_on_which_guests_have_come_is_not_moved_but_the_rest_of_it_is_changed(event):
    [anna] = register(event, "anna")
    Registration.objects.filter(pk=anna.pk).update(came_at=timezone.now())

    with pytest.raises(ActionError, match="Gæster er tjekket ind den dag") as refused:
        change_facts(event, held_on=date(2031, 6, 2))
    event.refresh_from_db()
    change_facts(event, description="En anden tekst.")

    assert (refused.value.field, event.held_on) == ("held_on", date(2031, 5, 15))


def test_a_change_of_facts_that_no_calendar_knows_and_the_same_again_tell_nobody(event):
    register(event, "anna")
    Email.objects.all().delete()

    change_facts(event, description="En anden tekst.")
    change_facts(event)

    assert Email.objects.count() == 0
    assert event.case.events.filter(kind="event.facts_changed").count() == 1


def test_the_facts_of_a_draft_are_told_to_nobody(event):
    register(event, "anna")
    event.status, event.published_at = "draft", None
    event.save()
    Email.objects.all().delete()

    change_facts(event, place="Odeon")

    assert Email.objects.count() == 0


def test_a_failure_on_the_way_rolls_all_of_it_back(event, monkeypatch):
    register(event, "anna", workshops=[workshop(event, "Leg")])
    change(event, "Leg", room="Sal 9")
    monkeypatch.setattr("conferences.registration.emails.changed", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        publish(event)

    assert (event.versions.count(), workshop(event, "Leg").as_shown.room) == (1, "Sal 1")


# --- Calling off ------------------------------------------------------------------------------------------------------


def test_calling_off_tells_everybody_and_takes_the_day_out_of_their_calendars(event):
    event.capacity = 1
    event.save()
    [anna], [bo] = register(event, "anna"), register(event, "bo")
    actions.cancel(register(event, "carl")[0], by=SYSTEM)
    Email.objects.all().delete()

    for _ in range(2):
        programme.call_off(event, reason=" Stormen har lukket broen. ", by=SYSTEM)

    letters = {letter.to: letter for letter in Email.objects.all()}
    assert sorted(letters) == ["anna@x.example", "bo@x.example"]
    assert letters["anna@x.example"].subject == "Aflyst: Konferencen"
    assert "Stormen har lukket broen." in letters["bo@x.example"].body.split("\n\n")
    assert [
        line
        for line in letters["anna@x.example"].calendar.splitlines()
        if line.startswith(("METHOD", "SEQUENCE", "STATUS"))
    ] == ["METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"]
    assert letters["bo@x.example"].calendar == ""
    for one in (anna, bo):
        for act in (lambda one: actions.cancel(one, by=SYSTEM), lambda one: actions.choose(one, [], by=SYSTEM)):
            with pytest.raises(ActionError, match="Arrangementet er aflyst"):
                act(one)
        with pytest.raises(ActionError, match="Arrangementet er aflyst"):
            actions.send_again(one, at=timezone.now(), by=SYSTEM)
    actions.set_capacity(event, 2, by=SYSTEM)
    assert Registration.objects.get(pk=bo.pk).is_waiting
    with pytest.raises(ActionError, match="ikke åben"):
        register(event, "dorte")


def test_calling_off_what_nobody_is_registered_for_writes_to_nobody(event):
    programme.call_off(event, reason="Sygdom.", by=SYSTEM)

    assert Email.objects.count() == 0


# --- Seats ------------------------------------------------------------------------------------------------------------


def test_raised_seats_are_given_when_they_are_public_and_at_once(event):
    event.workshops.filter(title="Leg").update(seats=1)
    workshop_ = workshop(event, "Leg")
    workshop_.shown["seats"] = 1
    workshop_.save()
    register(event, "anna", workshops=[workshop_])
    register(event, "bo", workshops=[workshop_])

    change(event, "Leg", seats=2)
    actions.move_up(event)
    assert seats(workshop_) == {"anna": 1, "bo": -1}

    publish(event)
    assert seats(workshop_) == {"anna": 1, "bo": 2}
    assert Email.objects.get(to="bo@x.example").subject == "Du har fået plads i workshoppen: Leg"


def test_lowered_seats_are_not_given_from_the_moment_they_are_lowered(event):
    change(event, "Leg", seats=1)
    leg = workshop(event, "Leg")

    register(event, "anna", workshops=[leg])
    register(event, "bo", workshops=[leg])

    assert seats(leg) == {"anna": 1, "bo": -1}


# --- Many guests ------------------------------------------------------------------------------------------------------


def test_changing_moving_and_calling_off_ask_the_same_queries_of_few_and_of_many_guests(connection_queries):
    asked = [_asked(number, connection_queries) for number in (3, 30)]

    assert asked[0] == asked[1]


def _asked(number, connection_queries):
    """How many queries each takes, where all of so many guests are told."""
    event = open_event(held_on=date(2031, 5, 15), status="draft", published_at=None)
    for title in ("Leg", "Ro"):
        WorkshopFactory(event=event, title=title)
    programme.publish(event, by=SYSTEM)
    for guest in RegistrationFactory.create_batch(number, event=event):
        WorkshopChoiceFactory(registration=guest, workshop=workshop(event, "Leg"))
    acts = [
        lambda: programme.publish_changes(event, by=SYSTEM),
        lambda: change_facts(event, held_on=event.held_on + timedelta(days=1)),
        lambda: programme.publish_changes(event, by=SYSTEM),
        lambda: programme.call_off(event, reason="Stormen.", by=SYSTEM),
    ]
    found = []
    for act in acts:
        if act is acts[0]:
            change(event, "Leg", room="Sal 9")
        elif act is acts[2]:
            programme.remove_session(workshop(event, "Leg"), by=SYSTEM)
        Email.objects.all().delete()
        with connection_queries() as queries:
            act()
        assert Email.objects.count() == number
        found.append(len(queries))
    assert set(event.registrations.values_list("calendar_sequence", flat=True)) == {4}
    return found
