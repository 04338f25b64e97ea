from datetime import timedelta

import pytest
from django.utils import timezone

from applications.allocation import standing
from applications.assessment import actions as assessment
from applications.assessment.models import ReviewerAssignment
from applications.casework import actions
from applications.drafting.models import Application, Reopening, Status
from applications.rounds.models import RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email, PersonalLink, Purpose
from tests.factories.assessment import reviewed_round
from tests.factories.drafting import ApplicationFactory, ApplicationInstitutionFactory
from tests.factories.mail import PersonalLinkFactory
from tests.factories.minis import applicant, complete_mini, mini_programme

pytestmark = pytest.mark.django_db


def withdraw(application, by, reason="Vi har fået en ny ledelse."):
    actions.withdraw(application, reason=reason, by=Actor.of(by))


def test_a_draft_is_withdrawn_with_who_when_and_why(coordinator, municipality):
    draft = ApplicationFactory(applicant=municipality, created_by=coordinator)

    withdraw(draft, coordinator, " Vi venter et år. ")

    draft.refresh_from_db()
    assert (draft.status, draft.withdrawn_by, draft.withdrawal_reason) == (
        Status.WITHDRAWN,
        coordinator,
        "Vi venter et år.",
    )
    assert timezone.now() - draft.withdrawn_at < timedelta(minutes=1)
    assert [event.kind for event in draft.case.events.all()] == ["application.withdrawn"]
    assert not draft.round.case.events.exists()
    assert not Email.objects.exists()


def test_a_minis_draft_that_has_no_round_yet_is_withdrawn_too(municipality):
    mini_programme()
    organisation, owner = applicant("private", municipality)
    draft = complete_mini(organisation, owner)

    withdraw(draft, owner)

    draft.refresh_from_db()
    assert (draft.status, draft.round) == (Status.WITHDRAWN, None)
    assert draft.case.events.filter(kind="application.withdrawn").count() == 1


def test_a_submitted_one_is_told_to_its_writers_and_on_the_rounds_case(application, coordinator):
    withdraw(application, coordinator)

    assert application.status == Status.WITHDRAWN
    assert [event.data for event in application.round.case.events.all()] == [{"applicant": application.applicant.name}]
    assert list(Email.objects.values_list("to", "key")) == [
        (coordinator.email, f"withdrawn:{application.pk}:1:{coordinator.email}")
    ]


def test_withdrawing_twice_changes_nothing(application, coordinator):
    withdraw(application, coordinator)
    first = application.withdrawn_at

    withdraw(application, coordinator, "Igen")

    assert application.withdrawn_at == first
    assert application.case.events.filter(kind="application.withdrawn").count() == 1


def test_without_a_reason_nothing_happens(application, coordinator):
    with pytest.raises(ActionError, match="Skriv, hvorfor"):
        withdraw(application, coordinator, "  ")

    application.refresh_from_db()
    assert application.status == Status.SUBMITTED


@pytest.mark.parametrize("status", [RoundStatus.ASSESSING, RoundStatus.PROPOSED, RoundStatus.APPROVED])
def test_it_can_be_withdrawn_until_the_decision_is_announced(application, coordinator, status):
    type(application.round).objects.update(status=status)

    withdraw(application, coordinator)

    assert application.status == Status.WITHDRAWN


def test_after_the_announcement_it_stands(application, coordinator):
    type(application.round).objects.update(status=RoundStatus.ANNOUNCED)

    with pytest.raises(ActionError, match="Afgørelsen er meddelt"):
        withdraw(application, coordinator)

    application.refresh_from_db()
    assert application.status == Status.SUBMITTED


def test_its_links_stop_working_and_others_go_on(coordinator, municipality):
    draft = ApplicationFactory(applicant=municipality, created_by=coordinator)
    row = ApplicationInstitutionFactory(application=draft)
    signs = PersonalLinkFactory(purpose=Purpose.SIGN_APPLICATION, object_id=draft.pk)
    fills = PersonalLinkFactory(purpose=Purpose.FILL_INSTITUTION, object_id=row.pk)
    used = PersonalLinkFactory(purpose=Purpose.SIGN_APPLICATION, object_id=draft.pk, used=True)
    others = PersonalLinkFactory(purpose=Purpose.SIGN_APPLICATION)

    withdraw(draft, coordinator)

    withdrawn = set(PersonalLink.objects.exclude(withdrawn_at=None).values_list("pk", flat=True))
    assert withdrawn == {signs.pk, fills.pk}
    assert {used.pk, others.pk}.isdisjoint(withdrawn)


def test_what_was_asked_for_again_is_closed(application, reopening, coordinator):
    withdraw(application, coordinator)

    assert Reopening.objects.get(pk=reopening.pk).closed_at == application.withdrawn_at


def test_the_applicant_can_hand_in_another_in_the_round(application, coordinator):
    withdraw(application, coordinator)

    another = ApplicationFactory(round=application.round, applicant=application.applicant, submitted=True)

    assert Application.objects.filter(status=Status.SUBMITTED).get() == another


def test_a_withdrawn_application_counts_neither_for_the_round_nor_for_its_reviewers(coordinator):
    round_ = reviewed_round(3)
    reviewers = ReviewerAssignment.objects.filter(round=round_).with_progress()
    assert {assignment.locked for assignment in reviewers} == {3}
    application = round_.applications.order_by("applicant__name").first()

    withdraw(application, coordinator)

    assert application.pk not in {one.application_id for one in standing.of_round(round_)}
    assert {assignment.locked for assignment in reviewers.all()} == {2}
    with pytest.raises(ActionError, match="skal ikke bedømmes"):
        assessment.save_review(application, scores={}, by=Actor.of(reviewers.first().reviewer))
