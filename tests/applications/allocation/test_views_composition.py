"""The pages from ready to proposed, as a manager uses them."""

import json

import pytest
from django.urls import reverse

from applications.allocation import actions
from applications.allocation.models import Decision, Explanation, OwnChoice, Waiver
from applications.allocation.tile_map import State
from applications.assessment.models import Review
from praksis.accounts.models import Role, StaffRole, User
from praksis.cases.actors import Actor
from tests.factories.allocation import considered_by, decided_round, ready_for_sums
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory, reviewed_round
from tests.factories.casework import HearingFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def round_(manager):
    round_ = reviewed_round(3, places=2)
    InterestDeclarationFactory(round=round_, person=manager)
    return round_


def page(name, round_, *more):
    return reverse(f"applications:round_{name}", args=[round_.pk, *more])


def text_of(response):
    return response.content.decode()


# --- Ready --------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_gone_on_without_one_by_one(web, round_):
    Review.objects.all().delete()
    first = web.get(page("ready", round_))
    item = first.context["rows"][0]["item"]
    name = f"{item.key.replace(':', '-')}-reason"

    refused = web.post(page("ready", round_), {"item": item.key, name: ""})
    done = web.post(page("ready", round_), {"item": item.key, name: "Kun én bedømmer var rask."})

    assert (refused.status_code, texts(refused, ".form-error-message")) == (
        422,
        ["Fejl: Skriv, hvorfor I går videre."],
    )
    assert done.url == page("ready", round_)
    assert Waiver.objects.get().item == item.key
    assert "Kun én bedømmer var rask." in text_of(web.get(page("ready", round_)))


def test_what_is_missing_leads_to_where_it_is_put_right(web, round_):
    applications = list(round_.applications.order_by("applicant__name"))
    late = ReviewerAssignmentFactory(round=round_)
    heard = HearingFactory(application=applications[1])
    Review.objects.filter(application=applications[2]).delete()

    response = web.get(page("ready", round_))

    found = {row["item"].key: row["remedy"] for row in response.context["rows"]}
    reviewers = page("reviewers", round_)
    assert found[f"hearing:{heard.application_id}"] == (
        page("hearing", round_, heard.application_id),
        "Gå til partshøringen",
    )
    assert found[f"check:{applications[2].pk}"] == (
        page("check", round_, applications[2].pk),
        "Gå til den formelle kontrol",
    )
    assert found[f"reviews:{applications[2].pk}"] == (reviewers, "Se, hvor langt bedømmerne er")
    assert found[f"interests:{late.reviewer_id}"] == (reviewers, "Se bedømmerne")
    assert found[f"facts:{applications[0].pk}"] is None
    assert f"{len(found)} ting mangler." in text_of(response)


def test_an_item_that_nobody_knows_changes_nothing(web, round_):
    assert web.post(page("ready", round_), {"item": "reviews:ukendt"}).status_code == 422
    assert not Waiver.objects.exists()


# --- Own choice ---------------------------------------------------------------------------------------------------


def test_the_own_choice_comes_before_the_calculation(web, round_, manager):
    ready_for_sums(round_, manager)
    OwnChoice.objects.all().delete()
    application = round_.applications.first()

    before = web.get(page("composition", round_))
    refused = web.post(page("own_choice", round_), {"applications": [application.pk], "reason": ""})
    noted = web.post(page("own_choice", round_), {"applications": [application.pk], "reason": "Størst behov."})

    assert before.url == page("own_choice", round_)
    assert refused.status_code == 422
    assert f'value="{application.pk}"' in text_of(refused)
    assert noted.url == page("composition", round_)
    assert OwnChoice.objects.get().applications == [str(application.pk)]
    assert "Størst behov." in text_of(web.get(page("own_choice", round_)))


def test_an_own_choice_of_too_many_keeps_what_was_chosen(web, round_, manager):
    ready_for_sums(round_, manager)
    OwnChoice.objects.all().delete()
    keys = [str(key) for key in round_.applications.values_list("pk", flat=True)]

    response = web.post(page("own_choice", round_), {"applications": keys, "reason": "Alle."})

    assert (response.status_code, text_of(response).count("checked")) == (422, 3)
    assert "Du har valgt 3, og runden har 2 pladser." in text_of(response)


def test_a_round_that_is_not_ready_leads_to_what_is_missing(web, round_):
    Review.objects.all().delete()

    assert web.get(page("composition", round_)).url == page("ready", round_)
    assert page("ready", round_) in text_of(web.get(page("own_choice", round_)))


# --- The composition ----------------------------------------------------------------------------------------------


def test_the_set_is_ticked_and_calculated_again(web, round_, manager):
    ready_for_sums(round_, manager)
    first, second, third = round_.applications.order_by("pk")

    web.post(page("composition", round_), {"valgt": [first.pk, second.pk]})
    late = web.post(page("composition", round_), {"valgt": [third.pk]})

    assert set(Decision.objects.values_list("application", flat=True)) == {first.pk, second.pk}
    assert late.status_code == 422
    assert "En anden har ændret valget imens." in text_of(late)
    drawn = web.get(page("composition", round_))
    assert [row["line"].is_chosen for row in drawn.context["rows"]].count(True) == 2
    assert drawn.context["number_chosen"] == 2


def test_a_key_that_is_none_is_refused(web, round_, manager):
    ready_for_sums(round_, manager)

    response = web.post(page("composition", round_), {"valgt": ["ikke-en-nøgle"]})

    assert response.status_code == 422
    assert "Vælg igen." in text_of(response)


def test_whoever_reviews_the_round_locks_first(client, manager, round_):
    ready_for_sums(round_, manager)
    StaffRole.objects.create(user=manager, role="consultant")
    ReviewerAssignmentFactory(round=round_, reviewer=manager)
    client.force_login(manager)

    assert client.get(page("composition", round_)).url == reverse("applications:review_list")


@pytest.mark.parametrize("number", [2, 5])
def test_the_composition_costs_the_same_however_many_apply(web, manager, number, django_assert_num_queries):
    round_ = reviewed_round(number, places=1)
    InterestDeclarationFactory(round=round_, person=manager)
    ready_for_sums(round_, manager)
    web.get(page("composition", round_))

    with django_assert_num_queries(14):
        web.get(page("composition", round_))


def test_one_reviewer_is_said(web, manager):
    round_ = reviewed_round(2, places=1, reviewers=1)
    InterestDeclarationFactory(round=round_, person=manager)
    ready_for_sums(round_, manager)

    assert "Kun én bedømmer" in text_of(web.get(page("composition", round_)))


def test_a_round_without_applications_has_no_composition(web, manager):
    round_ = reviewed_round(0)
    InterestDeclarationFactory(round=round_, person=manager)

    assert web.get(page("composition", round_)).status_code == 404


def test_the_map_shows_the_chosen_among_those_who_apply(web, round_, manager):
    ready_for_sums(round_, manager)
    first, *_ = round_.applications.order_by("pk")
    web.post(page("composition", round_), {"valgt": [first.pk]})

    states = web.get(page("map", round_)).context["states"]

    assert {code: set(told) for code, told in states.items() if code == first.applicant.as_municipality.code} == {
        first.applicant.as_municipality.code: {State.APPLIED, State.CHOSEN}
    }


def test_a_round_without_applications_has_no_map(web, manager):
    round_ = reviewed_round(0)
    InterestDeclarationFactory(round=round_, person=manager)

    assert web.get(page("map", round_)).status_code == 404


def test_the_load_tells_of_the_consultants_now_and_with_the_chosen(web, round_, manager):
    ready_for_sums(round_, manager)
    web.post(page("composition", round_), {"valgt": [round_.applications.order_by("pk").first().pk]})
    reviewers = User.objects.filter(staff_roles__role=Role.CONSULTANT).count()

    shown = web.get(page("load", round_))

    assert [load.courses for load in shown.context["loads"]] == [0] * reviewers
    assert (shown.context["now"], shown.context["then"]) == (0, 2 / reviewers)


def test_the_load_says_where_nobody_is_chosen(web, round_, manager):
    ready_for_sums(round_, manager)

    assert f"Ingen er valgt i {round_.name} endnu." in web.get(page("load", round_)).content.decode()


def test_without_consultants_the_load_says_so(web, round_, manager):
    ready_for_sums(round_, manager)
    StaffRole.objects.filter(role=Role.CONSULTANT).delete()

    assert "Der er ingen praksiskonsulenter" in web.get(page("load", round_)).content.decode()


def test_a_round_without_applications_has_no_load(web, manager):
    round_ = reviewed_round(0)
    InterestDeclarationFactory(round=round_, person=manager)

    assert web.get(page("load", round_)).status_code == 404


# --- Explanations -------------------------------------------------------------------------------------------------


def test_each_question_is_answered_on_its_own(web, round_, manager):
    ready_for_sums(round_, manager)
    application = round_.applications.first()
    actions.choose(round_, application, outcome="granted", reason="God.", by=Actor.of(manager))
    question = web.get(page("explanations", round_)).context["rows"][0]["question"]
    prefix = question.key.replace(":", "-")
    answer = {"question": question.key, f"{prefix}-consideration": "criteria", f"{prefix}-text": "Samlet vurdering."}

    refused = web.post(page("explanations", round_), {**answer, f"{prefix}-consideration": ""})
    saved = web.post(page("explanations", round_), answer)

    assert (refused.status_code, "Samlet vurdering." in text_of(refused)) == (422, True)
    assert saved.url == page("explanations", round_)
    assert Explanation.objects.get().text == "Samlet vurdering."
    assert "Samlet vurdering." in text_of(web.get(page("explanations", round_)))


def test_explanations_come_after_the_own_choice(web, round_):
    assert web.get(page("explanations", round_)).url == page("own_choice", round_)


# --- Places, proposing, and what is frozen ------------------------------------------------------------------------


def test_another_number_of_places(web, round_):
    assert page("places", round_) in text_of(web.get(page("detail", round_)))
    refused = web.post(page("places", round_), {"places": "2", "reason": "Det samme."})
    changed = web.post(page("places", round_), {"places": "3", "reason": "Der er råd til flere."})

    round_.refresh_from_db()
    assert (refused.status_code, changed.url, round_.places) == (422, page("detail", round_), 3)
    assert "Det samme." in text_of(refused)


def test_the_page_of_the_proposal_says_what_is_missing_and_leads_there(web, manager):
    round_ = decided_round("granted", "refused")
    InterestDeclarationFactory(round=round_, person=manager)

    first = text_of(web.get(page("propose", round_)))
    OwnChoice.objects.create(round=round_, person=manager, reason="Behov.")
    second = text_of(web.get(page("propose", round_)))
    considered_by(round_, manager)
    third = web.get(page("propose", round_))

    assert (page("own_choice", round_) in first, page("explanations", round_) in second) == (True, True)
    assert third.context["missing"] == []


def test_a_frozen_calculation_is_read_and_fetched(web, manager):
    round_ = decided_round("granted", "refused")
    InterestDeclarationFactory(round=round_, person=manager)
    considered_by(round_, manager)
    web.post(page("propose", round_))

    shown = web.get(page("snapshot", round_, 1))
    file = web.get(page("snapshot_file", round_, 1))

    snapshot = round_.snapshots.get()
    assert shown.context["comes_to_the_same"]
    assert snapshot.sha256 in text_of(shown)
    assert json.loads(text_of(file)) == json.loads(snapshot.input)
    assert page("snapshot", round_, 1) in text_of(web.get(page("detail", round_)))


def test_whoever_approves_reads_how_the_choice_was_defended(client, manager, approver):
    round_ = decided_round("refused", "granted", places=1)
    for person in (manager, approver):
        InterestDeclarationFactory(round=round_, person=person)
    ready_for_sums(round_, manager)
    considered_by(round_, manager)
    OwnChoice.objects.update(applications=[str(round_.applications.order_by("applicant__name").first().pk)])
    Explanation.objects.create(
        round=round_, question="weaker:before", words="En anden var valgt.", text="Dengang.", by=manager
    )
    actions.propose(round_, by=Actor.of(manager))
    client.force_login(approver)

    shown = client.get(page("snapshot", round_, 1))

    (explained,) = shown.context["explanations"]
    assert explained.words in text_of(shown)
    assert "En anden var valgt." not in text_of(shown)
    assert {waiver.item for waiver in shown.context["waivers"]} == set(Waiver.objects.values_list("item", flat=True))
    (own,) = shown.context["own_choices"]
    assert own["names"] == [round_.applications.order_by("applicant__name").first().applicant.name]
    assert page("snapshot", round_, 1) in text_of(client.get(page("detail", round_)))


def test_the_proposal_says_whom_it_is_about(web, manager):
    round_ = decided_round("granted", "refused", "refused")
    InterestDeclarationFactory(round=round_, person=manager)

    groups = web.get(page("propose", round_)).context["chosen"]

    assert [(label, len(names)) for label, names in groups] == [("Tilsagn", 1), ("Afslag", 2)]


def test_a_calculation_that_comes_to_something_else_today_says_so(web, manager):
    round_ = decided_round("granted", "refused")
    InterestDeclarationFactory(round=round_, person=manager)
    considered_by(round_, manager)
    web.post(page("propose", round_))
    round_.snapshots.update(output=round_.snapshots.get().output.replace("75.0", "74.0"))

    assert not web.get(page("snapshot", round_, 1)).context["comes_to_the_same"]
    assert web.get(page("snapshot", round_, 2)).status_code == 404
