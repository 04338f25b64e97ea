"""The Celery worker and beat inside the web process, for an installation without Redis.

Both run as threads beside gunicorn's. A message lost when the process ends does not matter: the rows in the database
are the truth, and beat's sweeps find what was missed (docs/operating.md).
"""

import threading
from datetime import timedelta

from celery import beat
from celery.worker import state

from praksis.celery import app

THREADS: list[threading.Thread] = []
# Beat looks at its stop flag each time it wakes; the worker every two seconds, and then ends its round.
BEAT_WAKES = 1
SECONDS_TO_STOP = 5


def start() -> None:
    """Start a worker with the solo pool, and beat with its schedule in memory, everything due at once.

    So what was missed while the process was away is found now, not after the first interval.
    """
    # What an earlier stop() in this process asked for is no wish of this worker's.
    state.should_stop = None
    worker = app.WorkController(pool="solo", without_gossip=True, without_mingle=True, without_heartbeat=True)
    scheduler = beat.EmbeddedService(app, BEAT_WAKES, thread=True, scheduler_cls="praksis.beat:EmbeddedScheduler")
    for entry in scheduler.service.scheduler.schedule.values():
        entry.last_run_at -= timedelta(days=1)
    THREADS[:] = [threading.Thread(target=worker.start, name="Worker", daemon=True), scheduler]
    for thread in THREADS:
        thread.start()


def stop() -> None:
    """Ask both to finish what they are at, and wait for them a moment. Does nothing when they were not started."""
    if not THREADS:
        return
    worker, scheduler = THREADS
    state.should_stop = 0
    scheduler.service.stop()
    for thread in (worker, scheduler):
        thread.join(timeout=SECONDS_TO_STOP)
    THREADS.clear()
