"""The draft of what weighed under each criterion."""

import pytest
from django.urls import reverse

from applications.allocation import reasons
from applications.assessment import consensus
from applications.assessment.models import Review, Score
from tests.factories.assessment import AgreedScoreFactory, InterestDeclarationFactory, reviewed_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    """An application that two have reviewed, each with words of their own."""
    found = reviewed_round(1).applications.get()
    for number, review in enumerate(Review.objects.order_by("reviewer__name"), start=1):
        for score in review.scores.select_related("criterion"):
            Score.objects.filter(pk=score.pk).update(rationale=f"{score.criterion.title} {number}")
    return found


def drafted(application):
    """The drafts, by the criterion's key."""
    scores = Review.objects.filter(application=application).order_by("reviewer__name").with_scores()
    texts = reasons.drafts(list(scores), consensus.agreed_of(application.pk))
    return {application.round.criteria.get(pk=pk).key: text for pk, text in texts.items()}


def test_each_rationale_is_a_paragraph_without_whose_it_is(application):
    assert drafted(application) == {"need": "Behov 1\n\nBehov 2", "backing": "Opbakning 1\n\nOpbakning 2"}


def test_what_was_agreed_on_comes_first(application):
    need = application.round.criteria.get(key="need")
    AgreedScoreFactory(application=application, criterion=need, reason="Vi blev enige om behovet.")

    found = drafted(application)

    assert found["need"] == "Vi blev enige om behovet.\n\nBehov 1\n\nBehov 2"
    assert found["backing"] == "Opbakning 1\n\nOpbakning 2"


def test_the_same_words_come_once(application):
    Score.objects.update(rationale="Godt beskrevet.")
    need = application.round.criteria.get(key="need")
    AgreedScoreFactory(application=application, criterion=need, reason="Godt beskrevet.")

    assert drafted(application) == {"need": "Godt beskrevet.", "backing": "Godt beskrevet."}


def test_the_form_of_a_choice_begins_with_what_was_agreed_on(client, manager, application):
    need = application.round.criteria.get(key="need")
    AgreedScoreFactory(application=application, criterion=need, reason="Vi blev enige om behovet.")
    InterestDeclarationFactory(round=application.round, person=manager)
    client.force_login(manager)

    page = client.get(reverse("applications:round_application", args=[application.round_id, application.pk]))

    assert page.context["form"]["reason_need"].value() == "Vi blev enige om behovet.\n\nBehov 1\n\nBehov 2"
