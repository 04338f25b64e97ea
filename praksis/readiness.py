"""Whether the site can serve, and whether what works behind it keeps up: told by /readyz and the page Drift."""

import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min, Q
from django.utils import timezone

from praksis.health import Heartbeat
from praksis.mail import delivery
from praksis.mail.models import Email
from praksis.work import WorkStatus

# Worker and beat tell of themselves every fifteen seconds.
SILENT_AFTER = timedelta(minutes=3)
# A letter is on its way within a minute; a queue of hundreds within ten.
MAIL_LATE_AFTER = timedelta(minutes=10)
# One a day, with half a day to spare
BACKUP_OLD_AFTER = timedelta(hours=36)


@dataclass(frozen=True)
class Readiness:
    """What was found. Without the database nothing is known of the rest but the folder of files."""

    at: datetime
    database: bool
    media: bool
    # How many migrations this version has that the database has not
    migrations: int | None = None
    mails_waiting: int = 0
    # Since when the letter that has waited longest should have been sent
    mail_due_at: datetime | None = None
    # When each sign of life was last given: "worker", "beat", "backup", "nudge_failed"
    seen: dict[str, datetime] = field(default_factory=dict)

    @property
    def faults(self) -> list[str]:
        """Why the site cannot serve; empty where it can."""
        found = {"database": not self.database, "migrations": bool(self.migrations), "media": not self.media}
        return [name for name, is_so in found.items() if is_so]

    @property
    def delays(self) -> list[str]:
        """What does not keep up, where the site serves: "worker", "beat", "mail", "backup"."""
        if not self.database or self.migrations:
            return []
        found = {
            "worker": self.is_older("worker", SILENT_AFTER),
            "beat": self.is_older("beat", SILENT_AFTER),
            "mail": self.mail_due_at is not None and self.at - self.mail_due_at > MAIL_LATE_AFTER,
            # The embedded default is for trying: nobody has promised to save it.
            "backup": self.is_older("backup", BACKUP_OLD_AFTER)
            and not (settings.EMBEDDED and "backup" not in self.seen),
        }
        return [name for name, is_so in found.items() if is_so]

    def is_older(self, name: str, limit: timedelta) -> bool:
        """Whether the last sign of life is older than this, or was never given."""
        return name not in self.seen or self.at - self.seen[name] > limit


def look() -> Readiness:
    """Find out, in at most four queries and with one small file written and removed. Never raises."""
    at, media = timezone.now(), _can_keep_files()
    try:
        missing = len(_ours() - set(MigrationRecorder(connection).applied_migrations()))
        if missing:
            return Readiness(at, database=True, media=media, migrations=missing)
        return Readiness(
            at,
            database=True,
            media=media,
            migrations=0,
            seen=dict(Heartbeat.objects.values_list("name", "at")),
            **_mails(at),
        )
    except Error:
        return Readiness(at, database=False, media=media)


def _mails(now: datetime) -> dict:
    """How many letters wait, and since when the oldest of those that are due should have been sent.

    One never tried has been due since it was written, also where a mail server that is away puts it off again and
    again (praksis.mail.delivery.PAUSE); a later try since its time came.
    """
    waiting = Email.objects.filter(status=WorkStatus.WAITING).aggregate(
        count=Count("pk"),
        untried=Min("created_at", filter=Q(attempts=0, not_before__lte=now + delivery.PAUSE)),
        again=Min("not_before", filter=Q(attempts__gt=0, not_before__lte=now)),
    )
    due = [moment for moment in (waiting["untried"], waiting["again"]) if moment]
    return {"mails_waiting": waiting["count"], "mail_due_at": min(due, default=None)}


@lru_cache(maxsize=1)
def _ours() -> set[tuple[str, str]]:
    """The migrations of this version; they do not change while it runs."""
    return set(MigrationLoader(None).graph.nodes)


def _can_keep_files() -> bool:
    """Whether the folder of files takes a file, and lets it go again."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".readyz-", dir=folder) as file:
            file.write(bytes(4096))
            file.flush()
    except OSError:
        return False
    return True
