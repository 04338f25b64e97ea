from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from applications.casework import actions
from applications.drafting import actions as drafting
from applications.drafting.actions import Conflict, Entry
from applications.drafting.models import Submission, Version
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from praksis.working_days import end_of_day
from tests.factories.assessment import freeze
from tests.factories.casework import ReopeningFactory
from tests.factories.drafting import AnswerFactory
from tests.factories.rounds import QuestionFactory

pytestmark = pytest.mark.django_db

CPR = "Barnet hedder Ida, 010118-1234."


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


def save(reopening, text, by, *, at=None, revision=None):
    answer = reopening.answer
    answer.refresh_from_db()
    entry = Entry("need", [text], answer.revision if revision is None else revision)
    return actions.save_answer_again(reopening, [entry], by=by, received_at=at or timezone.now())


def send(reopening, by, *, at: datetime | None = None, **how):
    return actions.send_answer_again(reopening, by=by, received_at=at or timezone.now(), **how)


def judged(application):
    submission = Submission.objects.select_related("current").get(application=application)
    return submission.current.content


def test_a_saved_answer_is_not_judged_until_it_is_sent(application, reopening, need, by):
    save(reopening, "Uro om formiddagen.", by)

    need.refresh_from_db()
    assert need.value == "Uro om formiddagen."
    assert judged(application)["sections"][0]["questions"][0]["text"] == "Uro."


def test_a_sent_answer_is_judged_and_nothing_else_has_changed(application, reopening, why, by):
    before = judged(application)
    why.value = "Skrevet uden om alt"
    why.save()
    save(reopening, "Uro om formiddagen.", by)

    version = send(reopening, by)

    after = judged(application)
    changed = after["sections"][0]["questions"][0]
    assert (changed["value"], changed["text"]) == ("Uro om formiddagen.", "Uro om formiddagen.")
    changed["value"] = changed["text"] = "Uro."
    assert after == before
    assert version.number == 2


def test_themes_that_are_chosen_again_are_those_that_the_list_finds(application, manager, by):
    keys = ["parental_cooperation", "professional_leadership"]
    facts = {"key": "themes", "label": "Temaer", "kind": "multi_choice"}
    question = QuestionFactory(question_set=application.question_set, options=[[key, key] for key in keys], **facts)
    answer = AnswerFactory(application=application, question=question, value=keys[:1], revision=1)
    freeze(application, questions=[{**facts, "value": keys[:1], "text": keys[0]}])
    reopening = ReopeningFactory(answer=answer, asked_by=manager)
    actions.save_answer_again(reopening, [Entry("themes", keys[1:], 1)], by=by, received_at=timezone.now())

    send(reopening, by)

    application.refresh_from_db()
    assert application.themes == " professional_leadership "


def test_what_was_signed_stays_beside_it_with_its_code(application, reopening, by):
    signed = application.submission.version
    save(reopening, "Uro om formiddagen.", by)

    version = send(reopening, by)

    submission = Submission.objects.get(application=application)
    assert (submission.version, submission.current) == (signed, version)
    assert Version.objects.get(pk=signed.pk).json == signed.json
    assert version.sha256 != signed.sha256


def test_the_old_answer_stays_in_its_history(reopening, need, by):
    save(reopening, "Uro om formiddagen.", by)
    save(reopening, "Uro hele dagen.", by)

    send(reopening, by)

    assert list(need.changes.values_list("value", "by_name")) == [
        ("Uro hele dagen.", by.name),
        ("Uro om formiddagen.", by.name),
    ]


def test_sending_is_logged_and_told_to_whoever_asked(application, reopening, manager, by):
    save(reopening, "Uro om formiddagen.", by)

    send(reopening, by)

    reopening.refresh_from_db()
    assert (reopening.answered_by, reopening.is_open) == (by.user, False)
    assert [event.kind for event in application.case.events.all()] == ["answer.sent_again"]
    assert Email.objects.get().to == manager.email


def test_the_same_answer_is_not_sent(reopening, by):
    with pytest.raises(ActionError, match="det samme som før"):
        send(reopening, by)


def test_a_fault_keeps_it_from_being_sent_but_not_from_being_saved(reopening, need, by):
    save(reopening, "ord " * 21, by)

    with pytest.raises(ActionError, match="Ret det"):
        send(reopening, by)
    need.refresh_from_db()
    assert need.revision == 2


def test_the_whole_of_the_last_day_counts_and_not_an_instant_more(reopening, by):
    last = end_of_day(reopening.due_on)
    save(reopening, "Uro om formiddagen.", by, at=last)

    for do in (lambda at: save(reopening, "For sent", by, at=at), lambda at: send(reopening, by, at=at)):
        with pytest.raises(ActionError, match="I kunne svare til og med"):
            do(last + timedelta(microseconds=1))

    assert send(reopening, by, at=last).number == 2


def test_a_sent_or_closed_answer_is_not_written_again(reopening, need, manager, by):
    save(reopening, "Uro om formiddagen.", by)
    send(reopening, by)

    with pytest.raises(ActionError, match="sendt eller lukket"):
        save(reopening, "Lidt til", by)
    another = ReopeningFactory(answer=need, asked_by=manager)
    actions.close(another, by=Actor.of(manager))
    with pytest.raises(ActionError, match="sendt eller lukket"):
        save(another, "Lidt til", by)


def test_nothing_is_written_in_a_withdrawn_application_or_after_the_announcement(application, reopening, by):
    Round.objects.update(status=RoundStatus.ANNOUNCED)
    with pytest.raises(ActionError, match="Afgørelsen er meddelt"):
        save(reopening, "Nyt", by)

    Round.objects.update(status=RoundStatus.ASSESSING)
    actions.withdraw(application, reason="Nej", by=by)
    with pytest.raises(ActionError, match="trukket tilbage"):
        save(reopening, "Nyt", by)


def test_a_colleagues_text_is_not_overwritten(reopening, need, by):
    save(reopening, "Karens tekst", by)

    with pytest.raises(Conflict) as conflict:
        save(reopening, "Bents tekst", by, revision=1)

    need.refresh_from_db()
    assert need.value == "Karens tekst"
    assert (conflict.value.theirs, conflict.value.revision) == ("Karens tekst", 2)


def test_typing_what_stands_there_already_is_no_conflict(reopening, by):
    save(reopening, "Karens tekst", by)

    answer = save(reopening, "Karens tekst", by, revision=1)

    assert answer.revision == 2


def test_what_looks_like_a_cpr_number_is_not_sent_unless_somebody_says_that_it_is_none(application, reopening, by):
    save(reopening, CPR, by)

    with pytest.raises(ActionError, match="ligner et CPR-nummer"):
        send(reopening, by)

    send(reopening, by, is_no_cpr=True)
    event = application.case.events.get(kind="application.not_cpr")
    assert "1234" not in str(event.data)


def test_an_institutions_answer_is_replaced_under_its_name(application, why, manager, by):
    reopening = ReopeningFactory(answer=why, asked_by=manager)
    entry = Entry(f"institutions.why@{why.institution_id}", ["Mange børn."], 1)
    actions.save_answer_again(reopening, [entry], by=by, received_at=timezone.now())

    send(reopening, by)

    assert judged(application)["institutions"][0]["questions"][0]["text"] == "Mange børn."


def test_the_drafts_own_routes_stay_closed(application, reopening, need, by):
    for answer in (need, reopening.answer):
        with pytest.raises(ActionError, match="Ansøgningen er sendt"):
            drafting.save_answer(application.pk, name="need", values=["Udenom"], revision=answer.revision, by=by)

    need.refresh_from_db()
    assert need.value == "Uro."
