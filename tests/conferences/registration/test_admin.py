"""Registrations in the admin: to look up, without what a guest needs on the day and without the link."""

import pytest
from django.urls import reverse

from tests.factories.registration import AllowanceFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_one_and_for_three(rows, client, administrator, django_assert_num_queries):
    RegistrationFactory.create_batch(rows)
    AllowanceFactory.create_batch(rows)
    client.force_login(administrator)
    for name in ("registration", "allowance"):
        with django_assert_num_queries(5):
            assert client.get(reverse(f"admin:conferences_{name}_changelist")).status_code == 200


def test_what_a_guest_needs_is_not_shown(client, administrator):
    guest = RegistrationFactory(name="Gitte", food="Vegetar")
    client.force_login(administrator)

    page = client.get(reverse("admin:conferences_registration_change", args=[guest.pk])).content.decode()

    assert ("Gitte" in page, "Vegetar" in page) == (True, False)
