"""The database goes away under a running site and comes back; and the site's process is killed while people write.

The long versions are in tests/drills/long: test_postgres_restarts.py, test_embedded_kills.py and test_web_kills.py.
"""

from contextlib import contextmanager

import pytest
from django.db import connection, connections
from django.urls import reverse

from tests.drills.composition import until
from tests.drills.history import AWAY, History

pytestmark = pytest.mark.drill


@pytest.fixture
def database(tmp_path):
    """What a site's database is: its address, and a way to take it away for a while."""
    return Elsewhere(tmp_path / "elsewhere") if connection.vendor == "sqlite" else Closed()


class Elsewhere:
    """SQLite: a copy of the test's database in a folder that can be moved."""

    def __init__(self, folder):
        self.folder = folder

    def variables(self):
        self.folder.mkdir()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.folder / "copy.sqlite3")])
        return {"DATABASE_URL": f"sqlite:///{self.folder / 'copy.sqlite3'}"}

    @contextmanager
    def away(self):
        hidden = self.folder.rename(self.folder.with_name("hidden"))
        yield
        hidden.rename(self.folder)


class Closed:
    """PostgreSQL: the test's own database ends its connections and takes no new ones."""

    def variables(self):
        return {}

    @contextmanager
    def away(self):
        name = connection.settings_dict["NAME"]
        connections.close_all()
        self.say(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
        try:
            self.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            yield
        finally:
            self.say(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')

    def say(self, sentence):
        with connection._nodb_cursor() as cursor:
            cursor.execute(sentence)


def test_while_the_database_is_away_people_see_the_503_page_and_the_site_comes_back_by_itself(compose, database):
    site = compose()
    (writer,) = History(site.address, writers=1, submissions=1).writers
    ((signed, sender),) = writer.senders
    site.environment |= database.variables()
    site.start("web")
    submit = reverse("applications:submit", args=[signed])
    before = writer.save("Før")

    with database.away():
        pages = [
            writer.person.get("/mine/"),
            writer.person.get("/"),
            writer.person.post(writer.path, {"field": "need", "value": "Imens", "revision": 1}),
            sender.post(submit),
            sender.post(reverse("account_login"), {"login": "karen@skive.example", "password": "forkert kode"}),
        ]
    after = writer.save("Efter")
    receipt = sender.post(submit)

    assert (before, after, writer.revision) == (True, True, 2)
    assert [page.status for page in pages] == [503] * 5
    assert [AWAY in page.text for page in pages] == [True] * 5
    assert receipt.location == reverse("applications:receipt", args=[signed])


def write_through_a_kill(site):
    """Two people write; the whole web process is killed in the middle, and started anew."""
    history = History(site.address, writers=2, submissions=2)
    site.start("web")
    with history.under_way():
        until(lambda: history.acknowledged >= 30, seconds=60, what="people can write")
        site.kill("web")
        site.start("web")
    return history


def test_a_killed_process_loses_nothing_that_was_acknowledged(compose):
    history = write_through_a_kill(compose())

    assert (history.lost(), history.doubled()) == ([], [])
    assert list(history.failures) == ["no answer"]


def test_red_twin_with_answers_before_the_commit_something_is_lost(compose):
    history = write_through_a_kill(compose(without="commit_before_answer"))

    assert history.lost() != []
