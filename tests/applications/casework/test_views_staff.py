from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.casework import actions
from applications.casework.models import FormalCheck
from applications.drafting.actions import Entry
from applications.drafting.models import Reopening
from applications.rounds.models import Requirement, Round, RoundStatus
from praksis.cases import actions as cases
from praksis.cases.actors import Actor
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.casework import FormalCheckFactory, ReopeningFactory, sent_application
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


def page(name, application, *more):
    return reverse(f"applications:round_{name}", args=[application.round_id, application.pk, *more])


@pytest.fixture
def web(client, manager):
    client.force_login(manager)
    return client


def answered_again(reopening, text, by):
    entry = Entry("need", [text], reopening.answer.revision)
    actions.save_answer_again(reopening, [entry], by=Actor.of(by), received_at=timezone.now())
    actions.send_answer_again(reopening, by=Actor.of(by), received_at=timezone.now())


# --- The formal check -------------------------------------------------------------------------------------------------


def test_the_check_shows_every_answer_with_the_way_to_ask_again(web, application, need, why):
    response = web.get(page("check", application))

    assert texts(response, ".summary-list dt") == ["Beskriv behovet", "Hvorfor dette dagtilbud?"]
    assert texts(response, ".summary-list .as-written") == ["Uro.", "Fordi."]
    assert links(response, ".summary-list a") == [
        page("ask_again", application, need.pk),
        page("ask_again", application, why.pk),
    ]


def test_a_manager_says_that_it_can_be_judged(web, application, manager):
    response = web.post(page("check_pass", application), follow=True)

    assert FormalCheck.objects.get().checked_by == manager
    assert "Ansøgningen kan bedømmes" in texts(response, ".alert-heading")


@pytest.fixture
def requirements(application):
    """Two of the round's."""
    round_ = application.round
    texts = {"signature": "Direktøren har skrevet under.", "evaluation": "Kommunen er med i evalueringen."}
    return [
        Requirement.objects.create(programme=round_.programme, round=round_, key=key, order=order, text=text)
        for order, (key, text) in enumerate(texts.items())
    ]


def test_the_requirements_are_confirmed_with_the_check(web, application, requirements):
    shown = web.get(page("check", application))
    assert texts(shown, ".form-group-checkbox label") == [requirement.text for requirement in requirements]

    web.post(page("check_pass", application), {"met": ["signature", "evaluation"]})

    assert FormalCheck.objects.count() == 1
    assert not application.case.events.filter(kind="check.admitted").exists()


def test_a_requirement_that_fails_needs_a_reason_beside_its_field(web, application, requirements):
    response = web.post(page("check_pass", application), {"met": ["signature"]})

    assert response.status_code == 422
    said = "Bed om det svar, der mangler, eller skriv, hvorfor den bedømmes alligevel."
    assert texts(response, ".alert-error li") == [said]
    assert not FormalCheck.objects.exists()


def test_what_is_admitted_says_so_where_the_check_stands(web, application, requirements):
    sent = {"met": ["signature"], "reason": "De kommer med i marts."}

    response = web.post(page("check_pass", application), sent, follow=True)

    assert "Den opfylder ikke alle krav" in texts(response, ".alert-heading")
    assert texts(response, ".alert + .summary-list dd") == ["Kommunen er med i evalueringen.", "De kommer med i marts."]


def test_a_check_that_is_refused_keeps_the_reason(web, application, requirements, reopening):
    response = web.post(page("check_pass", application), {"met": ["signature"], "reason": "Marts."})

    assert response.status_code == 422
    assert texts(response, "#pass ~ form textarea") == ["Marts."]


def test_a_requirement_that_is_not_the_rounds_is_refused(web, application, requirements):
    response = web.post(page("check_pass", application), {"met": ["andet"], "reason": "Marts."})

    assert response.status_code == 422
    assert "Rundens krav er ændret. Sæt krydserne igen." in texts(response, ".alert-error li")


def test_while_an_answer_is_waited_for_there_is_no_button(web, application, reopening):
    response = web.get(page("check", application))

    assert "Ja, den kan bedømmes" not in texts(response, "button")
    assert texts(response, ".task .badge") == ["Venter på svar"]


def test_a_manager_asks_for_one_answer_again(web, application, need):
    address = page("ask_again", application, need.pk)
    shown = web.get(address)
    assert texts(shown, ".judged") == ["Uro."]

    day = timezone.localdate() + timedelta(days=9)
    due = {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}
    response = web.post(address, {"reason": "Hvor mange børn?", **due}, follow=True)

    reopening = Reopening.objects.get()
    assert (reopening.answer, reopening.reason, reopening.due_on) == (need, "Hvor mange børn?", day)
    assert response.redirect_chain == [(page("check", application), 302)]


def test_asking_without_a_reason_or_for_a_day_that_has_passed_says_so(web, application, need):
    day = timezone.localdate() - timedelta(days=1)
    due = {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}
    address = page("ask_again", application, need.pk)

    empty = web.post(address, {"reason": ""})
    late = web.post(address, {"reason": "Hvor mange?", **due})

    assert (empty.status_code, late.status_code) == (422, 422)
    assert texts(empty, ".alert-error li") == [
        "Skriv, hvad der mangler i svaret, så ansøgeren kan rette det.",
        "Skriv, hvornår vi senest skal have svaret.",
    ]
    assert "Vælg en dag, der ikke er gået." in texts(late, ".alert-error li")
    assert not Reopening.objects.exists()


def test_a_new_answer_stands_beside_the_old_one(web, application, reopening, coordinator):
    answered_again(reopening, "Uro om formiddagen.", coordinator)

    response = web.get(page("check", application))

    assert texts(response, "[aria-labelledby=changes] dd") == ["Uro.", "Uro om formiddagen."]
    assert texts(response, ".task .badge") == ["Besvaret"]


def test_managers_and_reviewers_read_the_new_answer(web, application, reopening, coordinator):
    application.round.criteria.create(programme=application.programme, key="need", title="Behov", text="", order=1)
    assert "Uro." in texts(web.get(page("application", application)), ".criterion .as-written, .criterion p")

    answered_again(reopening, "Uro om formiddagen.", coordinator)

    assert "Uro om formiddagen." in web.get(page("application", application)).content.decode()


def test_an_answer_that_did_not_come_is_closed(web, application, need):
    lapsed = ReopeningFactory(answer=need, lapsed=True)

    response = web.post(page("answer_close", application, lapsed.pk), follow=True)

    assert texts(response, ".task .badge") == ["Lukket uden svar"]


def test_once_proposed_the_check_can_only_be_read(web, application, need):
    FormalCheckFactory(application=application)
    Round.objects.update(status=RoundStatus.PROPOSED)

    response = web.get(page("check", application))

    assert texts(response, "main form") == []
    assert links(response, ".summary-list a") == []
    assert web.get(page("ask_again", application, need.pk)).status_code == 403
    assert web.post(page("check_pass", application)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_check_takes_the_same_few_queries(web, application, need, manager, django_assert_num_queries, count):
    for number in range(count):
        ReopeningFactory(answer=need, asked_by=manager, closed_at=timezone.now(), reason=f"Nr. {number}")

    with django_assert_num_queries(8):
        web.get(page("check", application))


# --- Messages ---------------------------------------------------------------------------------------------------------


def test_a_manager_writes_to_the_applicant(web, application):
    response = web.post(page("messages", application), {"text": "Kan I se på bilag 3?"}, follow=True)

    assert texts(response, ".letter__text") == ["Kan I se på bilag 3?"]
    assert application.case.messages.get().from_party is False


def test_what_the_applicant_wrote_is_marked_on_every_page_until_it_is_read(web, application, coordinator):
    actions.write_to_us(application, text="Hej", by=Actor.of(coordinator))
    names = ["application", "check", "messages", "notes"]
    assert [texts(web.get(page(name, application)), ".case-nav .badge") for name in names] == [["Ny"]] * 4

    web.post(page("messages_read", application))

    assert [texts(web.get(page(name, application)), ".case-nav .badge") for name in names] == [[]] * 4


def test_an_empty_message_of_ours_is_refused(web, application):
    response = web.post(page("messages", application), {"text": ""})

    assert response.status_code == 422
    assert "Skriv en besked." in texts(response, ".alert-error li")


def test_an_approver_reads_messages_and_does_not_write(client, application, approver, manager):
    actions.write_to_applicant(application, text="Hej", by=Actor.of(manager))
    InterestDeclarationFactory(round=application.round, person=approver)
    client.force_login(approver)

    response = client.get(page("messages", application))

    assert texts(response, ".letter__text") == ["Hej"]
    assert texts(response, "main form") == []
    assert client.post(page("messages", application), {"text": "Hej"}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_our_messages_take_the_same_few_queries(web, application, coordinator, django_assert_num_queries, count):
    for number in range(count):
        cases.send_message(application.case, text=f"Nr. {number}", from_party=True, by=Actor.of(coordinator))

    with django_assert_num_queries(8):
        web.get(page("messages", application))


# --- Notes ------------------------------------------------------------------------------------------------------------


def test_a_note_is_written_and_added_to(web, application):
    web.post(page("notes", application), {"text": "Ringede til tovholderen."})
    (address,) = links(web.get(page("notes", application)), ".letter a")

    response = web.post(page("notes", application) + address, {"text": "Hun ringer tilbage."}, follow=True)

    assert texts(response, ".letter > .letter__text") == ["Ringede til tovholderen."]
    assert texts(response, ".letter__addition .letter__text") == ["Hun ringer tilbage."]


@pytest.mark.parametrize("asked_for", ["noget", "00000000-0000-0000-0000-000000000000"])
def test_a_note_that_is_not_there_is_not_added_to(web, application, asked_for):
    assert web.get(page("notes", application), {"til": asked_for}).status_code == 404


def test_a_note_of_another_case_is_not_added_to(web, application, manager):
    other = sent_application(manager=manager)
    note = cases.add_note(other.case, text="Fra en anden sag", by=Actor.of(manager))

    address = f"{page('notes', application)}?til={note.pk}"

    assert web.get(address).status_code == 404
    assert web.post(address, {"text": "Mere"}).status_code == 404


def test_an_empty_note_is_refused(web, application):
    response = web.post(page("notes", application), {"text": " "})

    assert response.status_code == 422
    assert not application.case.notes.exists()


def test_the_applicant_never_sees_a_note(web, client, application, coordinator):
    web.post(page("notes", application), {"text": "Kun for os."})
    assert "Kun for os." in web.get(page("notes", application)).content.decode()
    client.force_login(coordinator)

    for name in ("application", "messages"):
        shown = client.get(reverse(f"applications:{name}", args=[application.pk])).content.decode()
        assert "Kun for os." not in shown
        assert "notat" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_notes_take_the_same_few_queries(web, application, manager, django_assert_num_queries, count):
    for number in range(count):
        note = cases.add_note(application.case, text=f"Nr. {number}", by=Actor.of(manager))
        cases.add_note(application.case, text="Mere", follows=note, by=Actor.of(manager))

    with django_assert_num_queries(7):
        web.get(page("notes", application))


# --- Interests --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["check", "messages", "notes"])
def test_whoever_has_not_declared_or_has_an_interest_is_not_let_in(client, application, approver, name):
    client.force_login(approver)
    assert client.get(page(name, application)).status_code == 404

    declared = InterestDeclarationFactory(round=application.round, person=approver)
    assert client.get(page(name, application)).status_code == 200

    declared.has_interest, declared.is_out, declared.about = True, True, "Min søster."
    declared.save()
    assert client.get(page(name, application)).status_code == 404


def test_a_withdrawn_application_is_no_longer_there_for_us(web, application, coordinator):
    assert web.get(page("check", application)).status_code == 200

    actions.withdraw(application, reason="Nej", by=Actor.of(coordinator))

    assert web.get(page("check", application)).status_code == 404
    assert web.get(reverse("applications:round_detail", args=[application.round_id])).status_code == 200
