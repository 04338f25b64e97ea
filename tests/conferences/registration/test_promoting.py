"""Moving up: first come first served, once, told by mail; at the event and in its workshops."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from conferences.registration import actions
from conferences.registration.models import GuestRole, Registration
from praksis.cases.actors import SYSTEM, Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import AllowanceFactory, open_event

pytestmark = pytest.mark.django_db


def register(event, *emails, workshops=(), **facts):
    guests = [
        actions.Guest(name=each, email=f"{each}@x.example", workplace="", role=GuestRole.STAFF, workshops=workshops)
        for each in emails
    ]
    may_wait_for = {workshop.pk for workshop in workshops}
    given = {"booking": uuid4(), "received_at": timezone.now(), "may_wait_for": may_wait_for}
    return actions.register(event, guests, **given, **facts)


def states(event):
    return {one.name: one.seat or -(one.waiting_number or 0) for one in event.registrations.active()}


def seats(workshop):
    return {one.registration.name: one.seat or -one.waiting_number for one in workshop.choices.all()}


def moved_up():
    return list(Email.objects.filter(key__startswith="registration.moved_up").values_list("to", flat=True))


def test_the_first_on_the_list_gets_the_seat_that_is_given_back():
    event = open_event(capacity=1)
    first, second, _third = register(event, "a", "b", "c")

    actions.cancel(first, by=SYSTEM)

    assert states(event) == {"b": 1, "c": -2}
    second.refresh_from_db()
    assert (second.waiting_number, second.moved_up_at is not None) == (1, True)
    assert moved_up() == ["b@x.example"]
    assert "afmeld dig med knappen senest" in Email.objects.get(to="b@x.example", subject__contains="fået plads").body


def test_cancelling_twice_is_once_and_a_cancelled_registration_is_not_changed(municipality):
    event = open_event()
    [one] = register(event, "a")
    for _ in range(2):
        actions.cancel(one, by=SYSTEM)

    assert Email.objects.filter(subject__startswith="Du er afmeldt").count() == 1
    with pytest.raises(ActionError, match="Tilmeldingen er afmeldt"):
        actions.choose(one, [], by=SYSTEM)


def test_numbers_on_the_list_are_kept_and_never_given_again():
    event = open_event(capacity=1)
    _, b, _ = register(event, "a", "b", "c")
    actions.cancel(b, by=SYSTEM)

    register(event, "d")

    assert states(event) == {"a": 1, "c": -2, "d": -3}


def test_more_seats_let_those_in_who_wait_and_fewer_throw_nobody_out(manager):
    event = open_event(capacity=1)
    register(event, "a", "b", "c")

    actions.set_capacity(event, 2, by=Actor.of(manager))
    assert states(event) == {"a": 1, "b": 2, "c": -2}

    actions.set_capacity(event, 1, by=Actor.of(manager))
    actions.cancel(Registration.objects.get(name="a"), by=SYSTEM)
    assert states(event) == {"b": 2, "c": -2}

    with pytest.raises(ActionError, match="mindst én plads"):
        actions.set_capacity(event, 0, by=Actor.of(manager))


def test_the_same_number_of_seats_changes_nothing(manager):
    event = open_event(capacity=1)

    actions.set_capacity(event, 1, by=Actor.of(manager))

    assert not event.case.events.filter(kind="event.capacity_changed").exists()


def test_whoever_has_held_seats_goes_before_others_only_on_those():
    event = open_event(capacity=2, held_until=timezone.localdate())
    register(event, "a", "b", "c")
    allowance = AllowanceFactory(event=event, seats=1)
    register(event, "d", allowance=allowance)
    assert states(event) == {"a": 1, "b": 2, "c": -1, "d": -2}

    actions.cancel(Registration.objects.get(name="a"), by=SYSTEM)

    # The seat that came back is the one that is held.
    assert states(event) == {"b": 2, "c": -1, "d": 1}


def test_seats_that_are_no_longer_held_go_to_those_who_wait(manager, time_machine):
    event = open_event(capacity=1, held_until=timezone.localdate())
    AllowanceFactory(event=event, seats=1)
    register(event, "a")
    assert states(event) == {"a": -1}

    time_machine.move_to(timezone.now() + timedelta(days=1))
    actions.move_up(event)

    assert states(event) == {"a": 1}


def test_whoever_waits_comes_before_whoever_comes_now(time_machine):
    event = open_event(capacity=1, held_until=timezone.localdate())
    AllowanceFactory(event=event, seats=1)
    register(event, "a")

    time_machine.move_to(timezone.now() + timedelta(days=1))
    register(event, "b")

    assert states(event) == {"a": 1, "b": -2}


def test_nobody_is_moved_up_once_the_day_has_begun(time_machine):
    event = open_event(capacity=1)
    _, b = register(event, "a", "b")

    time_machine.move_to(event.begins_at)

    assert actions.move_up(event) == []
    with pytest.raises(ActionError, match="Dagen er begyndt"):
        actions.cancel(b, by=SYSTEM)


def test_allowances_are_for_events_with_a_day_until_which_they_are_held(manager, municipality):
    by = Actor.of(manager)
    with pytest.raises(ActionError, match="til hvilken dag"):
        actions.give_allowance(open_event(), municipality, 2, by=by)
    with pytest.raises(ActionError, match="mindst én plads"):
        actions.give_allowance(open_event(), municipality, 0, by=by)

    event = open_event(held_until=timezone.localdate())
    first, again = (actions.give_allowance(event, municipality, number, by=by) for number in (2, 5))
    assert (first == again, again.seats, event.allowances.count()) == (True, 5, 1)


# --- Workshops ---


@pytest.fixture
def event():
    return open_event()


def test_a_seat_in_a_workshop_goes_to_the_first_who_waits_for_it(event):
    leg, ro = WorkshopFactory(event=event, seats=1), WorkshopFactory(event=event, seats=1)
    [a], [_b], [_c] = (register(event, name, workshops=[leg]) for name in "abc")

    actions.choose(a, [ro], by=SYSTEM)

    assert (seats(leg), seats(ro)) == ({"b": 1, "c": -2}, {"a": 1})
    assert moved_up() == ["b@x.example"]


def test_whoever_moves_up_leaves_the_workshop_at_the_same_time_where_the_next_moves_up(event):
    leg, ro = WorkshopFactory(event=event, seats=1), WorkshopFactory(event=event, seats=1)
    [a] = register(event, "a", workshops=[leg])
    [b] = register(event, "b", workshops=[ro])
    register(event, "c", workshops=[ro])
    actions.choose(b, [leg], may_wait_for={leg.pk}, by=SYSTEM)
    # The seat is kept while one waits for another.
    assert (seats(leg), seats(ro)) == ({"a": 1, "b": -1}, {"b": 1, "c": -1})

    actions.cancel(a, by=SYSTEM)

    assert (seats(leg), seats(ro)) == ({"b": 1}, {"c": 1})
    assert sorted(moved_up()) == ["b@x.example", "c@x.example"]


def test_the_same_choice_again_keeps_the_seat_that_stands_in(event):
    leg, ro = WorkshopFactory(event=event, seats=1), WorkshopFactory(event=event, seats=1)
    register(event, "a", workshops=[leg])
    [b] = register(event, "b", workshops=[ro])
    for _ in range(2):
        actions.choose(b, [leg], may_wait_for={leg.pk}, by=SYSTEM)

    assert (seats(leg), seats(ro)) == ({"a": 1, "b": -1}, {"b": 1})
    b.refresh_from_db()
    assert b.calendar_sequence == 1

    actions.choose(b, [ro], by=SYSTEM)
    assert (seats(leg), seats(ro)) == ({"a": 1}, {"b": 1})


def test_a_swap_to_a_workshop_that_is_full_keeps_everything(event):
    leg, ro = WorkshopFactory(event=event, seats=1), WorkshopFactory(event=event)
    register(event, "a", workshops=[leg])
    [b] = register(event, "b", workshops=[ro])

    with pytest.raises(actions.WorkshopFull):
        actions.choose(b, [leg], by=SYSTEM)

    assert seats(ro) == {"b": 1}


def test_whoever_waits_for_the_event_changes_what_they_wish_for():
    event = open_event(capacity=1)
    leg, ro = WorkshopFactory(event=event, seats=1), WorkshopFactory(event=event, seats=1)
    register(event, "a", workshops=[leg])
    [b] = register(event, "b", workshops=[leg])

    actions.choose(b, [ro], by=SYSTEM)

    assert [(one.workshop, one.seat, one.waiting_number) for one in b.choices.all()] == [(ro, None, None)]
    assert Email.objects.get(subject__startswith="Dine workshops er ændret").calendar == ""


def test_the_day_before_there_is_no_time_to_say_no(time_machine):
    event = open_event(capacity=1)
    a, _ = register(event, "a", "b")
    time_machine.move_to(event.begins_at - timedelta(days=1))

    actions.cancel(a, by=SYSTEM)

    assert "med det samme" in Email.objects.get(subject__startswith="Du har fået plads").body


def test_a_seat_at_the_event_turns_wishes_into_seats_or_numbers():
    event = open_event(capacity=1)
    leg = WorkshopFactory(event=event, seats=1)
    noon = WorkshopFactory(event=event, seats=1, starts_at=time(13), ends_at=time(14))
    [a] = register(event, "a", workshops=[leg])
    register(event, "b", workshops=[leg, noon])

    actions.cancel(a, by=SYSTEM)

    assert (seats(leg), seats(noon)) == ({"b": 1}, {"b": 1})


def test_somebody_new_does_not_pass_those_who_wait_for_a_workshop(event):
    leg = WorkshopFactory(event=event, seats=1)
    register(event, "a", workshops=[leg])
    register(event, "b", workshops=[leg])
    leg.seats = 2
    leg.save()

    register(event, "c", workshops=[leg])

    assert seats(leg) == {"a": 1, "b": 2, "c": -2}


def test_what_a_guest_told_is_corrected(event, municipality):
    [one] = register(event, "a")

    actions.correct(
        one, name="Anna", workplace="Solen", role="leader", municipality=municipality, food="Vegetar", access="",
        on_list=True, by=SYSTEM,
    )  # fmt: skip

    one.refresh_from_db()
    assert (one.name, one.municipality, one.food, one.calendar_sequence) == ("Anna", municipality, "Vegetar", 0)
