"""No secret of an address reaches the log."""

import logging

import pytest
from django.test import Client

from praksis.logs import WithoutSecrets
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.mail import PersonalLinkFactory

KEEPS = "/organisationer/0e7b7b5a-6c1c-4b0e-8f5e-0d8c7c8a9b10/"


@pytest.fixture
def logged():
    """What a handler with our filter writes."""
    lines = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(record.getMessage())

    handler = Keep()
    handler.addFilter(WithoutSecrets())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)


def say(logged, text, *args) -> str:
    logging.getLogger("django.request").warning(text, *args)
    return logged[-1]


def test_the_id_of_a_row_stays(logged):
    assert say(logged, "Not Found: %s", KEEPS) == f"Not Found: {KEEPS}"


def test_a_long_secret_goes_and_the_rest_stays(logged):
    secret = f"{'a' * 36}.{'0' * 64}"

    assert say(logged, "Forbidden: /organisationer/invitation/%s/", secret) == (
        "Forbidden: /organisationer/invitation/[skjult]/"
    )


@pytest.mark.django_db
def test_a_personal_link_that_meets_an_error_is_not_logged(logged):
    token = links.token(PersonalLinkFactory())

    Client().post(f"/organisationer/invitation/{token}/")

    assert logged == ["Method Not Allowed (POST): /organisationer/invitation/[skjult]/"]


@pytest.mark.django_db
def test_keys_of_accounts_are_not_logged(logged, coordinator):
    client = Client(enforce_csrf_checks=True)
    Client().post("/konto/glemt-adgangskode/", {"email": coordinator.email})
    path = Email.objects.get().button_path

    client.post(path)
    client.post(f"/konto/bekraeft/{'k' * 50}/")

    secret = path.split("/")[-2]
    text = "\n".join(logged)
    assert "Forbidden" in text
    assert "[skjult]" in text
    assert secret not in text
    assert "k" * 50 not in text
