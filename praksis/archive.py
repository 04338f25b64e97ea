"""A backup as one file: the database's dump, the files, the key the installation made for itself, and a manifest.

The names inside are those of DATA_DIR. The manifest comes last, so an archive that was cut off has none; it says what
every other member must be, and what the database must hold when it is back.
"""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from praksis.dumps import Contents

FORMAT = 1
KEY, MANIFEST, MEDIA = "secret_key", "manifest.json", "media"


class ArchiveError(Exception):
    """Why an archive cannot be restored, as a sentence for the operator."""


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. `sha256` is by member; `damaged` names the documents that had no right file already."""

    format: int
    made_at: str
    database: str
    rows: dict[str, int]
    migrations: list[str]
    sha256: dict[str, str]
    damaged: list[str]

    @property
    def files(self) -> int:
        """How many files of MEDIA_ROOT there are."""
        return sum(name.startswith(f"{MEDIA}/") for name in self.sha256)


class Hashing:
    """A stream that notes the SHA-256 of what is read from it or written to it."""

    def __init__(self, stream: IO[bytes]):
        self.stream, self.seen = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        block = self.stream.read(size)
        self.seen.update(block)
        return block

    def write(self, block: bytes) -> int:
        """Write on."""
        self.seen.update(block)
        return self.stream.write(block)


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a file, None where it is missing."""
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# --- Writing ------------------------------------------------------------------------------------------------------


def write(stream: IO[bytes], *, dump: Path, contents: Contents, media: Path, key: Path, made_at: str, database: str):
    """Write an archive, and return its manifest.

    The dump must be older than the files are now: a file is stored before the row that names it, so none is missing.
    """
    hashes = {}
    # dereference: two names of one file are two files here, never a link
    with tarfile.open(fileobj=stream, mode="w:gz", dereference=True) as archive:
        hashes[dump.name] = _add(archive, dump, dump.name)
        if key.exists():
            hashes[KEY] = _add(archive, key, KEY)
        for path in sorted(media.rglob("*")):
            if path.is_file():
                name = f"{MEDIA}/{path.relative_to(media).as_posix()}"
                # What goes away meanwhile is nobody's document: those are never removed.
                with suppress(FileNotFoundError):
                    hashes[name] = _add(archive, path, name)

        manifest = Manifest(
            format=FORMAT,
            made_at=made_at,
            database=database,
            rows=contents.rows,
            migrations=contents.migrations,
            sha256=hashes,
            damaged=[file for file, sha256 in contents.documents if hashes.get(f"{MEDIA}/{file}") != sha256],
        )
        text = json.dumps(asdict(manifest), indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(text)
        archive.addfile(member, BytesIO(text))
    return manifest


def _add(archive: tarfile.TarFile, path: Path, name: str) -> str:
    """Add one file as it is now, and return the SHA-256 of exactly the bytes that were added."""
    with path.open("rb") as stream:
        member = archive.gettarinfo(arcname=name, fileobj=stream)
        content = Hashing(stream)
        archive.addfile(member, content)
    return content.seen.hexdigest()


# --- Reading ------------------------------------------------------------------------------------------------------


def unpack(file: Path, *, dump: str, folder: Path, media: Path, undo: ExitStack) -> Manifest:
    """Unpack dump and key into `folder` and the files into `media`, and compare everything with the manifest.

    `undo` gets a call for whatever was made in `media`. Raises ArchiveError where the archive is broken, has members
    that no backup has, or is of another kind of database than `dump` belongs to.
    """
    hashes = {}
    if not file.is_file():
        raise ArchiveError(f"There is no file {file}.")
    with _reading(file) as archive:
        for member in archive:
            target = _target(member, dump=dump, folder=folder, media=media)
            content = archive.extractfile(member)
            assert content  # it is a regular file
            hashes[member.name] = _put(content, target, media=media, undo=undo)

    hashes.pop(MANIFEST, None)
    manifest = _manifest(folder / MANIFEST)
    if dump not in hashes:
        raise ArchiveError("The archive holds no database. Take another one.")
    wrong = sorted(name for name in {*hashes, *manifest.sha256} if hashes.get(name) != manifest.sha256.get(name))
    if wrong:
        raise ArchiveError(f"The archive is broken: {wrong[0]} is not what was saved. Take another one.")
    return manifest


@contextmanager
def _reading(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, mode="r:gz") as archive:
            yield archive
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError) as error:
        raise ArchiveError(f"The archive is broken or cut off ({error}). Take another one.") from error


def _target(member: tarfile.TarInfo, *, dump: str, folder: Path, media: Path) -> Path:
    """Where a member belongs. Everything but a plain file with a name that a backup gives is refused."""
    path = PurePosixPath(member.name)
    if not member.isreg() or path.is_absolute() or ".." in path.parts:
        raise ArchiveError(f"The archive was not made by Praksis: {member.name!r} is not a file inside it.")
    if member.name in {dump, KEY, MANIFEST}:
        return folder / member.name
    if path.parts[:1] == (MEDIA,) and len(path.parts) > 1:
        return media.joinpath(*path.parts[1:])
    if path.suffix in {".dump", ".sqlite3"}:
        raise ArchiveError(
            f"The archive holds {member.name}, but the database here needs {dump}: a backup can be restored only into "
            "the kind of database it was made of, SQLite or PostgreSQL. Set DATABASE_URL accordingly."
        )
    raise ArchiveError(f"The archive was not made by Praksis: it holds {member.name!r}.")


def _put(content: IO[bytes], target: Path, *, media: Path, undo: ExitStack) -> str:
    """Write one file that must be new, and return its SHA-256."""
    for folder in reversed(target.parents):
        if folder.is_relative_to(media) and not folder.exists():
            folder.mkdir(parents=folder == media)
            undo.callback(folder.rmdir)
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise ArchiveError(f"The archive is broken: it holds {target.name!r} twice. Take another one.") from error
    undo.callback(target.unlink, missing_ok=True)
    with open(descriptor, "wb") as stream:
        written = Hashing(stream)
        shutil.copyfileobj(content, written)
    return written.seen.hexdigest()


def _manifest(path: Path) -> Manifest:
    if not path.exists():
        raise ArchiveError("The archive is broken or cut off: it holds no manifest. Take another one.")
    try:
        manifest = Manifest(**json.loads(path.read_bytes()))
    except (ValueError, TypeError) as error:
        raise ArchiveError("The archive's manifest cannot be read. Take another one.") from error
    if manifest.format != FORMAT:
        raise ArchiveError("The archive was made by another version of Praksis. Install that version first.")
    return manifest
