from datetime import date

import pytest

from applications.decisions import clocks


@pytest.mark.parametrize(
    ("kind", "received_on", "due_on"),
    [
        # 14 days, whatever they are
        ("reasons", date(2018, 3, 15), date(2018, 3, 29)),
        # A Wednesday, and seven working days on
        ("access", date(2018, 1, 10), date(2018, 1, 19)),
        # Maundy Thursday to Easter Monday lie between
        ("access", date(2018, 3, 26), date(2018, 4, 9)),
        # What comes on a Saturday has its first working day on Monday
        ("access", date(2018, 1, 6), date(2018, 1, 16)),
        ("reconsideration", date(2018, 1, 2), date(2018, 1, 30)),
    ],
)
def test_each_kind_has_its_own_clock(kind, received_on, due_on):
    assert clocks.due_on(kind, received_on) == due_on


def test_an_unknown_kind_has_no_clock():
    with pytest.raises(ValueError, match="is not a valid"):
        clocks.due_on("complaint", date(2018, 1, 2))


def test_the_day_that_was_told_last_counts():
    due, later = date(2018, 1, 2), date(2018, 1, 9)

    assert clocks.last_day(due, None) == due
    assert clocks.last_day(due, later) == later


def test_each_rule_names_where_it_is_from():
    rules = [clocks.rule(kind) for kind in ("reasons", "access", "reconsideration")]

    assert rules == [
        "14 dage (forvaltningslovens § 23)",
        "7 arbejdsdage (forvaltningslovens § 16 og offentlighedslovens § 36)",
        "20 arbejdsdage (vores egen frist)",
    ]


@pytest.mark.parametrize(
    ("day", "words", "kind"),
    [
        (1, "7 dage over fristen", "error"),
        (7, "1 dag over fristen", "error"),
        (8, "Sidste dag er i dag", "warning"),
        (9, "1 dag tilbage", "warning"),
        (11, "3 dage tilbage", "warning"),
        (12, "4 dage tilbage", "info"),
    ],
)
def test_a_request_stands_against_its_last_day(day, words, kind):
    assert clocks.standing(date(2018, 1, day), date(2018, 1, 8)) == (words, kind)
