from datetime import timedelta

import pytest
from django.utils import timezone

from applications.rounds.models import Programme, Round
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db


def test_a_programme_comes_with_each_of_its_open_rounds_and_once_without():
    mini = ProgrammeFactory(kind="mini", name="Miniforløb")
    first, second = RoundFactory(), RoundFactory()
    RoundFactory(closed=True)
    RoundFactory(draft=True)
    RoundFactory(programme=mini, closed=True)

    found = Programme.objects.with_open_rounds(timezone.now()).values_list("pk", "open_round")

    assert set(found) == {(first.programme_id, first.pk), (first.programme_id, second.pk), (mini.pk, None)}


@pytest.mark.parametrize(
    ("moves", "is_open"),
    [({"seconds": 0}, True), ({"seconds": 1}, False), ({"days": -400}, False)],
)
def test_a_round_is_open_to_the_second_in_the_database_as_in_python(moves, is_open):
    round_ = RoundFactory()
    moment = round_.deadline + timedelta(**moves)

    assert round_.is_open_at(moment) == is_open
    assert Round.objects.open_at(moment).exists() == is_open
    assert Programme.objects.with_open_rounds(moment).filter(open_round=round_).exists() == is_open
