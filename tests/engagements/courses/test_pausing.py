"""A running course that rests for a while, and goes on."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.courses import actions
from engagements.courses.models import CourseStep, Engagement, Pause, Status
from engagements.meetings import actions as meetings
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.engagements import (
    ConsultantAssignmentFactory,
    CourseStepFactory,
    EngagementFactory,
    MeetingFactory,
)
from tests.factories.pauses import WORDS, PauseFactory
from tests.factories.rounds import ProgrammeFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

REASON = "Lederen er sygemeldt."


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, team=[consultant], party=municipality)


def ahead(days):
    return timezone.localdate() + timedelta(days=days)


def events(engagement):
    return list(engagement.case.events.order_by("id").values_list("kind", flat=True))


def letters(kind):
    return list(Email.objects.filter(key__startswith=f"course.{kind}:").order_by("to"))


# --- Pausing ----------------------------------------------------------------------------------------------------------


def test_a_course_rests_and_both_sides_are_told(course, by):
    pause = actions.pause_course(course, reason=f" {REASON} ", expected_until=ahead(30), by=by)
    again = actions.pause_course(course, reason=REASON, expected_until=ahead(30), by=by)

    assert (pause, Pause.objects.count(), events(course)) == (again, 1, ["course.paused"])
    assert (pause.since, pause.expected_until, pause.reason) == (ahead(0), ahead(30), REASON)
    assert (course.pause, course.status_word, course.status_kind, course.is_running) == (
        pause,
        "På pause",
        "warning",
        True,
    )
    told = letters("paused")
    assert [letter.to for letter in told] == sorted([by.user.email, course.contact["email"]])
    assert all(REASON in letter.body for letter in told)
    assert str(pause) == f"{course.pk}: {ahead(0)}"


def test_why_and_until_when_may_be_corrected(course, by):
    actions.pause_course(course, reason=REASON, expected_until=ahead(30), by=by)

    pause = actions.pause_course(course, reason=REASON, expected_until=ahead(60), by=by)

    assert (Pause.objects.get(), Pause.objects.get().expected_until) == (pause, ahead(60))
    assert (len(letters("paused")), events(course)) == (4, ["course.paused"] * 2)


def test_whom_nobody_is_known_of_is_not_written_to(by):
    course = EngagementFactory(running=True, team=[by.user], people={})

    actions.pause_course(course, reason=REASON, expected_until=ahead(30), by=by)

    assert [letter.to for letter in letters("paused")] == [by.user.email]


@pytest.mark.parametrize(
    ("state", "facts", "words"),
    [
        ({}, {}, "ikke sat i gang"),
        ({"closed": True}, {}, "afsluttet"),
        ({"running": True}, {"reason": " "}, "Skriv, hvorfor"),
        ({"running": True}, {"expected_until": timezone.localdate()}, "efter i dag"),
        ({"running": True}, {"expected_until": timezone.localdate() + timedelta(days=366)}, "højst et år"),
    ],
)
def test_a_course_that_cannot_rest(state, facts, words, by):
    course = EngagementFactory(**state)

    with pytest.raises(ActionError, match=words):
        actions.pause_course(course, **{"reason": REASON, "expected_until": ahead(30), **facts}, by=by)

    assert Pause.objects.count() == 0


def test_meetings_agreed_in_the_pause_are_moved_first(course, by):
    meeting = MeetingFactory(engagement=course, past=True)
    actions.pause_course(course, reason=REASON, expected_until=ahead(7), by=by)
    actions.resume_course(course, moves_dates=False, by=by)
    MeetingFactory(engagement=course, step=meeting.step)

    with pytest.raises(ActionError, match="Der er aftalt et møde"):
        actions.pause_course(course, reason=REASON, expected_until=ahead(8), by=by)
    actions.pause_course(course, reason="Ferie", expected_until=ahead(7), by=by)


def test_one_agrees_to_meet_from_the_day_it_goes_on(course, by):
    pause = PauseFactory(engagement=course)
    step = CourseStepFactory(engagement=course, track=True, lane="Ledelsessparring")
    facts = {"duration_minutes": 60, "channel": "video", "by": by}
    noon = timezone.localtime().replace(hour=11)

    with pytest.raises(ActionError, match="holder pause"):
        meetings.plan_meeting(step, starts_at=noon + timedelta(days=9), **facts)
    meeting = meetings.plan_meeting(step, starts_at=noon + timedelta(days=10), **facts)
    with pytest.raises(ActionError, match="holder pause"):
        meetings.move_meeting(meeting, starts_at=noon + timedelta(days=9), **facts)

    assert timezone.localdate(meeting.starts_at) == pause.expected_until


# --- Going on ---------------------------------------------------------------------------------------------------------


def test_going_on_with_the_dates_as_they_are(course, by):
    pause, ends_on = PauseFactory(engagement=course), course.ends_on
    step = CourseStepFactory(engagement=course, due_to=ahead(20))

    actions.resume_course(course, moves_dates=False, by=by)
    actions.resume_course(course, moves_dates=True, by=by)

    pause.refresh_from_db()
    step.refresh_from_db()
    assert (pause.until, pause.ended_by, pause.is_running, course.is_paused) == (ahead(0), by.user, False, False)
    assert (step.due_to, course.ends_on, events(course)) == (ahead(20), ends_on, ["course.resumed"])
    assert ["Datoerne er ikke flyttet." in letter.body for letter in letters("resumed")] == [True, True]


def test_going_on_with_the_dates_put_off(course, by):
    """Ten days: all that is open moves alike; what is done, and the beginning of what runs through it, does not."""
    PauseFactory(engagement=course)
    ends_on = course.ends_on
    done = CourseStepFactory(engagement=course, order=1, anchor=True, done=True, due_to=ahead(-30), due_from=ahead(-31))
    late = CourseStepFactory(engagement=course, order=2, due_from=ahead(-20), due_to=ahead(-2))
    anchor = CourseStepFactory(engagement=course, order=3, anchor=True, due_from=ahead(5), due_to=ahead(9))
    track = CourseStepFactory(engagement=course, order=4, track=True, due_from=ahead(-40), due_to=ends_on)
    undated = CourseStepFactory(engagement=course, order=5, due_from=None, due_to=None)

    actions.resume_course(course, moves_dates=True, by=by)

    days = {step.order: (step.due_from, step.due_to) for step in CourseStep.objects.all()}
    assert days == {
        done.order: (ahead(-31), ahead(-30)),
        late.order: (ahead(-10), ahead(8)),
        anchor.order: (ahead(15), ahead(19)),
        track.order: (ahead(-40), ends_on + timedelta(days=10)),
        undated.order: (None, None),
    }
    assert Engagement.objects.get().ends_on == ends_on + timedelta(days=10)
    assert course.case.events.get().data == {"how": "Datoerne er flyttet 10 dage frem."}


def test_a_fixed_step_before_one_that_is_done_already_stays_before_it(course):
    first = CourseStepFactory(engagement=course, order=1, anchor=True)
    CourseStepFactory(engagement=course, order=2, anchor=True, done=True)
    third = CourseStepFactory(engagement=course, order=3, anchor=True)

    moved = [shift.step for shift in actions.shifted(course, 10)]

    assert (first in moved, moved) == (False, [third])


def test_a_pause_that_ends_on_its_first_day_moves_nothing(course, by):
    actions.pause_course(course, reason=REASON, expected_until=ahead(5), by=by)
    step = CourseStepFactory(engagement=course, due_to=ahead(20))

    actions.resume_course(course, moves_dates=True, by=by)

    assert (CourseStep.objects.get().due_to, Pause.objects.get().days(ahead(3))) == (step.due_to, 0)


@pytest.mark.parametrize("end", ["close", "stop"])
def test_a_course_that_ends_no_longer_rests(end, course, by):
    PauseFactory(engagement=course)
    if end == "close":
        actions.close_course(course, WORDS, by=by)
    else:
        actions.stop_course(course, reason=REASON, by=by)

    assert Pause.objects.get().until == ahead(0)
    assert course.status_word in ("Afsluttet", "Stoppet før tid")


# --- Nothing is late --------------------------------------------------------------------------------------------------


def test_while_it_rests_nothing_is_late(course):
    step = CourseStepFactory(engagement=course, due_from=ahead(-5))
    assert (step.is_overdue, step.badge) == (True, ("Overskredet", "error"))
    pause = PauseFactory(engagement=course)

    course.forget_pause()

    assert (step.is_overdue, step.is_due_soon, step.badge) == (False, False, ("Venter", "neutral"))
    assert course.pause == pause


# --- What the database refuses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"expected_until": date(2018, 1, 1), "since": date(2018, 1, 1)}, "pause_is_expected_to_end_after_it_begins"),
        ({"over": True, "until": date(2018, 1, 1)}, "pause_ends_after_it_begins"),
        ({"over": True, "ended_by": None}, "pause_until_and_ended_by"),
        ({"reason": ""}, "pause_has_a_reason"),
    ],
)
def test_the_database_refuses_what_must_never_be(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PauseFactory(**facts)


def test_one_pause_runs_at_a_time(course):
    PauseFactory(engagement=course, over=True)
    PauseFactory(engagement=course)

    with pytest.raises(IntegrityError), transaction.atomic():
        PauseFactory(engagement=course)


# --- The pages --------------------------------------------------------------------------------------------------------


def address(course, path):
    return f"{course.get_absolute_url()}{path}/"


def day(days):
    on = ahead(days)
    return {"expected_until_day": on.day, "expected_until_month": on.month, "expected_until_year": on.year}


def test_a_consultant_lets_the_course_rest_and_corrects_it(client, consultant, course):
    client.force_login(consultant)

    page = client.get(address(course, "pause"))
    empty = client.post(address(course, "pause"))
    refused = client.post(address(course, "pause"), {"reason": REASON, **day(-1)})
    done = client.post(address(course, "pause"), {"reason": REASON, **day(20)}, follow=True)
    again = client.get(address(course, "pause"))

    assert (page.status_code, empty.status_code) == (200, 422)
    assert (refused.status_code, refused.context["form"]["reason"].value()) == (422, REASON)
    assert texts(done, ".course-line .badge") == ["På pause"]
    assert (again.context["form"]["reason"].value(), texts(again, "h1")) == (REASON, ["Ret pausen"])


def test_both_sides_read_on_every_page_of_the_course_that_it_rests(client, coordinator, course):
    PauseFactory(engagement=course)
    client.force_login(coordinator)

    pages = [client.get(course.get_absolute_url() + path) for path in ("", "billede/", "timer/", "deltagere/")]

    assert [texts(page, ".course-line .badge") for page in pages] == [["På pause"]] * 4
    assert REASON in pages[0].content.decode()


def test_a_consultant_goes_on_and_sees_first_what_moves(client, consultant, course):
    PauseFactory(engagement=course)
    CourseStepFactory(engagement=course, due_to=ahead(3))
    client.force_login(consultant)

    page = client.get(address(course, "genoptag"))
    empty = client.post(address(course, "genoptag"))
    done = client.post(address(course, "genoptag"), {"moves_dates": "ja"})
    after = client.get(address(course, "genoptag"), follow=True)

    assert (page.context["days"], [shift.last for shift in page.context["moved"]]) == (10, [ahead(13)])
    assert "10 dage frem" in texts(page, "main label")[0]
    assert (empty.status_code, done.url) == (422, course.get_absolute_url())
    assert CourseStep.objects.get().due_to == ahead(13)
    assert [str(message) for message in after.context["messages"]][-1] == "Forløbet holder ikke pause."


def test_a_pause_of_one_day_is_one_day(client, consultant, course):
    PauseFactory(engagement=course, since=ahead(-1), expected_until=ahead(20))
    client.force_login(consultant)

    assert "1 dag frem" in texts(client.get(address(course, "genoptag")), "main label")[0]


@pytest.mark.parametrize(("days", "warned"), [(0, True), (10, False)])
def test_dates_that_would_run_past_the_programme_are_warned_about(days, warned, client, consultant):
    course = EngagementFactory(running=True, team=[consultant], programme=ProgrammeFactory(ends_on=ahead(364 + days)))
    PauseFactory(engagement=course)
    client.force_login(consultant)

    assert client.get(address(course, "genoptag")).context["goes_past"] is warned


@pytest.mark.parametrize("path", ["pause", "genoptag"])
def test_the_party_and_closed_courses_have_no_such_page(path, client, coordinator, consultant, course):
    closed = EngagementFactory(closed=True, team=[consultant])
    client.force_login(coordinator)
    assert client.get(address(course, path)).status_code == 403

    client.force_login(consultant)
    assert client.get(address(closed, path)).status_code == 403


def test_min_dag_and_the_lists_say_that_it_rests_and_show_nothing_of_it_as_late(client, consultant, course):
    CourseStepFactory(engagement=course, due_from=ahead(-5), responsible="consultants")
    client.force_login(consultant)
    before = client.get("/min-dag/").context["day"]
    assert (before.overdue.total, len(before.undated)) == (1, 1)

    PauseFactory(engagement=course)
    page = client.get("/min-dag/")

    assert (page.context["day"].overdue.total, page.context["day"].undated) == (0, [])
    assert texts(page, ".side-box .badge") == ["På pause"]
    assert texts(client.get("/mine-forloeb/"), ".course-card .badge") == ["På pause"]
    assert texts(client.get("/forloeb/"), "main td .badge") == ["På pause"]


def test_the_partys_first_page_says_so_too(client, coordinator, course):
    CourseStepFactory(engagement=course, due_from=ahead(-5))
    client.force_login(coordinator)
    assert "Overskredet" in texts(client.get("/mine/"), "main .badge")

    PauseFactory(engagement=course)

    assert texts(client.get("/mine/"), "main .badge") == ["På pause"]


def test_the_dates_tell_nothing_while_it_rests_and_count_anew_afterwards(client, consultant, course, time_machine):
    course.started_at = timezone.now() - timedelta(days=200)
    course.starts_on = ahead(-210)
    course.save()
    time_machine.move_to("2026-05-04 10:00+02:00")
    Engagement.objects.update(started_at="2026-01-05T10:00:00Z", starts_on="2026-01-01", ends_on="2026-12-31")
    ConsultantAssignmentFactory(engagement=course)
    client.force_login(consultant)
    silent = client.get(address(course, "status")).context["warnings"]
    pause = PauseFactory(engagement=course)

    resting = client.get(address(course, "status")).context["warnings"]
    pause.until, pause.ended_by = ahead(0), consultant
    pause.save()
    afterwards = client.get(address(course, "status")).context["warnings"]

    assert silent == ["Der er ikke noteret noget møde siden forløbet gik i gang."]
    assert (resting, afterwards) == ([], [])


def test_the_status_of_the_course_is_still_running(course):
    PauseFactory(engagement=course)

    assert Engagement.objects.get().status == Status.RUNNING
    assert [each.paused_until for each in Engagement.objects.with_pause()] == [ahead(10)]
