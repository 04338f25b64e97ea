"""The code by which a guest is known at the door."""

import pytest

from conferences.registration import codes
from tests.factories.registration import RegistrationFactory

pytestmark = pytest.mark.django_db


def test_the_code_says_which_registration_and_names_nobody():
    guest = RegistrationFactory(name="Gitte")

    assert codes.of(guest) == f"praksis:{guest.pk}"
    drawn = codes.svg(guest)
    assert (drawn.startswith("<svg"), 'aria-label="QR-kode"' in drawn, "Gitte" in drawn) == (True, True, False)
    assert codes.svg(RegistrationFactory()) != drawn
