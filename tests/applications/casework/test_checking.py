from datetime import timedelta

import pytest
from django.utils import timezone

from applications.casework import actions
from applications.casework.models import FormalCheck
from applications.drafting.models import Reopening, Status
from applications.rounds.models import Requirement, Round, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.casework import FormalCheckFactory, ReopeningFactory
from tests.factories.drafting import AnswerFactory
from tests.factories.rounds import QuestionFactory, RoundFactory

pytestmark = pytest.mark.django_db


def ask(answer, manager, *, days=5, reason="Skriv, hvor mange børn det er."):
    due_on = timezone.localdate() + timedelta(days=days)
    return actions.ask_again(answer, reason=reason, due_on=due_on, by=Actor.of(manager))


def test_asking_opens_the_answer_and_writes_to_the_applicant(need, manager, coordinator):
    reopening = ask(need, manager)

    assert (reopening.answer, reopening.asked_by, reopening.is_open) == (need, manager, True)
    letter = Email.objects.get()
    assert (letter.to, letter.case) == (coordinator.email, need.application.case)
    assert danish_date(reopening.due_on) in letter.body
    assert reopening.reason not in letter.body
    assert [event.kind for event in need.application.case.events.all()] == ["answer.asked_again"]


def test_asking_takes_back_that_it_can_be_judged(need, manager):
    FormalCheckFactory(application=need.application)

    ask(need, manager)

    assert not FormalCheck.objects.exists()


def test_the_same_answer_is_not_asked_for_twice_at_a_time(reopening, need, manager):
    with pytest.raises(ActionError, match="allerede åbnet igen"):
        ask(need, manager)


def test_an_answer_whose_day_has_passed_can_be_asked_for_anew(need, manager):
    lapsed = ReopeningFactory(answer=need, lapsed=True)

    ask(need, manager)

    lapsed.refresh_from_db()
    assert lapsed.closed_at
    assert Reopening.objects.filter(answer=need, closed_at=None).count() == 1


@pytest.mark.parametrize(
    ("how", "words"), [({"reason": "  "}, "Skriv, hvad der mangler"), ({"days": -1}, "Vælg en dag, der ikke er gået")]
)
def test_asking_says_what_is_missing_and_leaves_the_applicant_a_day(need, manager, how, words):
    with pytest.raises(ActionError, match=words):
        ask(need, manager, **how)

    assert not Reopening.objects.exists()


def test_today_is_a_day_that_can_be_asked_for(need, manager):
    assert ask(need, manager, days=0).due_on == timezone.localdate()


def test_what_was_not_put_to_the_applicant_is_not_asked_again(application, manager):
    question = QuestionFactory(question_set=application.question_set, key="board_chair")
    answer = AnswerFactory(application=application, question=question, value=None)

    with pytest.raises(ActionError, match="ikke stillet"):
        ask(answer, manager)


@pytest.mark.parametrize(
    ("status", "words"), [(RoundStatus.PROPOSED, "Runden er indstillet"), (RoundStatus.ANNOUNCED, "indstillet")]
)
def test_once_the_round_is_proposed_nothing_is_asked_or_passed(need, manager, status, words):
    Round.objects.update(status=status)

    with pytest.raises(ActionError, match=words):
        ask(need, manager)
    with pytest.raises(ActionError, match=words):
        actions.pass_check(need.application, by=Actor.of(manager))


def test_before_the_deadline_nothing_is_checked(need, manager):
    Round.objects.update(deadline=timezone.now() + timedelta(days=1))

    with pytest.raises(ActionError, match="Kontrollen begynder"):
        ask(need, manager)


def test_a_withdrawn_application_is_not_checked(need, manager, coordinator):
    actions.withdraw(need.application, reason="Nej", by=Actor.of(coordinator))

    with pytest.raises(ActionError, match="trukket tilbage"):
        ask(need, manager)


def test_passing_the_check_twice_gives_the_first_one(application, manager):
    first = actions.pass_check(application, by=Actor.of(manager))

    second = actions.pass_check(application, by=Actor.of(manager))

    assert second == first
    assert first.checked_by == manager
    assert application.case.events.filter(kind="check.passed").count() == 1


def test_while_an_answer_may_come_the_check_is_not_passed(application, reopening, manager):
    with pytest.raises(ActionError, match="Vi venter stadig"):
        actions.pass_check(application, by=Actor.of(manager))

    assert not FormalCheck.objects.exists()


def test_passing_closes_what_did_not_come_in_time(application, need, manager):
    lapsed = ReopeningFactory(answer=need, lapsed=True)

    actions.pass_check(application, by=Actor.of(manager))

    lapsed.refresh_from_db()
    assert lapsed.closed_at


def test_closing_lets_what_was_handed_in_count_and_keeps_what_was_written(reopening, need, manager):
    need.value, need.revision = "En halv tanke", 2
    need.save()
    need.changes.create(revision=2, value=need.value, by_name="Karen")

    actions.close(reopening, by=Actor.of(manager))
    actions.close(reopening, by=Actor.of(manager))

    need.refresh_from_db()
    assert (need.value, need.revision) == ("Uro.", 3)
    assert list(need.changes.values_list("value", flat=True)) == ["Uro.", "En halv tanke"]
    assert need.application.case.events.filter(kind="answer.closed").count() == 1
    assert need.application.status == Status.SUBMITTED


# --- Requirements -----------------------------------------------------------------------------------------------------


@pytest.fixture
def requirement(application):
    round_ = application.round
    return Requirement.objects.create(
        programme=round_.programme, round=round_, key="evaluation", order=1, text="Kommunen er med i evalueringen."
    )


def test_an_application_that_fails_a_requirement_is_not_judged_without_a_reason(application, manager, requirement):
    with pytest.raises(ActionError, match="opfylder ikke alle krav"):
        actions.pass_check(application, unmet=["evaluation"], reason=" ", by=Actor.of(manager))

    assert not FormalCheck.objects.exists()


def test_it_is_admitted_with_a_reason_that_is_logged_and_kept_from_the_applicant(application, manager, requirement):
    actions.pass_check(application, unmet=["evaluation"], reason="De er først med til marts.", by=Actor.of(manager))

    event = application.case.events.get(kind="check.admitted")
    assert event.data == {"unmet": requirement.text, "reason": "De er først med til marts."}
    told = [line["text"] for line in log.timeline(application.case, party=True)]
    assert told == ["Ansøgningen er kontrolleret og kan bedømmes."]


def test_what_another_round_requires_is_not_asked_here(application, manager, requirement):
    requirement.round = RoundFactory()
    requirement.save()

    actions.pass_check(application, unmet=["evaluation"], by=Actor.of(manager))

    assert FormalCheck.objects.count() == 1
