"""The groups of a course are set up and changed by both sides; whoever leaves one is kept."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.courses import actions, permissions
from engagements.courses.models import Group, GroupKind, GroupMember
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.engagements.courses.test_actions import events
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    EngagementFactory,
    EngagementInstitutionFactory,
    GroupFactory,
    GroupMemberFactory,
)
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

STEERING, WORKING = GroupKind.STEERING_GROUP, GroupKind.WORKING_GROUP
PIA = {"name": "Pia Pædagog", "title": "Pædagog", "email": "pia@skive.example", "role": "Referent"}


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def course(municipality):
    return EngagementFactory(running=True, party=municipality)


@pytest.fixture
def nursery(course):
    return EngagementInstitutionFactory(engagement=course, name="Solstrålen")


def said(course):
    """The newest event as both sides read it."""
    return log.timeline(course.case, party=True)[0]["text"]


# --- Setting up and changing a group ------------------------------------------------------------------------------


def test_a_course_gets_a_steering_group_and_working_groups(course, nursery, by):
    other = EngagementInstitutionFactory(engagement=course, name="Æblehaven")

    steering = actions.set_up_group(course, kind=STEERING, name=" Styregruppen ", by=by)
    own = actions.set_up_group(
        course, kind=WORKING, name="Solen", institutions=[nursery], terms_of_reference=" Mødes hver måned. ", by=by
    )
    shared = actions.set_up_group(course, kind=WORKING, name="Fælles", institutions=[nursery, other], by=by)

    assert list(course.groups.all()) == [steering, own, shared]
    assert (steering.name, own.terms_of_reference, str(shared)) == ("Styregruppen", "Mødes hver måned.", "Fælles")
    assert list(shared.institutions.order_by("order")) == [nursery, other]
    assert events(course) == ["group.set_up"] * 3
    assert said(course) == "Arbejdsgruppe er oprettet: »Fælles«."


def test_the_same_group_again_is_the_first_one(course, nursery, by):
    facts = {"kind": WORKING, "name": "Solen", "institutions": [nursery], "terms_of_reference": "Mødes.", "by": by}

    assert actions.set_up_group(course, **facts) == actions.set_up_group(course, **facts)

    assert (Group.objects.count(), events(course)) == (1, ["group.set_up"])


@pytest.mark.parametrize("mini", [True, False])
def test_a_course_without_institutions_has_working_groups_all_the_same(mini, by):
    group = actions.set_up_group(EngagementFactory(running=True, mini=mini), kind=WORKING, name="Solen", by=by)

    assert not group.institutions.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": " "}, "Skriv, hvad gruppen hedder"),
        ({"name": "solen"}, "allerede en gruppe, der hedder »Solen«"),
        ({"name": "Solen", "kind": STEERING, "institutions": []}, "allerede en gruppe, der hedder »Solen«"),
        ({"name": "Styr", "kind": STEERING, "institutions": []}, "allerede en styregruppe"),
        ({"kind": STEERING}, "ikke til bestemte dagtilbud"),
        ({"institutions": []}, "Vælg det eller de dagtilbud"),
    ],
)
def test_a_group_that_cannot_be_set_up(course, nursery, facts, words, by):
    GroupFactory(engagement=course, steering=True)
    GroupFactory(engagement=course, name="Solen", institutions=[nursery])

    with pytest.raises(ActionError, match=words):
        actions.set_up_group(course, **{"kind": WORKING, "name": "Ny", "institutions": [nursery], **facts}, by=by)

    assert (course.groups.count(), events(course)) == (2, [])


def test_an_institution_of_another_course_is_refused(course, nursery, by):
    theirs = EngagementInstitutionFactory()
    group = GroupFactory(engagement=course, institutions=[nursery])

    with pytest.raises(ActionError, match="som er med i forløbet"):
        actions.set_up_group(course, kind=WORKING, name="Ny", institutions=[nursery, theirs], by=by)
    with pytest.raises(ActionError, match="som er med i forløbet"):
        actions.change_group(group, name="Ny", institutions=[theirs], by=by)


def test_a_group_is_changed(course, nursery, by):
    group = GroupFactory(engagement=course, name="Solen", institutions=[nursery])
    other = EngagementInstitutionFactory(engagement=course)
    facts = {"name": " Fælles ", "institutions": [nursery, other], "terms_of_reference": " Mødes. ", "by": by}

    actions.change_group(group, **facts)
    actions.change_group(group, **facts)

    group = Group.objects.get()
    assert (group.name, group.terms_of_reference, group.institutions.count()) == ("Fælles", "Mødes.", 2)
    assert events(course) == ["group.changed"]
    assert said(course) == "Gruppen »Fælles« er rettet."


def test_a_group_keeps_its_name_in_other_letters_and_the_steering_group_stays_whole(course, nursery, by):
    group = GroupFactory(engagement=course, steering=True)

    actions.change_group(group, name="STYREGRUPPEN", terms_of_reference="Mødes.", by=by)
    with pytest.raises(ActionError, match="ikke til bestemte dagtilbud"):
        actions.change_group(group, name="STYREGRUPPEN", institutions=[nursery], by=by)

    assert Group.objects.get().name == "STYREGRUPPEN"


@pytest.mark.parametrize(("name", "words"), [("", "Skriv, hvad gruppen hedder"), ("Solen", "allerede en gruppe")])
def test_a_group_does_not_lose_its_name_or_take_anothers(course, name, words, by):
    GroupFactory(engagement=course, name="Solen")

    with pytest.raises(ActionError, match=words):
        actions.change_group(GroupFactory(engagement=course), name=name, by=by)


# --- Those who are in it ------------------------------------------------------------------------------------------


def test_somebody_comes_into_a_group(course, by):
    group = GroupFactory(engagement=course, name="Solen")
    dressed = {key: f" {value} " for key, value in PIA.items()}

    member = actions.add_member(group, **dressed, is_chair=True, by=by)
    again = actions.add_member(group, **PIA, is_chair=True, by=by)

    assert again == member
    assert GroupMember.objects.values(*PIA, "is_chair", "left_at").get() == {**PIA, "is_chair": True, "left_at": None}
    assert (str(member), events(course)) == ("Pia Pædagog", ["group.member_added"])
    assert said(course) == "Pia Pædagog er kommet med i »Solen«."


def test_two_without_an_address_may_have_one_name(course, by):
    group = GroupFactory(engagement=course)

    actions.add_member(group, name="Pia", title="Pædagog", by=by)
    actions.add_member(group, name="Pia", title="Leder", by=by)

    assert group.members.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "Skriv personens navn"),
        ({"name": "En anden"}, "står allerede i gruppen ved Pia Pædagog"),
        ({"name": "En anden", "email": "PIA@skive.example"}, "står allerede i gruppen ved Pia Pædagog"),
    ],
)
def test_a_member_that_cannot_come_in(course, changes, words, by):
    group = GroupFactory(engagement=course)
    GroupMemberFactory(group=group, **PIA)
    other = GroupMemberFactory(group=group)

    with pytest.raises(ActionError, match=words):
        actions.add_member(group, **{**PIA, **changes}, by=by)
    with pytest.raises(ActionError, match=words):
        actions.change_member(other, **{**PIA, **changes}, by=by)

    assert (group.members.count(), events(course)) == (2, [])


def test_what_stands_about_a_member_is_changed(course, by):
    member = GroupMemberFactory(group__engagement=course, group__name="Solen")

    actions.change_member(member, **PIA, is_chair=True, by=by)
    actions.change_member(member, **PIA, is_chair=True, by=by)

    assert GroupMember.objects.values(*PIA, "is_chair").get() == {**PIA, "is_chair": True}
    assert events(course) == ["group.member_changed"]
    assert said(course) == "Oplysningerne om Pia Pædagog i »Solen« er rettet."


def test_whoever_leaves_is_kept_and_may_come_back(course, by):
    group = GroupFactory(engagement=course, name="Solen")
    member = actions.add_member(group, **PIA, by=by)

    actions.remove_member(member, by=by)
    left_at = member.left_at
    actions.remove_member(member, by=by)
    back = actions.add_member(group, **PIA, by=by)

    member.refresh_from_db()
    assert (member.left_at, list(group.members.current())) == (left_at, [back])
    assert events(course) == ["group.member_added", "group.member_left", "group.member_added"]
    assert log.lines(log.events_of(course.case, party=True))[1]["text"] == "Pia Pædagog er ikke længere med i »Solen«."


def test_what_stands_about_somebody_who_has_left_stays(by):
    with pytest.raises(ActionError, match="ikke længere med i gruppen"):
        actions.change_member(GroupMemberFactory(left=True), **PIA, by=by)


def test_nothing_about_a_closed_courses_groups_is_changed(by):
    closed = EngagementFactory(closed=True)
    member = GroupMemberFactory(group__engagement=closed)

    for action, subject, facts in [
        (actions.set_up_group, closed, {"kind": STEERING, "name": "Styregruppen"}),
        (actions.change_group, member.group, {"name": "Solen"}),
        (actions.add_member, member.group, PIA),
        (actions.change_member, member, PIA),
        (actions.remove_member, member, {}),
    ]:
        with pytest.raises(ActionError, match="afsluttet"):
            action(subject, **facts, by=by)

    assert (events(closed), closed.groups.count(), member.group.members.current().count()) == ([], 1, 1)


# --- What the database refuses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"steering": True, "name": "En anden"}, "Forløbet har allerede en styregruppe."),
        ({"name": "Styregruppen"}, "Forløbet har allerede en gruppe med det navn."),
    ],
)
def test_a_course_has_one_steering_group_and_each_name_once(course, facts, words):
    GroupFactory(engagement=course, steering=True)
    GroupFactory(steering=True)

    with pytest.raises(ValidationError, match=words):
        GroupFactory.build(engagement=course, **facts).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupFactory(engagement=course, **facts)


def test_an_address_stands_once_among_those_who_have_not_left():
    group = GroupMemberFactory(email="pia@skive.example").group
    GroupMemberFactory(group=group, email="pia@skive.example", left=True)
    GroupMemberFactory(email="pia@skive.example")
    for _ in range(2):
        GroupMemberFactory(group=group, email="")

    with pytest.raises(ValidationError, match="Mailadressen er allerede med i gruppen"):
        GroupMemberFactory.build(group=group, email="Pia@skive.example").validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMemberFactory(group=group, email="Pia@skive.example")


def test_nobody_leaves_before_joining():
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMemberFactory(left_at=timezone.now() - timedelta(days=1))


# --- Who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "open_"), [({}, True), ({"running": True}, True), ({"closed": True}, False)])
def test_both_sides_say_who_takes_part_until_the_course_is_closed(
    state, open_, consultant, manager, coordinator, municipality
):
    course = EngagementFactory(party=municipality, team=[consultant], **state)
    editor = MembershipFactory(organisation=municipality, editor=True).user

    for user in (consultant, manager, coordinator, editor):
        assert permissions.can_edit_people(user, course) == open_
    assert permissions.can_leave_note(consultant, course) == open_


def test_a_municipality_says_who_takes_part_in_its_institutions_course():
    nursery = InstitutionFactory(ownership="municipal")
    chief = MembershipFactory(organisation=nursery.municipality).user

    assert permissions.can_edit_people(chief, EngagementFactory(party=nursery)) is True


@pytest.mark.parametrize("role", [{"viewer": True}, {"unconfirmed": True}])
def test_those_who_only_read_do_not_say_who_takes_part(role, municipality):
    member = MembershipFactory(organisation=municipality, **role).user

    assert permissions.can_edit_people(member, EngagementFactory(party=municipality)) is False


def test_others_do_not_say_who_takes_part(consultant, manager, coordinator):
    course = EngagementFactory(running=True, party=MunicipalityFactory(), team=[UserFactory(consultant=True)])

    assert permissions.can_edit_people(consultant, course) is False
    assert permissions.can_edit_people(coordinator, course) is False
    for user in (consultant, manager, coordinator):
        assert permissions.can_leave_note(user, course) is False
