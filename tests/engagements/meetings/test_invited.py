import pytest

from engagements.meetings.invited import Invitee, offered, once, suggested
from engagements.meetings.kinds import MeetingKind
from tests.factories.engagements import LEADER, EngagementFactory, GroupFactory, GroupMemberFactory

pytestmark = pytest.mark.django_db

KIM = ("Kim Konsulent", "kim@praksis.example", True, "praksiskonsulent")
KAREN, DORTE = "karen@skive.example", "dorte@skive.example"


@pytest.fixture
def course(consultant):
    return EngagementFactory(running=True, team=[consultant])


def called(course, kind) -> list[tuple[str, bool, str]]:
    return [(person.email, person.is_required, person.why) for person in suggested(course, kind)]


@pytest.mark.parametrize(
    ("kind", "others"),
    [
        ("start_up", [(KAREN, True, "tovholder"), (DORTE, True, "dagtilbudschef")]),
        ("steering_group", [(KAREN, True, "tovholder"), (DORTE, True, "dagtilbudschef")]),
        ("working_group", [(KAREN, False, "tovholder")]),
        ("practice", [(KAREN, False, "tovholder")]),
        ("leadership_sparring", [(KAREN, False, "tovholder")]),
        ("consultant_sparring", [(KAREN, False, "tovholder")]),
        ("sparring", [(KAREN, False, "tovholder")]),
    ],
)
def test_each_kind_calls_for_its_people_and_always_for_the_team(kind, others, course):
    assert suggested(course, MeetingKind(kind))[0][:4] == KIM
    assert called(course, MeetingKind(kind)) == [KIM[1:], *others]


def test_every_kind_of_meeting_calls_for_somebody(course):
    assert {kind: bool(suggested(course, kind)) for kind in MeetingKind} == dict.fromkeys(MeetingKind, True)


def test_the_contact_of_a_mini_stands_in_for_the_coordinator(consultant):
    mini = EngagementFactory(mini=True, running=True, team=[consultant])

    assert called(mini, MeetingKind.START_UP) == [KIM[1:], (LEADER["email"], True, "kontaktperson")]
    assert called(mini, MeetingKind.SPARRING) == [KIM[1:], (LEADER["email"], False, "kontaktperson")]


def test_the_present_members_of_the_steering_group_are_required(course):
    steering, working = GroupFactory(engagement=course, steering=True), GroupFactory(engagement=course)
    GroupMemberFactory(group=steering, name="Sonja Styrer", email="Sonja@skive.example")
    GroupMemberFactory(group=steering, email="")
    GroupMemberFactory(group=steering, email="gaaet@skive.example", left=True)
    GroupMemberFactory(group=working, email="arbejder@skive.example")
    GroupMemberFactory(group=GroupFactory(steering=True), email="anden@thisted.example")

    members = called(course, MeetingKind.STEERING_GROUP)[3:]

    assert members == [("sonja@skive.example", True, "medlem af styregruppen")]
    assert len(called(course, MeetingKind.START_UP)) == 3


def test_the_members_of_a_working_group_are_called_for_as_its_members(course):
    group = GroupFactory(engagement=course, name="Solens gruppe")
    GroupMemberFactory(group=group, email="Mia@skive.example")
    GroupMemberFactory(group=group, email="")
    GroupMemberFactory(group=group, email="gaaet@skive.example", left=True)
    GroupMemberFactory(group=GroupFactory(engagement=course, steering=True), email="sonja@skive.example")
    GroupMemberFactory(group=GroupFactory(), email="anden@thisted.example")

    members = called(course, MeetingKind.WORKING_GROUP)[2:]
    [mia] = [one for one in offered(course, [MeetingKind.WORKING_GROUP]) if one.email == "mia@skive.example"]

    assert members == [("mia@skive.example", True, "medlem af »Solens gruppe«")]
    assert mia.kinds == {MeetingKind.WORKING_GROUP}


def test_of_several_working_groups_it_is_chosen_which_one_meets(course):
    for name, email in (("Solens gruppe", "mia@skive.example"), ("Månens gruppe", "ole@skive.example")):
        GroupMemberFactory(group=GroupFactory(engagement=course, name=name), email=email)
    kinds = [MeetingKind.WORKING_GROUP, MeetingKind.PRACTICE]

    found = {one.email: one for one in offered(course, kinds)}

    assert called(course, MeetingKind.WORKING_GROUP)[2:] == [
        ("mia@skive.example", False, "medlem af »Solens gruppe«"),
        ("ole@skive.example", False, "medlem af »Månens gruppe«"),
    ]
    assert (found["mia@skive.example"].kinds, found["mia@skive.example"].required_for) == (set(), ())
    assert found[KAREN].kinds == set(kinds)


def test_somebody_called_for_as_two_things_is_offered_with_both(course):
    steering, working = GroupFactory(engagement=course, steering=True), GroupFactory(engagement=course, name="Solen")
    for group in (steering, working):
        GroupMemberFactory(group=group, email="mia@skive.example")
    kinds = [MeetingKind.STEERING_GROUP, MeetingKind.WORKING_GROUP]

    [mia] = [one for one in offered(course, kinds) if one.email == "mia@skive.example"]

    assert mia.why == "medlem af styregruppen, medlem af »Solen«"


def test_who_has_two_roles_is_called_for_once():
    both = {"name": "Karen Koordinator", "email": "Karen@skive.example"}
    course = EngagementFactory(people={"coordinator": both, "head_of_day_care": {**both, "email": KAREN}})

    assert called(course, MeetingKind.START_UP) == [(KAREN, True, "tovholder")]


@pytest.mark.parametrize("people", [{}, {"coordinator": {"name": "Karen"}, "head_of_day_care": None}])
def test_people_without_an_address_cannot_be_invited(people):
    assert suggested(EngagementFactory(people=people), MeetingKind.START_UP) == []


def test_one_address_is_invited_once_whatever_its_case():
    people = [
        Invitee("Bo", "Bo@x.example ", False),
        Invitee("Bent", "bo@x.example", True),
        Invitee("", "a@x.example", False),
    ]

    assert once(people) == [("Bo", "bo@x.example", True), ("", "a@x.example", False)]


def test_offered_is_whoever_one_of_the_kinds_calls_for(course):
    kinds = [MeetingKind.START_UP, MeetingKind.WORKING_GROUP]

    found = {person.email: (person.kinds, person.required_for) for person in offered(course, kinds)}

    assert found == {
        "kim@praksis.example": (set(kinds), tuple(kinds)),
        KAREN: (set(kinds), (MeetingKind.START_UP,)),
        DORTE: ({MeetingKind.START_UP}, (MeetingKind.START_UP,)),
    }
    assert offered(course, []) == []
