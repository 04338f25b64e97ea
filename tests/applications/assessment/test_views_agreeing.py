import pytest
from django.urls import reverse

from applications.assessment.models import AgreedScore, InterestDeclaration, Review, Score
from applications.assessment.views import agreeing
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.assessment import (
    AgreedScoreFactory,
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    reviewed_round,
)
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


def disagree(application, key="need", by=0):
    """Let one of the reviewers give another score than the 3 of the others."""
    first = application.reviews.order_by("pk").first()
    Score.objects.filter(review=first, criterion__key=key).update(score=by, rationale="Slet ikke godt nok.")


@pytest.fixture
def round_(manager):
    round_ = reviewed_round(2)
    InterestDeclarationFactory(round=round_, person=manager)
    return round_


@pytest.fixture
def application(round_):
    application = round_.applications.order_by("applicant__name").first()
    disagree(application)
    return application


@pytest.fixture
def reviewer(round_):
    return round_.assignments.order_by("pk").first().reviewer


def meeting_of(round_):
    return reverse("applications:consensus", args=[round_.pk])


def page_of(application, key="need"):
    return reverse("applications:agree", args=[application.round_id, application.pk, key])


# --- The meeting's page ---------------------------------------------------------------------------------------------


def test_the_meeting_begins_with_the_disagreements_by_name_with_rationale_and_confidence(client, manager, application):
    client.force_login(manager)

    response = client.get(meeting_of(application.round))

    assert texts(response, ".disagreement h3") == [f"{application.applicant.name}: Behov"]
    given = application.reviews.filter(scores__criterion__key="need").order_by("reviewer__name")
    assert texts(response, ".disagreement .scores__head") == [
        f"{name} {score} af 4 Nogenlunde sikker" for name, score in given.values_list("reviewer__name", "scores__score")
    ]
    assert "Slet ikke godt nok." in texts(response, ".disagreement .as-written")
    assert "1 sted med to trin eller mere mellem jer, 1 uden en fælles karakter." in texts(response, "main p")


def test_every_score_stands_in_the_table_below(client, manager, application):
    AgreedScoreFactory(application=application, criterion=application.round.criteria.get(key="backing"), score=1)
    client.force_login(manager)

    response = client.get(meeting_of(application.round))

    name = application.applicant.name
    first, second, *_ = texts(response, "tbody td")
    assert (first, second) == (f"3, 0, {name}, Behov3 trin", f"3, 3, {name}, OpbakningFælles: 1")
    assert links(response, "tbody td a")[0] == page_of(application)


def test_what_is_agreed_on_stands_with_the_scores(client, manager, application):
    AgreedScoreFactory(application=application, criterion=application.round.criteria.get(key="need"))
    client.force_login(manager)

    response = client.get(meeting_of(application.round))

    assert texts(response, ".disagreement .agreed .scores__head") == ["Fælles karakter 2 af 4"]
    assert "1 sted med to trin eller mere mellem jer. Alle har en fælles karakter." in texts(response, "main p")


def test_a_round_in_which_all_agree_says_so(client, manager, round_):
    client.force_login(manager)

    response = client.get(meeting_of(round_))

    assert "Der er ingen steder to trin eller mere mellem jer." in texts(response, "main p")


def test_one_reviewer_only_is_said_above_everything(client, manager):
    round_ = reviewed_round(1, reviewers=1)
    InterestDeclarationFactory(round=round_, person=manager)
    client.force_login(manager)
    assert texts(client.get(meeting_of(round_)), ".alert-heading") == ["Kun én har bedømt"]

    two = reviewed_round(1, reviewers=2)
    InterestDeclarationFactory(round=two, person=manager)

    assert texts(client.get(meeting_of(two)), ".alert-heading") == []


def test_a_reviewer_sees_nothing_of_the_others_before_everything_is_locked(client, application, reviewer):
    client.force_login(reviewer)
    assert len(texts(client.get(meeting_of(application.round)), ".disagreement")) == 1

    Review.objects.filter(reviewer=reviewer).exclude(application=application).update(locked_at=None)

    response = client.get(meeting_of(application.round))
    assert texts(response, ".disagreement") == texts(response, "tbody tr") == []
    assert texts(response, ".alert-heading") == ["Lås dine egne bedømmelser først"]
    assert client.get(page_of(application)).status_code == 403
    assert client.post(page_of(application), {"score": "2", "reason": "x"}).status_code == 403


def test_a_manager_who_also_reviews_locks_first(client, application, reviewer):
    reviewer.staff_roles.create(role=Role.MANAGER)
    Review.objects.filter(reviewer=reviewer).update(locked_at=None)
    client.force_login(reviewer)

    response = client.get(meeting_of(application.round))

    assert texts(response, ".disagreement") == []
    assert links(response, ".back-link") == [reverse("applications:round_detail", args=[application.round_id])]


def test_a_reviewer_of_some_meets_about_these_only(client, application, reviewer):
    assignment = application.round.assignments.get(reviewer=reviewer)
    assignment.reads_all = False
    assignment.save()
    other = application.round.applications.exclude(pk=application.pk).get()
    assignment.parts.create(application=other)
    client.force_login(reviewer)

    response = client.get(meeting_of(application.round))

    assert texts(response, "tbody th") == [other.applicant.name]
    assert client.get(page_of(application)).status_code == 404


@pytest.mark.parametrize(("persona", "status"), [("approver", 403), ("consultant", 404), ("coordinator", 404)])
def test_the_meeting_is_for_managers_and_the_rounds_reviewers(client, request, persona, status, application):
    user = request.getfixturevalue(persona)
    InterestDeclarationFactory(round=application.round, person=user)
    client.force_login(user)

    assert client.get(meeting_of(application.round)).status_code == status
    assert client.get(page_of(application)).status_code == status


def test_an_interest_closes_the_meeting(client, manager, application):
    client.force_login(manager)
    InterestDeclaration.objects.filter(person=manager).update(has_interest=True, is_out=True, about="Min søster.")

    assert client.get(meeting_of(application.round)).status_code == 404
    assert client.post(page_of(application), {"score": "2", "reason": "x"}).status_code == 404


def test_whoever_has_not_declared_does_so_first(client, application):
    manager = UserFactory(manager=True)
    client.force_login(manager)

    response = client.get(meeting_of(application.round))

    assert response.url == reverse("applications:declare_interest", args=[application.round_id])
    assert client.get(page_of(application)).status_code == 404


def test_an_open_round_has_nothing_to_talk_about(client, manager):
    client.force_login(manager)

    response = client.get(meeting_of(RoundFactory()))

    assert "Der er ingen ansøgninger at tale om endnu." in texts(response, "main p")


def test_the_disagreements_stand_on_pages_and_on_one_to_print(client, manager, application, monkeypatch):
    disagree(application, "backing")
    monkeypatch.setattr(agreeing, "DISAGREEMENTS_A_PAGE", 1)
    client.force_login(manager)

    first = client.get(meeting_of(application.round))
    whole = client.get(meeting_of(application.round), {"alle": "1"})

    assert [len(texts(page, ".disagreement")) for page in (first, whole)] == [1, 2]
    assert len(texts(first, "main a[href='?alle=1']")) == 1


@pytest.mark.parametrize("applications", [1, 3])
def test_the_meeting_takes_the_same_queries_however_many(client, manager, applications, django_assert_num_queries):
    round_ = reviewed_round(applications, reviewers=applications + 1)
    InterestDeclarationFactory(round=round_, person=manager)
    for application in round_.applications.all():
        disagree(application)
    client.force_login(manager)

    with django_assert_num_queries(9):
        response = client.get(meeting_of(round_))

    assert len(texts(response, ".disagreement")) == applications


# --- One agreed score -------------------------------------------------------------------------------------------------


def test_a_score_is_agreed_on_beside_what_each_gave(client, manager, application):
    client.force_login(manager)
    page = client.get(page_of(application))
    assert "Slet ikke godt nok." in texts(page, ".as-written")

    response = client.post(page_of(application), {"score": "2", "reason": "Vi talte om det.", "replaces": ""})

    assert response.url == meeting_of(application.round)
    assert AgreedScore.objects.values_list("score", "reason", "agreed_by").get() == (2, "Vi talte om det.", manager.pk)


def test_the_page_itself_carries_what_it_replaces(client, manager, application):
    agreed = AgreedScoreFactory(application=application, criterion=application.round.criteria.get(key="need"))
    client.force_login(manager)
    carried = client.get(page_of(application)).content.decode().split('name="replaces" value="')[1].split('"')[0]
    assert carried == agreed.agreed_at.isoformat()

    client.post(page_of(application), {"score": "4", "reason": "Vi læste bilaget.", "replaces": carried})

    assert AgreedScore.objects.get().score == 4


def test_a_refused_score_keeps_what_was_typed_and_shows_what_stands_now(client, manager, application):
    agreed = AgreedScoreFactory(application=application, criterion=application.round.criteria.get(key="need"))
    client.force_login(manager)

    response = client.post(page_of(application), {"score": "4", "reason": "Vi læste bilaget.", "replaces": ""})

    assert response.status_code == 422
    assert "imens" in response.context["form"].non_field_errors()[0]
    assert "Vi læste bilaget." in response.content.decode()
    assert f'name="replaces" value="{agreed.agreed_at.isoformat()}"' in response.content.decode()


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({}, {"score": ["Vælg en karakter fra 0 til 4."], "reason": ["Skriv, hvorfor I er nået frem til karakteren."]}),
        ({"score": "5", "reason": "x"}, {"score": ["Vælg en karakter fra 0 til 4."]}),
        (
            {"score": "2", "reason": "x", "replaces": "i går"},
            {"replaces": ["Siden er ikke længere, som den var. Læs den igen, og gem så."]},
        ),
    ],
)
def test_an_agreed_score_is_checked(client, manager, application, data, errors):
    client.force_login(manager)

    response = client.post(page_of(application), data)

    assert response.status_code == 422
    assert response.context["form"].errors == errors
    assert not AgreedScore.objects.exists()


def test_earlier_agreed_scores_are_told(client, manager, application):
    client.force_login(manager)
    client.post(page_of(application), {"score": "2", "reason": "Vi talte om det."})
    first = AgreedScore.objects.get().agreed_at.isoformat()
    assert client.get(page_of(application)).context["earlier"] == []

    client.post(page_of(application), {"score": "4", "reason": "Vi læste bilaget.", "replaces": first})

    ((_, who, score, reason),) = client.get(page_of(application)).context["earlier"]
    assert (who, score, reason) == (manager.name, 2, "Vi talte om det.")


def test_once_the_round_is_proposed_the_page_is_read_only(client, manager, application):
    Round.objects.update(status=RoundStatus.PROPOSED)
    client.force_login(manager)

    response = client.post(page_of(application), {"score": "2", "reason": "For sent."})

    assert client.get(page_of(application)).context["form"] is None
    assert response.status_code == 422
    assert "For sent." in response.content.decode()
    assert texts(client.get(meeting_of(application.round)), ".disagreement a") == []


def test_there_is_no_page_for_what_is_no_criterion_or_of_another_round(client, manager, application):
    other = ApplicationFactory(round=RoundFactory(closed=True), submitted=True)
    InterestDeclarationFactory(round=other.round, person=manager)
    client.force_login(manager)

    assert client.get(page_of(application, "andet")).status_code == 404
    assert client.get(reverse("applications:agree", args=[application.round_id, other.pk, "need"])).status_code == 404


def test_a_reviewer_may_note_it(client, application, reviewer):
    client.force_login(reviewer)

    response = client.post(page_of(application), {"score": "2", "reason": "Vi talte om det."})

    assert response.url == meeting_of(application.round)
    assert AgreedScore.objects.get().agreed_by == reviewer


def test_the_reviewers_own_page_leads_to_the_meeting_once_all_is_locked(client, application, reviewer):
    client.force_login(reviewer)
    page = reverse("applications:review_list")
    assert meeting_of(application.round) in links(client.get(page), "main a")

    ReviewerAssignmentFactory(round=application.round, ready=True)
    Review.objects.filter(reviewer=reviewer, application=application).update(locked_at=None)

    assert meeting_of(application.round) not in links(client.get(page), "main a")
