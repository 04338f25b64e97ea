"""What people try who mean no good, at the doors: links, sessions, methods, forged forms, pages left behind."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.drafting import actions as drafting
from engagements.courses.models import Status as CourseStatus
from praksis.accounts.models import StaffRole, User
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.mail import delivery, links
from praksis.mail.models import Email
from praksis.organisations import actions as organisations
from praksis.organisations.models import Invitation, Membership, MembershipRole
from tests.access.addresses import address_of
from tests.access.asking import Asker, post
from tests.access.table import blocks
from tests.factories.accounts import PASSWORD
from tests.factories.mail import EmailFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

ROWS = [row for rows in blocks().values() for row in rows]

# --- Links and sessions -----------------------------------------------------------------------------------------------


def test_a_link_of_one_purpose_opens_no_other(world, client):
    signs, joins = links.token(world.sign_link), links.token(world.invitation_link)

    assert client.get(reverse("applications:sign_start", args=[joins])).status_code == 404
    assert client.get(reverse("organisations:invitation_open", args=[signs])).status_code == 410
    assert client.get(reverse("applications:sign")).status_code == 404


def test_a_link_with_another_links_key_is_as_unknown_as_no_link(world, client):
    own, other = links.token(world.sign_link), links.token(world.invitation_link)
    mixed = f"{own.partition('.')[0]}.{other.partition('.')[2]}"

    pages = [client.get(reverse("applications:sign_start", args=[token])) for token in (mixed, "x.y", f"{own}0")]

    assert [page.status_code for page in pages] == [404] * 3
    assert len({texts(page, "main")[0] for page in pages}) == 1


@pytest.mark.parametrize("end", ["withdrawn", "sent anew", "changed"])
def test_a_session_that_holds_a_link_ends_with_the_link(world, client, end):
    world.follow(world.sign_link)(client)
    assert client.get(reverse("applications:sign")).status_code == 200

    by = Actor.of(world.owner)
    if end == "withdrawn":
        drafting.withdraw_signature_link(world.waiting, by=by)
    elif end == "sent anew":
        drafting.resend_signature_link(world.waiting, by=by)
    else:
        drafting.save_answer(world.waiting.pk, name="need", values=["Nyt"], revision=1, by=by)

    assert client.get(reverse("applications:sign")).status_code == 410
    signer = {"name": "Dorte", "title": "Direktør", "code": links.code(world.sign_link)}
    assert client.post(reverse("applications:sign"), signer).status_code == 410
    assert client.post(reverse("applications:sign_code"), signer).status_code == 410
    assert not world.waiting.versions.filter(signature__isnull=False).exists()


def test_a_used_link_signs_nothing_more(world, client):
    world.follow(world.sign_link)(client)
    drafting.send_code(world.sign_link)
    world.sign_link.refresh_from_db()
    signer = {"name": "Dorte", "title": "Direktør", "code": links.code(world.sign_link)}
    assert client.post(reverse("applications:sign"), signer).status_code == 302
    signed = AuditEvent.objects.filter(kind="application.signed").count()

    client.post(reverse("applications:sign"), signer)
    client.post(reverse("applications:sign_back"), {"tilbage-remark": "Nej.", "tilbage-name": "Dorte"})

    assert AuditEvent.objects.filter(kind="application.signed").count() == signed
    assert not AuditEvent.objects.filter(kind="application.sent_back").exists()


@pytest.mark.parametrize("who", ["stranger", "viewer", "administrator"])
def test_an_invitation_is_taken_up_by_nobody_else(world, sign_in, who):
    client = sign_in(who)
    world.follow(world.invitation_link)(client)

    client.post(reverse("organisations:invitation_answer"))

    assert Invitation.objects.get(pk=world.invitation.pk).accepted_at is None
    assert not Membership.objects.filter(user=world.people[who], role=MembershipRole.EDITOR).exists()


def test_a_membership_that_ended_ends_the_open_session_too(world, sign_in):
    client, pages = sign_in("editor"), ["applications:application", "engagements:course"]
    pages = [address_of(name, world)[0] for name in [*pages, "organisations:organisation_detail"]]
    assert [client.get(page).status_code for page in pages] == [200] * 3

    organisations.remove(world.memberships["editor"], by=Actor.of(world.owner))

    assert [client.get(page).status_code for page in pages] == [404] * 3
    assert client.get(address_of("documents:download", world)[0]).status_code == 404
    assert post(client, "applications:save", world).status_code == 404


def test_a_closed_account_and_a_role_taken_end_the_open_session_too(world, sign_in):
    closed, taken = sign_in("owner"), sign_in("manager")
    page = address_of("engagements:course", world)[0]
    assert [client.get(page).status_code for client in (closed, taken)] == [200, 200]

    User.objects.filter(pk=world.owner.pk).update(is_active=False)
    StaffRole.objects.filter(user=world.manager).delete()

    assert closed.get(page).status_code == 302
    assert taken.get(page).status_code == 404


# --- Doors: methods, forged forms, where one is sent ------------------------------------------------------------------

POSTED = [name for method, name, _ in ROWS if method == "POST"]
# Of our own pages; a page of allauth's takes forms that have no row
READ = {name for method, name, _ in ROWS if method == "GET" and ":" in name and not name.startswith("admin:")}
TAKING = {name.partition("@")[0] for name in POSTED}
ONLY_READ = sorted(name for name in READ if name.partition("@")[0] not in TAKING)
ONLY_POSTED = [name for name in POSTED if ("GET", name) not in {(method, name) for method, name, _ in ROWS}]


def test_what_is_only_posted_answers_nothing_else(world):
    asker = Asker(world)

    for name in ONLY_POSTED:
        if "@" in name or name == "account_logout":
            continue
        path, _ = asker.address(name)
        for who in ("owner", "manager", "administrator"):
            client = asker.client(who)
            answers = {client.get(path).status_code, client.put(path).status_code, client.delete(path).status_code}
            # Pages behind a personal link ask for the link first.
            behind_a_link = name.startswith(("applications:sign_", "applications:confirm_back"))
            assert (name, answers) == (name, {404 if behind_a_link else 405})


def test_what_is_only_read_takes_no_form(world):
    asker, takes = Asker(world), []

    for name in ONLY_READ:
        path, address = asker.address(name)
        for who in ("owner", "manager", "administrator"):
            client = asker.client(who)
            if address.before:
                address.before(client)
            answers = {client.post(path).status_code, client.put(path).status_code, client.delete(path).status_code}
            takes += [] if answers <= {404, 405} else [(name, who, answers)]

    assert takes == []


@pytest.mark.parametrize("override", [{"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "POST"}])
def test_no_header_turns_a_get_into_a_post(world, sign_in, override):
    path, _ = address_of("engagements:course_close", world)

    sign_in("manager").get(path, {"_method": "POST", "note": "Slut"}, headers=override)

    world.course.refresh_from_db()
    assert world.course.status == CourseStatus.RUNNING


def test_every_post_asks_for_a_token(world):
    asker = Asker(world)

    for name in POSTED:
        path, address = asker.address(name)
        client = asker.client("owner", enforce_csrf_checks=True)
        response = client.post(path, address.data, headers=address.headers)

        assert (name, response.status_code, texts(response, "h1")) == (name, 403, ["Siden var åben for længe"])


def test_a_form_of_another_site_is_not_offered_again():
    client = Client(enforce_csrf_checks=True)
    sent = {"email": "mallory@ond.example", "role": "owner", "remark": "send mig alt hvad I har"}

    own = client.post("/kontakt/", sent, headers={"Origin": "http://testserver"})
    foreign = [client.post("/kontakt/", sent, headers={"Origin": origin}) for origin in ("https://ond.example", "null")]

    assert (own.status_code, b"mallory" in own.content) == (403, True)
    assert texts(own, "main button") == ["Send det samme igen"]
    for page in foreign:
        assert (page.status_code, b"mallory" in page.content, texts(page, "main button")) == (403, False, [])


@pytest.mark.parametrize(
    "target",
    ["https://ond.example/", "//ond.example/", r"/\ond.example", "javascript:alert(1)", "https:///ond.example"],
)
def test_nobody_is_sent_to_another_site(world, client, sign_in, target):
    sent = [
        client.post(reverse("account_login") + f"?next={target}", {"login": world.owner.email, "password": PASSWORD}),
        sign_in("owner").get(reverse("account_login"), {"next": target}),
        sign_in("owner").post(reverse("account_logout"), {"next": target}),
        sign_in("administrator").get(reverse("admin:login"), {"next": target}),
        sign_in("owner").post(address_of("engagements:step_complete", world)[0], {"from": target, "next": target}),
        sign_in("manager").post(
            address_of("organisations:membership_confirm", world)[0], {"fra": target, "next": target}
        ),
    ]

    for response in sent:
        assert response.status_code == 302
        assert response["Location"].startswith("/")
        assert "ond.example" not in response["Location"]


# --- What stays behind ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["applications:application", "overview:mine", "engagements:course", "mail:list"])
def test_a_page_of_somebody_signed_in_is_kept_by_nobody_else(world, sign_in, name):
    kept = sign_in("manager" if name == "mail:list" else "owner").get(address_of(name, world)[0])["Cache-Control"]

    assert {part.strip() for part in kept.split(",")} >= {"private", "no-cache"}


def test_a_public_page_may_be_kept(client):
    assert not client.get("/kontakt/").has_header("Cache-Control")


@pytest.mark.parametrize("who", ["sign", "invitation"])
def test_a_page_behind_a_link_is_not_kept_at_all(world, client, who):
    link, path = {
        "sign": (world.sign_link, reverse("applications:sign")),
        "invitation": (world.invitation_link, reverse("organisations:invitation_answer")),
    }[who]
    world.follow(link)(client)

    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("name", ["documents:download", "engagements:agreement_download"])
def test_a_download_is_neither_sniffed_nor_run_nor_kept(world, sign_in, name):
    response = sign_in("owner").get(address_of(name, world)[0])

    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]


def test_a_line_break_in_a_name_ends_no_header(mailoutbox):
    letter = EmailFactory(subject="Kim\r\nBcc: alle@ond.example inviterer dig")

    assert delivery.deliver(letter.pk)

    assert mailoutbox[0].subject == "Kim Bcc: alle@ond.example inviterer dig"
    assert mailoutbox[0].recipients() == [letter.to]


def test_the_longest_names_still_let_a_colleague_be_invited(world, sign_in):
    User.objects.filter(pk=world.owner.pk).update(name="K" * 100)
    world.skive.organisation.name = "S" * 150
    world.skive.organisation.save()

    response = post(sign_in("owner"), "organisations:invitation_create", world)

    assert response.status_code == 302
    subject = Email.objects.get(to="ny@skive.example").subject
    assert (len(subject), subject[:101], subject[-1]) == (200, "K" * 100 + " ", "…")
