"""Who is let in and who is not, twice as once, and in whatever order devices send."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from conferences.door import actions
from conferences.door.models import Entry
from conferences.registration import actions as registering
from conferences.registration.models import Registration, RegistrationStatus
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.door import begun_event, event_helper, todays_event
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import RegistrationFactory, WorkshopChoiceFactory

pytestmark = pytest.mark.django_db

ANNA = actions.WalkIn(name="Anna Ander", workplace="Dagplejen", role="staff")


@pytest.fixture
def by():
    return Actor.of(event_helper(name="Hans Hjælper"))


@pytest.fixture
def now():
    return timezone.now()


def told(event):
    return [log.words(each) for each in AuditEvent.objects.filter(case=event.case).order_by("at", "pk")]


def stands(registration):
    registration.refresh_from_db()
    return registration.status, registration.seat, registration.came_at


def test_a_guest_is_let_in_once_and_the_first_time_stands(by, now):
    guest = RegistrationFactory(event=todays_event(), number=7)

    first = actions.let_in(guest, at=now - timedelta(seconds=9), by=by)
    again = actions.let_in(guest, at=now, by=by)

    assert (first.has_changed, again.has_changed) == (True, False)
    assert again.registration.came_at == now - timedelta(seconds=9)
    assert told(guest.event) == ["Tilmelding nummer 7 er tjekket ind."]
    assert Entry.objects.count() == 2


def test_the_same_press_sent_again_is_the_same(by, now):
    guest = RegistrationFactory(event=todays_event())
    key = uuid4()
    actions.let_in(guest, key=key, at=now, by=by)
    actions.undo(guest, at=now, by=by)

    again = actions.let_in(guest, key=key, at=now + timedelta(seconds=1), by=by)

    assert (again.has_changed, again.registration) == (False, guest)
    assert stands(guest)[2] is None


@pytest.mark.parametrize("act", ["in", "undo", "walk_in"])
def test_a_key_that_was_used_at_another_event_is_refused(by, now, act):
    key = uuid4()
    actions.let_in(RegistrationFactory(event=todays_event()), key=key, at=now, by=by)
    guest = RegistrationFactory(event=todays_event())
    press = {
        "in": lambda: actions.let_in(guest, key=key, at=now, by=by),
        "undo": lambda: actions.undo(guest, key=key, at=now, by=by),
        "walk_in": lambda: actions.let_in_walk_in(guest.event, ANNA, key=key, at=now, by=by),
    }[act]

    with pytest.raises(ActionError, match="hører til et andet arrangement"):
        press()


# --- Waiting and cancelled ---


def test_whoever_waits_is_let_in_on_a_free_seat_and_back_on_the_list_when_it_is_undone(by, now):
    event = todays_event(capacity=2)
    workshop = WorkshopFactory(event=event)
    RegistrationFactory(event=event, seat=1)
    guest = RegistrationFactory(event=event, waiting=True, number=8, waiting_number=3)
    wish = WorkshopChoiceFactory(registration=guest, workshop=workshop, seat=None)

    actions.let_in(guest, at=now, by=by)

    assert stands(guest) == ("seated", 2, now)
    wish.refresh_from_db()
    assert wish.is_seated
    # It is begun meanwhile, so that nobody is moved up.
    event.starts_at, event.ends_at = now.min.time(), now.max.time()
    event.save()
    actions.undo(guest, at=now, by=by)
    assert stands(guest) == ("waiting", None, None)
    assert guest.waiting_number == 3
    wish.refresh_from_db()
    assert (wish.seat, wish.waiting_number) == (None, None)
    assert told(event) == [
        "Tilmelding nummer 8 er tjekket ind fra ventelisten.",
        "Indtjekningen af nummer 8 er fortrudt.",
    ]


def test_whoever_cancelled_and_comes_is_let_in_and_cancelled_again_when_it_is_undone(by, now):
    guest = RegistrationFactory(event=todays_event(), cancelled=True, number=9)

    actions.let_in(guest, at=now, by=by)
    assert stands(guest) == ("seated", 1, now)
    actions.undo(guest, at=now, by=by)

    assert stands(guest) == ("cancelled", None, None)
    assert guest.cancelled_at
    assert told(guest.event)[0] == "Tilmelding nummer 9 er tjekket ind efter at være afmeldt."


def test_whoever_cancelled_and_registered_again_is_let_in_by_the_new_registration(by, now):
    event = todays_event()
    old = RegistrationFactory(event=event, email="anna@x.example", cancelled=True)
    new = RegistrationFactory(event=event, email="anna@x.example")

    assert actions.let_in(old, at=now, by=by).registration == new
    assert stands(old)[0] == "cancelled"


def test_whoever_cancelled_without_an_address_is_not_taken_for_another(by, now):
    event = todays_event()
    RegistrationFactory(event=event, email="")
    old = RegistrationFactory(event=event, email="", cancelled=True)

    assert actions.let_in(old, at=now, by=by).registration == old


# --- Walk-ins ---


def test_a_walk_in_is_registered_and_let_in_once(by, now):
    event = todays_event()
    RegistrationFactory(event=event, number=4, seat=1)
    key = uuid4()

    made = actions.let_in_walk_in(event, ANNA, key=key, at=now, by=by)
    again = actions.let_in_walk_in(event, ANNA, key=key, at=now, by=by)

    guest = made.registration
    assert (made.has_changed, again.has_changed, again.registration) == (True, False, guest)
    assert (guest.number, guest.seat, guest.booking, guest.is_walk_in, guest.email) == (5, 2, key, True, "")
    assert guest.erased_on == event.erased_on
    assert told(event) == ["Nummer 5 kom uden tilmelding og er tjekket ind."]
    assert Email.objects.count() == 0


def test_a_walk_in_that_was_a_mistake_is_cancelled_and_the_seat_goes_to_whoever_waits(by, now):
    event = todays_event(capacity=1)
    guest = actions.let_in_walk_in(event, ANNA, key=uuid4(), at=now, by=by).registration
    waiting = RegistrationFactory(event=event, waiting=True, number=50)

    actions.undo(guest, at=now, by=by)

    assert stands(guest) == ("cancelled", None, None)
    assert stands(waiting)[:2] == ("seated", 1)


def test_a_walk_in_that_was_undone_can_be_let_in_again(by, now):
    guest = actions.let_in_walk_in(todays_event(), ANNA, key=uuid4(), at=now, by=by).registration
    actions.undo(guest, at=now, by=by)

    actions.let_in(guest, at=now, by=by)
    actions.undo(guest, at=now, by=by)

    assert stands(guest)[0] == "cancelled"


@pytest.mark.parametrize(
    ("facts", "status"),
    [({}, "seated"), ({"is_walk_in": True}, "cancelled"), ({"seat": None}, "cancelled")],
)
def test_what_was_not_pressed_at_the_door_can_be_undone_too(by, now, facts, status):
    guest = RegistrationFactory(event=begun_event(), came_at=now, **facts)

    actions.undo(guest, at=now, by=by)

    assert stands(guest)[0] == status


# --- Room ---


def test_before_it_begins_the_seats_are_those_of_whoever_registered(by, now):
    event = todays_event(capacity=1)
    guest = RegistrationFactory(event=event, seat=1)
    waiting = RegistrationFactory(event=event, waiting=True)

    with pytest.raises(ActionError, match=r"optaget af tilmeldte. Når dagen begynder kl. 23.58"):
        actions.let_in_walk_in(event, ANNA, key=uuid4(), at=now, by=by)
    with pytest.raises(ActionError, match="optaget af tilmeldte"):
        actions.let_in(waiting, at=now, by=by)
    assert actions.let_in(guest, at=now, by=by).has_changed
    assert Entry.objects.count() == 1


def test_from_then_on_whoever_is_not_there_holds_none(by, now):
    event = begun_event(capacity=1)
    late = RegistrationFactory(event=event, seat=1)

    walk_in = actions.let_in_walk_in(event, ANNA, key=uuid4(), at=now, by=by).registration

    assert stands(walk_in) == ("seated", None, now)
    with pytest.raises(ActionError, match="Alle 1 pladser er i brug"):
        actions.let_in(late, at=now, by=by)
    actions.undo(walk_in, at=now, by=by)
    assert actions.let_in(late, at=now, by=by).has_changed


@pytest.mark.parametrize("make", [todays_event, begun_event])
def test_what_was_decided_without_network_is_noted_however_full_it_is(by, now, make):
    event = make(capacity=1)
    guest = RegistrationFactory(event=event, seat=1)
    waiting = RegistrationFactory(event=event, waiting=True)

    actions.let_in_walk_in(event, ANNA, key=uuid4(), at=now, by=by, is_fact=True)
    actions.let_in(waiting, at=now, by=by, is_fact=True)
    actions.let_in(guest, at=now, by=by, is_fact=True)

    assert event.registrations.came().count() == 3
    with pytest.raises(ActionError):
        actions.let_in_walk_in(event, ANNA, key=uuid4(), at=now, by=by)


# --- The order of several devices ---


def test_a_later_undoing_stands_over_what_comes_late(by, now):
    guest = RegistrationFactory(event=todays_event())
    minute = timedelta(minutes=1)
    actions.let_in(guest, at=now - 5 * minute, by=by)
    actions.undo(guest, at=now - 3 * minute, by=by)

    late = actions.let_in(guest, at=now - 4 * minute, by=by)

    assert (late.has_changed, stands(guest)[2]) == (False, None)


def test_an_undoing_that_comes_late_does_not_stand_over_a_newer_press(by, now):
    guest = RegistrationFactory(event=todays_event())
    minute = timedelta(minutes=1)
    actions.let_in(guest, at=now - 5 * minute, by=by)
    actions.let_in(guest, at=now - 3 * minute, by=by)

    late = actions.undo(guest, at=now - 4 * minute, by=by)

    assert (late.has_changed, stands(guest)[2]) == (False, now - 5 * minute)


def test_undoing_somebody_who_is_not_in_changes_nothing(by, now):
    guest = RegistrationFactory(event=todays_event())
    key = uuid4()

    first, again = (actions.undo(guest, key=key, at=now, by=by) for _ in range(2))

    assert (first.has_changed, again.has_changed) == (False, False)
    assert told(guest.event) == []


# --- What somebody who came can no longer do ---


def test_whoever_came_cannot_cancel_but_still_swap_workshops_before_it_begins(by, now):
    event = todays_event()
    guest = RegistrationFactory(event=event)
    workshop = WorkshopFactory(event=event)
    actions.let_in(guest, at=now, by=by)

    with pytest.raises(ActionError, match="Gæsten er kommet"):
        registering.cancel(guest, by=SYSTEM)
    registering.choose(guest, [workshop], by=SYSTEM)

    assert stands(guest)[0] == RegistrationStatus.SEATED
    assert guest.choices.count() == 1


def test_fewer_seats_than_are_there_throw_nobody_out(by, now):
    event = begun_event(capacity=2)
    actions.let_in_walk_in(event, ANNA, key=uuid4(), at=now, by=by)
    actions.let_in_walk_in(event, ANNA, key=uuid4(), at=now, by=by)

    registering.set_capacity(event, 1, by=by)

    assert Registration.objects.came().count() == 2


def test_how_an_entry_is_called(by, now):
    guest = RegistrationFactory(event=todays_event(), number=7)
    actions.let_in(guest, at=now, by=by)

    assert str(Entry.objects.get()) == "Kom: tilmelding 7"
