"""Two devices at one door at the same time: each guest is let in once, and never more than there is room for.

The red twin switches off exactly the lock (on SQLite the transaction itself is the lock).
"""

import threading
from uuid import uuid4

import pytest
from django.utils import timezone

from conferences.door import actions
from conferences.door.actions import letting_in
from conferences.door.models import Entry, EntryQuerySet
from conferences.programme.models import Event
from conferences.registration.models import Registration
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from tests.drills.guests import together
from tests.drills.race import race
from tests.factories.door import begun_event, event_helper
from tests.factories.registration import RegistrationFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
GUESTS, SEATS, WALK_INS = 20, 5, 30


def pressing(registration, key, by):
    def press():
        mine = Registration.objects.select_related("event__case").get(pk=registration.pk)
        return actions.let_in(mine, key=key, at=timezone.now(), by=by)

    return press


def walking_in(event, key, by):
    guest = actions.WalkIn(name="Anna", workplace="", role="staff")

    def press():
        mine = Event.objects.select_related("case").get(pk=event.pk)
        return actions.let_in_walk_in(mine, guest, key=key, at=timezone.now(), by=by)

    return press


def test_two_devices_send_the_same_guests_twice_and_each_is_let_in_once():
    event, by = begun_event(), Actor.of(event_helper())
    guests = RegistrationFactory.create_batch(GUESTS, event=event)
    keys = [(guest, uuid4()) for guest in guests for _device in range(2)]

    results = together(pressing(guest, key, by) for guest, key in keys * 2)

    assert [error for error in results if isinstance(error, Exception)] == []
    assert sum(result.has_changed for result in results) == GUESTS
    assert event.registrations.came().count() == GUESTS
    assert Entry.objects.count() == 2 * GUESTS
    assert Entry.objects.filter(has_changed=True).count() == GUESTS
    assert AuditEvent.objects.filter(kind="door.let_in").count() == GUESTS


def test_a_crowd_without_registration_gets_the_last_places_and_no_more():
    event, by = begun_event(capacity=SEATS), Actor.of(event_helper())
    keys = [uuid4() for _ in range(WALK_INS)]

    results = together(walking_in(event, key, by) for key in keys * 2)

    refused = [error for error in results if isinstance(error, Exception)]
    assert {type(error) for error in refused} == {ActionError}
    assert (event.registrations.came().count(), Entry.objects.count()) == (SEATS, SEATS)
    assert sum(result.has_changed for result in results if result not in refused) == SEATS


def test_red_twin_without_the_lock_a_guest_is_let_in_twice(monkeypatch):
    guest, by = RegistrationFactory(event=begun_event()), Actor.of(event_helper())
    both_have_looked = threading.Barrier(2)
    looks = EntryQuerySet.is_overtaken

    def look_together(self, registration, at):
        found = looks(self, registration, at)
        both_have_looked.wait(timeout=10)
        return found

    monkeypatch.setattr(EntryQuerySet, "is_overtaken", look_together)
    monkeypatch.setattr(letting_in, "lock", lambda instance: instance.refresh_from_db())
    # Without its transaction
    monkeypatch.setattr(actions, "let_in", letting_in.let_in.__wrapped__)

    results = race([pressing(guest, uuid4(), by) for _ in range(2)])

    assert [result.has_changed for result in results] == [True, True]
