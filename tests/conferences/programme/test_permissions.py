import pytest
from django.contrib.auth.models import AnonymousUser

from conferences.programme.permissions import can_publish, can_run
from tests.factories.programme import EventFactory

pytestmark = pytest.mark.django_db


def test_managers_alone_publish(manager, approver, consultant, administrator, coordinator):
    event = EventFactory()

    assert can_publish(manager, event)
    for user in [approver, consultant, administrator, coordinator, AnonymousUser()]:
        assert not can_publish(user, event)


def test_managers_alone_run_the_events(manager, approver, consultant, administrator, coordinator):
    assert can_run(manager)
    for user in [approver, consultant, administrator, coordinator, AnonymousUser()]:
        assert not can_run(user)
