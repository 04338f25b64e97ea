from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0006_mailed"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                models.F("submitted_at").desc(),
                models.F("id"),
                condition=models.Q(("submitted_at__isnull", False)),
                name="application_by_receipt",
            ),
        ),
    ]
