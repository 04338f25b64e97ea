from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.allocation import actions as allocation
from applications.allocation import readiness, standing
from applications.allocation.models import Outcome
from applications.casework import actions, people
from applications.casework.models import Hearing
from applications.rounds.models import Round, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.casework import HearingFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db

FACTS = "Andel børn i dagpleje: 37,5 procent (2017)."


def send(application, manager, *, facts=FACTS, days=14):
    due_on = timezone.localdate() + timedelta(days=days)
    return actions.send_hearing(application, facts=facts, due_on=due_on, by=Actor.of(manager))


def answer(hearing, coordinator, *, text="Tallet er forældet.", at=None):
    return actions.answer_hearing(hearing, text=text, by=Actor.of(coordinator), received_at=at or timezone.now())


def close(hearing, manager, *, conclusion="Vi bruger kommunens tal."):
    return actions.close_hearing(hearing, conclusion=conclusion, by=Actor.of(manager))


def kinds(application):
    return list(application.case.events.order_by("id").values_list("kind", flat=True))


# --- Sending ----------------------------------------------------------------------------------------------------------


def test_sending_lays_the_facts_before_the_applicant_and_writes_a_notice_without_them(
    application, manager, municipality, coordinator
):
    editor = MembershipFactory(organisation=municipality, editor=True).user
    MembershipFactory(organisation=municipality, viewer=True)

    hearing = send(application, manager)

    assert (hearing.facts, hearing.sent_by, hearing.is_open, hearing.awaits_answer) == (FACTS, manager, True, True)
    letters = list(Email.objects.order_by("to"))
    assert [letter.to for letter in letters] == sorted([coordinator.email, editor.email])
    assert all(danish_date(hearing.due_on) in letter.body and FACTS not in letter.body for letter in letters)
    assert {letter.button_path for letter in letters} == {f"/ansoegninger/{application.pk}/hoering/{hearing.pk}/"}
    assert kinds(application) == ["hearing.sent"]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"facts": " "}, "Skriv de oplysninger"),
        ({"days": -1}, "Vælg en dag, der ikke er gået"),
        ({"days": 91}, "inden for de næste 90 dage"),
    ],
)
def test_sending_needs_facts_and_a_day_that_can_be_kept(application, manager, how, words):
    with pytest.raises(ActionError, match=words):
        send(application, manager, **how)

    assert not Hearing.objects.exists()


@pytest.mark.parametrize("days", [0, 90])
def test_today_and_the_last_of_ninety_days_can_be_chosen(application, manager, days):
    assert send(application, manager, days=days).due_on == timezone.localdate() + timedelta(days=days)


def test_no_other_hearing_is_sent_before_the_first_is_closed(application, manager, hearing):
    with pytest.raises(ActionError, match="allerede hørt"):
        send(application, manager)


def test_another_hearing_can_follow_a_closed_one(application, manager):
    HearingFactory(application=application, answered=True, closed=True)

    send(application, manager)

    assert Hearing.objects.filter(application=application).count() == 2


@pytest.mark.parametrize("status", [RoundStatus.PROPOSED, RoundStatus.APPROVED, RoundStatus.ANNOUNCED])
def test_once_the_round_is_proposed_nobody_is_heard(application, manager, status):
    Round.objects.update(status=status)

    with pytest.raises(ActionError, match="Runden er indstillet"):
        send(application, manager)


def test_before_the_deadline_nobody_is_heard(application, manager):
    Round.objects.update(deadline=timezone.now() + timedelta(days=1))

    with pytest.raises(ActionError, match="når ansøgningsfristen er nået"):
        send(application, manager)


def test_who_has_withdrawn_is_not_heard(application, manager, coordinator):
    actions.withdraw(application, reason="Nej", by=Actor.of(coordinator))

    with pytest.raises(ActionError, match="trukket tilbage"):
        send(application, manager)


# --- Answering --------------------------------------------------------------------------------------------------------


def test_the_answer_is_kept_and_whoever_sent_the_hearing_is_told(application, hearing, manager, coordinator):
    now = timezone.now()

    answer(hearing, coordinator, at=now)

    hearing.refresh_from_db()
    assert (hearing.answer, hearing.answered_at, hearing.answered_by) == ("Tallet er forældet.", now, coordinator)
    letter = Email.objects.get()
    assert (letter.to, hearing.answer in letter.body) == (manager.email, False)
    assert kinds(application) == ["hearing.answered"]


def test_an_answer_after_the_day_counts_until_the_hearing_is_closed(application, coordinator):
    late = HearingFactory(application=application, lapsed=True)

    answer(late, coordinator)

    assert Hearing.objects.get().answer == "Tallet er forældet."


@pytest.mark.parametrize("traits", [{"answered": True}, {"lapsed": True, "closed": True}])
def test_what_is_answered_or_closed_takes_no_more(application, coordinator, traits):
    over = HearingFactory(application=application, **traits)
    before = over.answer

    with pytest.raises(ActionError, match="Skriv en besked til os"):
        answer(over, coordinator)

    assert Hearing.objects.get().answer == before


def test_an_empty_answer_is_none(hearing, coordinator):
    with pytest.raises(ActionError, match="Skriv jeres svar"):
        answer(hearing, coordinator, text="\n ")


def test_once_announced_or_withdrawn_nothing_is_answered(application, hearing, coordinator):
    Round.objects.update(status=RoundStatus.ANNOUNCED)
    with pytest.raises(ActionError, match="Afgørelsen er meddelt"):
        answer(hearing, coordinator)
    Round.objects.update(status=RoundStatus.ASSESSING)
    actions.withdraw(application, reason="Nej", by=Actor.of(coordinator))

    with pytest.raises(ActionError, match="trukket tilbage"):
        answer(hearing, coordinator)


@pytest.mark.parametrize("left", ["conflicted", "inactive", "role"])
def test_where_the_sender_no_longer_handles_it_another_manager_is_told(
    application, hearing, manager, coordinator, left
):
    other = UserFactory(manager=True)
    assert people.whoever_asked(application, manager) == [manager.email]
    if left == "conflicted":
        application.round.interest_declarations.filter(person=manager).delete()
        InterestDeclarationFactory(round=application.round, person=manager, conflicted=True)
    elif left == "inactive":
        manager.is_active = False
        manager.save()
    else:
        manager.staff_roles.all().delete()

    answer(hearing, coordinator)

    assert list(Email.objects.values_list("to", flat=True)) == [other.email]


# --- Closing ----------------------------------------------------------------------------------------------------------


def test_an_answered_hearing_is_closed_with_what_we_make_of_it(application, manager):
    answered = HearingFactory(application=application, answered=True)

    close(answered, manager)

    answered.refresh_from_db()
    assert (answered.conclusion, answered.closed_by, answered.is_open) == ("Vi bruger kommunens tal.", manager, False)
    assert kinds(application) == ["hearing.closed"]
    told = [line["text"] for line in log.timeline(application.case, party=True)]
    assert told == ["Partshøringen er afsluttet."]


def test_without_an_answer_it_is_closed_once_the_day_has_passed(application, manager, hearing):
    with pytest.raises(ActionError, match="Vent på svaret"):
        close(hearing, manager)
    Hearing.objects.update(due_on=timezone.localdate())
    with pytest.raises(ActionError, match=f"til og med {danish_date(timezone.localdate())}"):
        close(hearing, manager)
    Hearing.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    close(hearing, manager)

    assert kinds(application) == ["hearing.closed_unanswered"]


def test_closing_says_what_is_laid_down(application, manager):
    answered = HearingFactory(application=application, answered=True)

    with pytest.raises(ActionError, match="Skriv, hvad I lægger til grund"):
        close(answered, manager, conclusion=" ")


def test_closing_twice_with_the_same_words_is_closing_once_and_with_others_is_told(application, manager):
    answered = HearingFactory(application=application, answered=True)
    close(answered, manager)

    close(answered, manager)
    with pytest.raises(ActionError, match=f"{manager.name} har afsluttet høringen i mellemtiden"):
        close(answered, UserFactory(manager=True), conclusion="Noget andet.")

    assert kinds(application) == ["hearing.closed"]


# --- What it holds up -------------------------------------------------------------------------------------------------


def test_an_open_hearing_stands_in_the_way_of_a_proposal(application, manager):
    answered, round_ = HearingFactory(application=application, answered=True), application.round
    by = Actor.of(manager)
    allocation.choose(round_, application, outcome=Outcome.GRANTED, reason="Klart behov.", by=by)
    with pytest.raises(ActionError, match="Afslut partshøringen af Skive Kommune"):
        allocation.propose(round_, waiver="Der er kun en ansøgning.", by=by)

    close(answered, manager)

    assert not [sentence for sentence in readiness.missing(standing.of_round(round_), places=2) if "høring" in sentence]


def test_before_the_sums_an_open_hearing_cannot_be_waived(application, manager):
    answered = HearingFactory(application=application, answered=True)

    def items():
        found = readiness.items(standing.of_round(application.round), [])
        return [(item.words, item.can_be_waived) for item in found if item.key == f"hearing:{application.pk}"]

    told = "Partshøringen af Skive Kommune er ikke afsluttet. Afslut den, når svaret er kommet."
    assert items() == [(told, False)]

    close(answered, manager)

    assert items() == []


# --- What the database refuses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"answer": "Ja"},
        {"answered_at": timezone.now()},
        {"conclusion": "Ja"},
        {"closed_at": timezone.now()},
    ],
)
def test_the_database_refuses_half_an_answer_and_half_a_closing(application, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        HearingFactory(application=application, **broken)


def test_the_database_refuses_two_open_hearings(application, hearing):
    with pytest.raises(IntegrityError), transaction.atomic():
        HearingFactory(application=application)
