"""A world that is put back is the one that was made."""

import pytest

from tests.access import kept
from tests.access.asking import rolled_back
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    """The folder of the next test's files."""

    def folder(name):
        settings.MEDIA_ROOT = tmp_path / name
        settings.MEDIA_ROOT.mkdir()
        return settings.MEDIA_ROOT

    return folder


def files_in(folder) -> dict:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unordered(tables: kept.Tables) -> dict:
    """The rows of each table in one order. PostgreSQL puts a new row where it finds room, also between older ones."""
    return {table: (columns, sorted(rows, key=repr)) for table, (columns, rows) in tables.items()}


def test_a_world_put_back_has_the_rows_and_files_of_the_one_that_was_made(folder, monkeypatch):
    monkeypatch.setattr(kept, "_kept", {})
    first = folder("first")
    with rolled_back():
        made, rows = kept.world(), kept.everything()

    second = folder("second")
    back = kept.world()

    assert back is not made
    assert back.draft == made.draft
    assert unordered(kept.everything()) == unordered(rows)
    assert files_in(second) == files_in(first) != {}


def test_where_something_stands_already_the_world_is_made_anew(folder):
    folder("first")
    with rolled_back():
        made = kept.world()
    MunicipalityFactory(code="0751")

    assert kept.world().draft != made.draft
