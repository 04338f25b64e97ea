"""What the dates of a course tell by themselves."""

from datetime import date

import pytest

from engagements.courses.models import CourseStep, StepStatus
from engagements.dashboard import warnings

TODAY = date(2018, 5, 15)
MET = date(2018, 5, 1)


def step(kind, due, text="Første styregruppemøde", **traits):
    return CourseStep(kind=kind, text=text, due_from=due, due_to=due, **traits)


def told(*steps, last_met_on=MET, today=TODAY, started_on=date(2018, 1, 1)):
    return warnings.found(steps, started_on=started_on, last_met_on=last_met_on, today=today)


@pytest.mark.parametrize(
    ("given", "sentences"),
    [
        (
            step("meeting", date(2018, 5, 14)),
            ["»Første styregruppemøde« skulle være holdt senest mandag den 14. maj 2018."],
        ),
        (step("meeting", date(2018, 5, 15)), []),
        (step("meeting", date(2018, 5, 14), status=StepStatus.DONE), []),
        (step("meeting", None), []),
        (step("task", date(2018, 5, 1)), []),
        (
            step("milestone", date(2018, 4, 30), text="Samarbejdsaftale underskrives"),
            ["»Samarbejdsaftale underskrives« mangler. Det skulle være sket senest mandag den 30. april 2018."],
        ),
        (step("milestone", date(2018, 5, 1), text="Samarbejdsaftale underskrives"), []),
        (step("milestone", date(2018, 3, 1), text="Forløbet afsluttes", is_anchor=True), []),
    ],
)  # fmt: skip
def test_a_late_meeting_and_an_unsigned_agreement_are_told(given, sentences):
    assert told(given) == sentences


@pytest.mark.parametrize(
    ("last", "sentences"),
    [
        (date(2018, 4, 15), []),
        (date(2018, 4, 14), ["Der er ikke noteret noget møde siden lørdag den 14. april 2018."]),
        (None, ["Der er ikke noteret noget møde siden forløbet gik i gang."]),
    ],
)
def test_thirty_days_without_a_meeting_are_told(last, sentences):
    assert told(last_met_on=last) == sentences


def test_nothing_is_told_in_july_nor_of_a_course_that_has_not_begun():
    late = step("meeting", date(2018, 5, 1))

    assert told(late, today=date(2018, 7, 10)) == []
    assert told(late, started_on=None) == []
