from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from praksis.cases.actions import open_case
from praksis.cases.models import Case
from praksis.db import lock
from tests.factories.cases import CaseFactory
from tests.factories.organisations import MunicipalityFactory

DANISH = ZoneInfo("Europe/Copenhagen")


@pytest.mark.django_db
def test_cases_are_numbered_within_their_year():
    year = [
        datetime(2017, 5, 1, tzinfo=DANISH),
        datetime(2017, 9, 1, tzinfo=DANISH),
        datetime(2018, 1, 1, tzinfo=DANISH),
    ]

    references = [open_case("En sag", at=at).reference for at in year]

    assert references == ["2017-0001", "2017-0002", "2018-0001"]


@pytest.mark.django_db
def test_the_year_is_the_danish_one():
    new_year = datetime(2017, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))

    assert open_case("En sag", at=new_year).reference == "2018-0001"


@pytest.mark.django_db
def test_a_case_has_its_party():
    party = MunicipalityFactory()

    assert Case.objects.get(pk=open_case("En sag", party=party).pk).party_id == party.pk


@pytest.mark.django_db(transaction=True)
def test_a_number_is_not_used_up_by_what_is_rolled_back():
    with transaction.atomic():
        open_case("Fortrudt")
        transaction.set_rollback(True)

    assert open_case("En sag").reference.endswith("-0001")


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_is_a_mistake_of_ours():
    case = CaseFactory()

    assert not connection.in_atomic_block
    with pytest.raises(AssertionError):
        lock(case)


@pytest.mark.django_db
def test_a_lock_reads_the_row_anew():
    case = CaseFactory(title="Før")
    Case.objects.update(title="Efter")
    case.title = "Kun her"

    lock(case)

    assert case.title == "Efter"


# --- Who sees a case ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("persona", "sees"),
    [("manager", 2), ("approver", 2), ("consultant", 2), ("coordinator", 1), ("stranger", 0), ("administrator", 0)],
)
def test_a_party_sees_its_own_cases_and_those_who_run_the_work_all(request, municipality, persona, sees):
    open_case("Skives", party=municipality)
    open_case("En rundes egen")

    assert Case.objects.visible_to(request.getfixturevalue(persona)).count() == sees
