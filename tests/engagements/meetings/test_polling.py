"""Asking people when they can meet: making a poll, answering it, choosing, reminding, calling it off."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.meetings import actions
from engagements.meetings.invited import Invitee
from engagements.meetings.models import Meeting, Participant
from engagements.meetings.poll_models import Can, Poll, PollAnswer, PollPerson, PollStatus
from engagements.meetings.reminders import due
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink
from praksis.mail.reminders import send_due
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory
from tests.factories.pauses import PauseFactory
from tests.factories.polls import PollAnswerFactory, PollFactory, PollPersonFactory, PollTimeFactory

pytestmark = pytest.mark.django_db

ASKED = [Invitee("Karen", "Karen@skive.example", True), Invitee("", "bo@skive.example", False)]


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


@pytest.fixture
def step(consultant):
    return CourseStepFactory(
        engagement=EngagementFactory(running=True, team=[consultant]), anchor=True, lane="Styregruppe"
    )


@pytest.fixture
def poll(consultant):
    """An open poll with two times, asked of Karen, who must be there, and of Bo."""
    poll = PollFactory(engagement=EngagementFactory(running=True, team=[consultant]), made_by=consultant)
    PollTimeFactory.create_batch(2, poll=poll)
    PollPersonFactory(poll=poll, name="Karen", email="karen@skive.example", is_required=True)
    PollPersonFactory(poll=poll, name="Bo", email="bo@skive.example")
    return poll


def ahead(days, hours=0):
    return (timezone.now() + timedelta(days=days, hours=hours)).replace(microsecond=0)


def facts(**changes):
    return {
        "key": uuid4(),
        "times": [ahead(9), ahead(8), ahead(9)],
        "duration_minutes": 60,
        "channel": "video",
        "location": "Teams",
        "answer_by": timezone.localdate() + timedelta(days=4),
        "participants": ASKED,
        **changes,
    }


def answer(person, *says, remark="", link=None):
    times = list(person.poll.times.all())
    link = link or actions.link_of(person)
    given = {time.pk: Can(can) for time, can in zip(times, says, strict=True)}
    by = Actor.by_link(link, name=str(person))
    actions.answer_poll(person, answers=given, remark=remark, by=by, received_at=timezone.now())


def letters(kind):
    return list(Email.objects.filter(key__startswith=f"poll.{kind}:").order_by("to"))


def events(poll):
    return list(poll.engagement.case.events.order_by("id").values_list("kind", flat=True))


# --- Making one -------------------------------------------------------------------------------------------------------


def test_everybody_asked_gets_a_link_of_their_own_and_the_times(step, by):
    poll = actions.make_poll(step, **facts(), by=by)

    first, second = poll.times.all()
    assert (first.starts_at, second.starts_at, str(first)) == (
        ahead(8),
        ahead(9),
        f"{timezone.localtime(ahead(8)):%d.%m.%Y %H.%M}",
    )
    assert [(one.name, one.email, one.is_required) for one in poll.people.all()] == [
        ("Karen", "karen@skive.example", True),
        ("", "bo@skive.example", False),
    ]
    bo, karen = letters("asked")
    assert (bo.to, karen.to) == ("bo@skive.example", "karen@skive.example")
    assert {bo.link.object_id, karen.link.object_id} == {one.pk for one in poll.people.all()}
    assert all(danish_datetime(moment) in karen.body for moment in (ahead(8), ahead(9)))
    assert ("Vi regner med dig" in karen.body, "Vi regner med dig" in bo.body) == (True, False)
    assert karen.link.expires_at == second.starts_at
    assert events(poll) == ["poll.made"]
    assert log.words(poll.engagement.case.events.get()) == "2 personer er spurgt om en mødetid: Første styregruppemøde."
    assert str(poll) == "Mødeafstemning: Første styregruppemøde"


def test_the_form_sent_twice_is_one_poll(step, by):
    once = facts()

    poll = actions.make_poll(step, **once, by=by)
    again = actions.make_poll(step, **once, by=by)

    assert (again, Poll.objects.count(), len(letters("asked"))) == (poll, 1, 2)


def test_a_poll_with_the_id_of_another_courses_poll_is_refused(step, by):
    theirs = PollFactory()

    with pytest.raises(ActionError, match="Åbn siden igen"):
        actions.make_poll(step, **facts(key=theirs.pk), by=by)

    assert [poll.engagement for poll in Poll.objects.all()] == [theirs.engagement]


def test_a_poll_about_what_runs_through_the_course_is_called_by_its_kind(step):
    assert PollFactory(step=CourseStepFactory(track=True)).title == "Praksismøde"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"times": [ahead(8)]}, "Foreslå 2 til 10"),
        ({"times": [ahead(8, hours) for hours in range(11)]}, "Foreslå 2 til 10"),
        ({"times": [ahead(-1), ahead(8)]}, "passeret"),
        ({"times": [ahead(8), ahead(900)]}, "Forløbet løber fra"),
        ({"duration_minutes": 50}, "hele kvarterer"),
        ({"participants": []}, "Vælg mindst én"),
        ({"answer_by": timezone.localdate() - timedelta(days=1)}, "Svarfristen er passeret"),
        ({"answer_by": timezone.localdate() + timedelta(days=30)}, "senest være den dag"),
    ],
)
def test_a_poll_that_cannot_be_made(changes, words, step, by):
    with pytest.raises(ActionError, match=words):
        actions.make_poll(step, **facts(**changes), by=by)

    assert (Poll.objects.count(), Email.objects.count()) == (0, 0)


def test_no_poll_about_a_task_in_a_closed_course_or_beyond_a_minis_hours(by):
    closed = CourseStepFactory(engagement=EngagementFactory(closed=True), anchor=True)
    mini = CourseStepFactory(engagement=EngagementFactory(mini=True, running=True), track=True, lane="Møder")
    MeetingFactory(engagement=mini.engagement, step=mini, duration_minutes=480)

    for step, words in ((CourseStepFactory(), "ikke møde om"), (closed, "afsluttet"), (mini, "højst 10 timer")):
        with pytest.raises(ActionError, match=words):
            actions.make_poll(step, **facts(duration_minutes=180), by=by)


def test_while_a_course_rests_times_are_proposed_from_the_day_it_goes_on(step, by):
    PauseFactory(engagement=step.engagement)

    with pytest.raises(ActionError, match="holder pause"):
        actions.make_poll(step, **facts(), by=by)
    poll = actions.make_poll(step, **facts(times=[ahead(11), ahead(12)]), by=by)

    assert poll.is_open


# --- Answering --------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_may_be_changed(poll):
    karen = poll.people.get(name="Karen")

    answer(karen, "yes", "no", remark=" Helst tirsdag. ")
    answer(karen, "yes", "no", remark="Helst tirsdag.")
    answer(karen, "yes", "maybe")

    karen.refresh_from_db()
    assert list(karen.answers.values_list("can", flat=True)) == ["yes", "maybe"]
    assert (karen.remark, karen.answered_at is not None, events(poll)) == ("", True, ["poll.answered"] * 2)
    assert str(karen.answers.first()) == "Kan"


def test_an_answer_in_time_stays_in_time_when_it_is_changed(poll):
    karen = poll.people.get(name="Karen")
    answer(karen, "yes", "no")
    first = PollPerson.objects.get(pk=karen.pk).answered_at

    answer(karen, "no", "no")

    assert PollPerson.objects.get(pk=karen.pk).answered_at == first


def test_whoever_asked_is_told_when_all_have_answered(poll, consultant):
    for name in ("Karen", "Bo"):
        answer(poll.people.get(name=name), "yes", "no")
        told = len(letters("complete"))

    [letter] = letters("complete")
    assert (told, letter.to, letter.button_path) == (
        1,
        consultant.email,
        f"{poll.engagement.get_absolute_url()}moeder/afstemning/{poll.pk}/",
    )
    answer(poll.people.get(name="Bo"), "no", "no")
    assert len(letters("complete")) == 1


def test_each_time_is_to_be_answered(poll):
    karen = poll.people.get(name="Karen")
    by = Actor.by_link(actions.link_of(karen), name="Karen")

    with pytest.raises(ActionError, match="Svar på hver af tiderne"):
        actions.answer_poll(karen, answers={}, remark="", by=by, received_at=timezone.now())


def test_nobody_answers_a_closed_poll_or_by_a_link_that_has_ended(poll, by):
    karen, bo = poll.people.get(name="Karen"), poll.people.get(name="Bo")
    links.withdraw(actions.link_of(karen))

    with pytest.raises(links.LinkRefused):
        answer(karen, "yes", "yes")
    actions.cancel_poll(poll, by=by)
    with pytest.raises(actions.PollClosed):
        answer(bo, "yes", "yes")

    assert PollAnswer.objects.count() == 0


def test_somebody_signed_in_answers_without_a_link(poll, by):
    karen = poll.people.get(name="Karen")
    given = {time.pk: Can.YES for time in poll.times.all()}

    actions.answer_poll(karen, answers=given, remark="", by=by, received_at=timezone.now())

    assert karen.answers.count() == 2


# --- Choosing ---------------------------------------------------------------------------------------------------------


def test_a_chosen_time_becomes_the_meeting_and_ends_the_links(poll, by):
    time = poll.times.last()

    meeting = actions.choose_time(time, by=by)
    again = actions.choose_time(poll.times.last(), by=by)

    poll.refresh_from_db()
    assert (meeting, Meeting.objects.count(), poll.meeting, poll.status) == (again, 1, meeting, PollStatus.CHOSEN)
    assert (meeting.starts_at, meeting.step, meeting.planned_by) == (time.starts_at, poll.step, by.user)
    assert list(Participant.objects.values_list("name", "email", "is_required")) == [
        ("Bo", "bo@skive.example", False),
        ("Karen", "karen@skive.example", True),
    ]
    invitations = Email.objects.filter(key__startswith="meeting.invited:")
    assert [bool(letter.calendar) for letter in invitations] == [True, True]
    assert PersonalLink.objects.filter(withdrawn_at=None).count() == 0
    assert events(poll) == ["meeting.planned", "poll.chosen"]


def test_another_time_is_not_chosen_afterwards(poll, by):
    first, second = poll.times.all()
    actions.choose_time(first, by=by)

    with pytest.raises(actions.PollClosed, match="Kim Konsulent har allerede valgt"):
        actions.choose_time(second, by=by)

    assert Meeting.objects.count() == 1


def test_no_time_is_chosen_of_a_poll_that_is_called_off(poll, by):
    actions.cancel_poll(poll, by=by)

    with pytest.raises(actions.PollClosed, match="aflyst"):
        actions.choose_time(poll.times.first(), by=by)


def test_a_time_that_has_passed_or_is_agreed_already_is_not_chosen(poll, by):
    past = PollTimeFactory(poll=poll, starts_at=ahead(-1))
    MeetingFactory(engagement=poll.engagement, step=poll.step, starts_at=poll.times.last().starts_at)

    with pytest.raises(ActionError, match="passeret"):
        actions.choose_time(past, by=by)
    with pytest.raises(ActionError, match="allerede aftalt til det tidspunkt"):
        actions.choose_time(poll.times.last(), by=by)

    assert Poll.objects.get().is_open


# --- Calling off and reminding ----------------------------------------------------------------------------------------


def test_those_asked_are_told_that_it_is_called_off(poll, by):
    actions.cancel_poll(poll, by=by)
    actions.cancel_poll(poll, by=by)

    assert [letter.to for letter in letters("cancelled")] == ["bo@skive.example", "karen@skive.example"]
    assert (Poll.objects.get().status, events(poll)) == (PollStatus.CANCELLED, ["poll.cancelled"])


def test_a_poll_whose_time_is_chosen_is_neither_called_off_nor_reminded_of(poll, by):
    actions.choose_time(poll.times.first(), by=by)

    with pytest.raises(actions.PollClosed, match="Aflys mødet"):
        actions.cancel_poll(poll, by=by)
    with pytest.raises(actions.PollClosed, match="lukket"):
        actions.remind_poll(poll, by=by)


def test_those_who_have_not_answered_are_reminded_once_a_day(poll, by):
    answer(poll.people.get(name="Karen"), "yes", "no")

    reminded = actions.remind_poll(poll, by=by)
    with pytest.raises(ActionError, match="Alle har svaret eller er påmindet i dag"):
        actions.remind_poll(poll, by=by)

    [letter] = letters("reminded")
    assert (reminded, letter.to, letter.link) == (1, "bo@skive.example", actions.link_of(poll.people.get(name="Bo")))
    assert events(poll) == ["poll.answered", "poll.reminded"]
    assert log.words(poll.engagement.case.events.first()).startswith("1 person er mindet om at svare")


@pytest.mark.parametrize(("days", "count"), [(2, 0), (1, 1), (0, 1), (-1, 0)])
def test_the_house_reminds_on_the_day_before_the_last_one(days, count, poll):
    poll.answer_by = timezone.localdate() + timedelta(days=days)
    poll.made_at = ahead(-5)
    poll.save()
    answer(poll.people.get(name="Karen"), "yes", "no")

    found = list(due(timezone.now()))

    assert [(one.kind, one.recipient) for one in found] == [("poll.unanswered", "bo@skive.example")] * count


def test_a_reminder_is_sent_once_and_not_beside_that_of_a_person(poll, by):
    poll.answer_by, poll.made_at = timezone.localdate() + timedelta(days=1), ahead(-5)
    poll.save()
    actions.remind_poll(poll, by=by)

    send_due()
    send_due()

    assert [letter.to for letter in letters("reminded")] == ["bo@skive.example", "karen@skive.example"]


def test_a_closed_poll_reminds_nobody(poll, by):
    poll.answer_by, poll.made_at = timezone.localdate() + timedelta(days=1), ahead(-5)
    poll.save()
    assert len(list(due(timezone.now()))) == 2

    actions.cancel_poll(poll, by=by)

    assert list(due(timezone.now())) == []


def test_a_poll_of_a_course_that_never_began_is_over(poll, by):
    """Its place was given back while people were asked about the start-up meeting."""
    poll.answer_by, poll.made_at = timezone.localdate() + timedelta(days=1), ahead(-5)
    poll.save()
    assert len(list(due(timezone.now()))) == 2

    Engagement.objects.update(status="closed", closed_at=timezone.now(), closed_by=by.user, closing_note="Ingen tid.")
    poll.engagement.refresh_from_db()

    assert (list(due(timezone.now())), poll.status_word, poll.status_kind) == ([], "Aflyst", "neutral")
    with pytest.raises(actions.PollClosed):
        answer(PollPerson.objects.get(name="Bo"), "yes", "yes")


# --- What the database refuses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda poll: PollFactory(duration_minutes=50), "poll_lasts_whole_quarters"),
        (lambda poll: PollFactory(status=PollStatus.CHOSEN), "poll_status_fits_how_it_ended"),
        (lambda poll: PollFactory(cancelled=True, closed_by=None), "poll_closed_at_and_by"),
        (lambda poll: PollPersonFactory(poll=poll, email="KAREN@skive.example"), "poll_person_is_asked_once"),
        (lambda poll: PollAnswerFactory(can="often"), "poll_answer_is_one_of_three"),
    ],
)
def test_the_database_refuses_what_must_never_be(make, constraint, poll):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(poll)


def test_a_time_and_an_answer_to_it_stand_once(poll):
    time = poll.times.first()
    given = PollAnswerFactory(person=poll.people.first(), time=time)

    with pytest.raises(IntegrityError), transaction.atomic():
        PollTimeFactory(poll=poll, starts_at=time.starts_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        PollAnswerFactory(person=given.person, time=time)


@pytest.mark.parametrize(
    ("state", "word", "kind"),
    [
        ({}, "Venter på svar", "info"),
        ({"answer_by": timezone.localdate() - timedelta(days=2)}, "Svarfristen er overskredet", "warning"),
        ({"chosen": True}, "Mødet er aftalt", "success"),
        ({"cancelled": True}, "Aflyst", "neutral"),
    ],
)
def test_how_a_poll_stands_is_a_word(state, word, kind):
    poll = PollFactory(**state)

    assert (poll.status_word, poll.status_kind) == (word, kind)


def test_a_person_without_a_name_is_called_by_the_address():
    assert str(PollPersonFactory(name="", email="bo@skive.example")) == "bo@skive.example"
