"""Where the steps of a course stand in its living picture."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.courses.models import StepProgress
from engagements.dashboard import course_page, layout, picture
from engagements.reference import load
from tests.engagements.courses.test_actions import accept
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    AcceptedPlaceFactory,
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
)
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db


def opened(kind):
    """A course with every step of the framework."""
    programme = ProgrammeFactory(kind=kind)
    load()
    return accept(AcceptedPlaceFactory(mini=kind == "mini", round=RoundFactory(programme=programme)))


def drawn(engagement):
    steps = list(engagement.steps.all())
    done = course_page.institutions_done(steps)
    rows = picture.rows(steps, course_url=engagement.get_absolute_url())
    return layout.sheet(rows, engagement.institution_list, done), layout.table(rows, engagement.institution_list, done)


def in_lane(sheet, name):
    """The boxes of a lane, as their column and what they say."""
    lane = next(lane for lane in sheet.lanes if lane.name == name)
    boxes = [box for box in sheet.boxes if lane.y <= box.y < lane.y + lane.height]
    return [(max(c.name for c in sheet.columns if c.x <= box.x and c.x + c.width >= box.x), box.text) for box in boxes]


def test_the_columns_and_lanes_are_the_figures_with_one_for_each_institution_and_one_for_events():
    sheet, _ = drawn(opened("one_year"))

    assert [column.name for column in sheet.columns] == [
        "Opstartsmøde og tiden efter", "Første styregruppemøde", "Perioden mellem 1. og 2. styregruppemøde",
        "Andet styregruppemøde", "Perioden mellem 2. og 3. styregruppemøde", "Tredje styregruppemøde og afslutning",
    ]  # fmt: skip
    assert [lane.name for lane in sheet.lanes] == [
        "Kommune", "Styregruppe", "Solstrålen", "Æblehaven", "Temadag og konference",
    ]  # fmt: skip
    assert [band.text.partition(":")[0] for band in sheet.bands] == [
        "Praksismøder", "Ledelsessparring", "Konsulentsparring", "Dataindsamling til evalueringen",
    ]  # fmt: skip


def test_every_step_of_the_framework_stands_in_the_picture_and_in_the_table():
    engagement = opened("one_year")
    steps = list(engagement.steps.all())

    sheet, table = drawn(engagement)

    assert {box.text for box in [*sheet.boxes, *sheet.bands]} == {step.text for step in steps}
    assert [(row[0], row[1], row[2]) for row in table] == [(step.text, step.column, step.lane) for step in steps]
    per_institution = [step for step in steps if step.is_per_institution and step.kind != "event"]
    assert len(sheet.boxes) + len(sheet.bands) == len(steps) + len(per_institution)


def test_the_boxes_of_a_lane_stand_in_their_columns_below_each_other():
    sheet, _ = drawn(opened("one_year"))

    assert in_lane(sheet, "Æblehaven") == [
        ("Perioden mellem 1. og 2. styregruppemøde", "Første arbejdsgruppemøde"),
        ("Perioden mellem 1. og 2. styregruppemøde", "Præsentation og drøftelse af egenvurderingens resultater"),
        ("Perioden mellem 1. og 2. styregruppemøde", "Forandringsmodel udarbejdes"),
        ("Perioden mellem 1. og 2. styregruppemøde", "Pædagogiske indsatser igangsættes og afprøves"),
        ("Perioden mellem 2. og 3. styregruppemøde", "Arbejdsgruppemøder"),
        ("Perioden mellem 2. og 3. styregruppemøde", "Indsatser og samarbejdsformer evalueres og justeres"),
        ("Perioden mellem 2. og 3. styregruppemøde", "Forandringsmodel tilpasses"),
        ("Perioden mellem 2. og 3. styregruppemøde", "Pædagogiske indsatser igangsættes og afprøves"),
    ]
    assert [text for _, text in in_lane(sheet, "Temadag og konference")] == [
        "Deltagelse i intern temadag", "Deltagelse i landsdækkende konference",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["one_year", "mini"])
def test_nothing_stands_on_top_of_anything_or_outside_the_sheet(kind):
    sheet, _ = drawn(opened(kind))
    boxes = [*sheet.boxes, *sheet.bands]

    def overlap(one, other):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        return not (beside or one.y + one.height <= other.y or other.y + other.height <= one.y)

    assert [(a.text, b.text) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if overlap(a, b)] == []
    assert all(box.x >= 0 and box.x + box.width <= layout.WIDTH and box.y + box.height <= sheet.height for box in boxes)
    assert all(len(box.lines) * layout.LINE < box.height or box in sheet.bands for box in boxes)


def test_a_mini_has_its_own_columns_and_lanes():
    sheet, _ = drawn(opened("mini"))

    assert [column.name for column in sheet.columns] == ["Før opstart", "Opstart", "Sparring", "Afslutning"]
    assert [lane.name for lane in sheet.lanes] == ["Aftale", "Møder", "Solstrålen", "Konference"]
    assert sheet.bands == []


def test_each_institution_has_its_own_state():
    engagement = EngagementFactory(running=True)
    first, _ = (EngagementInstitutionFactory(engagement=engagement, name=name) for name in ("Solen", "Månen"))
    step = CourseStepFactory(engagement=engagement, per_institution=True, in_progress=True)
    StepProgress.objects.create(step=step, institution=first, done_by=UserFactory())

    sheet, table = drawn(engagement)

    assert [(box.word, box.kind) for box in sheet.boxes] == [("Færdig", "success"), ("Venter", "neutral")]
    assert table[0][3] == "1 af 2 dagtilbud. Færdig: Solen. Venter: Månen"


def test_what_an_institution_left_open_in_a_closed_course_waits_for_nobody():
    engagement = EngagementFactory(closed=True)
    first, _ = (EngagementInstitutionFactory(engagement=engagement, name=name) for name in ("Solen", "Månen"))
    step = CourseStepFactory(engagement=engagement, per_institution=True, in_progress=True)
    StepProgress.objects.create(step=step, institution=first, done_by=UserFactory())

    sheet, table = drawn(engagement)

    assert [(box.word, box.kind) for box in sheet.boxes] == [("Færdig", "success"), ("Ikke gennemført", "neutral")]
    assert table[0][3] == "Færdig: Solen. Ikke gennemført: Månen"


@pytest.mark.parametrize(
    ("traits", "state"),
    [
        ({"done": True}, ("Færdig", "success")),
        ({"skipped": True}, ("Ikke relevant", "neutral")),
        ({"late": True}, ("Overskredet", "error")),
        ({}, ("Snart", "warning")),
    ],
)
def test_an_institution_has_the_steps_state_where_that_says_more(traits, state):
    engagement = EngagementFactory(running=True)
    EngagementInstitutionFactory(engagement=engagement)
    late = timedelta(days=1 if traits.get("late") else 0)
    facts = {name: given for name, given in traits.items() if name != "late"}
    CourseStepFactory(engagement=engagement, per_institution=True, due_from=timezone.localdate() - late, **facts)

    sheet, table = drawn(engagement)

    assert [(box.word, box.kind) for box in sheet.boxes] == [state]
    assert table[0][3] == state[0]


def test_what_sets_a_step_apart_is_said():
    engagement = EngagementFactory(running=True)
    CourseStepFactory(engagement=engagement, anchor=True)
    CourseStepFactory(engagement=engagement, is_own=True)
    CourseStepFactory(engagement=engagement)

    sheet, _ = drawn(engagement)

    assert [box.mark for box in sheet.boxes] == ["Fast trin", "Eget trin", ""]


def test_a_long_band_is_cut_at_a_word():
    engagement = EngagementFactory(running=True)
    CourseStepFactory(engagement=engagement, track=True, text="Sparring " * 22)

    sheet, table = drawn(engagement)

    assert sheet.bands[0].lines[0].endswith("Sparring …")
    assert table[0][0] == "Sparring " * 22


def test_a_course_without_institutions_keeps_the_lane_of_the_framework():
    engagement = EngagementFactory(running=True)
    CourseStepFactory(engagement=engagement, per_institution=True)

    sheet, _ = drawn(engagement)

    assert [lane.name for lane in sheet.lanes] == ["Dagtilbud"]


def test_a_course_without_steps_is_an_empty_sheet():
    sheet, table = drawn(EngagementFactory(running=True))

    assert (sheet.columns, sheet.lanes, sheet.boxes, sheet.bands, table) == ([], [], [], [], [])
