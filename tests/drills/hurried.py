"""The product's settings with beat's clock wound up: everything every second."""

from praksis.settings import *  # noqa: F403
from praksis.settings import CELERY_BEAT_SCHEDULE

CELERY_BEAT_SCHEDULE = {name: {**entry, "schedule": 1} for name, entry in CELERY_BEAT_SCHEDULE.items()}
