"""The site of Django's admin, as administrators look things up in it."""

import pytest
from django.urls import reverse
from django.utils.functional import empty

pytestmark = pytest.mark.django_db
EVENTS = "admin:praksis_auditevent_changelist"


def test_the_first_page_has_all_the_lists(client, administrator):
    client.force_login(administrator)

    page = client.get(reverse("admin:index"))

    assert reverse(EVENTS) in page.text
    assert "Opslag for administratorer" in page.text


def test_a_list_does_not_look_for_the_others(client, administrator):
    client.force_login(administrator)

    first, events = client.get(reverse("admin:index")), client.get(reverse(EVENTS))

    assert first.context["app_list"]._wrapped is not empty
    assert events.context["available_apps"]._wrapped is empty


def test_a_wing_without_lists_is_not_there(client, administrator):
    client.force_login(administrator)

    assert client.get(reverse("admin:app_list", args=["praksis"])).status_code == 200
    assert client.get("/admin/sessions/").status_code == 404
