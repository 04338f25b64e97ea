from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.assessment.models import InterestDeclaration, Review, ReviewerAssignment, Score
from applications.drafting.models import Status
from tests.factories.assessment import (
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    ScoreFactory,
    reviewed_round,
)
from tests.factories.drafting import ApplicationFactory
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
    assert refused(
        "interest_says_what_it_is_about", InterestDeclarationFactory, has_interest=True, is_out=True, about=""
    )


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

    InterestDeclaration.objects.filter(person=conflicted).update(has_interest=True, is_out=True, about="Min søster.")

    assert [review.reviewer for review in Review.objects.valid_in(round_)] == [round_.assignments.last().reviewer]


def test_with_progress_tells_declarations_and_locked_reviews():
    round_ = reviewed_round(2, reviewers=1)
    ReviewerAssignmentFactory(round=round_)
    part = ReviewerAssignmentFactory(round=round_, reads_all=False)
    for application in round_.applications.all()[:1]:
        part.parts.create(application=application)
    withdrawn = ApplicationFactory(round=round_, status=Status.WITHDRAWN)
    part.parts.create(application=withdrawn)

    progress = ReviewerAssignment.objects.filter(round=round_).with_progress()

    assert [(one.has_declared, one.has_interest, one.locked, one.expected) for one in progress] == [
        (True, False, 2, 2),
        (False, False, 0, 2),
        (False, False, 0, 1),
    ]


def test_reviews_count_alike_where_the_declarations_are_read_already():
    round_ = reviewed_round(1)
    conflicted, other = (assignment.reviewer for assignment in round_.assignments.all())
    InterestDeclarationFactory(person=other, conflicted=True)
    InterestDeclaration.objects.filter(round=round_, person=conflicted).update(
        has_interest=True, is_out=True, about="Min søster."
    )

    declared = InterestDeclaration.objects.declared_in(round_)

    assert declared == {conflicted.pk: True, other.pk: False}
    assert [review.reviewer for review in Review.objects.valid_with(declared)] == [other]
    assert Review.objects.valid_with({}).count() == 2


def test_reviews_of_who_was_taken_off_do_not_count_whichever_way_they_are_asked_for():
    round_ = reviewed_round(1)
    removed, other = round_.assignments.select_related("reviewer")
    elsewhere = ReviewerAssignmentFactory(reviewer=other.reviewer)
    for one in (removed, elsewhere):
        take_off(one)

    counted = [
        Review.objects.valid_in(round_),
        Review.objects.valid_with({}),
        Review.objects.valid_with({}, [removed.reviewer_id]),
    ]

    assert [[review.reviewer for review in reviews] for reviews in counted] == [[other.reviewer]] * 3


def take_off(assignment):
    assignment.removed_at, assignment.removed_by = timezone.now(), assignment.assigned_by
    assignment.removed_reason = "Har skiftet job."
    assignment.save()


def test_a_reviewer_is_taken_off_at_a_time_by_somebody_and_with_a_reason():
    assignment = ReviewerAssignmentFactory()

    for fields in ({"removed_reason": "Nyt job"}, {"removed_at": timezone.now(), "removed_by": assignment.reviewer}):
        assert refused(
            "assignment_removed_at_by_and_with_a_reason",
            ReviewerAssignment.objects.filter(pk=assignment.pk).update,
            **fields,
        )


def test_an_application_is_assigned_once():
    assignment = ReviewerAssignmentFactory(reads_all=False)
    application = ApplicationFactory(round=assignment.round, submitted=True)
    part = assignment.parts.create(application=application)

    assert refused("application_assigned_once", assignment.parts.create, application=application)
    assert str(part) == f"{assignment.pk}: {application.pk}"


def test_an_interest_is_decided_about_by_another_with_a_reason_and_takes_out_unless_it_says_otherwise():
    declared = InterestDeclarationFactory(conflicted=True)
    change = InterestDeclaration.objects.filter(pk=declared.pk).update
    by_self = {"ruling": "stays_out", "ruling_reason": "Nej", "ruled_at": timezone.now(), "ruled_by": declared.person}

    assert refused("interest_ruled_at_by_another_and_with_a_reason", change, **by_self)
    assert refused("interest_takes_out_unless_ruled_otherwise", change, is_out=False)


def test_things_are_named_as_one_says_them():
    review = ReviewFactory()
    score = Score(criterion_id=1, score=3)

    assert str(ReviewerAssignmentFactory(round__name="Januar", reviewer__name="Hanne Friis")) == "Hanne Friis: Januar"
    assert str(InterestDeclarationFactory(round__name="Januar", person__name="Hanne Friis")) == "Hanne Friis: Januar"
    assert str(review) == f"{review.reviewer}: {review.application_id}"
    assert str(score) == "1: 3"
