"""Registering: seats, the waiting list, workshops, and what is said to whom."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from conferences.registration import actions
from conferences.registration.models import GuestRole, Registration, RegistrationStatus, WorkshopChoice
from praksis.cases.actors import SYSTEM
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import AllowanceFactory, RegistrationFactory, WorkshopChoiceFactory, open_event

pytestmark = pytest.mark.django_db


def guest(email="anna@skive.example", *workshops, **facts):
    usual = {"name": "Anna Ander", "workplace": "Børnehuset", "role": GuestRole.STAFF}
    return actions.Guest(email=email, workshops=workshops, **{**usual, **facts})


def register(event, *guests, **facts):
    usual = {"booking": uuid4(), "received_at": timezone.now()}
    return actions.register(event, guests, **{**usual, **facts})


def test_the_first_get_seats_and_the_others_numbers_on_the_waiting_list():
    event = open_event(capacity=2)

    made = [register(event, guest(f"{name}@skive.example"))[0] for name in "abcd"]

    assert [(one.number, one.status, one.seat, one.waiting_number) for one in made] == [
        (1, "seated", 1, None),
        (2, "seated", 2, None),
        (3, "waiting", None, 1),
        (4, "waiting", None, 2),
    ]
    assert list(Email.objects.order_by("created_at").values_list("to", "subject")) == [
        ("a@skive.example", f"Du er tilmeldt: {event.title}"),
        ("b@skive.example", f"Du er tilmeldt: {event.title}"),
        ("c@skive.example", f"Du er på venteliste: {event.title}"),
        ("d@skive.example", f"Du er på venteliste: {event.title}"),
    ]


def test_several_are_registered_at_once_and_sent_twice_it_is_one_booking():
    event, booking = open_event(), uuid4()
    guests = [guest("a@skive.example"), guest("b@skive.example", name="Bo")]

    first, again = (register(event, *guests, booking=booking) for _ in range(2))

    assert first == again == list(Registration.objects.all())
    assert (len(first), Email.objects.count()) == (2, 2)


def test_nothing_of_a_guest_stands_in_the_audit():
    register(open_event(), guest(name="Hemmelige Hanne"))

    event = AuditEvent.objects.get(kind="registration.made")
    assert (event.actor_name, event.data) == ("Tilmelding 1", {"number": 1, "how": ""})


def test_an_address_that_is_known_is_told_by_mail_and_not_here():
    event = open_event()
    [known] = register(event, guest("Anna@Skive.example"))

    assert register(event, guest("anna@skive.example"), guest("bo@skive.example"))[0].email == "bo@skive.example"

    assert Registration.objects.count() == 2
    assert Email.objects.filter(to=known.email).order_by("created_at").last().subject == (
        f"Du er allerede tilmeldt: {event.title}"
    )


def test_whoever_cancelled_can_register_again():
    event = open_event()
    old = RegistrationFactory(event=event, email="anna@skive.example", cancelled=True)

    [new] = register(event, guest("anna@skive.example"))

    assert (new.pk == old.pk, new.is_seated) == (False, True)


@pytest.mark.parametrize(("hours", "is_open"), [(-25, False), (-23, True), (0, True), (479, True), (481, False)])
def test_registration_is_open_between_its_dates(hours, is_open):
    event, moment = open_event(), timezone.now() + timedelta(hours=hours)

    if is_open:
        assert register(event, guest(), received_at=moment)
    else:
        with pytest.raises(ActionError, match="ikke åben"):
            register(event, guest(), received_at=moment)


@pytest.mark.parametrize(
    "facts",
    [{"status": "draft", "published_at": None}, {"registration_opens_at": None, "registration_closes_at": None}],
)
def test_a_draft_and_an_event_without_dates_take_nobody(facts):
    with pytest.raises(ActionError, match="ikke åben"):
        register(open_event(**facts), guest())


# --- Held seats ---


def test_held_seats_are_not_for_others():
    event = open_event(capacity=3, held_until=timezone.localdate())
    allowance = AllowanceFactory(event=event, seats=2)

    others = [register(event, guest(f"{name}@x.example"))[0] for name in "ab"]
    own = [register(event, guest(f"{name}@x.example"), allowance=allowance)[0] for name in "cde"]

    assert [one.status for one in others] == ["seated", "waiting"]
    assert [one.status for one in own] == ["seated", "seated", "waiting"]


def test_held_seats_are_for_anybody_after_their_day():
    event = open_event(capacity=1, held_until=timezone.localdate() - timedelta(days=1))
    AllowanceFactory(event=event, seats=1)

    assert register(event, guest())[0].is_seated


def test_a_theme_day_is_for_those_with_held_seats():
    event = open_event(theme_day=True, held_until=timezone.localdate())
    with pytest.raises(ActionError, match="for kommuner i et forløb"):
        register(event, guest())

    assert register(event, guest(), allowance=AllowanceFactory(event=event))[0].is_seated


def test_a_lowered_capacity_gives_no_held_seat_that_is_not_there():
    event = open_event(capacity=1, held_until=timezone.localdate())
    allowance = AllowanceFactory(event=event, seats=2)

    assert [register(event, guest(f"{each}@x.example"), allowance=allowance)[0].status for each in "ab"] == [
        "seated",
        "waiting",
    ]


# --- Workshops ---


def test_a_guest_gets_a_seat_in_each_workshop():
    event = open_event()
    morning = WorkshopFactory(event=event)
    noon = WorkshopFactory(event=event, starts_at=time(13), ends_at=time(14))

    [made] = register(event, guest("a@x.example", morning, noon))

    assert list(made.choices.values_list("workshop", "seat")) == [(morning.pk, 1), (noon.pk, 1)]
    assert morning.title in Email.objects.get().body


def test_two_workshops_at_once_are_refused():
    event = open_event()
    one = WorkshopFactory(event=event, title="Leg")
    other = WorkshopFactory(event=event, title="Ro", starts_at=time(11, 30), ends_at=time(12, 30))

    with pytest.raises(ActionError, match="»Leg« og »Ro« ligger på samme tid"):
        register(event, guest("a@x.example", one, other))

    assert not Registration.objects.exists()


def test_a_workshop_that_was_filled_meanwhile_is_explained_and_nothing_is_saved():
    event = open_event()
    full = WorkshopFactory(event=event, seats=1, title="Leg")
    register(event, guest("a@x.example", full))

    with pytest.raises(actions.WorkshopFull, match="»Leg« er blevet fyldt") as refused:
        register(event, guest("b@x.example"), guest("c@x.example", full))
    assert (refused.value.guest, Registration.objects.count()) == (1, 1)

    [made] = register(event, guest("c@x.example", full), may_wait_for={full.pk})
    assert list(made.choices.values_list("seat", "waiting_number")) == [(None, 1)]
    assert "nummer 1" in Email.objects.get(to="c@x.example").body


def test_whoever_waits_for_the_event_only_wishes_for_a_workshop():
    event = open_event(capacity=1)
    workshop = WorkshopFactory(event=event, seats=1)
    register(event, guest("a@x.example"))

    [waiting] = register(event, guest("b@x.example", workshop))

    assert list(waiting.choices.values_list("seat", "waiting_number")) == [(None, None)]
    assert not WorkshopChoice.objects.waiting().exists()
    assert waiting.status == RegistrationStatus.WAITING


def test_a_page_that_a_browser_has_kept_registers_the_next_colleague_too():
    event, booking = open_event(), uuid4()
    register(event, guest("a@skive.example"), booking=booking)

    (made,) = register(event, guest("b@skive.example", name="Bo"), booking=booking)

    assert (made.number, made.email) == (2, "b@skive.example")
    assert list(Email.objects.order_by("to").values_list("to", flat=True)) == ["a@skive.example", "b@skive.example"]


def test_a_page_that_a_browser_has_kept_registers_somebody_again_who_has_cancelled():
    event, booking = open_event(), uuid4()
    (made,) = register(event, guest("a@skive.example"), booking=booking)
    actions.cancel(made, by=SYSTEM)

    (again,) = register(event, guest("a@skive.example"), booking=booking)

    assert (again.pk != made.pk, again.is_seated) == (True, True)


def test_a_registration_at_a_large_event_takes_twelve_queries(connection_queries):
    event = open_event(capacity=40)
    workshop = WorkshopFactory(event=event)
    for seat in range(1, 21):
        one = RegistrationFactory(event=event, number=seat, seat=seat)
        WorkshopChoiceFactory(registration=one, workshop=workshop, seat=seat)

    with connection_queries() as asked:
        register(event, guest("a@skive.example", workshop))

    assert len(asked) == 12


def test_gaps_among_the_seats_of_event_and_workshop_are_filled_from_below():
    event = open_event(capacity=5)
    workshop = WorkshopFactory(event=event, seats=5)
    for seat in (2, 4):
        one = RegistrationFactory(event=event, number=seat, seat=seat)
        WorkshopChoiceFactory(registration=one, workshop=workshop, seat=seat)

    made = register(event, *(guest(f"{name}@skive.example", workshop) for name in "abcd"), may_wait_for=[workshop.pk])

    assert [one.seat for one in made] == [1, 3, 5, None]
    assert [one.choices.get().seat for one in made] == [1, 3, 5, None]


def test_whoever_is_let_in_without_a_number_takes_none_but_takes_up_room():
    event = open_event(capacity=3)
    RegistrationFactory(event=event, number=1, seat=1)
    RegistrationFactory(event=event, number=2, seat=None, came_at=timezone.now())

    made = register(event, guest("a@skive.example"), guest("b@skive.example"))

    assert [one.seat for one in made] == [2, None]
