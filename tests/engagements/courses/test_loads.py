from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from engagements import reference
from engagements.courses import actions
from engagements.courses.models import ProgrammeLoad
from praksis.cases.actors import Actor
from praksis.cases.log import words
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from tests.factories.rounds import ProgrammeFactory
from tests.factories.staffing import ProgrammeLoadFactory

pytestmark = pytest.mark.django_db


def test_the_assumption_is_changed_once(manager):
    load, by = ProgrammeLoadFactory(), Actor.of(manager)

    for _ in range(2):
        actions.set_programme_load(load, hours_per_month=Decimal("7.5"), source=" Timerne i 2018 ", by=by)

    assert (load.hours_per_month, load.source, load.changed_by) == (Decimal("7.5"), "Timerne i 2018", manager)
    assert [words(event) for event in AuditEvent.objects.all()] == [
        "Et forløb af Etårigt forløb regnes til 7,5 timer om måneden for hver konsulent: Timerne i 2018"
    ]


@pytest.mark.parametrize(("hours", "source"), [(0, "Skøn"), (251, "Skøn"), (12, " ")])
def test_an_assumption_is_of_some_hours_from_somewhere(manager, hours, source):
    with pytest.raises(ActionError):
        actions.set_programme_load(
            ProgrammeLoadFactory(), hours_per_month=Decimal(hours), source=source, by=Actor.of(manager)
        )


def test_the_pages_of_the_assumptions(client, manager, consultant):
    load = ProgrammeLoadFactory()
    path = "/bemanding/forudsaetninger/"
    client.force_login(manager)

    saved = client.post(f"{path}one_year/", {"hours_per_month": "20", "source": "Skøn"}, follow=True)
    refused = client.post(f"{path}one_year/", {"hours_per_month": "0", "source": "Skøn"})

    load.refresh_from_db()
    assert load.hours_per_month == 20
    assert "20 timer om måneden" in saved.content.decode()
    assert (refused.status_code, client.get(f"{path}one_year/").status_code) == (422, 200)
    assert client.get(f"{path}mini/").status_code == 404
    client.force_login(consultant)
    assert (client.get(path).status_code, client.get(f"{path}one_year/").status_code) == (200, 403)


def test_the_assumptions_are_loaded_once_and_left_as_managers_have_them():
    ProgrammeFactory()
    reference.load_hours()
    ProgrammeLoad.objects.update(hours_per_month=99)

    reference.load_hours()

    assert [load.hours_per_month for load in ProgrammeLoad.objects.all()] == [99]


@pytest.mark.parametrize("facts", [{"hours_per_month": 0}, {"source": ""}, {"changed_at": "2018-01-01T10:00Z"}])
def test_the_database_refuses_an_assumption_of_nothing(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeLoadFactory(**facts)
