from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from applications.casework import actions
from applications.drafting.models import Application, Reopening, Status, Submission
from applications.rounds.models import Round, RoundStatus
from praksis.cases import actions as cases
from praksis.cases.actors import Actor
from praksis.documents import refusals
from praksis.errors import ActionError
from tests.factories.casework import ReopeningFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.files import png
from tests.factories.organisations import MembershipFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

MINE = reverse("overview:mine")


def page(name, application, *more):
    return reverse(f"applications:{name}", args=[application.pk, *more])


def page_of_staff(name, application):
    return reverse(f"applications:round_{name}", args=[application.round_id, application.pk])


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


# --- Messages ---------------------------------------------------------------------------------------------------------


def test_messages_stand_newest_first_with_who_wrote_them(web, application, manager, coordinator):
    actions.write_to_applicant(application, text="Kan I se på bilag 3?", by=Actor.of(manager))
    actions.write_to_us(application, text="Det er på vej.\nI morgen.", by=Actor.of(coordinator))

    response = web.get(page("messages", application))

    assert texts(response, ".letter__text") == ["Det er på vej. I morgen.", "Kan I se på bilag 3?"]
    assert texts(response, ".letter__head strong") == ["Jer", "Socialstyrelsen"]


def test_a_message_is_sent_and_the_page_shown_again(web, application):
    response = web.post(page("messages", application), {"text": "Hvornår hører vi?"}, follow=True)

    assert response.redirect_chain == [(page("messages", application), 302)]
    assert texts(response, ".letter__text") == ["Hvornår hører vi?"]


def test_an_empty_message_keeps_the_page_with_the_reason(web, application):
    response = web.post(page("messages", application), {"text": " "})

    assert response.status_code == 422
    assert "Skriv en besked." in texts(response, ".alert-error li")
    assert not application.case.messages.exists()


def test_what_we_wrote_is_a_task_until_it_is_read(web, application, manager):
    actions.write_to_applicant(application, text="Hej", by=Actor.of(manager))
    assert links(web.get(MINE), ".task__link") == [page("messages", application)]
    assert texts(web.get(page("application", application)), "aside .badge") == ["Ny besked"]

    web.post(page("messages_read", application))

    assert links(web.get(MINE), ".task__link") == []
    assert texts(web.get(page("application", application)), "aside .badge") == []
    assert texts(web.get(page("messages", application)), ".letter .badge") == []


def test_looking_alone_does_not_mark_as_read(web, application, manager):
    actions.write_to_applicant(application, text="Hej", by=Actor.of(manager))

    web.get(page("messages", application))

    assert application.case.messages.get().read_at is None


def test_a_viewer_reads_along_and_is_told_who_can_write(client, application, municipality, manager):
    actions.write_to_applicant(application, text="Hej", by=Actor.of(manager))
    client.force_login(MembershipFactory(organisation=municipality, viewer=True).user)

    response = client.get(page("messages", application))

    assert texts(response, ".letter__text") == ["Hej"]
    assert texts(response, "main form") == []
    assert "Ejere og redaktører hos jer kan skrive til os." in texts(response, "main .muted")


def test_a_draft_has_no_messages(web, municipality):
    draft = ApplicationFactory(applicant=municipality)

    assert web.get(page("messages", draft)).status_code == 404


def test_before_the_deadline_nobody_reads_and_the_page_says_when(web, application, coordinator):
    Round.objects.update(deadline=timezone.now() + timedelta(days=3))

    response = web.get(page("messages", application))

    assert texts(response, "main form") == []
    assert "Vi læser ansøgningerne, når fristen er nået" in response.content.decode()
    assert web.post(page("messages", application), {"text": "Hej"}).status_code == 403
    with pytest.raises(ActionError, match="når fristen er nået"):
        actions.write_to_us(Application.objects.get(), text="Hej", by=Actor.of(coordinator))


def test_a_withdrawn_application_keeps_its_messages_and_takes_no_more(web, application, coordinator):
    actions.write_to_us(application, text="Hej", by=Actor.of(coordinator))
    actions.withdraw(application, reason="Nej", by=Actor.of(coordinator))

    response = web.get(page("messages", application))

    assert texts(response, ".letter__text") == ["Hej"]
    assert texts(response, "main form") == []
    assert web.post(page("messages", application), {"text": "Mere"}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_messages_take_the_same_few_queries(web, application, manager, django_assert_num_queries, count):
    for number in range(count):
        cases.send_message(application.case, text=f"Nr. {number}", from_party=False, by=Actor.of(manager))

    with django_assert_num_queries(8):
        web.get(page("messages", application))


def test_a_file_goes_with_the_message_and_is_read_by_both_sides(web, application, manager, client):
    bill = SimpleUploadedFile("tal.png", png(), content_type="image/png")
    web.post(page("messages", application), {"text": "Her er tallene.", "attachments": [bill]})
    shown = web.get(page("messages", application))
    assert texts(shown, ".files__list a") == ["tal.png"]
    (ours,) = links(shown, ".files__list a")
    assert b"".join(web.get(ours)) == png()

    client.force_login(manager)
    (theirs,) = links(client.get(page_of_staff("messages", application)), ".files__list a")
    assert b"".join(client.get(theirs)) == png()


def test_a_file_that_is_refused_keeps_the_message_with_the_reason(web, application):
    bad = SimpleUploadedFile("tal.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")

    response = web.post(page("messages", application), {"text": "Her er tallene.", "attachments": [bad]})

    assert response.status_code == 422
    assert texts(response, "main textarea") == ["Her er tallene."]
    assert texts(response, ".alert-error li") == [
        f"»tal.svg« er ikke taget med. {refusals.MARKUP}",
        "Beskeden er ikke sendt endnu. Vælg filerne igen, og send den.",
    ]
    assert not application.case.messages.exists()
    assert not application.case.documents.exists()


def test_too_many_files_at_once_are_refused(web, application):
    files = [SimpleUploadedFile(f"{number}.png", png()) for number in range(11)]

    response = web.post(page("messages", application), {"text": "Mange", "attachments": files})

    assert texts(response, ".alert-error li") == ["Vedhæft højst 10 filer ad gangen."]


def test_where_a_file_cannot_be_stored_the_message_is_kept(web, application, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "en-fil"
    settings.MEDIA_ROOT.write_text("ikke en mappe")

    response = web.post(
        page("messages", application), {"text": "Her", "attachments": [SimpleUploadedFile("a.png", png())]}
    )

    assert response.status_code == 422
    assert texts(response, "main textarea") == ["Her"]
    assert not application.case.messages.exists()


# --- One answer again -------------------------------------------------------------------------------------------------


def again(application, reopening):
    return page("answer_again", application, reopening.pk)


def typed(text, *, revision=1, handling="gem"):
    return {"need": text, "revision:need": str(revision), "handling": handling}


def test_what_we_miss_is_a_task_on_mine_and_on_the_application(web, application, reopening):
    assert links(web.get(MINE), ".task__link") == [page("application", application)]
    assert texts(web.get(MINE), ".tile .badge") == ["Mangler et svar"]

    assert links(web.get(page("application", application)), ".task__link") == [again(application, reopening)]


def test_the_page_says_why_and_shows_what_was_answered(web, application, reopening):
    response = web.get(again(application, reopening))

    assert texts(response, "h1") == ["Beskriv behovet"]
    assert texts(response, ".asked .as-written") == [reopening.reason]
    assert texts(response, ".judged") == ["Uro."]
    assert texts(response, "main textarea") == ["Uro."]


def test_a_draft_of_the_answer_is_kept_and_not_sent(web, application, reopening):
    response = web.post(again(application, reopening), typed("Uro om formiddagen."), follow=True)

    assert texts(response, "main textarea") == ["Uro om formiddagen."]
    assert texts(response, ".judged") == ["Uro."]
    assert Reopening.objects.get().is_open


def test_the_answer_is_sent_and_the_task_gone(web, application, reopening):
    response = web.post(again(application, reopening), typed("Uro om formiddagen.", handling="send"), follow=True)

    assert response.redirect_chain == [(page("application", application), 302)]
    assert links(response, ".task__link") == []
    assert Submission.objects.get(application=application).current.number == 2
    assert texts(web.get(again(application, reopening)), ".judged") == ["Uro om formiddagen."]
    assert texts(web.get(again(application, reopening)), "main form") == []


def test_an_answer_that_is_too_long_is_kept_and_marked(web, application, reopening, need):
    response = web.post(again(application, reopening), typed("ord " * 21, handling="send"))

    assert response.status_code == 422
    assert "Teksten er på 21 ord. Forkort den til højst 20 ord." in texts(response, ".alert-error li")
    need.refresh_from_db()
    assert need.value == "ord " * 21
    assert Reopening.objects.get().is_open


def test_an_unchanged_answer_is_not_sent(web, application, reopening):
    response = web.post(again(application, reopening), typed("Uro.", handling="send"))

    assert response.status_code == 422
    assert "Svaret er det samme som før. Ret det, eller skriv en besked til os." in texts(response, ".alert-text")


def test_what_looks_like_a_cpr_number_is_asked_about(web, application, reopening):
    text = "Ida, 010118-1234"
    response = web.post(again(application, reopening), typed(text, handling="send"))
    assert response.status_code == 422
    assert Reopening.objects.get().is_open

    said = {**typed(text, revision=2, handling="send"), "ikke-cpr": "ja"}
    assert web.post(again(application, reopening), said).status_code == 302
    assert not Reopening.objects.get().is_open


def test_two_colleagues_are_shown_both_texts(web, application, reopening, client):
    web.post(again(application, reopening), typed("Karens tekst"))

    response = web.post(again(application, reopening), typed("Bents tekst"))

    assert response.status_code == 409
    assert texts(response, "main textarea") == ["Bents tekst"]
    assert "Karens tekst" in texts(response, ".autosave-theirs p")
    assert web.post(again(application, reopening), typed("Begges tekst", revision=2)).status_code == 302


def test_after_its_day_the_text_is_shown_and_not_kept(web, application, reopening, need):
    Reopening.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    response = web.post(again(application, reopening), typed("For sent", handling="send"))

    assert response.status_code == 409
    assert "For sent" in texts(response, ".summary-list dd")
    assert texts(response, "main form") == []
    need.refresh_from_db()
    assert need.value == "Uro."


def test_the_page_of_an_answer_whose_day_has_passed_has_no_form(web, application, need):
    lapsed = ReopeningFactory(answer=need, lapsed=True)

    response = web.get(again(application, lapsed))

    assert texts(response, "main form") == []
    assert texts(response, "main .badge") == ["Tiden er gået"]
    assert links(web.get(MINE), ".task__link") == []


def test_a_viewer_sees_what_is_asked_and_does_not_answer(client, application, reopening, municipality):
    client.force_login(MembershipFactory(organisation=municipality, viewer=True).user)

    assert texts(client.get(again(application, reopening)), "main form") == []
    assert client.post(again(application, reopening), typed("Nyt")).status_code == 403


def test_another_applications_question_is_not_found_here(web, application, reopening, municipality):
    other = ApplicationFactory(applicant=municipality, submitted=True)

    assert web.get(again(other, reopening)).status_code == 404


@pytest.mark.parametrize("name", ["section", "save"])
def test_the_rest_of_the_application_stays_closed(web, application, reopening, need, name):
    more = [1] if name == "section" else []
    data = {"field": "need", "value": "Udenom", "revision": "1", "need": "Udenom", "revision:need": "1"}

    assert web.post(page(name, application, *more), data).status_code in {403, 409}

    need.refresh_from_db()
    assert need.value == "Uro."


def test_answering_takes_few_queries(web, application, reopening, django_assert_num_queries):
    with django_assert_num_queries(8):
        web.get(again(application, reopening))


@pytest.mark.parametrize("name", ["application", "receipt"])
def test_the_next_step_is_the_applicants_while_an_answer_is_asked_for_again(web, application, reopening, name):
    def turn():
        response = web.get(page(name, application))
        shown = response.context["next"]
        return shown.whose, shown.url, "I behøver ikke gøre mere nu" in response.content.decode()

    assert turn() == ("Jer", again(application, reopening), False)

    reopening.due_on = timezone.localdate() - timedelta(days=1)
    reopening.save()

    assert turn() == ("Socialstyrelsen", "", name == "receipt")


# --- Withdrawing ------------------------------------------------------------------------------------------------------


def test_withdrawing_asks_why_first(web, application):
    assert "Vil I trække ansøgningen tilbage?" in texts(web.get(page("withdraw", application)), "h1")

    response = web.post(page("withdraw", application), {"reason": " "})

    assert response.status_code == 422
    assert "Skriv kort, hvorfor I trækker ansøgningen tilbage." in texts(response, ".alert-error li")
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED


def test_withdrawing_leads_back_to_the_application_that_says_so(web, application):
    response = web.post(page("withdraw", application), {"reason": "Ny ledelse."}, follow=True)

    assert response.redirect_chain == [(page("application", application), 302)]
    assert "Trukket tilbage" in texts(response, "main .badge")
    assert page("withdraw", application) not in links(response, "aside a")
    assert "Ansøgningen blev trukket tilbage: »Ny ledelse.«" in texts(response, ".timeline__what")


def test_a_draft_is_withdrawn_too(web, municipality, coordinator):
    draft = ApplicationFactory(applicant=municipality, created_by=coordinator)
    assert page("withdraw", draft) in links(web.get(page("application", draft)), "aside a")

    web.post(page("withdraw", draft), {"reason": "Vi venter."})

    draft.refresh_from_db()
    assert draft.status == Status.WITHDRAWN


def test_pressed_again_it_leads_to_the_application(web, application, coordinator):
    actions.withdraw(application, reason="Nej", by=Actor.of(coordinator))

    response = web.post(page("withdraw", application), {"reason": "Igen"})

    assert response.url == page("application", application)
    assert application.case.events.filter(kind="application.withdrawn").count() == 1


def test_once_announced_the_page_leads_to_the_application(web, application):
    Round.objects.update(status=RoundStatus.ANNOUNCED)

    assert web.get(page("withdraw", application)).url == page("application", application)


def test_an_editor_does_not_withdraw(client, application, municipality):
    client.force_login(MembershipFactory(organisation=municipality, editor=True).user)

    assert client.get(page("withdraw", application)).status_code == 403
    assert client.post(page("withdraw", application), {"reason": "Nej"}).status_code == 403
