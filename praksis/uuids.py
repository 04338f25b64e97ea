"""UUIDs as PostgreSQL sends them, each made once: a page meets the same keys again and again."""

from functools import lru_cache
from uuid import UUID

from django.db.backends.postgresql import base  # noqa: F401 - registers its own when it is imported, and the last counts
from psycopg2.extensions import new_type, register_type

OID = 2950


@lru_cache(maxsize=10_000)
def _made(text: str) -> UUID:
    return UUID(text)


def remember() -> None:
    """Let psycopg2 hand out the UUID that it made of the same text before."""
    register_type(new_type((OID,), "UUID", lambda text, _cursor: None if text is None else _made(text)))
