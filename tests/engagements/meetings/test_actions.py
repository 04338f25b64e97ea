from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.courses.models import StepStatus
from engagements.meetings import actions
from engagements.meetings.models import Channel, Meeting, MeetingStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.engagements import (
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


def plan(step, by, *, minutes=60, starts_at=None):
    return actions.plan_meeting(
        step,
        starts_at=starts_at or timezone.now() + timedelta(days=3),
        duration_minutes=minutes,
        channel=Channel.VIDEO,
        by=by,
    )


def move(meeting, by, *, minutes=60):
    actions.move_meeting(
        meeting,
        starts_at=meeting.starts_at + timedelta(days=1),
        duration_minutes=minutes,
        channel=Channel.IN_PERSON,
        location="Rådhuset",
        by=by,
    )


def mini(**state):
    return CourseStepFactory(
        engagement=EngagementFactory(mini=True, **(state or {"running": True})), track=True, lane="Møder"
    )


def events(engagement):
    return list(engagement.case.events.order_by("id").values_list("kind", flat=True))


# --- Planning and moving ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("traits", "kind", "title"),
    [
        ({"kind": "meeting", "lane": "Kommune", "text": "Opstartsmøde"}, "start_up", "Opstartsmøde"),
        ({"anchor": True, "lane": "Styregruppe"}, "steering_group", "Første styregruppemøde"),
        ({"kind": "meeting", "lane": "Dagtilbud", "times": 3}, "working_group", "Arbejdsgruppemøde"),
        ({"track": True, "lane": "Praksismøder"}, "practice", "Praksismøde"),
        ({"track": True, "lane": "Ledelsessparring"}, "leadership_sparring", "Ledelsessparring"),
        ({"track": True, "lane": "Konsulentsparring"}, "consultant_sparring", "Konsulentsparring"),
        ({"track": True, "lane": "Møder"}, "sparring", "Sparring"),
    ],
)
def test_a_meetings_kind_and_title_follow_its_step(traits, kind, title, by):
    step = CourseStepFactory(**traits)

    meeting = plan(step, by)

    assert (meeting.kind, meeting.title, meeting.planned_by) == (kind, title, by.user)
    assert events(step.engagement) == ["meeting.planned"]


def test_one_does_not_meet_about_a_task(by):
    with pytest.raises(ActionError, match="Vælg et af mødetrinnene"):
        plan(CourseStepFactory(), by)


def test_the_same_meeting_planned_twice_is_one(by):
    step, starts_at = mini(), timezone.now()

    assert plan(step, by, starts_at=starts_at) == plan(step, by, starts_at=starts_at)
    assert Meeting.objects.count() == 1


def test_a_planned_meeting_is_moved(by):
    meeting = MeetingFactory()
    before = meeting.starts_at

    move(meeting, by, minutes=90)

    meeting.refresh_from_db()
    assert (meeting.starts_at - before, meeting.duration_minutes) == (timedelta(days=1), 90)
    assert (meeting.channel, meeting.location) == (Channel.IN_PERSON, "Rådhuset")
    assert events(meeting.engagement) == ["meeting.moved"]


@pytest.mark.parametrize(("trait", "word"), [("held", "holdt"), ("cancelled", "aflyst")])
def test_a_meeting_that_is_over_is_not_moved(trait, word, by):
    with pytest.raises(ActionError, match=f"Mødet er {word} og kan ikke flyttes"):
        move(MeetingFactory(**{trait: True}), by)


@pytest.mark.parametrize("minutes", [0, 10, 50, 495])
def test_meetings_last_whole_quarters_and_at_most_eight_hours(minutes, by):
    with pytest.raises(ActionError, match="hele kvarterer"):
        plan(mini(), by, minutes=minutes)


def test_meetings_of_a_closed_course_are_not_changed(by):
    engagement = EngagementFactory(closed=True)
    step = CourseStepFactory(engagement=engagement, track=True, lane="Praksismøder")
    meeting = MeetingFactory(engagement=engagement, past=True)

    for attempt in (
        lambda: plan(step, by),
        lambda: move(meeting, by),
        lambda: actions.hold_meeting(meeting, note="Ja", by=by),
        lambda: actions.cancel_meeting(meeting, by=by),
    ):
        with pytest.raises(ActionError, match="Forløbet er afsluttet"):
            attempt()


# --- The ten hours of a mini --------------------------------------------------------------------------------------


def test_planned_and_held_meetings_of_a_mini_never_pass_ten_hours(by):
    step = mini()
    MeetingFactory(engagement=step.engagement, held=True, duration_minutes=240)
    MeetingFactory(engagement=step.engagement, cancelled=True, duration_minutes=480)
    plan(step, by, minutes=300)

    with pytest.raises(
        ActionError, match=r"brugt eller aftalt 9 timer, så der er ikke plads til 1 time og 15 minutter"
    ):
        plan(step, by, minutes=75)

    assert actions.minutes_counted(step.engagement) == 540


def test_a_mini_can_be_filled_to_the_last_quarter(by):
    step = mini()
    plan(step, by, minutes=480)

    plan(step, by, minutes=120, starts_at=timezone.now())

    assert actions.minutes_counted(step.engagement) == 600


def test_moving_and_holding_count_the_new_length_instead_of_the_old(by):
    step = mini()
    plan(step, by, minutes=480)
    meeting = plan(step, by, minutes=60, starts_at=timezone.now() - timedelta(hours=3))

    move(meeting, by, minutes=120)
    with pytest.raises(ActionError, match="højst 10 timer"):
        move(meeting, by, minutes=135)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(hours=3))
    with pytest.raises(ActionError, match="højst 10 timer"):
        actions.hold_meeting(meeting, note="Det trak ud.", duration_minutes=180, by=by)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.duration_minutes) == (MeetingStatus.PLANNED, 120)


def test_a_one_year_course_has_no_limit_of_hours(by):
    step = CourseStepFactory(track=True, lane="Praksismøder")
    MeetingFactory(engagement=step.engagement, duration_minutes=480)

    plan(step, by, minutes=480)

    assert actions.minutes_counted(step.engagement) == 960


# --- Holding and calling off --------------------------------------------------------------------------------------


def test_a_meeting_is_held_once_with_a_note_and_its_step_is_done(by):
    step = CourseStepFactory(anchor=True)
    meeting = MeetingFactory(engagement=step.engagement, step=step, past=True)

    actions.hold_meeting(meeting, note=" Vi blev enige. ", duration_minutes=90, by=by)
    actions.hold_meeting(meeting, note="Igen", by=by)

    meeting.refresh_from_db()
    step.refresh_from_db()
    assert (meeting.status, meeting.note, meeting.duration_minutes) == (MeetingStatus.HELD, "Vi blev enige.", 90)
    assert (meeting.held_by, step.status) == (by.user, StepStatus.DONE)
    assert events(step.engagement) == ["step.done", "meeting.held"]


def test_a_step_of_three_meetings_is_done_with_the_third(by):
    step = CourseStepFactory(kind="meeting", times=3)
    found = []
    for meeting in MeetingFactory.create_batch(3, engagement=step.engagement, step=step, past=True):
        actions.hold_meeting(meeting, note="Holdt", by=by)
        step.refresh_from_db()
        found.append(step.status)

    assert found == ["in_progress", "in_progress", "done"]


def test_a_meeting_in_one_institution_leaves_the_step_under_way(by):
    step = CourseStepFactory(kind="meeting", lane="Dagtilbud")
    EngagementInstitutionFactory(engagement=step.engagement)
    meeting = MeetingFactory(engagement=step.engagement, step=step, past=True)

    actions.hold_meeting(meeting, note="Holdt", by=by)

    step.refresh_from_db()
    assert step.status == StepStatus.IN_PROGRESS


def test_a_held_sparring_sets_its_track_going(by):
    meeting = MeetingFactory(past=True)

    actions.hold_meeting(meeting, note="Holdt", by=by)

    meeting.step.refresh_from_db()
    assert meeting.step.status == StepStatus.IN_PROGRESS


def test_a_meeting_is_not_held_before_it_begins(by):
    with pytest.raises(ActionError, match="Mødet begynder først"):
        actions.hold_meeting(MeetingFactory(), note="Holdt", by=by)


def test_a_meeting_is_not_held_without_a_note(by):
    with pytest.raises(ActionError, match="Skriv kort"):
        actions.hold_meeting(MeetingFactory(past=True), note=" ", by=by)


def test_a_meeting_is_not_held_before_the_course_is_started(by):
    with pytest.raises(ActionError, match="Sæt forløbet i gang"):
        actions.hold_meeting(MeetingFactory(past=True, engagement=EngagementFactory()), note="Holdt", by=by)


def test_a_cancelled_meeting_is_not_held(by):
    with pytest.raises(ActionError, match="ikke lade sig gøre"):
        actions.hold_meeting(MeetingFactory(cancelled=True), note="Holdt", by=by)


def test_a_meeting_is_called_off_once_and_frees_its_time(by):
    meeting = MeetingFactory(engagement=EngagementFactory(mini=True, running=True), duration_minutes=480)

    actions.cancel_meeting(meeting, by=by)
    actions.cancel_meeting(meeting, by=by)

    assert (meeting.status, meeting.cancelled_by) == (MeetingStatus.CANCELLED, by.user)
    assert actions.minutes_counted(meeting.engagement) == 0
    assert events(meeting.engagement) == ["meeting.cancelled"]


def test_a_held_meeting_is_not_called_off(by):
    with pytest.raises(ActionError, match="Mødet er holdt"):
        actions.cancel_meeting(MeetingFactory(held=True), by=by)


ALLOWED = {("planned", "held"), ("planned", "cancelled")}


@pytest.mark.parametrize("before", MeetingStatus.values)
@pytest.mark.parametrize("after", MeetingStatus.values)
def test_every_change_of_a_meetings_status(before, after):
    meeting = Meeting(status=before)

    if (before, after) in ALLOWED:
        meeting.become(after)
        assert meeting.status == after
    else:
        with pytest.raises(ActionError):
            meeting.become(after)
        assert meeting.status == before
