from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from engagements.meetings.models import Meeting, MeetingStatus, Participant
from praksis.mail.models import Email
from tests.factories.engagements import (
    CourseStepFactory,
    EngagementFactory,
    GroupFactory,
    GroupMemberFactory,
    MeetingFactory,
    ParticipantFactory,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant], ends_on=date(2031, 12, 31))


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
    mini = EngagementFactory(mini=True, running=True, team=[consultant], ends_on=date(2031, 12, 31))
    step = CourseStepFactory(engagement=mini, track=True, lane="Møder")
    MeetingFactory(engagement=mini, step=step, duration_minutes=480)
    client.force_login(consultant)

    response = client.post(url(mini, "nyt/"), typed(step=step.pk, duration_minutes="180"))

    assert response.context["form"]["location"].value() == "Link kommer"
    assert response.context["form"].errors["duration_minutes"] == [
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


# --- Who is invited ---------------------------------------------------------------------------------------------------


@pytest.fixture
def steps(course):
    """A start-up meeting, a steering group meeting, and sparring."""
    GroupMemberFactory(
        group=GroupFactory(engagement=course, steering=True), name="Sonja Styrer", email="sonja@x.example"
    )
    return [
        CourseStepFactory(engagement=course, kind="meeting", lane="Kommune", text="Opstartsmøde", order=10),
        CourseStepFactory(engagement=course, anchor=True, lane="Styregruppe", order=20),
        CourseStepFactory(engagement=course, track=True, lane="Ledelsessparring", order=30),
    ]


def test_offered_are_all_whom_a_meeting_may_call_for_with_who_is_required_in_words(client, consultant, course, steps):
    client.force_login(consultant)

    form = client.get(url(course, "nyt/")).context["form"]

    assert form.fields["invited"].choices == [
        ("kim@praksis.example", "Kim Konsulent, praksiskonsulent: skal med"),
        ("karen@skive.example", "Karen Koordinator, tovholder: skal med til opstartsmøde og styregruppemøde"),
        ("dorte@skive.example", "Dorte Dagtilbud, dagtilbudschef: skal med til opstartsmøde og styregruppemøde"),
        ("sonja@x.example", "Sonja Styrer, medlem af styregruppen: skal med til styregruppemøde"),
    ]
    assert form["invited"].value() == [email for email, _ in form.fields["invited"].choices]


@pytest.mark.parametrize(
    ("order", "ticked"),
    [
        (10, ["kim@praksis.example", "karen@skive.example", "dorte@skive.example"]),
        (20, ["kim@praksis.example", "karen@skive.example", "dorte@skive.example", "sonja@x.example"]),
        (30, ["kim@praksis.example", "karen@skive.example"]),
    ],
)
def test_ticked_are_those_whom_the_chosen_meeting_calls_for(order, ticked, client, consultant, course, steps):
    client.force_login(consultant)

    assert client.get(url(course, f"nyt/?trin={order}")).context["form"]["invited"].value() == ticked


def test_who_is_never_required_may_come(client, consultant, course):
    CourseStepFactory(engagement=course, track=True, lane="Ledelsessparring")
    client.force_login(consultant)

    choices = client.get(url(course, "nyt/")).context["form"].fields["invited"].choices

    assert choices[1][1] == "Karen Koordinator, tovholder: kan være med"


def test_a_course_without_people_offers_nobody(client, manager):
    course = EngagementFactory(running=True, people={}, ends_on=date(2031, 12, 31))
    step = CourseStepFactory(engagement=course, anchor=True)
    client.force_login(manager)

    page = client.get(url(course, "nyt/"))
    client.post(url(course, "nyt/"), typed(step=step.pk))

    assert "invited" not in page.context["form"].fields
    assert (Meeting.objects.count(), Participant.objects.count()) == (1, 0)


def test_those_ticked_and_those_typed_are_invited(client, consultant, course, steps):
    others = 'Lise  Leder <Lise@solstraalen.example>\n\n  bo@x.example \r\n"Sonja" <SONJA@x.example>'
    client.force_login(consultant)

    client.post(
        url(course, "nyt/"),
        typed(step=steps[0].pk, invited=["karen@skive.example", "sonja@x.example"], others=others),
    )

    invited = Participant.objects.order_by("email").values_list("email", "name", "is_required")
    assert list(invited) == [
        ("bo@x.example", "", True),
        ("karen@skive.example", "Karen Koordinator", True),
        ("lise@solstraalen.example", "Lise Leder", True),
        # Not called for by a start-up meeting, but asked for by name.
        ("sonja@x.example", "Sonja Styrer", True),
    ]
    assert Email.objects.filter(key__startswith="meeting.invited").count() == 4


def test_whom_the_meeting_does_not_call_for_is_not_required(client, consultant, course, steps):
    client.force_login(consultant)

    client.post(url(course, "nyt/"), typed(step=steps[0].pk, invited=["kim@praksis.example", "sonja@x.example"]))

    assert dict(Participant.objects.values_list("email", "is_required")) == {
        "kim@praksis.example": True,
        "sonja@x.example": False,
    }


def test_each_line_without_an_address_is_named_and_nothing_typed_is_lost(client, consultant, course, steps):
    others = (
        f"bo@x.example\nLise Leder\n\na@b.dk, c@d.dk\nBo <>\n{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.dk"
    )
    client.force_login(consultant)

    response = client.post(url(course, "nyt/"), typed(step=steps[0].pk, others=others, invited=["karen@skive.example"]))

    form = response.context["form"]
    assert form.errors["others"] == [
        "Linje 2: Vi kan ikke finde en mailadresse i “Lise Leder”.",
        "Linje 4: Vi kan ikke finde en mailadresse i “a@b.dk, c@d.dk”.",
        "Linje 5: Vi kan ikke finde en mailadresse i “Bo <>”.",
        f"Linje 6: Vi kan ikke finde en mailadresse i “{'a' * 60}@{'b' * 19}”.",
    ]
    assert (form["others"].value(), form["invited"].value()) == (others, ["karen@skive.example"])
    assert texts(response, "textarea") == [" ".join(others.split())]
    assert (Meeting.objects.count(), Email.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"others": "bo@x.example\n" * 31}, {"others": ["Skriv højst 30 personer."]}),
        ({"others": "x" * 8001}, {"others": ["Skriv højst 8.000 tegn."]}),
        (
            {"invited": ["fremmed@x.example"]},
            {"invited": ["Vælg fra listen. Den er måske ændret, siden I åbnede siden."]},
        ),
    ],
)
def test_too_many_and_those_not_on_the_list_are_refused(changes, errors, client, consultant, course, steps):
    client.force_login(consultant)

    response = client.post(url(course, "nyt/"), typed(step=steps[0].pk, **changes))

    assert response.context["form"].errors == errors


@pytest.mark.parametrize("count", [1, 3])
def test_planning_takes_the_same_queries_for_one_member_as_for_three(
    count, client, consultant, course, steps, django_assert_num_queries
):
    GroupMemberFactory.create_batch(count - 1, group=course.groups.get())
    client.force_login(consultant)

    with django_assert_num_queries(8):
        client.get(url(course, "nyt/"))


def test_the_page_of_moving_says_who_will_be_told(client, consultant, course):
    meeting = MeetingFactory(engagement=course)
    client.force_login(consultant)
    before = texts(client.get(url(course, f"{meeting.pk}/flyt/")), "form > p")
    ParticipantFactory(meeting=meeting, name="Bo", email="bo@x.example")
    ParticipantFactory(meeting=meeting, name="", email="a@x.example")

    after = texts(client.get(url(course, f"{meeting.pk}/flyt/")), "form > p")

    assert before == ["Ingen er inviteret til mødet her i systemet. Husk at give de andre besked."]
    assert after == ["Når du gemmer, får de inviterede en mail med den nye aftale: a@x.example, Bo."]


@pytest.mark.parametrize(
    ("is_invited", "message"),
    [
        (True, "Mødet er aflyst. De inviterede får besked på mail."),
        (False, "Mødet er aflyst. Husk at give de andre besked."),
    ],
)
def test_after_cancelling_it_is_said_whether_the_others_know(is_invited, message, client, consultant, course):
    meeting = MeetingFactory(engagement=course)
    if is_invited:
        ParticipantFactory(meeting=meeting)
    client.force_login(consultant)

    page = client.post(url(course, f"{meeting.pk}/aflys/"), follow=True)

    assert [str(each) for each in page.context["messages"]] == [message]
    assert Email.objects.filter(key__startswith="meeting.").count() == is_invited


# --- One meeting as a file --------------------------------------------------------------------------------------------


def test_both_sides_put_a_meeting_in_their_calendar(client, consultant, coordinator, course):
    meeting = MeetingFactory(engagement=course)
    ParticipantFactory(meeting=meeting)

    for user in (consultant, coordinator):
        client.force_login(user)
        page = client.get(course.get_absolute_url()).content.decode()
        response = client.get(url(course, f"{meeting.pk}/kalender.ics"))

        calendar = Calendar.from_ical(response.content)
        assert f'href="{url(course, f"{meeting.pk}/kalender.ics")}"' in page
        assert response["Content-Disposition"] == 'attachment; filename="moede.ics"'
        assert (calendar["method"], calendar.events[0]["uid"]) == ("PUBLISH", meeting.uid)
        assert "attendee" not in calendar.events[0]


def test_a_meeting_is_a_file_only_under_its_own_course_and_for_those_who_see_it(client, stranger, coordinator, course):
    answers = []
    for user, meeting in [(stranger, MeetingFactory(engagement=course)), (coordinator, MeetingFactory())]:
        client.force_login(user)
        answers.append(client.get(url(course, f"{meeting.pk}/kalender.ics")).status_code)

    assert answers == [404, 404]


def test_making_the_file_takes_five_queries(client, consultant, course, django_assert_num_queries):
    meeting = MeetingFactory(engagement=course)
    client.force_login(consultant)

    with django_assert_num_queries(5):
        client.get(url(course, f"{meeting.pk}/kalender.ics"))
