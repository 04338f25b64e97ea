"""The pages of declaring own interests, and of deciding about others'."""

import pytest
from django.urls import reverse

from applications.assessment.models import InterestDeclaration, Ruling
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(consultant):
    """A closed round that the consultant reviews."""
    round_ = RoundFactory(closed=True)
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    return round_


@pytest.fixture
def application(round_):
    return ApplicationFactory(round=round_, submitted=True, applicant__name="Skive Kommune")


def text_of(response):
    return response.content.decode()


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


def test_the_page_says_what_is_an_interest_and_what_is_not(client, consultant, application):
    client.force_login(consultant)

    response = client.get(reverse("applications:declare_interest", args=[application.round_id]))

    assert [len(texts(response, f"#{name} ~ ul li")) for name in ("is-one", "is-none")] == [5, 4]
    assert texts(response, "#is-none ~ ul li:first-child") == ["Du har arbejdet med kommunen som praksiskonsulent."]


# --- Ruling -------------------------------------------------------------------------------------------------------


@pytest.fixture
def ruler(client, manager, round_):
    """The manager, signed in and without an interest."""
    InterestDeclarationFactory(round=round_, person=manager)
    client.force_login(manager)
    return manager


@pytest.fixture
def declared(round_):
    """A consultant's interest in the round."""
    person = UserFactory(consultant=True, name="Rasmus Lund")
    ReviewerAssignmentFactory(round=round_, reviewer=person)
    return InterestDeclarationFactory(round=round_, person=person, conflicted=True)


def rulings(round_):
    return reverse("applications:interest_rulings", args=[round_.pk])


def rule(round_, declaration):
    return reverse("applications:interest_rule", args=[round_.pk, declaration.pk])


def test_a_superior_decides_and_access_follows(client, ruler, round_, declared):
    before = client.get(rulings(round_))

    response = client.post(
        rule(round_, declared), {"ruling": Ruling.TAKES_PART, "reason": "Det er længe siden."}, follow=True
    )

    assert texts(before, ".act .badge") == ["Venter på en afgørelse"]
    assert texts(before, ".act > .as-written") == ["Min søster er dagtilbudschef i en af kommunerne."]
    assert [str(message) for message in response.context["messages"]] == [
        "Det er afgjort, og Rasmus Lund får besked på mail."
    ]
    assert texts(response, ".act .badge") == ["Kan deltage"]
    assert texts(response, ".act > .as-written") == [
        "Min søster er dagtilbudschef i en af kommunerne.",
        "Det er længe siden.",
    ]
    assert texts(response, ".act summary") == ["Afgør det igen"]
    client.force_login(declared.person)
    assert client.get(reverse("applications:declare_interest", args=[round_.pk])).status_code == 200


def test_a_refused_ruling_keeps_what_was_typed(client, ruler, round_, declared):
    response = client.post(rule(round_, declared), {"ruling": "", "reason": "Det er længe siden."})

    assert response.status_code == 422
    assert texts(response, ".act textarea") == ["Det er længe siden."]
    assert links(response, ".alert-error a") == [f"#id_{declared.pk}_ruling_0"]
    declared.refresh_from_db()
    assert declared.ruling == ""


def test_a_ruling_that_the_action_refuses_says_why(client, ruler, round_):
    own = InterestDeclaration.objects.get(person=ruler)
    InterestDeclaration.objects.filter(pk=own.pk).update(
        has_interest=True, about="Min bror.", ruling="takes_part", ruling_reason="Perifert.", ruled_at=own.declared_at,
        ruled_by=UserFactory(manager=True),
    )  # fmt: skip

    page = client.get(rulings(round_))
    response = client.post(rule(round_, own), {"ruling": "stays_out", "reason": "Nej."})

    assert texts(page, ".act form") == []
    assert texts(page, ".act > p:last-child") == [
        "Du kan ikke afgøre din egen habilitet. Det gør en anden leder eller en godkender."
    ]
    assert response.status_code == 422
    assert response.context["forms"][0].non_field_errors() == [
        "Du kan ikke afgøre din egen habilitet. Det gør en anden leder eller en godkender."
    ]


def test_where_nobody_has_an_interest_the_page_says_so(client, ruler, round_):
    assert texts(client.get(rulings(round_)), "main > p:last-child") == ["Ingen har erklæret en interesse i runden."]


def test_superiors_declare_first(client, manager, round_, declared):
    client.force_login(manager)

    assert client.get(rulings(round_)).url == reverse("applications:declare_interest", args=[round_.pk])
    assert client.post(rule(round_, declared), {"ruling": "takes_part", "reason": "Ja."}).status_code == 403


def test_a_declaration_without_an_interest_or_of_another_round_is_not_found(client, ruler, round_):
    without = InterestDeclaration.objects.filter(round=round_).first()
    other = InterestDeclarationFactory(conflicted=True)

    for declaration in (without, other):
        assert client.post(rule(round_, declaration), {"ruling": "takes_part", "reason": "Ja."}).status_code == 404


@pytest.mark.parametrize(("persona", "status"), [("approver", 200), ("consultant", 403), ("coordinator", 404)])
def test_deciding_is_for_managers_and_approvers(client, request, persona, status, round_):
    user = request.getfixturevalue(persona)
    InterestDeclaration.objects.get_or_create(round=round_, person=user, defaults={"has_interest": False})
    client.force_login(user)

    assert client.get(rulings(round_)).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_the_rulings_take_the_same_queries_however_many(client, ruler, round_, number, django_assert_num_queries):
    for _ in range(number):
        InterestDeclarationFactory(round=round_, conflicted=True)

    with django_assert_num_queries(6):
        response = client.get(rulings(round_))

    assert len(response.context["rows"]) == number
