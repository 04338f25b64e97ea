"""Guests who register within a second on a whole installation; `make bench` sends five hundred within a minute."""

import pytest

from benchmarks import guests
from conferences.programme.models import Event
from praksis.mail.models import Email

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
GUESTS, SEATS = 24, 12


def test_a_rush_of_guests_fills_the_event_and_its_line_and_loses_nobody(compose):
    site = compose(TRUSTED_PROXIES="1")
    site.start("web")

    crowd = guests.register(site.address, guests=GUESTS, capacity=SEATS, seconds=1)

    assert (crowd.seen.wrong, crowd.missing, crowd.broken) == ([], 0, [])
    event = Event.objects.get()
    assert (event.registrations.seated().count(), event.registrations.waiting().count()) == (SEATS, GUESTS - SEATS)
    assert Email.objects.filter(key__startswith="registration.received").count() == GUESTS
