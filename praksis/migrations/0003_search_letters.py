"""Find letters by any part of their recipient or subject without reading them all."""

from django.db import migrations

from praksis import trigrams


class Migration(migrations.Migration):
    dependencies = [("praksis", "0002_lists_newest_first")]

    operations = [trigrams.index("email_search", "praksis_email", "to", "subject")]
