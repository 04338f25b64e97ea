"""Sparring and practice meetings are noted in half a minute, and count as any meeting."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from engagements.courses.models import StepStatus
from engagements.meetings import actions
from engagements.meetings.models import Meeting, MeetingStatus
from engagements.meetings.sparring_forms import SparringForm, just_ended
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.drills.race import race
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


@pytest.fixture
def course(consultant):
    return EngagementFactory(running=True, team=[consultant])


@pytest.fixture
def track(course):
    return CourseStepFactory(engagement=course, order=270, track=True, lane="Ledelsessparring", text="Ledelsessparring")


def facts(**changes):
    given = {"key": uuid4(), "starts_at": timezone.now(), "duration_minutes": 30, "channel": "telephone", "note": ""}
    return {**given, **changes}


def test_a_talk_is_a_held_meeting_of_its_step(track, course, by):
    meeting = actions.log_sparring(track, **facts(note=" Om morgensamlingen. "), by=by)

    track.refresh_from_db()
    assert (meeting.status, meeting.kind, meeting.note) == ("held", "leadership_sparring", "Om morgensamlingen.")
    assert (meeting.held_by, meeting.planned_by, track.status) == (by.user, by.user, StepStatus.IN_PROGRESS)
    assert list(course.case.events.values_list("kind", "data__duration")) == [("meeting.held", "30 minutter")]


def test_the_same_form_sent_twice_is_one_talk(track, by):
    sent = facts()

    first = actions.log_sparring(track, **sent, by=by)
    second = actions.log_sparring(track, **sent, by=by)

    assert (first, Meeting.objects.count()) == (second, 1)


def test_a_talk_with_the_id_of_another_courses_meeting_is_refused(track, by):
    theirs = MeetingFactory()

    with pytest.raises(ActionError, match="Åbn siden igen"):
        actions.log_sparring(track, **facts(key=theirs.pk), by=by)

    assert [meeting.engagement for meeting in Meeting.objects.all()] == [theirs.engagement]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"duration_minutes": 10}, "hele kvarterer"),
        ({"starts_at": datetime(2017, 1, 1, tzinfo=UTC)}, "Forløbet løber fra"),
    ],
)
def test_a_talk_that_cannot_be_noted(track, changes, words, by):
    with pytest.raises(ActionError, match=words):
        actions.log_sparring(track, **facts(**changes), by=by)

    assert not Meeting.objects.exists()


def test_a_talk_ahead_is_agreed_on_instead(track, by):
    with pytest.raises(ActionError, match="ude i fremtiden"):
        actions.log_sparring(track, **facts(starts_at=timezone.now() + timedelta(hours=1)), by=by)


@pytest.mark.parametrize(("state", "words"), [({}, "Sæt forløbet i gang"), ({"closed": True}, "afsluttet")])
def test_talks_are_noted_only_while_the_course_runs(state, words, by):
    track = CourseStepFactory(engagement=EngagementFactory(**state), track=True, lane="Ledelsessparring")

    with pytest.raises(ActionError, match=words):
        actions.log_sparring(track, **facts(), by=by)


@pytest.mark.parametrize("traits", [{}, {"anchor": True, "lane": "Styregruppe"}, {"track": True, "lane": "Dagtilbud"}])
def test_only_what_runs_through_the_course_is_noted_so(course, traits, by):
    step = CourseStepFactory(engagement=course, **traits)

    with pytest.raises(ActionError, match="Vælg den sparring"):
        actions.log_sparring(step, **facts(), by=by)


# --- A mini's ten hours -------------------------------------------------------------------------------------------


@pytest.fixture
def mini(consultant):
    return EngagementFactory(mini=True, running=True, team=[consultant])


@pytest.fixture
def sparring(mini):
    return CourseStepFactory(engagement=mini, track=True, lane="Møder", text="Sparring i form af videomøder")


def test_noted_talks_count_in_the_ten_hours(mini, sparring, by):
    MeetingFactory(engagement=mini, step=sparring, duration_minutes=480)
    MeetingFactory(engagement=mini, step=sparring, duration_minutes=90, held=True)

    actions.log_sparring(sparring, **facts(duration_minutes=30), by=by)
    with pytest.raises(ActionError, match="Der er allerede brugt eller aftalt 10 timer"):
        actions.log_sparring(sparring, **facts(duration_minutes=15), by=by)

    assert actions.minutes_counted(mini) == 600


def test_at_eight_hours_both_sides_are_told_once(mini, sparring, by):
    MeetingFactory(engagement=mini, step=sparring, duration_minutes=450)

    actions.log_sparring(sparring, **facts(duration_minutes=15), by=by)
    before = Email.objects.count()
    actions.log_sparring(sparring, **facts(duration_minutes=15), by=by)
    actions.log_sparring(sparring, **facts(duration_minutes=30), by=by)

    letters = Email.objects.order_by("to")
    assert before == 0
    assert [letter.to for letter in letters] == sorted([by.user.email, mini.contact["email"]])
    assert "er 8 timer af de 10 timer nu brugt eller aftalt. Der er 2 timer tilbage." in letters[0].body


def test_planning_and_moving_past_eight_hours_is_told_too(mini, sparring, by):
    facts_of = {"channel": "video", "by": by}
    first = timezone.now() + timedelta(days=1)
    meeting = actions.plan_meeting(sparring, starts_at=first, duration_minutes=420, **facts_of)
    before = Email.objects.count()

    actions.move_meeting(meeting, starts_at=first, duration_minutes=480, **facts_of)

    assert (before, Email.objects.count()) == (0, 2)


def test_the_last_hour_leaves_nothing(mini, sparring, by):
    mini.people = {}
    mini.save()
    MeetingFactory(engagement=mini, step=sparring, duration_minutes=480)

    actions.log_sparring(sparring, **facts(duration_minutes=120), by=by)

    assert [letter.to for letter in Email.objects.all()] == [by.user.email]
    assert "Der er ingen tid tilbage." in Email.objects.get().body


def test_a_one_year_course_has_no_limit(track, by):
    for _ in range(3):
        actions.log_sparring(track, **facts(duration_minutes=480), by=by)

    assert not Email.objects.exists()


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
def test_thirty_at_once_never_pass_ten_hours():
    engagement = EngagementFactory(mini=True, running=True)
    sparring = CourseStepFactory(engagement=engagement, track=True, lane="Møder")
    by = Actor.of(UserFactory(consultant=True))
    copies = [type(sparring).objects.select_related("engagement__programme").get(pk=sparring.pk) for _ in range(30)]

    def note(copy):
        return lambda: actions.log_sparring(copy, **facts(duration_minutes=45), by=by)

    results = race([note(copy) for copy in copies])

    assert actions.minutes_counted(engagement) == 585
    assert sum(isinstance(result, ActionError) for result in results) == 17


# --- The form -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "minutes", "began"),
    [("10:16", 15, "10:00"), ("10:15", 30, "09:45"), ("10:14", 60, "09:00"), ("10:59", 45, "10:00")],
)
def test_a_talk_that_has_just_ended_began_at_a_quarter(now, minutes, began):
    moment = datetime.fromisoformat(f"2018-03-05T{now}:30+01:00")

    assert just_ended(moment, minutes) == datetime.fromisoformat(f"2018-03-05T{began}:00+01:00")


def test_everything_is_filled_in_as_last_time(track, course):
    practice = CourseStepFactory(engagement=course, order=260, track=True)
    first = SparringForm(engagement=course)
    MeetingFactory(
        engagement=course, step=practice, kind="practice", channel="in_person", duration_minutes=90, held=True
    )

    again = SparringForm(engagement=course)

    assert [label for _, label in first.fields["step"].choices] == ["Praksismøde", "Ledelsessparring"]
    assert (first["step"].value(), first["duration_minutes"].value(), first["channel"].value()) == (
        str(practice.pk), 30, "telephone",
    )  # fmt: skip
    assert (again["step"].value(), again["duration_minutes"].value(), again["channel"].value()) == (
        str(practice.pk), 90, "in_person",
    )  # fmt: skip


def test_a_course_without_such_steps_has_nothing_to_note(course):
    assert SparringForm(engagement=course)["step"].value() == ""


# --- The page -----------------------------------------------------------------------------------------------------


def posted(form, **changes):
    """What a browser sends when nothing is changed."""
    starts = timezone.localtime(form["starts_at"].value())
    given = {
        "key": str(form["key"].value()),
        "step": form["step"].value(),
        "channel": form["channel"].value(),
        "duration_minutes": form["duration_minutes"].value(),
        "starts_at_day": starts.day,
        "starts_at_month": starts.month,
        "starts_at_year": starts.year,
        "starts_at_time": f"{starts:%H.%M}",
        "note": "",
    }
    return {**given, **changes}


def test_two_presses_note_a_talk(client, consultant, course, track):
    client.force_login(consultant)
    url = f"{course.get_absolute_url()}moeder/sparring/"

    form = client.get(url).context["form"]
    sent = client.post(url, posted(form), follow=True)

    assert Meeting.objects.get().status == MeetingStatus.HELD
    assert sent.redirect_chain == [(course.get_absolute_url(), 302)]
    assert [str(message) for message in sent.context["messages"]] == ["Ledelsessparring på 30 minutter er noteret."]


def test_from_min_dag_one_returns_there(client, consultant, course, track):
    client.force_login(consultant)
    url = f"{course.get_absolute_url()}moeder/sparring/?min-dag"

    sent = client.post(url, posted(client.get(url).context["form"]))

    assert sent["Location"] == "/min-dag/"


def test_a_refusal_stands_with_what_was_typed(client, consultant, mini, sparring):
    MeetingFactory(engagement=mini, step=sparring, duration_minutes=480)
    MeetingFactory(engagement=mini, step=sparring, duration_minutes=120)
    client.force_login(consultant)
    url = f"{mini.get_absolute_url()}moeder/sparring/"

    answer = client.post(url, posted(client.get(url).context["form"], note="Om legen."))
    empty = client.post(url, {})

    assert (answer.status_code, answer.context["form"]["note"].value()) == (422, "Om legen.")
    assert "Et miniforløb er højst 10 timer" in answer.context["form"].errors["duration_minutes"][0]
    assert (empty.status_code, list(empty.context["form"].errors)) == (
        422,
        ["key", "step", "channel", "duration_minutes", "starts_at"],
    )


def test_a_time_outside_the_course_is_refused_beside_its_field(client, consultant, course, track):
    client.force_login(consultant)
    url = f"{course.get_absolute_url()}moeder/"
    outside = {"starts_at_day": "3", "starts_at_month": "11", "starts_at_year": "2017", "starts_at_time": "14.30"}

    noted = client.post(f"{url}sparring/", posted(client.get(f"{url}sparring/").context["form"], **outside))
    planned = client.post(
        f"{url}nyt/", {**outside, "step": str(track.pk), "duration_minutes": "60", "channel": "video"}
    )

    for answer in (noted, planned):
        assert "Mødet skal ligge inden for den tid." in answer.context["form"].errors["starts_at"][0]
    assert not Meeting.objects.exists()


def test_the_other_side_notes_nothing(client, coordinator, municipality):
    engagement = EngagementFactory(running=True, party=municipality)
    client.force_login(coordinator)

    assert client.get(f"{engagement.get_absolute_url()}moeder/sparring/").status_code == 403
