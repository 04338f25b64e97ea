from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.meetings import actions
from engagements.meetings import follow_up_reminders as reminders
from engagements.meetings.models import FollowUp, Side
from engagements.meetings.owners import known_owners
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from praksis.mail.reminders import send_due
from tests.factories.engagements import EngagementFactory, MeetingFactory, ParticipantFactory
from tests.factories.minutes import FollowUpFactory, MinutesFactory

pytestmark = pytest.mark.django_db

DUE = date(2030, 1, 2)


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant], ends_on=date(2031, 12, 31))


@pytest.fixture
def meeting(course):
    return MeetingFactory(engagement=course, held=True)


def agree(meeting, by, **changes):
    facts = {"what": "Skriv til lederne", "owner": "Karen", "side": Side.PARTY, "due_on": DUE, **changes}
    return actions.agree_follow_up(meeting, **facts, by=by)


def events(course):
    return list(course.case.events.order_by("id").values_list("kind", flat=True))


# --- Agreeing -------------------------------------------------------------------------------------------------------


def test_a_follow_up_is_agreed_once(meeting, by, course):
    first = agree(meeting, by, what=" Skriv til lederne ", email="Karen@Skive.example ")
    again = agree(meeting, by, email="karen@skive.example")

    assert (first.pk, first.what, first.email) == (again.pk, "Skriv til lederne", "karen@skive.example")
    assert events(course) == ["follow_up.agreed"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"what": " "}, "Skriv, hvad der skal gøres"), ({"owner": " "}, "Skriv, hvem der gør det")],
)
def test_a_follow_up_says_what_and_who(changes, words, meeting, by):
    with pytest.raises(ActionError, match=words):
        agree(meeting, by, **changes)


def test_a_follow_up_is_due_after_its_meeting(meeting, by):
    with pytest.raises(ActionError, match="Datoen ligger før mødet"):
        agree(meeting, by, due_on=timezone.localdate(meeting.starts_at) - timedelta(days=1))


def test_a_follow_up_comes_of_a_meeting_that_has_begun(course, by):
    for meeting in (MeetingFactory(engagement=course), MeetingFactory(engagement=course, cancelled=True)):
        with pytest.raises(ActionError, match="når mødet er begyndt"):
            agree(meeting, by)


@pytest.mark.parametrize("trait", ["sent", "approved"])
def test_no_follow_up_is_added_behind_the_back_of_those_who_approve(trait, meeting, by):
    MinutesFactory(meeting=meeting, **{trait: True})

    with pytest.raises(ActionError, match="Referatet er sendt"):
        agree(meeting, by)


def test_a_follow_up_may_be_added_to_a_draft(meeting, by):
    MinutesFactory(meeting=meeting)

    assert agree(meeting, by).is_open is True


# --- What becomes of it ---------------------------------------------------------------------------------------------


def test_a_follow_up_is_changed(meeting, by, course):
    follow_up = FollowUpFactory(meeting=meeting)
    facts = {"what": "Ring", "owner": "Lone", "side": Side.AGENCY, "due_on": DUE}

    actions.change_follow_up(follow_up, **facts, by=by)
    actions.change_follow_up(follow_up, **facts, by=by)

    follow_up.refresh_from_db()
    assert (follow_up.what, follow_up.owner, follow_up.side, follow_up.due_on) == tuple(facts.values())
    assert events(course) == ["follow_up.changed"]


@pytest.mark.parametrize(("trait", "word"), [("done", "gjort"), ("dropped", "droppet")])
def test_what_is_over_is_not_changed(trait, word, meeting, by):
    follow_up = FollowUpFactory(meeting=meeting, **{trait: True})

    with pytest.raises(ActionError, match=f"Opfølgningen er {word}"):
        actions.change_follow_up(follow_up, what="Ring", owner="Lone", side=Side.PARTY, due_on=DUE, by=by)


def test_a_follow_up_is_done_and_opened_again(meeting, by, course):
    follow_up = FollowUpFactory(meeting=meeting)

    actions.complete_follow_up(follow_up, by=by)
    actions.complete_follow_up(follow_up, by=by)
    done = (follow_up.status_word, follow_up.done_by)
    actions.reopen_follow_up(follow_up, by=by)
    actions.reopen_follow_up(follow_up, by=by)

    assert done == ("Gjort", by.user)
    assert (follow_up.is_open, follow_up.done_by) == (True, None)
    assert events(course) == ["follow_up.done", "follow_up.reopened"]


def test_a_follow_up_is_dropped_with_a_reason(meeting, by, course):
    follow_up = FollowUpFactory(meeting=meeting)

    with pytest.raises(ActionError, match="Skriv, hvorfor"):
        actions.drop_follow_up(follow_up, reason=" ", by=by)
    actions.drop_follow_up(follow_up, reason="Løst", by=by)
    actions.drop_follow_up(follow_up, reason="Igen", by=by)

    assert (follow_up.status_word, follow_up.drop_reason) == ("Droppet", "Løst")
    assert events(course) == ["follow_up.dropped"]


def test_what_is_over_in_one_way_is_not_over_in_another(meeting, by):
    with pytest.raises(ActionError, match="er droppet"):
        actions.complete_follow_up(FollowUpFactory(meeting=meeting, dropped=True), by=by)
    with pytest.raises(ActionError, match="er gjort"):
        actions.drop_follow_up(FollowUpFactory(meeting=meeting, done=True), reason="Løst", by=by)


def test_in_a_closed_course_nothing_is_ticked_off(by):
    follow_up = FollowUpFactory(meeting__engagement=EngagementFactory(closed=True))

    with pytest.raises(ActionError, match="Forløbet er afsluttet"):
        actions.complete_follow_up(follow_up, by=by)


@pytest.mark.parametrize(
    ("days", "word", "kind"), [(-1, "Overskredet", "error"), (0, "Snart", "warning"), (8, "Åben", "info")]
)
def test_an_open_follow_up_says_how_near_it_is(days, word, kind):
    follow_up = FollowUpFactory.build(due_on=timezone.localdate() + timedelta(days=days))

    assert (follow_up.status_word, follow_up.status_kind) == (word, kind)


# --- Carried over ---------------------------------------------------------------------------------------------------


def test_what_is_open_is_carried_to_the_next_meeting(course, meeting):
    still_open = FollowUpFactory(meeting=meeting, due_on=DUE)
    FollowUpFactory(meeting=meeting, done=True)
    FollowUpFactory(meeting=meeting, dropped=True)
    FollowUpFactory()
    coming = MeetingFactory(engagement=course)

    assert list(FollowUp.objects.carried_to(coming)) == [still_open]
    assert list(FollowUp.objects.carried_to(meeting)) == []


def test_what_was_open_when_a_meeting_began_is_still_carried_to_it_afterwards(course, meeting):
    earlier = MeetingFactory(engagement=course, held=True, starts_at=meeting.starts_at - timedelta(days=30))
    after = FollowUpFactory(meeting=earlier, done=True)
    before = FollowUpFactory(meeting=earlier, done=True, done_at=meeting.starts_at - timedelta(days=1))

    carried = list(FollowUp.objects.carried_to(meeting))

    assert (carried, before in carried) == ([after], False)


# --- Reminders ------------------------------------------------------------------------------------------------------


def letters():
    return list(Email.objects.filter(key__startswith="follow_up").order_by("created_at"))


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.mark.parametrize(
    ("days_after_due", "subject"),
    [
        (-4, None),
        (-3, "Senest onsdag den 2. januar 2030"),
        (0, "Senest onsdag den 2. januar 2030"),
        (1, "Fristen er gået"),
        (15, None),
    ],
)
def test_an_owner_is_reminded_before_and_after_the_date(days_after_due, subject, meeting, coordinator):
    FollowUpFactory(meeting=meeting, what="Skriv", email=coordinator.email, due_on=DUE)

    send_due(noon(DUE + timedelta(days=days_after_due)))

    assert [letter.subject.partition(":")[0] for letter in letters()] == ([subject] if subject else [])


def test_an_owner_is_reminded_once_of_each(meeting):
    FollowUpFactory(meeting=meeting, email="bo@x.example", due_on=DUE)

    for days in (-3, -2, 0, 1, 2, 5):
        send_due(noon(DUE + timedelta(days=days)))

    sent = letters()
    assert [letter.key.split(":")[0] for letter in sent] == ["follow_up.soon", "follow_up.overdue"]
    assert {(letter.button_text, "tovholder" in letter.body) for letter in sent} == {("", True)}


def test_whoever_can_sign_in_is_shown_the_way(meeting, coordinator):
    FollowUpFactory(meeting=meeting, email=coordinator.email, due_on=DUE)

    send_due(noon(DUE))

    [letter] = letters()
    assert (letter.button_text, letter.button_path) == ("Se forløbet", meeting.engagement.get_absolute_url())


def test_nobody_is_reminded_of_what_was_agreed_just_before_its_date(meeting):
    FollowUpFactory(meeting=meeting, email="bo@x.example", due_on=DUE, created_at=noon(DUE - timedelta(days=1)))

    assert list(reminders.due(noon(DUE))) == []


def test_nobody_is_reminded_of_what_is_over(meeting):
    FollowUpFactory(meeting=meeting, email="bo@x.example", due_on=DUE, done=True)
    FollowUpFactory(meeting=meeting, email="", due_on=DUE)
    FollowUpFactory(meeting__engagement=EngagementFactory(closed=True), email="bo@x.example", due_on=DUE)
    proof = FollowUpFactory(meeting=meeting, email="bo@x.example", due_on=DUE)

    assert [due.object_id for due in reminders.due(noon(DUE))] == [proof.pk]


# --- What the database refuses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"what": ""}, "follow_up_says_what"),
        ({"owner": ""}, "follow_up_has_an_owner"),
        ({"done_at": timezone.now()}, "follow_up_done_at_and_by"),
        ({"dropped": True, "drop_reason": ""}, "follow_up_dropped_with_a_reason"),
        ({"dropped": True, "done": True}, "follow_up_is_not_both_done_and_dropped"),
    ],
)
def test_the_database_refuses_a_follow_up_that_must_not_be(facts, name, meeting):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        FollowUpFactory(meeting=meeting, **facts)


# --- Who may be chosen ----------------------------------------------------------------------------------------------


def test_those_with_an_address_may_be_chosen_each_once(meeting, consultant):
    course = meeting.engagement
    course.people = {
        "coordinator": {"name": "Karen", "email": "Karen@Skive.example"},
        "director": {"name": "Uden Adresse"},
        "head_of_day_care": {"name": "Karen igen", "email": "karen@skive.example"},
    }
    ParticipantFactory(meeting=meeting, name="Kim", email=consultant.email)
    ParticipantFactory(meeting=meeting, name="Bo", email="bo@x.example")

    assert known_owners(meeting) == [
        (consultant.name, consultant.email, Side.AGENCY),
        ("Karen", "karen@skive.example", Side.PARTY),
        ("Bo", "bo@x.example", Side.PARTY),
    ]
