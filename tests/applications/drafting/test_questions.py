from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions, questions, sections
from applications.drafting.models import Answer, Application
from applications.rounds import actions as rounds
from applications.rounds.models import Question, QuestionSet, Round
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import ProgrammeFactory, QuestionFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def edition(complete, manager):
    """A new edition of the round's questions, being prepared: without `need`, with `goal`, and `agreed` reworded."""
    staff = Actor.of(manager)
    edition = rounds.begin_edition(complete.round, complete.programme, by=staff)
    edition.questions.filter(key="need").delete()
    edition.questions.filter(key="agreed").update(label="Er I enige?")
    QuestionFactory(question_set=edition, key="goal", section="3. Mål", order=900, label="Hvad vil I opnå?")
    QuestionFactory(
        question_set=edition, key="institutions.time", section="2. Dagtilbud", order=901, part_of="institutions"
    )
    return edition


@pytest.fixture
def published(edition, manager):
    actions.publish_questions(edition, change_note="Vi spørger om målet.", by=Actor.of(manager))
    return edition


def switch(application, by, **when):
    actions.switch_questions(application, by=by, **{"received_at": timezone.now(), **when})
    application.refresh_from_db()


def said(application):
    """What stands in the draft's sections, by question and institution."""
    return {line.name.partition("@")[0]: line.text for part in sections.of(application) for line in part.all_lines}


# --- Putting an edition to use ------------------------------------------------------------------------------------


def test_the_writers_of_running_drafts_are_told_once_each(complete, edition, municipality, manager):
    editor = UserFactory(email="editor@skive.example")
    MembershipFactory(user=editor, organisation=municipality, editor=True)
    MembershipFactory(user=UserFactory(email="viewer@skive.example"), organisation=municipality, viewer=True)

    told = actions.publish_questions(edition, change_note="Vi spørger om målet.", by=Actor.of(manager))

    letters = Email.objects.filter(key__startswith="questions_changed:")
    assert told == 1
    assert sorted(letters.values_list("to", flat=True)) == ["editor@skive.example", "karen@skive.example"]
    assert "Vi spørger om målet." in letters.first().body
    assert complete.case.events.filter(kind="application.questions_offered").count() == 1


def test_a_draft_that_is_begun_afterwards_is_asked_the_new_questions(published, stranger):
    applicant = stranger.active_memberships[0].organisation

    begun = actions.begin(published.round, applicant, by=Actor.of(stranger))

    assert begun.question_set == published
    assert questions.newer(begun) is None


def test_a_running_draft_keeps_its_questions_until_it_switches(complete, published):
    assert complete.question_set.number == 1
    assert questions.newer(complete) == published
    assert said(complete)["need"] == "Formiddagene er urolige."


# --- Switching ----------------------------------------------------------------------------------------------------


def test_comparing_says_what_is_new_reworded_and_set_aside(complete, published):
    found = questions.compare(complete, published)

    assert [question.key for question in found.new] == ["goal", "institutions.time"]
    assert found.gone == ["Spørgsmål need"]
    assert found.reworded == [("Spørgsmål agreed", "Er I enige?")]
    assert [(one.label, one.institution, one.text) for one in found.set_aside] == [
        ("Spørgsmål need", "", "Formiddagene er urolige.")
    ]


def test_switching_moves_the_answers_by_their_keys(complete, published, by):
    before = said(complete)
    institutions = list(complete.institutions.values_list("pk", flat=True))

    switch(complete, by)

    assert complete.question_set == published
    assert list(complete.institutions.values_list("pk", flat=True)) == institutions
    del before["need"]
    assert said(complete) == {**before, "goal": "", "institutions.time": ""}
    assert complete.answers.get(question__key="institutions.why").changes.count() == 1


def test_switching_keeps_what_has_no_question_any_longer(complete, published, by):
    switch(complete, by)

    kept = complete.answers.get(question__key="need")
    assert (kept.value, kept.changes.count()) == ("Formiddagene er urolige.", 1)
    event = complete.case.events.get(kind="application.questions_switched")
    assert event.data["answers"] == [["Spørgsmål need", "", "Formiddagene er urolige."]]


def test_what_was_set_aside_is_not_written_in(complete, published, by, write):
    write("need", "Formiddagene er rolige.")
    switch(complete, by)
    kept = complete.answers.get(question__key="need")

    with pytest.raises(ActionError, match="stilles ikke længere"):
        actions.restore(complete, kept.pk, revision=1, seen=2, by=by, received_at=timezone.now())


def test_what_was_set_aside_comes_back_with_its_question(complete, published, by, manager):
    switch(complete, by)
    staff = Actor.of(manager)
    third = rounds.begin_edition(published.round, published.programme, by=staff)
    QuestionFactory(question_set=third, key="need", section="3. Behov", order=950)
    actions.publish_questions(third, change_note="Behovet er med igen.", by=staff)

    switch(complete, by)

    assert said(complete)["need"] == "Formiddagene er urolige."


def test_switching_twice_is_switching_once(complete, published, by):
    switch(complete, by)
    count = Answer.objects.count()

    switch(complete, by)

    assert Answer.objects.count() == count
    assert complete.case.events.filter(kind="application.questions_switched").count() == 1


def test_one_writes_on_in_the_new_questions(complete, published, by, write):
    switch(complete, by)

    write("goal", "Ro om formiddagen.")
    write("director__title", "Skoledirektør")

    assert said(complete)["goal"] == "Ro om formiddagen."
    with pytest.raises(Answer.DoesNotExist):
        actions.save_answer(complete.pk, name="need", values=["Nyt"], revision=1, by=by)


def test_a_question_of_another_kind_begins_empty_beside_the_old_answer(complete, edition, by, manager):
    QuestionFactory(question_set=edition, key="need", kind="person", section="3. Behov", order=950)
    actions.publish_questions(edition, change_note="Hvem?", by=Actor.of(manager))

    switch(complete, by)
    actions.save_answer(complete.pk, name="need__name", values=["Kim"], revision=0, by=by)

    assert [one.value for one in complete.answers.filter(question__key="need").order_by("question__kind")] == [
        "Formiddagene er urolige.",
        {"name": "Kim", "title": "", "email": "", "phone": ""},
    ]


def test_a_choice_that_is_gone_is_taken_out_as_a_change(complete, open_round, edition, by, manager):
    first = open_round.question_sets.get(number=1)
    ways = {"key": "ways", "kind": "multi_choice", "section": "3. Behov", "order": 800}
    asked = QuestionFactory(question_set=first, options=[["a", "A"], ["b", "B"]], **ways)
    QuestionFactory(question_set=edition, options=[["b", "B"], ["c", "C"]], **ways)
    Answer.objects.create(application=complete, question=asked)
    actions.save_answer(complete.pk, name="ways", values=["a", "b"], revision=0, by=by)
    actions.publish_questions(edition, change_note="Nye valg.", by=Actor.of(manager))

    switch(complete, by)

    answer = complete.answers.get(question__key="ways")
    assert (answer.value, answer.revision) == (["b"], 2)
    assert list(answer.changes.order_by("revision").values_list("value", flat=True)) == [["a", "b"], ["b"]]


@pytest.mark.parametrize(("value", "kept"), [("a", ""), ("b", "b"), ("", "")])
def test_a_single_choice_is_kept_where_it_is_still_offered(value, kept):
    question = Question(kind="single_choice", options=[["b", "B"], ["c", "C"]])

    assert questions.value_in(question, value) == kept


def test_what_was_signed_is_signed_again(link, complete, published, by):
    complete.refresh_from_db()
    assert complete.current_version is not None

    switch(complete, by)

    assert complete.current_version is None


def test_nothing_is_switched_after_the_deadline(complete, published, by):
    Round.objects.filter(pk=complete.round_id).update(deadline=timezone.now())
    complete = Application.objects.get(pk=complete.pk)

    with pytest.raises(ActionError, match="Fristen var"):
        switch(complete, by, received_at=timezone.now() + timedelta(seconds=1))

    assert complete.question_set.number == 1


def test_what_is_sent_keeps_its_questions(complete, published, by):
    Application.objects.update(status="withdrawn")

    with pytest.raises(ActionError, match="sendt og kan ikke rettes"):
        switch(complete, by)


# --- The pages ----------------------------------------------------------------------------------------------------


def test_the_draft_offers_the_new_questions_and_switches(client, complete, published, coordinator):
    client.force_login(coordinator)
    page = client.get(complete.get_absolute_url())
    assert "Skift til de nye spørgsmål" in texts(page, ".alert a")
    address = reverse("applications:switch_questions", args=[complete.pk])

    shown = client.get(address)
    assert texts(shown, "main dd") == ["Formiddagene er urolige."]
    client.post(address)

    complete.refresh_from_db()
    assert complete.question_set == published
    assert "Skift til de nye spørgsmål" not in texts(client.get(complete.get_absolute_url()), ".alert a")
    assert client.get(address)["Location"] == complete.get_absolute_url()


def test_a_manager_publishes_with_a_note(client, complete, edition, manager):
    client.force_login(manager)
    address = reverse("applications:edition_publish", args=[edition.pk])

    refused = client.post(address, {"change_note": ""})
    assert refused.status_code == 422
    page = client.post(address, {"change_note": "Vi spørger om målet."}, follow=True)

    assert texts(page, ".messages .alert-text") == ["De nye spørgsmål er taget i brug. Én kladde har fået besked."]
    again = client.post(address, {"change_note": "Igen."})
    assert texts(again, ".alert-error li")[0].startswith("Spørgsmålene er taget i brug")


def test_a_minis_draft_is_compared_with_the_programmes_own_questions(complete, published):
    mini = ProgrammeFactory(kind="mini", name="Miniforløb")
    first, second = (
        QuestionSet.objects.create(
            programme=mini, number=number, published_at=timezone.now(), change_note=f"Nr. {number}"
        )
        for number in (1, 2)
    )
    Application.objects.filter(pk=complete.pk).update(programme=mini, round=None, question_set=first)
    draft = Application.objects.get(pk=complete.pk)

    assert questions.newer(draft) == second
