"""Finding rows by any part of a text without reading them all: PostgreSQL, by its trigrams.

The owner of a database may make the extension, it is a trusted one. A server that does not have it searches without.
"""

from django.db import NotSupportedError, ProgrammingError, migrations, transaction


def index(name: str, table: str, *columns: str) -> migrations.RunPython:
    """A migration's operation: index these columns as Django writes it for `icontains`. Nothing is done on SQLite."""
    terms = ", ".join(f'UPPER("{column}"::text) gin_trgm_ops' for column in columns)

    def make(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        try:
            with transaction.atomic(schema_editor.connection.alias):
                schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin ({terms})")
        except (NotSupportedError, ProgrammingError):  # the server does not have it, or not for us
            return
        # The planner must know how common a piece of text is, or it sorts thousands of rows to show the newest.
        schema_editor.execute(f"ANALYZE {table}")

    def drop(apps, schema_editor):
        # The extension stays, others may use it.
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")

    return migrations.RunPython(make, drop)
