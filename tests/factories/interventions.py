from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagements.plans.models import GroupLink, InputSheet, Intervention, Plan, PlanKind, Trial
from praksis.mail.models import Purpose
from tests.factories.engagements import EngagementFactory, EngagementInstitutionFactory, GroupMemberFactory
from tests.factories.mail import PersonalLinkFactory


class PlanFactory(DjangoModelFactory):
    """The interventions of a running course, unless told otherwise."""

    class Meta:
        model = Plan
        django_get_or_create = ("engagement", "kind")

    engagement = factory.SubFactory(EngagementFactory, running=True)
    kind = PlanKind.INTERVENTIONS
    begun_by_name = "Karen Koordinator"


class InterventionFactory(DjangoModelFactory):
    """An intervention of an institution, without rounds."""

    class Meta:
        model = Intervention

    institution = factory.SubFactory(EngagementInstitutionFactory, engagement__running=True)
    plan = factory.SubFactory(PlanFactory, engagement=factory.SelfAttribute("..institution.engagement"))
    title = factory.Sequence(lambda n: f"Legegrupper {n}")
    order = factory.Sequence(lambda n: n)
    changed_by_name = "Karen Koordinator"

    class Params:
        ended = factory.Trait(outcome="ended", why="Det hjalp ikke.")
        of_municipality = factory.Trait(institution=None, plan=factory.SubFactory(PlanFactory))


class TrialFactory(DjangoModelFactory):
    """A round in which only the agreement is written."""

    class Meta:
        model = Trial

    intervention = factory.SubFactory(InterventionFactory)
    plan = factory.SelfAttribute("intervention.plan")
    number = 1
    agreed = "Fire faste legegrupper."
    changed_by_name = "Karen Koordinator"

    class Params:
        complete = factory.Trait(tried="I to uger.", seen="Mere ro.", adjusted="Mindre grupper.")


class InputSheetFactory(DjangoModelFactory):
    class Meta:
        model = InputSheet

    plan = factory.SubFactory(PlanFactory, kind=PlanKind.INPUT_SHEET)
    discussion = "Hvem dækker garderoben?"
    changed_by_name = "Karen Koordinator"


class GroupLinkFactory(DjangoModelFactory):
    """A link that was sent to a member and not used yet."""

    class Meta:
        model = GroupLink

    member = factory.SubFactory(GroupMemberFactory)
    link = factory.SubFactory(
        PersonalLinkFactory,
        purpose=Purpose.WRITE_INTERVENTIONS,
        object_id=factory.SelfAttribute("..member.pk"),
        recipient=factory.SelfAttribute("..member.email"),
        expires_at=factory.LazyAttribute(lambda o: timezone.now() + timedelta(days=o.factory_parent.lasts_days)),
    )
    sent_by_name = "Karen Koordinator"

    class Params:
        used = factory.Trait(holder_name="Mia Med", last_used_at=factory.LazyFunction(timezone.now))
        expired = factory.Trait(lasts_days=-1)
        lasts_days = 200
