"""Work that must be done once although processes die: a row that a worker claims for a while.

The row is written in the transaction of what causes it. A worker claims it with one conditional UPDATE, commits the
claim, does the work, and marks it done. What nobody finished in time is claimed again by a sweep.
"""

import logging
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar, cast

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from praksis.nudges import nudges

logger = logging.getLogger("praksis.work")

LEASE = timedelta(minutes=3)
# How long to wait after the first, second, ... failure; after the last one a person must look at it.
LADDER = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720)]
# Two machines' clocks may differ by so much. A time further ahead than any rule of ours sets it was written by a clock
# that was wrong and has been set back since: it is not waited for.
SKEW = timedelta(minutes=3)
# A sweep begins nothing more after so many seconds: another comes every fifteen.
SWEEP_SECONDS = 10.0


class WorkStatus(models.TextChoices):
    WAITING = "waiting", "Venter"
    DONE = "done", "Udført"
    FAILED = "failed", "Fejlet"
    DROPPED = "dropped", "Bortfaldet"


class WorkQuerySet(models.QuerySet):
    def due(self, now=None):
        """Rows to be worked on now: waiting, their time come, and nobody's lease on them."""
        now = now or timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lt=now) | Q(leased_until__gt=now + LEASE + SKEW)
        return self.filter(free, Q(not_before__lte=now) | _too_far_ahead(now), status=WorkStatus.WAITING)

    def claim(self, pk):
        """Take the row for LEASE and return it, or None where another worker has it or it is not due."""
        lease = uuid.uuid4()
        claimed = self.due().filter(pk=pk).update(lease=lease, leased_until=timezone.now() + LEASE)
        return self.get(pk=pk) if claimed else None

    def put_back(self) -> int:
        """Begin anew with what failed for good, because a person asks for it. Returns how many that were."""
        work, now, count = cast("type[Work]", self.model), timezone.now(), 0
        for pk in self.filter(status=WorkStatus.FAILED).values_list("pk", flat=True):
            # Somebody else may have asked in the same moment: what they began is not begun twice.
            count += work._base_manager.filter(pk=pk, status=WorkStatus.FAILED).update(
                status=WorkStatus.WAITING, attempts=0, not_before=now, finished_at=None, last_error=""
            )
            work.nudge_after_commit(pk)
        return count

    def put_off(self, pause: timedelta):
        """Let what is due wait, because something that all of it needs is away. It costs nothing a try."""
        now = timezone.now()
        self.due(now).update(not_before=now + pause)

    def sweep(self, do: Callable[[object], object], *, seconds: float = SWEEP_SECONDS) -> None:
        """Do what was missed: a lost message, a lease that ran out, a next try whose time has come.

        `do` is given one id after the other, those never tried first, and claims it. It is done here and now: a message
        for each would come every fifteen seconds, and fill the broker as long as a mail server hangs.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            pk = self.due().order_by("attempts", "not_before").values_list("pk", flat=True).first()
            if pk is None:
                return
            try:
                do(pk)
            except Exception as error:  # noqa: BLE001 - what one row breaks must not keep the others waiting
                logger.error("%s failed with %s", self.model.__name__, type(error).__name__)


def _too_far_ahead(now: datetime) -> Q:
    """Rows whose time lies further ahead than their rung of the ladder can have set it."""
    times = Q(attempts=0, not_before__gt=now + SKEW)
    for attempts, pause in enumerate(LADDER, start=1):
        times |= Q(attempts=attempts, not_before__gt=now + pause + SKEW)
    return times


class Work(models.Model):
    """The fields of a piece of work. A lease is a ticket: only its holder may say how the work went."""

    # The name of the Celery task that does the work when given its id
    TASK: ClassVar[str]

    status = models.CharField("status", max_length=10, choices=WorkStatus, default=WorkStatus.WAITING)
    attempts = models.PositiveSmallIntegerField("forsøg", default=0)
    not_before = models.DateTimeField("tidligst", default=timezone.now)
    leased_until = models.DateTimeField("i arbejde til", null=True, blank=True)
    lease = models.UUIDField("arbejdsnummer", null=True, blank=True)
    last_error = models.TextField("seneste fejl", blank=True)
    finished_at = models.DateTimeField("afsluttet", null=True, blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def nudge(cls, pk) -> None:
        """Tell a worker to look now. A broker that is away costs only time: the sweep finds the row."""
        nudges.send(cls.TASK, pk)

    @classmethod
    def nudge_after_commit(cls, pk) -> None:
        """Nudge once the transaction that wrote the row is committed, and not at all where it is rolled back.

        What is committed is done: whatever befalls the nudge must not look like a failure (`robust`).
        """
        transaction.on_commit(partial(cls.nudge, pk), robust=True)

    def finish(self, status=WorkStatus.DONE, error="", **changes) -> bool:
        """Mark the claimed work as ended, with whatever else changes in the same moment.

        False when the lease was lost meanwhile: then another has it.
        """
        return self._release(status=status, last_error=error, finished_at=timezone.now(), **changes)

    def fail(self, error: str, *, for_good=False) -> bool:
        """Put the claimed work back for a later try, or give it up after the last rung of the ladder."""
        attempts = self.attempts + 1
        if for_good or attempts > len(LADDER):
            return self._release(
                status=WorkStatus.FAILED, attempts=attempts, last_error=error, finished_at=timezone.now()
            )
        again_at = timezone.now() + LADDER[attempts - 1]
        return self._release(attempts=attempts, last_error=error, not_before=again_at)

    def _release(self, **changes) -> bool:
        held = type(self)._base_manager.filter(pk=self.pk, lease=self.lease, status=WorkStatus.WAITING)
        return bool(held.update(lease=None, leased_until=None, **changes))
