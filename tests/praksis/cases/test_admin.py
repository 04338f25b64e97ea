"""What was written on a case is counted, not read, by administrators."""

import pytest
from django.urls import reverse

from praksis.cases import actions
from praksis.cases.actors import Actor
from praksis.cases.models import Message, Note
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db

SECRET = "Kun for sagsbehandlere."


@pytest.fixture
def written(manager):
    """A note with an addition to it, and a message, by a manager."""
    case = CaseFactory(reference="2020-0042")
    note = actions.add_note(case, text=SECRET, by=Actor.of(manager))
    actions.add_note(case, text=SECRET, follows=note, by=Actor.of(manager))
    actions.send_message(case, text=SECRET, from_party=False, by=Actor.of(manager), attachments=[])


@pytest.mark.parametrize(("model", "rows"), [(Note, 2), (Message, 1)])
def test_that_something_is_written_is_shown_and_not_what(model, rows, written, client, administrator):
    client.force_login(administrator)
    name = f"admin:praksis_{model.__name__.lower()}"
    one = model.objects.last()

    page = client.get(reverse(f"{name}_changelist"), {"q": "2020-0042"}).content.decode()

    assert page.count("Mona Manager") == rows
    assert page.count(SECRET) == 0
    assert client.get(reverse(f"{name}_change", args=[one.pk])).status_code == 403
    assert client.get(reverse(f"{name}_add")).status_code == 403
    assert client.post(reverse(f"{name}_delete", args=[one.pk])).status_code == 403
