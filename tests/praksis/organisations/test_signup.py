"""How the first person of an organisation gets in (domain.md)."""

import pytest
from django.core import mail
from django.urls import reverse

from praksis.accounts.models import User
from praksis.cases.actors import Actor
from praksis.mail import delivery, reminders
from praksis.mail.models import Email
from praksis.organisations import actions
from praksis.organisations.models import Institution, Membership, MembershipRole, Ownership, Setting
from praksis.work import WorkStatus
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

PERSON = {
    "name": "Nina Ny",
    "title": "Pædagogisk konsulent",
    "phone": "",
    "email": "nina@skive.example",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**PERSON, **changes})


def errors(response) -> dict:
    return dict(response.context["form"].errors)


def test_the_first_person_confirms_the_address_and_is_in(client, municipality):
    signed_up = sign_up(client, organisation="Skive Kommune")
    letter = Email.objects.get()
    delivery.deliver(letter.pk)
    confirmed = client.post(f"{letter.button_path}?next=/konto/")

    membership = Membership.objects.get()
    assert signed_up.url == "/konto/bekraeft/"
    assert mail.outbox[0].subject == "Bekræft din mailadresse"
    assert confirmed.status_code == 302
    assert client.get("/konto/").status_code == 200
    assert (membership.user.name, membership.organisation_id) == ("Nina Ny", municipality.pk)
    assert (membership.role, membership.confirmed_at) == (MembershipRole.OWNER, None)


def test_later_persons_write_along(client, coordinator, municipality):
    sign_up(client, organisation="Skive Kommune")

    membership = Membership.objects.get(user__email=PERSON["email"])
    assert (membership.role, membership.confirmed_at) == (MembershipRole.EDITOR, None)


@pytest.mark.parametrize("typed", ["skive kommune", "  Skive ", "SKIVE"])
def test_a_municipality_is_recognised_as_people_write_it(client, municipality, typed):
    sign_up(client, organisation=typed)

    assert Membership.objects.get().organisation_id == municipality.pk


def test_an_institution_is_chosen_by_name_with_its_municipality(client, municipality):
    InstitutionFactory(name="Solsikken", municipality=municipality)
    other = InstitutionFactory(name="Solsikken", municipality=MunicipalityFactory(short_name="Lemvig"))

    ambiguous = sign_up(client, organisation="Solsikken")
    sign_up(client, organisation="Solsikken (Lemvig Kommune)")

    assert errors(ambiguous) == {"organisation": ["Der er flere, der hedder »Solsikken«. Vælg den rigtige fra listen."]}
    assert Membership.objects.get().organisation_id == other.pk


def test_the_suggestions_are_the_browsers_own_list(client, municipality):
    InstitutionFactory(name="Solsikken", municipality=municipality)

    page = client.get(reverse("account_signup")).content.decode()

    assert 'list="id_organisation_list"' in page
    assert '<option value="Skive Kommune">' in page
    assert '<option value="Solsikken (Skive Kommune)">' in page


def test_a_private_institution_is_typed_in(client, municipality):
    sign_up(
        client,
        institution_name="Naturbørnehaven",
        municipality=municipality.code,
        ownership="private",
        setting="nursery",
    )

    institution = Institution.objects.get()
    assert (institution.name, institution.municipality_id) == ("Naturbørnehaven", municipality.pk)
    assert (institution.ownership, institution.setting) == (Ownership.PRIVATE, Setting.NURSERY)
    assert institution.added_by.email == PERSON["email"]
    assert Membership.objects.get().organisation_id == institution.pk


def test_an_institution_that_is_there_already_is_not_written_in_twice(client, municipality):
    known = InstitutionFactory(name="Naturbørnehaven", municipality=municipality, ownership="private")

    sign_up(
        client,
        institution_name="naturbørnehaven",
        municipality=municipality.code,
        ownership="private",
        setting="nursery",
    )

    assert Membership.objects.get().organisation_id == known.pk


def test_what_was_typed_in_is_offered_to_others_once_somebody_is_confirmed_there(manager, municipality):
    institution = InstitutionFactory(name="Naturbørnehaven", municipality=municipality, added_by=UserFactory())
    membership = MembershipFactory(organisation=institution, unconfirmed=True)
    assert list(Institution.objects.choosable()) == []

    actions.confirm(membership, by=Actor.of(manager))

    assert list(Institution.objects.choosable()) == [institution]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, {"organisation": ["Skriv den kommune eller det dagtilbud, du arbejder i."]}),
        (
            {"organisation": "Andeby"},
            {
                "organisation": [
                    "Vi kan ikke finde »Andeby«. Vælg et navn fra listen, eller skriv dagtilbuddet ind længere nede."
                ]
            },
        ),
        (
            {"organisation": "Skive Kommune", "institution_name": "Solsikken"},
            {"organisation": ["Vælg fra listen, eller skriv dagtilbuddet ind, men ikke begge dele."]},
        ),
        (
            {"institution_name": "Solsikken"},
            {
                "municipality": ["Vælg den kommune, dagtilbuddet ligger i."],
                "ownership": ["Vælg, om dagtilbuddet er selvejende eller privat."],
                "setting": ["Vælg, hvilken type dagtilbud det er."],
            },
        ),
        (
            {"institution_name": "Solsikken", "municipality": "x", "ownership": "municipal", "setting": "x"},
            {
                "municipality": ["Vælg en kommune fra listen."],
                "ownership": ["Vælg selvejende eller privat."],
                "setting": ["Vælg en af typerne."],
            },
        ),
        (
            {"organisation": "Skive", "email": "nina", "name": "", "title": "", "phone": "x"},
            {
                "name": ["Skriv dit navn."],
                "title": ["Skriv din stilling."],
                "phone": ["Skriv telefonnummeret med tal, fx 12 34 56 78."],
                "email": ["Skriv mailadressen, som den ser ud i en mail, fx navn@kommune.dk."],
            },
        ),
        (
            {"organisation": "Skive", "email": "", "password1": "", "password2": ""},
            {
                "email": ["Skriv din mailadresse."],
                "password1": ["Skriv en adgangskode."],
                "password2": ["Skriv adgangskoden en gang til."],
            },
        ),
        (
            {"organisation": "Skive", "password2": "something else"},
            {"password2": ["De to adgangskoder er ikke ens. Skriv den samme begge steder."]},
        ),
    ],
)
def test_mistakes_are_said_beside_the_field_and_nobody_is_made(client, municipality, typed, expected):
    response = sign_up(client, **typed)

    assert (response.status_code, errors(response)) == (200, expected)
    assert User.objects.count() == 0


def test_what_was_typed_stands_there_again(client, municipality):
    page = sign_up(client, organisation="Andeby", institution_name="Sol").content.decode()

    assert 'value="Andeby"' in page
    assert 'value="Nina Ny"' in page
    assert 'value="Sol"' in page
    assert PASSWORD not in page


def test_a_known_address_gets_the_same_answer_and_its_owner_a_letter(client, coordinator, municipality):
    new = sign_up(client, organisation="Skive")
    known = type(client)().post(
        reverse("account_signup"), {**PERSON, "email": "karen@skive.example", "organisation": "Skive"}
    )

    subjects = dict(Email.objects.values_list("to", "subject"))
    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert subjects == {
        "nina@skive.example": "Bekræft din mailadresse",
        "karen@skive.example": "Du har allerede en konto",
    }
    assert coordinator.memberships.count() == 1


def test_an_address_taken_in_the_same_moment_gets_the_same_answer(client, municipality, monkeypatch):
    """The check saw no account; the other's commit came between it and ours."""
    from allauth.account.internal.flows import manage_email

    UserFactory(email=PERSON["email"])
    monkeypatch.setattr(manage_email, "email_already_exists", lambda email, **kwargs: (email, False))

    response = sign_up(client, organisation="Skive")

    assert response.url == "/konto/bekraeft/"
    assert User.objects.count() == 1
    assert Email.objects.get().subject == "Du har allerede en konto"


def test_the_fields_of_an_institution_not_on_the_list_unfold_when_one_is_filled_in(client, municipality):
    folded = client.get(reverse("account_signup")).content.decode()
    unfolded = sign_up(client, institution_name="Solsikken").content.decode()

    assert '<details class="details mt-6">' in folded
    assert '<details class="details mt-6" open>' in unfolded


# --- Who is told --------------------------------------------------------------------------------------------------


def told() -> list[str]:
    waits = Email.objects.filter(key__startswith="membership_waits")
    return sorted(waits.values_list("to", flat=True))


def test_owners_are_told_once_that_somebody_waits_and_only_of_confirmed_addresses(coordinator, municipality):
    MembershipFactory(organisation=municipality, editor=True)
    MembershipFactory(organisation=municipality, user__verified=False, unconfirmed=True)
    reminders.send_due()
    assert told() == []

    MembershipFactory(organisation=municipality, unconfirmed=True, editor=True)
    for _ in range(2):
        reminders.send_due()

    assert told() == ["karen@skive.example"]


def test_an_owner_who_comes_later_is_told_too(coordinator, municipality):
    MembershipFactory(organisation=municipality, unconfirmed=True, editor=True)
    reminders.send_due()
    MembershipFactory(organisation=municipality, user__email="ny-ejer@skive.example")

    reminders.send_due()

    assert told() == ["karen@skive.example", "ny-ejer@skive.example"]


def test_the_letters_wait_for_nobody_when_no_owner_is_there(municipality):
    MembershipFactory(organisation=municipality, unconfirmed=True)

    assert reminders.send_due() == 0


def test_a_letter_is_not_sent_while_its_transaction_may_fail(client, municipality):
    sign_up(client, organisation="Skive")

    assert Email.objects.get().status == WorkStatus.WAITING
