"""How the site fares, in words for those who look after it."""

from dataclasses import dataclass

from django.conf import settings

from praksis.danish import danish_datetime
from praksis.readiness import BACKUP_OLD_AFTER, SILENT_AFTER, Readiness


@dataclass(frozen=True)
class Check:
    """One thing that is watched: what it is for, how it fares, and since when."""

    label: str
    meaning: str
    status_word: str
    status_kind: str
    since: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nobody needs to look."""
        return self.status_kind not in ("warning", "error")


def checks(found: Readiness) -> list[Check]:
    """Everything that is watched, what the site cannot serve without first."""
    broker = [] if settings.EMBEDDED else [_broker(found)]
    return [_database(found), _files(found), _mails(found), _worker(found), _beat(found), *broker, _backup(found)]


def _database(found: Readiness) -> Check:
    label, meaning = "Database", "Her ligger alt, hvad der er skrevet."
    if found.migrations:
        missing = "1 ændring mangler." if found.migrations == 1 else f"{found.migrations} ændringer mangler."
        return Check(label, meaning, "Tabeller mangler", "error", f"{missing} Kør manage.py prepare.")
    return Check(label, meaning, "I orden", "success")


def _files(found: Readiness) -> Check:
    label, meaning = "Filer", "Aftaler og andre dokumenter ligger i en mappe på serveren."
    if not found.media:
        return Check(label, meaning, "Kan ikke gemmes", "error", "Er disken fuld, eller må Praksis ikke skrive der?")
    return Check(label, meaning, "Kan gemmes", "success")


def _mails(found: Readiness) -> Check:
    label, meaning = "Mails på vej", "En mail bliver sendt kort efter, at den er skrevet."
    if not found.mails_waiting:
        return Check(label, meaning, "Ingen venter", "success")
    word = "1 venter" if found.mails_waiting == 1 else f"{found.mails_waiting} venter"
    if found.mail_due_at is None:
        return Check(label, meaning, word, "neutral", "De bliver prøvet igen senere.")
    kind = "warning" if "mail" in found.delays else "neutral"
    return Check(label, meaning, word, kind, f"Den ældste har ventet siden {danish_datetime(found.mail_due_at)}.")


def _worker(found: Readiness) -> Check:
    return _alive(found, "worker", "Baggrundsarbejde (worker)", "Sender mails og danner aftaler.")


def _beat(found: Readiness) -> Check:
    return _alive(found, "beat", "Ur (beat)", "Sætter de faste job i gang, fx påmindelser.")


def _alive(found: Readiness, name: str, label: str, meaning: str) -> Check:
    if name not in found.seen:
        return Check(label, meaning, "Ikke i gang", "warning", "Der har ikke været livstegn endnu.")
    since = f"Seneste livstegn {danish_datetime(found.seen[name])}."
    if found.is_older(name, SILENT_AFTER):
        return Check(label, meaning, "Tavs", "warning", since)
    return Check(label, meaning, "I gang", "success", since)


def _broker(found: Readiness) -> Check:
    label = "Beskedkø (Redis)"
    meaning = "Siger til med det samme, når der er noget at gøre. Er den væk, tager det op til et minut."
    if "nudge_failed" not in found.seen:
        return Check(label, meaning, "Svarer", "success")
    since = f"Svarede senest ikke {danish_datetime(found.seen['nudge_failed'])}."
    if found.is_older("nudge_failed", SILENT_AFTER):
        return Check(label, meaning, "Svarer", "success", since)
    return Check(label, meaning, "Svarer ikke", "warning", since)


def _backup(found: Readiness) -> Check:
    label, meaning = "Sikkerhedskopi", "Database og filer i ét arkiv. Den skal tages mindst en gang i døgnet."
    is_late = "backup" in found.delays
    if "backup" not in found.seen:
        return Check(label, meaning, "Ingen endnu", "warning" if is_late else "neutral")
    since = f"Taget {danish_datetime(found.seen['backup'])}."
    if found.is_older("backup", BACKUP_OLD_AFTER):
        return Check(label, meaning, "For gammel", "warning", since)
    return Check(label, meaning, "Taget", "success", since)
