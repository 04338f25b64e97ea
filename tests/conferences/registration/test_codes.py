"""The code that a guest shows at the door."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from conferences.registration import codes
from conferences.registration.models import Registration
from praksis.mail import links
from tests.factories.registration import RegistrationFactory, open_event

ID = UUID("12345678-1234-5678-1234-567812345678")


def test_the_code_says_whose_registration_it_is_and_is_read_back():
    assert codes.of(Registration(pk=ID)) == "praksis:12345678-1234-5678-1234-567812345678"
    assert codes.read(" PRAKSIS:12345678-1234-5678-1234-567812345678\n") == ID
    assert codes.read(str(ID)) == ID


@pytest.mark.parametrize("text", ["", "praksis:", "https://example.org/", "praksis:12345"])
def test_what_is_no_code_of_ours_is_nobody(text):
    assert codes.read(text) is None


def test_the_drawing_has_a_name_and_no_style_of_its_own():
    drawing = codes.svg(Registration(pk=ID))

    assert 'role="img" aria-label="QR-kode til indgangen"' in drawing
    assert "style" not in drawing


@pytest.mark.django_db
def test_a_guest_finds_the_code_on_their_page_until_the_day_is_over(client):
    guest = RegistrationFactory(event=open_event())
    page = client.get(f"/tilmelding/{links.token(guest.link)}/", follow=True)
    assert codes.svg(guest) in page.content.decode()

    guest.event.held_on = timezone.localdate() - timedelta(days=1)
    guest.event.save()

    page = client.get(f"/tilmelding/min/{guest.pk}/")
    assert "Din kode til indgangen" not in page.content.decode()


@pytest.mark.django_db
def test_whoever_gave_up_has_no_code(client):
    guest = RegistrationFactory(event=open_event(), cancelled=True)

    page = client.get(f"/tilmelding/{links.token(guest.link)}/", follow=True)

    assert page.status_code == 200
    assert "Din kode til indgangen" not in page.content.decode()
