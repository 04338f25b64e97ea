import pytest

from applications.assessment import progress
from applications.assessment.models import InterestDeclaration, ReviewerAssignment
from applications.assessment.panel import Panel
from applications.assessment.progress import Reading
from tests.factories.accounts import UserFactory
from tests.factories.assessment import (
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    reviewed_round,
)
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return RoundFactory(closed=True)


def test_what_is_left_to_lock_is_what_is_assigned_and_not_locked(round_, consultant):
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    locked, drafted, unread = ApplicationFactory.create_batch(3, round=round_, submitted=True)
    ReviewFactory(application=locked, reviewer=consultant, locked=True)
    ReviewFactory(application=drafted, reviewer=consultant)
    ReviewFactory(application=unread, locked=True)
    ApplicationFactory(round=round_)  # a draft of an applicant's

    assert set(progress.left_to_lock(consultant, round_)) == {drafted, unread}


def test_whoever_does_not_review_the_round_has_nothing_left(round_, manager):
    InterestDeclarationFactory(round=round_, person=manager)
    ApplicationFactory(round=round_, submitted=True)

    assert not progress.left_to_lock(manager, round_).exists()


def test_readings_are_counted_of_those_who_are_in_the_round(consultant, django_assert_num_queries):
    round_ = reviewed_round(1, reviewers=3)
    application = round_.applications.get()
    out, removed, _ = ReviewerAssignment.objects.order_by("pk")
    InterestDeclaration.objects.filter(person=out.reviewer).update(has_interest=True, is_out=True, about="Min bror.")
    removed.removed_at, removed.removed_by, removed.removed_reason = removed.assigned_at, UserFactory(), "Ferie."
    removed.save()
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    ReviewFactory(application=application, reviewer=consultant)

    with django_assert_num_queries(1):
        own, number = progress.readings(consultant, round_)

    assert (own, number) == ({application.pk: False}, {application.pk: 2})


def test_how_far_an_application_is_counts_those_who_are_to_read_it(round_, django_assert_num_queries):
    first = ApplicationFactory(round=round_, submitted=True, applicant__name="Skive Kommune")
    second = ApplicationFactory(round=round_, submitted=True, applicant__name="Aalborg Kommune")
    reader, other, outsider = UserFactory.create_batch(3, consultant=True)
    ReviewFactory(application=first, reviewer=reader, locked=True)
    ReviewFactory(application=first, reviewer=other)
    ReviewFactory(application=first, reviewer=outsider, locked=True)
    panel = Panel(frozenset({reader.pk}), {first.pk: frozenset({other.pk})}, frozenset({outsider.pk}))

    with django_assert_num_queries(2):
        found = progress.of_applications(round_, panel)

    assert found == [Reading("Aalborg Kommune", 1, 0, 0), Reading("Skive Kommune", 2, 2, 1)]
    assert found[1].numbers == [("Begyndt", "2"), ("Låst", "1 af 2")]
    assert second.applicant.name == found[0].applicant
