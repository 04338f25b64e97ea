"""A running course with a consultant and a coordinator, for the tests of its plans."""

import pytest

from engagements.plans import actions
from engagements.plans.models import Chain
from praksis.cases.actors import Actor
from tests.factories.engagements import EngagementFactory, EngagementInstitutionFactory


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def course(municipality, consultant):
    return EngagementFactory(running=True, party=municipality, team=[consultant])


@pytest.fixture
def nursery(course):
    return EngagementInstitutionFactory(engagement=course, name="Solstrålen", order=1)


@pytest.fixture
def chain(course, by):
    """A chain of the municipality's part, with its history."""
    row = Chain(challenge="Børn står uden for legen.", effort="Vi deler dem op.", gains=["learning"])
    return actions.add_row(course, row, by=by)


@pytest.fixture(params=["coordinator", "consultant"])
def side(request, client):
    """Each of the two sides, signed in."""
    user = request.getfixturevalue(request.param)
    client.force_login(user)
    return user
