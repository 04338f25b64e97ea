"""An extract of a round's file as one ZIP, with an index and the list of what was left out."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from applications.decisions import filed_texts as texts
from applications.decisions.filing import UNREADABLE_REASON, LeftOut, Paper

INDEX, LEFT_OUT = "indeks.csv", "udeladt.csv"
CHUNK = 256 * 1024


@dataclass(frozen=True)
class Extract:
    """How many papers an extract has, what it lacks, and the control code of its index and list of omissions."""

    files: int
    left_out: int
    sha256: str


def write(file: BinaryIO, papers: Iterable[Paper], left_out: list[LeftOut]) -> Extract:
    """Write the ZIP into the file: one paper at a time, and of a document one piece at a time.

    A document that cannot be read is told among what was left out; the rest is there.
    """
    rows, missing = [], list(left_out)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for paper in papers:
            try:
                size, sha256 = _add(archive, paper)
            except OSError:
                missing.append(LeftOut(paper.reference, paper.title, UNREADABLE_REASON))
            else:
                rows.append((paper.path, paper.reference, paper.title, texts.moment(paper.at), str(size), sha256))
        titles = ["Fil", "Sagsnummer", "Hvad", "Dato", "Størrelse i byte", "Kontrolkode (SHA-256)"]
        index = texts.table(titles, rows)
        omissions = texts.table(
            ["Sagsnummer", "Hvad er udeladt", "Hvorfor"], [(one.reference, one.title, one.reason) for one in missing]
        )
        archive.writestr(INDEX, index)
        archive.writestr(LEFT_OUT, omissions)
    return Extract(len(rows), len(missing), hashlib.sha256(f"{index}{omissions}".encode()).hexdigest())


def _add(archive: zipfile.ZipFile, paper: Paper) -> tuple[int, str]:
    """Put one paper into the archive; its size and control code. Raises OSError where its document cannot be read."""
    pieces = _pieces(paper)
    first = next(pieces, b"")  # before anything is written of it
    digest, size = hashlib.sha256(), 0
    with archive.open(paper.path, "w", force_zip64=True) as entry:
        for piece in _with(first, pieces):
            entry.write(piece)
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def _with(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _pieces(paper: Paper) -> Iterator[bytes]:
    if paper.document is None:
        yield paper.text.encode()
        return
    with paper.document.file.open("rb") as file:
        yield from iter(lambda: file.read(CHUNK), b"")
