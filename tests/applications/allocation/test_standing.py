from decimal import Decimal
from uuid import uuid4

import pytest

from applications.allocation import readiness, standing
from applications.assessment.models import Review
from applications.assessment.panel import Panel
from tests.factories.accounts import UserFactory
from tests.factories.allocation import announced_round
from tests.factories.assessment import AgreedScoreFactory, ReviewFactory, reviewed_round
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db


def expecting(number):
    """A panel of so many who read everything."""
    return Panel(whole=frozenset(uuid4() for _ in range(number)))


def test_means_are_of_the_locked_reviews_that_count():
    round_ = reviewed_round(1, reviewers=0)
    application = round_.applications.get()
    ReviewFactory(application=application, locked=True, scores={"need": 4, "backing": 1})
    ReviewFactory(application=application, locked=True, scores={"need": 1, "backing": 0})
    ReviewFactory(application=application, scores={"need": 0, "backing": 0})
    need, backing = round_.criteria.all()

    (one,) = standing.of_round(round_, panel=expecting(3))

    assert one.means == {need.pk: 2.5, backing.pk: 0.5}
    assert one.is_reviewed is False


def test_an_agreed_score_stands_for_the_mean(django_assert_num_queries):
    round_ = reviewed_round(2)
    first, second = round_.applications.order_by("applicant__name")
    need, backing = round_.criteria.all()
    AgreedScoreFactory(application=first, criterion=need, score=0)

    with django_assert_num_queries(5):  # the declarations, reviewers, criteria, reviews, agreed, applications
        found = {one.application_id: (one.means, one.locked) for one in standing.of_round(round_, panel=expecting(2))}

    assert found == {
        first.pk: ({need.pk: 0, backing.pk: 3}, 2),
        second.pk: ({need.pk: 3, backing.pk: 3}, 2),
    }


def test_what_was_agreed_stands_where_no_review_counts_any_longer():
    round_ = reviewed_round(1, reviewers=0)
    need = round_.criteria.get(key="need")
    AgreedScoreFactory(application=round_.applications.get(), criterion=need, score=4)

    (one,) = standing.of_round(round_)

    assert (one.means, one.locked) == ({need.pk: 4}, 0)


def test_in_a_round_without_criteria_reviews_count_and_have_no_means():
    application = ApplicationFactory(round=RoundFactory(closed=True), submitted=True)
    ReviewFactory(application=application, locked=True)

    (one,) = standing.of_round(application.round, panel=expecting(1))

    assert (one.locked, one.means, one.is_reviewed) == (1, {}, True)


def test_an_application_is_reviewed_when_all_who_should_have_locked():
    round_ = reviewed_round(1)

    assert [one.is_reviewed for one in standing.of_round(round_, panel=expecting(2))] == [True]
    assert [one.is_reviewed for one in standing.of_round(round_, panel=expecting(3))] == [False]
    assert [one.is_reviewed for one in standing.of_round(round_)] == [True]


def test_the_facts_are_those_of_the_institutions_municipality():
    skive = MunicipalityFactory(
        family_daycare_share=Decimal("0.375"), family_daycare_year=2018, family_daycare_source="x"
    )
    house = InstitutionFactory(municipality=skive)
    application = ApplicationFactory(applicant=house.organisation, submitted=True)

    (one,) = standing.of_round(application.round)

    assert (one.region, one.population, one.daycare_share) == (skive.region, skive.population, Decimal("0.375"))
    assert (one.name, one.outcome, one.has_accepted) == (house.name, None, False)


def test_an_unknown_share_of_dagpleje_is_unknown():
    round_ = ApplicationFactory(submitted=True).round

    assert [one.daycare_share for one in standing.of_round(round_)] == [None]


def test_a_seat_that_was_given_back_is_not_counted():
    round_ = announced_round("granted", "granted")
    decision = round_.decisions.first()
    assert readiness.number_granted(standing.of_round(round_)) == 2

    decision.given_back_at, decision.given_back_by = decision.announced_at, UserFactory()
    decision.save()

    assert readiness.number_granted(standing.of_round(round_)) == 1


def test_a_waiver_is_asked_for_where_reviews_or_applications_lack():
    round_ = reviewed_round(1)
    assert readiness.needs_waiver(standing.of_round(round_)) is False

    Review.objects.first().delete()

    assert readiness.needs_waiver(standing.of_round(round_)) is True
    assert readiness.needs_waiver([]) is True


@pytest.mark.parametrize(
    ("names", "words"), [(["Skive"], "Skive"), (["Skive", "Lemvig"], "Skive og Lemvig"), (["A", "B", "C"], "A, B og C")]
)
def test_names_are_listed_as_one_says_them(names, words):
    assert readiness.listed(names) == words
