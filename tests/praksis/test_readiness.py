from datetime import timedelta

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from praksis import readiness
from praksis.health import Heartbeat, note_alive
from praksis.mail import delivery
from praksis.mail.models import Email
from tests.factories.mail import EmailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder of files, empty; and the embedded default, unless a test says otherwise."""
    settings.EMBEDDED = True
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def alive():
    """Worker and beat have just told of themselves."""
    note_alive("worker")
    note_alive("beat")


def seen_ago(name, age):
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now() - age})


def ready(client):
    response = client.get("/readyz")
    return response.status_code, response.json()["status"], response.json()["problems"]


def test_a_site_that_works_is_ready_and_says_what_it_looked_at(client, alive, files):
    response = client.get("/readyz")

    told = response.json()
    assert response.status_code == 200
    assert (told.pop("worker")[:4], told.pop("beat")[:4]) == (f"{timezone.now().year}",) * 2
    assert told == {
        "status": "ok",
        "problems": [],
        "database": True,
        "missing_migrations": 0,
        "media": True,
        "oldest_mail_seconds": None,
        "backup": None,
    }
    assert list(files.iterdir()) == []


def test_the_answer_is_for_everybody_and_kept_by_nobody(client, alive):
    response = client.get("/readyz")

    assert "no-store" in response["Cache-Control"]
    assert client.post("/readyz").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_four_queries_however_much_there_is(client, alive, django_assert_num_queries, count):
    EmailFactory.create_batch(count)
    readiness.look()

    with django_assert_num_queries(4):
        client.get("/readyz")


def test_nothing_is_ready_while_the_database_is_away(client, database_away):
    with database_away():
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "problems": ["database"],
        "database": False,
        "missing_migrations": None,
        "media": True,
        "oldest_mail_seconds": None,
        "worker": None,
        "beat": None,
        "backup": None,
    }


def test_a_version_whose_tables_are_not_made_is_not_ready(client, alive):
    MigrationRecorder.Migration.objects.get(app="praksis", name="0001_initial").delete()

    assert ready(client) == (503, "unavailable", ["migrations"])
    assert client.get("/readyz").json()["missing_migrations"] == 1


def test_what_is_in_the_database_beyond_this_version_does_no_harm(client, alive):
    MigrationRecorder.Migration.objects.create(app="praksis", name="9999_of_the_next_version")

    assert ready(client) == (200, "ok", [])


def test_a_folder_that_takes_no_files_is_not_ready(client, alive, files):
    files.write_text("a file where the folder should be")

    assert ready(client) == (503, "unavailable", ["media"])


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_what_is_silent_for_more_than_three_minutes_is_named_while_the_site_serves(client, alive, name):
    seen_ago(name, timedelta(minutes=2))
    before = ready(client)

    seen_ago(name, timedelta(minutes=4))

    assert before == (200, "ok", [])
    assert ready(client) == (200, "degraded", [name])


def test_what_never_gave_a_sign_is_named(client):
    assert ready(client) == (200, "degraded", ["worker", "beat"])


def test_a_letter_that_should_have_been_sent_ten_minutes_ago_is_named(client, alive):
    now = timezone.now()
    long_ago = now - timedelta(days=2)
    EmailFactory(failed=True, created_at=long_ago)
    EmailFactory(done=True, created_at=long_ago)
    EmailFactory(created_at=long_ago, not_before=now + timedelta(hours=1))
    EmailFactory(created_at=long_ago, not_before=now - timedelta(minutes=5), attempts=2)
    EmailFactory(created_at=now - timedelta(minutes=5))
    before = ready(client)

    EmailFactory(created_at=now - timedelta(minutes=11), leased_until=now + timedelta(minutes=1))

    assert before == (200, "ok", [])
    assert ready(client) == (200, "degraded", ["mail"])
    assert 660 <= client.get("/readyz").json()["oldest_mail_seconds"] < 720


def test_a_letter_whose_next_try_is_late_is_named_too(client, alive):
    EmailFactory(not_before=timezone.now() - timedelta(minutes=11), attempts=2)

    assert ready(client) == (200, "degraded", ["mail"])


def test_letters_that_a_lost_mail_server_puts_off_still_grow_old(client, alive):
    now = timezone.now()
    EmailFactory(created_at=now - timedelta(minutes=11), not_before=now)

    Email.objects.put_off(delivery.PAUSE)

    assert ready(client) == (200, "degraded", ["mail"])


def test_a_backup_is_asked_for_where_it_is_real_and_wherever_one_has_grown_old(client, alive, settings):
    settings.EMBEDDED = True
    never_in_the_embedded_default = ready(client)
    settings.EMBEDDED = False
    never_in_production = ready(client)
    seen_ago("backup", timedelta(hours=35))
    of_last_night = ready(client)
    seen_ago("backup", timedelta(hours=37))
    old_in_production = ready(client)
    settings.EMBEDDED = True

    assert never_in_the_embedded_default == (200, "ok", [])
    assert never_in_production == (200, "degraded", ["backup"])
    assert of_last_night == (200, "ok", [])
    assert old_in_production == ready(client) == (200, "degraded", ["backup"])


def test_nobody_and_nothing_is_named(client, alive, coordinator):
    letter = EmailFactory(to=coordinator.email, created_at=timezone.now() - timedelta(days=1))
    client.force_login(coordinator)

    told = client.get("/readyz").content.decode()

    for private in (letter.to, str(letter.pk), coordinator.name, str(coordinator.pk)):
        assert private not in told
