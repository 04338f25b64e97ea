import pytest
from django.contrib.auth.models import AnonymousUser

from conferences.programme.permissions import can_create, can_edit, can_publish
from tests.factories.programme import EventFactory

pytestmark = pytest.mark.django_db


def test_managers_alone_create_edit_and_publish(manager, approver, consultant, administrator, coordinator):
    event = EventFactory()

    for user, may in [(manager, True), *((one, False) for one in (approver, consultant, administrator, coordinator))]:
        assert (can_create(user), can_edit(user, event), can_publish(user, event)) == (may, may, may)
    nobody = AnonymousUser()
    assert (can_create(nobody), can_edit(nobody, event), can_publish(nobody, event)) == (False, False, False)
