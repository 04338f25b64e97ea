"""Files that are asked for again: attached, taken out and sent, while what was handed in stays as it was."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from applications.casework import actions
from applications.drafting.actions import files
from applications.drafting.models import Submission
from applications.rounds.models import QuestionKind
from praksis.cases.actors import Actor
from praksis.documents.uploads import check
from praksis.errors import ActionError
from tests.factories.assessment import freeze
from tests.factories.casework import NEED, ReopeningFactory, sent_application
from tests.factories.drafting import AnswerFactory
from tests.factories.files import pdf, png
from tests.factories.rounds import QuestionFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

REPORT, PLAN = check("tilsyn.pdf", pdf()), check("indretning.png", png())


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def papers(municipality, coordinator, manager, by):
    """The answer of an application that was handed in with one file."""
    application = sent_application(manager=manager, applicant=municipality, created_by=coordinator)
    asked = {"key": "papers", "label": "Bilag om behovet", "kind": QuestionKind.FILES}
    question = QuestionFactory(question_set=application.question_set, section="1. Behov", order=3, **asked)
    answer = AnswerFactory(application=application, question=question, value=None)
    answer.value, answer.revision = files.with_file(answer, REPORT, by), 1
    answer.save()
    frozen = {**asked, "criterion": "", "max_words": None, "value": answer.value, "text": "tilsyn.pdf"}
    freeze(application, questions=[{**NEED, "text": "Uro."}, frozen])
    return answer


@pytest.fixture
def reopening(papers, manager):
    return ReopeningFactory(answer=papers, asked_by=manager)


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def address(reopening):
    return reverse("applications:answer_again", args=[reopening.answer.application_id, reopening.pk])


def names(papers) -> list[str]:
    papers.refresh_from_db()
    return [file["name"] for file in papers.value]


def judged(papers) -> list[str]:
    content = Submission.objects.select_related("current").get(application=papers.application).current.content
    return [file["name"] for file in content["sections"][0]["questions"][1]["value"]]


def upload(name="indretning.png", content=None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or png())


def add(reopening, file, by, *, at=None):
    return actions.add_files_again(reopening, [file], by=by, received_at=at or timezone.now())


def test_files_can_be_asked_for_again(client, papers, manager):
    client.force_login(manager)
    case = [papers.application.round_id, papers.application_id]
    address = reverse("applications:round_ask_again", args=[*case, papers.pk])

    assert address in links(client.get(reverse("applications:round_check", args=case)), "main a")
    assert texts(client.get(address), ".judged a") == ["tilsyn.pdf"]


def test_a_file_is_added_on_the_page_and_judged_once_it_is_sent(web, papers, address):
    response = web.post(address, {"papers": upload(), "handling": "gem"}, follow=True)
    assert texts(response, ".answer .files__one a") == ["tilsyn.pdf", "indretning.png"]
    assert judged(papers) == ["tilsyn.pdf"]

    web.post(address, {"handling": "send"})

    assert judged(papers) == ["tilsyn.pdf", "indretning.png"]


def test_a_file_is_added_and_sent_at_once(web, papers, address):
    web.post(address, {"papers": upload(), "handling": "send"})

    assert judged(papers) == ["tilsyn.pdf", "indretning.png"]


def test_a_file_is_taken_out_and_what_was_handed_in_keeps_it(web, papers, address):
    taken = papers.value[0]["id"]

    web.post(address, {"handling": f"fjern-bilag:{taken}"})

    assert names(papers) == []
    assert judged(papers) == ["tilsyn.pdf"]
    file = web.get(reverse("applications:file", args=[papers.application_id, taken]))
    assert b"".join(file.streaming_content) == pdf()


def test_a_file_that_is_refused_says_why_and_nothing_is_sent(web, papers, address):
    response = web.post(address, {"papers": upload("tal.exe", b"MZ"), "handling": "send"})

    assert response.status_code == 422
    assert any("tal.exe" in text for text in texts(response, ".form-error-message"))
    assert judged(papers) == names(papers) == ["tilsyn.pdf"]


def test_the_same_file_is_there_once(papers, reopening, by):
    assert add(reopening, upload("tilsyn.pdf", pdf()), by) == []

    assert names(papers) == ["tilsyn.pdf"]


def test_there_is_no_more_room_than_while_it_was_a_draft(monkeypatch, papers, reopening, by):
    monkeypatch.setattr(files, "MOST_BYTES", REPORT.size + PLAN.size - 1)

    (said,) = add(reopening, upload(), by)

    assert "Bilagene fylder" in said
    assert names(papers) == ["tilsyn.pdf"]


def test_closing_gives_the_answer_back_the_files_that_were_handed_in(papers, reopening, by, manager):
    add(reopening, upload(), by)

    actions.close(reopening, by=Actor.of(manager))

    assert names(papers) == ["tilsyn.pdf"]


def test_after_its_day_no_file_is_added_or_taken_out(papers, reopening, by):
    late = timezone.now() + timedelta(days=8)

    assert "I kunne svare til og med" in add(reopening, upload(), by, at=late)[0]
    with pytest.raises(ActionError, match="I kunne svare til og med"):
        actions.remove_file_again(reopening, papers.value[0]["id"], by=by, received_at=late)
    assert names(papers) == ["tilsyn.pdf"]


def test_an_answer_in_words_takes_no_files(papers, manager, by):
    words = ReopeningFactory(answer=papers.application.answers.get(question__key="need"), asked_by=manager)

    with pytest.raises(ValueError, match="No such field"):
        add(words, upload(), by)
    with pytest.raises(ValueError, match="No such field"):
        actions.remove_file_again(words, "x", by=by, received_at=timezone.now())
