"""Find applications by any part of an institution's name without reading the names of all."""

from django.db import migrations

from praksis import trigrams


class Migration(migrations.Migration):
    dependencies = [("applications", "0008_handed_over")]

    operations = [trigrams.index("institution_search", "applications_applicationinstitution", "name")]
