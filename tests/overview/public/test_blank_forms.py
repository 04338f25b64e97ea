"""The printed form on the offers' pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.rounds import actions
from applications.rounds.models import BlankForm, ProgrammeKind
from tests.factories.rounds import ProgrammeFactory, QuestionFactory, QuestionSetFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


def addresses(kind):
    return reverse(f"overview:programme_{kind}"), reverse(f"overview:questions_{kind}")


@pytest.fixture
def one_year():
    return QuestionFactory(question_set=QuestionSetFactory(round=RoundFactory())).question_set


def make():
    actions.order_blank_forms(timezone.now())
    for form in BlankForm.objects.filter(status="waiting"):
        assert actions.draw_blank_form(form.pk) is True


def test_an_offer_leads_to_its_form_once_it_is_made(client, one_year):
    page, pdf = addresses("one_year")
    before = client.get(page)
    make()
    after = client.get(page)

    assert (links(before, "#questions ~ p a").count(pdf), links(after, "#questions ~ p a").count(pdf)) == (0, 1)
    assert texts(after, "a[download]")[0].startswith("Alle spørgsmål med plads til at skrive (pdf, ")


def test_the_form_is_the_newest_editions(client, one_year):
    make()
    newer = QuestionFactory(question_set=QuestionSetFactory(round=one_year.round, number=2), label="Nyt").question_set
    page, pdf = addresses("one_year")
    meanwhile = (links(client.get(page), "a[download]"), client.get(pdf).status_code)
    make()

    answer = client.get(pdf)

    with newer.blank_form.file.open("rb") as file:
        assert b"".join(answer.streaming_content) == file.read()
    assert meanwhile == ([], 302)
    assert answer["Content-Disposition"] == 'attachment; filename="spoergsmaal-etaarigt-forloeb.pdf"'


@pytest.mark.parametrize("kind", list(ProgrammeKind))
def test_until_it_is_made_its_address_leads_to_where_the_questions_stand(client, kind):
    ProgrammeFactory(kind=kind)
    page, pdf = addresses(kind)

    answer = client.get(pdf)

    assert (answer.status_code, answer.url) == (302, f"{page}#questions")


def test_a_minis_form_is_found_too(client):
    programme = ProgrammeFactory(kind=ProgrammeKind.MINI, name="Miniforløb")
    QuestionFactory(question_set=QuestionSetFactory(round=None, programme=programme))
    make()
    page, pdf = addresses("mini")

    answer = client.get(pdf)

    assert links(client.get(page), "a[download]") == [pdf]
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"


def test_a_file_that_is_gone_has_a_page_that_says_so(client, one_year):
    make()
    BlankForm.objects.update(file="forms/away.pdf")

    answer = client.get(addresses("one_year")[1])

    assert (answer.status_code, texts(answer, "h1")) == (404, ["Dokumentet kan ikke hentes lige nu"])
