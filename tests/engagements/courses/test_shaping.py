"""What is between the framework's fixed steps is moved, added or left out, each with a reason."""

from datetime import date, timedelta

import pytest

from engagements.courses import actions
from engagements.courses.models import CourseStep, StepStatus
from engagements.reference import load
from praksis.cases.actors import SYSTEM, Actor
from praksis.errors import ActionError
from tests.engagements.courses.test_actions import accept, events
from tests.factories.engagements import AcceptedPlaceFactory, CourseStepFactory, EngagementFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db

REASON = "Lederne har ferie."


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


@pytest.fixture
def course(consultant):
    """A one-year course of 2018 with every step of the framework."""
    programme = ProgrammeFactory(kind="one_year")
    load()
    engagement = accept(AcceptedPlaceFactory(round=RoundFactory(programme=programme)))
    actions.assign_consultants(engagement, [consultant], by=SYSTEM)
    actions.start_course(engagement, by=Actor.of(consultant))
    return engagement


def step(course, order):
    return course.steps.get(order=order)


def added(course, by, **changes):
    facts = {
        "column": "Efter opstartsmøde",
        "lane": "Kommune",
        "kind": "task",
        "text": "Møde med forældrerådet",
        "responsible": "coordinator+consultants",
        "first": date(2018, 2, 1),
        "last": date(2018, 2, 14),
        "reason": "Forældrene har bedt om det.",
    }
    return actions.add_step(course, **{**facts, **changes}, by=by)


def test_a_step_is_moved_with_a_reason(course, by):
    task = step(course, 20)
    before = events(course)

    actions.move_step(task, first=date(2018, 3, 1), last=date(2018, 3, 9), reason=f" {REASON} ", by=by)
    actions.move_step(task, first=date(2018, 3, 1), last=date(2018, 3, 9), reason="Igen.", by=by)

    task.refresh_from_db()
    assert (task.due_from, task.due_to) == (date(2018, 3, 1), date(2018, 3, 9))
    assert events(course) == [*before, "step.moved"]
    assert course.case.events.filter(kind="step.moved").get().data == {
        "step": "Egenvurdering udarbejdes",
        "before": "mandag den 15. januar 2018 til søndag den 25. februar 2018",
        "after": "torsdag den 1. marts 2018 til fredag den 9. marts 2018",
        "reason": REASON,
    }


def test_an_event_without_a_date_gets_one(course, by):
    conference = step(course, 290)

    actions.move_step(conference, first=date(2018, 11, 30), last=date(2018, 11, 30), reason="Datoen er kendt.", by=by)

    said = course.case.events.filter(kind="step.moved").get().data
    assert (said["before"], said["after"]) == ("en dato, der følger", "fredag den 30. november 2018")


@pytest.mark.parametrize(
    ("first", "last", "reason", "words"),
    [
        (date(2018, 3, 9), date(2018, 3, 1), REASON, "sidste dag skal ligge efter den første"),
        (date(2017, 12, 31), date(2018, 3, 1), REASON, "Forløbet løber fra mandag den 1. januar 2018 til"),
        (date(2018, 12, 1), date(2019, 1, 1), REASON, "Vælg dage inden for den tid"),
        (date(2018, 3, 1), date(2018, 3, 9), " ", "Skriv, hvorfor trinnet bliver flyttet"),
    ],
)
def test_a_step_is_not_moved_outside_the_course_or_without_a_reason(course, first, last, reason, words, by):
    with pytest.raises(ActionError, match=words):
        actions.move_step(step(course, 20), first=first, last=last, reason=reason, by=by)


def test_a_fixed_step_is_moved_between_those_beside_it(course, by):
    second = step(course, 130)
    first, third = step(course, 40), step(course, 230)
    day = first.due_to + timedelta(days=1)

    actions.move_step(second, first=day, last=third.due_from - timedelta(days=1), reason=REASON, by=by)

    assert (second.due_from, second.due_to) == (day, third.due_from - timedelta(days=1))


@pytest.mark.parametrize(
    ("order", "beside", "days", "words"),
    [
        (130, 40, 0, "»Andet styregruppemøde« kommer efter »Første styregruppemøde«, som er senest"),
        (130, 230, 6, "»Andet styregruppemøde« kommer før »Tredje styregruppemøde«, som er tidligst"),
        (10, 40, 0, "»Opstartsmøde« kommer før »Første styregruppemøde«"),
        (310, 230, 0, "»Forløbet afsluttes« kommer efter »Tredje styregruppemøde«"),
    ],
)
def test_the_fixed_steps_keep_their_order(course, order, beside, days, words, by):
    day = step(course, beside).due_from + timedelta(days=days)

    with pytest.raises(ActionError, match=words):
        actions.move_step(step(course, order), first=day, last=day, reason=REASON, by=by)


def test_what_is_done_is_not_moved(by):
    done = CourseStepFactory(done=True)
    day = done.due_to + timedelta(days=3)

    with pytest.raises(ActionError, match="ikke åbent længere"):
        actions.move_step(done, first=day, last=day, reason=REASON, by=by)


def test_a_step_is_not_left_out_without_a_reason(by):
    left = CourseStepFactory()

    with pytest.raises(ActionError, match="hvorfor trinnet ikke er relevant"):
        actions.skip_step(left, reason="  ", by=by)

    left.refresh_from_db()
    assert left.status == StepStatus.WAITING


def test_a_course_adds_steps_of_its_own(course, by):
    before = course.steps.count()

    first = added(course, by, text=" Møde med forældrerådet ")
    second = added(course, by, kind="meeting", lane="Dagtilbud", last=date(2018, 2, 1))

    assert course.steps.count() == before + 2
    assert [(each.order, each.is_own, each.is_anchor, each.text) for each in (first, second)] == [
        (1000, True, False, "Møde med forældrerådet"),
        (1001, True, False, "Møde med forældrerådet"),
    ]
    assert first.owner == "Tovholder og konsulenter"
    assert [event.data["days"] for event in course.case.events.filter(kind="step.added").order_by("id")] == [
        "torsdag den 1. februar 2018 til onsdag den 14. februar 2018",
        "torsdag den 1. februar 2018",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " "}, "Skriv, hvad der skal ske"),
        ({"reason": ""}, "Skriv, hvorfor trinnet bliver lagt ind"),
        ({"kind": "milestone"}, "Vælg en opgave, et møde eller et arrangement"),
        ({"kind": "track"}, "Vælg en opgave, et møde eller et arrangement"),
        ({"kind": "meeting", "lane": "Kommune"}, "Et møde hører til sporet Styregruppe eller Dagtilbud"),
        ({"column": "Andre ting"}, "Vælg en fase og et spor"),
        ({"lane": "Andre ting"}, "Vælg en fase og et spor"),
        ({"lane": "Praksismøder"}, "Vælg en fase og et spor"),
        ({"last": date(2018, 1, 31)}, "sidste dag skal ligge efter den første"),
        ({"last": date(2019, 1, 31)}, "Vælg dage inden for den tid"),
    ],
)
def test_a_step_that_cannot_be_added(course, changes, words, by):
    with pytest.raises(ActionError, match=words):
        added(course, by, **changes)

    assert not CourseStep.objects.filter(is_own=True).exists()


def test_nothing_is_added_to_a_closed_course(by):
    closed = EngagementFactory(closed=True)

    with pytest.raises(ActionError, match="afsluttet"):
        added(closed, by)
