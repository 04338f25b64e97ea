"""A course is closed with its final evaluation, which both sides read from then on."""

from dataclasses import asdict, replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.courses import actions
from engagements.courses.actions import FinalWords
from engagements.courses.models import Engagement, FinalEvaluation, Status
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory
from tests.factories.pauses import WORDS, FinalEvaluationFactory
from tests.factories.polls import PollFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

TYPED = {name: value or "" for name, value in asdict(WORDS).items()}


@pytest.fixture
def by(consultant):
    return Actor.of(consultant)


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, team=[consultant], party=municipality)


def address(course, path="afslut"):
    return f"{course.get_absolute_url()}{path}/"


# --- The draft --------------------------------------------------------------------------------------------------------


def test_a_draft_may_lack_anything_and_is_one(course, by):
    draft = actions.save_evaluation(course, FinalWords(reached=" Mere leg. "), by=by)
    same = actions.save_evaluation(course, FinalWords(reached="Mere leg."), by=by)
    later = actions.save_evaluation(course, replace(WORDS, close=5), revision=1, by=by)

    assert (draft, same, later.revision) == (later, draft, 2)
    stored = FinalEvaluation.objects.get()
    assert (stored.reached, stored.close, stored.finished_at) == (WORDS.reached, 5, None)
    assert stored.marks == [("Konsulenterne har været tæt på hele vejen", 5)]
    assert list(course.case.events.values_list("kind", flat=True)) == ["course.evaluation_begun"]
    assert str(stored) == f"Slutevaluering: {course.pk}"


def test_who_writes_over_somebody_elses_words_is_told_first(course, by):
    actions.save_evaluation(course, WORDS, by=by)

    with pytest.raises(actions.WrittenMeanwhile, match="Kim Konsulent har gemt"):
        actions.save_evaluation(course, FinalWords(reached="Andet"), by=Actor.of(UserFactory(manager=True)))

    assert FinalEvaluation.objects.get().reached == WORDS.reached


@pytest.mark.parametrize(("state", "words"), [({}, "ikke sat i gang"), ({"closed": True}, "afsluttet")])
def test_a_draft_is_of_a_running_course(state, words, by):
    with pytest.raises(ActionError, match=words):
        actions.save_evaluation(EngagementFactory(**state), WORDS, by=by)


# --- Closing ----------------------------------------------------------------------------------------------------------


def test_closing_finishes_the_evaluation_and_tells_both_sides(course, by):
    actions.close_course(course, WORDS, by=by)

    evaluation = FinalEvaluation.objects.get()
    assert (course.status, course.closing_note) == (Status.CLOSED, WORDS.summary)
    assert evaluation.finished_at == course.closed_at
    told = Email.objects.filter(key__startswith="course.closed:").order_by("to")
    assert [letter.to for letter in told] == sorted([by.user.email, course.contact["email"]])


def test_agreed_meetings_and_open_polls_are_called_off_first(course, by):
    meeting = MeetingFactory(engagement=course)
    poll = PollFactory(engagement=course, step=meeting.step)

    with pytest.raises(ActionError, match=r"aftalt møder\. Aflys dem først"):
        actions.close_course(course, WORDS, by=by)
    meeting.delete()
    with pytest.raises(ActionError, match="Aflys afstemningen først"):
        actions.close_course(course, WORDS, by=by)
    with pytest.raises(ActionError, match="Aflys afstemningen først"):
        actions.stop_course(course, reason="Ingen tid.", by=by)
    poll.delete()
    actions.close_course(course, WORDS, by=by)

    assert Engagement.objects.get().is_closed


# --- The pages --------------------------------------------------------------------------------------------------------


def test_a_consultant_keeps_a_draft_and_closes_with_it(client, consultant, course):
    client.force_login(consultant)

    first = client.get(address(course))
    kept = client.post(address(course), {"reached": "Mere leg.", "revision": "0", "handling": "gem"})
    page = client.get(address(course))
    missing = client.post(address(course), {"reached": "Mere leg.", "revision": "1", "handling": "afslut"})
    done = client.post(address(course), {**TYPED, "close": "4", "revision": "1", "handling": "afslut"})

    assert (first.status_code, kept.url, kept.status_code) == (200, address(course), 302)
    assert (page.context["form"]["reached"].value(), page.context["form"]["revision"].value()) == ("Mere leg.", 1)
    assert missing.status_code == 422
    assert missing.context["form"].errors == {
        "summary": ["Skriv kort, hvordan forløbet sluttede."],
        "lives_on": ["Skriv, hvad der lever videre, og hvem der bærer det."],
        "learned": ["Skriv, hvad I har lært."],
    }
    assert done.url == course.get_absolute_url()
    evaluation = FinalEvaluation.objects.get()
    assert (evaluation.close, evaluation.tailored, Engagement.objects.get().is_closed) == (4, None, True)


def test_what_was_written_is_kept_where_the_course_cannot_be_closed_yet(client, consultant, course):
    CourseStepFactory(engagement=course, anchor=True)
    client.force_login(consultant)

    refused = client.post(address(course), {**TYPED, "revision": "0"})
    again = client.post(
        address(course), {**TYPED, "reached": "Endnu mere.", "revision": refused.context["form"]["revision"].value()}
    )

    assert refused.context["form"].non_field_errors() == [
        "Disse trin skal være færdige, før I afslutter forløbet: Første styregruppemøde."
    ]
    assert refused.context["form"]["reached"].value() == WORDS.reached
    assert again.status_code == 422
    assert (FinalEvaluation.objects.get().reached, Engagement.objects.get().status) == ("Endnu mere.", Status.RUNNING)


def test_of_two_who_write_at_once_the_second_sees_both_texts_and_chooses(client, consultant, course):
    FinalEvaluationFactory(engagement=course, reached="Deres tekst.", saved_by=consultant)
    client.force_login(consultant)

    shown = client.post(address(course), {"reached": "Min tekst.", "revision": "0", "handling": "gem"})
    client.post(
        address(course),
        {"reached": "Begge dele.", "revision": shown.context["form"]["revision"].value(), "handling": "gem"},
    )

    assert (shown.status_code, shown.context["form"]["reached"].value()) == (422, "Min tekst.")
    assert "Deres tekst." in shown.content.decode()
    assert FinalEvaluation.objects.get().reached == "Begge dele."


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"close": "6"}, "close"), ({"reached": "x" * 4001}, "reached"), ({"revision": "x"}, "revision")],
)
def test_what_was_mistyped_is_said_beside_its_field(typed, field, client, consultant, course):
    client.force_login(consultant)

    response = client.post(address(course), {**TYPED, **typed})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_a_text_that_is_too_long_is_not_said_to_be_missing_too(client, consultant, course):
    client.force_login(consultant)

    response = client.post(address(course), {**TYPED, "learned": "x" * 4001})

    assert response.context["form"].errors == {"learned": ["Skriv højst 4.000 tegn."]}


def test_both_sides_read_it_once_the_course_has_ended(client, coordinator, consultant, course):
    FinalEvaluationFactory(engagement=course, close=4, party_words="Det var godt.")
    client.force_login(coordinator)
    before = client.get(address(course, "slutevaluering"))
    client.force_login(consultant)
    draft = client.get(address(course, "slutevaluering"))

    actions.stop_course(course, reason="Ingen tid.", by=Actor.of(consultant))
    client.force_login(coordinator)
    page = client.get(address(course, "slutevaluering"))

    assert (before.status_code, texts(draft, ".narrow .badge")) == (403, ["Kladde"])
    assert texts(page, "main h3") == [
        "Hvad er nået?",
        "Hvad lever videre, og hvem bærer det?",
        "Hvad har vi lært?",
        "Med egne ord",
        "Sådan har samarbejdet været",
    ]
    assert texts(page, "main dd") == ["4 af 5"]
    assert texts(page, ".page-nav [aria-current]") == ["Slutevaluering"]


def test_a_course_without_one_says_so(client, coordinator, municipality):
    course = EngagementFactory(closed=True, party=municipality)
    client.force_login(coordinator)

    page = client.get(address(course, "slutevaluering"))

    assert "Der er ikke skrevet en slutevaluering af dette forløb." in texts(page, "main p")
    assert course.closing_note in texts(page, "main p")


# --- What the database refuses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tailored", "research", "levels", "new_eyes", "close"])
@pytest.mark.parametrize("mark", [0, 6])
def test_a_mark_is_one_to_five(name, mark):
    with pytest.raises(IntegrityError, match="final_evaluation_marks_are_one_to_five"), transaction.atomic():
        FinalEvaluationFactory(**{name: mark})


@pytest.mark.parametrize("name", ["summary", "reached", "lives_on", "learned"])
def test_what_is_finished_says_what_is_asked(name):
    with pytest.raises(IntegrityError, match="final_evaluation_that_is_finished"), transaction.atomic():
        FinalEvaluationFactory(finished_at=timezone.now(), **{name: ""})


def test_a_course_has_one(course):
    FinalEvaluationFactory(engagement=course)

    with pytest.raises(IntegrityError), transaction.atomic():
        FinalEvaluationFactory(engagement=course)
