import pytest
from django.urls import reverse
from django.utils import timezone

from applications.assessment.models import InterestDeclaration, Review
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role, User
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
        "backing_score": "2",
        "backing_rationale": "Delvist.",
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
    InterestDeclaration.objects.update(has_interest=True, about="Min søster.")
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

    with django_assert_num_queries(7):
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
        reverse("applications:review", args=[application.pk]), typed(need_score="", backing_rationale="", action="lock")
    )

    assert response.status_code == 200
    assert response.context["form"].errors == {
        "need_score": ["Giv en karakter for »Behov«."],
        "backing_rationale": ["Skriv en begrundelse for »Opbakning«."],
    }
    assert text_of(response).index("<title>Fejl: ") > 0
    review = Review.objects.get()
    assert (review.is_locked, review.scores.get(criterion__key="backing").score) == (False, 2)


def test_review_refuses_what_is_no_score(client, consultant, application):
    client.force_login(consultant)

    response = client.post(
        reverse("applications:review", args=[application.pk]), typed(need_score="5", need_rationale="x" * 5001)
    )

    assert response.context["form"].errors == {
        "need_score": ["Vælg en karakter fra 0 til 4."],
        "need_rationale": ["Teksten er for lang. Skriv højst 5.000 tegn."],
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
    with django_assert_num_queries(11):
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

    InterestDeclaration.objects.update(has_interest=True, about="Min søster.")

    assert client.get(page).status_code == 404
    assert client.post(page, typed(action="lock")).status_code == 404


# --- Reviewers of a round -----------------------------------------------------------------------------------------


def test_round_reviewers_assigns(client, manager, consultant, round_):
    InterestDeclarationFactory(round=round_, person=manager)
    other = UserFactory(consultant=True)
    client.force_login(manager)
    page = reverse("applications:round_reviewers", args=[round_.pk])

    response = client.post(page, {"reviewers": [consultant.pk, other.pk]}, follow=True)

    assert set(round_.assignments.values_list("reviewer", flat=True)) == {consultant.pk, other.pk}
    assert "Bedømmerne er gemt." in text_of(response)
    assert "Ikke erklæret endnu" in text_of(response)


def test_round_reviewers_shows_the_refusal_beside_the_field(client, manager, consultant, application):
    InterestDeclarationFactory(round=application.round, person=manager)
    ReviewFactory(application=application, reviewer=consultant, locked=True)
    client.force_login(manager)

    response = client.post(reverse("applications:round_reviewers", args=[application.round_id]), {"reviewers": []})

    assert response.context["form"].errors == {
        "reviewers": ["Kim Konsulent har låst bedømmelser i runden og kan ikke tages af den."]
    }
    assert application.round.assignments.count() == 1


def test_round_reviewers_draws_a_box_for_each_consultant_and_ticks_the_reviewers(client, manager, consultant, round_):
    InterestDeclarationFactory(round=round_, person=manager)
    UserFactory(consultant=True)
    client.force_login(manager)
    page = reverse("applications:round_reviewers", args=[round_.pk])
    box = '<input type="checkbox" name="reviewers" value="{}" class="form-checkbox" id="id_reviewers_{}"{}>'

    shown, refused = text_of(client.get(page)), text_of(client.post(page, {"reviewers": ["x"]}))

    offered = list(User.objects.filter(staff_roles__role=Role.CONSULTANT).order_by("name"))
    for place, person in enumerate(offered):
        assert shown.count(box.format(person.pk, place, " checked" if person == consultant else "")) == 1
    assert (shown.count('type="checkbox"'), len(offered)) == (2, 2)
    assert shown.count('<span class="form-error-message" id="id_reviewers_error">') == 0
    assert refused.count('<span class="form-error-message" id="id_reviewers_error">') == 1


@pytest.mark.parametrize("reviewers", [1, 3])
def test_round_reviewers_takes_the_same_queries_however_many(client, manager, reviewers, django_assert_num_queries):
    round_ = reviewed_round(1, reviewers=reviewers)
    InterestDeclarationFactory(round=round_, person=manager)
    client.force_login(manager)

    with django_assert_num_queries(7):
        response = client.get(reverse("applications:round_reviewers", args=[round_.pk]))

    assert len(response.context["assignments"]) == reviewers


def test_round_reviewers_offers_consultants_only(client, manager, approver, round_):
    InterestDeclarationFactory(round=round_, person=manager)
    client.force_login(manager)

    response = client.post(reverse("applications:round_reviewers", args=[round_.pk]), {"reviewers": [approver.pk]})

    assert response.context["form"].errors == {"reviewers": ["Vælg blandt praksiskonsulenterne på listen."]}


def test_round_reviewers_asks_the_manager_to_declare_first(client, manager, round_):
    client.force_login(manager)

    response = client.get(reverse("applications:round_reviewers", args=[round_.pk]))

    assert response.url == reverse("applications:declare_interest", args=[round_.pk])


@pytest.mark.parametrize(("persona", "status"), [("approver", 403), ("consultant", 403), ("coordinator", 404)])
def test_round_reviewers_is_for_managers(client, request, persona, status, round_):
    user = request.getfixturevalue(persona)
    InterestDeclaration.objects.get_or_create(round=round_, person=user, defaults={"has_interest": False})
    client.force_login(user)

    assert client.get(reverse("applications:round_reviewers", args=[round_.pk])).status_code == status


# --- Declaring ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("persona", "page"), [("manager", "round_detail"), ("approver", "round_detail"), ("consultant", "review_list")]
)
def test_declaring_no_interest_leads_on(client, request, persona, page, application):
    user = request.getfixturevalue(persona)
    InterestDeclaration.objects.filter(person=user).delete()
    client.force_login(user)
    address = reverse("applications:declare_interest", args=[application.round_id])
    assert "Skive Kommune" in text_of(client.get(address))

    response = client.post(address, {"has_interest": "nej"})

    arguments = [application.round_id] if page == "round_detail" else []
    assert response.url == reverse(f"applications:{page}", args=arguments)
    assert InterestDeclaration.objects.get(person=user).has_interest is False


@pytest.mark.parametrize(("persona", "page"), [("manager", "round_list"), ("consultant", "review_list")])
def test_declaring_an_interest_closes_the_round(client, request, persona, page, round_):
    user = request.getfixturevalue(persona)
    client.force_login(user)
    address = reverse("applications:declare_interest", args=[round_.pk])

    response = client.post(address, {"has_interest": "ja", "about": "Min søster er dagtilbudschef i Skive."})

    assert response.url == reverse(f"applications:{page}")
    assert client.get(address).status_code == 404
    assert InterestDeclaration.objects.get(person=user).about == "Min søster er dagtilbudschef i Skive."


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({}, {"has_interest": ["Vælg, om du har en interesse i runden."]}),
        ({"has_interest": "måske"}, {"has_interest": ["Vælg ja eller nej."]}),
        ({"has_interest": "ja"}, {"about": ["Skriv kort, hvem og hvad din interesse handler om."]}),
        (
            {"has_interest": "ja", "about": "x" * 5001},
            {"about": ["Teksten er for lang. Skriv højst 5.000 tegn."]},
        ),
    ],
)
def test_a_declaration_is_checked(client, manager, round_, data, errors):
    client.force_login(manager)

    response = client.post(reverse("applications:declare_interest", args=[round_.pk]), data)

    assert response.context["form"].errors == errors
    assert not InterestDeclaration.objects.filter(person=manager).exists()


def test_no_applicant_is_named_before_the_deadline(client, manager):
    application = ApplicationFactory(submitted=True, applicant__name="Skive Kommune")
    client.force_login(manager)
    address = reverse("applications:declare_interest", args=[application.round_id])

    response = client.get(address)
    refused = client.post(address, {"has_interest": "nej"})

    assert "Skive Kommune" not in text_of(response)
    assert "når fristen er nået" in text_of(response)
    assert refused.context["form"].non_field_errors() == [
        "Du kan erklære din habilitet, når fristen er nået og alle ansøgere er kendt."
    ]


def test_a_round_is_unknown_to_those_who_have_nothing_to_do_with_it(client, coordinator, round_):
    client.force_login(coordinator)

    assert client.get(reverse("applications:declare_interest", args=[round_.pk])).status_code == 404
