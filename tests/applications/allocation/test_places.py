"""Accepting, declining and recording places."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.allocation import actions
from applications.allocation.models import Decision, Place
from applications.rounds.models import RoundStatus
from applications.signals import place_accepted
from engagements import reference
from praksis.cases.actors import Actor
from praksis.cases.models import Case
from praksis.errors import ActionError
from tests.factories.allocation import announced_round, decided_round
from tests.factories.assessment import freeze
from tests.factories.organisations import MunicipalityFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db

PERSON = {"name": "Karen Koordinator", "title": "konsulent", "email": "karen@skive.example", "phone": "10 20 30 40"}


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


FACTS = {
    "programme": "one_year",
    "applicant_kind": "municipality",
    "period_from": "2017-08-01",
    "period_to": "2018-07-31",
    "institutions": [],
    "people": {"coordinator": PERSON},
    "themes": [],
    "challenge": None,
}


@pytest.fixture(autouse=True)
def framework():
    """What the course that answers the doorbell is opened from."""
    ProgrammeFactory()
    reference.load()


@pytest.fixture
def decision():
    return announced_round("granted").decisions.get()


@pytest.fixture
def heard():
    """What the doorbell rang for."""
    rung = []

    def listen(sender, place, by, **kwargs):
        rung.append((sender, place, by))

    place_accepted.connect(listen)
    yield rung
    place_accepted.disconnect(listen)


def test_accept_place_copies_the_facts_and_rings_the_doorbell(decision, by, heard):
    freeze(
        decision.application,
        questions=[
            {"key": "coordinator", "label": "Tovholder", "kind": "person", "value": PERSON},
            {"key": "director", "label": "Direktør", "kind": "person", "value": None},
            {"key": "themes", "label": "Temaer", "kind": "multi_choice", "value": ["parents"]},
        ],
        institutions=[
            {
                "id": None,
                "name": "Solstrålen",
                "ownership": "private",
                "ownership_label": "Privat",
                "setting": "nursery",
                "setting_label": "Vuggestue",
            }
        ],
    )

    place = actions.accept_place(decision, by=by)

    assert (place.case, place.round, place.applicant) == (decision.case, decision.round, decision.application.applicant)
    assert (place.application, place.decision, place.accepted_by_name) == (decision.application, decision, by.name)
    assert place.facts == {
        "programme": "one_year",
        "applicant_kind": "municipality",
        "period_from": decision.round.period_from.isoformat(),
        "period_to": decision.round.period_to.isoformat(),
        "institutions": [{"id": None, "name": "Solstrålen", "ownership": "private", "setting": "nursery"}],
        "people": {"coordinator": PERSON},
        "themes": ["parents"],
        "challenge": None,
    }
    assert heard == [(Place, place, by)]
    assert place.case.events.filter(kind="place.accepted").count() == 1


def test_accepting_twice_gives_the_same_place(decision, by, heard):
    first = actions.accept_place(decision, by=by)
    second = actions.accept_place(decision, by=by)

    assert first == second
    assert len(heard) == 1
    assert decision.case.events.filter(kind="place.accepted").count() == 1


def test_a_receiver_that_fails_rolls_the_acceptance_back(decision, by):
    def fail(**kwargs):
        raise RuntimeError("The course could not be opened.")

    place_accepted.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            actions.accept_place(decision, by=by)
    finally:
        place_accepted.disconnect(fail)

    assert not Place.objects.exists()
    assert not decision.case.events.filter(kind="place.accepted").exists()


def test_accept_place_counts_the_whole_last_day_by_when_the_request_came(decision, by):
    too_late = timezone.now() + timedelta(days=15)
    with pytest.raises(ActionError, match="I kunne tage imod pladsen til og med"):
        actions.accept_place(decision, by=by, received_at=too_late)

    assert actions.accept_place(decision, by=by, received_at=timezone.now() + timedelta(days=14)).decision == decision


@pytest.mark.parametrize("outcome", ["reserve", "refused"])
def test_only_a_grant_is_accepted_or_declined(outcome, by):
    decision = announced_round(outcome).decisions.get()

    with pytest.raises(ActionError, match="ikke en plads"):
        actions.accept_place(decision, by=by)
    with pytest.raises(ActionError, match="ikke en plads"):
        actions.decline_place(decision, by=by)


def test_a_place_is_not_accepted_before_it_is_announced(by):
    decision = decided_round("granted").decisions.get()

    with pytest.raises(ActionError, match="ikke en plads"):
        actions.accept_place(decision, by=by)


def test_decline_place_gives_the_seat_back(decision, by):
    actions.decline_place(decision, by=by)
    actions.decline_place(decision, by=by)

    assert not Decision.objects.holding_a_seat().exists()
    assert Decision.objects.get().given_back_by == by.user
    assert decision.case.events.filter(kind="place.declined").count() == 1
    with pytest.raises(ActionError, match="I har sagt nej"):
        actions.accept_place(decision, by=by)


def test_an_accepted_place_is_not_declined(decision, by):
    actions.accept_place(decision, by=by)

    with pytest.raises(ActionError, match="I har taget imod pladsen"):
        actions.decline_place(decision, by=by)

    assert Decision.objects.holding_a_seat().exists()


# --- Rounds from before the system --------------------------------------------------------------------------------


def test_record_earlier_place_opens_a_case_and_rings_the_doorbell(manager, heard):
    round_ = RoundFactory(status=RoundStatus.ANNOUNCED, opens_at=None, deadline=None, name="August 2017")
    skive = MunicipalityFactory(name="Skive Kommune").organisation
    accepted_at = timezone.now() - timedelta(days=200)

    place = actions.record_earlier_place(
        round=round_,
        applicant=skive,
        applicant_kind="municipality",
        facts=FACTS,
        accepted_at=accepted_at,
        by=Actor.of(manager),
    )

    assert (place.case.party, place.case.title, place.case.opened_at) == (
        skive,
        "Etårigt forløb: Skive Kommune",
        accepted_at,
    )
    assert (place.application, place.decision, place.accepted_by_name) == (None, None, manager.name)
    assert place.case.events.get(kind="place.recorded").data == {"round": "August 2017"}
    assert heard == [(Place, place, Actor.of(manager))]


def test_record_earlier_place_is_not_a_way_around_the_decisions(manager):
    round_ = RoundFactory(closed=True)

    with pytest.raises(ActionError, match="kørt i Praksis"):
        actions.record_earlier_place(
            round=round_,
            applicant=MunicipalityFactory().organisation,
            applicant_kind="municipality",
            facts={},
            accepted_at=timezone.now(),
            by=Actor.of(manager),
        )

    assert not Place.objects.exists()
    assert Case.objects.count() == 1
