from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.casework import actions
from applications.casework.models import Hearing
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.mail.models import Email
from praksis.working_days import add_working_days
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.casework import HearingFactory, sent_application
from tests.factories.organisations import MembershipFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

MINE = reverse("overview:mine")


def ours(application, name="round_hearing", *more):
    return reverse(f"applications:{name}", args=[application.round_id, application.pk, *more])


def theirs(hearing):
    return reverse("applications:hearing", args=[hearing.application_id, hearing.pk])


def day(days):
    due = timezone.localdate() + timedelta(days=days)
    return {"due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year}


@pytest.fixture
def web(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def away(client, coordinator):
    """The applicant's browser."""
    client.force_login(coordinator)
    return client


# --- Ours -------------------------------------------------------------------------------------------------------------


def test_the_form_begins_with_what_the_register_says_and_ten_working_days(web, application, municipality):
    municipality.family_daycare_share, municipality.family_daycare_year = "0.3750", 2017
    municipality.family_daycare_source = "Kommunens opgørelse"
    municipality.save()

    response = web.get(ours(application))

    (facts,) = texts(response, "textarea")
    assert "46.599 (2018). Kilde: Danmarks Statistik, folk1a." in facts
    assert "37,5 procent (2017). Kilde: Kommunens opgørelse." in facts
    due_on = response.context["form"].initial["due_on"]
    assert due_on == add_working_days(timezone.localdate(), 10)


def test_a_manager_hears_the_applicant(web, application):
    response = web.post(ours(application), {"facts": "Dagpleje: 37,5 procent.", **day(14)}, follow=True)

    assert response.redirect_chain == [(ours(application), 302)]
    assert Hearing.objects.get().facts == "Dagpleje: 37,5 procent."
    assert texts(response, "main .badge") == ["Venter på svar"]
    assert texts(response, "main form") == []
    assert Email.objects.count() == 1


def test_a_refused_hearing_keeps_what_was_typed(web, application):
    response = web.post(ours(application), {"facts": "Dagpleje: 37,5 procent.", **day(-1)})

    assert response.status_code == 422
    assert texts(response, "textarea") == ["Dagpleje: 37,5 procent."]
    assert "Vælg en dag, der ikke er gået, inden for de næste 90 dage." in texts(response, ".alert-error li")
    assert not Hearing.objects.exists()


def test_an_empty_hearing_says_what_is_missing(web, application):
    response = web.post(ours(application), {"facts": " "})

    assert texts(response, ".alert-error li") == [
        "Skriv de oplysninger, ansøgeren skal høres om.",
        "Skriv, hvornår vi senest skal have svaret.",
    ]


def test_whoever_sends_one_while_a_colleague_does_keeps_the_text(web, application, hearing):
    response = web.post(ours(application), {"facts": "Noget andet.", **day(14)})

    assert response.status_code == 422
    assert texts(response, "textarea") == ["Noget andet."]
    assert Hearing.objects.count() == 1


def test_the_answer_is_read_and_the_hearing_closed(web, application):
    answered = HearingFactory(application=application, answered=True)
    shown = web.get(ours(application))
    assert answered.answer in texts(shown, ".summary-list dd")

    response = web.post(
        ours(application, "round_hearing_close", answered.pk), {"conclusion": "Vi bruger jeres tal."}, follow=True
    )

    assert "Vi bruger jeres tal." in texts(response, ".summary-list dd")
    assert texts(response, "main .badge") == ["Afsluttet"]
    assert texts(response, "[aria-labelledby=send] h2") == ["Hør ansøgeren igen"]


def test_an_unanswered_hearing_is_closed_with_a_reason_after_its_day(web, application):
    lapsed = HearingFactory(application=application, lapsed=True)
    shown = web.get(ours(application))
    assert texts(shown, "form.act h3") == ["Afslut høringen uden svar"]
    assert texts(shown, "main .badge") == ["Tiden er gået"]

    response = web.post(
        ours(application, "round_hearing_close", lapsed.pk), {"conclusion": "De svarer ikke."}, follow=True
    )

    assert texts(response, "main .badge") == ["Afsluttet uden svar"]


def test_closing_without_words_or_too_early_says_so_and_keeps_the_text(web, application, hearing):
    address = ours(application, "round_hearing_close", hearing.pk)

    empty = web.post(address, {"conclusion": ""})
    early = web.post(address, {"conclusion": "Vi venter ikke."})

    assert (empty.status_code, early.status_code) == (422, 422)
    assert texts(empty, ".alert-error li") == ["Skriv, hvad I lægger til grund."]
    assert texts(early, "[aria-labelledby=typed] .judged") == ["Vi venter ikke."]
    assert Hearing.objects.get().closed_at is None


def test_an_approver_reads_the_hearing_and_does_nothing_about_it(client, application, approver):
    answered = HearingFactory(application=application, answered=True)
    InterestDeclarationFactory(round=application.round, person=approver)
    client.force_login(approver)

    response = client.get(ours(application))

    assert answered.answer in texts(response, ".summary-list dd")
    assert texts(response, "main form") == []
    assert client.post(ours(application), {"facts": "Hej", **day(14)}).status_code == 403
    closing = client.post(ours(application, "round_hearing_close", answered.pk), {"conclusion": "Hej"})
    assert closing.status_code == 403


def test_before_anybody_is_heard_the_page_says_so(client, application, approver):
    InterestDeclarationFactory(round=application.round, person=approver)
    client.force_login(approver)

    assert "Ansøgeren er ikke hørt om oplysninger fra andre." in texts(client.get(ours(application)), "main p")


def test_once_proposed_nobody_is_heard(web, application):
    Round.objects.update(status=RoundStatus.PROPOSED)

    assert texts(web.get(ours(application)), "main form") == []
    assert web.post(ours(application), {"facts": "Hej", **day(14)}).status_code == 403


def test_a_hearing_of_another_case_is_not_closed_from_here(web, application, manager):
    other = HearingFactory(application=sent_application(manager=manager), answered=True)

    response = web.post(ours(application, "round_hearing_close", other.pk), {"conclusion": "Hej"})

    assert response.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_our_page_takes_the_same_few_queries(web, application, django_assert_num_queries, count):
    HearingFactory.create_batch(count, application=application, answered=True, closed=True)

    with django_assert_num_queries(7):
        web.get(ours(application))


def test_whoever_has_an_interest_is_not_let_in(client, application, approver):
    client.force_login(approver)
    declared = InterestDeclarationFactory(round=application.round, person=approver)
    assert client.get(ours(application)).status_code == 200

    declared.has_interest, declared.is_out, declared.about = True, True, "Min søster."
    declared.save()

    assert client.get(ours(application)).status_code == 404


# --- The applicant's --------------------------------------------------------------------------------------------------


def test_the_applicant_reads_the_facts_and_answers(away, hearing, coordinator):
    shown = away.get(theirs(hearing))
    assert hearing.facts in texts(shown, ".asked .as-written")
    assert texts(shown, ".asked strong") == [f"Svar senest {danish_date(hearing.due_on)}"]

    response = away.post(theirs(hearing), {"text": "Tallet er forældet."}, follow=True)

    assert response.redirect_chain == [(theirs(hearing), 302)]
    assert texts(response, ".judged") == ["Tallet er forældet."]
    assert texts(response, "main form") == []
    assert Hearing.objects.get().answered_by == coordinator


def test_an_empty_answer_is_refused_beside_the_field(away, hearing):
    response = away.post(theirs(hearing), {"text": ""})

    assert response.status_code == 422
    assert texts(response, ".alert-error li") == ["Skriv jeres svar."]


def test_what_is_written_while_it_is_closed_or_answered_stands_to_be_copied(away, hearing, coordinator):
    actions.answer_hearing(hearing, text="Kollegaens.", by=Actor.of(coordinator), received_at=timezone.now())

    response = away.post(theirs(hearing), {"text": "Mit svar."})

    assert response.status_code == 422
    assert texts(response, "[aria-labelledby=typed] .judged") == ["Mit svar."]
    assert texts(response, "[aria-labelledby=answer] .judged") == ["Kollegaens."]


def test_after_the_day_the_page_says_that_an_answer_is_still_taken(away, application):
    late = HearingFactory(application=application, lapsed=True)

    assert "Vi tager stadig imod jeres svar" in " ".join(texts(away.get(theirs(late)), ".asked p"))
    away.post(theirs(late), {"text": "Undskyld, her er det."})

    assert Hearing.objects.get().answer == "Undskyld, her er det."


@pytest.mark.parametrize("end", ["closed", "announced"])
def test_what_is_over_can_be_read(away, application, hearing, end):
    if end == "closed":
        Hearing.objects.all().delete()
        hearing = HearingFactory(application=application, lapsed=True, closed=True)
    else:
        Round.objects.update(status=RoundStatus.ANNOUNCED)

    response = away.get(theirs(hearing))

    assert texts(response, "main form") == []
    assert "Høringen er slut." in " ".join(texts(response, "main p"))
    refused = away.post(theirs(hearing), {"text": "Mit svar."})
    assert texts(refused, "[aria-labelledby=typed] .judged") == ["Mit svar."]


def test_the_applicant_never_sees_what_we_make_of_it(away, application):
    closed = HearingFactory(application=application, answered=True, closed=True)

    assert closed.answer in away.get(theirs(closed)).content.decode()
    for path in (theirs(closed), application.get_absolute_url(), MINE):
        assert closed.conclusion not in away.get(path).content.decode()


def test_a_viewer_reads_along_and_is_told_who_can_answer(client, municipality, hearing):
    client.force_login(MembershipFactory(organisation=municipality, viewer=True).user)

    response = client.get(theirs(hearing))

    assert hearing.facts in texts(response, ".asked .as-written")
    assert "Ejere og redaktører hos jer kan svare." in texts(response, "main .muted")
    assert client.post(theirs(hearing), {"text": "Hej"}).status_code == 403


def test_a_stranger_and_another_application_find_nothing(client, hearing, stranger, away, municipality):
    other = sent_application(applicant=municipality)
    assert away.get(reverse("applications:hearing", args=[other.pk, hearing.pk])).status_code == 404

    client.force_login(stranger)

    assert client.get(theirs(hearing)).status_code == 404


def test_a_hearing_is_the_next_step_everywhere_until_it_is_answered(away, application, hearing, coordinator):
    pages = [application.get_absolute_url(), reverse("applications:receipt", args=[application.pk])]
    assert [links(away.get(page), ".next-step a") for page in pages] == [[theirs(hearing)]] * 2
    assert links(away.get(pages[0]), "[aria-labelledby=hearings] .task__link") == [theirs(hearing)]
    assert texts(away.get(MINE), ".task__label, .task__link") == ["Læs de oplysninger, vi hører jer om, og svar"]

    actions.answer_hearing(hearing, text="Rigtigt.", by=Actor.of(coordinator), received_at=timezone.now())

    assert [links(away.get(page), ".next-step a") for page in pages] == [[], []]
    assert texts(away.get(pages[0]), "[aria-labelledby=hearings] .badge") == ["Besvaret"]
    assert texts(away.get(MINE), ".task__label, .task__link") == []


def test_after_the_announcement_an_unanswered_hearing_asks_for_nothing(away, application, hearing):
    Round.objects.update(status=RoundStatus.ANNOUNCED)

    response = away.get(application.get_absolute_url())

    assert texts(response, "[aria-labelledby=hearings] .badge") == ["Ikke besvaret"]


def test_without_a_hearing_the_application_says_nothing_of_it(away, application):
    assert texts(away.get(application.get_absolute_url()), "[aria-labelledby=hearings]") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_application_takes_one_query_for_its_hearings(away, application, connection_queries, count):
    HearingFactory.create_batch(count, application=application, answered=True, closed=True)
    HearingFactory(application=application)

    with connection_queries() as queries:
        away.get(application.get_absolute_url())

    assert len([query for query in queries if "applications_hearing" in query]) == 1
