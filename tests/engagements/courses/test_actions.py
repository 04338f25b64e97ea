from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from applications.signals import place_accepted
from engagements.courses import actions
from engagements.courses.actions import FinalWords
from engagements.courses.models import Engagement, Status, StepProgress, StepStatus
from engagements.reference import load
from praksis.cases.actors import SYSTEM, Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    AcceptedPlaceFactory,
    ConsultantAssignmentFactory,
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
)
from tests.factories.pauses import WORDS
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def frameworks():
    ProgrammeFactory(kind="one_year")
    ProgrammeFactory(kind="mini", name="Miniforløb")
    load()


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


def accept(place, by=SYSTEM):
    with transaction.atomic():
        place_accepted.send(sender=type(place), place=place, by=by)
    return Engagement.objects.get(place=place)


def events(engagement):
    return list(engagement.case.events.order_by("id").values_list("kind", flat=True))


# --- Opening ------------------------------------------------------------------------------------------------------


def test_an_accepted_place_opens_a_course_on_its_case_without_retyping(frameworks, municipality):
    place = AcceptedPlaceFactory(applicant=municipality)

    engagement = accept(place)

    assert engagement.case == place.case
    assert (engagement.party_id, engagement.applicant_kind) == (municipality.pk, "municipality")
    assert (engagement.starts_on, engagement.ends_on) == (date(2018, 1, 1), date(2018, 12, 31))
    assert engagement.people == place.facts["people"]
    assert engagement.themes == ["professional_leadership"]
    assert [(each.name, each.setting) for each in engagement.institutions.all()] == [
        ("Solstrålen", "kindergarten"),
        ("Æblehaven", "kindergarten"),
    ]
    assert engagement.status == Status.PLANNED
    assert events(engagement) == ["course.opened"]


def test_a_one_year_course_has_all_27_rows_of_the_picture_and_the_four_others(frameworks):
    engagement = accept(AcceptedPlaceFactory())

    template = engagement.programme.frameworks.get()
    in_picture = template.steps.filter(source__startswith="Praksiskonsulenternes præsentation 2017")
    steps = {(step.column, step.lane, step.text) for step in engagement.steps.all()}
    assert in_picture.count() == 27
    assert {(row.column, row.lane, row.text) for row in in_picture} <= steps
    assert engagement.steps.count() == 31
    others = engagement.steps.exclude(order__in=in_picture.values("order"))
    assert [step.text for step in others] == [
        "Opstartsmøde",
        "Deltagelse i landsdækkende konference",
        "Dataindsamling til evalueringen",
        "Forløbet afsluttes",
    ]


def test_the_steps_get_their_days_from_the_period(frameworks):
    engagement = accept(AcceptedPlaceFactory(period=(date(2018, 8, 1), date(2019, 6, 30))))

    days = {step.text: (step.due_from, step.due_to, step.times) for step in engagement.steps.all()}
    assert days["Opstartsmøde"] == (date(2018, 8, 22), date(2018, 8, 28), 1)
    assert days["Arbejdsgruppemøder"] == (date(2019, 3, 6), date(2019, 5, 14), 3)
    assert days["Forløbet afsluttes"] == (date(2019, 6, 26), date(2019, 6, 30), 1)
    assert days["Dataindsamling til evalueringen"] == (None, None, 1)


def test_a_mini_of_an_institution_is_about_that_institution(frameworks):
    place = AcceptedPlaceFactory(mini=True)

    engagement = accept(place)

    institution = engagement.institutions.get()
    assert (institution.institution_id, institution.name) == (place.applicant.pk, "Solstrålen")
    assert institution.ownership == "private"
    assert engagement.challenge == "Mange børn står uden for legen."
    assert engagement.steps.count() == 6
    assert engagement.steps.get(order=10).owner == "Dagtilbudsleder, bestyrelsesformand og Socialstyrelsen"


def test_a_mini_of_an_administration_may_name_no_institution(frameworks, municipality):
    round_ = RoundFactory(programme=ProgrammeFactory(kind="mini"))
    place = AcceptedPlaceFactory(
        applicant=municipality, applicant_kind="administration", round=round_, institutions=[], people={}
    )

    engagement = accept(place)

    assert list(engagement.institutions.all()) == []
    assert engagement.steps.get(order=40).is_per_institution is False


def test_opening_twice_gives_the_same_course(frameworks):
    place = AcceptedPlaceFactory()

    first, second = accept(place), accept(place)

    assert first == second
    assert Email.objects.count() == 1


def test_opening_writes_to_the_coordinator(frameworks):
    engagement = accept(AcceptedPlaceFactory())

    letter = Email.objects.get()
    assert letter.to == "karen@skive.example"
    assert letter.subject == f"Jeres forløb er oprettet ({engagement.case.reference})"
    assert letter.button_path == f"/forloeb/{engagement.case.reference}/"


def test_opening_without_a_contact_writes_to_nobody(frameworks):
    accept(AcceptedPlaceFactory(people={}))

    assert Email.objects.count() == 0


def test_opening_without_a_framework_rolls_back():
    place = AcceptedPlaceFactory()

    with pytest.raises(ActionError, match="ramme mangler"):
        actions.open_course(place, by=SYSTEM)

    assert Engagement.objects.count() == 0


# --- The team -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 3])
def test_one_two_or_three_consultants_can_be_assigned(size, manager):
    engagement = EngagementFactory()
    team = UserFactory.create_batch(size, consultant=True)

    actions.assign_consultants(engagement, team, by=Actor.of(manager))

    assert {each.consultant for each in engagement.assignments.running()} == set(team)
    assert {letter.to for letter in Email.objects.all()} == {each.email for each in team}
    assert events(engagement) == ["course.staffed"]


def test_those_left_out_of_the_team_end_today_and_those_kept_are_untouched(manager):
    engagement = EngagementFactory()
    kept, left = ConsultantAssignmentFactory.create_batch(2, engagement=engagement)
    new = UserFactory(consultant=True)

    actions.assign_consultants(engagement, [kept.consultant, new], by=Actor.of(manager))

    left.refresh_from_db()
    assert left.until == left.since
    assert {each.consultant for each in engagement.assignments.running()} == {kept.consultant, new}
    assert [letter.to for letter in Email.objects.all()] == [new.email]


def test_a_clock_set_back_over_midnight_does_not_keep_a_consultant_from_leaving(manager):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assignment = ConsultantAssignmentFactory(engagement=EngagementFactory(), since=tomorrow)

    actions.assign_consultants(assignment.engagement, [], by=Actor.of(manager))

    assignment.refresh_from_db()
    assert assignment.until == tomorrow


def test_assigning_the_same_team_again_changes_nothing(manager):
    engagement = EngagementFactory()
    assignment = ConsultantAssignmentFactory(engagement=engagement)

    actions.assign_consultants(engagement, [assignment.consultant], by=Actor.of(manager))

    assert events(engagement) == []
    assert Email.objects.count() == 0


def test_a_planned_course_can_be_left_without_consultants(manager):
    engagement = EngagementFactory(team=[UserFactory(consultant=True)])

    actions.assign_consultants(engagement, [], by=Actor.of(manager))

    assert engagement.assignments.running().count() == 0


def test_a_running_course_keeps_at_least_one_consultant(manager):
    engagement = EngagementFactory(running=True, team=[UserFactory(consultant=True)])

    with pytest.raises(ActionError, match="mindst én konsulent"):
        actions.assign_consultants(engagement, [], by=Actor.of(manager))

    assert engagement.assignments.running().count() == 1


def test_a_consultant_with_an_interest_in_the_other_side_is_not_put_on_the_course(manager):
    engagement = EngagementFactory()
    interested, other = UserFactory.create_batch(2, consultant=True)

    with pytest.raises(ActionError, match="har en interesse i"):
        actions.assign_consultants(engagement, [interested, other], interested=[interested], by=Actor.of(manager))
    assert events(engagement) == []

    actions.assign_consultants(engagement, [other], interested=[interested], by=Actor.of(manager))

    assert [each.consultant for each in engagement.assignments.running()] == [other]
    assert events(engagement) == ["course.interest", "course.staffed"]


def test_only_consultants_can_be_assigned(manager, coordinator):
    engagement = EngagementFactory()

    with pytest.raises(ActionError, match="Karen Koordinator er ikke praksiskonsulent"):
        actions.assign_consultants(engagement, [coordinator], by=Actor.of(manager))


def test_a_closed_course_is_not_staffed(manager):
    engagement = EngagementFactory(closed=True)

    with pytest.raises(ActionError, match="afsluttet"):
        actions.assign_consultants(engagement, [UserFactory(consultant=True)], by=Actor.of(manager))


# --- Starting and closing -----------------------------------------------------------------------------------------


def test_a_course_with_a_consultant_is_started_once(consultant, by):
    engagement = EngagementFactory(team=[consultant])

    actions.start_course(engagement, by=by)
    actions.start_course(engagement, by=by)

    assert (engagement.status, engagement.started_by) == (Status.RUNNING, consultant)
    assert events(engagement) == ["course.started"]


def test_a_course_without_consultants_cannot_start(by):
    engagement = EngagementFactory()

    with pytest.raises(ActionError, match="mindst én konsulent"):
        actions.start_course(engagement, by=by)

    assert Engagement.objects.get().status == Status.PLANNED


def test_a_course_is_closed_with_a_note_when_its_fixed_steps_are_done(consultant, by):
    engagement = EngagementFactory(running=True)
    CourseStepFactory(engagement=engagement, anchor=True, done=True)
    CourseStepFactory(engagement=engagement)
    closing = CourseStepFactory(engagement=engagement, closing=True)

    actions.close_course(engagement, WORDS, by=by)
    actions.close_course(engagement, FinalWords(summary="Igen"), by=by)

    closing.refresh_from_db()
    assert (engagement.status, engagement.closed_by) == (Status.CLOSED, consultant)
    assert engagement.closing_note == "Indsatsen er forankret."
    assert (closing.status, closing.done_by) == (StepStatus.DONE, consultant)
    assert events(engagement) == ["course.evaluation_begun", "course.closed"]


def test_a_course_is_not_closed_while_a_fixed_step_is_open(by):
    engagement = EngagementFactory(running=True)
    CourseStepFactory(engagement=engagement, anchor=True)

    with pytest.raises(ActionError, match=r"før I afslutter forløbet: Første styregruppemøde\."):
        actions.close_course(engagement, WORDS, by=by)

    assert Engagement.objects.get().status == Status.RUNNING


@pytest.mark.parametrize("missing", ["summary", "reached", "lives_on", "learned"])
def test_a_course_is_not_closed_without_its_final_evaluation(missing, by):
    with pytest.raises(ActionError, match="Svar på de fire spørgsmål"):
        actions.close_course(EngagementFactory(running=True), replace(WORDS, **{missing: "  "}), by=by)

    assert Engagement.objects.get().status == Status.RUNNING


def test_a_course_that_has_not_begun_is_not_closed(by):
    with pytest.raises(ActionError, match="giv pladsen tilbage"):
        actions.close_course(EngagementFactory(), WORDS, by=by)


ALLOWED = {("planned", "running"), ("planned", "closed"), ("running", "closed")}


@pytest.mark.parametrize("before", Status.values)
@pytest.mark.parametrize("after", Status.values)
def test_every_change_of_a_courses_status(before, after):
    engagement = EngagementFactory.build(status=before, place=None, party=None, programme=None, case=None)

    if (before, after) in ALLOWED:
        engagement.become(after)
        assert engagement.status == after
    else:
        with pytest.raises(ActionError):
            engagement.become(after)
        assert engagement.status == before


# --- Giving the place back ------------------------------------------------------------------------------------------


def test_giving_the_place_back_ends_a_course_that_has_not_begun(consultant, manager):
    engagement = EngagementFactory(team=[consultant])

    actions.give_place_back(engagement, reason=" Ingen tid. ", by=Actor.of(manager))
    actions.give_place_back(engagement, reason="Igen", by=Actor.of(manager))

    engagement = Engagement.objects.get()
    assert (engagement.status, engagement.closed_by, engagement.closing_note) == (Status.CLOSED, manager, "Ingen tid.")
    assert engagement.never_began
    assert engagement.place.given_back_at is not None
    assert not engagement.assignments.running().exists()
    assert events(engagement) == ["place.given_back", "course.never_began"]
    letter = Email.objects.get(key__startswith="course.given_back:")
    assert letter.to == consultant.email
    assert "Ingen tid." in letter.body


@pytest.mark.parametrize(("state", "words"), [({"running": True}, "sat i gang"), ({"closed": True}, "afsluttet")])
def test_a_place_is_not_given_back_once_its_course_has_begun(state, words, manager):
    engagement = EngagementFactory(**state)

    with pytest.raises(ActionError, match=words):
        actions.give_place_back(engagement, reason="Ingen tid.", by=Actor.of(manager))

    engagement.place.refresh_from_db()
    assert engagement.place.given_back_at is None


def test_a_place_that_is_kept_for_want_of_a_reason_keeps_its_course(manager):
    with pytest.raises(ActionError, match="Skriv, hvorfor"):
        actions.give_place_back(EngagementFactory(), reason=" ", by=Actor.of(manager))

    assert Engagement.objects.get().status == Status.PLANNED


# --- Steps --------------------------------------------------------------------------------------------------------


def test_a_step_is_completed_once(consultant, by):
    step = CourseStepFactory()

    actions.complete_step(step, by=by)
    actions.complete_step(step, by=by)

    assert (step.status, step.done_by) == (StepStatus.DONE, consultant)
    event = step.engagement.case.events.get()
    assert (event.kind, event.data) == ("step.done", {"step": "Egenvurdering udarbejdes", "where": ""})


@pytest.mark.parametrize("kind", ["in_progress", "skipped"])
def test_a_step_that_is_begun_or_left_out_can_be_completed(kind, by):
    step = CourseStepFactory(**{kind: True})

    actions.complete_step(step, by=by)

    assert step.status == StepStatus.DONE


@pytest.mark.parametrize(
    ("trait", "words"), [("track", "gennem hele forløbet"), ("closing", "når I afslutter forløbet")]
)
def test_a_track_and_the_closing_are_not_ticked_off(trait, words, by):
    step = CourseStepFactory(**{trait: True})

    with pytest.raises(ActionError, match=words):
        actions.complete_step(step, by=by)


@pytest.mark.parametrize(("state", "words"), [({}, "ikke sat i gang"), ({"closed": True}, "afsluttet")])
@pytest.mark.parametrize(
    "action",
    [
        actions.complete_step,
        actions.reopen_step,
        actions.begin_step,
        partial(actions.skip_step, reason="Det er gjort før."),
        partial(actions.move_step, first=date(2018, 2, 1), last=date(2018, 2, 9), reason="Lederne har ferie."),
    ],
)
def test_steps_are_changed_only_while_the_course_runs(action, state, words, by):
    step = CourseStepFactory(engagement=EngagementFactory(**state))

    with pytest.raises(ActionError, match=words):
        action(step, by=by)


def test_a_step_of_the_institutions_is_done_when_each_is(by):
    engagement = EngagementFactory(running=True)
    first, second = EngagementInstitutionFactory.create_batch(2, engagement=engagement)
    step = CourseStepFactory(engagement=engagement, per_institution=True)

    actions.complete_step(step, by=by, institution=first)
    actions.complete_step(step, by=by, institution=first)
    halfway = step.status
    actions.complete_step(step, by=by, institution=second)

    assert (halfway, step.status) == (StepStatus.IN_PROGRESS, StepStatus.DONE)
    assert events(engagement) == ["step.done", "step.done"]
    assert engagement.case.events.first().data["where"] == f" i {second.name}"


def test_a_step_of_the_institutions_is_done_for_all_at_once(by):
    engagement = EngagementFactory(running=True)
    EngagementInstitutionFactory.create_batch(3, engagement=engagement)
    step = CourseStepFactory(engagement=engagement, per_institution=True)

    actions.complete_step(step, by=by)

    assert (step.status, step.progress.count()) == (StepStatus.DONE, 3)


def test_another_courses_institution_ticks_off_nothing(by):
    engagement = EngagementFactory(running=True)
    EngagementInstitutionFactory(engagement=engagement)
    step = CourseStepFactory(engagement=engagement, per_institution=True)

    actions.complete_step(step, by=by, institution=EngagementInstitutionFactory())

    assert (step.status, StepProgress.objects.count()) == (StepStatus.WAITING, 0)


def test_in_a_course_without_institutions_their_steps_are_done_as_others(by):
    step = CourseStepFactory(per_institution=True)

    actions.complete_step(step, by=by)

    assert (step.status, step.progress.count()) == (StepStatus.DONE, 0)


def test_beginning_a_step_twice_or_when_done_changes_nothing(by):
    step, done = CourseStepFactory(), CourseStepFactory(done=True)

    actions.begin_step(step, by=by)
    actions.begin_step(step, by=by)
    actions.begin_step(done, by=by)

    assert (step.status, done.status) == (StepStatus.IN_PROGRESS, StepStatus.DONE)


def test_a_done_step_is_reopened_once(by):
    step = CourseStepFactory(done=True)

    actions.reopen_step(step, by=by)
    actions.reopen_step(step, by=by)

    assert (step.status, step.done_at, step.done_by) == (StepStatus.WAITING, None, None)
    assert events(step.engagement) == ["step.reopened"]


def test_one_institutions_mark_is_taken_back(by):
    engagement = EngagementFactory(running=True)
    first, second = EngagementInstitutionFactory.create_batch(2, engagement=engagement)
    step = CourseStepFactory(engagement=engagement, per_institution=True)
    actions.complete_step(step, by=by)

    actions.reopen_step(step, by=by, institution=first)
    after_one = (step.status, step.progress.get().institution)
    actions.reopen_step(step, by=by, institution=second)

    assert after_one == (StepStatus.IN_PROGRESS, second)
    assert (step.status, step.progress.count()) == (StepStatus.WAITING, 0)


def test_one_of_several_marks_taken_back_leaves_the_step_under_way(by):
    engagement = EngagementFactory(running=True)
    first, second, _third = EngagementInstitutionFactory.create_batch(3, engagement=engagement)
    step = CourseStepFactory(engagement=engagement, per_institution=True)
    actions.complete_step(step, by=by, institution=first)
    actions.complete_step(step, by=by, institution=second)

    actions.reopen_step(step, by=by, institution=first)

    assert (step.status, step.progress.get().institution) == (StepStatus.IN_PROGRESS, second)


def test_a_step_is_left_out_once_and_taken_in_again(by):
    step = CourseStepFactory()

    actions.skip_step(step, reason=" Det er gjort før. ", by=by)
    actions.skip_step(step, reason="Noget andet.", by=by)
    skipped = (step.status, step.skip_reason)
    actions.reopen_step(step, by=by)

    assert skipped == (StepStatus.SKIPPED, "Det er gjort før.")
    assert (step.status, step.skip_reason) == (StepStatus.WAITING, "")
    assert events(step.engagement) == ["step.left_out", "step.reopened"]


def test_a_fixed_step_is_never_left_out(by):
    with pytest.raises(ActionError, match="fast del af forløbet"):
        actions.skip_step(CourseStepFactory(anchor=True), reason="Nej.", by=by)


STEP_REFUSED = {("done", "skipped"), ("done", "done"), ("waiting", "waiting"), ("in_progress", "in_progress")}
STEP_REFUSED |= {("skipped", "skipped")}


@pytest.mark.parametrize("before", StepStatus.values)
@pytest.mark.parametrize("after", StepStatus.values)
def test_every_change_of_a_steps_status(before, after):
    step = CourseStepFactory.build(status=before, engagement=None)

    if (before, after) in STEP_REFUSED:
        with pytest.raises(ActionError):
            step.become(after)
        assert step.status == before
    else:
        step.become(after)
        assert step.status == after
