"""A role of the other side goes from one person to another, and a consultant writes for the next one."""

import pytest
from django.db import IntegrityError, transaction

from engagements.agreements.facts import ROLES, agreement_facts
from engagements.courses import actions
from engagements.courses.models import Handover, HandoverRole
from engagements.courses.models.handovers import contact_roles
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.engagements.courses.test_actions import events
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    CHAIR,
    CHIEF,
    COORDINATOR,
    LEADER,
    AgreementFactory,
    ConsultantAssignmentFactory,
    EngagementFactory,
    HandoverFactory,
)
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db

NINA = {"name": "Nina Ny", "title": "Konsulent", "email": "nina@skive.example", "phone": "87654321"}
NOTE = "Lederne mødes hver anden tirsdag."


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def course(municipality, consultant):
    return EngagementFactory(running=True, party=municipality, team=[consultant])


def said(course, *, party=True):
    return [line["text"] for line in log.timeline(course.case, party=party)]


# --- The other side -----------------------------------------------------------------------------------------------


def test_the_roles_are_those_of_the_agreement():
    assert dict(HandoverRole.choices) == {**ROLES, "consultant": "Praksiskonsulent"}


def test_somebody_takes_over_a_role(course, by):
    dressed = {key: f" {value} " for key, value in NINA.items()}

    handover = actions.hand_over_contact(course, key="coordinator", **dressed, note=f" {NOTE} ", by=by)

    course.refresh_from_db()
    assert course.people == {"coordinator": NINA, "head_of_day_care": CHIEF}
    assert (handover.role, handover.from_name, handover.to_name) == ("coordinator", "Karen Koordinator", "Nina Ny")
    assert (handover.note, handover.by, str(handover)) == (NOTE, by.user, "Tovholder: Karen Koordinator → Nina Ny")
    assert said(course) == ["Ny tovholder: Nina Ny i stedet for Karen Koordinator."]
    assert NOTE not in str(course.case.events.get().data)


def test_the_new_one_gets_a_letter(course, by):
    actions.hand_over_contact(course, key="coordinator", **NINA, note=NOTE, by=by)

    letter = Email.objects.get()
    assert (letter.to, letter.case, letter.button_path) == (
        "nina@skive.example",
        course.case,
        course.get_absolute_url(),
    )
    assert letter.subject == f"Du er nu tovholder i jeres forløb ({course.case.reference})"
    for words in ("Hej Nina Ny", "tager over efter Karen Koordinator", "vores faste kontakt", "notat til dig"):
        assert letter.body.count(words) == 1
    assert NOTE not in letter.body


def test_a_letter_about_a_role_that_speaks_for_itself(by):
    course = EngagementFactory(mini=True, running=True, people={"contact": LEADER, "board_chair": CHAIR})

    actions.hand_over_contact(course, key="board_chair", **NINA, by=by)

    body = Email.objects.get().body
    assert body.count("Du er skrevet på som bestyrelsesformand i forløbet") == 1
    assert "notat" not in body


def test_without_an_address_there_is_no_letter(course, by):
    actions.hand_over_contact(course, key="coordinator", name="Nina Ny", by=by)

    course.refresh_from_db()
    assert course.people["coordinator"] == {"name": "Nina Ny", "title": "", "email": "", "phone": ""}
    assert (Handover.objects.count(), Email.objects.count()) == (1, 0)


@pytest.mark.parametrize("note", ["", NOTE])
def test_the_same_facts_again_change_nothing(course, note, by):
    actions.hand_over_contact(course, key="coordinator", **NINA, note=note, by=by)

    assert actions.hand_over_contact(course, key="coordinator", **NINA, note=note, by=by) is None
    assert (Handover.objects.count(), Email.objects.count()) == (1, 1)
    assert events(course) == ["contact.handed_over"]


def test_other_facts_about_the_same_person_are_a_correction(course, by):
    facts = {**COORDINATOR, "phone": "11223344"}

    assert actions.hand_over_contact(course, key="coordinator", **facts, by=by) is None

    course.refresh_from_db()
    assert course.people["coordinator"] == facts
    assert (Handover.objects.count(), Email.objects.count()) == (0, 0)
    assert said(course) == ["Oplysningerne om Karen Koordinator (tovholder) er rettet."]


@pytest.mark.parametrize("changes", [{}, {"phone": "11223344"}])
def test_a_note_to_the_one_who_stays_is_not_dropped_in_silence(course, changes, by):
    with pytest.raises(ActionError, match="Karen Koordinator er tovholder i forvejen"):
        actions.hand_over_contact(course, key="coordinator", **{**COORDINATOR, **changes}, note=NOTE, by=by)


def test_a_role_that_nobody_is_in_is_filled(by):
    course = EngagementFactory(running=True, people={"coordinator": None})

    handover = actions.hand_over_contact(course, key="head_of_day_care", **NINA, by=by)

    assert (handover.from_name, handover.to_name) == ("", "Nina Ny")
    assert said(course) == ["Ny dagtilbudschef: Nina Ny."]
    assert "tager over" not in Email.objects.get().body


def test_which_roles_a_course_has():
    one_year = EngagementFactory(people={"director": NINA})
    mini = EngagementFactory(mini=True, people={"contact": LEADER, "coordinator": None, "consultant": NINA})

    assert contact_roles(one_year) == ["director", "head_of_day_care", "coordinator"]
    assert contact_roles(mini) == ["contact"]


@pytest.mark.parametrize("key", ["director", "consultant", "chef"])
def test_a_role_that_the_course_does_not_have_is_refused(course, key, by):
    with pytest.raises(ActionError, match="ikke den rolle"):
        actions.hand_over_contact(course, key=key, **NINA, by=by)


def test_nobody_cannot_take_over(course, by):
    with pytest.raises(ActionError, match="Skriv, hvem der tager over"):
        actions.hand_over_contact(course, key="coordinator", name=" ", by=by)

    course.refresh_from_db()
    assert course.people["coordinator"] == COORDINATOR


def test_the_contacts_of_a_closed_course_stay(by):
    with pytest.raises(ActionError, match="afsluttet"):
        actions.hand_over_contact(EngagementFactory(closed=True), key="coordinator", **NINA, by=by)


def test_an_agreement_that_is_made_keeps_its_people(course, by):
    facts = agreement_facts(course, number=1, on="2018-01-15")
    agreement = AgreementFactory(engagement=course, number=1, facts=facts)

    actions.hand_over_contact(course, key="coordinator", **NINA, by=by)

    agreement.refresh_from_db()
    now = agreement_facts(course, number=2, on="2018-02-15")
    names = [[person["name"] for person in each["people"]] for each in (agreement.facts, now)]
    assert names == [["Dorte Dagtilbud", "Karen Koordinator"], ["Dorte Dagtilbud", "Nina Ny"]]


# --- The consultants ----------------------------------------------------------------------------------------------


def test_a_consultant_writes_for_the_next_one(course, consultant):
    by = Actor.of(consultant)

    note = actions.leave_handover_note(course, note=f" {NOTE} ", by=by)
    again = actions.leave_handover_note(course, note=NOTE, by=by)

    assert again == note
    assert (note.role, note.from_name, note.to_name, note.note) == ("consultant", "Kim Konsulent", "", NOTE)
    assert (said(course), said(course, party=False)) == (
        [],
        ["Kim Konsulent har skrevet et notat til den næste konsulent."],
    )


def test_only_staff_read_what_a_consultant_leaves(course, coordinator, consultant, manager):
    note = HandoverFactory(engagement=course, by_consultant=True)
    change = HandoverFactory(engagement=course)

    def read(user):
        return set(course.handovers.visible_to(user))

    assert (read(coordinator), read(consultant), read(manager)) == ({change}, {note, change}, {note, change})


def test_others_do_not_write_for_the_next_consultant(course, manager):
    earlier = ConsultantAssignmentFactory(engagement=course, ended=True).consultant
    member = MembershipFactory(organisation=course.party).user

    for user in (earlier, manager, member, UserFactory(consultant=True)):
        with pytest.raises(ActionError, match="forløbets egne konsulenter"):
            actions.leave_handover_note(course, note=NOTE, by=Actor.of(user))


def test_an_empty_note_is_refused(course, consultant):
    with pytest.raises(ActionError, match="hvad den næste konsulent skal vide"):
        actions.leave_handover_note(course, note="  ", by=Actor.of(consultant))


def test_nothing_is_written_about_a_closed_course(consultant):
    closed = EngagementFactory(closed=True, team=[consultant])

    with pytest.raises(ActionError, match="afsluttet"):
        actions.leave_handover_note(closed, note=NOTE, by=Actor.of(consultant))


# --- What the database refuses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"to_name": ""},
        {"by_consultant": True, "note": ""},
        {"by_consultant": True, "from_name": ""},
    ],
)
def test_a_handover_names_the_next_one_or_has_a_note(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        HandoverFactory(**facts)
