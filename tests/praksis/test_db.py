"""A row that somebody deleted between the page and the action is a refusal, not a fault of ours."""

import pytest
from django.db import transaction

from praksis.db import lock
from praksis.errors import ActionError
from tests.factories.mail import EmailFactory

pytestmark = pytest.mark.django_db


def test_a_row_that_is_gone_cannot_be_locked():
    letter = EmailFactory()
    type(letter).objects.all().delete()

    with pytest.raises(ActionError, match="slettet det i mellemtiden"), transaction.atomic():
        lock(letter)


def test_a_lock_shows_what_stands_in_the_row_now():
    letter = EmailFactory(subject="Nu")
    letter.subject = "Ikke gemt"

    with transaction.atomic():
        lock(letter)

    assert letter.subject == "Nu"
