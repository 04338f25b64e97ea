import pytest
from django.test import Client

from praksis.health import note_alive

pytestmark = pytest.mark.django_db


def test_healthz_says_when_worker_and_beat_were_last_alive(client):

    assert client.get("/healthz").json() == {"status": "ok", "worker": None, "beat": None}

    note_alive("beat")

    assert client.get("/healthz").json()["beat"] is not None


def test_healthz_answers_while_the_database_is_away(client, database_away):
    note_alive("beat")

    with database_away():
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok", "worker": None, "beat": None})


def test_pages_are_compressed_for_browsers_that_can_read_it(client):
    plain, compressed = client.get("/"), client.get("/", headers={"Accept-Encoding": "gzip"})

    assert compressed.headers["Content-Encoding"] == "gzip"
    assert len(compressed.content) < len(plain.content) / 2


def test_an_expired_form_keeps_its_text_but_no_password():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/konto/log-ind/", {"login": "karen", "password": "hemmelig kode", "text": "Det jeg skrev"})

    page = response.content.decode()
    assert response.status_code == 403
    assert page.count("Det jeg skrev") == 2
    assert "hemmelig" not in page
