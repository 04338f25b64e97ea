import hashlib
import json
import tarfile
from contextlib import ExitStack
from io import BytesIO

import pytest

from praksis import archive
from praksis.archive import ArchiveError, Manifest

DUMP = "praksis.sqlite3"
MEMBERS = {DUMP: bytes(range(256)) * 300, "secret_key": b"key", "media/documents/2026/a": b"%PDF-1.7", "media/b": b""}


@pytest.fixture
def file(tmp_path):
    """Where the archive lies."""
    return tmp_path / "praksis.tar.gz"


def write(file, *, manifest=lambda told: told, more=(), **changes):
    """An archive whose manifest fits, unless it is changed. `more` are members added before it as they are."""
    members = {name: content for name, content in {**MEMBERS, **changes}.items() if content is not None}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    told = manifest(
        {"format": 1, "made_at": "2026-01-01T00:00:00+00:00", "database": "sqlite", "rows": {"praksis_document": 1},
         "migrations": [], "sha256": hashes, "damaged": []}
    )  # fmt: skip
    with tarfile.open(file, "w:gz") as made:
        for name, content in members.items():
            made.addfile(member(name, size=len(content)), BytesIO(content))
        for each in more:
            made.addfile(each, BytesIO(b"x" * each.size))
        if told is not None:
            text = told if isinstance(told, bytes) else json.dumps(told).encode()
            made.addfile(member("manifest.json", size=len(text)), BytesIO(text))


def member(name, kind=tarfile.REGTYPE, to="", size=1):
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.size = kind, to, size if kind == tarfile.REGTYPE else 0
    return made


def unpack(file, undo):
    folder = file.parent / "place"
    folder.mkdir()
    return archive.unpack(file, dump=DUMP, folder=folder, media=folder / "data" / "media", undo=undo)


def refused(file) -> str:
    """Unpack what must be refused, and leave nothing where the files belong. What the operator is told."""
    with ExitStack() as undo, pytest.raises(ArchiveError) as error:
        unpack(file, undo)
    assert not (file.parent / "place" / "data" / "media").exists()
    assert not (file.parent / "evil").exists()
    return str(error.value)


def test_unpack_brings_back_every_member_and_returns_the_manifest(file):
    write(file)

    manifest = unpack(file, ExitStack())

    place = file.parent / "place"
    assert (place / DUMP).read_bytes() == MEMBERS[DUMP]
    assert (place / "secret_key").read_bytes() == b"key"
    assert (place / "data" / "media" / "documents" / "2026" / "a").read_bytes() == b"%PDF-1.7"
    assert (place / "data" / "media" / "b").read_bytes() == b""
    assert isinstance(manifest, Manifest)
    assert (manifest.files, manifest.rows) == (2, {"praksis_document": 1})


def test_undoing_leaves_what_was_there(file):
    write(file)
    kept = file.parent / "place" / "data" / "media"

    with ExitStack() as undo:
        unpack(file, undo)
        before = sorted(path.name for path in kept.rglob("*"))

    assert before == ["2026", "a", "b", "documents"]
    assert not kept.exists()


@pytest.mark.parametrize("share", [0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99])
def test_a_cut_off_archive_is_refused(share, file):
    write(file)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])

    assert refused(file).startswith("The archive is broken or cut off")


@pytest.mark.parametrize("tenth", range(10))
def test_an_archive_with_a_changed_byte_is_refused(tenth, file):
    write(file)
    content = bytearray(file.read_bytes())
    content[40 + (len(content) - 60) * tenth // 10] ^= 0xFF
    file.write_bytes(content)

    assert refused(file).startswith(("The archive is broken", "The archive's manifest cannot be read"))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x1f\x8b" + b"\0" * 50])
def test_what_is_no_archive_is_refused(content, file):
    file.write_bytes(content)

    assert refused(file).startswith("The archive is broken or cut off (")


def test_a_folder_is_no_archive(file):
    file.mkdir()

    assert refused(file) == f"There is no file {file}."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda told: None, "The archive is broken or cut off: it holds no manifest."),
        (lambda told: b"{", "The archive's manifest cannot be read."),
        (lambda told: b"\xff", "The archive's manifest cannot be read."),
        (lambda told: [], "The archive's manifest cannot be read."),
        (lambda told: {"format": 1}, "The archive's manifest cannot be read."),
        (lambda told: told | {"format": 2}, "The archive was made by another version of Praksis."),
        (lambda told: told | {"sha256": {}}, "The archive is broken: media/b is not what was saved."),
        (lambda told: told | {"sha256": told["sha256"] | {"media/a": "0"}}, "The archive is broken: media/a is not"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(change, told, file):
    write(file, manifest=change)

    assert refused(file).startswith(told)


def test_an_archive_without_a_database_is_refused(file):
    write(file, **{DUMP: None})

    assert refused(file) == "The archive holds no database. Take another one."


def test_an_archive_of_the_other_kind_of_database_is_refused(file):
    write(file, **{DUMP: None, "praksis.dump": b"x"})

    assert refused(file).startswith("The archive holds praksis.dump, but the database here needs praksis.sqlite3: ")


HOSTILE = [
    member("../evil"),
    member("../../evil"),
    member("media/../../../../evil"),
    member("/tmp/evil"),
    member("//tmp/evil"),
    member("media/link", tarfile.SYMTYPE, "/etc/passwd"),
    member("media/link", tarfile.LNKTYPE, "secret_key"),
    member("media/pipe", tarfile.FIFOTYPE),
    member("media/device", tarfile.CHRTYPE),
    member("media/folder", tarfile.DIRTYPE),
    member("media"),
    member("media/."),
    member("."),
    member(""),
    member("celerybeat-schedule"),
    member("secret_key/evil"),
    member("./secret_key"),
    member("./media/evil"),
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: f"{one.name}-{one.type.decode()}")
def test_members_that_no_backup_has_are_refused(hostile, file):
    write(file, more=[hostile])

    told = refused(file)

    assert told.startswith(("The archive was not made by Praksis: ", "The archive is broken: ./media/evil "))


def test_red_twin_without_the_check_of_names_a_file_lands_outside(file, monkeypatch):
    monkeypatch.setattr(archive, "_target", lambda member, dump, folder, media: folder / member.name)
    write(file, more=[member("../evil")])
    place = file.parent / "place"

    with pytest.raises(ArchiveError, match="is not what was saved"):
        archive.unpack(file, dump=DUMP, folder=place, media=place, undo=ExitStack())

    assert (file.parent / "evil").read_bytes() == b"x"


@pytest.mark.parametrize("name", ["media/b", "secret_key"])
def test_a_member_that_comes_twice_is_refused(name, file):
    write(file, more=[member(name)])

    assert refused(file) == f"The archive is broken: it holds {name.rpartition('/')[2]!r} twice. Take another one."
