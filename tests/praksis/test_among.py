import pytest

from praksis import among  # noqa: F401 - the lookup
from praksis.organisations.models import Institution, Organisation
from tests.factories.organisations import InstitutionFactory

pytestmark = pytest.mark.django_db


def test_among_finds_what_in_finds_by_keys_and_by_what_they_point_to():
    first, second, _ = InstitutionFactory.create_batch(3)

    found = Organisation.objects.filter(pk__among=[first.pk, second.pk])
    assert set(found.values_list("pk", flat=True)) == {first.pk, second.pk}
    assert list(Institution.objects.filter(municipality__among={second.municipality_id})) == [second]


def test_among_none_finds_nothing():
    InstitutionFactory()

    assert list(Organisation.objects.filter(pk__among=[])) == []
