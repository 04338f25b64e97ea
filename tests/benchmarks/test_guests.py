"""What the bench says of an event's seats and numbers after a rush."""

import pytest

from benchmarks import guests
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import RegistrationFactory, WorkshopChoiceFactory, open_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Two with seats, one who waits; of the two one has a seat in the workshop, and one waits for it."""
    event = open_event(capacity=2)
    workshop = WorkshopFactory(event=event, title="Leg", seats=1)
    first, second = (RegistrationFactory(event=event, number=each, seat=each) for each in (1, 2))
    RegistrationFactory(event=event, number=3, waiting=True, waiting_number=1)
    WorkshopChoiceFactory(registration=first, workshop=workshop, seat=1)
    WorkshopChoiceFactory(registration=second, workshop=workshop, seat=None, waiting_number=1)
    return event


def test_nothing_is_wrong_with_seats_and_numbers_that_follow_each_other(event):
    assert guests.broken(event) == []


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"number": 4, "seat": 3}, ["seats", "waiting numbers"]),
        ({"number": 4, "waiting": True, "waiting_number": 3}, ["waiting numbers"]),
        ({"number": 5, "waiting": True, "waiting_number": 2}, ["numbers"]),
    ],
)
def test_one_too_many_and_a_gap_are_found(event, facts, found):
    RegistrationFactory(event=event, **facts)

    assert guests.broken(event) == found


def test_a_gap_in_a_workshops_line_is_found(event):
    event.workshops.get().choices.filter(seat=None).update(waiting_number=2)

    assert guests.broken(event) == ["line of Leg"]


def test_the_hidden_fields_of_a_page_are_sent_back():
    page = '<input type="hidden" name="key" value="a-b"><input name="antal" value="1">'

    assert [guests._value(page, name) for name in ("key", "antal", "fulde")] == ["a-b", "1", ""]
