"""Find letters by any part of their recipient or subject without reading them all: PostgreSQL, by its trigrams.

The owner of a database may make the extension, it is a trusted one. A server that does not have it searches without.
"""

from django.db import NotSupportedError, ProgrammingError, migrations, transaction


def index(apps, schema_editor):
    """Index what the outbox is searched by, as Django writes it for `icontains`."""
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(
                "CREATE INDEX email_search ON praksis_email"
                ' USING gin (UPPER("to"::text) gin_trgm_ops, UPPER("subject"::text) gin_trgm_ops)'
            )
    except (NotSupportedError, ProgrammingError):  # the server does not have it, or not for us
        return
    # The planner must know how common a piece of text is, or it sorts thousands of letters to show the newest.
    schema_editor.execute("ANALYZE praksis_email")


def drop(apps, schema_editor):
    """Search without again. The extension stays, others may use it."""
    schema_editor.execute("DROP INDEX IF EXISTS email_search")


class Migration(migrations.Migration):
    dependencies = [("praksis", "0002_lists_newest_first")]

    operations = [migrations.RunPython(index, drop)]
