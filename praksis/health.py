"""When the parts that do the work last gave a sign of life, and the broker last failed to take a nudge."""

from django.db import models
from django.utils import timezone


class Heartbeat(models.Model):
    """One row for each of "worker", "beat", "backup" and "nudge_failed"."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()


def note_alive(name: str) -> None:
    """Write down that `name` (see Heartbeat) happened now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def last_alive() -> dict[str, str | None]:
    """When worker and beat were last alive, as ISO times; None where never."""
    seen = dict(Heartbeat.objects.values_list("name", "at"))
    return {name: seen[name].isoformat(timespec="seconds") if name in seen else None for name in ("worker", "beat")}
