"""What was handed in is what is judged, and the question sets that are in use were published."""

from django.db import migrations
from django.db.models import F, Q
from django.utils import timezone


def begin(apps, schema_editor):
    apps.get_model("applications", "Submission").objects.filter(current=None).update(current=F("version"))
    in_use = Q(round=None) | ~Q(round__status="draft")
    apps.get_model("applications", "QuestionSet").objects.filter(in_use, published_at=None).update(
        published_at=timezone.now()
    )


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_applying")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
