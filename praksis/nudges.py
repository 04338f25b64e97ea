"""Telling a worker to look now, by the broker. The rows are the truth, so no nudge is worth waiting for.

A nudge to a broker that does not answer costs half a second (CELERY_BROKER_TRANSPORT_OPTIONS). Therefore the first one
that fails silences this process for a while; what goes unsaid meanwhile is found by the sweep.
"""

import logging
import threading
import time
from collections.abc import Callable

from celery import current_app

from praksis.health import note_alive

logger = logging.getLogger("praksis.work")

# Well below the fifteen seconds between two sweeps
SILENCE = 5.0


class Nudges:
    """The nudges of one process, safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self.clock = clock
        self.unsaid = 0
        self._until: float | None = None
        self._lock = threading.Lock()

    def send(self, task: str, pk) -> bool:
        """Tell a worker to run `task` with the id. False where the broker was not asked, or did not take it.

        Never raises because of the broker. The last failure stands in the database, for those who watch the site.
        """
        if not self._may_try():
            return False
        try:
            current_app.send_task(task, [str(pk)], retry=False)
        except Exception as error:  # noqa: BLE001 - whatever the broker does, the page must go on
            self._fall_silent()
            logger.warning("nudge failed: %s", type(error).__name__)
            note_alive("nudge_failed")
            return False
        self._speak_again()
        return True

    def _may_try(self) -> bool:
        """After the silence one tries for all: the others stay silent until that one knows."""
        with self._lock:
            if self._until is None:
                return True
            if self.clock() < self._until:
                self.unsaid += 1
                return False
            self._until = self.clock() + SILENCE
            return True

    def _fall_silent(self) -> None:
        with self._lock:
            self.unsaid += 1
            self._until = self.clock() + SILENCE

    def _speak_again(self) -> None:
        with self._lock:
            was_silent, unsaid = self._until is not None, self.unsaid
            self._until, self.unsaid = None, 0
        if was_silent:
            logger.warning("nudges work again; %d were left to the sweep", unsaid)


nudges = Nudges()
