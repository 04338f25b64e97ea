"""The pages after the last answer: check, signature, sending and the receipt."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Answer, Application, Submission
from applications.rounds.models import Round
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink
from praksis.work import WorkStatus
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


def address(name, application, *args):
    return reverse(f"applications:{name}", args=[application.pk, *args])


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def letters(kind):
    return list(Email.objects.filter(key__startswith=f"{kind}:").order_by("created_at").values_list("to", flat=True))


@pytest.fixture
def signed(complete, coordinator):
    """Signed, to be sent by the owner's own hand."""
    link = actions.send_for_signature(complete, by=Actor.of(coordinator), sends_when_signed=False)
    actions.send_code(link)
    link.refresh_from_db()
    actions.sign(link, code=links.code(link), name="Dorte Direktør", title="Direktør", received_at=timezone.now())
    complete.refresh_from_db()
    return complete


# --- Check --------------------------------------------------------------------------------------------------------


def test_the_check_shows_every_answer_with_a_way_to_change_it(web, complete):
    page = text_of(web.get(address("check", complete)))

    assert "Formiddagene er urolige." in page
    assert "Mange børn står uden for legen." in page
    assert f"{address('section', complete, 3)}?mangler#id_need" in page
    assert "mangler eller skal rettes" not in page
    assert "Send til direktøren" in page


def test_the_check_leads_to_everything_that_is_missing(web, draft):
    page = text_of(web.get(address("check", draft)))

    assert "4 svar mangler eller skal rettes" in page
    assert f"{address('section', draft, 1)}?mangler#id_director__name" in page
    assert f"{address('section', draft, 2)}?mangler#id_nyt-institution" in page
    assert "Send til direktøren</button>" not in page


def test_the_check_takes_the_same_number_of_queries_with_one_and_three_institutions(
    web, draft, coordinator, django_assert_num_queries
):
    def add(name):
        actions.add_institution(draft, name=name, ownership="municipal", setting="nursery", by=Actor.of(coordinator))

    add("Solhuset")
    web.get(address("check", draft))  # a process reads an edition's questions once
    with django_assert_num_queries(8):
        assert web.get(address("check", draft)).status_code == 200
    add("Måneøen")
    add("Skovkanten")
    with django_assert_num_queries(8):
        assert web.get(address("check", draft)).status_code == 200


# --- Signature ----------------------------------------------------------------------------------------------------


def test_a_complete_draft_is_sent_to_the_director_and_on_by_itself(web, complete):
    answer = web.post(address("send_for_signature", complete), {"sends_when_signed": "on"})

    assert answer.url == address("signature", complete)
    assert letters("please_sign") == ["dorte@skive.example"]
    assert Application.objects.get().sends_when_signed is True


def test_the_tick_that_sends_by_itself_is_on_by_default_and_can_be_taken_away(web, complete):
    assert web.get(address("check", complete)).context["send_form"]["sends_when_signed"].value() is True

    web.post(address("send_for_signature", complete), {})

    assert Application.objects.get().sends_when_signed is False
    assert "I har valgt selv at sende ansøgningen" in text_of(web.get(address("signature", complete)))


def test_an_incomplete_draft_is_not_sent_and_says_what_is_missing(web, draft):
    answer = web.post(address("send_for_signature", draft), {"sends_when_signed": "on"})

    assert answer.status_code == 422
    assert "Ansøgningen blev ikke sendt. 4 svar mangler eller skal rettes" in text_of(answer)
    assert "<title>Fejl: Tjek jeres svar – Praksis</title>" in text_of(answer)
    assert letters("please_sign") == []


def test_after_the_deadline_nothing_is_sent_for_signature(web, complete):
    Round.objects.update(deadline=timezone.now() - timedelta(minutes=1))

    answer = web.post(address("send_for_signature", complete), {"sends_when_signed": "on"})

    assert answer.status_code == 422
    assert "Jeres kladde er gemt." in text_of(answer)
    assert letters("please_sign") == []


def test_an_editor_may_not_send_for_signature_nor_submit(client, complete, municipality):
    client.force_login(MembershipFactory(organisation=municipality.organisation, editor=True).user)

    for name in ("send_for_signature", "resend_link", "withdraw_link", "correct_approver", "submit"):
        assert client.post(address(name, complete)).status_code == 403
    assert "Den, der ejer ansøgningen, kan sende den til direktørens underskrift." in text_of(
        client.get(address("check", complete))
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Mailen er på vej."),
        (
            {"status": WorkStatus.DONE, "finished_at": timezone.now()},
            "Mailen blev afleveret til modtagerens mailserver",
        ),
        ({"status": WorkStatus.FAILED, "last_error": "550"}, "Modtagerens mailserver siger, at adressen ikke findes."),
    ],
)
def test_the_coordinator_reads_whether_the_directors_mail_got_through(web, complete, link, fields, sentence):
    Email.objects.filter(link=link).update(**fields)

    assert sentence in text_of(web.get(address("signature", complete)))


def test_a_bounced_mail_is_the_next_step_on_the_task_list(web, complete, link):
    Email.objects.filter(link=link).update(status=WorkStatus.FAILED, last_error="550")

    assert "Direktøren har ikke fået mailen. Ret adressen." in text_of(web.get(complete.get_absolute_url()))


def test_the_link_is_sent_again(web, complete, link):
    answer = web.post(address("resend_link", complete), follow=True)

    assert "Linket er sendt igen. Det gamle link virker ikke længere." in text_of(answer)
    assert letters("please_sign") == ["dorte@skive.example"] * 2
    assert PersonalLink.objects.get().generation == 2


def test_the_link_is_taken_back(web, complete, link):
    answer = web.post(address("withdraw_link", complete), follow=True)

    assert "I har trukket linket tilbage." in text_of(answer)
    assert PersonalLink.objects.get().withdrawn_at is not None


@pytest.mark.parametrize("name", ["resend_link", "withdraw_link"])
def test_without_a_link_there_is_nothing_to_send_again_or_take_back(web, complete, name):
    answer = web.post(address(name, complete), follow=True)

    assert answer.status_code == 200
    assert "Der er ikke noget link at" in text_of(answer)


CORRECTED = {"name": "Dorte Direktør", "title": "Direktør", "email": "dd@skive.example", "phone": "12345678"}


def test_the_directors_address_is_corrected_and_the_text_sent_there(web, complete, link):
    revision = Answer.objects.get(application=complete, question__key="director").revision

    answer = web.post(address("correct_approver", complete), {**CORRECTED, "revision": revision})

    assert answer.url == address("signature", complete)
    assert letters("please_sign") == ["dorte@skive.example", "dd@skive.example"]
    link.refresh_from_db()
    assert link.withdrawn_at is not None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": ""}, "Skriv direktørens mailadresse."),
        ({"email": "dorte"}, "Mailadressen ser ikke rigtig ud."),
        ({"email": "a" * 300 + "@skive.example"}, "Mailadressen"),
        ({"name": ""}, "Skriv direktørens navn."),
        ({"name": "x" * 1_000_000}, "Navnet må højst være på 100 tegn."),
        ({"title": ""}, "Skriv direktørens stilling."),
        ({"phone": "12"}, "Skriv telefonnummeret med mindst otte cifre."),
        ({"name": "Dorte\x00"}, "Null-tegn er ikke tilladte."),
    ],
)
def test_a_director_who_cannot_be_written_to_is_refused_beside_the_field(web, complete, link, changes, sentence):
    answer = web.post(address("correct_approver", complete), {**CORRECTED, **changes})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert letters("please_sign") == ["dorte@skive.example"]


def test_a_director_whom_a_colleague_corrected_meanwhile_is_not_overwritten(web, complete, link, write):
    revision = Answer.objects.get(application=complete, question__key="director").revision
    write("director__email", "kollegaens@skive.example")

    answer = web.post(address("correct_approver", complete), {**CORRECTED, "revision": revision})

    assert answer.status_code == 422
    assert "har rettet det samme svar imens" in text_of(answer)
    assert Answer.objects.get(application=complete, question__key="director").value["email"] == (
        "kollegaens@skive.example"
    )


def test_a_remark_from_the_director_is_shown(web, complete, link):
    actions.send_back(link, remark="Skriv <b>timetallet</b>.", name="Dorte Direktør", received_at=timezone.now())

    page = text_of(web.get(address("signature", complete)))

    assert "Dorte Direktør har sendt ansøgningen tilbage med en bemærkning:" in page
    assert "Skriv &lt;b&gt;timetallet&lt;/b&gt;." in page


# --- Send and receipt ---------------------------------------------------------------------------------------------


def test_a_signed_application_is_sent_and_sending_twice_shows_the_same_receipt(web, signed):
    first = web.post(address("submit", signed))
    second = web.post(address("submit", signed))

    assert first.url == second.url == address("receipt", signed)
    assert Submission.objects.count() == 1
    assert AuditEvent.objects.filter(kind="application.submitted").count() == 1


def test_the_receipt_shows_reference_time_control_code_and_the_whole_text(web, signed):
    web.post(address("submit", signed))

    page = text_of(web.get(address("receipt", signed)))

    assert signed.case.reference in page
    assert Submission.objects.get().version.sha256 in page
    assert "Dorte Direktør, Direktør" in page
    assert "Formiddagene er urolige." in page
    assert "Mange børn står uden for legen." in page
    assert "skriver til jer, når afgørelsen er truffet." in page


def test_there_is_no_receipt_before_the_application_is_sent(web, signed):
    assert web.get(address("receipt", signed)).status_code == 404


def test_an_unsigned_application_is_not_sent(web, complete):
    answer = web.post(address("submit", complete), follow=True)

    assert "Direktøren har ikke skrevet under på den tekst, der står nu." in text_of(answer)
    assert Submission.objects.count() == 0


def test_a_late_submission_keeps_the_draft_and_says_when_the_deadline_was(web, signed):
    Round.objects.update(deadline=timezone.now() - timedelta(days=2))

    answer = web.post(address("submit", signed), follow=True)

    assert "Fristen var" in text_of(answer)
    assert "Jeres kladde er gemt" in text_of(answer)
    assert Application.objects.get().is_draft


def test_nothing_is_sent_by_looking(web, signed):
    assert web.get(address("submit", signed)).status_code == 405
    assert Application.objects.get().is_draft


def test_a_sent_application_shows_whose_turn_it_is(web, signed):
    web.post(address("submit", signed))

    page = text_of(web.get(signed.get_absolute_url()))

    assert "Socialstyrelsen" in page
    assert "Se kvitteringen og hele ansøgningen" in page
    assert "Udfyld ansøgningen" not in page


def test_a_frozen_version_can_be_read_and_printed(web, signed):
    page = text_of(web.get(address("version", signed, 1)))

    assert "Formiddagene er urolige." in page
    assert signed.current_version.sha256 in page
    assert web.get(address("version", signed, 2)).status_code == 404
