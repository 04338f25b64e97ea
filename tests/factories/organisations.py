import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from praksis.organisations.models import (
    Institution,
    Invitation,
    Membership,
    MembershipRole,
    Municipality,
    Ownership,
    Region,
    Setting,
)
from tests.factories.accounts import UserFactory


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    short_name = factory.Sequence(lambda n: f"By {n}")
    name = factory.LazyAttribute(lambda o: f"{o.short_name} Kommune")
    code = factory.Sequence(lambda n: f"{n + 1000:04d}")
    region = Region.NORDJYLLAND
    population = 40_000
    population_year = 2018
    population_source = "Danmarks Statistik, folk1a"


class InstitutionFactory(DjangoModelFactory):
    class Meta:
        model = Institution

    name = factory.Sequence(lambda n: f"Dagtilbud {n}")
    municipality = factory.SubFactory(MunicipalityFactory)
    ownership = Ownership.MUNICIPAL
    setting = Setting.KINDERGARTEN


class MembershipFactory(DjangoModelFactory):
    """A confirmed owner unless told otherwise."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(MunicipalityFactory)
    role = MembershipRole.OWNER
    confirmed_at = factory.LazyFunction(timezone.now)
    confirmed_by = factory.SelfAttribute("user")

    class Params:
        unconfirmed = factory.Trait(confirmed_at=None, confirmed_by=None)
        editor = factory.Trait(role=MembershipRole.EDITOR)
        viewer = factory.Trait(role=MembershipRole.VIEWER)


class InvitationFactory(DjangoModelFactory):
    """An open invitation without its personal link, which the action makes."""

    class Meta:
        model = Invitation

    organisation = factory.SubFactory(MunicipalityFactory)
    email = factory.Sequence(lambda n: f"kollega{n}@kommune.example")
    role = MembershipRole.EDITOR
    invited_by = factory.SubFactory(UserFactory)
