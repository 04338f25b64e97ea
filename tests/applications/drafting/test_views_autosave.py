"""Choosing between two texts: on the page, and while it saves itself."""

import pytest
from django.urls import reverse

from applications.drafting import actions
from applications.drafting.models import Answer
from applications.rounds.models import QuestionKind
from praksis.cases.actors import Actor
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import QuestionFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def colleague(municipality):
    return MembershipFactory(user__name="Kurt Kollega", organisation=municipality.organisation, editor=True).user


def value(draft, key="need"):
    return Answer.objects.get(application=draft, question__key=key).value


def kept(draft, key="need"):
    answer = Answer.objects.get(application=draft, question__key=key)
    return list(answer.changes.order_by("revision").values_list("value", flat=True))


def save(web, draft, text, revision, **more):
    url = reverse("applications:save", args=[draft.pk])
    return web.post(url, {"field": "need", "value": text, "revision": revision, **more})


def send(web, draft, text, revision, handling):
    url = reverse("applications:section", args=[draft.pk, 3])
    return web.post(url, {"need": text, "revision:need": revision, "handling": handling})


def test_the_page_shows_both_texts_beside_each_other_with_two_buttons(web, draft, write, colleague):
    write("need", "Uro om <b>morgenen</b>", by=colleague)

    page = send(web, draft, "Uro ved frokost", 0, "fortsaet")

    assert page.status_code == 409
    assert texts(page, ".conflict__whose") == ["Min tekst", "Kollegaens tekst (Kurt Kollega)"]
    assert texts(page, ".conflict .as-written") == ["Uro ved frokost", "Uro om <b>morgenen</b>"]
    assert texts(page, ".conflict .piece") == ["ved frokost", "om <b>morgenen</b>"]
    assert texts(page, ".conflict button") == ["Behold min tekst", "Brug kollegaens tekst"]


def test_keeping_ones_own_text_keeps_the_colleagues_in_the_history(web, draft, write, colleague):
    write("need", "Kurts", by=colleague)

    answer = send(web, draft, "Mit", 1, "behold:need")

    assert answer.url == reverse("applications:section", args=[draft.pk, 3]) + "#id_need"
    assert (value(draft), kept(draft)) == ("Mit", ["Kurts", "Mit"])


def test_giving_way_keeps_ones_own_text_in_the_history(web, draft, write, colleague):
    write("need", "Kurts", by=colleague)

    answer = send(web, draft, "Mit", 1, "kollegas:need")

    assert answer.status_code == 302
    assert (value(draft), kept(draft)) == ("Kurts", ["Kurts", "Mit", "Kurts"])


def test_giving_way_to_a_text_that_was_changed_once_more_asks_again(web, draft, write, colleague):
    write("need", "Kurts", by=colleague)
    write("need", "Kurts anden", by=colleague)

    page = send(web, draft, "Mit", 1, "kollegas:need")

    assert page.status_code == 409
    assert texts(page, ".conflict .as-written") == ["Mit", "Kurts anden"]


@pytest.mark.parametrize("handling", ["kollegas:", "kollegas:andet", "behold:\x00", "ikke-cpr:", ":need"])
def test_a_button_that_is_not_there_only_saves(web, draft, handling):
    assert send(web, draft, "Mit", 0, handling).status_code == 302
    assert value(draft) == "Mit"


def test_autosave_gives_both_texts_to_choose_from(web, draft, write, colleague):
    write("need", "Kurts", by=colleague)

    answer = save(web, draft, "Mit", 0).json()

    assert set(answer) == {"message", "theirs", "revision", "note"}
    assert 'data-autosave-choose="mine"' in answer["note"]
    assert 'data-autosave-choose="theirs"' in answer["note"]


def test_autosave_that_gives_way_gets_what_now_stands(web, draft, write, colleague):
    write("need", "Kurts", by=colleague)

    answer = save(web, draft, "Mit", 1, valg="kollegas").json()

    assert (answer["revision"], answer["values"]) == (3, ["Kurts"])
    assert kept(draft) == ["Kurts", "Mit", "Kurts"]


def test_autosave_that_gives_way_too_late_conflicts_again(web, draft, write, colleague):
    write("need", "Kurts", by=colleague)
    write("need", "Kurts anden", by=colleague)

    answer = save(web, draft, "Mit", 1, valg="kollegas")

    assert (answer.status_code, answer.json()["theirs"]) == (409, "Kurts anden")


@pytest.mark.parametrize(
    ("kind", "options", "theirs", "mine", "values"),
    [
        (QuestionKind.CONFIRM, [], "on", "", ["on"]),
        (QuestionKind.MULTI_CHOICE, [["a", "A"], ["b", "B"]], "a", "b", ["a"]),
        (QuestionKind.SINGLE_CHOICE, [["a", "A"], ["b", "B"]], "a", "b", ["a"]),
    ],
)
def test_choices_are_given_back_as_the_form_has_them(
    web, draft, open_round, colleague, kind, options, theirs, mine, values
):
    question = QuestionFactory(
        question_set=open_round.questions_now, key="choice", kind=kind, options=options, order=90
    )
    Answer.objects.create(application=draft, question=question)
    actions.save_answer(draft.pk, name="choice", values=[theirs], revision=0, by=Actor.of(colleague))
    sent = {"field": "choice", "value": mine, "revision": 1, "valg": "kollegas"}

    answer = web.post(reverse("applications:save", args=[draft.pk]), sent).json()

    assert answer["values"] == values


def test_after_the_deadline_nothing_is_saved_by_the_page_or_by_itself(web, draft, open_round):
    open_round.deadline = open_round.opens_at + (open_round.deadline - open_round.opens_at) / 100
    open_round.save()

    assert save(web, draft, "Sent", 0).status_code == 403
    page = send(web, draft, "Sent", 0, "fortsaet")

    assert page.status_code == 409
    assert texts(page, ".summary-list dd") == ["Sent"]
    assert value(draft) is None
