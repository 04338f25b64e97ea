"""What was pressed at the door, in the admin."""

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.door.models import Entry
from tests.factories.door import event_helper, todays_event
from tests.factories.registration import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(rows, client, administrator, django_assert_num_queries):
    by, event = event_helper(), todays_event()
    for guest in RegistrationFactory.create_batch(rows, event=event):
        Entry.objects.create(registration=guest, kind="in", at=timezone.now(), by=by, has_changed=True)
    client.force_login(administrator)

    with django_assert_num_queries(5):
        page = client.get(reverse("admin:conferences_entry_changelist"))

    assert page.status_code == 200
