"""The lookup `among`: what `in` finds, for many keys. They go to the database as one value and not as one each."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Lookup


def as_array(keys: Iterable[UUID]) -> str:
    """The keys as PostgreSQL reads an array."""
    return f"{{{','.join(map(str, keys))}}}"


def as_json(keys: Iterable[UUID]) -> str:
    """The keys as SQLite reads them, which has UUIDs as their 32 digits."""
    return json.dumps([key.hex for key in keys])


class Among(Lookup):
    """One of these UUIDs. A hundred of them take `in` as long to write out as the database to answer."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        """As JSON, since it has no arrays."""
        column, params = self.process_lhs(compiler, connection)
        # The column is Django's own, and the keys are a parameter.
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, as_json(self.rhs)]  # nosec B608

    def as_postgresql(self, compiler, connection):
        """As an array."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::uuid[])", [*params, as_array(self.rhs)]
