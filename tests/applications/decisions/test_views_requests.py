from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.decisions.models import DecisionRequest
from praksis.danish import danish_date
from tests.factories.allocation import DecisionFactory
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.requests import DecisionRequestFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

FORM = {"kind": "access", "text": "Vi vil gerne se bedømmelsen."}


@pytest.fixture
def decision(municipality, coordinator, manager):
    """A refusal of Skive's that is announced; the manager may read the round."""
    decision = DecisionFactory(
        announced=True,
        application__applicant=municipality,
        application__created_by=coordinator,
        application__round__status="announced",
    )
    InterestDeclarationFactory(round=decision.round, person=manager)
    return decision


@pytest.fixture
def own_page(decision):
    return reverse("applications:decision_requests", args=[decision.application_id])


@pytest.fixture
def waiting(decision, coordinator):
    return DecisionRequestFactory(decision=decision, by_applicant=True)


def day(name, date) -> dict[str, str]:
    return {f"{name}_day": date.day, f"{name}_month": date.month, f"{name}_year": date.year}


# --- The applicant's page


def test_the_applicant_asks(client, coordinator, own_page):
    client.force_login(coordinator)

    page = client.post(own_page, FORM, follow=True)

    request = DecisionRequest.objects.get()
    assert (request.kind, request.text, request.asked_by) == ("access", FORM["text"], coordinator)
    assert page.redirect_chain == [(own_page, 302)]
    assert texts(page, ".alert-text")[0].startswith("Vi har modtaget jeres anmodning. Fristen for at svare er 7")
    assert texts(page, ".letter__text") == [FORM["text"]]


def test_what_is_refused_is_kept_in_the_form(client, coordinator, own_page, waiting):
    client.force_login(coordinator)

    page = client.post(own_page, {"kind": "reasons", "text": "Skriv mere om behovet."})

    assert (page.status_code, texts(page, "textarea")) == (422, ["Skriv mere om behovet."])
    assert texts(page, ".alert-error li")[0].startswith("I har allerede bedt om uddybende begrundelse.")


def test_only_reasons_can_be_asked_for_without_a_word(client, coordinator, own_page):
    client.force_login(coordinator)

    assert client.post(own_page, {"kind": "access", "text": " "}).status_code == 422
    assert client.post(own_page, {"text": "Hvad nu?"}).status_code == 422
    assert client.post(own_page, {"kind": "reasons", "text": ""}).status_code == 302


def test_the_applicant_reads_the_answer_and_how_to_complain(client, coordinator, own_page, decision):
    type(decision.round.programme).objects.update(appeal_text="Skriv til os.")
    DecisionRequestFactory(decision=decision, by_applicant=True, answered=True, answer="Behovet er svagt belyst.")
    client.force_login(coordinator)

    given = client.get(own_page)
    DecisionRequest.objects.update(outcome="refused")
    refused = client.get(own_page)

    assert texts(given, ".letter__text")[1:] == ["Behovet er svagt belyst."]
    assert [len(texts(page, ".letter h3")) for page in (given, refused)] == [0, 1]


def test_the_applicant_is_told_why_an_answer_comes_later(client, coordinator, own_page, decision):
    DecisionRequestFactory(decision=decision, by_applicant=True, postponed=True)
    client.force_login(coordinator)

    assert texts(client.get(own_page), ".letter .as-written")[-1] == "Sagen er stor."


def test_what_others_ask_is_not_on_the_applicants_page(client, coordinator, own_page, decision, waiting):
    DecisionRequestFactory(decision=decision)
    client.force_login(coordinator)

    assert texts(client.get(own_page), ".letter__text") == [waiting.text]


def test_a_viewer_reads_and_does_not_ask(client, municipality, own_page, waiting):
    client.force_login(MembershipFactory(organisation=municipality, viewer=True).user)

    page = client.get(own_page)

    assert (texts(page, ".letter__text"), texts(page, "main form")) == ([waiting.text], [])
    assert client.post(own_page, FORM).status_code == 403


def test_nobody_asks_about_anothers_decision_or_before_it_is_announced(client, stranger, coordinator, own_page):
    early = DecisionFactory(application__applicant=stranger.memberships.get().organisation)
    client.force_login(stranger)

    assert client.get(own_page).status_code == 404
    assert client.get(reverse("applications:decision_requests", args=[early.application_id])).status_code == 404


def test_the_decisions_page_leads_to_the_questions(client, coordinator, decision, own_page):
    client.force_login(coordinator)

    page = client.get(decision.get_absolute_url())

    assert own_page in links(page, "main a")


# --- The staff's list


def test_the_list_says_how_long_there_is(client, manager, decision, waiting):
    DecisionRequestFactory(decision=decision, received_at=timezone.now() - timedelta(days=60))
    DecisionRequestFactory(decision=decision, answered=True)
    client.force_login(manager)

    page = client.get(reverse("applications:request_list"))

    assert texts(page, "tbody th") == ["Aktindsigt, Skive Kommune", "Uddybende begrundelse, Skive Kommune"]
    assert texts(page, "tbody td:last-child")[1] == "14 dage tilbage"
    assert texts(page, "tbody td:last-child")[0].endswith("dage over fristen")


def test_the_answered_ones_are_a_list_of_their_own(client, manager, decision, waiting):
    DecisionRequestFactory(decision=decision, answered=True)
    client.force_login(manager)

    page = client.get(reverse("applications:request_list"), {"vis": "besvarede"})

    assert texts(page, "tbody td:last-child") == ["Imødekommet"]


def test_an_empty_list_says_so(client, manager):
    client.force_login(manager)

    pages = [client.get(reverse("applications:request_list"), query) for query in ({}, {"vis": "besvarede"})]

    assert [texts(page, "main > p:last-child, .col-12 > p:last-child") != [] for page in pages] == [True, True]


def test_the_list_takes_as_many_queries_for_three_as_for_one(client, manager, decision, waiting, connection_queries):
    client.force_login(manager)

    def counted() -> int:
        with connection_queries() as queries:
            client.get(reverse("applications:request_list"))
        return len(queries)

    counted()
    one = counted()
    DecisionRequestFactory(decision=decision)
    DecisionRequestFactory(decision=None, round=decision.round)

    assert (counted(), one <= 12) == (one, True)


def test_consultants_and_applicants_have_no_list(client, consultant, coordinator):
    for person in (consultant, coordinator):
        client.force_login(person)
        assert client.get(reverse("applications:request_list")).status_code == 403


# --- Entering


def test_a_mail_is_entered(client, manager, decision):
    client.force_login(manager)
    form = {
        **FORM,
        "reference": decision.case.reference,
        "name": "Jens Journalist",
        "email": "jens@avisen.example",
        **day("received_on", timezone.localdate()),
    }

    page = client.post(reverse("applications:request_enter"), form)

    request = DecisionRequest.objects.get()
    assert (request.decision, request.entered_by, page.url) == (decision, manager, request.get_absolute_url())


def test_a_case_that_is_not_there_refuses_the_form_and_keeps_it(client, manager, decision):
    client.force_login(manager)
    form = {**FORM, "reference": "1999-0001", "name": "Jens", "email": "jens@avisen.example"}

    page = client.post(reverse("applications:request_enter"), form)

    assert (page.status_code, texts(page, "textarea")) == (422, [FORM["text"]])
    assert texts(page, ".alert-error li")[0].startswith("Vi kan ikke finde en meddelt afgørelse eller en runde")


def test_what_cannot_be_so_is_told_above_the_form(client, manager, decision):
    client.force_login(manager)
    form = {
        **FORM,
        "kind": "reasons",
        "reference": decision.round.case.reference,
        "name": "Jens",
        "email": "jens@avisen.example",
        **day("received_on", timezone.localdate()),
    }

    page = client.post(reverse("applications:request_enter"), form)

    assert page.status_code == 422
    assert texts(page, ".alert-error li")[0].startswith("For en hel runde kan der kun bedes om aktindsigt.")


def test_the_reference_number_is_brought_along(client, manager):
    client.force_login(manager)

    page = client.get(reverse("applications:request_enter"), {"sag": "2026-0042"})

    assert page.context["form"]["reference"].value() == "2026-0042"


# --- Answering and postponing


def test_a_request_is_answered(client, manager, waiting):
    client.force_login(manager)

    page = client.post(waiting.get_absolute_url(), {"outcome": "given", "answer": "Her er begrundelsen."}, follow=True)

    assert texts(page, "#answered ~ .as-written") == ["Her er begrundelsen."]
    assert texts(page, "main form") == []


def test_the_answer_about_reasons_begins_with_the_announced_ones(client, manager, waiting):
    client.force_login(manager)

    page = client.get(waiting.get_absolute_url())

    assert texts(page, "textarea") == [waiting.decision.reason]


def test_an_answer_that_came_second_is_not_lost(client, manager, waiting):
    DecisionRequest.objects.update(
        answered_at=timezone.now(), answered_by=manager, answer="Min kollegas svar.", outcome="given"
    )
    client.force_login(manager)

    page = client.post(waiting.get_absolute_url(), {"outcome": "refused", "answer": "Mit svar."})

    assert (page.status_code, texts(page, "textarea")) == (422, ["Mit svar."])
    assert texts(page, "#answered ~ .as-written") == ["Min kollegas svar."]


def test_access_leads_to_the_files_once_they_are_announced(client, manager, decision):
    of_one = DecisionRequestFactory(decision=decision)
    client.force_login(manager)
    address = reverse("applications:round_file", args=[decision.round_id])

    announced = client.get(of_one.get_absolute_url())
    type(decision.round).objects.update(status="approved")
    approved = client.get(of_one.get_absolute_url())

    assert links(announced, ".act > p > a.button") == [f"{address}?sag={decision.case.reference}"]
    assert links(approved, ".act > p > a.button") == []


def test_an_answer_is_postponed(client, manager, waiting):
    client.force_login(manager)
    later = waiting.due_on + timedelta(days=7)
    form = {"reason": "Sagen er stor.", **day("to", later)}

    page = client.post(reverse("applications:request_postpone", args=[waiting.pk]), form, follow=True)

    waiting.refresh_from_db()
    assert (waiting.postponed_to, page.redirect_chain) == (later, [(waiting.get_absolute_url(), 302)])
    assert texts(page, ".summary-list .as-written") == ["Sagen er stor."]


def test_the_page_of_postponing_says_who_is_told_and_when_it_is_due(client, manager, waiting):
    client.force_login(manager)

    page = client.get(reverse("applications:request_postpone", args=[waiting.pk]))

    assert texts(page, "h1 + p")[0].startswith(f"Karen Koordinator skal have svar senest {danish_date(waiting.due_on)}")


def test_a_day_that_is_too_early_keeps_the_reason(client, manager, waiting):
    client.force_login(manager)
    form = {"reason": "Sagen er stor.", **day("to", waiting.due_on)}

    page = client.post(reverse("applications:request_postpone", args=[waiting.pk]), form)

    assert (page.status_code, texts(page, "textarea")) == (422, ["Sagen er stor."])


def test_whoever_is_out_of_the_round_sees_none_of_it(client, approver, waiting):
    InterestDeclarationFactory(round=waiting.round, person=approver, conflicted=True)
    client.force_login(approver)

    pages = [waiting.get_absolute_url(), reverse("applications:request_postpone", args=[waiting.pk])]

    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert texts(client.get(reverse("applications:request_list")), "tbody tr") == []


def test_a_request_is_read_in_few_queries(client, manager, waiting, connection_queries):
    client.force_login(manager)
    client.get(waiting.get_absolute_url())

    with connection_queries() as queries:
        client.get(waiting.get_absolute_url())

    assert len(queries) <= 12
