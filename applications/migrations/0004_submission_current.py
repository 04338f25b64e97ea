import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_begin_with_what_is_there")]

    operations = [
        migrations.AlterField(
            model_name="submission",
            name="current",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="current_of",
                to="applications.version",
                verbose_name="gældende tekst",
            ),
        ),
    ]
