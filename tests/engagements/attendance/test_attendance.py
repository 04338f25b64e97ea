"""That people came to a conference or a theme day, told to the steps of their courses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conferences.programme.models import EventKind
from engagements.attendance import actions, matching
from engagements.attendance.tasks import pull_attendance
from engagements.attendance.wording import attendance
from engagements.courses import actions as courses
from engagements.courses.models import CourseStep, StepKind, StepProgress, StepStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.cases.models import ActorKind
from praksis.errors import ActionError
from tests.factories.engagements import CourseStepFactory, EngagementFactory, EngagementInstitutionFactory
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.programme import EventFactory
from tests.factories.registration import AllowanceFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
CONFERENCE, THEME_DAY = "Deltagelse i landsdækkende konference", "Deltagelse i intern temadag"


def days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def course(municipality, consultant):
    return EngagementFactory(running=True, party=municipality, starts_on=days(-100), team=[consultant])


@pytest.fixture
def event():
    return EventFactory(published=True, held_on=days(-2), title="Leg")


def step_of(engagement, text=CONFERENCE, **facts):
    undated = {"due_from": None, "due_to": None}
    return CourseStepFactory(**{"engagement": engagement, "kind": StepKind.EVENT, "text": text, **undated, **facts})


def come(event, **facts):
    return RegistrationFactory(event=event, came_at=event.begins_at, **facts)


def events_of(engagement):
    return [(event.actor_kind, log.words(event)) for event in engagement.case.events.order_by("at", "pk")]


# --- What is noted ----------------------------------------------------------------------------------------------------


def test_the_step_is_done_on_the_events_day_by_the_system(course, event, municipality):
    step = step_of(course)
    for _ in range(2):
        come(event, municipality=municipality)
    come(event, municipality=MunicipalityFactory())
    RegistrationFactory(event=event, municipality=municipality)

    pull_attendance()

    step.refresh_from_db()
    assert (step.status, step.attended, step.event) == (StepStatus.DONE, 2, event)
    assert (step.done_at, step.done_by) == (event.ends_on_the_day_at, None)
    [(who, words)] = events_of(course)
    assert who == ActorKind.SYSTEM
    assert words.startswith(f"»{CONFERENCE}« er meldt færdig: fremmøde ved »Leg«. 2 fra Skive Kommune var med til konf")


def test_looking_again_changes_nothing_but_the_number(course, event, municipality):
    step = step_of(course)
    come(event, municipality=municipality)

    actions.pull(event)
    actions.pull(event)
    come(event, municipality=municipality)
    actions.pull(event)

    step.refresh_from_db()
    assert (step.attended, len(events_of(course))) == (2, 1)


def test_whoever_came_by_the_courses_seats_counts_wherever_they_said_to_work(course, event, municipality):
    step = step_of(course)
    held = AllowanceFactory(event=event, organisation=municipality)
    come(event, allowance=held)

    actions.pull(event)

    step.refresh_from_db()
    assert step.attended == 1


def test_whoever_is_struck_out_before_the_look_is_not_seen(course, event, municipality):
    step = step_of(course)
    guest = come(event, municipality=municipality)
    guest.came_at = None
    guest.save()

    actions.pull(event)

    step.refresh_from_db()
    assert (step.status, step.event, step.attended) == (StepStatus.WAITING, None, None)


def test_whoever_is_struck_out_after_it_opens_nothing_and_it_is_said(course, event, municipality):
    step = step_of(course)
    guest = come(event, municipality=municipality)
    actions.pull(event)
    guest.came_at = None
    guest.save()

    actions.pull(event)

    step.refresh_from_db()
    assert (step.status, step.attended) == (StepStatus.DONE, 0)
    assert attendance(step).startswith("Ingen fra Skive Kommune står længere som kommet til konferencen ")


def test_what_a_person_ticked_stays_theirs_and_is_told_the_number(course, event, municipality, consultant):
    step = step_of(course)
    courses.complete_step(step, by=Actor.of(consultant))
    come(event, municipality=municipality)

    actions.pull(event)

    step.refresh_from_db()
    assert (step.status, step.done_by, step.attended) == (StepStatus.DONE, consultant, 1)
    assert len(events_of(course)) == 1


def test_what_a_person_opened_again_stays_open(course, event, municipality, consultant):
    step = step_of(course)
    come(event, municipality=municipality)
    actions.pull(event)
    step.refresh_from_db()
    courses.reopen_step(step, by=Actor.of(consultant))
    come(event, municipality=municipality)

    actions.pull(event)

    step.refresh_from_db()
    assert (step.status, step.attended) == (StepStatus.WAITING, 2)


def test_what_is_not_relevant_stays_so(course, event, municipality):
    step = step_of(course, skipped=True)
    come(event, municipality=municipality)

    actions.pull(event)

    step.refresh_from_db()
    assert (step.status, step.event) == (StepStatus.SKIPPED, None)


def test_a_course_that_is_over_is_left_alone(event, municipality):
    closed = EngagementFactory(closed=True, party=municipality, starts_on=days(-100))
    step = step_of(closed)
    come(event, municipality=municipality)

    actions.pull(event)
    actions.note_attendance(step, event, [matching.Guest(municipality.pk, None, "")])

    step.refresh_from_db()
    assert (step.status, step.event) == (StepStatus.WAITING, None)


def test_a_step_that_was_given_another_event_meanwhile_is_left_alone(course, event, municipality):
    other = EventFactory(published=True)
    step = step_of(course, event=other)

    actions.note_attendance(step, event, [matching.Guest(municipality.pk, None, "")])

    step.refresh_from_db()
    assert (step.status, step.event) == (StepStatus.WAITING, other)


# --- Institutions that each do it -------------------------------------------------------------------------------------


@pytest.fixture
def theme_day():
    return EventFactory(published=True, theme_day=True, held_on=days(-2))


@pytest.fixture
def each(course):
    """A step that each institution does for itself, and the two that there are."""
    institutions = [EngagementInstitutionFactory(engagement=course, name=name) for name in ("Solstrålen", "Æblehaven")]
    return step_of(course, THEME_DAY, lane="Dagtilbud", responsible="municipality+institutions"), institutions


def test_those_institutions_are_ticked_off_whose_name_stands_in_a_workplace(course, theme_day, municipality, each):
    step, [sun, _] = each
    come(theme_day, municipality=municipality, workplace="Børnehaven solstrålen, Skive")

    actions.pull(theme_day)
    step.refresh_from_db()
    first = step.status, list(step.progress.values_list("institution", "done_by"))
    come(theme_day, municipality=municipality, workplace="Æblehaven")
    actions.pull(theme_day)

    step.refresh_from_db()
    assert first == (StepStatus.IN_PROGRESS, [(sun.pk, None)])
    assert (step.status, step.progress.count()) == (StepStatus.DONE, 2)
    assert [words.partition(":")[0] for _, words in events_of(course)] == [
        f"»{THEME_DAY}« er meldt færdig i Solstrålen",
        f"»{THEME_DAY}« er meldt færdig",
    ]


def test_where_nobody_can_tell_which_institution_it_is_under_way(course, theme_day, municipality, each):
    step, _ = each
    come(theme_day, municipality=municipality, workplace="Forvaltningen")
    actions.pull(theme_day)
    come(theme_day, municipality=municipality, workplace="Forvaltningen")

    actions.pull(theme_day)

    step.refresh_from_db()
    assert (step.status, step.attended, StepProgress.objects.count()) == (StepStatus.IN_PROGRESS, 2, 0)
    assert [words.partition(":")[0] for _, words in events_of(course)] == [f"»{THEME_DAY}« er i gang"]


# --- When it is looked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held_on", "is_seen"), [(0, False), (-1, True), (-30, True), (-31, False), (1, False)], ids=str
)
def test_events_are_looked_at_once_they_are_over_for_thirty_days(held_on, is_seen, course, municipality, time_machine):
    time_machine.move_to(timezone.localtime().replace(hour=12), tick=False)
    step = step_of(course)
    come(EventFactory(published=True, held_on=days(held_on)), municipality=municipality)

    actions.pull_due(timezone.now())

    step.refresh_from_db()
    assert step.is_done is is_seen


@pytest.mark.parametrize("guests", [1, 3])
def test_looking_costs_the_same_for_one_guest_and_for_three(guests, course, event, municipality, connection_queries):
    step_of(course)
    for _ in range(guests):
        come(event, municipality=municipality)
    actions.pull(event)

    with connection_queries() as queries:
        actions.pull(event)

    assert len(queries) == 4


# --- Which step -------------------------------------------------------------------------------------------------------


def near(event, **facts):
    return {"due_from": event.held_on - timedelta(days=3), "due_to": event.held_on + timedelta(days=3), **facts}


def test_the_step_is_the_one_whose_days_are_nearest(course, event):
    undated = step_of(course)
    later = step_of(course, due_from=event.held_on + timedelta(days=30), due_to=event.held_on + timedelta(days=40))
    earlier = step_of(course, due_from=event.held_on - timedelta(days=50), due_to=event.held_on - timedelta(days=20))
    steps = [undated, later, earlier]

    first = matching.step_for(event, steps)
    steps.append(step_of(course, **near(event)))

    assert (first, matching.step_for(event, steps)) == (earlier, steps[-1])
    assert matching.step_for(event, [undated, later]) == later


def test_what_a_person_chose_stands(course, event):
    chosen = step_of(course, "Fælles dag", event=event)

    assert matching.step_for(event, [step_of(course, **near(event)), chosen]) == chosen


def test_a_step_of_another_kind_or_of_no_kind_is_not_it(course, event):
    steps = [step_of(course, THEME_DAY), step_of(course, "Fælles dag"), step_of(course, "Konference og temadag")]
    task = CourseStepFactory(engagement=course, text=CONFERENCE)

    assert matching.step_for(event, [*steps, task]) is None
    assert [matching.kind_of(each) for each in (*steps, task)] == [EventKind.THEME_DAY, None, None, None]


def test_of_two_without_days_it_is_the_one_that_was_ticked_for_it(course, event):
    ours = step_of(course)
    ticked = step_of(course, done=True)
    before = step_of(course, done=True, done_at=event.begins_at - timedelta(days=1))

    assert matching.step_for(event, [ours, ticked, before]) == ticked
    assert matching.step_for(event, [ours, before]) == ours


def test_an_event_before_the_course_began_is_not_its(municipality, event):
    course = EngagementFactory(running=True, party=municipality, starts_on=days(-1))

    assert matching.step_for(event, [step_of(course)]) is None


def test_from_an_institution_is_who_named_it_and_its_municipality():
    institution = InstitutionFactory(name="Solhuset", ownership="private")
    course = EngagementFactory(running=True, mini=True, party=institution)
    home = institution.municipality_id
    of_it = matching.Guest(home, None, "Børnehaven SOLHUSET")
    by_seats = matching.Guest(None, institution.pk, "Forvaltningen")
    others = [
        matching.Guest(home, None, "Forvaltningen"),
        matching.Guest(MunicipalityFactory().pk, None, "Solhuset"),
        matching.Guest(None, None, "Solhuset"),
    ]

    assert matching.of_course(course, [of_it, by_seats, *others]) == [of_it, by_seats]


# --- Choosing ---------------------------------------------------------------------------------------------------------


def test_choosing_what_was_held_looks_at_once(course, event, municipality, consultant):
    step = step_of(course, "Fælles dag")
    come(event, municipality=municipality)

    actions.choose_event(step, event, by=Actor.of(consultant))
    actions.choose_event(step, event, by=Actor.of(consultant))

    step.refresh_from_db()
    assert (step.status, step.event, step.attended) == (StepStatus.DONE, event, 1)
    chosen, seen = (words for _, words in events_of(course))
    assert (chosen, seen[:30]) == ("»Fælles dag« handler om: Leg.", "»Fælles dag« er meldt færdig: ")


def test_choosing_what_comes_and_leaving_it_again(course, consultant):
    step, coming = step_of(course), EventFactory(published=True)

    actions.choose_event(step, coming, by=Actor.of(consultant))
    actions.choose_event(step, None, by=Actor.of(consultant))

    step.refresh_from_db()
    assert (step.event, step.status) == (None, StepStatus.WAITING)
    assert events_of(course)[-1][1] == f"»{CONFERENCE}« handler om: ikke valgt."


def test_two_steps_are_not_about_one_event(course, event, consultant):
    step_of(course, event=event)
    step = step_of(course, "Fælles dag")

    with pytest.raises(ActionError, match="handler allerede om det arrangement") as refused:
        actions.choose_event(step, event, by=Actor.of(consultant))

    assert refused.value.field == "event"


@pytest.mark.parametrize("facts", [{"kind": StepKind.TASK}, {"skipped": True}], ids=["task", "skipped"])
def test_what_is_about_no_event_is_given_none(facts, course, event, consultant):
    step = step_of(course, **facts)

    with pytest.raises(ActionError, match="handler ikke om en konference"):
        actions.choose_event(step, event, by=Actor.of(consultant))

    assert CourseStep.objects.get(pk=step.pk).event is None


# --- On the step's page -----------------------------------------------------------------------------------------------


def test_both_sides_see_how_many_came_and_never_who(client, course, event, municipality, consultant, coordinator):
    step = step_of(course)
    come(event, municipality=municipality, name="Gitte Gæst")
    actions.pull(event)

    for user in (consultant, coordinator):
        client.force_login(user)
        page = client.get(step.get_absolute_url()).content.decode()
        assert "1 fra Skive Kommune var med til konferencen " in page
        assert "Gitte" not in page


def test_a_consultant_chooses_the_event_on_the_steps_page(client, course, consultant):
    step = step_of(course, "Fælles dag")
    coming = EventFactory(published=True, title="Konference om leg")
    client.force_login(consultant)
    address = f"{step.get_absolute_url()}arrangement/"

    shown = client.get(address).content.decode()
    nowhere = client.post(address, {"event": course.pk})
    done = client.post(address, {"event": coming.pk}, follow=True)

    step.refresh_from_db()
    assert "Konference om leg, " in shown
    assert (nowhere.status_code, step.event) == (422, coming)
    assert "Konference om leg" in done.content.decode()
    assert f'href="{address}"' in done.content.decode()


def test_only_events_of_the_steps_kind_and_time_can_be_chosen(client, course, consultant):
    step = step_of(course)
    EventFactory(published=True, title="Rigtig konference")
    EventFactory(published=True, theme_day=True, title="Temadag om leg")
    EventFactory(title="Konference i kladde")
    EventFactory(published=True, title="Konference før forløbet", held_on=days(-200))
    client.force_login(consultant)

    page = client.get(f"{step.get_absolute_url()}arrangement/").content.decode()

    found = ("Rigtig konference", "Temadag om leg", "Konference i kladde", "Konference før forløbet")
    assert [title in page for title in found] == [True, False, False, False]
