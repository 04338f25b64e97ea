from datetime import timedelta

import pytest
from django.utils import timezone

from applications.assessment import access
from applications.assessment.models import ReviewerAssignment
from applications.drafting.models import Status
from applications.rounds.models import Round, RoundStatus
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory, reviewed_round
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return reviewed_round(2)


def readable(user):
    """How many applications this person may read."""
    return access.readable_applications(user).count()


def test_managers_and_approvers_know_every_round(manager, approver, round_):
    assert list(access.known_rounds(manager)) == [round_]
    assert list(access.known_rounds(approver)) == [round_]


def test_a_consultant_knows_only_the_assigned_rounds(consultant, round_):
    assert list(access.known_rounds(consultant)) == []

    ReviewerAssignmentFactory(round=round_, reviewer=consultant)

    assert list(access.known_rounds(consultant)) == [round_]


def test_an_applicant_knows_no_round(coordinator, round_):
    assert list(access.known_rounds(coordinator)) == []


@pytest.mark.parametrize("persona", ["manager", "approver", "consultant"])
def test_a_declared_interest_takes_the_round_away(request, persona, round_):
    user = request.getfixturevalue(persona)
    ReviewerAssignmentFactory(round=round_, reviewer=user)
    declaration = InterestDeclarationFactory(round=round_, person=user)
    assert readable(user) == 2
    assert access.rounds_to_review(user).count() == 1

    declaration.has_interest, declaration.is_out, declaration.about = True, True, "Min søster."
    declaration.save()

    assert list(access.known_rounds(user)) == []
    assert readable(user) == 0
    assert list(access.reviewed_applications(user)) == []
    assert list(access.rounds_to_review(user)) == []


@pytest.mark.parametrize("persona", ["manager", "approver", "consultant"])
def test_nothing_is_read_before_one_has_declared(request, persona, round_):
    user = request.getfixturevalue(persona)
    ReviewerAssignmentFactory(round=round_, reviewer=user)
    assert readable(user) == 0

    InterestDeclarationFactory(round=round_, person=user)

    assert readable(user) == 2


def test_an_interest_in_another_round_changes_nothing(manager, round_):
    InterestDeclarationFactory(round=round_, person=manager)
    InterestDeclarationFactory(person=manager, conflicted=True)

    assert readable(manager) == 2


def test_only_submitted_applications_are_read(manager, round_):
    InterestDeclarationFactory(round=round_, person=manager)
    ApplicationFactory(round=round_)
    ApplicationFactory(round=round_, status=Status.WITHDRAWN)

    assert readable(manager) == 2


def test_a_manager_who_does_not_review_has_nothing_to_review(manager, round_):
    InterestDeclarationFactory(round=round_, person=manager)

    assert list(access.rounds_to_review(manager)) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"closed": True}, True),
        ({"closed": True, "status": RoundStatus.ANNOUNCED}, True),
        ({"closed": True, "status": RoundStatus.DRAFT}, False),
        ({}, False),
        ({"opens_at": None, "deadline": None, "status": RoundStatus.ANNOUNCED}, False),
        ({"opens_at": None, "deadline": timezone.now() - timedelta(days=300), "status": RoundStatus.ANNOUNCED}, False),
    ],
)
def test_interests_are_declared_once_the_applicants_are_known(fields, expected):
    assert access.may_declare(RoundFactory(**fields)) is expected


def test_a_declaration_is_asked_for_once(manager, round_):
    assert access.must_declare(access.known_rounds(manager).get()) is True

    InterestDeclarationFactory(round=round_, person=manager)

    assert access.must_declare(access.known_rounds(manager).get()) is False


def test_an_open_round_is_not_read_although_one_has_declared(manager, round_):
    InterestDeclarationFactory(round=round_, person=manager)
    Round.objects.update(deadline=timezone.now() + timedelta(days=1))

    assert [access.is_readable(one) for one in access.known_rounds(manager)] == [False]
    assert readable(manager) == 0


def test_a_round_under_preparation_is_not_read_although_one_has_declared(manager, round_):
    InterestDeclarationFactory(round=round_, person=manager)
    Round.objects.update(status=RoundStatus.DRAFT)

    assert readable(manager) == 0


@pytest.mark.parametrize("persona", ["manager", "consultant"])
def test_only_the_rounds_one_is_assigned_to_are_reviewed(request, persona, round_):
    user = request.getfixturevalue(persona)
    InterestDeclarationFactory(round=round_, person=user)
    assert list(access.reviewed_applications(user)) == []

    ReviewerAssignmentFactory(round=round_, reviewer=user)

    assert access.reviewed_applications(user).count() == 2


@pytest.fixture
def reader(round_, consultant):
    """The consultant, who reads the first of the round's two applications."""
    assignment = ReviewerAssignmentFactory(round=round_, reviewer=consultant, reads_all=False, ready=True)
    assignment.parts.create(application=round_.applications.order_by("pk").first())
    return assignment


def test_who_reads_a_part_of_a_round_reads_nothing_else_of_it(reader, round_, consultant):
    first = reader.parts.get().application
    whole = ReviewerAssignmentFactory(round=reviewed_round(1), reviewer=consultant, ready=True).round

    assert set(access.reviewed_applications(consultant)) == {first, *whole.applications.all()}
    assert access.read_in_part(consultant) == {round_.pk: {first.pk}}
    assert set(access.known_rounds(consultant)) == {round_, whole}


def test_who_is_given_nothing_yet_reads_nothing(reader, round_, consultant):
    reader.parts.all().delete()

    assert readable(consultant) == 0
    assert access.read_in_part(consultant) == {round_.pk: set()}


def test_a_part_that_is_anothers_is_not_ones_own(reader, consultant):
    other = ReviewerAssignmentFactory(round=reader.round, reads_all=False, ready=True)
    other.parts.create(application=reader.parts.get().application)

    assert readable(other.reviewer) == 1
    assert readable(consultant) == 1


def test_managers_and_approvers_read_all_of_a_round_of_which_they_review_a_part(reader, manager):
    InterestDeclarationFactory(round=reader.round, person=manager)
    ReviewerAssignmentFactory(round=reader.round, reviewer=manager, reads_all=False)

    assert readable(manager) == 2
    assert list(access.reviewed_applications(manager)) == []
    assert access.read_in_part(manager) == {}


@pytest.mark.parametrize("reads_all", [True, False])
def test_who_was_taken_off_loses_the_round(reader, consultant, manager, reads_all):
    assert (readable(consultant), access.rounds_to_review(consultant).count()) == (1, 1)

    ReviewerAssignment.objects.filter(pk=reader.pk).update(
        removed_at=timezone.now(), removed_by=manager, removed_reason="Nyt job", reads_all=reads_all
    )

    assert list(access.known_rounds(consultant)) == []
    assert list(access.readable_rounds(consultant)) == []
    assert (readable(consultant), access.rounds_to_review(consultant).count()) == (0, 0)
    assert access.read_in_part(consultant) == {}


def test_a_manager_who_was_taken_off_still_reads_the_round_but_reviews_none_of_it(round_, manager):
    InterestDeclarationFactory(round=round_, person=manager)
    ReviewerAssignmentFactory(
        round=round_, reviewer=manager, removed_at=timezone.now(), removed_by=manager, removed_reason="Nyt job"
    )

    assert [one.reviews_it for one in access.known_rounds(manager)] == [False]
    assert readable(manager) == 2


def test_who_has_left_reads_nothing_however_assigned(coordinator, round_):
    ReviewerAssignmentFactory(round=round_, reviewer=coordinator, ready=True)

    assert readable(coordinator) == 0
