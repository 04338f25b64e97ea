"""Celery: the nudge that wakes the work. The work itself is rows in the database (see praksis/work.py)."""

import os

from celery import Celery
from celery.signals import before_task_publish, setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praksis.settings")

app = Celery("praksis")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**kwargs):
    """Celery sets up no log where this exists: settings.LOGGING stays, which tells no exception's text."""


@before_task_publish.connect(sender="praksis.tasks.heartbeat")
def note_beat(**kwargs):
    """Only beat publishes the heartbeat, so publishing it is the sign that beat is alive."""
    from praksis.health import note_alive

    note_alive("beat")
