"""A mini's leader and its board's chair confirm the frozen text, by link or signed in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions, standing
from applications.drafting.actions import signing
from applications.drafting.actions.writing import NO_MONTH
from applications.drafting.models import Application, Confirmation, Status
from applications.drafting.reminders import due
from applications.drafting.standing import State
from applications.rounds.models import Round
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import delivery, links
from praksis.mail.models import Email, PersonalLink
from praksis.work import WorkStatus
from tests.factories.minis import LEADER, applicant, complete_mini, mini_programme
from tests.factories.organisations import MembershipFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

LONE = {"name": "Lone Leder", "title": "Leder"}
BACK = {"tilbage-remark": "Skriv hvornår.", "tilbage-name": "Lone Leder"}
CONFIRM, BACK_PAGE, THANKS, BOARD, BOARD_THANKS = (
    reverse(f"applications:{name}") for name in ("confirm", "confirm_back", "confirm_thanks", "board", "board_thanks")
)


@pytest.fixture
def draft(municipality):
    mini_programme()
    organisation, owner = applicant("private", municipality)
    return complete_mini(organisation, owner)


@pytest.fixture
def owner(draft):
    return draft.created_by


@pytest.fixture
def link(draft, owner):
    """The leader's link to the complete draft, sent on by itself when confirmed."""
    return actions.send_for_signature(draft, by=Actor.of(owner))


@pytest.fixture
def leader(link):
    """A browser that has followed the link in the leader's mail."""
    return following("please_confirm")


@pytest.fixture
def web(client, owner):
    client.force_login(owner)
    return client


def letters(kind):
    return list(Email.objects.filter(key__startswith=f"{kind}:").order_by("created_at").values_list("to", flat=True))


def following(kind):
    """A browser that has followed the link in the newest letter of this kind."""
    letter = Email.objects.filter(key__startswith=f"{kind}:").latest("created_at")
    browser = Client()
    browser.get(delivery.button_url(letter).removeprefix("http://testserver"))
    return browser


def now(draft):
    return standing.of(Application.objects.select_related("case", "current_version").get(pk=draft.pk))


def confirm(link, **more):
    return actions.confirm(link, **{**LONE, "received_at": timezone.now(), **more})


def address(name, draft):
    return reverse(f"applications:{name}", args=[draft.pk])


# --- The leader's link --------------------------------------------------------------------------------------------


def test_the_leader_is_asked_with_a_link_that_outlasts_the_month(draft, link):
    assert letters("please_confirm") == ["lone@solhuset.example"]
    assert link.document_hash == draft.versions.get().sha256
    assert link.expires_at > Round.objects.get().deadline
    assert draft.versions.get().content["round"] is None


def test_confirming_hands_the_application_in(draft, link):
    confirmation = confirm(link)

    draft.refresh_from_db()
    assert (draft.status, draft.round) == (Status.SUBMITTED, Round.objects.get())
    assert (confirmation.email, confirmation.kind, confirmation.user) == ("lone@solhuset.example", "leader", None)
    assert draft.submission.version == confirmation.version
    assert draft.case.events.filter(kind="application.confirmed").get().actor_name == "Lone Leder, Leder"


def test_confirming_leaves_the_sending_to_the_owner_where_that_was_chosen(draft, owner):
    confirm(actions.send_for_signature(draft, by=Actor.of(owner), sends_when_signed=False))

    draft.refresh_from_db()
    assert draft.is_draft
    assert now(draft).state == State.SIGNED
    assert letters("signed") == [owner.email]
    with pytest.raises(ActionError, match="Lederen har allerede bekræftet netop denne tekst"):
        actions.send_for_signature(draft, by=Actor.of(owner))


def test_a_link_confirms_once(draft, link):
    confirm(link)

    with pytest.raises(links.LinkRefused, match="allerede brugt"):
        confirm(link)
    assert Confirmation.objects.count() == 1


def test_a_changed_text_is_not_confirmed(draft, link, owner):
    actions.save_answer(draft.pk, name="challenge", values=["Noget andet"], revision=1, by=Actor.of(owner))

    with pytest.raises(links.LinkRefused, match="Teksten er ændret"):
        confirm(link)
    assert now(draft).state == State.CHANGED


def test_the_leader_sends_it_back_with_a_remark(draft, link, owner):
    actions.send_back(link, remark="Skriv hvornår.", name="Lone", received_at=timezone.now())

    found = now(draft)
    assert (found.state, found.remark, found.remark_by) == (State.SENT_BACK, "Skriv hvornår.", "Lone")
    letter = Email.objects.get(key__startswith="sent_back:")
    assert (letter.to, letter.subject) == (owner.email, "Lederen har sendt ansøgningen tilbage")
    assert letter.body.endswith("send ansøgningen til bekræftelse igen.")


def test_the_link_is_sent_anew_taken_back_and_corrected(draft, link, owner):
    actions.resend_signature_link(draft, by=Actor.of(owner))
    assert letters("please_confirm") == ["lone@solhuset.example"] * 2

    actions.withdraw_signature_link(draft, by=Actor.of(owner))
    assert now(draft).state == State.WITHDRAWN

    draft.refresh_from_db()
    person = {**LEADER, "email": "ny@solhuset.example"}
    newer = actions.correct_approver(draft, person=person, revision=1, by=Actor.of(owner))
    assert newer.recipient == "ny@solhuset.example"
    kinds = ["sent_for_confirmation", "confirmation_resent", "confirmation_withdrawn"]
    assert [draft.case.events.filter(kind=f"application.{kind}").count() for kind in kinds] == [2, 1, 1]


def test_a_leaders_link_that_nobody_used_expires(draft, link):
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    assert now(draft).state == State.EXPIRED


# --- The leader's pages -------------------------------------------------------------------------------------------


def test_the_link_leads_to_a_clean_address_and_acts_on_nothing(leader):
    page = leader.get(CONFIRM)

    assert texts(page, "h1") == ["Solhuset beder dig bekræfte ansøgningen"]
    assert "Legen er fuld." in texts(page, "dd")
    assert [field.value() for field in page.context["form"]] == ["Lone Leder", "Leder"]
    assert not Confirmation.objects.exists()


def test_the_leader_confirms_and_is_told_what_comes_next(draft, leader):
    page = leader.post(CONFIRM, LONE, follow=True)

    assert texts(page, "h1") == ["Tak for din bekræftelse"]
    assert leader.get(CONFIRM).url == THANKS
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED


def test_whoever_opens_the_mail_again_is_told_that_it_is_done(leader):
    leader.post(CONFIRM, LONE)
    letter = Email.objects.get(key__startswith="please_confirm:")

    assert leader.get(delivery.button_url(letter).removeprefix("http://testserver")).url == THANKS


def test_the_leader_must_say_who_confirms(leader):
    page = leader.post(CONFIRM, {"name": "", "title": ""})

    assert (page.status_code, texts(page, ".alert-error li")) == (422, ["Skriv dit navn.", "Skriv din stilling."])


def test_what_keeps_a_confirmed_text_from_being_sent_is_said_on_the_leaders_page(draft, leader):
    Round.objects.update(deadline=timezone.now() - timedelta(days=1))

    page = leader.post(CONFIRM, LONE)

    assert page.status_code == 422
    assert texts(page, ".alert-error li") == [
        "Den sidste frist for miniforløb er passeret. Jeres kladde er gemt, men kan ikke sendes længere."
    ]
    assert not Confirmation.objects.exists()


def test_after_the_last_months_deadline_the_leader_is_told_so_and_nothing_is_written(leader, link):
    Round.objects.update(deadline=timezone.now() - timedelta(minutes=1))

    pages = [leader.post(CONFIRM, LONE), leader.post(BACK_PAGE, BACK)]

    link.refresh_from_db()
    assert [(page.status_code, texts(page, ".alert-error li")) for page in pages] == [(422, [NO_MONTH])] * 2
    assert (link.used_at, Confirmation.objects.count()) == (None, 0)


def test_the_leader_sends_back_on_the_page(draft, leader):
    empty = leader.post(BACK_PAGE, {})
    done = leader.post(BACK_PAGE, BACK, follow=True)

    assert empty.status_code == 422
    assert texts(done, "h1") == ["Ansøgningen er sendt tilbage"]
    assert now(draft).state == State.SENT_BACK


def test_after_a_change_the_leader_is_shown_what_changed(draft, owner):
    confirm(actions.send_for_signature(draft, by=Actor.of(owner), sends_when_signed=False))
    actions.save_answer(draft.pk, name="challenge", values=["Garderoben er fuld."], revision=1, by=Actor.of(owner))
    actions.send_for_signature(draft, by=Actor.of(owner), sends_when_signed=False)

    leader = following("please_confirm")
    page = leader.get(CONFIRM)
    thanks = leader.post(CONFIRM, LONE, follow=True)

    assert texts(page, ".change h3") == ["Spørgsmål challenge"]
    assert texts(page, ".change > p") == ["Garderoben er fuld."]
    assert "De sender selv ansøgningen." in texts(thanks, ".next-step__what")[0]


def test_a_link_that_does_not_hold_says_why(client, link, leader):
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    assert client.get(CONFIRM).status_code == 404
    assert client.get(THANKS).status_code == 404
    assert client.get(reverse("applications:confirm_start", args=["x.y"])).status_code == 404
    page = leader.get(CONFIRM)
    assert (page.status_code, texts(page, ".lead")) == (410, [links.EXPIRED])
    assert leader.get(THANKS).url == CONFIRM


# --- Signed in ----------------------------------------------------------------------------------------------------


@pytest.fixture
def own(municipality):
    """A complete draft whose owner is its leader."""
    mini_programme()
    organisation, owner = applicant("private", municipality)
    return complete_mini(organisation, owner, leader={**LEADER, "email": owner.email.upper()})


def test_a_leader_who_writes_confirms_and_sends_in_one(client, own):
    client.force_login(own.created_by)

    shown = texts(client.get(address("check", own)), ".binding h3")
    page = client.post(address("confirm_signed_in", own), follow=True)

    assert shown == ["Du er selv lederen"]
    assert texts(page, "h1") == ["Vi har modtaget jeres ansøgning"]
    confirmation = Confirmation.objects.get()
    assert (confirmation.user, confirmation.link) == (own.created_by, None)
    assert letters("please_confirm") == []


def test_a_leader_with_an_account_confirms_a_text_that_was_sent(client, own):
    owner = own.created_by
    link = actions.send_for_signature(own, by=Actor.of(owner), sends_when_signed=False)
    client.force_login(owner)

    shown = texts(client.get(address("signature", own)), ".binding button")
    page = client.post(address("confirm_signed_in", own), follow=True)

    link.refresh_from_db()
    assert shown == ["Bekræft ansøgningen"]
    assert texts(page, "h1") == ["Lederens bekræftelse"]
    assert link.withdrawn_at is not None
    assert now(own).state == State.SIGNED
    client.get(reverse("overview:mine"))
    assert texts(client.get(reverse("overview:mine")), ".tile .tile__text") == [
        "Lederen har bekræftet ansøgningen. Send ansøgningen."
    ]


def test_nobody_else_confirms_signed_in(web, draft, owner):
    assert web.post(address("confirm_signed_in", draft)).status_code == 403
    with pytest.raises(ActionError, match="kun lederen selv"):
        actions.confirm_signed_in(draft, by=Actor.of(owner), received_at=timezone.now())
    assert texts(web.get(address("check", draft)), ".binding h3") == []


def test_a_leader_who_only_reads_waits_until_it_is_sent(client, own):
    MembershipFactory(organisation=own.applicant, user__email="lone@solhuset.example", viewer=True)
    viewer = own.applicant.memberships.get(role="viewer").user
    actions.save_answer(own.pk, name="leader__email", values=[viewer.email], revision=1, by=Actor.of(own.created_by))
    client.force_login(viewer)

    early = client.post(address("confirm_signed_in", own), follow=True)
    actions.send_for_signature(own, by=Actor.of(own.created_by))
    done = client.post(address("confirm_signed_in", own), follow=True)

    assert "Ansøgningen er ikke sendt til bekræftelse endnu." in early.content.decode()
    assert texts(done, "h1") == ["Vi har modtaget jeres ansøgning"]


def test_an_incomplete_text_is_not_confirmed_signed_in(client, own):
    owner = own.created_by
    actions.save_answer(own.pk, name="challenge", values=[""], revision=1, by=Actor.of(owner))
    client.force_login(owner)

    page = client.post(address("confirm_signed_in", own), follow=True)

    assert "Der mangler stadig svar." in page.content.decode()
    assert not Confirmation.objects.exists()


def test_a_confirmed_text_is_not_confirmed_again(own):
    owner = own.created_by
    actions.send_for_signature(own, by=Actor.of(owner), sends_when_signed=False)
    actions.confirm_signed_in(own, by=Actor.of(owner), received_at=timezone.now())

    with pytest.raises(ActionError, match="allerede bekræftet"):
        actions.confirm_signed_in(own, by=Actor.of(owner), received_at=timezone.now())


# --- The board's chair --------------------------------------------------------------------------------------------


def test_the_chair_confirms_before_or_after_the_application_is_sent(web, draft, link):
    shown = texts(web.get(address("signature", draft)), "#board-heading")
    web.post(address("ask_board", draft))
    confirm(link)
    chair = following("please_confirm_for_the_board")
    page = chair.post(BOARD, {"name": "Bo Formand", "title": "Formand"}, follow=True)
    after = web.get(address("receipt", draft))

    assert shown == ["Bestyrelsens formand"]
    assert letters("please_confirm_for_the_board") == ["bo@solhuset.example"]
    assert texts(page, "h1") == ["Tak for din bekræftelse"]
    assert draft.case.events.filter(kind="application.confirmed_by_board").count() == 1
    assert "Bo Formand, Formand, bekræftede ansøgningen" in " ".join(texts(after, "section p"))


def test_nothing_waits_for_the_chair(draft, link, owner):
    actions.ask_board_chair(draft, by=Actor.of(owner))

    confirm(link)

    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED


def test_the_chair_is_not_asked_before_the_text_is_frozen(web, draft):
    page = web.post(address("ask_board", draft), follow=True)

    assert "Send ansøgningen til lederens bekræftelse først." in page.content.decode()
    assert letters("please_confirm_for_the_board") == []


def test_asking_the_chair_anew_withdraws_the_earlier_link(draft, link, owner):
    first = actions.ask_board_chair(draft, by=Actor.of(owner))

    second = actions.ask_board_chair(draft, by=Actor.of(owner))
    actions.confirm_for_the_board(second, name="Bo", title="Formand", received_at=timezone.now())

    first.refresh_from_db()
    assert first.withdrawn_at is not None
    with pytest.raises(ActionError, match="formand har allerede bekræftet"):
        actions.ask_board_chair(draft, by=Actor.of(owner))


@pytest.mark.parametrize("kind", ["municipal", "administration"])
def test_where_there_is_no_board_nobody_is_asked(client, municipality, kind):
    mini_programme()
    organisation, owner = applicant(kind, municipality)
    draft = complete_mini(organisation, owner)
    actions.send_for_signature(draft, by=Actor.of(owner))
    client.force_login(owner)

    assert client.post(address("ask_board", draft)).status_code == 403
    assert texts(client.get(address("signature", draft)), "#board-heading") == []
    with pytest.raises(ActionError, match="lederens bekræftelse først"):
        actions.ask_board_chair(draft, by=Actor.of(owner))


def test_an_unknown_link_of_the_board_is_not_found(client):
    assert client.get(BOARD).status_code == 404
    assert client.get(BOARD_THANKS).status_code == 404


# --- Whose turn it is ---------------------------------------------------------------------------------------------


def test_the_own_page_tells_how_far_the_leader_is(web, draft, link, owner):
    def told():
        return texts(web.get(reverse("overview:mine")), ".tile .tile__text")[0]

    assert told() == "Lederen læser ansøgningen og bekræfter den."
    Email.objects.filter(link=link).update(status=WorkStatus.FAILED)
    assert told() == "Lederen har ikke fået mailen. Ret adressen."
    actions.send_back(link, remark="Ret.", name="Lone", received_at=timezone.now())
    assert told() == "Lederen har sendt den tilbage med en bemærkning. Læs den, og ret."
    link = actions.send_for_signature(draft, by=Actor.of(owner), sends_when_signed=False)
    confirm(link)
    assert told() == "Lederen har bekræftet ansøgningen. Send ansøgningen."
    Round.objects.update(deadline=timezone.now() - timedelta(days=1))
    assert told().startswith("Den sidste frist for miniforløb er passeret.")


def test_the_leader_is_reminded_before_the_months_deadline(draft, link, owner):
    PersonalLink.objects.update(created_at=timezone.now() - timedelta(days=5))
    Round.objects.update(deadline=timezone.now() + timedelta(days=7))

    (reminder,) = due(timezone.now())
    actions.save_answer(draft.pk, name="challenge", values=["Noget andet"], revision=1, by=Actor.of(owner))

    assert (reminder.kind, reminder.recipient) == ("application.unconfirmed", "lone@solhuset.example")
    assert reminder.email.subject == "Solhuset: ansøgningen venter på, at du bekræfter den"
    assert list(due(timezone.now())) == []


def test_current_link_is_the_leaders(draft, link):
    assert signing.current_link(draft) == link
