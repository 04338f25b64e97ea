"""Files as people attach them, and as somebody who means no good would, made in code."""

import struct
import zipfile
import zlib
from io import BytesIO

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD_MAIN = f"{OFFICE}.wordprocessingml.document.main+xml"
EXCEL_MAIN = f"{OFFICE}.spreadsheetml.sheet.main+xml"
SLIDES_MAIN = f"{OFFICE}.presentationml.presentation.main+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# --- PDF ----------------------------------------------------------------------------------------------------------


def pdf(*objects: bytes, head: bytes = b"%PDF-1.7\n", tail: bytes = b"startxref\n0\n%%EOF\n") -> bytes:
    """A PDF of these objects, or of an empty page."""
    objects = objects or (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    numbered = (b"%d 0 obj\n%b\nendobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return head + b"".join(numbered) + b"trailer << /Root 1 0 R >>\n" + tail


def stream(content: bytes, facts: bytes = b"") -> bytes:
    """A stream with its dictionary."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), facts, content)


def packed(content: bytes, facts: bytes = b"/Type /ObjStm /N 1 /First 4") -> bytes:
    """A packed stream; an object stream unless told otherwise."""
    return stream(zlib.compress(content), facts + b" /Filter /FlateDecode")


# --- Pictures -----------------------------------------------------------------------------------------------------


def chunk(name: bytes, content: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int = 2, height: int = 2, *, more: bytes = b"") -> bytes:
    """A grey PNG; `more` stands before its end."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\x80\x80" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + more + chunk(b"IEND", b"")


def jpeg(width: int = 2, height: int = 2, *, frame: int = 0xC0, more: bytes = b"", end: bytes = b"\xff\xd9") -> bytes:
    """The skeleton of a JPEG: no decoder would draw much of it. `more` stands before the frame."""
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8\xff\xe0\x00\x04JF" + more + b"\xff" + bytes([frame]) + b"\x00\x0b" + size + scan + end


# --- Word and Excel -----------------------------------------------------------------------------------------------


def archive(members: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these members."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", compression) as into:
        for name, content in members.items():
            into.writestr(zipfile.ZipInfo(name), content, compress_type=compression)
    return made.getvalue()


def contents(main: str, more: str = "") -> bytes:
    """The list of types that every such file has."""
    return f'<?xml version="1.0"?><Types><Override PartName="/x" ContentType="{main}"/>{more}</Types>'.encode()


def relationships(kind: str, target: str, *, mode: str = "External") -> bytes:
    """A list of what a part refers to."""
    one = f'<Relationship Id="r1" Type="{RELATIONSHIPS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f"<Relationships>{one}</Relationships>".encode()


def docx(more: dict[str, bytes] | None = None, *, body: str = "<w:p/>", main: str = WORD_MAIN, **how) -> bytes:
    """A Word document; `more` are members beside the text."""
    text = f'<?xml version="1.0" encoding="UTF-8"?><w:document><w:body>{body}</w:body></w:document>'.encode()
    return archive({"[Content_Types].xml": contents(main), "word/document.xml": text, **(more or {})}, **how)


def xlsx(more: dict[str, bytes] | None = None, **how) -> bytes:
    """An Excel workbook with one empty sheet."""
    members = {"[Content_Types].xml": contents(EXCEL_MAIN), "xl/workbook.xml": b"<workbook/>"}
    return archive({**members, "xl/worksheets/sheet1.xml": b"<worksheet/>", **(more or {})}, **how)


def with_flag(content: bytes) -> bytes:
    """The same archive, every member marked as encrypted, here and in the table of contents."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def old_office(*, locked: bool = False) -> bytes:
    """The beginning of a .doc, or of the container that a password puts around a .docx."""
    name = "EncryptedPackage" if locked else "WordDocument"
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + name.encode("utf-16-le") + b"\0" * 500


def pptx(more: dict[str, bytes] | None = None, **how) -> bytes:
    """A PowerPoint presentation of one slide."""
    members = {"[Content_Types].xml": contents(SLIDES_MAIN), "ppt/presentation.xml": b"<p:presentation/>"}
    return archive({**members, "ppt/slides/slide1.xml": b"<p:sld/>", **(more or {})}, **how)
