"""Work that must be done once although processes die: a row that a worker claims for a while.

The row is written in the transaction of what causes it. A worker claims it with one conditional UPDATE, commits the
claim, does the work, and marks it done. What nobody finished in time is claimed again by a sweep.
"""

import uuid
from datetime import timedelta
from functools import partial
from typing import ClassVar, cast

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from praksis.nudges import nudges

LEASE = timedelta(minutes=3)
# How long to wait after the first, second, ... failure; after the last one a person must look at it.
LADDER = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720)]


class WorkStatus(models.TextChoices):
    WAITING = "waiting", "Venter"
    DONE = "done", "Udført"
    FAILED = "failed", "Fejlet"
    DROPPED = "dropped", "Bortfaldet"


class WorkQuerySet(models.QuerySet):
    def due(self, now=None):
        """Rows to be worked on now: waiting, their time come, and nobody's lease on them."""
        now = now or timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.filter(free, status=WorkStatus.WAITING, not_before__lte=now)

    def claim(self, pk):
        """Take the row for LEASE and return it, or None where another worker has it or it is not due."""
        lease = uuid.uuid4()
        claimed = self.due().filter(pk=pk).update(lease=lease, leased_until=timezone.now() + LEASE)
        return self.get(pk=pk) if claimed else None

    def put_back(self):
        """Begin anew with what failed for good, because a person asks for it."""
        work, now = cast("type[Work]", self.model), timezone.now()
        for pk in self.filter(status=WorkStatus.FAILED).values_list("pk", flat=True):
            work._base_manager.filter(pk=pk).update(
                status=WorkStatus.WAITING, attempts=0, not_before=now, finished_at=None, last_error=""
            )
            work.nudge_after_commit(pk)

    def sweep(self, most: int):
        """Nudge for what was missed: a lost message, a lease that ran out, a next try whose time has come."""
        work = cast("type[Work]", self.model)
        for pk in self.due().order_by("not_before").values_list("pk", flat=True)[:most]:
            work.nudge(pk)


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
