from datetime import date

import pytest

from engagements.courses import framework
from engagements.reference import DATA
from praksis.reference import read

JANUARY, DECEMBER = date(2018, 1, 1), date(2018, 12, 31)
AUGUST, JUNE = date(2018, 8, 1), date(2019, 6, 30)


@pytest.mark.parametrize(
    ("kind", "starts_on", "ends_on", "expected"),
    [
        ("one_year", JANUARY, DECEMBER, "12m"),
        ("one_year", AUGUST, JUNE, "11m"),
        ("mini", JANUARY, date(2018, 5, 31), "mini"),
    ],
)
def test_variant_follows_programme_and_length(kind, starts_on, ends_on, expected):
    assert framework.variant(kind, starts_on, ends_on) == expected


@pytest.mark.parametrize(
    ("timing", "variant", "expected"),
    [
        ("12m:2|11m:3", "12m", framework.Due(date(2018, 1, 15), date(2018, 1, 21))),
        ("12m:2-7|11m:3-8", "12m", framework.Due(date(2018, 1, 15), date(2018, 2, 25))),
        ("12m:34,40,44|11m:31,36,40", "12m", framework.Due(date(2018, 8, 27), date(2018, 11, 11), times=3)),
        ("12m:date|11m:date", "12m", framework.Due(None, None)),
        ("mini:0-3", "mini", framework.Due(date(2018, 1, 1), date(2018, 1, 28))),
    ],
)
def test_due_reads_the_timing(timing, variant, expected):
    due = framework.due(timing, variant=variant, starts_on=JANUARY, ends_on=DECEMBER)

    assert due == expected


def test_due_never_ends_after_the_period():
    due = framework.due("12m:50|11m:47", variant="11m", starts_on=AUGUST, ends_on=JUNE)

    assert due == framework.Due(date(2019, 6, 26), JUNE)


def test_due_of_a_step_after_a_short_period_is_left_where_it_falls():
    due = framework.due("mini:17", variant="mini", starts_on=JANUARY, ends_on=date(2018, 2, 28))

    assert due == framework.Due(date(2018, 4, 30), date(2018, 5, 6))


def test_due_refuses_a_variant_without_timing():
    with pytest.raises(ValueError, match="No timing for mini"):
        framework.due("12m:2", variant="mini", starts_on=JANUARY, ends_on=DECEMBER)


@pytest.mark.parametrize(
    ("responsible", "kind", "expected"),
    [
        ("coordinator+consultants; required: head_of_day_care", "municipality", "Tovholder og konsulenter"),
        ("municipality (coordinator) with consultants", "municipality", "Kommune (tovholder) med konsulenter"),
        ("steering_group; called by coordinator", "municipality", "Styregruppe"),
        (
            "self_governing/private: institution_leader+board_chair+agency; municipal/administration: municipality",
            "private",
            "Dagtilbudsleder, bestyrelsesformand og Socialstyrelsen",
        ),
        (
            "self_governing/private: institution_leader+board_chair+agency; municipal/administration: municipality",
            "administration",
            "Kommune",
        ),
    ],
)
def test_owners_are_said_in_danish(responsible, kind, expected):
    assert framework.owner_words(framework.owners(responsible, kind)) == expected


def test_owners_of_an_unnamed_kind_are_the_last_part():
    assert framework.owners("private: institution_leader; municipal: municipality", "municipality") == "municipality"


@pytest.mark.parametrize("name", ["framework_one_year.csv", "framework_mini.csv"])
def test_every_row_of_the_data_has_danish_owners_for_every_kind_of_applicant(name):
    kinds = {"framework_one_year.csv": ["municipality"]}.get(
        name, ["administration", "municipal", "self_governing", "private"]
    )

    words = [
        framework.owner_words(framework.owners(row["responsible"], kind)) for row in read(DATA / name) for kind in kinds
    ]

    assert [each for each in words if "_" in each or not each[0].isupper()] == []


@pytest.mark.parametrize(
    ("responsible", "partys", "ours"),
    [
        ("coordinator+consultants", True, True),
        ("steering_group", True, False),
        ("consultants", False, True),
        ("municipality with evaluator", True, True),
        ("institution_leader (or administration's contact)+consultants", True, True),
    ],
)
def test_whose_a_step_is(responsible, partys, ours):
    assert framework.is_partys(responsible) == partys
    assert framework.is_ours(responsible) == ours
