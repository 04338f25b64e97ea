"""A step of the framework leads to the plan that is worked on in it."""

import pytest

from engagements.plans.models import PlanKind
from engagements.plans.steps import plan_of
from tests.factories.engagements import CourseStepFactory, EngagementFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Egenvurdering udarbejdes", PlanKind.SELF_ASSESSMENT),
        ("Præsentation og drøftelse af egenvurderingens resultater", PlanKind.SELF_ASSESSMENT),
        ("Forandringsmodel tilpasses", PlanKind.CHANGE_MODEL),
        ("Pædagogiske indsatser igangsættes og afprøves", PlanKind.INTERVENTIONS),
        ("Opsamling, data og input fra arbejdsgrupperne", PlanKind.INTERVENTIONS),
        ("Forankringsplan præsenteres", PlanKind.ANCHORING),
        ("Styregruppen udpeges", None),
    ],
)
def test_a_step_is_about_the_plan_that_its_text_names(text, kind):
    assert plan_of(CourseStepFactory(text=text)) == kind


def test_a_mini_has_no_plans():
    course = EngagementFactory(running=True, mini=True)

    assert plan_of(CourseStepFactory(engagement=course, text="Egenvurdering udarbejdes")) is None
