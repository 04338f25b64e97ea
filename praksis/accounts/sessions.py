"""Sessions in the database, as Django has them, but honest about a database that is away."""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import InterfaceError, OperationalError


class SessionStore(DatabaseSessionStore):
    """Django takes every failed save for a session that was ended meanwhile, and answers 400."""

    def save(self, must_create: bool = False) -> None:
        """Save. Raises the database's own error where the database is away, so that the page says so."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError | InterfaceError):
                raise error.__context__ from None
            raise
