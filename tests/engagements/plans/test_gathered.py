"""What the input sheet for the second steering-group meeting gathers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.meetings.kinds import MeetingKind
from engagements.plans import actions, gathered, sheet_paper
from engagements.plans.models import PlanVersion
from praksis.cases.actors import Actor
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementInstitutionFactory, MeetingFactory
from tests.factories.interventions import InputSheetFactory, InterventionFactory, PlanFactory, TrialFactory

pytestmark = pytest.mark.django_db

# Far from July and every holiday: so many days are counted as they come.
NOW = "2026-05-29T12:00:00+02:00"


@pytest.fixture(autouse=True)
def _in_may(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def nursery():
    return EngagementInstitutionFactory(engagement__running=True, name="Solstrålen")


@pytest.fixture
def course(nursery):
    return nursery.engagement


def meeting_step(course, order, **facts):
    lane = {"anchor": True, "lane": "Styregruppe", "order": order, "text": f"Styregruppemøde {order}"}
    return CourseStepFactory(engagement=course, **{**lane, **facts})


def meet(step, days, **facts):
    starts_at = timezone.now() + timedelta(days=days)
    kind = {"engagement": step.engagement, "kind": MeetingKind.STEERING_GROUP}
    return MeetingFactory(step=step, **kind, **{**facts, "starts_at": starts_at})


def ago(days):
    return timezone.now() - timedelta(days=days)


def tell(nursery, title, days, **facts):
    """An intervention with a round, last written so many days ago."""
    theme = facts.pop("theme", "")
    over = {name: facts.pop(name) for name in list(facts) if name == "ended"}
    intervention = InterventionFactory(institution=nursery, title=title, theme=theme, changed_at=ago(days), **over)
    TrialFactory(intervention=intervention, changed_at=ago(days), **facts)
    return intervention


def said(sheet):
    return [
        (part, theme, each.intervention.title, len(each.rounds), each.stands_still)
        for part, themes in sheet.parts
        for theme, found in themes
        for each in found
    ]


def test_the_sheet_has_what_was_written_since_the_first_meeting_by_institution_and_theme(course, nursery):
    first, second = meeting_step(course, 1), meeting_step(course, 2)
    meet(first, -20, held=True)
    meet(second, 10)
    tell(nursery, "Før mødet", 25, complete=True)
    tell(nursery, "Uden tema", 5)
    tell(nursery, "Ledelse", 4, theme="professional_leadership", tried="Ja.")
    tell(nursery, "Miljø", 3, theme="learning_environments")

    sheet = gathered.of(course)

    assert said(sheet) == [
        ("Solstrålen", "Organisering af læringsmiljøer", "Miljø", 1, False),
        ("Solstrålen", "Faglig ledelse", "Ledelse", 1, False),
        ("Solstrålen", "Uden tema", "Uden tema", 1, False),
    ]
    assert (sheet.since, sheet.meeting_at) == (
        timezone.localdate() - timedelta(days=20),
        timezone.localdate() + timedelta(days=10),
    )
    assert (sheet.second, sheet.tried, sheet.still) == (second, 1, 0)


def test_before_the_first_meeting_everything_is_gathered(course, nursery):
    meet(meeting_step(course, 1), 3)
    tell(nursery, "Leg", 5)

    sheet = gathered.of(course)

    assert (sheet.since, sheet.second, sheet.meeting_at) == (None, None, None)
    assert said(sheet) == [("Solstrålen", "Uden tema", "Leg", 1, False)]


def test_a_first_meeting_that_is_only_ticked_off_counts_too(course, nursery):
    meeting_step(course, 1, done=True, done_at=ago(20))
    tell(nursery, "Før", 21)
    tell(nursery, "Efter", 19)

    sheet = gathered.of(course)

    assert [each.intervention.title for each in sheet.found] == ["Efter"]
    assert sheet.since == timezone.localdate() - timedelta(days=20)


def test_a_cancelled_meeting_counts_for_nothing(course):
    first, second = meeting_step(course, 1), meeting_step(course, 2)
    meet(first, -20, cancelled=True)
    meet(second, 10, cancelled=True)

    assert (gathered.of(course).since, gathered.of(course).meeting_at) == (None, None)


def test_what_stands_still_is_told_although_nothing_is_new(course, nursery):
    meet(meeting_step(course, 1), -10, held=True)
    tell(nursery, "Gået i stå", 40)
    tell(nursery, "Afsluttet for længst", 40, ended=True)

    sheet = gathered.of(course)

    assert said(sheet) == [("Solstrålen", "Uden tema", "Gået i stå", 0, True)]
    assert sheet.still == 1


@pytest.mark.parametrize(("days", "still"), [(29, False), (30, True)])
def test_an_intervention_stands_still_after_a_month(nursery, days, still):
    intervention = tell(nursery, "Leg", days)

    assert intervention.stands_still(timezone.localdate()) == still


def test_july_does_not_count_as_standing_still(nursery, time_machine):
    time_machine.move_to("2026-06-10T12:00:00+02:00", tick=False)
    intervention = tell(nursery, "Leg", 0)

    time_machine.move_to("2026-08-09T12:00:00+02:00", tick=False)
    assert not intervention.stands_still(timezone.localdate())

    time_machine.move_to("2026-08-10T12:00:00+02:00", tick=False)
    assert intervention.stands_still(timezone.localdate())


@pytest.mark.parametrize(("days", "words"), [(0, "i dag"), (1, "i går"), (12, "for 12 dage siden")])
def test_how_long_ago_it_was_written_is_said_in_words(nursery, days, words):
    assert tell(nursery, "Leg", days).written_ago == words


def test_a_version_of_the_sheet_keeps_what_it_gathered(course, nursery):
    sheet = InputSheetFactory(plan=PlanFactory(engagement=course, kind="opsamling"))
    tell(nursery, "Leg", 3)
    second = meeting_step(course, 2)

    actions.save_version(sheet.plan, name="Til mødet", step=second, by=Actor.of(UserFactory()))

    assert [row["heading"] for row in PlanVersion.objects.get().rows] == ["Til drøftelse", "Leg", "Leg, runde 1"]


def test_the_sheet_costs_the_same_however_much_is_in_it(course, nursery, django_assert_num_queries):
    tell(nursery, "En", 3)
    with django_assert_num_queries(4):
        gathered.of(course)
    for title in ("To", "Tre"):
        tell(nursery, title, 3)

    with django_assert_num_queries(4):
        assert len(gathered.of(course).found) == 3


def test_the_paper_tells_what_the_sheet_tells(course, nursery):
    tell(nursery, "Leg", 40, tried="I to uger.")
    sheet = InputSheetFactory(plan=PlanFactory(engagement=course, kind="opsamling"))

    page = sheet_paper.page(course, gathered.of(course), sheet)
    empty = sheet_paper.page(course, gathered.Sheet(None, None, None, []), None)

    for words in ("Hvem dækker garderoben?", "Solstrålen", "I to uger.", "står stille siden 19. april 2026"):
        assert page.count(words) == 1
    assert (empty.count("Ikke skrevet endnu."), empty.count("ikke skrevet om nogen indsatser")) == (1, 1)
    assert sheet_paper.filename(course) == f"opsamling-{course.case.reference}.pdf"
