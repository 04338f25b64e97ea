"""R12: two managers decide the same round at the same moment, in a hundred rounds."""

import pytest

from applications.allocation.models import Decision, Outcome, Proposal
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.drills.deciding import choosing, contested_round, no_unique_seat, proposing, unlock
from tests.drills.race import race
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, PLACES, FEW = 100, 2, 10


def taken(results, kind) -> tuple[int, int]:
    """How many presses gave a row of the kind, and how many were refused in words."""
    return sum(isinstance(r, kind) for r in results), sum(isinstance(r, ActionError) for r in results)


def too_many(rounds) -> int:
    """The rounds with more grants than places."""
    return sum(Decision.objects.filter(round=r, outcome=Outcome.GRANTED).count() > PLACES for r, _ in rounds)


def test_two_managers_decide_a_hundred_rounds_at_the_same_moment(figures):
    managers = UserFactory.create_batch(2, manager=True)
    UserFactory(approver=True)
    rounds = [contested_round(places=PLACES) for _ in range(ROUNDS)]

    # Both give away the last place; then both decide on the one who did not get it; then both propose.
    last_place, same_applicant, proposals = [], [], []
    for round_, applications in rounds:
        last_place += race([choosing(round_, *pair) for pair in zip(applications, managers, strict=True)])
        (left,) = round_.applications.filter(decision=None)
        outcomes = (Outcome.RESERVE, Outcome.REFUSED)
        same_applicant += race([choosing(round_, left, *pair) for pair in zip(managers, outcomes, strict=True)])
        proposals += race([proposing(round_, manager) for manager in managers])

    over = too_many(rounds)
    figures(
        "R12",
        f"two managers choose, choose and propose at once in {ROUNDS} rounds of {PLACES} places",
        promise="never over the places, one decision each, one proposal",
        seen=f"{over} rounds over; {Decision.objects.count()} decisions on {(PLACES + 1) * ROUNDS} applications; "
        f"{Proposal.objects.count()} proposals",
    )
    assert over == 0
    assert taken(last_place, Decision) == (ROUNDS, ROUNDS)
    assert taken(same_applicant, Decision) == (2 * ROUNDS, 0)
    assert taken(proposals, Proposal) == (ROUNDS, ROUNDS)
    assert Decision.objects.count() == (PLACES + 1) * ROUNDS
    assert Proposal.objects.count() == ROUNDS
    assert AuditEvent.objects.filter(kind="round.proposed").count() == ROUNDS
    assert Email.objects.filter(key__startswith="round.proposed:").count() == ROUNDS


def test_red_twin_without_lock_and_unique_seat_there_are_too_many(figures, monkeypatch):
    managers = UserFactory.create_batch(2, manager=True)
    rounds = [contested_round(places=PLACES) for _ in range(FEW)]
    unlock(monkeypatch)

    with no_unique_seat():
        for round_, applications in rounds:
            race([choosing(round_, *pair) for pair in zip(applications, managers, strict=True)])
        over = too_many(rounds)

    figures("R12", f"{FEW} rounds without lock and unique seat", promise="red", seen=f"{over} rounds over")
    assert over == FEW
