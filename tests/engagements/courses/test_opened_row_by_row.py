"""A course that is opened has the rows of its programme's framework, one by one."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from engagements.reference import load
from tests.engagements.courses.test_actions import accept
from tests.factories.engagements import AcceptedPlaceFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db

YEAR, ELEVEN = (date(2018, 1, 1), date(2018, 12, 31)), (date(2018, 8, 1), date(2019, 6, 30))
MINI = (date(2018, 1, 1), date(2018, 5, 31))


def rows(kind):
    path = Path(settings.BASE_DIR) / "engagements" / "data" / f"framework_{kind}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_day(timing, variant, starts_on):
    """The first week of a timing, counted from the period's first day; None where an event has its own date."""
    weeks = dict(part.split(":") for part in timing.split("|"))[variant]
    first = weeks.replace(",", "-").partition("-")[0]
    return None if first == "date" else starts_on + timedelta(weeks=int(first))


@pytest.mark.parametrize(
    ("kind", "variant", "period"), [("one_year", "12m", YEAR), ("one_year", "11m", ELEVEN), ("mini", "mini", MINI)]
)
def test_a_course_has_each_row_of_the_framework(kind, variant, period):
    programme = ProgrammeFactory(kind=kind)
    load()

    course = accept(AcceptedPlaceFactory(mini=kind == "mini", period=period, round=RoundFactory(programme=programme)))

    steps = course.steps.order_by("order")
    fields = ("order", "column", "lane", "kind", "text", "responsible", "is_anchor", "due_from")
    assert list(steps.values_list(*fields)) == [
        (
            int(row["order"]), row["column"], row["lane"], row["kind"], row["text"], row["responsible"],
            row["anchor"] == "yes", first_day(row["timing"], variant, period[0]),
        )
        for row in rows(kind)
    ]  # fmt: skip
    assert [step.text for step in steps if step.is_anchor] == (
        ["Opstartsmøde", "Forløbet afsluttes"]
        if kind == "mini"
        else [
            "Opstartsmøde", "Første styregruppemøde", "Andet styregruppemøde", "Tredje styregruppemøde",
            "Forløbet afsluttes",
        ]
    )  # fmt: skip
