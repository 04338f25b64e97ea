from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.meetings import actions
from engagements.meetings.models import AgendaItem, Channel, ItemStatus, MeetingStatus, MinutesStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.engagements import (
    CourseStepFactory,
    EngagementFactory,
    MeetingFactory,
    ParticipantFactory,
)
from tests.factories.minutes import AgendaItemFactory, FollowUpFactory, MinutesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant], ends_on=date(2031, 12, 31))


@pytest.fixture
def meeting(course):
    return MeetingFactory(engagement=course)


def titles(meeting):
    return list(meeting.agenda.values_list("title", flat=True))


def events(meeting):
    return list(meeting.engagement.case.events.order_by("id").values_list("kind", flat=True))


def plan(step, by):
    return actions.plan_meeting(
        step,
        starts_at=timezone.now() + timedelta(days=10),
        duration_minutes=60,
        channel=Channel.VIDEO,
        by=by,
    )


# --- How it begins --------------------------------------------------------------------------------------------------


def test_the_agenda_of_a_steering_group_begins_with_what_the_framework_has_beside_the_meeting(course, by):
    place = {"engagement": course, "column": "Andet styregruppemøde", "lane": "Styregruppe"}
    step = CourseStepFactory(**place, kind="meeting", text="Andet styregruppemøde")
    CourseStepFactory(**place, text="Forankringsplan præsenteres")
    CourseStepFactory(**place, skipped=True, text="Forandringsmodel tilpasses")
    CourseStepFactory(**{**place, "lane": "Kommune"}, text="Noget andet")
    CourseStepFactory(**place, kind="event", text="En temadag")

    meeting = plan(step, by)

    assert titles(meeting) == ["Siden sidst", "Forankringsplan præsenteres", "Næste møde og eventuelt"]
    assert [item.takes_follow_ups for item in meeting.agenda.all()] == [True, False, False]


@pytest.mark.parametrize(
    ("facts", "first", "has"),
    [
        ({}, "Velkomst, og hvem der er med", "Egenvurderingen"),
        ({"mini": True}, "Velkomst, og hvem der er med", "Plan for de ti timer"),
    ],
)
def test_a_start_up_meeting_has_items_of_its_own(facts, first, has, by):
    course = EngagementFactory(running=True, ends_on=date(2031, 12, 31), **facts)
    step = CourseStepFactory(engagement=course, kind="meeting", lane="Kommune", text="Opstartsmøde")

    meeting = plan(step, by)

    assert titles(meeting)[0] == first
    assert titles(meeting).count(has) == 1
    assert "Siden sidst" not in titles(meeting)


def test_sparring_has_no_agenda_until_somebody_asks_for_one(course, by):
    meeting = plan(CourseStepFactory(engagement=course, track=True, lane="Ledelsessparring"), by)
    none = titles(meeting)

    actions.begin_agenda(meeting, by=by)
    actions.begin_agenda(meeting, by=by)

    assert (none, titles(meeting)) == ([], ["Næste møde og eventuelt"])
    assert events(meeting) == ["meeting.planned", "agenda.begun"]


# --- Its items ------------------------------------------------------------------------------------------------------


def test_an_item_is_added_once_behind_the_others(meeting, by):
    AgendaItemFactory(meeting=meeting, order=7, title="Først")

    item = actions.add_item(
        meeting, title=" Vikardækning ", text="Skal vi?", presenter="Lone", minutes_planned=10, by=by
    )
    again = actions.add_item(
        meeting, title="Vikardækning", text="Skal vi?", presenter="Lone", minutes_planned=10, by=by
    )

    assert (item.order, item.pk) == (8, again.pk)
    assert item.hint == "Lone · 10 min."
    assert titles(meeting) == ["Først", "Vikardækning"]
    assert events(meeting) == ["agenda.item_added"]


def test_an_item_without_a_title_is_refused(meeting, by):
    with pytest.raises(ActionError, match="Skriv, hvad punktet handler om"):
        actions.add_item(meeting, title="  ", by=by)


def test_an_agenda_ends_somewhere(meeting, by):
    AgendaItemFactory.create_batch(40, meeting=meeting)

    with pytest.raises(ActionError, match="Der er allerede 40 punkter"):
        actions.add_item(meeting, title="Et til", by=by)


def test_an_item_is_changed(meeting, by):
    item = AgendaItemFactory(meeting=meeting)

    actions.change_item(item, title="Nyt", text="", by=by)
    actions.change_item(item, title="Nyt", text="", by=by)

    item.refresh_from_db()
    assert item.title == "Nyt"
    assert events(meeting) == ["agenda.item_changed"]


@pytest.mark.parametrize(
    ("which", "up", "order"),
    [(1, True, "BAC"), (1, False, "ACB"), (0, True, "ABC"), (2, False, "ABC")],
)
def test_items_are_moved_one_place(which, up, order, meeting):
    items = [AgendaItemFactory(meeting=meeting, title=title) for title in "ABC"]
    AgendaItemFactory(meeting=meeting, title="foreslået", suggested=True)

    actions.move_item(items[which], up=up)

    assert "".join(meeting.agenda.on().values_list("title", flat=True)) == order


def test_what_is_only_suggested_is_not_moved(meeting):
    item = AgendaItemFactory(meeting=meeting, suggested=True)

    with pytest.raises(ActionError, match="Tag først punktet med"):
        actions.move_item(item, up=True)


def test_an_item_is_removed(meeting, by):
    item = AgendaItemFactory(meeting=meeting)

    actions.remove_item(item, by=by)

    assert titles(meeting) == []
    assert events(meeting) == ["agenda.item_removed"]


def test_an_item_about_which_something_is_written_stays(meeting, by):
    item = AgendaItemFactory(meeting=meeting)
    written = {str(item.pk): {"text": "Vi talte.", "decision": ""}}
    MinutesFactory(meeting=meeting, content={"present": [], "items": written, "other": ""})

    with pytest.raises(ActionError, match="Der står noget om punktet i referatet"):
        actions.remove_item(item, by=by)


def test_an_item_about_which_nothing_is_written_goes(meeting, by):
    item = AgendaItemFactory(meeting=meeting)
    MinutesFactory(meeting=meeting)

    actions.remove_item(item, by=by)

    assert titles(meeting) == []


@pytest.mark.parametrize("trait", ["sent", "approved"])
def test_the_agenda_is_fixed_once_the_minutes_are_sent(trait, meeting, by):
    MinutesFactory(meeting=meeting, **{trait: True})

    with pytest.raises(ActionError, match="Referatet er sendt"):
        actions.add_item(meeting, title="For sent", by=by)


def test_nothing_is_put_on_the_agenda_of_what_is_called_off_or_closed(by):
    off = MeetingFactory(cancelled=True)
    closed = MeetingFactory(engagement=EngagementFactory(closed=True))

    with pytest.raises(ActionError, match="Mødet er aflyst"):
        actions.add_item(off, title="Et punkt", by=by)
    with pytest.raises(ActionError, match="Forløbet er afsluttet"):
        actions.add_item(closed, title="Et punkt", by=by)


# --- What the other side suggests -----------------------------------------------------------------------------------


def test_a_suggestion_is_told_of_and_taken_in(meeting, by, coordinator, consultant):
    item = actions.suggest_item(meeting, title="Vikarer", by=Actor.of(coordinator))
    actions.suggest_item(meeting, title="Vikarer", by=Actor.of(coordinator))
    before = list(meeting.agenda.on())

    actions.answer_suggestion(item, take=True, by=by)
    actions.answer_suggestion(item, take=True, by=by)

    letter = Email.objects.get()
    assert (before, list(meeting.agenda.on())) == ([], [item])
    assert (letter.to, letter.subject.partition(":")[0]) == (consultant.email, "Forslag til dagsordenen")
    assert events(meeting) == ["agenda.item_suggested", "agenda.suggestion_taken"]


def test_a_suggestion_that_was_left_out_may_come_in_later(meeting, by):
    item = AgendaItemFactory(meeting=meeting, suggested=True)

    actions.answer_suggestion(item, take=False, by=by)
    left_out = list(meeting.agenda.on())
    actions.answer_suggestion(item, take=True, by=by)

    assert (left_out, list(meeting.agenda.on())) == ([], [item])


def test_what_is_on_the_agenda_is_not_left_out_as_a_suggestion(meeting, by):
    with pytest.raises(ActionError):
        actions.answer_suggestion(AgendaItemFactory(meeting=meeting), take=False, by=by)


def test_nothing_is_suggested_for_what_was_held(course, coordinator):
    with pytest.raises(ActionError, match="Mødet er holdt"):
        actions.suggest_item(MeetingFactory(engagement=course, held=True), title="For sent", by=Actor.of(coordinator))


@pytest.mark.parametrize(
    ("before", "after", "is_allowed"),
    [
        (before, after, (before, after) in {("suggested", "on"), ("suggested", "left_out"), ("left_out", "on")})
        for before in ItemStatus
        for after in ItemStatus
    ],
)
def test_an_items_status_changes_only_as_the_table_says(before, after, is_allowed):
    item = AgendaItem(status=before)

    if is_allowed:
        item.become(after)
    else:
        with pytest.raises(ActionError):
            item.become(after)

    assert item.status == (after if is_allowed else before)


# --- Sending it -----------------------------------------------------------------------------------------------------


def test_the_agenda_is_sent_to_those_invited_with_what_is_open(meeting, by, course):
    AgendaItemFactory(meeting=meeting, title="Siden sidst", takes_follow_ups=True)
    AgendaItemFactory(meeting=meeting, title="Vikarer", text="Skal vi?", presenter="Lone")
    ParticipantFactory(meeting=meeting, name="Bo", email="bo@x.example")
    FollowUpFactory(
        meeting=MeetingFactory(engagement=course, held=True), what="Ring til lederne", due_on=date(2030, 1, 2)
    )

    actions.send_agenda(meeting, by=by)

    letter = Email.objects.get()
    assert (letter.to, letter.button_text, letter.not_after) == ("bo@x.example", "", meeting.ends_at)
    assert letter.body.partition("Siden sidst\n")[2] == (
        "– Ring til lederne (Karen Koordinator · senest 2. januar 2030)\n\n2. Vikarer\nLone\nSkal vi?"
    )
    assert events(meeting) == ["agenda.sent"]


def test_an_agenda_is_sent_again_only_when_it_is_another(meeting, by):
    AgendaItemFactory(meeting=meeting, title="Siden sidst", takes_follow_ups=True)
    ParticipantFactory(meeting=meeting)

    actions.send_agenda(meeting, by=by)
    with pytest.raises(ActionError, match="allerede sendt"):
        actions.send_agenda(meeting, by=by)
    actions.add_item(meeting, title="Et til", by=by)
    actions.send_agenda(meeting, by=by)

    assert sorted(Email.objects.values_list("subject", flat=True).order_by("created_at"))[0].startswith("Dagsorden:")
    assert [sending.number for sending in meeting.agenda_sendings.all()] == [2, 1]


def test_without_anybody_invited_it_goes_to_contact_and_consultants(meeting, by, consultant, coordinator):
    AgendaItemFactory(meeting=meeting)

    actions.send_agenda(meeting, by=by)

    assert dict(Email.objects.values_list("to", "button_text")) == {
        consultant.email: "Se mødet",
        coordinator.email: "Se mødet",
    }


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"status": MeetingStatus.HELD, "held_at": timezone.now()}, "Mødet er holdt"),
        ({}, "Der er ikke noget på dagsordenen"),
    ],
)
def test_an_agenda_that_nobody_needs_is_not_sent(facts, words, meeting, by, consultant):
    type(meeting).objects.filter(pk=meeting.pk).update(**facts, **({"held_by": consultant} if facts else {}))

    with pytest.raises(ActionError, match=words):
        actions.send_agenda(meeting, by=by)


def test_an_agenda_is_not_sent_to_nobody(by):
    meeting = MeetingFactory(engagement=EngagementFactory(running=True, people={}))
    AgendaItemFactory(meeting=meeting)

    with pytest.raises(ActionError, match="ingen at sende"):
        actions.send_agenda(meeting, by=by)


# --- What the database refuses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"title": ""}, "agenda_item_has_a_title"),
        ({"minutes_planned": 0}, "agenda_item_takes_some_time"),
        ({"status": ItemStatus.SUGGESTED}, "agenda_item_not_on_it_was_suggested"),
    ],
)
def test_the_database_refuses_an_item_that_must_not_be(facts, name, meeting):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AgendaItemFactory(meeting=meeting, **facts)


def test_follow_ups_stand_under_one_item(meeting):
    AgendaItemFactory(meeting=meeting, takes_follow_ups=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItemFactory(meeting=meeting, takes_follow_ups=True)


def test_a_sending_has_a_number_of_its_own(meeting, by):
    AgendaItemFactory(meeting=meeting)
    first = actions.send_agenda(meeting, by=by)
    first.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)
    assert str(first) == f"{meeting.pk} · 1"
    assert str(AgendaItemFactory(title="Vikarer")) == "Vikarer"
    assert MinutesStatus.DRAFT.label == "Kladde"
