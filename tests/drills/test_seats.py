"""A crowd for fifty seats: never one too many, a waiting list without gaps, first come first moved up, one mail.

The red twins switch off exactly the guards: the lock (on SQLite the transaction itself is the lock), and the unique
seat number.
"""

import random
import threading
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from conferences.registration import actions, seats
from conferences.registration.actions import promoting as moving
from conferences.registration.actions import registering as writing
from conferences.registration.models import Registration
from praksis.mail.models import Email
from tests.drills.guests import cancelling, promoting, registering, together, watching
from tests.drills.race import race
from tests.factories.registration import open_event

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
SEATS, PEOPLE, CANCEL, NEW = 50, 200, 40, 60


def mixed(presses, seed=1):
    presses = list(presses)
    random.Random(seed).shuffle(presses)
    return presses


def test_two_hundred_people_press_twice_for_fifty_seats():
    event = open_event(capacity=SEATS)
    presses = []
    for number in range(PEOPLE):
        # Half of them press twice on one page, the others on two.
        key = uuid4()
        for again in (key, key if number % 2 else uuid4()):
            presses.append(registering(event, f"g{number}", again))

    with watching(event) as seen:
        results = together(mixed(presses))

    assert [error for error in results if isinstance(error, Exception)] == []
    found = Registration.objects.filter(event=event)
    assert sorted(found.seated().values_list("seat", flat=True)) == list(range(1, SEATS + 1))
    assert [one.waiting_number for one in found.waiting()] == list(range(1, PEOPLE - SEATS + 1))
    assert sorted(found.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
    assert max(seen) <= SEATS
    assert Email.objects.filter(key__startswith="registration.received").count() == PEOPLE


def test_forty_cancel_while_sixty_register_and_the_promoter_runs_twice():
    event = open_event(capacity=SEATS)
    together(registering(event, f"old{number}", uuid4()) for number in range(SEATS + 20))
    seated = list(Registration.objects.seated().filter(event=event)[:CANCEL])
    presses = [cancelling(one) for one in seated]
    presses += [registering(event, f"new{number}", uuid4()) for number in range(NEW)]
    presses += [promoting(event), promoting(event)]

    with watching(event) as seen:
        results = together(mixed(presses, seed=2))

    assert [error for error in results if isinstance(error, Exception)] == []
    found = Registration.objects.filter(event=event)
    assert (max(seen), found.seated().count()) == (SEATS, SEATS)
    moved = found.filter(moved_up_at__isnull=False).order_by("moved_up_at", "waiting_number")
    # First come, first moved up: the numbers that were moved up are the lowest, in their order.
    assert [one.waiting_number for one in moved] == list(range(1, CANCEL + 1))
    assert [one.waiting_number for one in found.waiting()] == list(range(CANCEL + 1, 20 + NEW + 1))
    letters = Email.objects.filter(key__startswith="registration.moved_up")
    assert sorted(letters.values_list("to", flat=True)) == sorted(one.email for one in moved)


# --- Red twins ---


def unlock(monkeypatch) -> None:
    """Switch the lock off, and let two guests look for a seat before either takes it."""
    both_have_looked = threading.Barrier(2)

    class LookedTogether(seats.EventSeats):
        def __init__(self, event, today):
            super().__init__(event, today)
            self.free  # noqa: B018 - reads the seats that are taken
            both_have_looked.wait(timeout=10)

    monkeypatch.setattr(writing, "lock", lambda instance: instance.refresh_from_db())
    monkeypatch.setattr(moving, "lock", lambda instance: instance.refresh_from_db())
    monkeypatch.setattr(writing.seats, "EventSeats", LookedTogether)
    # Without its transaction
    monkeypatch.setattr(actions, "register", writing.register.__wrapped__)
    monkeypatch.setattr(writing, "move_up", lambda event: [])


@contextmanager
def without(*names):
    """Take unique numbers out of the database. SQLite makes the table anew, of what the model then says."""
    meta, whole = Registration._meta, Registration._meta.constraints
    taken = [each for each in whole if each.name in names]
    with connection.schema_editor() as editor:
        for each in taken:
            meta.constraints = [other for other in meta.constraints if other is not each]
            editor.remove_constraint(Registration, each)
    try:
        yield
    finally:
        Registration.objects.all().delete()
        with connection.schema_editor() as editor:
            for each in reversed(taken):
                meta.constraints = [*meta.constraints, each]
                editor.add_constraint(Registration, each)
        meta.constraints = whole


@pytest.fixture
def last_seat(monkeypatch):
    """An event with one seat, and two who press at the same instant, without the lock."""
    event = open_event(capacity=1)
    unlock(monkeypatch)
    return event, [registering(event, name, uuid4()) for name in ("a", "b")]


def test_red_twin_without_the_lock_the_unique_seat_still_holds(last_seat):
    event, presses = last_seat
    # The number of the registration would stop them too.
    with without("registration_number_once_per_event"):
        results = race(presses)
        taken = Registration.objects.seated().filter(event=event).count()

    assert ({type(result) for result in results}, taken) == ({list, IntegrityError}, 1)


def test_red_twin_without_lock_and_unique_seat_there_are_too_many(last_seat):
    event, presses = last_seat
    with without("registration_number_once_per_event", "registration_one_seat_each"):
        race(presses)
        taken = Registration.objects.seated().filter(event=event).count()

    assert taken == 2
    assert timezone.now() < event.begins_at
