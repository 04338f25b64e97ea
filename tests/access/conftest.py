"""The world and its people's browsers."""

import pytest
from django.test import Client

from tests.access import kept


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return kept.world()


@pytest.fixture
def sign_in(world):
    """A browser in which one of the world's people is signed in."""

    def sign_in(who) -> Client:
        client = Client()
        client.force_login(world.people[who])
        return client

    return sign_in
