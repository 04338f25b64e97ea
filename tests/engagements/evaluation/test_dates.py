from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from engagements.evaluation import clear_dates, suggestions
from engagements.evaluation.models import RecipientRole, WaveKind
from engagements.evaluation.suggestions import Recipient
from tests.factories.engagements import EngagementFactory


@dataclass
class Days:
    starts_on: date
    ends_on: date


def march(first, last):
    return Days(date(2031, 3, first), date(2031, 3, last))


@pytest.mark.parametrize(
    ("first", "last", "met"),
    [(1, 9, False), (1, 10, True), (12, 13, True), (15, 20, True), (16, 20, False), (1, 31, True)],
)
def test_a_day_that_is_shared_is_an_overlap(first, last, met):
    taken = [march(10, 15)]

    found = clear_dates.overlap(taken, date(2031, 3, first), date(2031, 3, last))

    assert (found is not None) == met


def test_the_first_that_is_met_is_named():
    later, sooner = march(20, 22), march(5, 6)

    assert clear_dates.overlap([later, sooner], date(2031, 3, 1), date(2031, 3, 31)) is sooner


def test_the_next_clear_days_come_after_all_that_stands_in_the_way():
    taken = [march(3, 5), march(10, 12)]

    assert clear_dates.next_clear(taken, date(2031, 3, 1), days=7) == (date(2031, 3, 13), date(2031, 3, 19))
    assert clear_dates.next_clear(taken, date(2031, 3, 1), days=4) == (date(2031, 3, 6), date(2031, 3, 9))
    assert clear_dates.next_clear([], date(2031, 3, 1), days=1) == (date(2031, 3, 1), date(2031, 3, 1))


@pytest.fixture
def course(db):
    return EngagementFactory(running=True, starts_on=date(2031, 1, 6), ends_on=date(2031, 12, 19))


def test_the_survey_before_is_missed_from_two_weeks_before_the_course_to_eight_after_it_began(course):
    def missed(day):
        return suggestions.missing(course, set(), day)

    assert missed(date(2030, 12, 22)) == []
    assert missed(date(2030, 12, 23)) == [WaveKind.BEFORE]
    assert missed(date(2031, 3, 3)) == [WaveKind.BEFORE]
    assert missed(date(2031, 3, 4)) == []


def test_the_survey_after_is_missed_from_eight_weeks_before_the_end(course):
    eight_weeks = course.ends_on - timedelta(weeks=8)

    assert suggestions.missing(course, set(), eight_weeks - timedelta(days=1)) == []
    assert suggestions.missing(course, set(), eight_weeks) == [WaveKind.AFTER]
    assert suggestions.missing(course, {"after"}, eight_weeks) == []


def test_nothing_is_missed_in_a_mini_or_before_a_course_is_set_going(course):
    planned = EngagementFactory(starts_on=course.starts_on, ends_on=course.ends_on)
    mini = EngagementFactory(running=True, mini=True, starts_on=course.starts_on)

    assert suggestions.missing(planned, set(), course.starts_on) == []
    assert suggestions.missing(mini, set(), course.starts_on) == []


def test_days_are_suggested_clear_of_the_evaluator_and_of_holidays(course):
    def days(kind, taken, today):
        return suggestions.days_for(kind, course, taken, today)

    assert days(WaveKind.BEFORE, [], date(2030, 12, 1)) == (date(2031, 1, 6), date(2031, 1, 19))
    taken = [Days(date(2031, 1, 10), date(2031, 1, 20))]
    assert days(WaveKind.BEFORE, taken, date(2030, 12, 1)) == (date(2031, 1, 21), date(2031, 2, 3))
    assert days(WaveKind.BEFORE, [], date(2031, 2, 1)) == (date(2031, 3, 1), date(2031, 3, 14))
    assert days(WaveKind.AFTER, [], date(2031, 2, 1)) == (date(2031, 11, 21), date(2031, 12, 4))
    course.ends_on = date(2031, 7, 31)
    assert days(WaveKind.AFTER, [], date(2031, 2, 1)) == (date(2031, 6, 12), date(2031, 6, 25))


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Direktør for børn", RecipientRole.ADMINISTRATION),
        ("Dagtilbudschef", RecipientRole.ADMINISTRATION),
        ("Pædagogisk konsulent", RecipientRole.RESOURCE_PERSON),
        ("Dagtilbudsleder", RecipientRole.LEADERSHIP),
        ("Pædagog", RecipientRole.STAFF),
        ("", RecipientRole.STAFF),
    ],
)
def test_a_title_tells_of_a_role(title, role):
    assert suggestions.role_of(title) == role


def test_a_recipient_is_a_line_of_text():
    assert Recipient("Anna", "a@b.dk", "staff").line == "Anna <a@b.dk>"
    assert Recipient("", "a@b.dk", "staff").line == "a@b.dk"
