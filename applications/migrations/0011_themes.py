"""What a list finds themes by: filled in from the text that is judged."""

import json

from django.db import migrations, models


def fill(apps, schema_editor):
    submissions = apps.get_model("applications", "Submission").objects.select_related("current")
    for submission in submissions.iterator(chunk_size=500):
        content = json.loads(submission.current.json)
        asked = [question for section in content["sections"] for question in section["questions"]]
        chosen = next((question["value"] for question in asked if question["key"] == "themes"), None)
        if chosen:
            text = "".join(f" {key} " for key in chosen)
            apps.get_model("applications", "Application").objects.filter(pk=submission.application_id).update(
                themes=text
            )


class Migration(migrations.Migration):
    dependencies = [("applications", "0010_list_by_round")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="themes",
            field=models.TextField(blank=True, default="", verbose_name="temaer"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
