from datetime import timedelta

import pytest
from django.utils import timezone

from applications.drafting.models import Status
from applications.rounds.models import RoundStatus
from engagements.courses.models import StepKind
from overview.home import desk
from tests.factories.allocation import DecisionFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db


def desk_of(user):
    return desk.of(user, timezone.now())


@pytest.fixture
def draft(municipality):
    return ApplicationFactory(applicant=municipality.organisation)


# --- Who sees what -------------------------------------------------------------------------------------------------


def test_another_organisations_application_and_course_are_not_there(coordinator, stranger, draft, municipality):
    EngagementFactory(party=municipality.organisation)

    theirs, ours = desk_of(stranger), desk_of(coordinator)

    assert (len(ours.applications), len(ours.courses)) == (1, 1)
    assert (theirs.applications, theirs.courses) == ([], [])


def test_an_unconfirmed_member_sees_own_drafts_and_that_somebody_else_is_at_work(stranger, draft, municipality):
    MembershipFactory(user=stranger, organisation=municipality.organisation, unconfirmed=True)
    own = ApplicationFactory(applicant=municipality.organisation, created_by=stranger)

    shown = desk_of(stranger)

    assert [row.url for row in shown.applications] == [own.get_absolute_url()]
    assert shown.others_at_work == [municipality.name]


def test_an_unconfirmed_member_alone_is_told_nothing(stranger, municipality):
    MembershipFactory(user=stranger, organisation=municipality.organisation, unconfirmed=True)
    ApplicationFactory(applicant=municipality.organisation, created_by=stranger)
    ApplicationFactory(applicant=municipality.organisation, submitted=True)

    assert desk_of(stranger).others_at_work == []


def test_a_confirmed_member_sees_the_drafts_themselves(coordinator, draft):
    shown = desk_of(coordinator)

    assert [row.url for row in shown.applications] == [draft.get_absolute_url()]
    assert shown.others_at_work == []


def test_a_round_can_be_begun_once(coordinator, draft):
    other = RoundFactory(programme=draft.programme)
    RoundFactory(programme=draft.programme, closed=True)
    RoundFactory(programme=ProgrammeFactory(kind="mini", name="Miniforløb"))

    assert [round_.pk for round_ in desk_of(coordinator).rounds] == [other.pk]


def test_a_round_is_offered_again_after_a_withdrawal(coordinator, draft):
    draft.status = Status.WITHDRAWN
    draft.save()

    assert [round_.pk for round_ in desk_of(coordinator).rounds] == [draft.round_id]


def test_a_viewer_is_not_asked_to_begin(stranger, draft, municipality):
    viewer = MembershipFactory(organisation=municipality.organisation, viewer=True).user

    assert [round_.pk for round_ in desk_of(stranger).rounds] == [draft.round_id]
    assert desk_of(viewer).rounds == []


# --- Courses -------------------------------------------------------------------------------------------------------


@pytest.fixture
def course(municipality):
    return EngagementFactory(party=municipality.organisation, running=True)


def test_our_own_steps_that_are_due_are_tasks(coordinator, course):
    today = timezone.localdate()
    CourseStepFactory(engagement=course, text="I dag")
    CourseStepFactory(engagement=course, text="For sent", due_from=today - timedelta(days=1))
    CourseStepFactory(engagement=course, text="Om to uger", due_from=today + timedelta(days=14))
    CourseStepFactory(engagement=course, text="Senere", due_from=today + timedelta(days=15))
    CourseStepFactory(engagement=course, text="Færdig", done=True)
    CourseStepFactory(engagement=course, text="Konsulenternes", responsible="consultants")
    CourseStepFactory(engagement=course, text="Et møde", kind=StepKind.MEETING)

    tasks = desk_of(coordinator).tasks

    assert [(task.label, task.status_word) for task in tasks] == [
        ("For sent", "Overskredet"),
        ("I dag", "Snart"),
        ("Om to uger", "Snart"),
    ]


@pytest.mark.parametrize("state", [{}, {"closed": True}])
def test_a_course_that_does_not_run_has_no_tasks(coordinator, municipality, state):
    CourseStepFactory(engagement=EngagementFactory(party=municipality.organisation, **state))

    shown = desk_of(coordinator)

    assert (len(shown.courses), shown.tasks) == (1, [])


def test_the_desk_shows_the_first_few_and_the_rest_when_asked(coordinator, municipality):
    ApplicationFactory.create_batch(desk.FEW + 1, applicant=municipality, submitted=True)

    few, whole = desk.of(coordinator, timezone.now()), desk.of(coordinator, timezone.now(), most=desk.MOST)

    assert (len(few.applications), few.has_more) == (desk.FEW, True)
    assert (len(whole.applications), whole.has_more) == (desk.FEW + 1, False)


def test_an_answer_is_awaited_also_for_what_is_no_longer_among_the_newest(coordinator, municipality):
    announced = {"round__closed": True, "round__status": RoundStatus.ANNOUNCED}
    old = ApplicationFactory(applicant=municipality.organisation, submitted=True, **announced)
    decision = DecisionFactory(application=old, granted=True, announced=True)
    ApplicationFactory.create_batch(
        desk.FEW + 1, applicant=municipality, created_at=timezone.now() + timedelta(minutes=1), submitted=True
    )

    shown = desk_of(coordinator)

    assert [row for row in shown.applications if row.url == old.get_absolute_url()] == []
    assert [(task.label, task.url) for task in shown.tasks] == [("Tag imod pladsen", decision.get_absolute_url())]
