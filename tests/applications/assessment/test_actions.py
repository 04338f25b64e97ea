from datetime import timedelta

import pytest
from django.utils import timezone

from applications.assessment import actions
from applications.assessment.models import InterestDeclaration, Review, ReviewerAssignment, Score
from applications.drafting.models import Status
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory, ReviewFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import CriterionFactory, RoundFactory

pytestmark = pytest.mark.django_db

FULL = {"need": (3, "Godt dokumenteret."), "backing": (2, "Delvist.")}


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


# --- Assigning ----------------------------------------------------------------------------------------------------


def test_assign_reviewer_tells_the_consultant_once(round_, manager, consultant):
    first = actions.assign_reviewer(round_, consultant, by=Actor.of(manager))
    second = actions.assign_reviewer(round_, consultant, by=Actor.of(manager))

    assert first == second
    assert first.assigned_by == manager
    assert list(Email.objects.values_list("to", "subject")) == [
        (consultant.email, f"Du er bedømmer i runden {round_.name}")
    ]
    assert kinds(round_) == ["reviewer.assigned"]


def test_assign_reviewer_refuses_somebody_who_is_not_a_consultant(round_, manager, coordinator):
    with pytest.raises(ActionError, match=r"Karen Koordinator er ikke praksiskonsulent"):
        actions.assign_reviewer(round_, coordinator, by=Actor.of(manager))

    assert not ReviewerAssignment.objects.exists()


@pytest.mark.parametrize("status", [RoundStatus.PROPOSED, RoundStatus.APPROVED, RoundStatus.ANNOUNCED])
def test_reviewers_stand_once_the_round_is_proposed(status, manager, consultant):
    assignment = ReviewerAssignmentFactory(round__status=status)

    with pytest.raises(ActionError, match="Bedømmerne kan ikke længere ændres"):
        actions.assign_reviewer(assignment.round, consultant, by=Actor.of(manager))
    with pytest.raises(ActionError, match="Bedømmerne kan ikke længere ændres"):
        actions.remove_reviewer(assignment.round, assignment.reviewer, by=Actor.of(manager))


def test_remove_reviewer_keeps_the_drafts(round_, application, by, manager):
    actions.save_review(application, scores={"need": (3, "")}, by=by)

    actions.remove_reviewer(round_, by.user, by=Actor.of(manager))
    actions.remove_reviewer(round_, by.user, by=Actor.of(manager))

    assert not ReviewerAssignment.objects.exists()
    assert Score.objects.get().score == 3
    assert kinds(round_) == ["reviewer.removed"]


def test_remove_reviewer_refuses_one_who_has_locked(round_, application, by, manager):
    actions.lock_review(actions.save_review(application, scores=FULL, by=by), by=by)

    with pytest.raises(ActionError, match="har låst bedømmelser"):
        actions.remove_reviewer(round_, by.user, by=Actor.of(manager))

    assert ReviewerAssignment.objects.count() == 1


def test_set_reviewers_adds_and_removes(round_, manager):
    stays, goes, comes = UserFactory.create_batch(3, consultant=True)
    actions.set_reviewers(round_, [stays, goes], by=Actor.of(manager))

    actions.set_reviewers(round_, [stays, comes], by=Actor.of(manager))

    assert {assignment.reviewer for assignment in round_.assignments.all()} == {stays, comes}


def test_set_reviewers_does_all_or_nothing(round_, application, by, manager, approver):
    actions.lock_review(actions.save_review(application, scores=FULL, by=by), by=by)
    other = UserFactory(consultant=True)

    with pytest.raises(ActionError, match="har låst bedømmelser"):
        actions.set_reviewers(round_, [other], by=Actor.of(manager))

    assert [assignment.reviewer for assignment in round_.assignments.all()] == [by.user]


# --- Interests ----------------------------------------------------------------------------------------------------


def test_declare_interest_keeps_what_was_said(round_, manager):
    declaration = actions.declare_interest(round_, has_interest=True, about=" Min søster. ", by=Actor.of(manager))

    assert (declaration.person, declaration.has_interest, declaration.about) == (manager, True, "Min søster.")
    assert kinds(round_) == ["interest.declared"]


def test_declare_interest_twice_changes_nothing(round_, manager):
    actions.declare_interest(round_, has_interest=False, about="Noget", by=Actor.of(manager))
    actions.declare_interest(round_, has_interest=False, by=Actor.of(manager))

    assert list(InterestDeclaration.objects.values_list("has_interest", "about")) == [(False, "")]
    assert kinds(round_) == ["interest.none"]


def test_an_interest_can_be_found_later(round_, manager):
    actions.declare_interest(round_, has_interest=False, by=Actor.of(manager))
    actions.declare_interest(round_, has_interest=True, about="Min bror.", by=Actor.of(manager))

    assert list(InterestDeclaration.objects.values_list("has_interest", "about")) == [(True, "Min bror.")]
    assert kinds(round_) == ["interest.none", "interest.declared"]


def test_a_declared_interest_is_not_taken_back(round_, manager):
    actions.declare_interest(round_, has_interest=True, about="Min bror.", by=Actor.of(manager))

    with pytest.raises(ActionError, match="Kun din overordnede"):
        actions.declare_interest(round_, has_interest=False, by=Actor.of(manager))

    assert InterestDeclaration.objects.get().has_interest is True


def test_declare_interest_asks_what_it_is_about(round_, manager):
    with pytest.raises(ActionError, match="hvem og hvad"):
        actions.declare_interest(round_, has_interest=True, about=" ", by=Actor.of(manager))

    assert not InterestDeclaration.objects.exists()


def test_declare_interest_waits_for_the_deadline(manager):
    round_ = RoundFactory()

    with pytest.raises(ActionError, match="når fristen er nået"):
        actions.declare_interest(round_, has_interest=False, by=Actor.of(manager))


# --- Reviewing ----------------------------------------------------------------------------------------------------


def test_save_review_keeps_a_half_written_draft(application, by):
    actions.save_review(application, scores={"need": (3, "")}, by=by)
    review = actions.save_review(application, scores={"backing": (None, " Uklart. "), "unknown": (1, "x")}, by=by)

    assert Review.objects.get() == review
    assert list(review.scores.values_list("criterion__key", "score", "rationale")) == [
        ("need", 3, ""),
        ("backing", None, "Uklart."),
    ]
    assert review.is_locked is False


def test_lock_review_makes_it_final(application, by):
    review = actions.save_review(application, scores=FULL, by=by)

    actions.lock_review(review, by=by)
    actions.lock_review(review, by=by)

    assert Review.objects.get().is_locked is True
    assert kinds(application.round) == ["review.locked"]
    with pytest.raises(ActionError, match="låst"):
        actions.save_review(application, scores={"need": (4, "Nej")}, by=by)
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
        ({"need": (3, "Godt."), "backing": (None, "Delvist.")}, "»Opbakning«"),
        ({"need": (3, "  "), "backing": (2, "Delvist.")}, "»Behov«"),
    ],
)
def test_lock_review_names_what_is_missing(application, by, scores, missing):
    review = actions.save_review(application, scores=scores, by=by)

    with pytest.raises(ActionError) as refusal:
        actions.lock_review(review, by=by)

    assert str(refusal.value) == f"Giv både karakter og begrundelse, før du låser. Det mangler under {missing}."
    assert Review.objects.get().is_locked is False


def test_lock_review_accepts_a_score_of_nought(application, by):
    scores = {**FULL, "need": (0, "Slet ikke belyst.")}

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
        lambda: actions.save_review(application, scores={"need": (4, "Nyt")}, by=by),
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
