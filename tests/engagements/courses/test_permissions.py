import pytest

from engagements.courses import permissions
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db

STATES = [({}, True), ({"running": True}, True), ({"closed": True}, False)]


@pytest.mark.parametrize(("state", "open_"), STATES)
def test_managers_choose_the_team_and_run_the_course_until_it_is_closed(state, open_, manager):
    engagement = EngagementFactory(**state)

    assert permissions.can_assign(manager, engagement) == open_
    assert permissions.can_run(manager, engagement) == open_


@pytest.mark.parametrize(("state", "open_"), STATES)
def test_the_teams_consultants_run_the_course_but_do_not_choose_the_team(state, open_, consultant):
    engagement = EngagementFactory(team=[consultant], **state)

    assert permissions.can_run(consultant, engagement) == open_
    assert permissions.can_assign(consultant, engagement) is False


@pytest.mark.parametrize(("state", "open_"), [({}, True), ({"running": True}, False), ({"closed": True}, False)])
def test_owners_and_managers_give_a_place_back_until_the_course_begins(
    state, open_, manager, consultant, coordinator, municipality
):
    engagement = EngagementFactory(party=municipality, team=[consultant], **state)

    assert permissions.can_give_place_back(coordinator, engagement) == open_
    assert permissions.can_give_place_back(manager, engagement) == open_
    assert permissions.can_give_place_back(consultant, engagement) is False


@pytest.mark.parametrize("role", [{"editor": True}, {"viewer": True}, {"unconfirmed": True}])
def test_others_than_confirmed_owners_do_not_give_the_place_back(role, municipality):
    member = MembershipFactory(organisation=municipality, **role).user

    assert permissions.can_give_place_back(member, EngagementFactory(party=municipality)) is False


def test_another_partys_owner_does_not_give_the_place_back(coordinator):
    assert permissions.can_give_place_back(coordinator, EngagementFactory()) is False


@pytest.mark.parametrize("is_out", [True, False])
def test_a_manager_with_an_interest_in_the_round_does_not_note_it(is_out, manager):
    engagement = EngagementFactory()
    InterestDeclarationFactory(round=engagement.place.round, person=manager, conflicted=is_out)

    assert permissions.can_give_place_back(manager, engagement) is not is_out


def test_consultants_read_but_do_not_run_the_courses_of_others(consultant, coordinator, municipality):
    engagement = EngagementFactory(running=True, party=municipality)
    step = CourseStepFactory(engagement=engagement)

    for user in (consultant, coordinator):
        assert permissions.can_run(user, engagement) is False
    assert permissions.can_complete(consultant, step) is False


@pytest.mark.parametrize(
    ("role", "writes"),
    [({}, True), ({"editor": True}, True), ({"viewer": True}, False), ({"unconfirmed": True}, False)],
)
def test_owners_and_editors_of_the_party_complete_its_own_tasks(role, writes, municipality):
    member = MembershipFactory(organisation=municipality, **role).user
    step = CourseStepFactory(engagement=EngagementFactory(running=True, party=municipality))

    assert permissions.can_complete(member, step) == writes


@pytest.mark.parametrize(
    ("traits", "may"),
    [
        ({}, True),
        ({"kind": "event", "responsible": "municipality+institutions"}, True),
        ({"responsible": "consultants"}, False),
        ({"kind": "meeting"}, False),
        ({"kind": "milestone"}, False),
        ({"track": True}, False),
        ({"closing": True}, False),
    ],
)
def test_which_steps_the_party_completes_itself(traits, may, coordinator, municipality):
    step = CourseStepFactory(engagement=EngagementFactory(running=True, party=municipality), **traits)

    assert permissions.can_complete(coordinator, step) == may


def test_a_municipality_writes_for_its_municipal_institution(coordinator, municipality):
    party = InstitutionFactory(municipality=municipality, ownership="municipal")
    engagement = EngagementFactory(running=True, mini=True, party=party, applicant_kind="municipal")

    assert permissions.writes_for_party(coordinator, engagement) is True


def test_another_municipality_completes_nothing(stranger):
    assert permissions.can_complete(stranger, CourseStepFactory()) is False


@pytest.mark.parametrize("state", [{}, {"closed": True}])
def test_nothing_is_completed_or_skipped_unless_the_course_runs(state, manager):
    step = CourseStepFactory(engagement=EngagementFactory(**state))

    assert permissions.can_complete(manager, step) is False
    assert permissions.can_skip(manager, step) is False


@pytest.mark.parametrize(
    ("traits", "may"), [({}, True), ({"anchor": True}, False), ({"done": True}, False), ({"skipped": True}, False)]
)
def test_which_steps_can_be_left_out(traits, may, manager):
    assert permissions.can_skip(manager, CourseStepFactory(**traits)) == may


def test_the_party_leaves_no_step_out(coordinator, municipality):
    step = CourseStepFactory(engagement=EngagementFactory(running=True, party=municipality))

    assert permissions.can_skip(coordinator, step) is False


def test_a_former_consultant_no_longer_runs_the_course(consultant):
    engagement = EngagementFactory(running=True, team=[consultant, UserFactory(consultant=True)])
    engagement.assignments.filter(consultant=consultant).update(until=engagement.starts_on)

    assert permissions.can_run(consultant, engagement) is False
