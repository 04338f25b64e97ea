"""Whether a PDF only shows something: nothing that runs, sends, or carries other files. Pure.

No reader of PDFs is needed for that: what can act is named in the file's dictionaries, which stand open or packed in
object streams. A name can be disguised, letter by letter, as #4A for J, so each letter is looked for in both ways.
"""

import re
import zlib
from collections.abc import Iterator

from praksis.documents import refusals
from praksis.documents.refusals import Refused

# What the object streams of one file may grow to
MOST_UNPACKED = 50 * 1024**2
# How far the dictionary of a stream may reach to either side of its type
DICTIONARY = 4_000
CHUNK = 4096


def _name(word: str) -> str:
    """A pattern for a PDF's name, plain or disguised."""
    letters = []
    for letter in word:
        digits = "".join(f"[{d}{d.upper()}]" if d.isalpha() else d for d in f"{ord(letter):02x}")
        letters.append(f"(?:{letter}|#{digits})")
    return "".join(letters)


def _names(*words: str) -> re.Pattern[bytes]:
    pattern = rf"/(?:{'|'.join(map(_name, words))})(?=[\x00\s/<>\[\](){{}}%]|$)"
    return re.compile(pattern.encode())


ENCRYPTED = _names("Encrypt")
# Programs, other programs, files inside, media with players, forms that send, read in, or are programs themselves
ACTIVE = _names(
    *("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData", "GoToE", "XFA")
)
OBJECT_STREAM, FILTERED = _names("ObjStm"), _names("Filter")
STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
# An object stream begins with numbers: of its first object, and where that stands.
NUMBERS = re.compile(rb"\s*\d+\s+\d+\s")


def look(content: bytes) -> None:
    """Raise Refused for a PDF that is cut off, locked, or able to act."""
    if b"%%EOF" not in content[-2048:] or not OBJECT.search(content):
        raise Refused(refusals.UNREADABLE)
    if ENCRYPTED.search(content):
        raise Refused(refusals.ENCRYPTED)
    if ACTIVE.search(content) or any(ACTIVE.search(unpacked) for unpacked in _object_streams(content)):
        raise Refused(refusals.ACTIVE_PDF)


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The packed dictionaries, unpacked one by one within bounds. What cannot be unpacked is refused."""
    room = MOST_UNPACKED
    for found in OBJECT_STREAM.finditer(content):
        stream = STREAM.search(content, found.end(), found.end() + DICTIONARY)
        if stream is None:
            raise Refused(refusals.UNREADABLE)
        if not FILTERED.search(content, max(0, found.start() - DICTIONARY), stream.start()):
            continue  # it stands open, and was looked at with the rest
        unpacked = _unpack(content, stream.end(), room)
        if not NUMBERS.match(unpacked):
            raise Refused(refusals.UNREADABLE)
        room -= len(unpacked)
        yield unpacked


def _unpack(content: bytes, at: int, room: int) -> bytes:
    unpacking, parts = zlib.decompressobj(), []
    while not unpacking.eof and at < len(content):
        try:
            parts.append(unpacking.decompress(content[at : at + CHUNK]))
        except zlib.error:  # packed otherwise than anybody packs
            raise Refused(refusals.UNREADABLE) from None
        at, room = at + CHUNK, room - len(parts[-1])
        if room < 0:
            raise Refused(refusals.BOMB)
    return b"".join(parts)
