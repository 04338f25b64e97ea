from datetime import timedelta

import pytest
from django.utils import timezone

from applications.assessment import actions
from applications.assessment.actions import Opinion
from applications.assessment.models import Review, ReviewerAssignment, Score
from applications.drafting.models import Status
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory, ReviewFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import CriterionFactory, RoundFactory

pytestmark = pytest.mark.django_db

FULL = {"need": Opinion(3, "Godt dokumenteret.", 3), "backing": Opinion(2, "Delvist.", 1)}


@pytest.fixture
def round_():
    round_ = RoundFactory(closed=True)
    CriterionFactory(round=round_, key="need", title="Behov", order=1)
    CriterionFactory(round=round_, key="backing", title="Opbakning", order=2)
    return round_


@pytest.fixture
def application(round_):
    return ApplicationFactory(round=round_, submitted=True)


@pytest.fixture
def by(round_, consultant):
    """The consultant, ready to review."""
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    return Actor.of(consultant)


def kinds(round_):
    return list(round_.case.events.order_by("id").values_list("kind", flat=True))


# --- Reviewing ----------------------------------------------------------------------------------------------------


def test_save_review_keeps_a_half_written_draft(application, by):
    actions.save_review(application, scores={"need": Opinion(3, confidence=2)}, by=by)
    review = actions.save_review(
        application, scores={"backing": Opinion(rationale=" Uklart. "), "unknown": Opinion(1, "x")}, by=by
    )

    assert Review.objects.get() == review
    assert list(review.scores.values_list("criterion__key", "score", "rationale", "confidence")) == [
        ("need", 3, "", 2),
        ("backing", None, "Uklart.", None),
    ]
    assert review.is_locked is False


def test_lock_review_makes_it_final(application, by):
    review = actions.save_review(application, scores=FULL, by=by)

    actions.lock_review(review, by=by)
    actions.lock_review(review, by=by)

    assert Review.objects.get().is_locked is True
    assert kinds(application.round) == ["review.locked"]
    with pytest.raises(ActionError, match="låst"):
        actions.save_review(application, scores={"need": Opinion(4, "Nej")}, by=by)
    assert Score.objects.get(criterion__key="need").score == 3


def test_a_clock_set_back_does_not_keep_a_review_from_being_locked(application, by, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=1), tick=False)
    review = actions.save_review(application, scores=FULL, by=by)
    time_machine.shift(timedelta(hours=-1))

    actions.lock_review(review, by=by)

    review.refresh_from_db()
    assert review.locked_at == review.started_at


@pytest.mark.parametrize(
    ("scores", "missing"),
    [
        ({}, "»Behov«, »Opbakning«"),
        ({"need": Opinion(3, "Godt.", 3), "backing": Opinion(None, "Delvist.", 2)}, "»Opbakning«"),
        ({"need": Opinion(3, "  ", 3), "backing": Opinion(2, "Delvist.", 2)}, "»Behov«"),
        ({"need": Opinion(3, "Godt.", 3), "backing": Opinion(2, "Delvist.")}, "»Opbakning«"),
    ],
)
def test_lock_review_names_what_is_missing(application, by, scores, missing):
    review = actions.save_review(application, scores=scores, by=by)

    with pytest.raises(ActionError) as refusal:
        actions.lock_review(review, by=by)

    assert str(refusal.value) == (
        f"Giv karakter, skriv en begrundelse, og vælg, hvor sikker du er, før du låser. Det mangler under {missing}."
    )
    assert Review.objects.get().is_locked is False


def test_lock_review_accepts_a_score_of_nought(application, by):
    scores = {**FULL, "need": Opinion(0, "Slet ikke belyst.", 3)}

    review = actions.lock_review(actions.save_review(application, scores=scores, by=by), by=by)

    assert review.is_locked is True


def test_lock_review_is_for_its_own_reviewer(application, by):
    other = ReviewFactory(application=application, scores={})

    with pytest.raises(ActionError, match="Kun bedømmeren selv"):
        actions.lock_review(other, by=by)


def test_reviewing_waits_for_the_deadline(consultant):
    assignment = ReviewerAssignmentFactory(round=RoundFactory(), reviewer=consultant, ready=True)
    application = ApplicationFactory(round=assignment.round, submitted=True)

    with pytest.raises(ActionError, match="når ansøgningsfristen er nået"):
        actions.save_review(application, scores={}, by=Actor.of(consultant))


@pytest.mark.parametrize("status", [RoundStatus.PROPOSED, RoundStatus.APPROVED, RoundStatus.ANNOUNCED])
def test_reviewing_ends_when_the_round_is_proposed(application, by, status):
    review = actions.save_review(application, scores=FULL, by=by)
    Round.objects.update(status=status)

    for attempt in (
        lambda: actions.save_review(application, scores={"need": Opinion(4, "Nyt")}, by=by),
        lambda: actions.lock_review(review, by=by),
    ):
        with pytest.raises(ActionError, match="Bedømmelserne kan ikke længere ændres"):
            attempt()


def test_a_withdrawn_application_is_not_reviewed(application, by):
    application.status = Status.WITHDRAWN
    application.save()

    with pytest.raises(ActionError, match="trukket tilbage"):
        actions.save_review(application, scores={}, by=by)


def test_only_assigned_consultants_review(application, consultant):
    InterestDeclarationFactory(round=application.round, person=consultant)

    with pytest.raises(ActionError, match="Du er ikke bedømmer"):
        actions.save_review(application, scores={}, by=Actor.of(consultant))


@pytest.mark.parametrize("declared", [None, True])
def test_reviewing_needs_a_declaration_without_interests(application, consultant, declared):
    ReviewerAssignmentFactory(round=application.round, reviewer=consultant)
    if declared:
        InterestDeclarationFactory(round=application.round, person=consultant, conflicted=True)

    with pytest.raises(ActionError, match="Erklær din habilitet"):
        actions.save_review(application, scores={}, by=Actor.of(consultant))


def test_save_reviews_keeps_drafts_of_several_applications(application, by):
    other = ApplicationFactory(round=application.round, submitted=True)
    scores = {application.pk: {"need": Opinion(3)}, other.pk: {"need": Opinion(1, "Tyndt.")}}

    refused = actions.save_reviews(application.round, scores=scores, by=by)

    assert refused == {}
    assert set(Score.objects.values_list("review__application", "score")) == {(application.pk, 3), (other.pk, 1)}


def test_save_reviews_keeps_the_rest_where_one_is_locked(application, by):
    locked = ApplicationFactory(round=application.round, submitted=True)
    actions.lock_review(actions.save_review(locked, scores=FULL, by=by), by=by)
    scores = {application.pk: {"need": Opinion(3)}, locked.pk: {"need": Opinion(0)}}

    refused = actions.save_reviews(application.round, scores=scores, by=by)

    assert refused == {locked.pk: "Bedømmelsen er låst og kan ikke ændres."}
    assert Score.objects.get(review__application=application).score == 3
    assert Score.objects.get(review__application=locked, criterion__key="need").score == 3


def test_a_reviewer_of_some_applications_reviews_no_others(application, by):
    other = ApplicationFactory(round=application.round, submitted=True)
    assignment = ReviewerAssignment.objects.get()
    assignment.reads_all = False
    assignment.save()
    assignment.parts.create(application=application)

    actions.save_review(application, scores={"need": Opinion(3)}, by=by)

    with pytest.raises(ActionError, match="Du er ikke bedømmer af ansøgningen"):
        actions.save_review(other, scores={"need": Opinion(3)}, by=by)
