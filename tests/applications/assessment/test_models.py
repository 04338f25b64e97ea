from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.assessment.models import InterestDeclaration, Review, ReviewerAssignment, Score
from tests.factories.assessment import (
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    ScoreFactory,
    reviewed_round,
)
from tests.factories.rounds import CriterionFactory

pytestmark = pytest.mark.django_db


def refused(constraint, make, **fields):
    """Whether the database refuses to keep this, and by that constraint."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make(**fields)
    text = str(error.value)
    return constraint in text or "UNIQUE constraint failed" in text


def test_a_reviewer_is_assigned_once_per_round():
    known = ReviewerAssignmentFactory()

    assert refused(
        "assignment_once_per_reviewer_and_round", ReviewerAssignmentFactory, round=known.round, reviewer=known.reviewer
    )


def test_an_interest_is_declared_once_per_round():
    known = InterestDeclarationFactory()

    assert refused(
        "interest_declared_once_per_person_and_round",
        InterestDeclarationFactory,
        round=known.round,
        person=known.person,
    )


def test_an_interest_says_what_it_is_about():
    assert refused("interest_says_what_it_is_about", InterestDeclarationFactory, has_interest=True, about="")


def test_a_reviewer_reviews_an_application_once():
    known = ReviewFactory()

    assert refused(
        "review_once_per_reviewer_and_application",
        ReviewFactory,
        application=known.application,
        reviewer=known.reviewer,
    )


def test_a_review_is_not_locked_before_it_is_started():
    now = timezone.now()

    assert refused(
        "review_is_locked_after_it_is_started",
        ReviewFactory,
        started_at=now,
        locked_at=now - timedelta(seconds=1),
    )


def test_a_criterion_is_scored_once_per_review():
    criterion = CriterionFactory()
    known = ScoreFactory(review=ReviewFactory(application__round=criterion.round), criterion=criterion)

    assert refused("score_once_per_criterion", ScoreFactory, review=known.review, criterion=criterion)


def test_a_score_is_0_to_4():
    criterion = CriterionFactory()

    assert refused("score_is_0_to_4", ScoreFactory, review=ReviewFactory(), criterion=criterion, score=5)


def test_reviews_of_a_person_with_an_interest_do_not_count():
    round_ = reviewed_round(1)
    conflicted = round_.assignments.first().reviewer
    assert Review.objects.valid_in(round_).count() == 2

    InterestDeclaration.objects.filter(person=conflicted).update(has_interest=True, about="Min søster.")

    assert [review.reviewer for review in Review.objects.valid_in(round_)] == [round_.assignments.last().reviewer]


def test_with_progress_tells_declarations_and_locked_reviews():
    round_ = reviewed_round(2, reviewers=1)
    ReviewerAssignmentFactory(round=round_)

    progress = ReviewerAssignment.objects.filter(round=round_).with_progress()

    assert [(one.has_declared, one.has_interest, one.locked) for one in progress] == [
        (True, False, 2),
        (False, False, 0),
    ]


def test_whoever_has_an_interest_takes_no_part():
    round_ = reviewed_round(1)
    conflicted, other = round_.assignments.all()
    InterestDeclaration.objects.update(has_interest=False, about="")
    assert ReviewerAssignment.objects.taking_part_in(round_).count() == 2

    InterestDeclaration.objects.filter(person=conflicted.reviewer).update(has_interest=True, about="Min søster.")
    InterestDeclarationFactory(person=other.reviewer, conflicted=True)

    assert list(ReviewerAssignment.objects.taking_part_in(round_)) == [other]


def test_things_are_named_as_one_says_them():
    review = ReviewFactory()
    score = Score(criterion_id=1, score=3)

    assert str(ReviewerAssignmentFactory(round__name="Januar", reviewer__name="Hanne Friis")) == "Hanne Friis: Januar"
    assert str(InterestDeclarationFactory(round__name="Januar", person__name="Hanne Friis")) == "Hanne Friis: Januar"
    assert str(review) == f"{review.reviewer}: {review.application_id}"
    assert str(score) == "1: 3"
