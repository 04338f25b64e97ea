"""allauth's pages, our way."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from praksis.accounts.models import User
from praksis.mail import delivery
from praksis.mail.models import Email
from praksis.work import WorkStatus
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db
PROFILE = "/konto/"


def sign_in(client, email, password=PASSWORD):
    return client.post("/konto/log-ind/", {"login": email, "password": password, "next": PROFILE})


def the_letter() -> str:
    """Deliver the one letter that waits and return the path its button leads to."""
    email = Email.objects.get(status=WorkStatus.WAITING)
    path = email.button_path
    assert delivery.deliver(email.pk)
    return path


def test_a_person_signs_in_and_out(client, coordinator):
    signed_in = sign_in(client, "karen@skive.example")
    page = client.get(PROFILE)
    signed_out = client.post("/konto/log-ud/", {"next": "/konto/log-ind/"})

    assert (signed_in.status_code, signed_in.url) == (302, PROFILE)
    assert page.status_code == 200
    assert signed_out.url == "/konto/log-ind/"
    assert client.get(PROFILE).status_code == 302


def test_the_address_is_recognised_whatever_its_case(client, coordinator):
    response = sign_in(client, "Karen@SKIVE.example")

    assert response.url == PROFILE


@pytest.mark.parametrize(
    "path",
    [
        "/konto/log-ind/",
        "/konto/opret/",
        "/konto/glemt-adgangskode/",
        "/konto/glemt-adgangskode/sendt/",
        "/konto/glemt-adgangskode/faerdig/",
        "/konto/glemt-adgangskode/abc-def/",
        "/konto/bekraeft/",
        "/konto/bekraeft/ukendt/",
        "/konto/lukket/",
    ],
)
def test_the_way_in_needs_no_sign_in(client, path):
    response = client.get(path)

    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/konto/", "/konto/adgangskode/", "/konto/medarbejdere/", "/konto/adgangskode/ny/"])
def test_everything_else_about_accounts_asks_to_sign_in(client, path):
    response = client.get(path)

    assert response.url == f"/konto/log-ind/?next={path}"


@pytest.mark.parametrize("path", ["/konto/email/", "/konto/login/", "/konto/signup/", "/konto/reauthenticate/"])
def test_pages_of_allauth_that_we_do_not_use_are_not_there(client, coordinator, path):
    client.force_login(coordinator)

    assert client.get(path).status_code == 404


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, coordinator):
    wrong = sign_in(client, "karen@skive.example", "not the password").content.decode()
    unknown = sign_in(client, "karin@skive.example", "not the password").content.decode()

    assert "Mailadressen og adgangskoden passer ikke sammen. Prøv igen." in wrong
    assert without_token(wrong.replace("karen@", "karin@")) == without_token(unknown)


def without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_empty_fields_are_named_in_danish(client):
    response = client.post("/konto/log-ind/", {})

    assert response.context["form"].errors == {
        "login": ["Skriv din mailadresse."],
        "password": ["Skriv din adgangskode."],
    }


def test_the_sixth_wrong_password_in_a_quarter_of_an_hour_is_not_even_tried(client, coordinator):
    for _ in range(5):
        sign_in(client, "karen@skive.example", "guess")

    response = sign_in(client, "karen@skive.example")

    assert "Der er prøvet for mange gange." in response.content.decode()
    assert client.get(PROFILE).status_code == 302


def test_after_a_quarter_of_an_hour_one_may_try_again(client, coordinator, time_machine):
    time_machine.move_to("2018-04-03 09:00+02:00")
    for _ in range(6):
        sign_in(client, "karen@skive.example", "guess")

    time_machine.shift(15 * 60 + 1)

    assert sign_in(client, "karen@skive.example").url == PROFILE


def test_guesses_at_one_account_do_not_close_another(client, coordinator, stranger):
    for _ in range(6):
        sign_in(client, "karen@skive.example", "guess")

    assert sign_in(Client(), "frede@thisted.example").url == PROFILE


def test_a_new_password_opens_an_account_that_a_stranger_guessed_at(client, coordinator):
    for _ in range(6):
        sign_in(client, "karen@skive.example", "guess")
    client.post("/konto/glemt-adgangskode/", {"email": "karen@skive.example"})
    page = client.get(the_letter(), follow=True)
    new = {"password1": "a staple of horse batteries", "password2": "a staple of horse batteries"}
    client.post(page.request["PATH_INFO"], new)

    assert sign_in(client, "karen@skive.example", new["password1"]).url == PROFILE


def test_a_closed_account_cannot_sign_in_and_only_its_holder_is_told(client):
    UserFactory(email="lukket@skive.example", is_active=False)

    guessed = sign_in(client, "lukket@skive.example", "guess")
    known = sign_in(client, "lukket@skive.example")

    assert "Mailadressen og adgangskoden passer ikke sammen" in guessed.content.decode()
    assert known.url == "/konto/lukket/"
    assert client.get(PROFILE).status_code == 302


def test_closing_an_account_ends_its_sessions(client, coordinator):
    client.force_login(coordinator)
    assert client.get(PROFILE).status_code == 200

    User.objects.filter(pk=coordinator.pk).update(is_active=False)

    assert client.get(PROFILE).status_code == 302


# --- Forgotten passwords ------------------------------------------------------------------------------------------


def test_a_forgotten_password_is_chosen_anew_through_a_mail(client, coordinator):
    asked = client.post("/konto/glemt-adgangskode/", {"email": "karen@skive.example"})
    page = client.get(the_letter(), follow=True)
    chosen = client.post(
        page.request["PATH_INFO"], {"password1": "a staple of horses", "password2": "a staple of horses"}
    )

    assert asked.url == "/konto/glemt-adgangskode/sendt/"
    assert page.request["PATH_INFO"].endswith("-set-password/")  # the key has left the address
    assert chosen.url == "/konto/glemt-adgangskode/faerdig/"
    assert sign_in(client, "karen@skive.example", "a staple of horses").url == PROFILE


def test_the_link_to_a_new_password_works_once(client, coordinator):
    client.post("/konto/glemt-adgangskode/", {"email": "karen@skive.example"})
    path = the_letter()
    page = client.get(path, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "a staple of horses", "password2": "a staple of horses"})

    again = Client().get(path, follow=True)

    assert "Linket kan ikke bruges" in again.content.decode()


def test_passwords_that_differ_or_are_short_are_said_so(client, coordinator):
    client.post("/konto/glemt-adgangskode/", {"email": "karen@skive.example"})
    page = client.get(the_letter(), follow=True)

    response = client.post(page.request["PATH_INFO"], {"password1": "short", "password2": "a staple of horses"})

    assert response.context["form"].errors == {
        "password1": ["Adgangskoden er for kort. Brug mindst 12 tegn, fx nogle ord efter hinanden."],
    }
    response = client.post(
        page.request["PATH_INFO"], {"password1": "a staple of horses", "password2": "another staple"}
    )
    assert response.context["form"].errors == {
        "password2": ["De to adgangskoder er ikke ens. Skriv den samme begge steder."]
    }


def test_asking_for_an_unknown_address_gives_the_same_page_and_tells_only_its_owner(client, coordinator):
    known = client.post("/konto/glemt-adgangskode/", {"email": "karen@skive.example"})
    unknown = client.post("/konto/glemt-adgangskode/", {"email": "ukendt@skive.example"})

    letters = dict(Email.objects.values_list("to", "subject"))
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert letters == {
        "karen@skive.example": "Vælg en ny adgangskode",
        "ukendt@skive.example": "Der er ingen konto med din mailadresse",
    }


def test_a_password_is_changed_by_whoever_knows_it(client, coordinator):
    client.force_login(coordinator)
    new = "an entirely new one"

    wrong = client.post("/konto/adgangskode/", {"oldpassword": "guess", "password1": new, "password2": new})
    right = client.post(
        "/konto/adgangskode/", {"oldpassword": PASSWORD, "password1": new, "password2": new, "next": PROFILE}
    )

    assert wrong.context["form"].errors == {"oldpassword": ["Det er ikke din nuværende adgangskode. Prøv igen."]}
    assert right.url == PROFILE
    assert client.get(PROFILE).status_code == 200  # still signed in here
    coordinator.refresh_from_db()
    assert coordinator.check_password(new)


def test_somebody_without_a_password_is_sent_to_choose_one(client, coordinator):
    coordinator.set_unusable_password()
    coordinator.save()
    client.force_login(coordinator)

    response = client.get("/konto/adgangskode/", follow=True)

    assert response.redirect_chain[-1][0] == "/konto/glemt-adgangskode/"


# --- The letters --------------------------------------------------------------------------------------------------


def test_letters_about_sign_in_are_sensitive_and_erased_once_sent(client, coordinator):
    client.post("/konto/glemt-adgangskode/", {"email": "karen@skive.example"})
    before = Email.objects.get()
    assert (before.sensitive, before.body != "", before.button_path != "") == (True, True, True)

    delivery.deliver(before.pk)

    after = Email.objects.get()
    assert (after.status, after.body, after.button_path) == (WorkStatus.DONE, "", "")
    assert before.button_path in mail.outbox[0].body


def test_links_in_letters_are_built_from_our_own_address(client, coordinator, settings):
    settings.SITE_URL = "https://praksis.example"
    client.post("/konto/glemt-adgangskode/", {"email": "karen@skive.example"}, headers={"host": "localhost"})

    the_letter()

    assert "https://praksis.example/konto/glemt-adgangskode/" in mail.outbox[0].body
    assert "localhost" not in mail.outbox[0].body


def test_two_requests_give_two_letters(client, coordinator):
    for _ in range(2):
        client.post("/konto/glemt-adgangskode/", {"email": "karen@skive.example"})

    assert Email.objects.count() == 2


# --- Django's admin -----------------------------------------------------------------------------------------------


def test_the_admin_signs_in_through_our_page(client, administrator):
    anonymous = client.get("/admin/login/?next=/admin/")
    client.force_login(administrator)
    signed_in = client.get("/admin/login/?next=/admin/")

    assert anonymous.url == "/konto/log-ind/?next=%2Fadmin%2F"
    assert signed_in.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_admin_sends_nobody_to_another_site(client, administrator):
    client.force_login(administrator)

    assert client.get("/admin/login/?next=https://evil.example/").url == "/admin/"


@pytest.mark.parametrize("persona", ["manager", "approver", "consultant", "coordinator"])
def test_only_administrators_enter_the_admin(client, request, persona):
    client.force_login(request.getfixturevalue(persona))

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403


def test_an_address_that_is_not_confirmed_gets_a_new_letter_at_sign_in(client):
    UserFactory(email="ny@skive.example", verified=False)

    response = sign_in(client, "ny@skive.example")
    path = the_letter()
    confirmed = client.post(path)

    assert response.url == "/konto/bekraeft/"
    assert confirmed.url == PROFILE  # and signed in
    assert EmailAddress.objects.get(email="ny@skive.example").verified


def test_looking_at_the_confirmation_does_not_confirm(client):
    UserFactory(email="ny@skive.example", verified=False)
    sign_in(client, "ny@skive.example")

    response = Client().get(the_letter())

    assert "Bekræft din mailadresse" in response.content.decode()
    assert not EmailAddress.objects.get(email="ny@skive.example").verified


def test_signing_up_twice_with_an_address_makes_one_account_and_tells_only_its_owner(client):
    MunicipalityFactory(short_name="Skive")
    form = {
        "name": "Karen",
        "title": "Konsulent",
        "email": "karen@skive.example",
        "organisation": "Skive Kommune",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    first = client.post(reverse("account_signup"), form)
    second = Client().post(reverse("account_signup"), {**form, "name": "Impostor"})

    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, "/konto/bekraeft/")
    assert User.objects.get(email="karen@skive.example").name == "Karen"
