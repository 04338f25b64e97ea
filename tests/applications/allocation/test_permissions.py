import pytest
from django.contrib.auth.models import AnonymousUser

from applications.allocation import permissions
from applications.allocation.standing import is_reviewed
from applications.rounds.models import RoundStatus
from tests.factories.allocation import DecisionFactory, ProposalFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db

PEOPLE = ["manager", "approver", "consultant", "administrator", "coordinator"]


def allowed(request, predicate, *arguments):
    """Those of PEOPLE for whom the predicate holds."""
    return [name for name in PEOPLE if predicate(request.getfixturevalue(name), *arguments)]


def test_managers_and_approvers_have_the_rounds_in_their_menu(request):
    assert allowed(request, permissions.can_see_rounds) == ["manager", "approver"]
    assert permissions.can_see_rounds(AnonymousUser()) is False


def test_managers_choose_and_propose_once_the_deadline_has_passed(request):
    assert allowed(request, permissions.can_choose, RoundFactory(closed=True)) == ["manager"]
    assert allowed(request, permissions.can_propose, RoundFactory(closed=True)) == ["manager"]
    assert allowed(request, permissions.can_choose, RoundFactory()) == []


@pytest.mark.parametrize("status", RoundStatus)
def test_each_button_belongs_to_one_role_and_one_status(request, status):
    round_ = RoundFactory(closed=True, status=status)
    proposal = ProposalFactory(round=round_)
    waiting, approved = status == RoundStatus.PROPOSED, status == RoundStatus.APPROVED

    assert allowed(request, permissions.can_propose, round_) == ["manager"] * (status == RoundStatus.ASSESSING)
    assert allowed(request, permissions.can_send_back, round_) == ["approver"] * (waiting or approved)
    assert allowed(request, permissions.can_approve, round_, proposal) == ["approver"] * waiting
    assert allowed(request, permissions.can_announce, round_) == ["manager"] * approved


def test_nobody_approves_the_own_proposal(approver):
    round_ = RoundFactory(closed=True, status=RoundStatus.PROPOSED)

    assert permissions.can_approve(approver, round_, ProposalFactory(round=round_, proposed_by=approver)) is False
    assert permissions.can_approve(approver, round_, None) is False


@pytest.mark.parametrize(
    ("membership", "expected"),
    [({}, True), ({"editor": True}, False), ({"viewer": True}, False), ({"unconfirmed": True}, False)],
)
def test_a_confirmed_owner_answers(municipality, membership, expected):
    decision = DecisionFactory(application__applicant=municipality, granted=True)
    user = MembershipFactory(organisation=municipality, **membership).user

    assert permissions.can_answer(user, decision) is expected


def test_another_organisations_owner_does_not_answer(municipality, stranger, manager):
    decision = DecisionFactory(application__applicant=municipality, granted=True)

    assert permissions.can_answer(stranger, decision) is False
    assert permissions.can_answer(manager, decision) is False


@pytest.mark.parametrize(
    ("persona", "reviews_it", "has_locked", "locked", "expected"),
    [
        ("manager", False, False, 1, True),
        ("approver", False, False, 1, False),
        ("approver", False, False, 2, True),
        ("manager", True, False, 2, False),
        ("manager", True, True, 2, True),
        ("consultant", True, False, 2, False),
        ("consultant", True, True, 2, True),
    ],
)
def test_scores_are_seen_when_they_can_no_longer_colour_the_own(
    request, persona, reviews_it, has_locked, locked, expected
):
    user = request.getfixturevalue(persona)
    reviewed = is_reviewed(locked, expected=2)

    sees = permissions.can_see_scores(user, is_reviewed=reviewed, reviews_it=reviews_it, has_locked=has_locked)

    assert sees is expected
