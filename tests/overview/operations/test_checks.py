from datetime import timedelta

import pytest
from django.utils import timezone

from overview.operations.checks import checks
from praksis.danish import danish_datetime
from praksis.readiness import Readiness

NOW = timezone.now()
ALIVE = {"worker": NOW, "beat": NOW, "backup": NOW}


@pytest.fixture(autouse=True)
def production(settings):
    settings.EMBEDDED = False


def said(label, **found):
    """The word, the kind and the time of one check."""
    readiness = Readiness(**{"at": NOW, "database": True, "media": True, "migrations": 0, "seen": ALIVE, **found})
    (check,) = [check for check in checks(readiness) if check.label.startswith(label)]
    return check.status_word, check.status_kind, check.since


def seen(name, age):
    return {"seen": {**ALIVE, name: NOW - age}}


def never(name):
    return {"seen": {key: at for key, at in ALIVE.items() if key != name}}


def test_where_everything_is_well_nobody_needs_to_look():
    found = checks(Readiness(NOW, database=True, media=True, migrations=0, seen=ALIVE))

    assert [check.label for check in found if not check.is_well] == []
    assert [check.status_word for check in found] == [
        "I orden",
        "Kan gemmes",
        "Ingen venter",
        "I gang",
        "I gang",
        "Svarer",
        "Taget",
    ]
    assert all(check.meaning for check in found)


def test_the_embedded_default_has_no_redis_to_ask_for(settings):
    settings.EMBEDDED = True

    labels = [check.label for check in checks(Readiness(NOW, database=True, media=True, seen=ALIVE))]

    assert labels == [
        "Database",
        "Filer",
        "Mails på vej",
        "Baggrundsarbejde (worker)",
        "Ur (beat)",
        "Sikkerhedskopi",
    ]


@pytest.mark.parametrize(
    ("count", "since"),
    [
        (1, "1 ændring mangler. Kør manage.py prepare."),
        (2, "2 ændringer mangler. Kør manage.py prepare."),
    ],
)
def test_missing_tables_are_counted(count, since):
    assert said("Database", migrations=count) == ("Tabeller mangler", "error", since)


def test_a_folder_that_takes_no_files_is_an_error():
    assert said("Filer", media=False) == (
        "Kan ikke gemmes",
        "error",
        "Er disken fuld, eller må Praksis ikke skrive der?",
    )


def test_letters_on_their_way_are_counted_with_the_oldest():
    fresh, old = NOW - timedelta(minutes=1), NOW - timedelta(minutes=11)

    assert said("Mails", mails_waiting=1, mail_due_at=fresh) == (
        "1 venter",
        "neutral",
        f"Den ældste har ventet siden {danish_datetime(fresh)}.",
    )
    assert said("Mails", mails_waiting=2, mail_due_at=old) == (
        "2 venter",
        "warning",
        f"Den ældste har ventet siden {danish_datetime(old)}.",
    )
    assert said("Mails", mails_waiting=2) == ("2 venter", "neutral", "De bliver prøvet igen senere.")


@pytest.mark.parametrize(("name", "label"), [("worker", "Baggrundsarbejde"), ("beat", "Ur")])
def test_what_is_silent_says_since_when(name, label):
    at = NOW - timedelta(minutes=4)

    assert said(label, **seen(name, timedelta(minutes=4))) == (
        "Tavs",
        "warning",
        f"Seneste livstegn {danish_datetime(at)}.",
    )
    assert said(label, **never(name)) == ("Ikke i gang", "warning", "Der har ikke været livstegn endnu.")


def test_a_broker_that_did_not_answer_is_told_until_it_has_been_quiet_for_a_while():
    just_now, earlier = timedelta(minutes=1), timedelta(minutes=4)

    assert said("Beskedkø", **seen("nudge_failed", just_now)) == (
        "Svarer ikke",
        "warning",
        f"Svarede senest ikke {danish_datetime(NOW - just_now)}.",
    )
    assert said("Beskedkø", **seen("nudge_failed", earlier)) == (
        "Svarer",
        "success",
        f"Svarede senest ikke {danish_datetime(NOW - earlier)}.",
    )


def test_a_backup_is_missed_in_production_and_merely_told_of_in_the_embedded_default(settings):
    at = NOW - timedelta(hours=37)

    assert said("Sikkerhedskopi", **never("backup")) == ("Ingen endnu", "warning", "")
    assert said("Sikkerhedskopi", **seen("backup", timedelta(hours=37))) == (
        "For gammel",
        "warning",
        f"Taget {danish_datetime(at)}.",
    )
    settings.EMBEDDED = True
    assert said("Sikkerhedskopi", **never("backup")) == ("Ingen endnu", "neutral", "")
