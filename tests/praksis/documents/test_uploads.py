"""What may be attached, what may not, and why: nothing is told by its name alone."""

import struct
import time
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praksis.documents import inside_office, inside_pdf, inside_pictures, refusals, uploads
from praksis.documents.refusals import Refused
from tests.factories.files import (
    EXCEL_MAIN,
    WORD_MAIN,
    archive,
    chunk,
    contents,
    docx,
    jpeg,
    old_office,
    packed,
    pdf,
    png,
    relationships,
    stream,
    with_flag,
    xlsx,
)

MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
OFFICE = "application/vnd.openxmlformats-officedocument"
JAVASCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
MEGABYTE = 1024**2
BOMB, LARGE_BOMB = b"\0" * (20 * MEGABYTE), b"\0" * (51 * MEGABYTE)
XML_BOMB = b" " * (20 * MEGABYTE)

GOOD = {
    "en PDF.pdf": pdf(),
    "PDF med et link.pdf": pdf(b"<< /S /URI /URI (https://example.org) >>"),
    "PDF, der åbner på side to.pdf": pdf(b"<< /OpenAction [3 0 R /Fit] >>"),
    "PDF med pakkede objekter.pdf": pdf(packed(b"1 0 << /Type /Page >>")),
    "PDF med åbne objekter.pdf": pdf(stream(b"1 0 << /Type /Page >>", b"/Type /ObjStm /N 1 /First 4")),
    "PDF med et billede.pdf": pdf(packed(b"\0\1\2", b"/Subtype /Image")),
    "PDF om JavaScript.pdf": pdf(stream(b"BT (Vi bruger /JavaScriptet) Tj ET")),
    "PDF med noget efter slutningen.pdf": pdf() + b"\r\n\0\0",
    "et billede.png": png(),
    "billede med tekst.png": png(more=chunk(b"tEXt", b"Comment\0Skitse")),
    "et billede.jpg": jpeg(),
    "et billede.JPEG": jpeg(frame=0xC2),
    "fra en telefon.jpg": jpeg(more=b"\xff\xff\xe1\x00\x06Exif\xff\x01") + b"SEFT",
    "et brev.docx": docx(),
    "brev med billeder.docx": docx({"word/media/image1.png": png(), "word/media/image2.svg": b"<svg/>"}),
    "brev med links.docx": docx({"word/_rels/document.xml.rels": relationships("hyperlink", "https://example.org")}),
    "brev med et diagram.docx": docx({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx()}),
    "brev med tegn i tal.docx": docx(body="<w:p>&#8217;&#x2019;&#xA0;&#99999999;&#;&#xFFFFFFFFF;&#60;script</w:p>"),
    "tal.xlsx": xlsx(),
    "tal, der huskes af printeren.xlsx": xlsx({"xl/printerSettings/printerSettings1.bin": b"\0\1"}),
    "upakkede tal.xlsx": xlsx(compression=zipfile.ZIP_STORED),
    "uden endelse": pdf(),
    "Kl. 14.30 hos os": pdf(),
}

# The name, the content, and the reason that is given
BAD = [
    # Nothing, too much, and kinds we do not take
    ("tom.pdf", b"", refusals.EMPTY),
    ("stor.pdf", pdf(stream(b"x" * (10 * MEGABYTE))), "Den fylder 10,0 MB og må højst fylde 10,0 MB."),
    ("note.txt", b"Hej", refusals.UNKNOWN),
    ("note.pdf", b"Hej", refusals.UNKNOWN),
    ("program.pdf", b"MZ\x90\0" + b"\0" * 100, refusals.UNKNOWN),
    ("skript.pdf", b"#!/bin/sh\nrm -r /\n", refusals.UNKNOWN),
    ("film.jpg", b"\0\0\0\x18ftypmp42", refusals.UNKNOWN),
    ("billede.jpg", b"GIF89a\1\0\1\0", refusals.UNKNOWN),
    ("tegning.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", refusals.MARKUP),
    ("tegning.png", b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", refusals.MARKUP),
    ("side.html", b"<!DOCTYPE html><script>x()</script>", refusals.MARKUP),
    ("side.pdf", b"\n\n <HTML><body onload=x()>", refusals.MARKUP),
    ("pakket.svgz", zlib.compress(b"<svg/>"), refusals.UNKNOWN),
    ("pakket.rar", b"Rar!\x1a\x07\0", refusals.UNKNOWN),
    ("brev.rtf", rb"{\rtf1 \objdata}", refusals.UNKNOWN),
    ("brev.doc", old_office(), refusals.OLD_OFFICE),
    ("brev.docx", old_office(), refusals.OLD_OFFICE),
    ("arkiv.zip", archive({"a.txt": b"a"}), refusals.ARCHIVE),
    ("arkiv.docx", archive({"a.exe": b"MZ"}), refusals.ARCHIVE),
    ("brev.odt", archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), refusals.UNKNOWN),
    ("skabelon.dotx", docx(main=WORD_MAIN.replace("document.main", "template.main")), refusals.UNKNOWN),
    ("dias.docx", docx(main=f"{OFFICE}.presentationml.presentation.main+xml"), refusals.UNKNOWN),
    # Another kind than the name says
    ("brev.docx", pdf(), "Navnet ender på ».docx«, men indholdet er en PDF."),
    ("brev.pdf", docx(), "Navnet ender på ».pdf«, men indholdet er et Word-dokument."),
    ("tal.docx", xlsx(), "Navnet ender på ».docx«, men indholdet er et Excel-ark."),
    ("billede.png", jpeg(), "Navnet ender på ».png«, men indholdet er et billede (JPEG)."),
    ("faktura.pdf.exe", pdf(), "Navnet ender på ».exe«, men indholdet er en PDF."),
    ("brev.docm", docx(), "Navnet ender på ».docm«, men indholdet er et Word-dokument."),
    # Macros
    ("brev.docm", docx(main=MACRO_MAIN), refusals.MACROS),
    ("brev.docx", docx(main=MACRO_MAIN), refusals.MACROS),
    ("brev.docx", docx({"word/vbaProject.bin": b"\0"}), refusals.MACROS),
    ("brev.docx", docx({"WORD/VBAPROJECT.BIN": b"\0"}), refusals.MACROS),
    ("tal.xlsx", xlsx({"xl/macrosheets/sheet1.xml": b"<xm:macrosheet/>"}), refusals.MACROS),
    (
        "tal.xlsx",
        archive({"[Content_Types].xml": contents(EXCEL_MAIN, "<x t='vnd.ms-office.vbaProject'/>")}),
        refusals.MACROS,
    ),
    ("brev.docx", docx({"word/media/image1.svg": b"<svg><script>x()</script></svg>"}), refusals.MACROS),
    # Other files inside, and what is fetched
    ("brev.docx", docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf"}), refusals.EMBEDDED),
    ("brev.docx", docx({"word/embeddings/program.exe": b"MZ"}), refusals.EMBEDDED),
    ("brev.docx", docx({"word/activeX/activeX1.xml": b"<ax:ocx/>"}), refusals.EMBEDDED),
    ("brev.docx", docx({"word/afchunk.html": b"<script>x()</script>"}), refusals.EMBEDDED),
    ("brev.docx", docx({"word/embeddings/a.docx": docx({"word/embeddings/b.xlsx": xlsx()})}), refusals.EMBEDDED),
    ("brev.docx", docx({"word/embeddings/a.xlsx": xlsx({"xl/vbaProject.bin": b"\0"})}), refusals.MACROS),
    (
        "brev.docx",
        docx({"word/_rels/settings.xml.rels": relationships("attachedTemplate", "//evil/x.dotm")}),
        refusals.FETCHING,
    ),
    ("brev.docx", docx({"word/_rels/document.xml.rels": relationships("oleObject", "file:///x")}), refusals.FETCHING),
    ("brev.docx", docx(body='<w:instrText xml:space="preserve"> DDEAUTO c:\\x "y"</w:instrText>'), refusals.FETCHING),
    ("tal.xlsx", xlsx({"xl/externalLinks/externalLink1.xml": b"<ddeLink ddeService='cmd'/>"}), refusals.FETCHING),
    # The same, written in numbers
    (
        "brev.docx",
        docx({"word/_rels/settings.xml.rels": relationships("attached&#84;emplate", "//evil/x.dotm")}),
        refusals.FETCHING,
    ),
    (
        "brev.docx",
        docx({"word/_rels/document.xml.rels": relationships("oleObject", "file:///x", mode="E&#x78;ternal")}),
        refusals.FETCHING,
    ),
    (
        "brev.docx",
        docx(body='<w:instrText xml:space="preserve"> D&#68;EAUTO c:\\x "y"</w:instrText>'),
        refusals.FETCHING,
    ),
    (
        "brev.docx",
        docx({"word/_rels/settings.xml.rels": relationships("attachedTemplate", "//evil/>/x.dotm")}),
        refusals.FETCHING,
    ),
    ("brev.docx", docx({"word/media/image1.svg": b"<svg><s-v:script>x()</s-v:script></svg>"}), refusals.MACROS),
    ("brev.docx", docx({"word/x.xml": b'<a action="pp&#0097;ction&#x3A;//program?x.exe"/>'}), refusals.MACROS),
    ("tal.xlsx", archive({"[Content_Types].xml": contents(EXCEL_MAIN, "<x t='vba&#x50;roject'/>")}), refusals.MACROS),
    ("brev.docx", docx({"word/x.xml": b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///x'>]>"}), refusals.UNREADABLE),
    ("brev.docx", docx({"word/x.xml": "<!ENTITY".encode("utf-16")}), refusals.UNREADABLE),
    # Locked
    ("brev.docx", old_office(locked=True), refusals.ENCRYPTED),
    ("brev.docx", with_flag(docx()), refusals.ENCRYPTED),
    ("brev.pdf", pdf(b"<< /Filter /Standard >>", tail=b"trailer << /Encrypt 3 0 R >>\n%%EOF"), refusals.ENCRYPTED),
    ("brev.pdf", pdf(tail=b"<< /#45ncrypt 3 0 R >>\n%%EOF"), refusals.ENCRYPTED),
    # Bombs
    ("bombe.docx", docx({"word/media/image1.png": BOMB}), refusals.BOMB),
    ("bombe.xlsx", xlsx({"xl/sharedStrings.xml": XML_BOMB}), refusals.BOMB),
    ("bombe.docx", docx({"word/embeddings/a.xlsx": xlsx({"xl/sharedStrings.xml": XML_BOMB})}), refusals.BOMB),
    ("bombe.docx", docx({f"word/media/image{number}.png": b"" for number in range(2_001)}), refusals.BOMB),
    ("bombe.pdf", pdf(packed(LARGE_BOMB)), refusals.BOMB),
    ("bombe.png", png(100_000, 100_000), "Billedet er på 100000 × 100000 punkter"),
    ("bombe.png", png(20_000, 20_000), "Billedet er på 20000 × 20000 punkter"),
    ("bombe.jpg", jpeg(60_000, 60_000), "Billedet er på 60000 × 60000 punkter"),
    # What a PDF must not do
    ("aktiv.pdf", pdf(JAVASCRIPT), refusals.ACTIVE_PDF),
    ("aktiv.pdf", pdf(b"<< /S /J#61vaScript >>"), refusals.ACTIVE_PDF),
    ("aktiv.pdf", pdf(packed(b"1 0 " + JAVASCRIPT)), refusals.ACTIVE_PDF),
    ("aktiv.pdf", pdf(packed(b"1 0 " + JAVASCRIPT, b"/Type /Obj#53tm")), refusals.ACTIVE_PDF),
    ("aktiv.pdf", pdf(b"<< /S /Launch /F (cmd.exe) >>"), refusals.ACTIVE_PDF),
    ("aktiv.pdf", pdf(b"<< /Names << /EmbeddedFiles 3 0 R >> >>"), refusals.ACTIVE_PDF),
    ("aktiv.pdf", pdf(b"<< /Type /EmbeddedFile >>"), refusals.ACTIVE_PDF),
    ("aktiv.pdf", pdf(b"<< /S /SubmitForm /F (https://example.org) >>"), refusals.ACTIVE_PDF),
    ("aktiv.pdf", pdf(b"<< /AcroForm << /XFA [] >> >>"), refusals.ACTIVE_PDF),
    ("aktiv.pdf", pdf(b"<< /Subtype/RichMedia>>"), refusals.ACTIVE_PDF),
    # Broken, or more than one thing at once
    ("halv.pdf", pdf()[:40], refusals.UNREADABLE),
    ("hul.pdf", b"%PDF-1.7\n%%EOF", refusals.UNREADABLE),
    ("skjult.pdf", pdf(stream(b"x" * 40, b"/Type /ObjStm /Filter /LZWDecode")), refusals.UNREADABLE),
    ("skjult.pdf", pdf(packed(b"\2\0\0<<", b"/Type /ObjStm /DecodeParms << /Predictor 12 >>")), refusals.UNREADABLE),
    ("skjult.pdf", pdf(b"<< /Type /ObjStm" + b" " * 5_000 + b">>"), refusals.UNREADABLE),
    ("dobbelt.pdf", pdf() + archive({"a.exe": b"MZ"}), refusals.EMBEDDED),
    ("dobbelt.jpg", jpeg() + archive({"a.jar": b"x"}), refusals.EMBEDDED),
    ("dobbelt.png", png() + b"<script>x()</script>", refusals.MORE_THAN_A_PICTURE),
    ("halvt.png", png()[:-20], refusals.UNREADABLE),
    ("ændret.png", png().replace(b"IDAT\x78", b"IDAT\x79"), refusals.UNREADABLE),
    ("uden hoved.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b""), refusals.UNREADABLE),
    ("uden billede.png", png()[:33] + chunk(b"IEND", b""), refusals.UNREADABLE),
    ("fladt.png", png(0, 5), refusals.UNREADABLE),
    ("halvt.jpg", jpeg(end=b""), refusals.UNREADABLE),
    ("kort.jpg", jpeg()[:6], refusals.UNREADABLE),
    ("rod.jpg", jpeg(more=b"xx"), refusals.UNREADABLE),
    ("kort.jpg", jpeg()[:12], refusals.UNREADABLE),
    ("uden billede.jpg", b"\xff\xd8\xff\xd9", refusals.UNREADABLE),
    ("uden længde.jpg", b"\xff\xd8\xff\xe0\x00\x00\xff\xd9", refusals.UNREADABLE),
    ("halv.docx", docx()[:-30], refusals.UNREADABLE),
    ("ændret.docx", docx(compression=zipfile.ZIP_STORED).replace(b"<w:p/>", b"<w:q/>"), refusals.UNREADABLE),
    ("udenfor.docx", docx({"../../etc/passwd.xml": b"<x/>"}), refusals.UNREADABLE),
    ("bzip.docx", docx(compression=zipfile.ZIP_BZIP2), refusals.UNREADABLE),
    ("to gange.docx", docx({"WORD/document.xml": b"<x/>"}), refusals.UNREADABLE),
    ("stor tabel.docx", docx()[:-10] + struct.pack("<IIH", 2 * MEGABYTE, 0, 0), refusals.BOMB),
    (
        "to tabeller.docx",
        docx().replace(b"PK\x05\x06", b"PK\x06\x07" + b"\0" * 16 + b"PK\x05\x06"),
        refusals.UNREADABLE,
    ),
]


@pytest.mark.parametrize("name", GOOD)
def test_what_people_attach_is_taken(name):
    upload = uploads.check(name, GOOD[name])

    assert upload.content == GOOD[name]
    assert upload.size == len(GOOD[name])
    assert upload.filename == {
        "uden endelse": "uden endelse.pdf",
        "Kl. 14.30 hos os": "Kl. 14.30 hos os.pdf",
        "et billede.JPEG": "et billede.jpeg",
    }.get(name, name)


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("en PDF.pdf", "application/pdf"),
        ("et billede.png", "image/png"),
        ("et billede.jpg", "image/jpeg"),
        ("et brev.docx", f"{OFFICE}.wordprocessingml.document"),
        ("tal.xlsx", f"{OFFICE}.spreadsheetml.sheet"),
    ],
)
def test_the_content_type_follows_the_content(name, content_type):
    assert uploads.check(name, GOOD[name]).content_type == content_type


@pytest.mark.parametrize(("name", "content", "reason"), BAD, ids=[f"{at}-{row[0]}" for at, row in enumerate(BAD)])
def test_what_must_not_come_in_is_refused_with_its_name_and_the_reason(name, content, reason):
    began = time.perf_counter()

    with pytest.raises(Refused) as refused:
        uploads.check(name, content)

    assert str(refused.value).startswith(f"»{name}« er ikke taget med. {reason}")
    assert time.perf_counter() - began < 5


def test_there_are_at_least_sixty_bad_files_and_twenty_good_ones():
    assert (len(BAD) >= 60, len(GOOD) >= 20) == (True, True)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([pdf(packed(b"1 0 <<>>")), png(), jpeg(), docx(), xlsx()]),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), max_size=8),
    st.integers(0, 2_000),
)
def test_a_damaged_file_is_taken_or_refused_but_never_an_error(content, changes, cut):
    damaged = bytearray(content[: max(1, len(content) - cut)])
    for at, value in changes:
        damaged[at % len(damaged)] = value

    with suppress(Refused):
        uploads.check("bilag", bytes(damaged))


@pytest.mark.parametrize(
    ("look", "name"),
    [
        (inside_pdf, "aktiv.pdf"),
        (inside_pictures, "bombe.png"),
        (inside_office, "bombe.docx"),
    ],
)
def test_red_twin_without_looking_inside_such_files_come_in(monkeypatch, look, name):
    content = next(content for bad, content, _ in BAD if bad == name)
    if look is inside_office:
        monkeypatch.setattr(inside_office, "look", lambda content: "docx")
    else:
        blind = [(beginning, kind, lambda content: None) for beginning, kind, _ in uploads.BEGINNINGS]
        monkeypatch.setattr(uploads, "BEGINNINGS", blind)

    assert uploads.check(name, content).filename == name


# --- Names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("Tilsyn 2017.pdf", "Tilsyn 2017.pdf"),
        ("C:\\Users\\karen\\Tilsyn.PDF", "Tilsyn.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\x07c\r\nd.pdf", "abc d.pdf"),
        ("tilsyn\u202efdp.exe", "tilsynfdp.exe"),
        ("to   mellemrum\u2028her.pdf", "to mellemrum her.pdf"),
        ("bila\u030ag.pdf", "bilåg.pdf"),
        ('<b>"hvad?"|*.pdf', "_b__hvad____.pdf"),
        ("...skjult.pdf", "skjult.pdf"),
        ("tilsyn.pdf. . ", "tilsyn.pdf"),
        ("\ud800\udfff.pdf", "pdf"),
        ("", "fil"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("Kl. 14.30 hos forvaltningen", "Kl. 14.30 hos forvaltningen"),
    ],
)
def test_a_name_keeps_what_can_be_read(given_name, clean):
    assert uploads.clean_name(given_name) == clean


@given(st.text(st.characters(), max_size=400))
def test_a_clean_name_is_short_and_stays_as_it_is(text):
    name = uploads.clean_name(text)

    assert 0 < len(name) <= uploads.LONGEST_NAME
    assert uploads.clean_name(name) == name
    assert name.encode() != b""
