"""Rendering for the tests of this wing: one warm child for all of them, stopped at the end."""

import pytest

from engagements.agreements.rendering import renderer


@pytest.fixture(scope="session", autouse=True)
def _stop_the_child():
    yield
    renderer.stop()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
