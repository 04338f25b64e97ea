"""The demo's files, made by code: a page of text, a table, a drawing of columns. Small, but each can be opened."""

import struct
import zipfile
import zlib
from html import escape
from io import BytesIO
from typing import Any

from overview.demo.texts import read
from praksis.documents.uploads import Upload, check

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'

# A drawing: how wide a column is, how far from the next, how high the whole
WIDE, APART, HIGH = 60, 30, 300
PAPER, INK = b"\xff", b"\x5a"


def upload(key: str) -> Upload:
    """The file with this key in files.json, checked as every uploaded file is."""
    row = read("files")["files"][key]
    return check(row["name"], make(row))


def make(row: dict[str, Any]) -> bytes:
    """The bytes of a file: `lines` become a PDF, `table` a workbook, `columns` a picture."""
    if "lines" in row:
        return pdf(row["lines"])
    return xlsx(row["table"]) if "table" in row else png(row["columns"])


def pdf(lines: list[str]) -> bytes:
    """A page with these lines; the first is its heading."""
    text = [b"BT /F1 11 Tf 16 TL 60 770 Td"]
    for line in lines:
        plain = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        text.append(b"(" + plain.encode("cp1252") + b") Tj T*")
    drawn = b"\n".join([*text, b"ET"])
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (da) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    last = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + last


def xlsx(rows: list[list[str]]) -> bytes:
    """A workbook with one sheet of texts."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in row) + "</row>"
        for row in rows
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}"><sheetData>{cells}</sheetData></worksheet>',
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in parts.items():
            into.writestr(zipfile.ZipInfo(name), HEAD + text, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


def png(columns: list[int]) -> bytes:
    """A grey drawing with a column for each figure, in per cent of its height."""
    lines = []
    for y in range(HIGH, 0, -1):
        line = b"".join(PAPER * APART + (INK if height * HIGH >= y * 100 else PAPER) * WIDE for height in columns)
        lines.append(b"\0" + line + PAPER * APART)
    width = (WIDE + APART) * len(columns) + APART
    header = struct.pack(">IIBBBBB", width, HIGH, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"".join(lines))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
