"""A submitted application of Skive's in a closed round, whose manager has declared to have no interest."""

import pytest

from applications.drafting.models import Answer
from tests.factories.casework import HearingFactory, ReopeningFactory, sent_application


@pytest.fixture
def application(municipality, coordinator, manager):
    return sent_application(manager=manager, applicant=municipality, created_by=coordinator)


@pytest.fixture
def need(application):
    """The answer of the application itself."""
    return Answer.objects.get(application=application, question__key="need")


@pytest.fixture
def why(application):
    """The answer for its institution."""
    return Answer.objects.get(application=application, question__key="institutions.why")


@pytest.fixture
def reopening(need, manager):
    return ReopeningFactory(answer=need, asked_by=manager)


@pytest.fixture
def hearing(application, manager):
    return HearingFactory(application=application, sent_by=manager)
