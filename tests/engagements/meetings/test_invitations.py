from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from engagements.meetings import actions
from engagements.meetings.invited import Invitee
from engagements.meetings.models import Channel, Meeting, Participant
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import delivery
from praksis.mail.models import Email
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory, ParticipantFactory
from tests.factories.mail import EmailFactory
from tests.factories.organisations import InstitutionFactory

pytestmark = pytest.mark.django_db

KAREN = Invitee("Karen Koordinator", "Karen@skive.example", True)
LISE = Invitee("", "lise@solstraalen.example", False)
WHEN = datetime(2031, 3, 5, 14, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


@pytest.fixture
def step(consultant, municipality):
    return CourseStepFactory(
        engagement=EngagementFactory(running=True, party=municipality, team=[consultant], ends_on=date(2031, 12, 31)),
        anchor=True,
        lane="Styregruppe",
    )


@pytest.fixture
def meeting(step, by):
    """Planned, with two people invited."""
    return plan(step, by)


def plan(step, by, *, participants=(KAREN, LISE)):
    where = {"channel": Channel.IN_PERSON, "location": "Rådhuset, lokale 4"}
    about = {"starts_at": WHEN, "duration_minutes": 90, "participants": participants}
    return actions.plan_meeting(step, by=by, **where, **about)


def move(meeting, by, **changes):
    known = {name: getattr(meeting, name) for name in ("starts_at", "duration_minutes", "channel", "location")}
    actions.move_meeting(meeting, by=by, **{**known, **changes})


def letters() -> list[Email]:
    return list(Email.objects.filter(key__startswith="meeting.").order_by("created_at", "pk"))


def to(address, number=-1) -> Email:
    return [letter for letter in letters() if letter.to == address][number]


def event_in(letter: Email):
    calendar = Calendar.from_ical(letter.calendar)
    return calendar["method"], calendar.events[0]


# --- Planning ---------------------------------------------------------------------------------------------------------


def test_those_invited_are_stored_once_and_each_gets_one_letter(step, by):
    meeting = plan(step, by, participants=[KAREN, LISE, Invitee("Karen", "KAREN@skive.example", False)])

    stored = meeting.participants.order_by("email").values_list("name", "email", "is_required")
    assert list(stored) == [
        ("Karen Koordinator", "karen@skive.example", True),
        ("", "lise@solstraalen.example", False),
    ]
    assert sorted((letter.key, letter.case) for letter in letters()) == [
        (f"meeting.invited:{meeting.pk}:0:karen@skive.example", step.engagement.case),
        (f"meeting.invited:{meeting.pk}:0:lise@solstraalen.example", step.engagement.case),
    ]


def test_a_meeting_without_people_sends_nothing(step, by):
    meeting = plan(step, by, participants=())
    move(meeting, by, duration_minutes=60)
    actions.cancel_meeting(meeting, by=by)

    assert (letters(), meeting.participants.count(), meeting.sequence) == ([], 0, 2)


def test_the_same_meeting_planned_twice_invites_once(step, by, meeting):
    assert plan(step, by, participants=[KAREN, Invitee("Ny", "ny@x.example", True)]) == meeting

    assert (len(letters()), Participant.objects.count()) == (2, 2)


def test_what_is_refused_invites_nobody(by):
    with pytest.raises(ActionError):
        plan(CourseStepFactory(), by)

    assert letters() == []


def test_an_invitation_tells_what_when_where_and_how_long(meeting):
    letter = to("karen@skive.example")

    reference = meeting.engagement.case.reference
    party = meeting.engagement.party
    assert letter.subject == (
        f"Du er inviteret: Første styregruppemøde onsdag den 5. marts 2031 kl. 14.30 ({reference})"
    )
    assert letter.body == (
        "Hej Karen Koordinator\n\n"
        f"Du er inviteret til et møde i forløbet i {party}. Vi regner med dig.\n\n"
        "Hvad: Første styregruppemøde\n"
        "Hvornår: onsdag den 5. marts 2031 kl. 14.30\n"
        "Hvor længe: 1½ time\n"
        "Hvordan: Fysisk møde, Rådhuset, lokale 4\n"
        f"Forløb: {party}, sag {reference}\n\n"
        "Mødet ligger i den vedhæftede kalenderfil. Åbn den, og svar, om du kommer."
    )
    assert letter.not_after == WHEN + timedelta(minutes=90)


def test_who_need_not_come_is_told_so_and_greeted_without_a_name():
    meeting = MeetingFactory()
    participant = ParticipantFactory(meeting=meeting, name="", email="lise@x.example")

    actions.planning.tell_of_move(meeting)
    letter = to(participant.email)

    assert letter.body.startswith("Hej\n\nEt møde i forløbet i ")


@pytest.mark.parametrize(("is_required", "words"), [(True, "Vi regner med dig."), (False, "Du er velkommen, men")])
def test_an_invitation_says_whether_one_is_needed(is_required, words, step, by):
    plan(step, by, participants=[Invitee("Bo", "bo@x.example", is_required)])

    assert words in to("bo@x.example").body


def test_the_button_is_for_those_who_can_sign_in_and_see_the_course(step, by, coordinator, consultant, stranger):
    people = [Invitee(person.name, person.email, True) for person in (coordinator, consultant, stranger)]
    plan(step, by, participants=[*people, LISE])

    path = Meeting.objects.get().get_absolute_url()
    assert {letter.to: (letter.button_text, letter.button_path) for letter in letters()} == {
        coordinator.email: ("Se mødet", path),
        consultant.email: ("Se mødet", path),
        stranger.email: ("", ""),
        LISE.email: ("", ""),
    }


def test_the_municipality_of_a_municipal_institution_sees_its_course_too(by, coordinator, municipality):
    party = InstitutionFactory(municipality=municipality, ownership="municipal")
    step = CourseStepFactory(
        engagement=EngagementFactory(running=True, party=party, ends_on=date(2031, 12, 31)), anchor=True
    )

    plan(step, by, participants=[Invitee("Karen", coordinator.email, True)])

    assert to(coordinator.email).button_text == "Se mødet"


def test_who_left_or_is_not_active_gets_no_button(step, by, coordinator, consultant):
    coordinator.memberships.update(removed_at=timezone.now(), removed_by=by.user)
    consultant.is_active = False
    consultant.save()

    plan(step, by, participants=[Invitee("", person.email, True) for person in (coordinator, consultant)])

    assert [letter.button_path for letter in letters()] == ["", ""]


def test_the_invitation_carries_the_meeting_as_a_calendar_file(meeting, settings):
    method, event = event_in(to("karen@skive.example"))

    assert (method, event["uid"], event["sequence"]) == ("REQUEST", f"{meeting.pk}@praksis", 0)
    assert event["summary"] == f"Første styregruppemøde: {meeting.engagement.party}"
    assert (event.start, event.end) == (WHEN, WHEN + timedelta(minutes=90))
    assert event["location"] == "Fysisk møde, Rådhuset, lokale 4"
    assert event["url"] == settings.SITE_URL + meeting.get_absolute_url()
    assert event["organizer"] == "mailto:kim@praksis.example"
    assert sorted(event["attendee"]) == ["mailto:karen@skive.example", "mailto:lise@solstraalen.example"]


# --- Moving and calling off -------------------------------------------------------------------------------------------


def test_a_move_is_told_again_under_the_same_uid_with_a_higher_sequence(meeting, by):
    move(meeting, by, starts_at=WHEN + timedelta(days=1), location="Solstrålen")
    move(meeting, by, duration_minutes=60)

    subjects = [letter.subject.partition(":")[0] for letter in letters() if letter.to == LISE.email]
    assert subjects == ["Du er inviteret", "Mødet er ændret", "Mødet er ændret"]
    found = [event_in(to(LISE.email, number)) for number in range(3)]
    assert [(method, event["uid"], event["sequence"], event.start - WHEN) for method, event in found] == [
        ("REQUEST", meeting.uid, 0, timedelta()),
        ("REQUEST", meeting.uid, 1, timedelta(days=1)),
        ("REQUEST", meeting.uid, 2, timedelta(days=1)),
    ]
    assert "Hvordan: Fysisk møde, Solstrålen" in to(LISE.email).body


def test_a_meeting_that_is_moved_to_where_it_is_stays_untold(meeting, by):
    move(meeting, by)

    assert (meeting.sequence, len(letters())) == (0, 2)
    assert not meeting.engagement.case.events.filter(kind="meeting.moved").exists()


def test_a_cancellation_is_told_once_and_takes_the_meeting_out_of_calendars(meeting, by):
    move(meeting, by, duration_minutes=60)
    actions.cancel_meeting(meeting, by=by)
    actions.cancel_meeting(meeting, by=by)

    letter = to("karen@skive.example")
    method, event = event_in(letter)
    assert (method, event["uid"], event["sequence"], event["status"]) == ("CANCEL", meeting.uid, 2, "CANCELLED")
    assert letter.subject.startswith("Mødet er aflyst: Første styregruppemøde onsdag")
    assert (letter.key, letter.not_after) == (f"meeting.invited:{meeting.pk}:2:karen@skive.example", None)
    assert len(letters()) == 6


def test_letters_are_taken_back_with_what_they_tell(step, by):
    with transaction.atomic():
        plan(step, by)
        assert len(letters()) == 2
        transaction.set_rollback(True)

    assert (letters(), Meeting.objects.count()) == ([], 0)


def test_an_address_is_invited_once_to_a_meeting_whatever_its_case():
    participant = ParticipantFactory()

    with pytest.raises(IntegrityError, match="participant_is_invited_once"), transaction.atomic():
        ParticipantFactory(meeting=participant.meeting, email=participant.email.upper())
    ParticipantFactory(email=participant.email)


def test_a_participant_is_called_by_name_or_else_by_address():
    assert [str(ParticipantFactory.build(meeting=None, name=name, email="a@x.example")) for name in ("Bo", "")] == [
        "Bo",
        "a@x.example",
    ]


def test_administrators_look_up_who_is_invited(client, administrator):
    participant = ParticipantFactory()
    client.force_login(administrator)

    page = client.get(f"/admin/engagements/meeting/{participant.meeting_id}/change/").content.decode()

    assert participant.email in page


# --- What is sent -----------------------------------------------------------------------------------------------------


def test_the_mail_that_is_sent_carries_the_file_and_says_what_it_asks(meeting):
    letter = to("karen@skive.example")

    assert delivery.deliver(letter.pk)

    message = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    [part] = message.iter_attachments()
    assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "moede.ics")
    assert (part.get_param("charset"), part.get_param("method")) == ("utf-8", "REQUEST")
    assert part.get_payload(decode=True) == letter.calendar.encode()
    assert b"\r\n" in part.get_payload(decode=True)
    assert "Hej Karen Koordinator" in message.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("calendar", "method"),
    [("BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n", "CANCEL"), ("BEGIN:VCALENDAR\r\n", "PUBLISH")],
)
def test_the_method_is_read_out_of_the_file(calendar, method):
    message = delivery.compose(EmailFactory(calendar=calendar)).message()

    assert [part.get_param("method") for part in message.walk() if part.get_content_type() == "text/calendar"] == [
        method
    ]


def test_a_letter_without_a_file_is_sent_as_before():
    message = delivery.compose(EmailFactory())

    assert (message.attachments, message.message().get_content_type()) == ([], "multipart/alternative")
