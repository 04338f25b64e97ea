"""Whether a picture is a whole picture, nothing more, and of a size that a reader's computer can draw. Pure."""

import re
import zlib

from praksis.documents import refusals
from praksis.documents.refusals import Refused

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000
# The markers of a JPEG that stand alone, without a length
ALONE = {0x01, *range(0xD0, 0xD8)}
END, SCAN = 0xD9, 0xDA
# Those that begin a frame and tell its size: not tables (C4), extensions (C8), arithmetic coding (CC)
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Within a scan: a marker that is neither a stuffed zero, a restart nor filling
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


def look_into_png(content: bytes) -> None:
    """Raise Refused for a PNG that is broken, larger than can be drawn, or followed by something else."""
    view, at = memoryview(content), 8
    names: set[bytes] = set()
    while b"IEND" not in names:
        length = int.from_bytes(view[at : at + 4], "big")
        end = at + 12 + length
        name = bytes(view[at + 4 : at + 8])
        if end > len(content) or zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(view[end - 4 : end], "big"):
            raise Refused(refusals.UNREADABLE)
        if not names:
            if name != b"IHDR" or length != 13:
                raise Refused(refusals.UNREADABLE)
            _refuse_large(int.from_bytes(view[16:20], "big"), int.from_bytes(view[20:24], "big"))
        names.add(name)
        at = end
    if b"IDAT" not in names:
        raise Refused(refusals.UNREADABLE)
    if at != len(content):
        raise Refused(refusals.MORE_THAN_A_PICTURE)


def look_into_jpeg(content: bytes) -> None:
    """Raise Refused for a JPEG that is broken or larger than can be drawn.

    What cameras write behind the picture's end is left alone: another kind of file there would not open by this name.
    """
    at, has_size, has_scan = 2, False, False
    while True:
        head = content[at : at + 4]
        if len(head) < 2 or head[0] != 0xFF:
            raise Refused(refusals.UNREADABLE)
        marker = head[1]
        if marker == END:
            break
        if marker in ALONE or marker == 0xFF:  # one 0xFF more is filling
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(head[2:4], "big")
        if length < 2 or at + 2 + length > len(content):
            raise Refused(refusals.UNREADABLE)
        if marker in FRAMES:
            _refuse_large(*_size_of_frame(content[at + 4 : at + 2 + length]))
            has_size = True
        at += 2 + length
        if marker == SCAN:
            at, has_scan = _after_scan(content, at), True
    if not (has_size and has_scan):
        raise Refused(refusals.UNREADABLE)


def _size_of_frame(frame: bytes) -> tuple[int, int]:
    return int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[1:3], "big")


def _after_scan(content: bytes, at: int) -> int:
    found = NEXT_MARKER.search(content, at)
    if found is None:
        raise Refused(refusals.UNREADABLE)
    return found.start()


def _refuse_large(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(refusals.UNREADABLE)
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Refused(
            f"Billedet er på {width} × {height} punkter, og det er for stort at vise. Gem det i en mindre størrelse, "
            "og prøv igen."
        )
