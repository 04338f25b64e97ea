import pytest

from applications.decisions import permissions
from tests.factories.allocation import DecisionFactory, announced_round, decided_round

pytestmark = pytest.mark.django_db

PEOPLE = ["coordinator", "consultant", "manager", "approver"]


def allowed(request, may, thing):
    return [name for name in PEOPLE if may(request.getfixturevalue(name), thing)]


def test_managers_rank_while_they_choose(request):
    assert allowed(request, permissions.can_rank, decided_round("reserve")) == ["manager"]
    assert allowed(request, permissions.can_rank, announced_round("reserve")) == []


def test_managers_and_approvers_follow_what_is_announced(request):
    assert allowed(request, permissions.can_follow_decisions, announced_round("reserve")) == ["manager", "approver"]
    assert allowed(request, permissions.can_follow_decisions, decided_round("reserve")) == []


def test_approvers_replace_what_is_announced_but_not_their_own_choice(request, approver):
    announced = announced_round("reserve").decisions.get()
    own = announced_round("reserve").decisions.get()
    own.chosen_by = approver

    assert allowed(request, permissions.can_replace, announced) == ["approver"]
    assert allowed(request, permissions.can_replace, own) == []
    assert allowed(request, permissions.can_replace, DecisionFactory()) == []
