"""The pages of who reviews a round, and which of its applications."""

import pytest
from django.urls import reverse

from applications.assessment.models import InterestDeclaration, ReviewerAssignment
from applications.rounds.models import RoundStatus
from praksis.accounts.models import Role, User
from tests.factories.accounts import UserFactory
from tests.factories.assessment import (
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    reviewed_round,
)
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import CriterionFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(manager):
    """A closed round with two applications, which the manager may read."""
    round_ = RoundFactory(closed=True)
    CriterionFactory(round=round_, key="need", title="Behov", order=1)
    InterestDeclarationFactory(round=round_, person=manager)
    for name in ("Ishøj Kommune", "Skive Kommune"):
        ApplicationFactory(round=round_, submitted=True, applicant__name=name)
    return round_


@pytest.fixture
def ishoej(round_):
    return round_.applications.get(applicant__name="Ishøj Kommune")


@pytest.fixture
def skive(round_):
    return round_.applications.get(applicant__name="Skive Kommune")


@pytest.fixture
def anna(round_):
    return ReviewerAssignmentFactory(round=round_, reviewer__name="Anna Bang", ready=True)


@pytest.fixture
def bo(round_):
    return ReviewerAssignmentFactory(round=round_, reviewer__name="Bo Dam")


def page(round_, name="round_reviewers", *args):
    return reverse(f"applications:{name}", args=[round_.pk, *args])


def messages(response):
    return [str(message) for message in response.context["messages"]]


# --- Choosing the reviewers ---------------------------------------------------------------------------------------


def test_round_reviewers_assigns(client, manager, consultant, round_):
    other = UserFactory(consultant=True)
    client.force_login(manager)

    response = client.post(page(round_), {"reviewers": [consultant.pk, other.pk]}, follow=True)

    assert set(round_.assignments.values_list("reviewer", flat=True)) == {consultant.pk, other.pk}
    assert messages(response) == ["Bedømmerne er gemt."]
    assert texts(response, "td[data-title=Habilitet]") == ["Ikke erklæret endnu"] * 2


def test_round_reviewers_shows_the_refusal_beside_the_field(client, manager, consultant, round_, skive):
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    ReviewFactory(application=skive, reviewer=consultant, locked=True)
    client.force_login(manager)

    response = client.post(page(round_), {"reviewers": []})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "reviewers": [
            "Kim Konsulent har låst bedømmelser i runden. Brug »Tag af runden« ud for navnet, og skriv hvorfor."
        ]
    }
    assert round_.assignments.count() == 1


def test_round_reviewers_draws_a_box_for_each_consultant_and_ticks_the_reviewers(client, manager, consultant, round_):
    ReviewerAssignmentFactory(round=round_, reviewer=consultant)
    UserFactory(consultant=True)
    client.force_login(manager)
    box = '<input type="checkbox" name="reviewers" value="{}" class="form-checkbox" id="id_reviewers_{}"{}>'

    shown, refused = client.get(page(round_)).content.decode(), client.post(page(round_), {"reviewers": ["x"]})

    offered = list(User.objects.filter(staff_roles__role=Role.CONSULTANT).order_by("name"))
    for place, person in enumerate(offered):
        assert shown.count(box.format(person.pk, place, " checked" if person == consultant else "")) == 1
    assert (shown.count('type="checkbox"'), len(offered)) == (2, 2)
    assert shown.count('<span class="form-error-message" id="id_reviewers_error">') == 0
    assert refused.content.decode().count('<span class="form-error-message" id="id_reviewers_error">') == 1


@pytest.mark.parametrize("reviewers", [1, 3])
@pytest.mark.parametrize(("is_spread", "queries"), [(False, 9), (True, 10)])
def test_round_reviewers_takes_the_same_queries_however_many(
    client, manager, reviewers, is_spread, queries, django_assert_num_queries
):
    round_ = reviewed_round(reviewers, reviewers=reviewers)
    InterestDeclarationFactory(round=round_, person=manager)
    ReviewerAssignment.objects.update(reads_all=not is_spread)
    client.force_login(manager)

    with django_assert_num_queries(queries):
        response = client.get(page(round_))

    assert len(response.context["assignments"]) == reviewers


def test_round_reviewers_offers_consultants_only(client, manager, approver, round_):
    client.force_login(manager)

    response = client.post(page(round_), {"reviewers": [approver.pk]})

    assert response.context["form"].errors == {"reviewers": ["Vælg blandt praksiskonsulenterne på listen."]}


def test_round_reviewers_asks_the_manager_to_declare_first(client, manager, round_):
    InterestDeclaration.objects.all().delete()
    client.force_login(manager)

    assert client.get(page(round_)).url == reverse("applications:declare_interest", args=[round_.pk])
    assert client.get(page(round_, "round_parts")).status_code == 403
    assert client.post(page(round_, "spread_reviewers")).status_code == 403


@pytest.mark.parametrize(("persona", "status"), [("approver", 403), ("consultant", 403), ("coordinator", 404)])
def test_round_reviewers_is_for_managers(client, request, persona, status, round_):
    user = request.getfixturevalue(persona)
    InterestDeclarationFactory(round=round_, person=user)
    if persona == "consultant":
        ReviewerAssignmentFactory(round=round_, reviewer=user)
    client.force_login(user)

    assert client.get(page(round_)).status_code == status
    assert client.get(page(round_, "round_parts")).status_code == status


def test_the_table_tells_how_far_each_is_and_what_each_reads(client, manager, round_, anna, bo, skive):
    ReviewFactory(application=skive, reviewer=anna.reviewer, locked=True)
    out = ReviewerAssignmentFactory(round=round_, reviewer__name="Ib Carl")
    InterestDeclarationFactory(round=round_, person=out.reviewer, conflicted=True)
    bo.reads_all = False
    bo.save()
    bo.parts.create(application=skive)
    client.force_login(manager)

    response = client.get(page(round_))

    assert texts(response, "[aria-labelledby=progress-caption] tbody tr") == [
        "Anna Bang Deltager Alle 1 af 2 Tag af runden: Anna Bang",
        "Bo Dam Ikke erklæret endnu 1 tildelt 0 af 1 Fjern krydset ovenfor",
        "Ib Carl Har en interesse, deltager ikke Ingen 0, tæller ikke Fjern krydset ovenfor",
    ]
    assert texts(response, "#who-reads ~ ul li") == ["Ishøj Kommune"]


def test_before_the_deadline_nothing_is_divided_on_the_page(client, manager, round_, anna):
    type(round_).objects.filter(pk=round_.pk).update(status=RoundStatus.DRAFT)
    client.force_login(manager)

    assert texts(client.get(page(round_)), "#who-reads") == []


# --- Dividing the applications ------------------------------------------------------------------------------------


def test_fordel_jaevnt_and_lad_alle_laese_alle(client, manager, round_, anna, bo):
    ReviewerAssignmentFactory(round=round_, reviewer__name="Clara Eg")
    client.force_login(manager)
    before = client.get(page(round_))

    spread = client.post(page(round_, "spread_reviewers"), follow=True)
    whole = client.post(page(round_, "read_all"), follow=True)

    assert texts(before, "#who-reads ~ .button-group button") == ["Fordel jævnt"]
    assert texts(spread, "td[data-title=Læser]") == ["2 tildelte", "1 tildelt", "1 tildelt"]
    assert texts(spread, "#who-reads ~ .button-group button") == ["Fordel jævnt", "Lad alle læse alle"]
    assert messages(whole) == ["Alle bedømmere læser nu alle ansøgninger."]
    assert texts(whole, "td[data-title=Læser]") == ["Alle"] * 3


def test_what_cannot_be_spread_is_told(client, manager, round_, anna):
    client.force_login(manager)

    response = client.post(page(round_, "spread_reviewers"), follow=True)

    assert messages(response) == [
        "Der skal være mindst to bedømmere uden interesser i runden. Vælg flere, og fordel igen."
    ]


def test_the_matrix_has_a_tick_for_each_reviewer_and_application(client, manager, round_, anna, bo, ishoej, skive):
    out = ReviewerAssignmentFactory(round=round_)
    InterestDeclarationFactory(round=round_, person=out.reviewer, conflicted=True)
    ReviewFactory(application=ishoej, reviewer=anna.reviewer, locked=True)
    client.force_login(manager)
    address = page(round_, "round_parts")

    before = client.get(address)
    response = client.post(address, {f"laeser-{bo.pk}": [str(skive.pk)]}, follow=True)
    after = client.get(address)

    assert texts(before, "thead th") == ["Ansøger", "Anna Bang", "Bo Dam"]
    assert texts(before, "tbody td:nth-child(2)") == ["Låst", "Anna Bang læser Skive Kommune"]
    assert texts(before, "tbody input[checked] + label") == [
        "Bo Dam læser Ishøj Kommune",
        "Anna Bang læser Skive Kommune",
        "Bo Dam læser Skive Kommune",
    ]
    assert messages(response) == ["Fordelingen er gemt."]
    assert texts(after, "tbody input[checked] + label") == ["Bo Dam læser Skive Kommune"]
    assert texts(after, ".badge") == ["Låst"]


def test_a_refused_matrix_keeps_its_ticks(client, manager, round_, anna, bo, skive):
    client.force_login(manager)
    type(round_).objects.update(status=RoundStatus.ASSESSING)
    sent = {f"laeser-{anna.pk}": [str(skive.pk), "findes-ikke"]}

    response = client.post(page(round_, "round_parts"), sent)

    assert response.status_code == 422
    assert texts(response, "tbody input[checked] + label") == ["Anna Bang læser Skive Kommune"]
    assert list(anna.parts.all()) == []
    assert links(response, ".alert-error a") == [f"#id_laeser-{anna.pk}_0"]


def test_a_matrix_that_the_action_refuses_says_why(client, manager, anna):
    round_ = RoundFactory()
    InterestDeclarationFactory(round=round_, person=manager)
    one = ReviewerAssignmentFactory(round=round_)
    skive = ApplicationFactory(round=round_, submitted=True)
    client.force_login(manager)

    response = client.post(page(round_, "round_parts"), {f"laeser-{one.pk}": [str(skive.pk)]})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "Ansøgningerne kan fordeles, når fristen er nået og alle er kendt."
    ]


@pytest.mark.parametrize("what", ["reviewers", "applications"])
def test_an_empty_matrix_says_what_is_missing(client, manager, what):
    round_ = RoundFactory(closed=True)
    InterestDeclarationFactory(round=round_, person=manager)
    if what == "reviewers":
        ApplicationFactory(round=round_, submitted=True)
    client.force_login(manager)

    response = client.get(page(round_, "round_parts"))

    sentence = {
        "reviewers": "Der er ingen bedømmere uden interesser i runden. Vælg dem først.",
        "applications": "Der er ingen ansøgninger at fordele.",
    }[what]
    assert texts(response, "main > p:last-child") == [sentence]


@pytest.mark.parametrize("number", [1, 3])
def test_the_matrix_takes_the_same_queries_however_large(client, manager, number, django_assert_num_queries):
    round_ = reviewed_round(number, reviewers=number)
    InterestDeclarationFactory(round=round_, person=manager)
    ReviewerAssignment.objects.update(reads_all=False)
    client.force_login(manager)

    with django_assert_num_queries(9):
        assert client.get(page(round_, "round_parts")).status_code == 200


# --- Taking off ---------------------------------------------------------------------------------------------------


def test_taking_a_reviewer_off_says_first_what_it_does(client, manager, round_, anna, ishoej, skive):
    for application in (ishoej, skive):
        ReviewFactory(application=application, reviewer=anna.reviewer, locked=True)
    client.force_login(manager)
    address = page(round_, "remove_reviewer", anna.pk)
    assert links(client.get(page(round_)), "td[data-title='Tag af'] a") == [address]

    asked = client.get(address)
    refused = client.post(address, {"reason": " "})
    done = client.post(address, {"reason": "Har skiftet job."}, follow=True)

    assert texts(asked, "h1") == ["Vil du tage Anna Bang af runden?"]
    assert texts(asked, "h1 ~ ul li:first-child") == [
        "2 låste bedømmelser bliver gemt, men tæller ikke længere med. Alle tal i runden bliver regnet om."
    ]
    assert refused.status_code == 422
    assert messages(done) == ["Anna Bang er taget af runden."]
    assert texts(done, ".removed-reviewers .as-written") == ["Har skiftet job."]
    assert texts(done, ".removed-reviewers strong") == ["Anna Bang"]


@pytest.mark.parametrize(
    ("locked", "sentence"),
    [
        (0, "Der er ikke låst nogen bedømmelser. Kladderne bliver gemt."),
        (1, "Én låst bedømmelse bliver gemt, men tæller ikke længere med. Alle tal i runden bliver regnet om."),
    ],
)
def test_what_it_does_depends_on_what_is_locked(client, manager, round_, anna, skive, locked, sentence):
    if locked:
        ReviewFactory(application=skive, reviewer=anna.reviewer, locked=True)
    client.force_login(manager)

    response = client.get(page(round_, "remove_reviewer", anna.pk))

    assert texts(response, "h1 ~ ul li:first-child") == [sentence]


def test_who_was_taken_off_loses_the_round_and_gets_it_back(client, manager, round_, anna, skive):
    ReviewFactory(application=skive, reviewer=anna.reviewer, locked=True)
    review = reverse("applications:review", args=[skive.pk])
    client.force_login(anna.reviewer)
    assert client.get(review).status_code == 200

    client.force_login(manager)
    client.post(page(round_, "remove_reviewer", anna.pk), {"reason": "Har skiftet job."})
    client.force_login(anna.reviewer)
    assert client.get(review).status_code == 404
    client.force_login(manager)
    response = client.post(page(round_, "put_reviewer_back", anna.pk), follow=True)

    assert messages(response) == ["Anna Bang er bedømmer i runden igen."]
    client.force_login(anna.reviewer)
    assert client.get(review).status_code == 200


def test_a_reviewer_of_another_round_is_not_found_in_this(client, manager, round_):
    other = ReviewerAssignmentFactory()
    client.force_login(manager)

    assert client.get(page(round_, "remove_reviewer", other.pk)).status_code == 404
    assert client.post(page(round_, "put_reviewer_back", other.pk)).status_code == 404


def test_round_reviewers_tells_how_far_each_application_is(client, manager):
    round_ = reviewed_round(2)
    InterestDeclarationFactory(round=round_, person=manager)
    first, second = round_.applications.order_by("applicant__name")
    second.reviews.first().delete()
    client.force_login(manager)

    response = client.get(reverse("applications:round_reviewers", args=[round_.pk]))

    rows = texts(response, "[aria-labelledby='readings-caption'] tbody tr")
    assert rows == [f"{first.applicant.name}22 af 2", f"{second.applicant.name}11 af 2"]
