"""Who changed what, two texts word by word, and an earlier one brought back."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Answer, AnswerChange, Application
from praksis.cases.actors import Actor
from tests.factories.organisations import MembershipFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def colleague(municipality):
    return MembershipFactory(user__name="Kurt Kollega", organisation=municipality.organisation, editor=True).user


@pytest.fixture
def answer(draft, write, colleague):
    write("need", "Uro om morgenen")
    write("need", "Uro ved frokost", by=colleague)
    return Answer.objects.get(application=draft, question__key="need")


def page_of(name, draft, *parts):
    return reverse(f"applications:{name}", args=[draft.pk, *parts])


def restore(web, draft, answer, **data):
    return web.post(page_of("restore_answer", draft, answer.pk), data)


def test_the_history_tells_who_changed_what_the_newest_first(web, draft, answer, coordinator):
    page = web.get(page_of("history", draft))

    assert texts(page, "#aendringer td:nth-child(2)") == ["Kurt Kollega", coordinator.name]
    assert links(page, "#aendringer a") == [
        f"{page_of('answer_history', draft, answer.pk)}?fra=1&til=2",
        f"{page_of('answer_history', draft, answer.pk)}?fra=0&til=1",
    ]


def test_the_history_of_an_untouched_draft(web, draft):
    assert "Der er ikke skrevet noget endnu." in texts(web.get(page_of("history", draft)), "main")[0]


def test_the_history_takes_the_same_number_of_queries_with_one_and_three_changes(
    web, draft, write, django_assert_num_queries
):
    write("need", "Et")
    with django_assert_num_queries(9):
        web.get(page_of("history", draft))
    write("director__name", "Dorte")
    write("need", "To")
    with django_assert_num_queries(9):
        web.get(page_of("history", draft))


def test_an_answers_texts_are_compared_word_by_word(web, draft, answer):
    page = web.get(page_of("answer_history", draft, answer.pk))

    assert texts(page, ".compared del") == ["om morgenen"]
    assert texts(page, ".compared ins") == ["ved frokost"]


def test_the_text_that_gave_way_has_a_line_of_its_own(web, draft, answer, coordinator):
    actions.use_theirs(draft.pk, actions.Entry("need", ["Mit"], 2), by=Actor.of(coordinator))

    page = web.get(page_of("answer_history", draft, answer.pk))

    assert texts(page, "tbody td:first-child") == ["Tekst 4 (står nu)", "Tekst 3", "Tekst 2", "Tekst 1"]


def test_two_texts_that_are_alike_are_said_to_be(web, draft, answer, write):
    write("need", "Uro om morgenen")

    page = web.get(page_of("answer_history", draft, answer.pk), {"fra": 1, "til": 3})

    assert "De to tekster er ens." in texts(page, "main")[0]
    assert "Hent" not in " ".join(texts(page, "main button"))


def test_two_chosen_texts_are_compared(web, draft, answer, write):
    write("need", "Uro")

    page = web.get(page_of("answer_history", draft, answer.pk), {"fra": 3, "til": 1})

    assert (texts(page, ".compared del"), texts(page, ".compared ins")) == ([], ["om morgenen"])


def test_the_history_of_an_answer_that_was_never_given(web, draft):
    untouched = Answer.objects.get(application=draft, question__key="agreed")

    page = web.get(page_of("answer_history", draft, untouched.pk))

    assert "Der er ikke svaret på spørgsmålet endnu." in texts(page, "main")[0]


@pytest.mark.parametrize("asked", [{"fra": 7}, {"til": 9}, {"fra": "x" * 5000, "til": "99"}])
def test_a_text_that_never_was_is_not_found(web, draft, answer, asked):
    assert web.get(page_of("answer_history", draft, answer.pk), asked).status_code == 404


def test_an_answers_history_takes_the_same_number_of_queries_however_long(
    web, draft, answer, write, django_assert_num_queries
):
    with django_assert_num_queries(9):
        web.get(page_of("answer_history", draft, answer.pk))
    for text in ("Et", "To", "Tre"):
        write("need", text)
    with django_assert_num_queries(9):
        web.get(page_of("answer_history", draft, answer.pk))


def test_an_earlier_text_is_brought_back(web, draft, answer):
    page = web.get(page_of("answer_history", draft, answer.pk))
    assert "Hent tekst 1 frem" in texts(page, "main button")

    response = restore(web, draft, answer, udgave=1, set=2)

    answer.refresh_from_db()
    assert response.url == page_of("answer_history", draft, answer.pk)
    assert (answer.value, answer.revision) == ("Uro om morgenen", 3)


def test_an_earlier_text_is_not_brought_back_over_a_newer_one(web, draft, answer):
    restore(web, draft, answer, udgave=1, set=1)

    answer.refresh_from_db()
    assert (answer.value, answer.revision) == ("Uro ved frokost", 2)


def test_who_only_reads_sees_the_history_and_brings_nothing_back(client, draft, answer, municipality):
    client.force_login(MembershipFactory(organisation=municipality, viewer=True).user)

    page = client.get(page_of("answer_history", draft, answer.pk))

    assert texts(page, ".compared ins") == ["ved frokost"]
    assert "Hent tekst 1 frem" not in texts(page, "main button")
    assert restore(client, draft, answer, udgave=1, set=2).status_code == 403


def test_nothing_is_brought_back_after_submission(web, draft, answer):
    Application.objects.filter(pk=draft.pk).update(status="withdrawn")

    assert restore(web, draft, answer, udgave=1, set=2).status_code == 403
    assert web.get(page_of("answer_history", draft, answer.pk)).status_code == 200


def test_another_applications_answer_is_not_found(client, draft, answer, stranger):
    other = Answer.objects.exclude(pk=answer.pk).first()
    client.force_login(stranger)

    for path in (page_of("history", draft), page_of("answer_history", draft, answer.pk)):
        assert client.get(path).status_code == 404
    assert restore(client, draft, other, udgave=1, set=1).status_code == 404


@pytest.mark.parametrize("data", [{}, {"udgave": "99", "set": "2"}, {"udgave": "x", "set": "\x00"}])
def test_bad_input_brings_nothing_back(web, draft, answer, data):
    assert restore(web, draft, answer, **data).status_code in {302, 404}
    assert restore(web, draft, Answer(pk=uuid.uuid4()), **data).status_code == 404
    assert AnswerChange.objects.filter(answer=answer).count() == 2


def test_two_frozen_texts_are_compared(web, complete, link, write, coordinator):
    assert web.get(page_of("compare_versions", complete)).status_code == 404
    write("need", "Formiddagene er meget urolige.")
    actions.send_for_signature(complete, by=Actor.of(coordinator))

    page = web.get(page_of("compare_versions", complete))

    assert texts(page, ".change h2") == ["Spørgsmål need"]
    assert texts(page, ".compared ins") == ["meget"]
    assert web.get(page_of("compare_versions", complete), {"fra": 1, "til": 5}).status_code == 404
    assert "Se, hvad der er ændret imellem dem" in texts(web.get(page_of("history", complete)), "main a")


def test_many_small_saves_are_one_line(web, draft, write):
    for text in ("U", "Ur", "Uro"):
        write("need", text)
    AnswerChange.objects.filter(revision=1).update(at=timezone.now() - timedelta(hours=1))

    page = web.get(page_of("history", draft))

    assert len(texts(page, "#aendringer tbody tr")) == 2
    assert "(gemt 2 gange)" in texts(page, "#aendringer tbody tr")[0]
