"""Eight of a working group begin the next round at once: it is one round, and the others are told."""

import uuid

import pytest

from engagements.plans import actions
from engagements.plans.models import Intervention, Trial
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.drills.race import race
from tests.factories.accounts import UserFactory
from tests.factories.interventions import TrialFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def test_the_next_round_begun_at_once_is_one_round():
    trial, by = TrialFactory(complete=True), Actor.of(UserFactory())
    copies = [Intervention.objects.select_related("plan__engagement__case").get() for _ in range(8)]

    def begin(copy):
        return lambda: actions.begin_round(copy, key=uuid.uuid4(), agreed="Mindre grupper.", by=by)

    results = race([begin(copy) for copy in copies])

    assert list(Trial.objects.values_list("number", flat=True)) == [trial.number, 2]
    assert sum(isinstance(result, ActionError) for result in results) == 7
