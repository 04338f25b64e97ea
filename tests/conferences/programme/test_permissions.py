import pytest
from django.contrib.auth.models import AnonymousUser

from conferences.programme.permissions import can_publish
from tests.factories.programme import EventFactory

pytestmark = pytest.mark.django_db


def test_managers_alone_publish(manager, approver, consultant, administrator, coordinator):
    event = EventFactory()

    assert can_publish(manager, event)
    for user in [approver, consultant, administrator, coordinator, AnonymousUser()]:
        assert not can_publish(user, event)
