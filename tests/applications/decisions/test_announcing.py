"""Announcing a round: everything at one moment, with a letter each and a notice by mail."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from applications.allocation import actions as choosing
from applications.allocation.models import Decision, Outcome
from applications.decisions import actions
from applications.decisions.models import DecisionLetter
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.allocation import announced_round, considered_by, decided_round
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(manager):
    return Actor.of(manager)


def kinds(case):
    return list(case.events.order_by("id").values_list("kind", flat=True))


def approved(round_):
    manager = UserFactory(manager=True)
    considered_by(round_, manager)
    choosing.propose(round_, by=Actor.of(manager))
    choosing.approve(round_, by=Actor.of(UserFactory(approver=True)))
    return round_


def test_announce_shows_every_decision_at_one_moment_each_with_its_letter():
    round_ = announced_round("granted", "reserve", "refused")

    round_.refresh_from_db()
    assert round_.status == RoundStatus.ANNOUNCED
    assert set(round_.decisions.values_list("announced_at", flat=True)) == {round_.status_changed_at}
    for decision in round_.decisions.all():
        assert kinds(decision.case) == ["decision.announced"]
        assert [letter.number for letter in decision.letters.all()] == [1]
        assert Email.objects.filter(case=decision.case).count() == 1


def test_announce_twice_sends_and_orders_nothing_twice(by):
    round_ = announced_round("granted")
    before = (Email.objects.count(), DecisionLetter.objects.count(), round_.case.events.count())

    actions.announce(round_, by=by)

    assert (Email.objects.count(), DecisionLetter.objects.count(), round_.case.events.count()) == before


@pytest.mark.parametrize("status", RoundStatus)
def test_only_what_is_approved_is_announced(by, status):
    round_ = approved(decided_round("granted"))
    Round.objects.update(status=status)

    try:
        actions.announce(round_, by=by)
        went = True
    except ActionError:
        went = False

    assert went is (status in {RoundStatus.APPROVED, RoundStatus.ANNOUNCED})
    assert DecisionLetter.objects.exists() is (status == RoundStatus.APPROVED)


# --- Who is told --------------------------------------------------------------------------------------------------


def test_the_notice_goes_to_confirmed_owners_and_whoever_handed_in(municipality, coordinator, by):
    MembershipFactory(organisation=municipality, editor=True)
    MembershipFactory(organisation=municipality, unconfirmed=True)
    MembershipFactory(organisation=municipality, user__is_active=False)
    owner = MembershipFactory(organisation=municipality).user
    MembershipFactory(organisation=municipality, removed_at=timezone.now(), removed_by=owner)
    round_ = approved(decided_round("refused"))
    application = round_.applications.get()
    application.applicant, application.submitted_by = municipality, coordinator
    application.save()

    actions.announce(round_, by=by)

    letters = Email.objects.filter(case=application.case)
    assert set(letters.values_list("to", flat=True)) == {coordinator.email, owner.email}


def test_the_notice_goes_to_whoever_handed_in_where_nobody_else_is_left():
    round_ = announced_round("refused")

    notice = Email.objects.get(case=round_.applications.get().case)

    assert notice.to == round_.applications.get().submitted_by.email


def test_an_unconfirmed_member_who_handed_in_is_told_too(municipality, coordinator, by):
    new = MembershipFactory(organisation=municipality, unconfirmed=True).user
    round_ = approved(decided_round("refused"))
    application = round_.applications.get()
    application.applicant, application.submitted_by = municipality, new
    application.save()

    actions.announce(round_, by=by)

    told = Email.objects.filter(case=application.case).values_list("to", flat=True)
    assert set(told) == {coordinator.email, new.email}


def test_the_mail_is_a_notice_and_does_not_tell_the_decision():
    granted, refused = announced_round("granted", "refused").decisions.order_by("outcome")

    mails = [Email.objects.get(case=decision.case) for decision in (granted, refused)]

    said = [
        mail.body.replace(decision.application.applicant.name, "")
        for mail, decision in zip(mails, (granted, refused), strict=True)
    ]
    assert said[0] == said[1]
    assert said[0].count("Afgørelsen og begrundelsen står i et brev på jeres sag.") == 1
    assert mails[0].subject == f"Afgørelse på jeres ansøgning, sag {granted.case.reference}"
    assert mails[0].button_path == f"/ansoegninger/{granted.application_id}/afgoerelse/"


# --- What is not announced ----------------------------------------------------------------------------------------


def test_an_application_withdrawn_after_approval_gets_no_decision(by):
    round_ = approved(decided_round("granted", "refused"))
    gone, stays = round_.applications.order_by("applicant__name")
    Application.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)

    actions.announce(round_, by=by)

    assert [decision.application for decision in Decision.objects.all()] == [stays]
    assert kinds(gone.case) == []


def test_nothing_is_announced_when_one_decision_cannot_be(by):
    round_ = approved(decided_round("granted", "refused"))
    Decision.objects.filter(outcome=Outcome.REFUSED).update(reason="")
    letters = Email.objects.count()

    with pytest.raises(IntegrityError):
        actions.announce(round_, by=by)

    assert Round.objects.get().status == RoundStatus.APPROVED
    assert not Decision.objects.exclude(announced_at=None).exists()
    assert (Email.objects.count(), DecisionLetter.objects.count()) == (letters, 0)
