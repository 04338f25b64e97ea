"""Six people begin the same field of a self-assessment at once: one text stands, and all six can be found again."""

import pytest

from engagements.courses.models import Engagement
from engagements.plans import actions
from engagements.plans.models import Assessment, Level, PlanChange
from praksis.cases.actors import Actor
from praksis.themes import Theme
from tests.drills.race import race
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def test_six_who_begin_the_same_field_at_once_lose_no_text():
    course = EngagementFactory(running=True)
    place = (Theme.PROFESSIONAL_LEADERSHIP, Level.PRACTICE, None)
    people = [Actor.of(UserFactory(consultant=True)) for _ in range(6)]
    copies = [Engagement.objects.select_related("case").get(pk=course.pk) for _ in people]

    def begin(copy, number):
        return lambda: actions.write_assessment(
            copy, *place, revision=0, by=people[number], strengths=f"Tekst {number}"
        )

    results = race([begin(copy, number) for number, copy in enumerate(copies)])

    row = Assessment.objects.get()
    assert sorted(isinstance(result, actions.Meanwhile) for result in results) == [False] + [True] * 5
    aside = [change.after["strengths"] for change in PlanChange.objects.filter(is_set_aside=True)]
    assert sorted([row.strengths, *aside]) == [f"Tekst {number}" for number in range(6)]
