"""One criterion at a time, across the applications of a round."""

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.assessment.models import InterestDeclaration, Review, Score
from applications.assessment.views import reviewing
from applications.drafting.models import Status
from applications.rounds.models import Round, RoundStatus
from tests.factories.accounts import UserFactory
from tests.factories.assessment import (
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    freeze,
    reviewed_round,
)
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import CriterionFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(consultant):
    round_ = RoundFactory(closed=True)
    CriterionFactory(round=round_, key="need", title="Behov", order=1)
    CriterionFactory(round=round_, key="backing", title="Opbakning", order=2)
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    return round_


@pytest.fixture
def skive(round_):
    return ApplicationFactory(round=round_, submitted=True, applicant__name="Skive Kommune")


@pytest.fixture
def thisted(round_):
    return ApplicationFactory(round=round_, submitted=True, applicant__name="Thisted Kommune")


def page_of(round_, key="need"):
    return reverse("applications:review_criterion", args=[round_.pk, key])


def typed(application, *, score="", rationale="", confidence="", key="need"):
    given = {"score": score, "rationale": rationale, "confidence": confidence}
    return {f"{application.pk}-{key}_{part}": value for part, value in given.items()}


def test_all_answers_to_one_criterion_stand_with_fields_of_their_own(client, consultant, skive, thisted):
    question = {"key": "a", "label": "Hvad er svært?", "criterion": "need", "value": "x"}
    freeze(skive, questions=[{**question, "text": "Overgangene."}])
    freeze(thisted, questions=[{**question, "criterion": "backing", "text": "Møderne."}])
    ReviewFactory(application=skive, reviewer=consultant, scores={"need": 2})
    client.force_login(consultant)

    response = client.get(page_of(skive.round))

    assert texts(response, "section h2") == ["Skive Kommune Kladde", "Thisted Kommune"]
    assert texts(response, ".answer .as-written") == ["Overgangene."]
    assert [row["block"].fields["choice"].initial for row in response.context["rows"]] == [2, None]
    assert texts(response, ".across [aria-current]") == ["Behov"]
    assert links(response, ".across a") == [page_of(skive.round, "backing")]


def test_drafts_of_all_are_saved_at_once_and_other_criteria_stay(client, consultant, skive, thisted):
    ReviewFactory(application=skive, reviewer=consultant, scores={"backing": 1})
    client.force_login(consultant)

    response = client.post(
        page_of(skive.round),
        typed(skive, score="4", rationale="Klart.", confidence="3") | typed(thisted, score="2") | {"action": "save"},
        follow=True,
    )

    assert response.redirect_chain == [(f"{page_of(skive.round)}?side=1", 302)]
    assert texts(response, ".alert-success .alert-text, .alert-success p")[-1] == "Dine kladder er gemt."
    saved = Score.objects.order_by("review__application__applicant__name", "criterion__order")
    assert list(saved.values_list("criterion__key", "score", "rationale", "confidence")) == [
        ("need", 4, "Klart.", 3),
        ("backing", 1, "Behovet er dokumenteret med tal fra tilsynet.", 2),
        ("need", 2, "", None),
    ]
    assert not Review.objects.exclude(locked_at=None).exists()


def test_nothing_new_writes_nothing(client, consultant, skive):
    client.force_login(consultant)

    response = client.post(page_of(skive.round), typed(skive))

    assert response.status_code == 302
    assert not Review.objects.exists()


def test_a_locked_review_is_shown_and_not_written_in(client, consultant, skive, thisted):
    ReviewFactory(application=skive, reviewer=consultant, locked=True)
    client.force_login(consultant)

    response = client.get(page_of(skive.round))

    assert [row["form"] is None for row in response.context["rows"]] == [True, False]
    assert texts(response, ".scores__head") == ["Kim Konsulent 3 af 4 Nogenlunde sikker"]


def test_what_was_locked_meanwhile_is_told_and_the_rest_is_kept(client, consultant, skive, thisted):
    ReviewFactory(application=skive, reviewer=consultant, locked=True)
    client.force_login(consultant)

    response = client.post(page_of(skive.round), typed(skive, rationale="For sent.") | typed(thisted, score="2"))

    assert response.status_code == 422
    assert Score.objects.get(review__application=thisted).score == 2
    assert "Skive Kommune: Bedømmelsen er låst og kan ikke ændres." in response.content.decode()
    assert "For sent." in response.content.decode()


def test_what_is_no_score_is_told_and_the_rest_is_kept(client, consultant, skive, thisted):
    client.force_login(consultant)

    response = client.post(page_of(skive.round), typed(skive, score="7", rationale="Godt.") | typed(thisted, score="2"))

    assert response.status_code == 422
    assert Score.objects.get().review.application == thisted
    assert response.context["rows"][0]["form"].errors == {"need_score": ["Vælg en karakter fra 0 til 4."]}
    assert "Godt." in response.content.decode()


def test_the_pages_follow_one_another(client, consultant, skive, thisted, monkeypatch):
    monkeypatch.setattr(reviewing, "APPLICATIONS_A_PAGE", 1)
    client.force_login(consultant)
    page = page_of(skive.round)
    assert texts(client.get(page), "section h2") == ["Skive Kommune"]

    first = client.post(page, typed(skive, score="2") | {"action": "next"})
    last = client.post(f"{page}?side=2", typed(thisted, score="2") | {"action": "next"})

    assert (first.url, last.url) == (f"{page}?side=2", f"{page}?side=2")
    assert Score.objects.count() == 2


def test_the_button_of_an_application_comes_back_to_it(client, consultant, skive, thisted):
    client.force_login(consultant)

    response = client.post(page_of(skive.round), typed(thisted, score="2") | {"action": str(thisted.pk)})

    assert response.url == f"{page_of(skive.round)}?side=1#application-{thisted.pk}"
    assert Score.objects.get().review.application == thisted


def test_what_was_typed_on_a_page_is_saved_where_the_pages_have_moved(client, consultant, skive, thisted, monkeypatch):
    monkeypatch.setattr(reviewing, "APPLICATIONS_A_PAGE", 1)
    client.force_login(consultant)
    skive.status = Status.WITHDRAWN
    skive.save()
    ApplicationFactory(round=skive.round, submitted=True, applicant__name="Aalborg Kommune")

    client.post(page_of(skive.round), typed(skive, score="1") | typed(thisted, score="2"))

    assert list(Score.objects.values_list("review__application", "score")) == [(thisted.pk, 2)]


def test_once_the_round_is_proposed_nothing_can_be_written(client, consultant, skive):
    Round.objects.update(status=RoundStatus.PROPOSED)
    client.force_login(consultant)

    response = client.get(page_of(skive.round))

    assert response.context["forms"] == []
    assert "Du nåede ikke at skrive en bedømmelse." in texts(response, "main p")
    assert client.post(page_of(skive.round), typed(skive, score="2")).status_code == 422
    assert not Review.objects.exists()


def test_a_reviewer_of_some_reads_these_only(client, consultant, skive, thisted):
    assignment = skive.round.assignments.get()
    assignment.reads_all = False
    assignment.save()
    assignment.parts.create(application=thisted)
    client.force_login(consultant)

    response = client.get(page_of(skive.round))
    client.post(page_of(skive.round), typed(skive, score="2"))

    assert texts(response, "section h2") == ["Thisted Kommune"]
    assert not Review.objects.exists()


def test_a_round_without_applications_says_so(client, consultant, round_):
    client.force_login(consultant)

    response = client.get(page_of(round_))

    assert "Du har ingen ansøgninger at bedømme i runden." in texts(response, "main p")


def test_whoever_has_not_declared_does_so_first(client, consultant, skive):
    InterestDeclaration.objects.all().delete()
    client.force_login(consultant)

    response = client.get(page_of(skive.round))

    assert response.url == reverse("applications:declare_interest", args=[skive.round_id])


def test_an_interest_closes_the_page(client, consultant, skive):
    InterestDeclaration.objects.update(has_interest=True, is_out=True, about="Min søster.")
    client.force_login(consultant)

    assert client.get(page_of(skive.round)).status_code == 404
    assert client.post(page_of(skive.round), typed(skive, score="2")).status_code == 404


def test_there_is_no_page_for_what_is_no_criterion_or_before_the_deadline(client, consultant, skive):
    early = CriterionFactory(round=RoundFactory(), key="need").round
    ReviewerAssignmentFactory(round=early, reviewer=consultant)
    client.force_login(consultant)

    assert client.get(page_of(skive.round, "andet")).status_code == 404
    assert client.get(page_of(early)).status_code == 404


@pytest.mark.parametrize("persona", ["manager", "approver", "coordinator"])
def test_the_page_is_for_the_rounds_reviewers(client, request, persona, skive):
    user = request.getfixturevalue(persona)
    InterestDeclarationFactory(round=skive.round, person=user)
    client.force_login(user)

    assert client.get(page_of(skive.round)).status_code == 404


@pytest.mark.parametrize("applications", [1, 3])
def test_the_page_takes_the_same_queries_however_many(client, consultant, applications, django_assert_num_queries):
    round_ = reviewed_round(applications)
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    for application in round_.applications.all():
        ReviewFactory(application=application, reviewer=consultant, scores={})
    client.force_login(consultant)

    with django_assert_num_queries(11):
        response = client.get(page_of(round_))

    assert len(response.context["rows"]) == applications


def test_others_scores_are_not_on_the_page(client, consultant, skive):
    other = ReviewFactory(application=skive, reviewer=UserFactory(consultant=True), locked=True)
    ReviewFactory(application=skive, reviewer=consultant, locked_at=timezone.now(), scores={})
    client.force_login(consultant)

    response = client.get(page_of(skive.round))

    assert len(texts(response, ".scores__head")) == 1
    assert other.reviewer.name not in response.content.decode()
