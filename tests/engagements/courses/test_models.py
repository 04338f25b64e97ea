from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.courses.models import Engagement, FrameworkStep, Status, StepProgress, StepStatus
from engagements.courses.models.engagements import municipal_institutions
from praksis.accounts.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    ConsultantAssignmentFactory,
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    FrameworkTemplateFactory,
)
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


# --- Who sees a course --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.CONSULTANT, True),
        (Role.MANAGER, True),
        (Role.APPROVER, False),
        (Role.KNOWLEDGE_CONSULTANT, False),
        (Role.EVALUATOR, False),
        (Role.EVENT_HELPER, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_which_staff_see_all_courses(role, sees):
    EngagementFactory()

    assert Engagement.objects.visible_to(UserFactory(roles=[role])).exists() == sees


def test_a_party_sees_its_own_course_and_no_other(coordinator, municipality, stranger):
    mine = EngagementFactory(party=municipality)
    EngagementFactory()

    assert list(Engagement.objects.visible_to(coordinator)) == [mine]
    assert list(Engagement.objects.visible_to(stranger)) == []


def test_an_unconfirmed_member_sees_no_course(municipality):
    EngagementFactory(party=municipality)
    member = MembershipFactory(organisation=municipality, unconfirmed=True).user

    assert list(Engagement.objects.visible_to(member)) == []


@pytest.mark.parametrize(("ownership", "sees"), [("municipal", True), ("self_governing", False), ("private", False)])
def test_a_municipality_sees_the_courses_of_its_municipal_institutions_only(ownership, sees, coordinator, municipality):
    EngagementFactory(mini=True, party=InstitutionFactory(municipality=municipality, ownership=ownership))

    assert Engagement.objects.visible_to(coordinator).exists() == sees


def test_the_municipal_institutions_of_some_municipalities(municipality, django_assert_num_queries):
    municipal = InstitutionFactory(municipality=municipality, ownership="municipal")
    private = InstitutionFactory(municipality=municipality, ownership="private")
    InstitutionFactory(ownership="municipal")

    with django_assert_num_queries(1):
        assert municipal_institutions([municipality.pk, private.pk]) == [municipal.pk]
    assert municipal_institutions([]) == []


def test_of_consultant_gives_the_courses_one_is_on_now(consultant):
    mine = EngagementFactory(team=[consultant])
    ConsultantAssignmentFactory(consultant=consultant, ended=True)
    EngagementFactory(team=[UserFactory(consultant=True)])

    assert list(Engagement.objects.of_consultant(consultant)) == [mine]


# --- Facts about itself -------------------------------------------------------------------------------------------


def test_the_contact_is_the_coordinator_before_others():
    engagement = Engagement(people={"director": {"name": "D"}, "coordinator": {"name": "K"}})

    assert engagement.contact == {"name": "K"}


def test_a_course_without_people_has_no_contact():
    assert Engagement(people={}).contact == {}


@pytest.mark.parametrize(
    ("traits", "word", "kind"),
    [
        ({"due_to": -1}, "Overskredet", "error"),
        ({"due_to": 0}, "Snart", "warning"),
        ({"due_to": 14}, "Snart", "warning"),
        ({"due_to": 15}, "Venter", "neutral"),
        ({"due_to": None}, "Venter", "neutral"),
        ({"due_to": 14, "in_progress": True}, "I gang", "info"),
        ({"due_to": -1, "done": True}, "Færdig", "success"),
        ({"due_to": -1, "skipped": True}, "Ikke relevant", "neutral"),
        ({"due_to": -1, "track": True}, "Løbende", "neutral"),
    ],
)
def test_the_word_for_where_a_step_stands(traits, word, kind):
    days = traits.pop("due_to")
    due = None if days is None else TODAY() + timedelta(days=days)
    step = CourseStepFactory(**traits, due_from=due and due - timedelta(days=9), due_to=due)

    assert (step.status_word, step.status_kind) == (word, kind)


def test_what_was_left_open_in_a_closed_course_is_not_overdue():
    step = CourseStepFactory(engagement=EngagementFactory(closed=True), due_from=TODAY() - timedelta(days=9))

    assert (step.status_word, step.status_kind) == ("Ikke gennemført", "neutral")
    assert (step.is_overdue, step.is_due_soon) == (False, False)


def test_a_step_of_the_institutions_says_how_many_are_done():
    engagement = EngagementFactory(running=True)
    first, _second = EngagementInstitutionFactory.create_batch(2, engagement=engagement)
    step = CourseStepFactory(engagement=engagement, per_institution=True, in_progress=True)
    StepProgress.objects.create(step=step, institution=first, done_by=UserFactory())

    assert step.status_word == "1 af 2 dagtilbud"


@pytest.mark.parametrize(("ends", "past"), [(0, False), (1, True)])
def test_a_course_that_ends_after_the_programme_is_known(ends, past):
    engagement = EngagementFactory()
    engagement.programme.ends_on = engagement.ends_on - timedelta(days=ends)

    assert engagement.runs_past_the_programme == past


# --- What the database refuses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("engagement_ends_after_it_starts", {"ends_on": "2000-01-01"}),
        ("engagement_started_at_and_by", {"status": Status.RUNNING, "started_at": "now"}),
        ("engagement_closed_at_and_by", {"status": Status.CLOSED, "started": True, "closed_at": "now", "note": True}),
        ("engagement_status_fits_its_times", {"status": Status.RUNNING}),
        ("engagement_closed_has_a_note", {"status": Status.CLOSED, "started": True, "closed": True}),
    ],
)
def test_engagement_constraints(name, changes):
    engagement, user, now = EngagementFactory(), UserFactory(), timezone.now()
    update = {key: now if value == "now" else value for key, value in changes.items()}
    if update.pop("started", False):
        update |= {"started_at": now, "started_by": user}
    if update.pop("closed", False):
        update |= {"closed_at": now, "closed_by": user}
    if update.pop("note", False):
        update["closing_note"] = "Slut"

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Engagement.objects.filter(pk=engagement.pk).update(**update)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("course_step_due_from_and_to", {"due_from": None, "due_to": "2018-01-01"}),
        ("course_step_of_an_event_is_about_one", {"attended": 3}),
        ("course_step_is_done_when_it_has_a_time", {"status": StepStatus.DONE}),
        ("course_step_anchor_is_never_skipped", {"is_anchor": True, "status": StepStatus.SKIPPED}),
    ],
)
def test_course_step_constraints(name, values):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CourseStepFactory(**values)


def test_a_steps_order_is_used_once_in_a_course():
    step = CourseStepFactory()

    with pytest.raises(IntegrityError, match=r"order|course_step_order_once"), transaction.atomic():
        CourseStepFactory(engagement=step.engagement, order=step.order)


def test_a_consultant_is_on_a_course_once_at_a_time():
    assignment = ConsultantAssignmentFactory()

    with pytest.raises(IntegrityError, match=r"consultant|assignment_one_running"), transaction.atomic():
        ConsultantAssignmentFactory(engagement=assignment.engagement, consultant=assignment.consultant)


def test_an_assignment_ends_after_it_begins():
    with pytest.raises(IntegrityError, match="assignment_ends_after_it_begins"), transaction.atomic():
        ConsultantAssignmentFactory(until=TODAY() - timedelta(days=1))


def test_an_institution_is_in_a_course_once_and_has_its_own_order():
    first = EngagementInstitutionFactory(institution=InstitutionFactory())

    for clash in ({"order": first.order}, {"institution": first.institution}):
        with pytest.raises(IntegrityError, match=r"engagement_institution|engagementinstitution"), transaction.atomic():
            EngagementInstitutionFactory(engagement=first.engagement, **clash)


def test_an_institutions_progress_is_noted_once():
    step = CourseStepFactory()
    institution = EngagementInstitutionFactory(engagement=step.engagement)
    StepProgress.objects.create(step=step, institution=institution, done_by=UserFactory())

    with pytest.raises(IntegrityError, match=r"step_progress_once|stepprogress"), transaction.atomic():
        StepProgress.objects.create(step=step, institution=institution, done_by=UserFactory())


def test_a_frameworks_number_and_its_steps_order_are_used_once():
    template = FrameworkTemplateFactory()
    row = {"order": 1, "column": "Opstart", "lane": "Møder", "kind": "meeting", "text": "Møde", "timing": "mini:1"}
    FrameworkStep.objects.create(template=template, **row)

    with pytest.raises(IntegrityError, match=r"framework"), transaction.atomic():
        FrameworkTemplateFactory(programme=template.programme)
    with pytest.raises(IntegrityError, match=r"framework"), transaction.atomic():
        FrameworkStep.objects.create(template=template, **row)


def test_the_words_of_courses_and_their_parts():
    engagement = EngagementFactory(running=True, party=MunicipalityFactory(name="Skive Kommune"))

    assert str(engagement) == "Etårigt forløb: Skive Kommune"
    assert (engagement.status_word, engagement.status_kind) == ("I gang", "success")
    assert str(FrameworkTemplateFactory()) == "Etårigt forløb, udgave 1"
    assert str(EngagementInstitutionFactory.build(name="Solstrålen", engagement=None)) == "Solstrålen"
