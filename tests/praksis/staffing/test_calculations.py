from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from praksis.staffing import board, exporting, months, pages
from praksis.staffing.board import Cell, Line
from praksis.staffing.hours import in_words

JANUARY, MARCH = date(2018, 1, 1), date(2018, 3, 1)


def cell(capacity=60, firm=0, soft=0, month=JANUARY, **facts):
    return Cell(month, None if capacity is None else Decimal(capacity), Decimal(firm), Decimal(soft), **facts)


def line(*cells, **facts):
    return Line(uuid4(), "Ole", list(cells), **facts)


@pytest.mark.parametrize(
    ("hours", "words"), [("37.50", "37,5"), ("12.00", "12"), ("0.25", "0,25"), ("100.00", "100"), ("0", "0")]
)
def test_hours_are_written_as_danes_write_them(hours, words):
    assert in_words(Decimal(hours)) == words


def test_months_are_counted_over_the_turn_of_the_year():
    assert months.after(date(2018, 11, 1), 3) == date(2019, 2, 1)
    assert months.after(date(2018, 1, 1), -1) == date(2017, 12, 1)
    assert months.span(date(2017, 12, 31), date(2018, 2, 1)) == [date(2017, 12, 1), JANUARY, date(2018, 2, 1)]
    assert months.span(MARCH, JANUARY) == []


def test_months_in_words():
    assert (months.in_words(MARCH), months.in_short(JANUARY), months.in_short(date(2018, 5, 1))) == (
        "marts 2018",
        "jan. 2018",
        "maj 2018",
    )
    assert months.period(JANUARY, date(2018, 1, 20)) == "januar 2018"
    assert months.period(JANUARY, MARCH) == "januar 2018 – marts 2018"


@pytest.mark.parametrize(
    ("facts", "word", "kind", "free"),
    [
        ({"capacity": None, "firm": 12}, "Ikke sat", "neutral", None),
        ({"firm": 0}, "Ledig", "success", 60),
        ({"firm": 30, "soft": 15}, "Ledig", "success", 15),
        ({"firm": 30, "soft": 16}, "Tæt på fuld", "info", 14),
        ({"firm": 57}, "Tæt på fuld", "info", 3),
        ({"firm": 58}, "Fuld", "warning", 2),
        ({"firm": 60}, "Fuld", "warning", 0),
        ({"firm": 48, "soft": 13}, "Over", "error", 0),
        ({"capacity": 0}, "Ingen tid", "neutral", 0),
        ({"capacity": 0, "firm": 1}, "Over", "error", 0),
    ],
)
def test_how_full_a_month_is(facts, word, kind, free):
    one = cell(**facts)

    assert (one.status_word, one.status_kind, one.free) == (word, kind, free)


def test_the_fullest_of_some_months_says_what_is_free():
    year = line(cell(firm=10), cell(firm=50, month=date(2018, 2, 1)), cell(None, month=MARCH))

    assert year.least_free(JANUARY, JANUARY) == 50
    assert year.least_free(JANUARY, MARCH) == 10
    assert year.least_free(MARCH, MARCH) is None


def test_all_consultants_together():
    lines = [line(cell(firm=10, soft=5, spent=Decimal(2))), line(cell(None, firm=20)), line(cell(40))]

    [total] = board.totals(lines)
    [unknown] = board.totals([line(cell(None, firm=20))])

    assert (total.capacity, total.firm, total.soft, total.spent) == (100, 30, 5, 2)
    assert unknown.capacity is None


def test_each_month_is_a_row_of_the_file():
    one = line(cell(firm=10, soft=5, spent=Decimal("1.5")), cell(None, month=MARCH), competences=["Sprog", "Tilsyn"])

    rows = [[column.value(row) for column in exporting.COLUMNS] for row in exporting.rows([one])]

    assert rows == [
        ["Ole", JANUARY, "januar 2018", 60, 10, 5, 45, "Ledig", Decimal("1.5"), "Sprog, Tilsyn"],
        ["Ole", MARCH, "marts 2018", None, 0, 0, None, "Ikke sat", 0, "Sprog, Tilsyn"],
    ]


@pytest.mark.parametrize(
    ("asked", "first"),
    [("2018-03", MARCH), ("", JANUARY), ("2018-13", JANUARY), ("banan", JANUARY), ("1700-01", JANUARY)],
)
def test_the_month_that_an_address_asks_for(asked, first):
    assert pages.first_month(asked, date(2018, 1, 17)) == first


def test_leafing_half_a_year():
    assert pages.leafing(MARCH) == {"earlier": "2017-09", "later": "2018-09"}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([cell(None)], "Ingen har sat, hvor mange timer der er om måneden."),
        ([cell(), cell(firm=60)], "Der er god tid i 1 af 2 måneder."),
        ([cell(firm=60)], "Der er ikke meget tid tilbage i de viste måneder."),
        ([cell(firm=70)], "Der er lovet mere, end der er tid til, i januar 2018."),
        (
            [cell(firm=70), cell(firm=70, month=MARCH)],
            "Der er lovet mere, end der er tid til, i januar 2018 og marts 2018.",
        ),
        (
            [cell(firm=70)] * 5,
            "Der er lovet mere, end der er tid til, i januar 2018, januar 2018, januar 2018 og 2 måneder til.",
        ),
    ],
)
def test_a_year_in_one_sentence(cells, said):
    assert pages.sentence(line(*cells)) == said
