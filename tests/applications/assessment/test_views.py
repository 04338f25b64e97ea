import pytest
from django.urls import reverse
from django.utils import timezone

from applications.assessment.models import InterestDeclaration, Review
from applications.rounds.models import Round, RoundStatus
from tests.factories.assessment import (
    AgreedScoreFactory,
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    freeze,
    reviewed_round,
)
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import CriterionFactory, RoundFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(consultant):
    """A closed round with two criteria that the consultant is ready to review."""
    round_ = RoundFactory(closed=True)
    CriterionFactory(round=round_, key="need", title="Behov", order=1)
    CriterionFactory(round=round_, key="backing", title="Opbakning", order=2)
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    return round_


@pytest.fixture
def application(round_):
    return ApplicationFactory(round=round_, submitted=True, applicant__name="Skive Kommune")


def text_of(response):
    return response.content.decode()


def typed(**fields):
    return {
        "need_score": "3",
        "need_rationale": "Godt dokumenteret.",
        "need_confidence": "3",
        "backing_score": "2",
        "backing_rationale": "Delvist.",
        "backing_confidence": "1",
        **fields,
    }


# --- The list -----------------------------------------------------------------------------------------------------


def test_review_list_shows_the_rounds_and_how_far_one_is(client, consultant, application):
    ReviewFactory(application=application, reviewer=consultant, locked=True)
    ApplicationFactory(round=application.round, submitted=True, applicant__name="Thisted Kommune")
    client.force_login(consultant)

    response = client.get(reverse("applications:review_list"))

    (entry,) = response.context["entries"]
    assert (entry["locked"], [one["name"] for one in entry["applications"]]) == (
        1,
        ["Skive Kommune", "Thisted Kommune"],
    )
    assert "1 af 2" in text_of(response)
    assert "Ikke læst" in text_of(response)


def test_review_list_asks_for_a_declaration_first(client, consultant, application):
    client.force_login(consultant)
    assert "Skive Kommune" in text_of(client.get(reverse("applications:review_list")))

    InterestDeclaration.objects.all().delete()

    response = client.get(reverse("applications:review_list"))
    assert "Skive Kommune" not in text_of(response)
    assert "Erklær din habilitet" in text_of(response)


def test_review_list_forgets_rounds_with_an_interest_and_announced_ones(client, consultant, round_):
    client.force_login(consultant)
    assert len(client.get(reverse("applications:review_list")).context["entries"]) == 1

    Round.objects.update(status=RoundStatus.ANNOUNCED)
    assert client.get(reverse("applications:review_list")).context["entries"] == []

    Round.objects.update(status=RoundStatus.ASSESSING)
    InterestDeclaration.objects.update(has_interest=True, is_out=True, about="Min søster.")
    assert client.get(reverse("applications:review_list")).context["entries"] == []


def test_review_list_says_when_the_assessment_begins(client, consultant):
    ReviewerAssignmentFactory(round=RoundFactory(), reviewer=consultant)
    client.force_login(consultant)

    assert "Bedømmelsen begynder bagefter." in text_of(client.get(reverse("applications:review_list")))


@pytest.mark.parametrize("persona", ["manager", "approver", "coordinator"])
def test_review_list_is_for_consultants(client, request, persona):
    client.force_login(request.getfixturevalue(persona))

    assert client.get(reverse("applications:review_list")).status_code == 403


@pytest.mark.parametrize("rounds", [1, 3])
def test_review_list_takes_the_same_queries_however_long(client, consultant, rounds, django_assert_num_queries):
    for _ in range(rounds):
        round_ = reviewed_round(rounds)
        ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    client.force_login(consultant)

    with django_assert_num_queries(9):
        assert client.get(reverse("applications:review_list")).status_code == 200


# --- One review ---------------------------------------------------------------------------------------------------


def test_review_puts_answers_and_anchors_side_by_side(client, consultant, application):
    freeze(
        application,
        questions=[
            {"key": "a", "label": "Hvad er svært?", "criterion": "need", "value": "x", "text": "Overgangene."},
            {"key": "b", "label": "Hvem er tovholder?", "criterion": "", "value": "x", "text": "Karen"},
        ],
    )
    client.force_login(consultant)

    response = client.get(reverse("applications:review", args=[application.pk]))

    need, backing = response.context["blocks"]
    assert [question["text"] for question in need.questions] == ["Overgangene."]
    assert (need.fields["choice"].name, need.fields["reason"].name) == ("need_score", "need_rationale")
    assert backing.questions == []
    assert [section["questions"][0]["text"] for section in response.context["sections"]] == ["Karen"]
    assert "4. Meget klart belyst: Ankertekst 4." in text_of(response)


def test_a_criterion_without_anchors_is_shown_but_offers_no_score(client, consultant, application):
    application.round.criteria.get(key="backing").anchors.all().delete()
    client.force_login(consultant)

    response = client.get(reverse("applications:review", args=[application.pk]))

    need, backing = response.context["blocks"]
    assert [value for _, value, _, _ in need.fields["options"]] == ["0", "1", "2", "3", "4"]
    assert (backing.criterion.title, backing.fields["options"]) == ("Opbakning", [])


def test_review_keeps_a_half_written_draft(client, consultant, application):
    client.force_login(consultant)

    response = client.post(
        reverse("applications:review", args=[application.pk]), {"need_score": "3", "action": "save"}, follow=True
    )

    assert Review.objects.get().scores.get(criterion__key="need").score == 3
    assert response.redirect_chain == [(reverse("applications:review", args=[application.pk]), 302)]
    assert "Din kladde er gemt." in text_of(response)


def test_review_locks_when_everything_is_there(client, consultant, application):
    client.force_login(consultant)

    response = client.post(reverse("applications:review", args=[application.pk]), typed(action="lock"), follow=True)

    assert Review.objects.get().is_locked is True
    assert response.context["form"] is None
    assert "Godt dokumenteret." in text_of(response)


def test_review_says_what_is_missing_and_keeps_the_draft(client, consultant, application):
    client.force_login(consultant)

    response = client.post(
        reverse("applications:review", args=[application.pk]),
        typed(need_score="", need_confidence="", backing_rationale="", action="lock"),
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "need_score": ["Giv en karakter for »Behov«."],
        "need_confidence": ["Vælg, hvor sikker du er, for »Behov«."],
        "backing_rationale": ["Skriv en begrundelse for »Opbakning«."],
    }
    assert text_of(response).index("<title>Fejl: ") > 0
    review = Review.objects.get()
    assert (review.is_locked, review.scores.get(criterion__key="backing").score) == (False, 2)


def test_review_refuses_what_is_no_score(client, consultant, application):
    client.force_login(consultant)

    response = client.post(
        reverse("applications:review", args=[application.pk]),
        typed(need_score="5", need_rationale="x" * 5001, need_confidence="meget"),
    )

    assert response.context["form"].errors == {
        "need_score": ["Vælg en karakter fra 0 til 4."],
        "need_rationale": ["Teksten er for lang. Skriv højst 5.000 tegn."],
        "need_confidence": ["Vælg, hvor sikker du er."],
    }
    assert not Review.objects.exists()


def test_review_goes_on_to_the_next_unread(client, consultant, application):
    round_ = application.round
    read = ApplicationFactory(round=round_, submitted=True, applicant__name="Struer Kommune")
    unread = ApplicationFactory(round=round_, submitted=True, applicant__name="Thisted Kommune")
    ReviewFactory(application=read, reviewer=consultant)
    client.force_login(consultant)

    def after(pk):
        return client.post(reverse("applications:review", args=[pk]), typed(action="next")).url

    assert after(application.pk) == reverse("applications:review", args=[unread.pk])
    assert after(unread.pk) == reverse("applications:review", args=[application.pk])

    Review.objects.exclude(application=unread).update(locked_at=timezone.now())
    assert after(unread.pk) == reverse("applications:review_list")


def test_the_next_is_the_one_that_fewest_have_read(client, consultant, application):
    round_ = application.round
    read, conflicted = ReviewerAssignmentFactory.create_batch(2, round=round_, ready=True)
    InterestDeclaration.objects.filter(person=conflicted.reviewer).update(
        has_interest=True, is_out=True, about="Min bror."
    )
    struer = ApplicationFactory(round=round_, submitted=True, applicant__name="Struer Kommune")
    thisted = ApplicationFactory(round=round_, submitted=True, applicant__name="Thisted Kommune")
    ReviewFactory(application=struer, reviewer=read.reviewer)
    ReviewFactory(application=thisted, reviewer=conflicted.reviewer, locked=True)
    client.force_login(consultant)

    response = client.post(reverse("applications:review", args=[application.pk]), typed(action="next"))

    assert response.url == reverse("applications:review", args=[thisted.pk])


def test_the_next_is_never_one_that_is_not_assigned(client, consultant, application):
    assignment = application.round.assignments.get()
    assignment.reads_all = False
    assignment.save()
    assigned = ApplicationFactory(round=application.round, submitted=True, applicant__name="Thisted Kommune")
    ApplicationFactory(round=application.round, submitted=True, applicant__name="Struer Kommune")
    for one in (application, assigned):
        assignment.parts.create(application=one)
    client.force_login(consultant)

    response = client.post(reverse("applications:review", args=[application.pk]), typed(action="next"))
    listed = client.get(reverse("applications:review_list")).context["entries"]

    assert response.url == reverse("applications:review", args=[assigned.pk])
    assert [one["name"] for one in listed[0]["applications"]] == ["Skive Kommune", "Thisted Kommune"]


def test_a_field_that_was_not_touched_keeps_what_another_window_saved(client, consultant, application):
    client.force_login(consultant)
    page = reverse("applications:review", args=[application.pk])
    shown = {"vist-need_score": "", "vist-need_rationale": "", "vist-need_confidence": ""}
    client.post(page, {"need_score": "4", "need_rationale": "Skrevet i det andet vindue.", **shown})

    client.post(page, {"need_score": "", "need_rationale": "", "need_confidence": "2", **shown})

    score = Review.objects.get().scores.get(criterion__key="need")
    assert (score.score, score.rationale, score.confidence) == (4, "Skrevet i det andet vindue.", 2)


def test_what_was_shown_stands_on_the_page_of_a_refusal_too(client, consultant, application):
    ReviewFactory(application=application, reviewer=consultant, scores={"need": 2})
    client.force_login(consultant)
    page = reverse("applications:review", args=[application.pk])
    assert '<input type="hidden" name="vist-need_score" value="2">' in text_of(client.get(page))

    refused = client.post(page, typed(action="lock", need_confidence="", **{"vist-need_score": "1"}))

    assert '<input type="hidden" name="vist-need_score" value="1">' in text_of(refused)


def test_a_locked_review_is_shown_with_how_sure_its_reviewer_was(client, consultant, application):
    own = ReviewFactory(application=application, reviewer=consultant, locked=True)
    own.scores.filter(criterion__key="backing").update(confidence=None)  # locked before it was asked for
    client.force_login(consultant)

    response = client.get(reverse("applications:review", args=[application.pk]))

    assert texts(response, ".scores__head") == ["Kim Konsulent 3 af 4 Nogenlunde sikker", "Kim Konsulent 3 af 4"]


def test_the_agreed_score_is_seen_once_the_own_review_is_locked(client, consultant, application):
    own = ReviewFactory(application=application, reviewer=consultant, scores={})
    need = application.round.criteria.get(key="need")
    AgreedScoreFactory(application=application, criterion=need, score=1, reason="Vi talte om det.")
    client.force_login(consultant)
    page = reverse("applications:review", args=[application.pk])
    assert "Vi talte om det." not in text_of(client.get(page))

    own.locked_at = timezone.now()
    own.save()

    assert texts(client.get(page), ".agreed .scores__head") == ["Fælles karakter 1 af 4"]


def test_a_locked_review_is_not_written_in_but_what_was_typed_stands_there(client, consultant, application):
    ReviewFactory(application=application, reviewer=consultant, locked=True)
    client.force_login(consultant)

    response = client.post(reverse("applications:review", args=[application.pk]), typed(need_rationale="For sent."))

    assert Review.objects.get().scores.filter(rationale="For sent.").count() == 0
    assert response.context["form"].non_field_errors() == ["Bedømmelsen er låst og kan ikke ændres."]
    assert "For sent." in text_of(response)


def test_review_is_read_only_once_the_round_is_proposed(client, consultant, application):
    client.force_login(consultant)
    page = reverse("applications:review", args=[application.pk])
    assert client.get(page).context["form"] is not None

    Round.objects.update(status=RoundStatus.PROPOSED)

    assert client.get(page).context["form"] is None
    assert client.post(page, typed()).context["form"].non_field_errors() == [
        "Runden er indstillet. Bedømmelserne kan ikke længere ændres."
    ]


def test_others_scores_are_seen_after_the_own_is_locked(client, consultant, application):
    other = ReviewFactory(application=application, locked=True, scores={"need": 1})
    other.scores.update(rationale="Slet ikke godt nok.")
    own = ReviewFactory(application=application, reviewer=consultant)
    client.force_login(consultant)
    page = reverse("applications:review", args=[application.pk])
    assert "Slet ikke godt nok." not in text_of(client.get(page))

    own.locked_at = other.locked_at
    own.save()

    response = client.get(page)
    assert "Slet ikke godt nok." in text_of(response)
    assert other.reviewer.name in text_of(response)


def test_drafts_and_reviews_with_an_interest_are_never_shown(client, consultant, application):
    ReviewFactory(application=application, reviewer=consultant, locked=True)
    draft = ReviewFactory(application=application, scores={})
    conflicted = ReviewFactory(application=application, locked=True)
    InterestDeclarationFactory(round=application.round, person=conflicted.reviewer, conflicted=True)
    client.force_login(consultant)

    text = text_of(client.get(reverse("applications:review", args=[application.pk])))

    assert consultant.name in text
    assert draft.reviewer.name not in text
    assert conflicted.reviewer.name not in text


@pytest.mark.parametrize("others", [1, 3])
def test_review_takes_the_same_queries_however_many_review(
    client, consultant, application, others, django_assert_num_queries
):
    ReviewFactory.create_batch(others, application=application, locked=True)
    client.force_login(consultant)
    page = reverse("applications:review", args=[application.pk])

    with django_assert_num_queries(8):
        response = client.get(page)
    ReviewFactory(application=application, reviewer=consultant, locked=True)
    with django_assert_num_queries(12):
        locked = client.get(page)

    assert [block.scores for block in response.context["blocks"]] == [[], []]
    assert [len(block.scores) for block in locked.context["blocks"]] == [others + 1, others + 1]


@pytest.mark.parametrize("persona", ["manager", "approver", "coordinator", "stranger"])
def test_review_is_for_the_rounds_reviewers(client, request, persona, application):
    user = request.getfixturevalue(persona)
    InterestDeclarationFactory(round=application.round, person=user)
    client.force_login(user)

    assert client.get(reverse("applications:review", args=[application.pk])).status_code == 404


def test_an_interest_closes_the_review(client, consultant, application):
    client.force_login(consultant)
    page = reverse("applications:review", args=[application.pk])
    assert client.get(page).status_code == 200

    InterestDeclaration.objects.update(has_interest=True, is_out=True, about="Min søster.")

    assert client.get(page).status_code == 404
    assert client.post(page, typed(action="lock")).status_code == 404
