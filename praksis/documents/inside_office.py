"""Whether a Word, Excel or PowerPoint file holds only text, figures and pictures, and no bomb. Pure.

All are archives of small files. Each is unpacked while it is counted, so that a bomb is noticed long before it is
large, and read for what could act: macros, controls, other files, and what is fetched when the file is opened.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from praksis.documents import refusals
from praksis.documents.refusals import Refused

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024**2
# Text packs to a hundredth at the most; a small file may.
MOST_RATIO, FREE = 100, 10 * 1024**2
# The table of contents of an archive with so many members is far below this.
LARGEST_DIRECTORY = 1024**2
# Charts keep their figures in a sheet of their own inside the document.
DEEPEST = 1
CHUNK, OVERLAP = 64 * 1024, 512
END_OF_ZIP, END_OF_BIG_ZIP = b"PK\x05\x06", b"PK\x06\x07"

CONTENTS = "[content_types].xml"
TEXTS = {"xml", "rels", "vml", "svg"}
PICTURES = {"png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp"}
FONTS = {"odttf", "fntdata", "ttf"}
NESTED = {"docx", "xlsx"}
MACRO_FOLDERS = ("xl/macrosheets/", "xl/dialogsheets/")
# The main part's type says which of them it is; templates and shows that start by themselves have others.
MAIN = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
}
MACROS = re.compile(rb"macroEnabled|vbaProject|intlmacrosheet|macrosheet\+xml", re.IGNORECASE)
# What stands in a text of the archive, and why it is refused
FOUND_IN_TEXT = [
    (re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE), refusals.UNREADABLE),
    (re.compile(rb"<(?:[^\s<>]*:)?script\b", re.IGNORECASE), refusals.MACROS),
    (re.compile(rb"""(?:instrText[^>]{0,80}>|instr=["'])\s*DDE(?:AUTO)?\b""", re.IGNORECASE), refusals.FETCHING),
    (re.compile(rb"<(?:\w+:)?ddeLink\b"), refusals.FETCHING),
    # What a press on a slide may start
    (re.compile(rb"ppaction://(?:program|macro|ole)", re.IGNORECASE), refusals.MACROS),
]
# As far as the next one: what an attribute says may hold a ">".
RELATIONSHIP = re.compile(rb"<(?:[^\s<>]*:)?Relationship\b[^<]*")
OUTSIDE = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
# A link that one presses may lead out; what is fetched by itself may not.
FETCHED = re.compile(rb"""/(?:attachedTemplate|oleObject|subDocument|frame|aFChunk|control)["']""", re.IGNORECASE)
# A letter may be written as its number. A "<" that is written so begins nothing.
NUMBERED = re.compile(rb"&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));", re.IGNORECASE)
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, struct.error),
    *(ValueError, LookupError, OverflowError),
)


class Budget:
    """How much may still be unpacked, over all that lies inside one file."""

    def __init__(self, packed: int):
        self.most = min(MOST_UNPACKED, max(FREE, MOST_RATIO * packed))

    def spend(self, size: int) -> None:
        """Count what was unpacked. Raises Refused beyond the bounds."""
        self.most -= size
        if self.most < 0:
            raise Refused(refusals.BOMB)


def look(content: bytes) -> str:
    """Whether it is a "docx", an "xlsx" or a "pptx". Raises Refused for all else, and for what could act or grow."""
    try:
        return _look(content, Budget(len(content)), depth=0)
    except BROKEN:
        raise Refused(refusals.UNREADABLE) from None


def _look(content: bytes, budget: Budget, *, depth: int) -> str:
    _refuse_large_directory(content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        names = _names(members)
        if CONTENTS not in names:
            raise Refused(refusals.UNKNOWN if "mimetype" in names else refusals.ARCHIVE)
        contents = b""
        for info, name in zip(members, names, strict=True):
            ending = name.rpartition(".")[2]
            if ending in NESTED:
                _look_into_nested(b"".join(_chunks(archive, info, budget)), budget, depth=depth + 1)
            elif ending in TEXTS:
                text = _read_text(_chunks(archive, info, budget), keep=name == CONTENTS or ending == "rels")
                _refuse_fetching(text)
                contents = text if name == CONTENTS else contents
            else:
                for _ in _chunks(archive, info, budget):
                    pass
    if MACROS.search(contents):
        raise Refused(refusals.MACROS)
    kind = next((kind for main, kind in MAIN.items() if main in contents), "")
    # Nobody puts a presentation into a document by hand.
    if not kind or (depth and kind == "pptx"):
        raise Refused(refusals.UNKNOWN)
    return kind


def _look_into_nested(content: bytes, budget: Budget, *, depth: int) -> None:
    if depth > DEEPEST:
        raise Refused(refusals.EMBEDDED)
    _look(content, budget, depth=depth)


def _refuse_large_directory(content: bytes) -> None:
    """Raise Refused where the table of contents alone would take long to read."""
    at = content.rfind(END_OF_ZIP)
    # So small an archive needs no table for a large one; which of the two were read would be the reader's choice.
    if at < 0 or content[max(0, at - 20) : at].startswith(END_OF_BIG_ZIP):
        raise Refused(refusals.UNREADABLE)
    if int.from_bytes(content[at + 12 : at + 16], "little") > LARGEST_DIRECTORY:
        raise Refused(refusals.BOMB)


def _names(members: list[zipfile.ZipInfo]) -> list[str]:
    """The members' names in small letters. Raises Refused for what no Word or Excel file of ours has."""
    names = [info.filename.lower() for info in members]
    if len(names) > MOST_MEMBERS or sum(info.file_size for info in members) > MOST_UNPACKED:
        raise Refused(refusals.BOMB)
    if any(info.flag_bits & 0x1 for info in members):
        raise Refused(refusals.ENCRYPTED)
    if len(set(names)) < len(names):
        raise Refused(refusals.UNREADABLE)
    for info, name in zip(members, names, strict=True):
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or _is_odd(name):
            raise Refused(refusals.UNREADABLE)
        if "vbaproject" in name or "vbadata" in name or name.startswith(MACRO_FOLDERS):
            raise Refused(refusals.MACROS)
    if CONTENTS in names and any(not _is_expected(name) for name in names):
        raise Refused(refusals.EMBEDDED)
    return names


def _is_odd(name: str) -> bool:
    """Whether a name leads out of the archive, or means another place on another machine."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _is_expected(name: str) -> bool:
    """Whether Word and Excel write such a member by themselves, from text, figures and pictures."""
    folder, _, last = name.rpartition("/")
    ending = last.rpartition(".")[2]
    if ending == "bin":  # what a printer remembers
        return folder.endswith("printersettings")
    return ending in TEXTS | PICTURES | FONTS | NESTED and "activex" not in folder


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    with archive.open(info) as member:
        while chunk := member.read(CHUNK):
            budget.spend(len(chunk))
            yield chunk


def _read_text(chunks: Iterator[bytes], *, keep: bool) -> bytes:
    """Look through a text piece by piece; the whole of it where it is to be kept. Raises Refused for what could act."""
    kept, tail = [], b""
    for chunk in chunks:
        window = tail + chunk
        if b"\x00" in window:  # in another encoding than Word and Excel write, where nothing would be found
            raise Refused(refusals.UNREADABLE)
        words = _in_letters(window)
        for pattern, reason in FOUND_IN_TEXT:
            if pattern.search(words):
                raise Refused(reason)
        if keep:
            kept.append(chunk)
        tail = window[-OVERLAP:]
    return _in_letters(b"".join(kept))


def _in_letters(text: bytes) -> bytes:
    """The text with the letters that were written as numbers."""
    return NUMBERED.sub(_letter, text) if b"&#" in text else text


def _letter(found: re.Match[bytes]) -> bytes:
    number = int(found[1], 16) if found[1] else int(found[2])
    return bytes([number]) if number < 128 and number != ord("<") else found[0]


def _refuse_fetching(relationships: bytes) -> None:
    """Raise Refused where a document is made of what lies elsewhere: a template, an object, a part."""
    for relationship in RELATIONSHIP.findall(relationships):
        if OUTSIDE.search(relationship) and FETCHED.search(relationship):
            raise Refused(refusals.FETCHING)
