"""What the reviewers agree on: who may note it, when, and what stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from applications.assessment import actions
from applications.assessment.models import AgreedScore, InterestDeclaration, Review, Score
from applications.drafting.models import Status
from applications.rounds.models import Round, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory, reviewed_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(manager):
    round_ = reviewed_round(2)
    InterestDeclarationFactory(round=round_, person=manager)
    return round_


@pytest.fixture
def application(round_):
    return round_.applications.order_by("pk").first()


@pytest.fixture
def need(round_):
    return round_.criteria.get(key="need")


def agree(application, criterion, *, by, **given):
    facts = {"score": 2, "reason": "Vi talte om det.", "replaces": None, **given}
    return actions.agree(application, criterion, by=Actor.of(by), **facts)


def reviewer_of(round_):
    return round_.assignments.order_by("pk").first().reviewer


def kinds(round_):
    return list(round_.case.events.order_by("id").values_list("kind", flat=True))


def test_agree_notes_a_score_and_leaves_the_reviewers_own(application, need, manager):
    agreed = agree(application, need, by=manager, reason="  Vi talte om det. ")

    assert (agreed.score, agreed.reason, agreed.agreed_by) == (2, "Vi talte om det.", manager)
    assert set(Score.objects.values_list("score", flat=True)) == {3}
    assert kinds(application.round) == ["score.agreed"]


def test_the_reviewers_can_note_it_too(application, need):
    person = reviewer_of(application.round)

    assert agree(application, need, by=person).agreed_by == person


def test_the_same_again_changes_nothing(application, need, manager):
    first = agree(application, need, by=manager)

    second = agree(application, need, by=manager, replaces=first.agreed_at)

    assert second.agreed_at == first.agreed_at
    assert kinds(application.round) == ["score.agreed"]


def test_it_is_changed_with_a_new_reason_and_the_earlier_one_stays_in_the_log(application, need, manager):
    first = agree(application, need, by=manager)

    agree(application, need, by=manager, score=4, reason="Vi læste bilaget.", replaces=first.agreed_at)

    assert AgreedScore.objects.values_list("score", "reason").get() == (4, "Vi læste bilaget.")
    noted = application.round.case.events.order_by("id").values_list("kind", "data__score", "data__reason")
    assert list(noted) == [
        ("score.agreed", 2, "Vi talte om det."),
        ("score.agreed_anew", 4, "Vi læste bilaget."),
    ]


def test_a_changed_score_needs_another_reason(application, need, manager):
    first = agree(application, need, by=manager)

    with pytest.raises(ActionError, match="Skriv en ny begrundelse"):
        agree(application, need, by=manager, score=4, replaces=first.agreed_at)

    assert AgreedScore.objects.get().score == 2


@pytest.mark.parametrize("seen", [None, timedelta(minutes=-1)])
def test_what_another_noted_meanwhile_is_not_overwritten(application, need, manager, seen):
    first = agree(application, need, by=reviewer_of(application.round))
    replaces = seen and first.agreed_at + seen

    with pytest.raises(ActionError, match=r"har noteret 2 af 4 imens") as refusal:
        agree(application, need, by=manager, score=4, reason="Anden grund.", replaces=replaces)

    assert str(refusal.value).startswith(first.agreed_by.name)
    assert AgreedScore.objects.get().score == 2


def test_no_score_is_agreed_on_without_a_reason(application, need, manager):
    with pytest.raises(ActionError, match="Skriv, hvorfor I er nået frem"):
        agree(application, need, by=manager, reason="  ")

    assert not AgreedScore.objects.exists()


def test_two_must_have_locked_first(application, need, manager):
    Review.objects.filter(application=application).first().delete()

    with pytest.raises(ActionError, match="Mindst to bedømmelser"):
        agree(application, need, by=manager)


def test_a_review_that_is_left_out_does_not_make_two(application, need, manager):
    InterestDeclaration.objects.filter(person=reviewer_of(application.round)).update(
        has_interest=True, is_out=True, about="Min bror."
    )

    with pytest.raises(ActionError, match="Mindst to bedømmelser"):
        agree(application, need, by=manager)


def test_whoever_reviews_the_round_locks_everything_first(application, need):
    person = reviewer_of(application.round)
    other = application.round.applications.exclude(pk=application.pk).get()
    Review.objects.filter(reviewer=person, application=other).update(locked_at=None)

    with pytest.raises(ActionError, match="Lås dine egne bedømmelser"):
        agree(application, need, by=person)


def test_others_agree_on_nothing(application, need):
    person = UserFactory(consultant=True)
    InterestDeclarationFactory(round=application.round, person=person)

    with pytest.raises(ActionError, match="Lås dine egne bedømmelser"):
        agree(application, need, by=person)


@pytest.mark.parametrize("found", [True, False])
def test_nobody_agrees_without_a_declaration_or_with_an_interest(application, need, manager, found):
    declared = InterestDeclaration.objects.filter(person=manager)
    if found:
        declared.update(has_interest=True, is_out=True, about="Min søster.")
    else:
        declared.delete()

    with pytest.raises(ActionError, match="Erklær din habilitet"):
        agree(application, need, by=manager)


@pytest.mark.parametrize("status", [RoundStatus.PROPOSED, RoundStatus.APPROVED, RoundStatus.ANNOUNCED])
def test_the_agreed_scores_stand_once_the_round_is_proposed(application, need, manager, status):
    Round.objects.update(status=status)

    with pytest.raises(ActionError, match="kan ikke længere ændres"):
        agree(application, need, by=manager)


def test_nothing_is_agreed_on_before_the_deadline(application, need, manager):
    Round.objects.update(deadline=application.round.deadline + timedelta(days=100))

    with pytest.raises(ActionError, match="når ansøgningsfristen er nået"):
        agree(application, need, by=manager)


def test_nothing_is_agreed_on_about_a_withdrawn_application(application, need, manager):
    application.status = Status.WITHDRAWN
    application.save()

    with pytest.raises(ActionError, match="trukket tilbage"):
        agree(application, need, by=manager)


def test_the_timeline_tells_no_score(application, need, manager):
    first = agree(application, need, by=manager)
    agree(application, need, by=manager, score=4, reason="Vi læste bilaget.", replaces=first.agreed_at)

    told = [line["text"] for line in log.timeline(application.round.case, party=False)]

    name = application.applicant.name
    assert told == [
        f"Den fælles karakter for {name} under »Behov« er ændret.",
        f"Der er noteret en fælles karakter for {name} under »Behov«.",
    ]
    assert log.timeline(application.round.case, party=True) == []
    assert {"score.agreed", "score.agreed_anew"} <= set(log.kept_to_the_case())


@pytest.mark.parametrize("wrong", [{"score": 5}, {"reason": ""}])
def test_the_database_refuses_what_is_no_agreed_score(application, need, manager, wrong):
    agreed = agree(application, need, by=manager)

    with pytest.raises(IntegrityError), transaction.atomic():
        AgreedScore.objects.filter(pk=agreed.pk).update(**wrong)
