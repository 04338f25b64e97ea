from datetime import timedelta

import pytest
from django.utils import timezone

from applications.assessment.models import Review
from applications.assessment.reminders import due
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import User
from praksis.mail import reminders
from praksis.mail.models import Email
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory, ReviewFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(consultant):
    """The consultant reviews a round with one application, whose deadline was yesterday."""
    round_ = RoundFactory(closed=True)
    Round.objects.update(deadline=timezone.now() - timedelta(days=1))
    round_.refresh_from_db()
    ApplicationFactory(round=round_, submitted=True)
    return ReviewerAssignmentFactory(round=round_, reviewer=consultant, assigned_at=timezone.now() - timedelta(days=30))


def in_days(number):
    """What is due so many days after the deadline."""
    return [(one.kind, one.recipient) for one in due(timezone.now() + timedelta(days=number - 1))]


def subjects():
    return list(Email.objects.order_by("pk").values_list("subject", flat=True))


def test_three_days_after_the_deadline_who_has_not_declared_is_reminded_once(assignment, consultant):
    assert in_days(2) == []
    assert in_days(3) == [("interest.undeclared", consultant.email)]

    for days in (3, 4, 20):
        reminders.send_due(timezone.now() + timedelta(days=days - 1))

    assert subjects() == [f"Husk at erklære din habilitet i runden {assignment.round.name}"]


def test_one_and_two_weeks_after_the_deadline_who_has_not_locked_is_reminded(assignment, consultant):
    InterestDeclarationFactory(round=assignment.round, person=consultant)
    assert in_days(6) == []
    assert in_days(7) == [("reviews.unlocked", consultant.email)]

    for days in (7, 8, 14, 30):
        reminders.send_due(timezone.now() + timedelta(days=days - 1))

    assert subjects() == [f"Du mangler at låse 1 bedømmelse i runden {assignment.round.name}"] * 2


def test_who_became_a_reviewer_later_has_as_long(assignment, consultant):
    assignment.assigned_at = timezone.now() + timedelta(days=9)
    assignment.save()

    assert in_days(12) == []
    assert in_days(13) == [("interest.undeclared", consultant.email)]


def test_several_reviews_are_counted(assignment, consultant):
    InterestDeclarationFactory(round=assignment.round, person=consultant)
    ApplicationFactory.create_batch(2, round=assignment.round, submitted=True)
    ReviewFactory(application=Application.objects.first(), reviewer=consultant, locked=True)

    (one,) = due(timezone.now() + timedelta(days=7))

    assert one.email.subject == f"Du mangler at låse 2 bedømmelser i runden {assignment.round.name}"


@pytest.mark.parametrize(
    "end",
    ["locked", "withdrawn", "no part", "taken off", "an interest", "left", "proposed", "more time"],
)
def test_nobody_is_reminded_of_what_is_not_theirs_to_do(assignment, consultant, manager, end):
    application, declaration = (
        Application.objects.get(),
        InterestDeclarationFactory(round=assignment.round, person=consultant),
    )
    assert len(in_days(7)) == 1

    if end == "locked":
        ReviewFactory(application=application, reviewer=consultant, locked=True)
        assert Review.objects.count() == 1
    elif end == "withdrawn":
        Application.objects.update(status=Status.WITHDRAWN)
    elif end == "no part":
        type(assignment).objects.update(reads_all=False)
    elif end == "taken off":
        type(assignment).objects.update(removed_at=timezone.now(), removed_by=manager, removed_reason="Nyt job")
    elif end == "an interest":
        type(declaration).objects.update(has_interest=True, is_out=True, about="Min søster")
    elif end == "left":
        User.objects.filter(pk=consultant.pk).update(is_active=False)
    elif end == "proposed":
        Round.objects.update(status=RoundStatus.PROPOSED)
    else:
        Round.objects.update(deadline=timezone.now() + timedelta(days=30))

    assert in_days(7) == []


def test_what_is_due_is_read_in_one_query_however_many(assignment, django_assert_num_queries):
    for _ in range(3):
        ReviewerAssignmentFactory(round=assignment.round, assigned_at=assignment.assigned_at)

    with django_assert_num_queries(1):
        assert len(list(due(timezone.now() + timedelta(days=7)))) == 4
