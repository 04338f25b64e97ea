"""An accepted place that is given back: open again, and the reserve question is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import actions as choosing
from applications.allocation.models import Decision
from applications.assessment.actions import declare_interest
from applications.casework.actions import withdraw
from applications.decisions import actions, places, reminders
from engagements import reference
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.allocation import PlaceFactory, announced_round
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import ProgrammeFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

WHY = "Vores dagtilbudschef er rejst."


@pytest.fixture(autouse=True)
def framework():
    """What the course of an accepted place is opened from."""
    ProgrammeFactory()
    reference.load()


def accepted(*outcomes, **fields):
    """A round of which the first granted place is accepted, that place, and its municipality's owner as an actor."""
    round_ = announced_round(*outcomes, **fields)
    decision = round_.decisions.filter(outcome="granted").order_by("seat_number").first()
    by = Actor.of(MembershipFactory(organisation=decision.application.applicant).user)
    return round_, choosing.accept_place(decision, by=by), by


def text_of(response):
    return texts(response, "main")[0]


def handler(round_):
    """A manager who may read the round."""
    manager = UserFactory(manager=True)
    declare_interest(round_, has_interest=False, by=Actor.of(manager))
    return manager


def test_a_place_given_back_is_open_and_its_seat_free():
    round_, place, by = accepted("granted", "granted", "reserve")
    before = places.open_places(round_, timezone.now())

    actions.give_back(place, reason=f" {WHY} ", by=by)

    found = places.open_places(round_, timezone.now())
    decision = Decision.objects.get(pk=place.decision_id)
    assert (before.count, before.is_question) == (0, False)
    assert (found.count, found.opened_by, found.is_question) == (1, [decision], True)
    assert (decision.given_back_at, decision.given_back_by) == (place.given_back_at, by.person)
    assert places.has_free_seat(round_)
    assert place.case.events.get(kind="place.given_back").data["reason"] == WHY
    assert round_.case.events.get(kind="round.place_given_back").data["reason"] == WHY


def test_nobody_gets_it_before_a_person_has_decided():
    round_, place, by = accepted("granted", "reserve", places=1)
    reserve = round_.decisions.get(outcome="reserve")

    actions.give_back(place, reason=WHY, by=by)

    assert Decision.objects.get(pk=reserve.pk).outcome == "reserve"
    approver = Actor.of(UserFactory(approver=True))
    actions.replace(
        reserve, outcome="granted", reason="Der er en plads.", reasons={}, why="Ledig.", after=1, by=approver
    )
    reserve.refresh_from_db()
    assert (reserve.outcome, reserve.seat_number) == ("granted", place.decision.seat_number)
    assert places.open_places(round_, timezone.now()).count == 0


def test_the_managers_of_the_round_are_told_why_and_asked_who_gets_it():
    round_, place, by = accepted("granted", "reserve", places=1)
    manager, conflicted = handler(round_), UserFactory(manager=True)
    declare_interest(round_, has_interest=True, about="Min søster", by=Actor.of(conflicted))

    actions.give_back(place, reason=WHY, by=by)

    letters = Email.objects.filter(key__startswith="place.given_back:")
    assert [letter.to for letter in letters] == [manager.email]
    assert WHY in letters[0].body
    assert "Der står én ansøger på reservelisten" in letters[0].body
    assert letters[0].button_path == reverse("applications:round_reserves", args=[round_.pk])


def test_a_manager_who_notes_it_is_not_told_of_it_and_with_nobody_on_the_list_nothing_is_asked():
    round_, place, _ = accepted("granted", "refused", places=1)
    noting, other = handler(round_), handler(round_)

    actions.give_back(place, reason=WHY, by=Actor.of(noting))

    letter = Email.objects.get(key__startswith="place.given_back:")
    assert letter.to == other.email
    assert "Der står ingen på reservelisten" in letter.body


def test_those_who_were_told_at_once_are_not_reminded_of_it():
    round_, place, by = accepted("granted", "granted", "reserve")
    handler(round_)
    declined = round_.decisions.filter(outcome="granted").exclude(pk=place.decision_id).get()
    actions.give_back(place, reason=WHY, by=by)
    assert list(reminders.due(timezone.now() + timedelta(days=1))) == []

    choosing.decline_place(declined, by=by)

    due = list(reminders.due(timezone.now() + timedelta(days=1)))
    assert {(one.kind, one.object_id) for one in due} == {("place.open", declined.pk)}


def test_given_back_twice_is_given_back_once():
    _, place, by = accepted("granted", places=1)

    actions.give_back(place, reason=WHY, by=by)
    at = place.given_back_at
    actions.give_back(place, reason="Igen", by=by)

    place.refresh_from_db()
    assert place.given_back_at == at
    assert place.case.events.filter(kind="place.given_back").count() == 1


def test_without_a_reason_it_is_kept():
    _, place, by = accepted("granted", places=1)

    with pytest.raises(ActionError, match="Skriv, hvorfor"):
        actions.give_back(place, reason="  ", by=by)

    place.refresh_from_db()
    assert place.given_back_at is None


def test_a_place_of_before_the_system_asks_nobody():
    place = PlaceFactory()
    manager = UserFactory(manager=True)

    actions.give_back(place, reason=WHY, by=Actor.of(manager))

    assert place.given_back_at is not None
    assert not Email.objects.exists()


def test_what_was_given_back_is_not_replaced():
    _, place, by = accepted("granted", places=1)
    actions.give_back(place, reason=WHY, by=by)

    with pytest.raises(ActionError, match="givet tilbage"):
        actions.replace(
            place.decision,
            outcome="refused",
            reason="Nej.",
            reasons={},
            why="Ny.",
            after=1,
            by=Actor.of(UserFactory(approver=True)),
        )


def test_after_the_announcement_an_application_is_not_withdrawn_and_the_way_is_told():
    _, place, by = accepted("granted", places=1)

    with pytest.raises(ActionError, match="giver I den tilbage på forløbets side"):
        withdraw(place.application, reason=WHY, by=by)


# --- What the pages say ---------------------------------------------------------------------------------------------


def test_the_applicant_reads_that_it_was_given_back_however_late(client):
    _, place, by = accepted("granted", places=1)
    client.force_login(by.person)
    address = reverse("applications:decision", args=[place.application_id])
    assert "I har taget imod pladsen" in text_of(client.get(address))

    actions.give_back(place, reason=WHY, by=by)
    Decision.objects.update(announced_at=timezone.now() - timedelta(days=40))

    page = text_of(client.get(address))
    assert "I har givet jeres plads tilbage" in page
    assert "I svarede ikke i tide" not in page
    assert Decision.objects.get().has_lapsed is False
    assert "I har givet jeres plads tilbage" in text_of(client.get(reverse("overview:mine")))
    assert "I har givet jeres plads tilbage" in text_of(client.get(reverse("applications:own_applications")))


def test_the_round_asks_the_reserve_question_and_says_who_gave_it_back(client):
    round_, place, by = accepted("granted", "reserve", places=1)
    client.force_login(handler(round_))
    address = reverse("applications:round_detail", args=[round_.pk])
    assert "1 af 1 har sagt ja." in text_of(client.get(address))

    actions.give_back(place, reason=WHY, by=by)

    page = text_of(client.get(address))
    assert "0 af 1 har sagt ja. 1 plads er givet tilbage." in page
    assert "Har givet pladsen tilbage" in page
    assert "Der tages stilling til, hvem der får den ledige plads" in page
    reserves = text_of(client.get(reverse("applications:round_reserves", args=[round_.pk])))
    assert "En plads er ledig" in reserves
    standing = text_of(client.get(reverse("applications:decision_replace", args=[round_.pk, place.application_id])))
    assert "Pladsen er taget imod og givet tilbage." in standing
