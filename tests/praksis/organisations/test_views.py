import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praksis.accounts.models import User
from praksis.cases.actors import Actor
from praksis.mail import delivery, links
from praksis.mail.models import Email, PersonalLink
from praksis.organisations import actions
from praksis.organisations.models import Invitation, Membership, MembershipRole
from praksis.work import WorkStatus
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MembershipFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

ANSWER = "/organisationer/invitation/"
PERSON = {"name": "Nina Ny", "title": "Leder", "phone": "", "password1": PASSWORD, "password2": PASSWORD}


def url(name, row):
    return reverse(f"organisations:{name}", args=[row.pk])


def link_path(link) -> str:
    return reverse("organisations:invitation_open", args=[links.token(link)])


@pytest.fixture
def editor(municipality):
    return MembershipFactory(organisation=municipality, editor=True, user__name="Erik Editor").user


@pytest.fixture
def waiting(municipality):
    return MembershipFactory(
        organisation=municipality,
        editor=True,
        unconfirmed=True,
        user__name="Viggo Venter",
        user__email="v@skive.example",
    )


@pytest.fixture
def invitation(coordinator, municipality):
    return actions.invite(municipality, email="ny@skive.example", role=MembershipRole.EDITOR, by=Actor.of(coordinator))


@pytest.fixture
def link(invitation):
    return actions.link_of(invitation)


# --- The organisation's page ---------------------------------------------------------------------------------------


def test_a_confirmed_member_sees_colleagues_and_who_waits(
    client, coordinator, editor, waiting, invitation, municipality
):
    client.force_login(editor)

    page = client.get(municipality.get_absolute_url()).content.decode()

    for shown in ("Karen Koordinator", "Erik Editor", "Viggo Venter", "ny@skive.example"):
        assert shown in page
    assert "Invitér en kollega" not in page
    assert 'type="submit">Bekræft' not in page


def test_an_owner_can_do_all_of_it(client, coordinator, waiting, invitation, municipality):
    client.force_login(coordinator)

    page = client.get(municipality.get_absolute_url()).content.decode()

    for name, row in [
        ("membership_confirm", waiting),
        ("membership_refuse", waiting),
        ("invitation_send_again", invitation),
        ("invitation_withdraw", invitation),
        ("invitation_create", municipality),
    ]:
        assert url(name, row) in page


def test_somebody_who_is_not_confirmed_learns_that_others_are_there_but_no_names(
    client, coordinator, waiting, invitation, municipality
):
    client.force_login(waiting.user)

    page = client.get(municipality.get_absolute_url()).content.decode()

    assert "Du venter på at blive bekræftet" in page
    assert "Andre arbejder også i Praksis for Skive Kommune" in page
    for hidden in ("Karen Koordinator", "karen@skive.example", "ny@skive.example"):
        assert hidden not in page


def test_the_first_to_come_is_not_told_of_others(client, municipality):
    first = MembershipFactory(organisation=municipality, unconfirmed=True)
    client.force_login(first.user)

    page = client.get(municipality.get_absolute_url()).content.decode()

    assert "Du venter på at blive bekræftet" in page
    assert "Andre arbejder også" not in page


@pytest.mark.parametrize("persona", ["stranger", "consultant", "approver"])
def test_an_organisation_of_others_is_not_there(client, request, persona, waiting, invitation, municipality):
    client.force_login(request.getfixturevalue(persona))

    for name, row in [
        ("organisation_detail", municipality),
        ("invitation_create", municipality),
        ("membership_remove", waiting),
    ]:
        assert client.get(url(name, row)).status_code == 404
    for name, row in [
        ("membership_confirm", waiting),
        ("membership_refuse", waiting),
        ("membership_change_role", waiting),
        ("membership_remove", waiting),
        ("invitation_send_again", invitation),
        ("invitation_withdraw", invitation),
    ]:
        assert client.post(url(name, row)).status_code == 404


@pytest.mark.parametrize("who", ["editor", "waiting"])
def test_only_owners_manage_the_people(client, request, who, coordinator, waiting, invitation, municipality):
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    other = coordinator.memberships.get()
    # Whoever waits sees neither colleagues nor invitations: for them those are not there.
    expected = 403 if who == "editor" else 404

    assert client.get(url("invitation_create", municipality)).status_code == 403
    assert client.post(url("membership_confirm", waiting)).status_code == 403
    assert client.post(url("membership_remove", other)).status_code == expected
    assert client.post(url("membership_change_role", other), {"role": "viewer"}).status_code == expected
    assert client.post(url("invitation_withdraw", invitation)).status_code == expected
    assert not Membership.objects.get(pk=waiting.pk).confirmed_at


@pytest.mark.parametrize("persona", ["coordinator", "manager", "administrator"])
def test_owners_and_staff_confirm(client, request, persona, coordinator, waiting):
    client.force_login(request.getfixturevalue(persona))

    response = client.post(url("membership_confirm", waiting), follow=True)

    assert "Viggo Venter er bekræftet." in response.content.decode()
    assert Membership.objects.get(pk=waiting.pk).confirmed_at


def test_an_owner_refuses(client, coordinator, waiting):
    client.force_login(coordinator)

    response = client.post(url("membership_refuse", waiting), follow=True)

    assert "Viggo Venter er afvist og har fået besked." in response.content.decode()


def test_a_role_is_changed_and_an_unknown_one_refused(client, coordinator, editor):
    client.force_login(coordinator)
    membership = editor.memberships.get()

    changed = client.post(url("membership_change_role", membership), {"role": "owner"}, follow=True)
    unknown = client.post(url("membership_change_role", membership), {"role": "king"}, follow=True)

    assert "Rollen er ændret." in changed.content.decode()
    assert "Vælg en af rollerne." in unknown.content.decode()
    assert Membership.objects.get(pk=membership.pk).role == MembershipRole.OWNER


def test_a_colleague_is_removed_after_being_asked_once_more(client, coordinator, editor, municipality):
    client.force_login(coordinator)
    membership = editor.memberships.get()

    asked = client.get(url("membership_remove", membership)).content.decode()
    assert not Membership.objects.get(pk=membership.pk).removed_at
    removed = client.post(url("membership_remove", membership), follow=True).content.decode()

    assert "Vil du fjerne Erik Editor?" in asked
    assert "Erik Editor er ikke længere med hos Skive Kommune." in removed
    client.force_login(editor)
    assert client.get(municipality.get_absolute_url()).status_code == 404


def test_one_leaves_by_oneself_unless_one_is_the_last_owner(client, coordinator, editor):
    client.force_login(editor)
    left = client.post(url("membership_remove", editor.memberships.get()))
    client.force_login(coordinator)
    stays = client.post(url("membership_remove", coordinator.memberships.get()), follow=True)

    assert left.url == "/organisationer/"
    assert "Der skal være mindst én bekræftet ejer. Gør først en anden til ejer." in stays.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_colleagues(
    client, coordinator, municipality, count, django_assert_num_queries
):
    by = Actor.of(coordinator)
    for n in range(count):
        MembershipFactory(organisation=municipality, editor=True)
        MembershipFactory(organisation=municipality, editor=True, unconfirmed=True)
        actions.invite(municipality, email=f"ny{n}@skive.example", role=MembershipRole.VIEWER, by=by)
    client.force_login(coordinator)

    with django_assert_num_queries(8):
        response = client.get(municipality.get_absolute_url())

    assert [len(response.context[name]) for name in ("members", "waiting", "invitations")] == [count + 1, count, count]


def test_the_page_shows_the_first_colleagues_and_all_when_asked(client, coordinator, municipality):
    MembershipFactory.create_batch(10, organisation=municipality, editor=True)
    client.force_login(coordinator)

    few, whole = client.get(municipality.get_absolute_url()), client.get(f"{municipality.get_absolute_url()}?alle")

    assert [len(page.context["members"]) for page in (few, whole)] == [10, 11]
    assert [page.content.decode().count('href="?alle"') for page in (few, whole)] == [1, 0]


def test_every_role_can_be_chosen_for_a_colleague(client, coordinator, municipality):
    client.force_login(coordinator)

    page = client.get(municipality.get_absolute_url()).content.decode()

    assert re.findall(r'<option value="(\w+)"(?: selected)?>([^<]+)<', page) == MembershipRole.choices


# --- Lists ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_staffs_list_of_organisations_takes_the_same_queries(client, manager, count, django_assert_num_queries):
    for _ in range(count):
        MunicipalityFactory()
    client.force_login(manager)

    with django_assert_num_queries(6):
        response = client.get("/organisationer/")

    assert len(response.context["page"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_those_who_wait_takes_the_same_queries(client, manager, count, django_assert_num_queries):
    for _ in range(count):
        MembershipFactory(unconfirmed=True)
    client.force_login(manager)

    with django_assert_num_queries(6):
        response = client.get("/organisationer/afventer/")

    assert len(response.context["page"]) == count


@pytest.mark.parametrize("persona", ["coordinator", "consultant", "approver"])
def test_the_list_of_those_who_wait_is_for_staff_who_can_answer(client, request, persona):
    client.force_login(request.getfixturevalue(persona))

    assert client.get("/organisationer/afventer/").status_code == 403


def test_from_the_list_of_those_who_wait_one_comes_back_to_it(client, manager, waiting):
    client.force_login(manager)

    response = client.post(url("membership_confirm", waiting), {"fra": "afventer"})

    assert response.url == "/organisationer/afventer/"


def test_ones_only_organisation_is_shown_at_once(client, coordinator, municipality):
    client.force_login(coordinator)

    assert client.get("/organisationer/").url == municipality.get_absolute_url()


def test_several_are_listed_and_those_of_others_are_not(client, coordinator, stranger):
    MembershipFactory(user=coordinator, organisation=MunicipalityFactory(short_name="Lemvig"))
    client.force_login(coordinator)

    page = client.get("/organisationer/?q=Thisted")

    assert [organisation.name for organisation in page.context["page"]] == ["Lemvig Kommune", "Skive Kommune"]


def test_staff_search_among_all(client, manager, coordinator, stranger):
    client.force_login(manager)

    found = client.get("/organisationer/?q=thist").context["page"]
    nothing = client.get("/organisationer/?q=%00x").content.decode()

    assert [organisation.name for organisation in found] == ["Thisted Kommune"]
    assert "Ingen organisationer har »x« i navnet." in nothing


def test_somebody_without_an_organisation_chooses_one(client, municipality):
    user = UserFactory()
    client.force_login(user)

    empty = client.get("/organisationer/").content.decode()
    joined = client.post("/organisationer/tilknyt/", {"organisation": "Skive"})
    again = client.post("/organisationer/tilknyt/", {"organisation": "Skive"}, follow=True).content.decode()

    assert "/organisationer/tilknyt/" in empty
    assert joined.url == municipality.get_absolute_url()
    assert "Du er allerede med hos Skive Kommune." in again
    assert user.memberships.count() == 1


# --- Inviting ------------------------------------------------------------------------------------------------------


def test_a_colleague_is_invited(client, coordinator, municipality):
    client.force_login(coordinator)

    response = client.post(
        url("invitation_create", municipality), {"email": "ny@skive.example", "role": "viewer"}, follow=True
    )

    assert "Invitationen er sendt til ny@skive.example." in response.content.decode()
    assert Invitation.objects.get().role == MembershipRole.VIEWER


def test_a_mistaken_invitation_is_said_beside_the_address(client, coordinator, municipality):
    client.force_login(coordinator)

    empty = client.post(url("invitation_create", municipality), {"email": "ny", "role": "king"})
    known = client.post(url("invitation_create", municipality), {"email": "karen@skive.example", "role": "viewer"})

    assert empty.context["form"].errors == {
        "email": ["Skriv mailadressen, som den ser ud i en mail, fx navn@kommune.dk."],
        "role": ["Vælg en af mulighederne."],
    }
    assert known.context["form"].errors == {"email": ["Karen Koordinator er allerede med."]}


def test_an_invitation_is_sent_again_and_withdrawn(client, coordinator, invitation):
    client.force_login(coordinator)

    again = client.post(url("invitation_send_again", invitation), follow=True).content.decode()
    withdrawn = client.post(url("invitation_withdraw", invitation), follow=True).content.decode()

    assert "Invitationen er sendt igen til ny@skive.example." in again
    assert "Invitationen til ny@skive.example er trukket tilbage." in withdrawn
    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize(
    ("letter", "link", "word", "kind"),
    [
        ({"status": WorkStatus.WAITING}, {}, "På vej", "neutral"),
        ({"status": WorkStatus.DONE}, {}, "Sendt", "info"),
        ({"status": WorkStatus.FAILED}, {}, "Mailen kom ikke frem", "error"),
        ({"status": WorkStatus.DONE}, {"expires_at": timezone.now() - timedelta(days=1)}, "Udløbet", "warning"),
    ],
)
def test_an_invitation_tells_how_it_fares(invitation, letter, link, word, kind):
    Email.objects.update(**letter)
    PersonalLink.objects.update(**link)

    shown = Invitation.objects.with_link().get()

    assert (shown.status_word, shown.status_kind) == (word, kind)


# --- Answering an invitation ---------------------------------------------------------------------------------------


def test_the_link_is_exchanged_for_the_session_and_does_nothing_by_itself(client, link):
    response = client.get(link_path(link))

    assert response.url == ANSWER
    assert links.token(link) not in response.url
    assert PersonalLink.objects.get(pk=link.pk).used_at is None
    assert Membership.objects.filter(confirmed_at=None).count() == 0


def test_one_without_an_account_makes_it_and_is_in(client, link, municipality):
    client.get(link_path(link))
    shown = client.get(ANSWER).content.decode()
    answered = client.post(ANSWER, PERSON, follow=True)

    user = User.objects.get(email="ny@skive.example")
    assert "Du er inviteret til Skive Kommune" in shown
    assert "ny@skive.example" in shown
    assert answered.redirect_chain[-1][0] == municipality.get_absolute_url()
    assert "Velkommen. Du er nu med hos Skive Kommune." in answered.content.decode()
    assert user.confirmed_organisation_ids == [municipality.pk]


def test_the_address_is_the_invitations_whatever_is_posted(client, link):
    client.get(link_path(link))

    client.post(ANSWER, {**PERSON, "email": "en.anden@skive.example"})

    assert User.objects.get(name="Nina Ny").email == "ny@skive.example"


def test_mistakes_keep_the_invitation_open(client, link):
    client.get(link_path(link))

    response = client.post(ANSWER, {**PERSON, "name": "", "password2": "another one"})

    assert response.context["form"].errors == {
        "name": ["Skriv dit navn."],
        "password2": ["De to adgangskoder er ikke ens. Skriv den samme begge steder."],
    }
    assert PersonalLink.objects.get(pk=link.pk).used_at is None


def test_one_with_an_account_signs_in_and_accepts(client, link, municipality):
    user = UserFactory(email="ny@skive.example")
    client.get(link_path(link))
    shown = client.get(ANSWER).content.decode()
    posted_too_early = client.post(ANSWER, PERSON)

    signed_in = client.post("/konto/log-ind/", {"login": user.email, "password": PASSWORD, "next": ANSWER})
    accepted = client.post(ANSWER)

    assert f"/konto/log-ind/?next={ANSWER}" in shown
    assert posted_too_early.status_code == 200
    assert signed_in.url == ANSWER
    assert accepted.url == municipality.get_absolute_url()
    assert user.memberships.get().confirmed_at


def test_the_wrong_account_is_told_so(client, link, stranger):
    client.force_login(stranger)
    client.get(link_path(link))

    shown = client.get(ANSWER).content.decode()
    posted = client.post(ANSWER).content.decode()

    assert "Du er logget ind med en anden konto" in shown
    assert "Invitationen er sendt til en anden mailadresse" in posted
    assert stranger.memberships.count() == 1


def test_links_that_do_not_work_say_why_and_offer_a_way_on(client, coordinator, invitation, link):
    good = link_path(link)
    assert client.get(good).status_code == 302  # so the refusals below are about something

    def refusal(path) -> str:
        response = Client().get(path)
        assert response.status_code == 410
        assert "/konto/log-ind/" in response.content.decode()
        return response.context["refusal"]

    assert refusal(good[:-5] + "0000/").startswith("Linket er ikke gyldigt.")
    assert refusal("/organisationer/invitation/noget-andet/").startswith("Linket er ikke gyldigt.")
    assert refusal(ANSWER).startswith("Linket er ikke gyldigt.")
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert refusal(good).startswith("Linket er udløbet.")
    actions.send_invitation_again(invitation, by=Actor.of(coordinator))
    assert refusal(good).startswith("Der er sendt et nyt link siden.")
    actions.withdraw_invitation(invitation, by=Actor.of(coordinator))
    assert refusal(link_path(actions.link_of(invitation))).startswith("Linket er trukket tilbage")


def test_a_link_withdrawn_while_its_page_is_open_is_refused(client, coordinator, invitation, link):
    client.get(link_path(link))
    actions.withdraw_invitation(invitation, by=Actor.of(coordinator))

    response = client.post(ANSWER, PERSON)

    assert response.status_code == 410
    assert not User.objects.filter(name="Nina Ny").exists()


def test_a_used_link_is_refused(client, link):
    client.get(link_path(link))
    client.post(ANSWER, PERSON)

    response = Client().get(link_path(PersonalLink.objects.get()))

    assert response.context["refusal"] == "Linket er allerede brugt."


def test_the_letter_leads_to_the_page(client, link):
    letter = Email.objects.get()

    assert delivery.button_url(letter) == f"http://testserver{link_path(link)}"
