import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def ole(db):
    return UserFactory(name="Ole", consultant=True)
