import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagements.plans.models import Chain, Plan, PlanKind, PlanVersion
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory


class PlanFactory(DjangoModelFactory):
    """The change model of a running course, unless told otherwise."""

    class Meta:
        model = Plan

    engagement = factory.SubFactory(EngagementFactory, running=True)
    kind = PlanKind.CHANGE_MODEL
    begun_by_name = "Karen Koordinator"


class ChainFactory(DjangoModelFactory):
    """A chain of the municipality's part. It has no history: use the action where that matters."""

    class Meta:
        model = Chain

    plan = factory.SubFactory(PlanFactory)
    order = factory.Sequence(lambda n: n)
    challenge = "Børn står uden for legen."
    changed_by_name = "Karen Koordinator"


class PlanVersionFactory(DjangoModelFactory):
    class Meta:
        model = PlanVersion

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "Udkast"
    rows = factory.LazyFunction(list)
    made_at = factory.LazyFunction(timezone.now)
    made_by = factory.SubFactory(UserFactory)
