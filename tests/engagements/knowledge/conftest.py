import pytest

from praksis.accounts.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory, EngagementInstitutionFactory


@pytest.fixture
def editor():
    return UserFactory(name="Vera Viden", email="vera@praksis.example", roles=[Role.KNOWLEDGE_CONSULTANT])


@pytest.fixture
def course(consultant, municipality):
    """A running course of Skive about professional leadership, with Solstrålen in it."""
    made = EngagementFactory(
        running=True, party=municipality, team=[consultant], themes=["professional_leadership", "centre"]
    )
    EngagementInstitutionFactory(engagement=made, name="Børnehuset Solstrålen")
    return made
