import factory
from factory.django import DjangoModelFactory

from engagements.plans.models import Assessment, Documentation, Level, PlanKind
from praksis.themes import Theme
from tests.factories.plans import PlanFactory


class SelfAssessmentFactory(PlanFactory):
    """The self-assessment of a running course, unless told otherwise."""

    kind = PlanKind.SELF_ASSESSMENT


class AssessmentFactory(DjangoModelFactory):
    """Professional leadership in the administration. It has no history: use the action where that matters."""

    class Meta:
        model = Assessment

    plan = factory.SubFactory(SelfAssessmentFactory)
    order = factory.Sequence(lambda n: n)
    theme = Theme.PROFESSIONAL_LEADERSHIP
    level = Level.ADMINISTRATION
    strengths = "Lederne mødes hver måned."
    changed_by_name = "Karen Koordinator"


class DocumentationFactory(DjangoModelFactory):
    """A link that tells about professional leadership."""

    class Meta:
        model = Documentation

    plan = factory.SubFactory(SelfAssessmentFactory)
    order = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Tilsyn {n}")
    themes = factory.LazyFunction(lambda: [Theme.PROFESSIONAL_LEADERSHIP.value])
    link = "https://skive.example/tilsyn"
    changed_by_name = "Karen Koordinator"
