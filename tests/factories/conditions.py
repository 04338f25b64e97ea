import factory
from factory.django import DjangoModelFactory

from engagements.courses.models import Condition, ConditionKind
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory


class ConditionFactory(DjangoModelFactory):
    """That a course is on track."""

    class Meta:
        model = Condition

    engagement = factory.SubFactory(EngagementFactory, running=True)
    kind = ConditionKind.ON_TRACK
    by = factory.SubFactory(UserFactory, consultant=True)

    class Params:
        stuck = factory.Trait(kind=ConditionKind.STUCK, reason="Ny chef.", next_step="Vi ringer.")
