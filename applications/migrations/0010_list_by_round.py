from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0009_search_institutions"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="application", name="application_by_receipt"),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                models.F("submitted_at").desc(),
                models.F("id"),
                condition=models.Q(("submitted_at__isnull", False)),
                include=("round",),
                name="application_by_receipt",
            ),
        ),
    ]
