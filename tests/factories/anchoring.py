from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagements.plans.models import AnchoringAction, AnchoringAnswer, AnchoringFollowUp, Chain, Fate, Plan, PlanKind
from tests.factories.engagements import EngagementFactory


class AnchoringPlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    engagement = factory.SubFactory(EngagementFactory, running=True)
    kind = PlanKind.ANCHORING
    begun_by_name = "Karen Koordinator"

    class Params:
        closed = factory.Trait(engagement=factory.SubFactory(EngagementFactory, closed=True))


class AnchoringActionFactory(DjangoModelFactory):
    """An action of the municipality's part."""

    class Meta:
        model = AnchoringAction

    plan = factory.SubFactory(AnchoringPlanFactory)
    order = factory.Sequence(lambda n: n)
    what = factory.Sequence(lambda n: f"Legegrupperne fortsætter {n}")
    owner_name = "Lise Leder"
    owner_title = "Dagtilbudsleder"
    due_on = factory.LazyFunction(timezone.localdate)
    changed_by_name = "Karen Koordinator"


class AnchoredChainFactory(DjangoModelFactory):
    """A chain of the change model, for an action to keep alive."""

    class Meta:
        model = Chain

    plan = factory.SubFactory(AnchoringPlanFactory, kind=PlanKind.CHANGE_MODEL)
    challenge = "Mange børn står uden for legen."
    changed_by_name = "Karen Koordinator"


class AnchoringFollowUpFactory(DjangoModelFactory):
    """Asked today, after six months."""

    class Meta:
        model = AnchoringFollowUp

    plan = factory.SubFactory(AnchoringPlanFactory, closed=True)
    months = 6
    name = "Karen Koordinator"
    email = "karen@skive.example"
    asked_on = factory.LazyFunction(timezone.localdate)
    answer_by = factory.LazyAttribute(lambda o: o.asked_on + timedelta(days=30))


class AnchoringAnswerFactory(DjangoModelFactory):
    class Meta:
        model = AnchoringAnswer

    follow_up = factory.SubFactory(AnchoringFollowUpFactory)
    action = factory.SubFactory(AnchoringActionFactory, plan=factory.SelfAttribute("..follow_up.plan"))
    fate = Fate.LIVES
    answered_by_name = "Karen Koordinator"
