from contextlib import contextmanager

import pytest
from django.db import connection


@pytest.fixture
def database_away(transactional_db):
    """`with database_away():` nobody answers where the database was."""

    @contextmanager
    def away():
        kept = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update({"NAME": "/dev/null/away"} if connection.vendor == "sqlite" else {"PORT": "1"})
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(kept)

    return away
