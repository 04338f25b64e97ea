"""Several workers come to the same plan at once: it is asked about once."""

from datetime import date

import pytest

from engagements.plans import actions
from engagements.plans.models import AnchoringFollowUp, Plan
from praksis.mail.models import PersonalLink
from tests.drills.race import race
from tests.factories.anchoring import AnchoringActionFactory, AnchoringPlanFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def test_asking_at_once_asks_once():
    plan = AnchoringActionFactory(plan=AnchoringPlanFactory(closed=True)).plan
    copies = [Plan.objects.select_related("engagement__case").get(pk=plan.pk) for _ in range(8)]

    results = race([lambda copy=copy: actions.ask(copy, months=6, on=date(2026, 10, 19)) for copy in copies])

    assert {result.pk for result in results} == {AnchoringFollowUp.objects.get().pk}
    assert PersonalLink.objects.count() == 1
