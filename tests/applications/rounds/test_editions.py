import pytest
from django.utils import timezone

from applications.rounds.editions import questions_of
from tests.factories.rounds import QuestionFactory, QuestionSetFactory

pytestmark = pytest.mark.django_db


def labels(edition):
    return [question.label for question in questions_of(edition.pk)]


def test_the_questions_of_an_edition_in_use_are_read_once(django_assert_num_queries):
    edition = QuestionSetFactory(published_at=timezone.now())
    QuestionFactory(question_set=edition, label="Behov", order=2)
    QuestionFactory(question_set=edition, label="Ansøger", order=1)

    with django_assert_num_queries(1):
        assert labels(edition) == ["Ansøger", "Behov"]
    with django_assert_num_queries(0):
        assert labels(edition) == ["Ansøger", "Behov"]


def test_an_edition_that_is_still_edited_is_read_each_time():
    edition = QuestionSetFactory(published_at=None)
    question = QuestionFactory(question_set=edition, label="Behov")
    before = labels(edition)
    question.label = "Jeres behov"
    question.save()

    assert (before, labels(edition)) == (["Behov"], ["Jeres behov"])


def test_an_edition_without_questions_is_asked_for_again():
    edition = QuestionSetFactory(published_at=timezone.now())
    before = labels(edition)
    QuestionFactory(question_set=edition, label="Behov")

    assert (before, labels(edition)) == ([], ["Behov"])
