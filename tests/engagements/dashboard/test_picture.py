from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.dashboard import picture
from praksis.danish import danish_date, short_date
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory

pytestmark = pytest.mark.django_db


def due(days):
    return timezone.localdate() + timedelta(days=days)


def rows_of(steps):
    return picture.rows(steps, course_url=steps[0].engagement.get_absolute_url())


def test_a_row_says_how_far_a_step_is_when_it_is_due_and_where_its_page_is():
    engagement = EngagementFactory(running=True)
    open_, done = CourseStepFactory(engagement=engagement), CourseStepFactory(engagement=engagement, done=True)

    first, second = picture.rows(
        [open_, done], course_url=engagement.get_absolute_url(), completable={open_.pk, done.pk}
    )

    assert first == picture.Row(
        step=open_, url=open_.get_absolute_url(), status_word="Snart", status_kind="warning", may_be_completed=True
    )
    assert (first.due, first.can_be_completed) == (f"senest {short_date(open_.due_to)}", True)
    assert (second.due, second.can_be_completed) == (f"færdig {short_date(done.done_at)}", False)


@pytest.mark.parametrize(
    ("traits", "due"), [({"due_from": None}, "dato følger"), ({"track": True}, "{first} – {last}")]
)
def test_a_row_without_a_last_day_says_so_in_words(traits, due):
    step = CourseStepFactory(**traits)

    [row] = rows_of([step])

    assert row.due == due.format(first=short_date(step.due_from), last=short_date(step.due_to))


def test_the_phase_of_the_first_open_step_is_the_current_one():
    first = CourseStepFactory(column="A", done=True)
    second = CourseStepFactory(column="B", due_from=due(3))
    third = CourseStepFactory(column="B", due_from=due(2), skipped=True)

    found = picture.phases(rows_of([first, second, third]))

    assert [(each.name, each.is_current, each.progress) for each in found] == [
        ("A", False, "1 af 1 færdige"),
        ("B", True, "1 af 2 færdige"),
    ]


@pytest.mark.parametrize(("asked_for", "open_"), [("", ["B"]), ("1", ["A", "B"]), ("2", ["B"]), ("x", ["B"])])
def test_the_current_phase_is_open_and_the_one_that_is_asked_for(asked_for, open_):
    steps = [CourseStepFactory(column="A", done=True), CourseStepFactory(column="B"), CourseStepFactory(column="C")]

    found = picture.phases(rows_of(steps), asked_for=asked_for)

    assert [phase.name for phase in found if phase.is_open] == open_


def test_the_next_open_step_is_the_one_due_first():
    late = CourseStepFactory(due_from=due(9))
    CourseStepFactory(track=True)
    undated = CourseStepFactory(due_from=None)
    early = CourseStepFactory(due_from=due(2))

    assert picture.next_open([late, undated, early]) == early
    assert picture.next_open([undated]) is None


@pytest.mark.parametrize(
    ("state", "team", "staff_side", "what"),
    [
        ({}, False, True, "Sæt konsulenter på forløbet"),
        ({}, False, False, "Vi sætter holdet af praksiskonsulenter til jeres forløb"),
        ({}, True, True, "Aftal opstartsmødet, og sæt forløbet i gang"),
        ({}, True, False, "Konsulenterne kontakter jer om opstartsmødet"),
        ({"running": True}, True, True, "Egenvurdering udarbejdes"),
        ({"running": True}, True, False, "Egenvurdering udarbejdes"),
    ],
)
def test_what_comes_next_is_said_to_each_side(state, team, staff_side, what):
    engagement = EngagementFactory(team=[UserFactory(consultant=True)] if team else [], **state)
    step = CourseStepFactory(engagement=engagement, due_from=due(-1))

    move = picture.next_move(engagement, [step], staff_side=staff_side)

    assert move.what == what
    if state:
        assert move.whose == "Kommune (tovholder) med konsulenter"
        assert move.when.endswith("(overskredet)")
    else:
        assert move.when == f"Forløbet begynder {danish_date(engagement.starts_on)}"


def test_nothing_comes_next_when_all_is_done_or_closed():
    assert picture.next_move(EngagementFactory(closed=True), [CourseStepFactory()], staff_side=True) is None
    assert picture.next_move(EngagementFactory(running=True), [CourseStepFactory(done=True)], staff_side=True) is None
