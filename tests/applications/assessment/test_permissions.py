import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from applications.assessment import permissions
from applications.assessment.models import Review
from applications.rounds.models import Round, RoundStatus

pytestmark = pytest.mark.django_db

PEOPLE = ["manager", "approver", "consultant", "administrator", "coordinator"]


def test_consultants_have_the_reviews_in_their_menu(request):
    assert [name for name in PEOPLE if permissions.can_review_rounds(request.getfixturevalue(name))] == ["consultant"]
    assert permissions.can_review_rounds(AnonymousUser()) is False


@pytest.mark.parametrize("status", RoundStatus)
def test_managers_assign_reviewers_until_the_round_is_proposed(request, status):
    round_ = Round(status=status)
    expected = ["manager"] if status in {RoundStatus.DRAFT, RoundStatus.ASSESSING} else []

    may = [name for name in PEOPLE if permissions.can_assign_reviewers(request.getfixturevalue(name), round_)]

    assert may == expected


def test_a_reviewer_sees_the_others_after_locking():
    assert permissions.can_see_others(None) is False
    assert permissions.can_see_others(Review()) is False
    assert permissions.can_see_others(Review(locked_at=timezone.now())) is True
