"""What a person may attach: PDF, Word, Excel and pictures, told by what is in the file, never by its name alone.

Slides are taken where a form asks for them.

Pure: a name and bytes in, a checked file out, or `Refused` with a reason in Danish.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

from praksis.danish import file_size
from praksis.documents import inside_office, inside_pdf, inside_pictures, refusals
from praksis.documents.refusals import Refused

LARGEST = 10 * 1024**2
LONGEST_NAME = 120
# What a file input offers to choose from; what is taken is told by the content.
ACCEPT = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"

OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP, END_OF_ZIP = b"PK\x03\x04", b"PK\x05\x06"
# An archive's end is found by looking backwards so far.
END_WITHIN = 65_557
ENDING = re.compile(r"(.+)(\.\w{1,10})", re.DOTALL)
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")


@dataclass(frozen=True)
class Upload:
    """A file that was looked into: it may be stored, and handed out as an attachment."""

    filename: str
    content: bytes
    content_type: str

    @property
    def size(self) -> int:
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Kind:
    """A kind of file: in words, the endings that its name may have (the first is its own), its content type."""

    words: str
    endings: tuple[str, ...]
    content_type: str


OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("en PDF", ("pdf",), "application/pdf")
JPEG = Kind("et billede (JPEG)", ("jpg", "jpeg", "jfif"), "image/jpeg")
PNG = Kind("et billede (PNG)", ("png",), "image/png")
WORD = Kind("et Word-dokument", ("docx",), f"{OFFICE}.wordprocessingml.document")
POWERPOINT = Kind("en PowerPoint-præsentation", ("pptx",), f"{OFFICE}.presentationml.presentation")
EXCEL = Kind("et Excel-ark", ("xlsx",), f"{OFFICE}.spreadsheetml.sheet")

# What is taken unless a form asks for something else, and what it asks for who asks for slides
USUAL, SLIDES = (PDF, JPEG, PNG, WORD, EXCEL), (PDF, POWERPOINT)

# How a file begins that is no archive, and what looks into it
BEGINNINGS: list[tuple[bytes, Kind, Callable[[bytes], None]]] = [
    (b"%PDF-", PDF, inside_pdf.look),
    (b"\xff\xd8\xff", JPEG, inside_pictures.look_into_jpeg),
    (b"\x89PNG\r\n\x1a\n", PNG, inside_pictures.look_into_png),
]


def check(name: str, content: bytes, *, takes: Collection[Kind] = USUAL) -> Upload:
    """The file as it may be kept, under a clean name.

    Raises Refused, with the file's name and why: empty, too large, of another kind than we take or than its name says,
    locked, broken, or with something in it that could act (macros, scripts, other files) or grow without bounds.
    """
    filename = clean_name(name)
    try:
        if not content:
            raise Refused(refusals.EMPTY)
        if len(content) > LARGEST:
            raise Refused(too_large(len(content)))
        kind = _kind_of(content)
        if kind not in takes:
            raise Refused(refusals.UNKNOWN if takes is USUAL else refusals.NO_SLIDES)
        filename = _fitting(filename, kind)
    except Refused as refused:
        raise Refused(named(filename, str(refused))) from None
    return Upload(filename, content, kind.content_type)


def receive(file, *, takes: Collection[Kind] = USUAL) -> Upload:
    """Read and check a file of a request (an UploadedFile). Raises Refused as `check` does.

    A file beyond the limit is not read. See receiving.py for one that could not be kept while it came in.
    """
    trouble = refusals.NOT_RECEIVED if getattr(file, "is_lost", False) else ""
    if getattr(file, "is_cut", False):
        trouble = refusals.TOO_MANY_AT_ONCE
    if file.size > LARGEST:
        trouble = too_large(file.size)
    if trouble:
        raise Refused(named(clean_name(file.name), trouble))
    return check(file.name, file.read(), takes=takes)


def named(filename: str, reason: str) -> str:
    """The whole sentence beside a field that may have got several files."""
    return f"»{filename}« er ikke taget med. {reason}"


def too_large(size: int) -> str:
    """Why a file of this size is refused."""
    return f"Den fylder {file_size(size)} og må højst fylde {file_size(LARGEST)}."


def clean_name(given: str) -> str:
    """The file's name without folders and without what cannot be seen, short enough to be read.

    Characters that turn the direction of writing could make "fdp.exe" of "exe.pdf", so they go with the control
    characters; what no file system takes becomes a line.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "_", " ".join(seen.split())).strip(". ")
    stem, ending = _split(name)
    stem = stem[: LONGEST_NAME - len(ending)].rstrip(". ") or "fil"
    return stem + ending.lower()


def _split(name: str) -> tuple[str, str]:
    """A name and its ending with the dot, where what follows the last dot is one: not so in "Kl. 14.30 hos os"."""
    found = ENDING.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


def _kind_of(content: bytes) -> Kind:
    """What the file is, having looked into it."""
    if content.startswith(ZIP):
        return {"docx": WORD, "xlsx": EXCEL, "pptx": POWERPOINT}[inside_office.look(content)]
    for beginning, kind, look in BEGINNINGS:
        if content.startswith(beginning):
            if END_OF_ZIP in content[-END_WITHIN:]:  # a picture to one program and an archive to the next
                raise Refused(refusals.EMBEDDED)
            look(content)
            return kind
    if content.startswith(OLD_OFFICE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused(refusals.ENCRYPTED if locked else refusals.OLD_OFFICE)
    raise Refused(refusals.MARKUP if MARKUP.match(content) else refusals.UNKNOWN)


def _fitting(filename: str, kind: Kind) -> str:
    """The name, where it says what the file is; a name without an ending gets it. Raises Refused where it lies."""
    ending = _split(filename)[1]
    if not ending:
        return f"{filename}.{kind.endings[0]}"
    if ending[1:] not in kind.endings:
        raise Refused(
            f"Navnet ender på »{ending}«, men indholdet er {kind.words}. Gem den igen under et navn, der ender på "
            f"».{kind.endings[0]}«."
        )
    return filename
