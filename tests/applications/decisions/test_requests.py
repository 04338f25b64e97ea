import re
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.allocation.models import Decision
from applications.decisions import asked, clocks
from applications.decisions.actions import requests as actions
from applications.decisions.models import DecisionRequest
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory, announced_round
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.requests import DecisionRequestFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db

ASKED = {"kind": "access", "text": "Vi vil gerne se bedømmelsen."}
ENTERED = {"kind": "access", "name": "Jens Journalist", "email": "jens@avisen.example", "text": "Alt om runden."}


@pytest.fixture
def decision(municipality, coordinator, manager):
    """A refusal of Skive's that is announced; the manager may read the round."""
    decision = DecisionFactory(
        announced=True,
        application__applicant=municipality,
        application__created_by=coordinator,
        application__round__status="announced",
    )
    InterestDeclarationFactory(round=decision.round, person=manager)
    return decision


def ask(decision, by, **changes) -> DecisionRequest:
    return actions.ask(decision, by=Actor.of(by), received_at=timezone.now(), **{**ASKED, **changes})


def enter(round_, decision, by, **changes) -> DecisionRequest:
    said = {**ENTERED, "received_on": timezone.localdate(), **changes}
    return actions.enter(round_, decision, by=Actor.of(by), **said)


def mails() -> list[tuple[str, str]]:
    return sorted(Email.objects.values_list("to", "button_text"))


def told(case, *, party) -> list[str]:
    return [event["text"] for event in log.timeline(case, party=party)]


# --- Asking


def test_the_applicant_asks_and_both_sides_are_told(decision, coordinator, manager):
    request = ask(decision, coordinator)

    assert (request.asked_by, request.round, request.entered_by) == (coordinator, decision.round, None)
    assert request.due_on == clocks.due_on("access", timezone.localdate())
    assert mails() == [(coordinator.email, "Se anmodningen"), (manager.email, "Se anmodningen")]
    due = danish_date(request.due_on)
    assert told(decision.case, party=True) == [f"Karen Koordinator bad om aktindsigt. Svaret kommer senest {due}."]


def test_the_same_request_sent_twice_is_one(decision, coordinator):
    assert ask(decision, coordinator) == ask(decision, coordinator)

    assert Email.objects.count() == 2


def test_another_request_of_the_kind_waits_for_the_first_answer(decision, coordinator, manager):
    first = ask(decision, coordinator)

    with pytest.raises(ActionError, match=r"I har allerede bedt om aktindsigt\. Vi svarer senest"):
        ask(decision, coordinator, text="Og mødereferatet.")
    ask(decision, coordinator, kind="reasons", text="")
    actions.answer(first, outcome="given", text="Her.", by=Actor.of(manager))
    ask(decision, coordinator, text="Og mødereferatet.")

    assert DecisionRequest.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"text": "  "}, "Skriv, hvad I beder om."),
        ({"kind": "reconsideration", "text": ""}, "Skriv, hvad I beder om."),
        ({"kind": "complaint"}, "Vælg, hvad I beder om."),
    ],
)
def test_a_request_must_say_what_it_asks_for(decision, coordinator, changes, refusal):
    with pytest.raises(ActionError, match=re.escape(refusal)):
        ask(decision, coordinator, **changes)


def test_before_the_announcement_nothing_can_be_asked(coordinator):
    with pytest.raises(ActionError, match="Afgørelsen er ikke meddelt endnu"):
        ask(DecisionFactory(), coordinator)


# --- Entering what came by mail


def test_anybody_may_ask_for_access_to_a_whole_round(decision, manager):
    request = enter(decision.round, None, manager)

    assert (request.decision, request.asked_by, request.entered_by) == (None, None, manager)
    assert mails() == [("jens@avisen.example", ""), (manager.email, "Se anmodningen")]
    assert told(decision.round.case, party=False)[0].startswith("Jens Journalist bad om aktindsigt, Hele runden.")


def test_what_others_ask_is_not_told_on_the_applicants_case(decision, manager):
    request = enter(decision.round, decision, manager)

    assert asked.about(request) == decision.round.case
    assert told(decision.case, party=False) == []
    assert list(asked.of_applicant(decision)) == []


def test_what_the_applicants_own_user_mailed_is_the_applicants(decision, coordinator, manager):
    request = enter(decision.round, decision, manager, email=coordinator.email.upper())

    assert (request.asked_by, asked.about(request)) == (coordinator, decision.case)
    assert list(asked.of_applicant(decision)) == [request]


def test_whoever_waits_to_be_confirmed_gets_the_answer_by_mail(decision, manager, municipality):
    waiting = MembershipFactory(organisation=municipality, unconfirmed=True).user

    assert enter(decision.round, decision, manager, email=waiting.email).asked_by is None


def test_the_clock_runs_from_the_day_the_mail_came(decision, manager):
    Decision.objects.update(announced_at=timezone.now() - timedelta(days=30))
    decision.refresh_from_db()
    three_days_ago = timezone.localdate() - timedelta(days=3)

    request = enter(decision.round, decision, manager, received_on=three_days_ago)

    assert timezone.localdate(request.received_at) == three_days_ago
    assert request.due_on == clocks.due_on("access", three_days_ago)


def test_the_same_mail_entered_twice_is_one(decision, manager):
    assert enter(decision.round, None, manager) == enter(decision.round, None, manager)

    assert DecisionRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": " "}, "Skriv, hvem der spørger, og hvad der spørges om."),
        ({"text": " "}, "Skriv, hvem der spørger, og hvad der spørges om."),
        ({"received_on": timezone.localdate() + timedelta(days=1)}, "Den dag er ikke kommet endnu."),
        ({"kind": "reasons"}, "For en hel runde kan der kun bedes om aktindsigt."),
    ],
)
def test_a_mail_that_cannot_be_so_is_refused(decision, manager, changes, refusal):
    with pytest.raises(ActionError, match=re.escape(refusal)):
        enter(decision.round, None, manager, **changes)


def test_nobody_asked_about_a_decision_before_it_was_announced(decision, manager):
    with pytest.raises(ActionError, match="Afgørelsen blev først meddelt"):
        enter(decision.round, decision, manager, received_on=timezone.localdate() - timedelta(days=1))


# --- Postponing


def test_a_later_day_is_told_with_its_reason(decision, coordinator, manager):
    request = ask(decision, coordinator)
    later = request.due_on + timedelta(days=5)

    actions.postpone(request, to=later, reason="Sagen er stor.", by=Actor.of(manager))

    assert (request.postponed_to, request.postponed_reason) == (later, "Sagen er stor.")
    letter = Email.objects.get(key__startswith="request.postponed")
    assert (letter.to, letter.body.count(danish_date(later)), letter.body.count("Sagen er stor.")) == (
        coordinator.email,
        1,
        0,
    )
    assert told(decision.case, party=True)[0] == (
        f"Svaret på anmodningen om aktindsigt er udsat til {danish_date(later)}: Sagen er stor."
    )


def test_whoever_has_no_account_reads_the_reason_in_the_mail(manager):
    request = DecisionRequestFactory()

    actions.postpone(request, to=request.due_on + timedelta(days=5), reason="Sagen er stor.", by=Actor.of(manager))

    letter = Email.objects.get()
    assert (letter.to, letter.button_path) == ("jens@avisen.example", "")
    assert letter.body.count("Begrundelse: Sagen er stor.") == 1


def test_a_day_is_postponed_again_only_to_a_later_one(manager):
    request = DecisionRequestFactory(postponed=True)
    by = Actor.of(manager)

    with pytest.raises(ActionError, match="Vælg en dag efter den nuværende frist"):
        actions.postpone(request, to=request.postponed_to, reason="Ferie.", by=by)
    later = request.postponed_to + timedelta(days=1)
    actions.postpone(request, to=later, reason="Ferie.", by=by)

    assert request.postponed_to == later


def test_an_overdue_answer_is_postponed_to_a_day_that_is_not_gone(manager):
    request = DecisionRequestFactory(received_at=timezone.now() - timedelta(days=60))

    with pytest.raises(ActionError, match="som ikke er gået"):
        actions.postpone(request, to=timezone.localdate() - timedelta(days=1), reason="Ferie.", by=Actor.of(manager))


def test_nothing_is_postponed_without_a_reason_or_once_it_is_answered(manager):
    waiting, answered = DecisionRequestFactory(), DecisionRequestFactory(answered=True)
    later, by = waiting.due_on + timedelta(days=5), Actor.of(manager)

    with pytest.raises(ActionError, match="Skriv, hvorfor svaret kommer senere"):
        actions.postpone(waiting, to=later, reason=" ", by=by)
    with pytest.raises(ActionError, match="har allerede besvaret anmodningen"):
        actions.postpone(answered, to=later, reason="Ferie.", by=by)


# --- Answering


def test_the_applicant_gets_a_notice_and_not_the_answer(decision, coordinator, manager):
    request = ask(decision, coordinator)

    actions.answer(request, outcome="partly", text="Bedømmelserne er interne.", by=Actor.of(manager))

    letter = Email.objects.get(key__startswith="request.answered")
    path = f"/ansoegninger/{decision.application_id}/afgoerelse/anmodninger/"
    assert (letter.to, letter.button_path) == (coordinator.email, path)
    assert letter.body.count("interne") == 0
    assert told(decision.case, party=True)[0] == "Anmodningen om aktindsigt er besvaret: delvist imødekommet."


@pytest.mark.parametrize(("outcome", "appeals"), [("given", 0), ("partly", 1), ("refused", 1)])
def test_others_get_the_answer_itself_and_how_to_complain_of_a_no(manager, outcome, appeals):
    request = DecisionRequestFactory()
    type(request.round.programme).objects.update(appeal_text="Skriv til os, hvis I er uenige.")
    request = DecisionRequest.objects.get(pk=request.pk)

    actions.answer(request, outcome=outcome, text="Her er akterne.", by=Actor.of(manager))

    letter = Email.objects.get()
    assert (letter.body.count("Her er akterne."), letter.body.count("hvis I er uenige")) == (1, appeals)


def test_a_request_is_answered_once(manager, approver):
    request = DecisionRequestFactory()
    actions.answer(request, outcome="given", text="Her.", by=Actor.of(manager))

    with pytest.raises(ActionError, match="Mona Manager har allerede besvaret anmodningen"):
        actions.answer(request, outcome="refused", text="Nej.", by=Actor.of(approver))

    request.refresh_from_db()
    assert (request.outcome, request.answer, Email.objects.count()) == ("given", "Her.", 1)


@pytest.mark.parametrize(("outcome", "text"), [("given", " "), ("perhaps", "Måske."), ("", "Ja.")])
def test_an_answer_has_words_and_an_outcome(manager, outcome, text):
    with pytest.raises(ActionError, match="Skriv et svar, og vælg et udfald"):
        actions.answer(DecisionRequestFactory(), outcome=outcome, text=text, by=Actor.of(manager))


# --- What is read


def test_only_those_who_read_the_round_see_its_requests(manager, approver, consultant):
    request = DecisionRequestFactory()
    interested, other = UserFactory(manager=True), UserFactory(manager=True)
    for person in (manager, approver, consultant):
        InterestDeclarationFactory(round=request.round, person=person)
    InterestDeclarationFactory(round=request.round, person=interested, conflicted=True)

    readers = [manager, approver, consultant, interested, other]

    assert [list(asked.answered_by(person)) for person in readers] == [[request], [request], [], [], []]


def test_the_most_pressing_request_comes_first():
    late = DecisionRequestFactory(received_at=timezone.now() - timedelta(days=40))
    new, postponed = DecisionRequestFactory(), DecisionRequestFactory(postponed=True)
    DecisionRequestFactory(answered=True)

    assert list(asked.waiting(DecisionRequest.objects.all())) == [late, new, postponed]


def test_requests_are_told_to_those_who_can_answer_them(manager, approver):
    round_ = RoundFactory(closed=True)
    assert asked.handlers_of(round_) == [manager.email]

    InterestDeclarationFactory(round=round_, person=manager, conflicted=True)
    other = UserFactory(manager=True)
    assert asked.handlers_of(round_) == [other.email]

    InterestDeclarationFactory(round=round_, person=approver)
    assert asked.handlers_of(round_) == [approver.email]

    InterestDeclarationFactory(round=round_, person=other)
    assert asked.handlers_of(round_) == [other.email]


def test_a_reference_number_finds_a_round_or_an_announced_decision(decision, manager, approver):
    unannounced = DecisionFactory(application__round=decision.round)

    def found(reference, user=manager):
        return asked.by_reference(user, reference)

    assert found(decision.case.reference) == (decision.round, decision)
    assert found(decision.round.case.reference) == (decision.round, None)
    assert found(unannounced.case.reference) is None
    assert found("1999-0001") is None
    assert found(decision.case.reference, approver) is None


def test_the_answer_about_reasons_begins_with_those_that_were_announced():
    round_ = announced_round("refused")
    decision = Decision.objects.get(round=round_)
    decision.reasons.update(text="")
    criterion = round_.criteria.get(key="need")
    decision.reasons.update_or_create(criterion=criterion, defaults={"text": "Behovet er svagt belyst."})
    request = DecisionRequestFactory(decision=decision, by_applicant=True)

    assert asked.draft(request) == f"{decision.reason}\n\nBehov:\nBehovet er svagt belyst."
    assert asked.draft(DecisionRequestFactory(decision=decision)) == ""
