from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from engagements.meetings.models import Meeting, MeetingStatus
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant])


def typed(**changes):
    return {
        "starts_at_day": "5",
        "starts_at_month": "3",
        "starts_at_year": "2030",
        "starts_at_time": "14.30",
        "duration_minutes": "90",
        "channel": "video",
        "location": "Link kommer",
        **changes,
    }


def url(course, path):
    return f"{course.get_absolute_url()}moeder/{path}"


def test_a_consultant_plans_a_meeting_of_the_step_one_came_from(client, consultant, course):
    step = CourseStepFactory(engagement=course, anchor=True, order=40)
    CourseStepFactory(engagement=course)
    client.force_login(consultant)

    page = client.get(url(course, "nyt/?trin=40"))
    response = client.post(url(course, "nyt/"), typed(step=step.pk))

    meeting = Meeting.objects.get()
    assert page.context["form"]["step"].value() == step.pk
    assert page.context["form"].fields["step"].choices == [("", "Vælg møde"), (step.pk, step.text)]
    assert response.url == course.get_absolute_url()
    assert meeting.starts_at == datetime(2030, 3, 5, 14, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
    assert (meeting.duration_minutes, meeting.channel, meeting.location) == (90, "video", "Link kommer")


@pytest.mark.parametrize("about", ["41", "garbage", ""])
def test_a_step_that_one_does_not_meet_about_is_not_chosen(about, client, consultant, course):
    CourseStepFactory(engagement=course, anchor=True, order=40)
    CourseStepFactory(engagement=course, order=41)
    client.force_login(consultant)

    page = client.get(url(course, f"nyt/?trin={about}"))

    assert page.context["form"]["step"].value() == ""


@pytest.mark.parametrize("count", [1, 3])
def test_planning_takes_the_same_queries_for_one_step_as_for_three(
    count, client, consultant, course, django_assert_num_queries
):
    CourseStepFactory.create_batch(count, engagement=course, anchor=True)
    client.force_login(consultant)

    with django_assert_num_queries(7):
        client.get(url(course, "nyt/"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_at_day": "31", "starts_at_month": "2"}, "starts_at"),
        ({"starts_at_time": "25.00"}, "starts_at"),
        ({"starts_at_day": "", "starts_at_month": "", "starts_at_year": "", "starts_at_time": ""}, "starts_at"),
        ({"duration_minutes": "50"}, "duration_minutes"),
        ({"channel": "pigeon"}, "channel"),
        ({"location": "x" * 201}, "location"),
        ({"location": "\0"}, "location"),
        ({"step": "garbage"}, "step"),
        ({"step": ""}, "step"),
    ],
)
def test_what_was_mistyped_is_said_beside_its_field(changes, field, client, consultant, course):
    step = CourseStepFactory(engagement=course, anchor=True)
    client.force_login(consultant)

    response = client.post(url(course, "nyt/"), typed(**{"step": step.pk, **changes}))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert Meeting.objects.count() == 0


def test_a_refusal_stands_with_the_form_and_nothing_typed_is_lost(client, consultant):
    mini = EngagementFactory(mini=True, running=True, team=[consultant])
    step = CourseStepFactory(engagement=mini, track=True, lane="Møder")
    MeetingFactory(engagement=mini, step=step, duration_minutes=480)
    client.force_login(consultant)

    response = client.post(url(mini, "nyt/"), typed(step=step.pk, duration_minutes="180"))

    assert response.context["form"]["location"].value() == "Link kommer"
    assert response.context["form"].non_field_errors() == [
        "Et miniforløb er højst 10 timer. Der er allerede brugt eller aftalt 8 timer, så der er ikke "
        "plads til 3 timer. "
        "Har I brug for mere, kan I søge et nyt miniforløb."
    ]


def test_a_meeting_is_moved(client, consultant, course):
    meeting = MeetingFactory(engagement=course)
    client.force_login(consultant)

    page = client.get(url(course, f"{meeting.pk}/flyt/"))
    client.post(url(course, f"{meeting.pk}/flyt/"), typed())

    meeting.refresh_from_db()
    assert page.context["form"]["duration_minutes"].value() == 60
    assert timezone.localtime(meeting.starts_at).hour == 14


def test_a_meeting_is_held_with_a_note(client, consultant, course):
    meeting = MeetingFactory(engagement=course, past=True)
    client.force_login(consultant)

    page = client.get(url(course, f"{meeting.pk}/holdt/"))
    empty = client.post(url(course, f"{meeting.pk}/holdt/"), {"note": "", "duration_minutes": "60"})
    client.post(url(course, f"{meeting.pk}/holdt/"), {"note": "Vi blev enige.", "duration_minutes": "45"})

    meeting.refresh_from_db()
    assert page.status_code == 200
    assert empty.context["form"].errors["note"] == ["Skriv kort, hvad I talte om og aftalte."]
    assert (meeting.status, meeting.duration_minutes) == (MeetingStatus.HELD, 45)


def test_a_meeting_is_called_off(client, consultant, course):
    meeting = MeetingFactory(engagement=course)
    client.force_login(consultant)

    client.post(url(course, f"{meeting.pk}/aflys/"))

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.CANCELLED


@pytest.mark.parametrize("path", ["flyt/", "holdt/", "aflys/"])
def test_a_meeting_is_found_only_under_its_own_course(path, client, consultant, course):
    other = MeetingFactory(engagement=EngagementFactory(running=True, team=[consultant]))
    client.force_login(consultant)

    assert client.post(url(course, f"{other.pk}/{path}")).status_code == 404


@pytest.mark.parametrize("path", ["nyt/", "{}/flyt/", "{}/holdt/", "{}/aflys/"])
def test_only_those_who_run_the_course_change_its_meetings(path, client, coordinator, stranger, course):
    meeting = MeetingFactory(engagement=course, starts_at=timezone.now() - timedelta(hours=2))
    answers = []
    for user in (coordinator, stranger):
        client.force_login(user)
        answers.append(client.post(url(course, path.format(meeting.pk))).status_code)

    assert answers == [403, 404]
