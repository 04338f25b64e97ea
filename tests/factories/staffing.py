from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagements.courses.models import ProgrammeLoad
from praksis.staffing.models import Capacity, Competence, ConsultantCompetence, Reason, SoftPromise
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.rounds import ProgrammeFactory


class CompetenceFactory(DjangoModelFactory):
    """One of the managers' own."""

    class Meta:
        model = Competence

    name = factory.Sequence(lambda n: f"Kompetence {n}")
    order = factory.Sequence(lambda n: n)

    class Params:
        retired = factory.Trait(retired_at=factory.LazyFunction(timezone.now))
        leadership = factory.Trait(kind="theme", key="professional_leadership", name="Faglig ledelse")
        kindergarten = factory.Trait(kind="setting", key="kindergarten", name="Børnehave")


class ConsultantCompetenceFactory(DjangoModelFactory):
    class Meta:
        model = ConsultantCompetence

    consultant = factory.SubFactory(UserFactory, consultant=True)
    competence = factory.SubFactory(CompetenceFactory)


class CapacityFactory(DjangoModelFactory):
    """Sixty hours in a usual month."""

    class Meta:
        model = Capacity

    consultant = factory.SubFactory(UserFactory, consultant=True)
    hours = Decimal(60)
    set_by = factory.SubFactory(UserFactory, manager=True)

    class Params:
        away = factory.Trait(hours=Decimal(0), reason=Reason.LEAVE)


class SoftPromiseFactory(DjangoModelFactory):
    """Twelve hours a month from this month and a year on, unless told otherwise."""

    class Meta:
        model = SoftPromise

    consultant = factory.SubFactory(UserFactory, consultant=True)
    case = factory.SubFactory(CaseFactory)
    what = "Etårigt forløb: runden Forår"
    first_month = factory.LazyFunction(lambda: timezone.localdate().replace(day=1))
    last_month = factory.LazyAttribute(lambda o: date(o.first_month.year + 1, o.first_month.month, 1))
    hours_per_month = Decimal(12)
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    made_by = factory.SubFactory(UserFactory, manager=True)

    class Params:
        expired = factory.Trait(expires_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))
        kept = factory.Trait(status="kept", ended_at=factory.LazyFunction(timezone.now))
        dropped = factory.Trait(status="dropped", ended_at=factory.LazyFunction(timezone.now))


class ProgrammeLoadFactory(DjangoModelFactory):
    """That a one-year course takes twelve hours a month."""

    class Meta:
        model = ProgrammeLoad
        django_get_or_create = ["programme"]

    programme = factory.SubFactory(ProgrammeFactory)
    hours_per_month = Decimal(12)
    source = "Vores eget skøn"
