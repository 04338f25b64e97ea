import pytest

from applications.assessment import consensus, sheet
from applications.assessment.consensus import Agreed, Given, Item
from applications.assessment.models import Confidence, InterestDeclaration, Review, Score
from applications.assessment.sheet import ReadCriterion
from tests.factories.assessment import AgreedScoreFactory, ReviewFactory, reviewed_round
from tests.factories.drafting import ApplicationFactory

NEED = ReadCriterion(1, "need", "Behov", "At behovet er der.")


def item(*scores, name="Skive Kommune", agreed=None):
    given = [Given(f"Bedømmer {number}", score, "Fordi.", None) for number, score in enumerate(scores)]
    return Item(name, name, NEED, given, agreed)


@pytest.mark.parametrize(
    ("scores", "apart", "is_far"),
    [([], 0, False), ([3], 0, False), ([3, 3], 0, False), ([3, 2], 1, False), ([3, 1, 2], 2, True), ([0, 4], 4, True)],
)
def test_reviewers_disagree_from_two_levels(scores, apart, is_far):
    one = item(*scores)

    assert (one.apart, one.is_far_apart) == (apart, is_far)


def test_the_numbers_stand_by_size():
    assert item(1, 4, 2).numbers == "4, 2, 1"
    assert item().numbers == "–"


def test_what_is_not_agreed_on_comes_first_then_the_farthest_apart():
    agreed = Agreed(2, "Vi talte om det.", "Mona", None)
    items = [
        item(4, 0, name="A", agreed=agreed),
        item(3, 1, name="B"),
        item(3, 2, name="C"),
        item(4, 1, name="D"),
        item(1, 3, name="E"),
    ]

    assert [one.applicant for one in consensus.disagreements(items)] == ["D", "B", "E", "A"]


def test_how_sure_a_reviewer_was_is_said_where_it_was_asked():
    assert Given("Hanne", 3, "Fordi.", Confidence.LOW).sure == "Usikker"
    assert Given("Hanne", 3, "Fordi.", None).sure == ""


@pytest.mark.django_db
def test_a_round_is_read_with_the_reviews_that_count_and_what_was_agreed(django_assert_num_queries):
    round_ = reviewed_round(1, reviewers=3)
    application = round_.applications.get()
    need, _ = criteria = sheet.criteria(round_)
    out, *others = [one.reviewer for one in round_.assignments.order_by("pk")]
    InterestDeclaration.objects.filter(person=out).update(has_interest=True, is_out=True, about="Min bror.")
    Score.objects.filter(review__reviewer=others[0], criterion=need.pk).update(score=0, confidence=Confidence.HIGH)
    AgreedScoreFactory(application=application, criterion_id=need.pk, score=2)
    ReviewFactory(application=application, scores={"need": 4})  # a draft

    with django_assert_num_queries(2):
        found = consensus.of_round(round_, [(application.pk, "Skive Kommune")], criteria)

    of_need, of_backing = found[application.pk]
    assert {(one.reviewer, one.words, one.sure) for one in of_need.given} == {
        (others[0].name, "0 af 4", "Sikker"),
        (others[1].name, "3 af 4", "Nogenlunde sikker"),
    }
    assert (of_need.agreed.words, of_need.agreed.reason[:10]) == ("2 af 4", "Tallene er")
    assert (of_backing.numbers, of_backing.agreed) == ("3, 3", None)
    assert consensus.agreed_of(application.pk) == {need.pk: of_need.agreed}


@pytest.mark.django_db
def test_an_application_that_nobody_has_reviewed_has_no_scores():
    round_ = reviewed_round(0)
    application = ApplicationFactory(round=round_, submitted=True)
    Review.objects.create(application=application, reviewer=round_.assignments.first().reviewer)

    found = consensus.of_round(round_, [(application.pk, "Skive")], sheet.criteria(round_))

    assert [one.given for one in found[application.pk]] == [[], []]
