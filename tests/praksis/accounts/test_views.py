import pytest
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.management import CommandError, call_command
from django.urls import reverse

from praksis.accounts.models import Role, User
from praksis.mail import delivery
from praksis.mail.models import Email
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW = {"name": "Nina Ny", "title": "Konsulent", "email": "ny@praksis.example", "phone": "", "roles": ["consultant"]}


def test_a_profile_is_changed(client, coordinator):
    client.force_login(coordinator)

    response = client.post("/konto/", {"name": "Karen K.", "title": "Chef", "phone": "12 34 56 78"}, follow=True)

    coordinator.refresh_from_db()
    assert coordinator.name == "Karen K."
    assert "Dine oplysninger er gemt." in response.content.decode()


def test_a_profile_with_mistakes_keeps_what_was_typed(client, coordinator):
    client.force_login(coordinator)

    response = client.post("/konto/", {"name": "", "title": "Chef", "phone": "ring bare"})

    assert response.context["form"].errors == {
        "name": ["Skriv dit navn."],
        "phone": ["Skriv telefonnummeret med tal, fx 12 34 56 78."],
    }
    assert 'value="ring bare"' in response.content.decode()


@pytest.mark.parametrize("persona", ["manager", "approver", "consultant", "coordinator"])
@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "staff_list"),
        ("get", "staff_create"),
        ("post", "staff_create"),
        ("get", "staff_detail"),
        ("post", "staff_change_role"),
        ("post", "staff_deactivate"),
        ("post", "staff_reactivate"),
        ("post", "staff_send_password"),
    ],
)
def test_nobody_but_an_administrator_touches_staff_accounts(client, request, persona, method, name):
    person = request.getfixturevalue(persona)
    client.force_login(person)
    args = [] if name in {"staff_list", "staff_create"} else [person.pk]

    response = getattr(client, method)(reverse(f"accounts:{name}", args=args), {**NEW, "role": "administrator"})

    assert response.status_code == 403
    assert not User.objects.filter(staff_roles__role=Role.ADMINISTRATOR).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_staff_takes_the_same_queries_for_one_as_for_three(
    client, administrator, count, django_assert_num_queries
):
    for _ in range(count - 1):
        UserFactory(roles=[Role.CONSULTANT, Role.MANAGER])
    client.force_login(administrator)

    with django_assert_num_queries(7):
        response = client.get("/konto/medarbejdere/")

    assert len(response.context["page"]) == count


def test_the_list_of_staff_shows_no_applicants_and_can_be_searched(client, administrator, consultant, coordinator):
    client.force_login(administrator)

    everybody = client.get("/konto/medarbejdere/").context["page"]
    found = client.get("/konto/medarbejdere/?q=KIM").context["page"]

    assert list(everybody) == [administrator, consultant]
    assert list(found) == [consultant]


def test_a_member_of_staff_is_made_and_chooses_a_long_password(client, administrator):
    client.force_login(administrator)
    made = client.post("/konto/medarbejdere/ny/", NEW)
    person = User.objects.get(email="ny@praksis.example")
    letter = Email.objects.get()
    delivery.deliver(letter.pk)
    client.logout()
    page = client.get(letter.button_path, follow=True).request["PATH_INFO"]

    short = client.post(page, {"password1": "twelve chars", "password2": "twelve chars"})
    long = client.post(page, {"password1": "at least fifteen", "password2": "at least fifteen"})
    signed_in = client.post(
        "/konto/log-ind/", {"login": person.email, "password": "at least fifteen", "next": "/konto/"}
    )

    assert made.url == f"/konto/medarbejdere/{person.pk}/"
    assert short.context["form"].errors["password1"] == [
        "Adgangskoden er for kort. Brug mindst 15 tegn, fx nogle ord efter hinanden."
    ]
    assert long.url == "/konto/glemt-adgangskode/faerdig/"
    assert signed_in.url == "/konto/"


def test_a_new_member_of_staff_with_mistakes_is_not_made(client, administrator, coordinator):
    client.force_login(administrator)

    response = client.post("/konto/medarbejdere/ny/", {**NEW, "email": "KAREN@skive.example", "roles": []})

    assert response.context["form"].errors == {
        "email": ["Der er allerede en konto med den mailadresse. Brug en anden adresse."],
        "roles": ["Vælg mindst én rolle."],
    }


def test_roles_are_given_and_taken_on_the_persons_page(client, administrator, consultant):
    client.force_login(administrator)
    page = f"/konto/medarbejdere/{consultant.pk}/"

    given = client.post(f"{page}roller/", {"role": "manager", "do": "give"}, follow=True)
    taken = client.post(f"{page}roller/", {"role": "consultant", "do": "take"}, follow=True)
    last = client.post(f"{page}roller/", {"role": "manager", "do": "take"}, follow=True)
    unknown = client.post(f"{page}roller/", {"role": "king", "do": "give"}, follow=True)

    assert "Rollen er givet." in given.content.decode()
    assert "Rollen er taget." in taken.content.decode()
    assert "Det er personens eneste rolle. Luk kontoen i stedet." in last.content.decode()
    assert "Vælg en af rollerne." in unknown.content.decode()
    assert User.objects.get(pk=consultant.pk).roles == {Role.MANAGER}


def test_giving_up_the_administrators_role_leads_to_ones_profile(client, administrator):
    UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(administrator)
    page = f"/konto/medarbejdere/{administrator.pk}/roller/"
    client.post(page, {"role": "manager", "do": "give"})

    response = client.post(page, {"role": "administrator", "do": "take"})

    assert response.url == "/konto/"


def test_an_account_is_closed_opened_and_sent_a_link(client, administrator, consultant):
    client.force_login(administrator)
    page = f"/konto/medarbejdere/{consultant.pk}/"

    closed = client.post(f"{page}luk/", follow=True).content.decode()
    opened = client.post(f"{page}aabn/", follow=True).content.decode()
    sent = client.post(f"{page}adgangskode/", follow=True).content.decode()

    assert "Kontoen for Kim Konsulent er lukket." in closed
    assert "Kontoen for Kim Konsulent er åben igen." in opened
    assert "Kim Konsulent får en mail" in sent
    assert Email.objects.get().to == "kim@praksis.example"


def test_an_applicant_is_not_found_among_the_staff(client, administrator, coordinator):
    client.force_login(administrator)

    assert client.get(f"/konto/medarbejdere/{coordinator.pk}/").status_code == 404


def test_the_first_administrator_is_made_by_a_command(capsys):
    call_command("create_administrator", "ada@praksis.example", "Ada Admin")

    assert User.objects.get().roles == {Role.ADMINISTRATOR}
    assert Email.objects.get().to == "ada@praksis.example"
    assert capsys.readouterr().out == (
        "Ada Admin får en mail til ada@praksis.example med et link til at vælge adgangskode.\n"
    )


@pytest.mark.parametrize("email", ["no address", "ada@praksis.example"])
def test_the_command_refuses_an_address_that_cannot_be_used(administrator, email):
    with pytest.raises(CommandError):
        call_command("create_administrator", email, "Ada Admin")


# --- Django's admin: to look things up -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model",
    ["user", "case", "auditevent", "email", "personallink", "reminder", "membership", "invitation", "document"],
)
def test_the_admin_shows_and_never_changes(client, administrator, model):
    client.force_login(administrator)

    assert client.get(f"/admin/praksis/{model}/").status_code == 200
    assert client.get(f"/admin/praksis/{model}/add/").status_code == 403


def test_roles_in_the_admin_are_only_shown(client, administrator, consultant):
    client.force_login(administrator)

    page = client.get(f"/admin/praksis/user/{consultant.pk}/change/")

    assert f"/konto/medarbejdere/{consultant.pk}/" in page.content.decode()
    assert client.post(f"/admin/praksis/user/{consultant.pk}/change/", {"is_active": ""}).status_code == 403
    assert client.get("/admin/auth/group/").status_code == 404
    assert client.get("/admin/account/emailaddress/add/").status_code == 403


def test_a_changed_password_leads_home(client, coordinator):
    client.force_login(coordinator)

    response = client.post(
        "/konto/adgangskode/",
        {"oldpassword": PASSWORD, "password1": "en ny lang adgangskode", "password2": "en ny lang adgangskode"},
    )

    assert response.url == "/hjem/"
    coordinator.refresh_from_db()
    assert coordinator.check_password("en ny lang adgangskode")


def test_the_rule_for_passwords_is_said():
    assert password_validators_help_texts()[1] == (
        "Mindst 12 tegn (15 for ansatte hos os), fx nogle ord efter hinanden."
    )
