import pytest

from engagements.courses.models import FrameworkStep
from engagements.reference import load
from tests.factories.rounds import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_loading_the_frameworks_twice_changes_nothing():
    one_year, mini = ProgrammeFactory(kind="one_year"), ProgrammeFactory(kind="mini", name="Miniforløb")

    load()
    FrameworkStep.objects.filter(template__programme=mini, order=60).update(text="Vi slutter")
    load()

    assert [template.steps.count() for template in one_year.frameworks.all()] == [31]
    assert [template.steps.count() for template in mini.frameworks.all()] == [6]
    assert FrameworkStep.objects.get(template__programme=mini, order=60).text == "Vi slutter"
    assert FrameworkStep.objects.filter(template__programme=one_year, is_anchor=True).count() == 5
