"""Celery's beat for machines whose clock may be set back.

Beat remembers when each job last ran and when it comes next. A clock that is set back leaves both in the future, and
beat would be silent until that time has come round again: no sweep, no reminder, for as long as the clock was ahead.
"""

from celery import beat


class EmbeddedScheduler(beat.Scheduler):
    """Keeps its times in memory: the embedded default.

    Where it remembers a time that has not been yet, it takes up its work from now on.
    """

    def tick(self, *args, **kwargs):
        """One round of beat; returns the seconds until the next."""
        now = self.app.now()
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > now]
        for entry in ahead:
            entry.last_run_at = now
        if ahead:
            self._heap = None  # the order in which the jobs come, made anew from the times they last ran
        return super().tick(*args, **kwargs)


class Scheduler(EmbeddedScheduler, beat.PersistentScheduler):
    """Keeps them in a file: production."""
