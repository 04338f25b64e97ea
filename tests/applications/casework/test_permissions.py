import pytest

from applications.casework import permissions
from applications.drafting.models import Status
from applications.rounds.models import RoundStatus
from praksis.accounts.models import User
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "writes", "withdraws"),
    [({}, True, True), ({"editor": True}, True, False), ({"viewer": True}, False, False)],
)
def test_writers_write_to_us_and_owners_withdraw(application, municipality, kind, writes, withdraws):
    user = MembershipFactory(organisation=municipality, **kind).user

    assert permissions.can_write_to_us(user, application) == writes
    assert permissions.can_withdraw(user, application) == withdraws


def test_an_unconfirmed_member_does_both_only_in_what_they_began(application, municipality):
    user = MembershipFactory(organisation=municipality, unconfirmed=True, editor=True).user
    own = ApplicationFactory(applicant=municipality, created_by=user, submitted=True, round__closed=True)

    assert not permissions.can_write_to_us(user, application)
    assert not permissions.can_withdraw(user, application)
    assert permissions.can_write_to_us(user, own)
    assert permissions.can_withdraw(user, own)


def test_strangers_and_staff_do_neither(application, stranger, manager):
    for user in (stranger, manager):
        assert not permissions.can_write_to_us(user, application)
        assert not permissions.can_withdraw(user, application)


def test_nobody_writes_in_a_draft_or_withdraws_twice(coordinator, municipality):
    draft = ApplicationFactory(applicant=municipality)
    withdrawn = ApplicationFactory(applicant=municipality, status=Status.WITHDRAWN)

    assert not permissions.can_write_to_us(coordinator, draft)
    assert permissions.can_withdraw(coordinator, draft)
    assert not permissions.can_withdraw(coordinator, withdrawn)


def test_after_the_announcement_nobody_withdraws(application, coordinator):
    application.round.status = RoundStatus.ANNOUNCED

    assert not permissions.can_withdraw(coordinator, application)
    assert permissions.can_write_to_us(coordinator, application)


def test_managers_handle_and_check_while_approvers_follow(application, manager, approver, consultant):
    assert [permissions.can_follow(user) for user in (manager, approver, consultant)] == [True, True, False]
    assert [permissions.can_handle(user) for user in (manager, approver, consultant)] == [True, False, False]
    assert permissions.can_check(manager, application)
    assert not permissions.can_check(approver, application)


def test_once_proposed_nothing_is_checked(application, manager):
    application.round.status = RoundStatus.PROPOSED

    assert not permissions.can_check(User.objects.get(pk=manager.pk), application)
