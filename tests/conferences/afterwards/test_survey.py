"""The survey: once each of those who came, kept without who answered, told of from five answers, erased in time."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from conferences.afterwards import actions, results
from conferences.afterwards.models import Answer, Answered, WorkshopScore
from conferences.programme import content
from conferences.programme.actions.publishing import freeze
from conferences.registration.models import Registration
from conferences.tasks import erase_answers
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail import links
from tests.factories.afterwards import (
    AnsweredFactory,
    CameFactory,
    DayAnswerFactory,
    WorkshopScoreFactory,
    held_event,
)
from tests.factories.programme import WorkshopFactory
from tests.factories.registration import RegistrationFactory, WorkshopChoiceFactory
from tests.pages import links as hrefs
from tests.pages import texts

pytestmark = pytest.mark.django_db

SAID = {"overall": "5", "takes_home": "Mere leg", "otherwise": "Længere pauser"}
GIVEN = {"overall": 5, "benefit": None, "practical": 2, "workshops": {}, "takes_home": "Leg", "otherwise": ""}


@pytest.fixture
def event():
    return held_event(slug="konference", title="Dagen")


@pytest.fixture
def guest(event):
    return CameFactory(event=event)


@pytest.fixture
def managing(client, manager):
    client.force_login(manager)
    return client


def opened(client, guest):
    client.get(reverse("conferences:registration_open", args=[links.token(guest.link)]))
    return f"/tilmelding/min/{guest.pk}/bagefter/"


def errors(page):
    return [text.removeprefix("Fejl: ") for text in texts(page, ".form-error-message")]


# --- Answering --------------------------------------------------------------------------------------------------------


def test_a_guest_answers_and_nothing_kept_leads_to_them(client, event, guest):
    workshop = WorkshopFactory(event=event, title="Leg")
    WorkshopChoiceFactory(registration=guest, workshop=workshop)
    other = WorkshopChoiceFactory(registration=guest, seat=None, waiting_number=2).workshop
    own = opened(client, guest)
    assert "evaluering/" in hrefs(client.get(own), "main a")
    asked = client.get(f"{own}evaluering/").content.decode()
    assert (f"workshop_{workshop.pk}" in asked, f"workshop_{other.pk}" in asked) == (True, False)

    page = client.post(f"{own}evaluering/", {**SAID, f"workshop_{workshop.pk}": "4"}, follow=True)

    assert page.redirect_chain == [(own, 302)]
    assert "Tak for dine svar. De er gemt uden dit navn." in " ".join(texts(page, ".alert"))
    fields = ("event", "overall", "benefit", "practical", "takes_home", "otherwise")
    assert list(Answer.objects.values_list(*fields)) == [(event.pk, 5, None, None, "Mere leg", "Længere pauser")]
    assert list(WorkshopScore.objects.values_list("workshop", "score")) == [(workshop.pk, 4)]
    assert {field.name for field in Answer._meta.get_fields()} == {"id", *fields}
    assert {field.name for field in WorkshopScore._meta.get_fields()} == {"id", "workshop", "score"}
    assert list(Answered.objects.values_list("registration", "on")) == [(guest.pk, timezone.localdate())]
    assert not AuditEvent.objects.filter(case=event.case).exists()


def test_sent_twice_the_first_answer_stays(client, guest):
    own = opened(client, guest)
    client.post(f"{own}evaluering/", SAID)

    again = client.post(f"{own}evaluering/", {**SAID, "overall": "1"}, follow=True)

    assert "Du har svaret før." in " ".join(texts(again, ".alert"))
    assert list(Answer.objects.values_list("overall", flat=True)) == [5]
    assert "Tak, du har svaret." in texts(again, "section p")
    assert client.get(f"{own}evaluering/").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"overall": ""}, "Vælg fra 1 til 5."),
        ({"overall": "6"}, "Vælg en af mulighederne."),
        ({"otherwise": "Spørg 010203-1234"}, "Det ligner et cpr-nummer. Fjern det, før du sender."),
        ({"otherwise": "a" * 3001}, "Skriv højst 3000 tegn."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, guest, wrong, sentence):
    own = opened(client, guest)

    page = client.post(f"{own}evaluering/", {**SAID, **wrong})

    assert (page.status_code, errors(page)) == (422, [sentence])
    assert "Mere leg" in texts(page, "textarea")
    assert not Answer.objects.exists()


def test_one_is_warned_against_writing_of_single_children(client, guest):
    page = client.get(f"{opened(client, guest)}evaluering/").content.decode()

    assert page.count("Skriv ikke om enkelte børn, familier eller kolleger, og skriv ikke navne.") == 2


def test_whoever_did_not_come_is_not_asked(client, event):
    own = opened(client, RegistrationFactory(event=event))

    assert client.get(f"{own}evaluering/").status_code == 302
    assert "Hvad synes du om dagen?" not in client.get(own).content.decode()
    page = client.post(f"{own}evaluering/", SAID)
    assert (page.status_code, Answer.objects.count()) == (422, 0)
    assert "Evalueringen er til dem, der kom på dagen." in page.content.decode()
    assert "Mere leg" in texts(page, "textarea")


@pytest.mark.parametrize(("days_ago", "is_open"), [(0, False), (1, True), (30, True), (31, False)])
def test_it_is_open_from_the_end_of_the_day_and_for_thirty_days(client, time_machine, days_ago, is_open):
    time_machine.move_to("2031-05-15T12:00:00+02:00")
    guest = CameFactory(event=held_event(days_ago))
    own = opened(client, guest)

    shown, page = client.get(f"{own}evaluering/"), client.post(f"{own}evaluering/", SAID)

    assert (shown.status_code, page.status_code) == ((200, 302) if is_open else (302, 422))
    assert Answer.objects.exists() == is_open


def test_once_closed_the_page_says_so(client):
    own = opened(client, CameFactory(event=held_event(31)))

    assert "Evalueringen lukkede" in texts(client.get(own), "section p")[-1]


def test_a_workshop_that_one_had_no_seat_in_is_refused(guest):
    workshop = WorkshopFactory(event=guest.event)

    with pytest.raises(ActionError, match="de workshops, du havde plads i"):
        actions.answer(guest, **{**GIVEN, "workshops": {workshop.pk: 4}}, received_at=timezone.now())

    assert not Answered.objects.exists()


# --- What is told of --------------------------------------------------------------------------------------------------

PAGE = "/konferencer/konference/evaluering/"


def test_before_the_day_the_page_says_what_comes(managing):
    held_event(-3, slug="konference")

    assert "Dagen efter arrangementet" in texts(managing.get(PAGE), "main p:not(.kicker)")[0]


def test_where_nobody_was_let_in_the_page_says_so(managing, event):
    RegistrationFactory(event=event)

    assert "Det blev ikke noteret" in texts(managing.get(PAGE), "main p:not(.kicker)")[0]


def test_of_four_answers_nothing_but_their_number_is_told(managing, event, guest):
    workshop = WorkshopFactory(event=event, title="Leg")
    for _ in range(4):
        DayAnswerFactory(event=event, benefit=3, takes_home="Hemmeligt")
        WorkshopScoreFactory(workshop=workshop)

    page = managing.get(PAGE)

    assert texts(page, "main p:not(.kicker)")[0].startswith("4 af de 1, der kom, har svaret. Man kan svare til og med")
    assert texts(page, "tbody td") == ["Færre end 5", "–"] * 4
    assert "Hemmeligt" not in page.content.decode()


def test_red_twin_without_the_smallest_number_the_words_of_four_are_told(managing, event, guest, monkeypatch):
    monkeypatch.setattr(results, "FEWEST", 1)
    DayAnswerFactory.create_batch(4, event=event, benefit=3, takes_home="Hemmeligt")

    assert "Hemmeligt" in managing.get(PAGE).content.decode()


def test_of_five_the_averages_and_the_words_are_told(managing, event, guest):
    workshop, quiet = WorkshopFactory(event=event, title="Leg"), WorkshopFactory(event=event, title="Ro")
    for number in range(5):
        DayAnswerFactory(event=event, overall=[5, 5, 4, 4, 5][number], practical=3, takes_home=f"Tekst {number}")
        WorkshopScoreFactory(workshop=workshop, score=number + 1)
    WorkshopScoreFactory(workshop=quiet)
    DayAnswerFactory(overall=1, takes_home="Et andet sted")

    found = results.of(event)
    page = managing.get(PAGE)

    assert [(one.answers_words, one.average_words) for one in [*found.lines, *found.workshops]] == [
        ("5", "4,6"),
        ("Færre end 5", "–"),
        ("5", "3,0"),
        ("5", "3,0"),
        ("Færre end 5", "–"),
    ]
    assert sorted(texts(page, "section li")) == [f"Tekst {number}" for number in range(5)]
    assert "Der er ikke skrevet noget, eller også er det slettet." in texts(page, "section p")


def test_the_workshops_are_told_of_as_they_are_published(event):
    shown = WorkshopFactory(event=event, title="Leg")
    freeze(event, content.draft(event), by=SYSTEM)
    type(shown).objects.update(title="Kun i kladden")
    WorkshopFactory(event=event, title="Ikke vist", shown={})

    assert [one.question for one in results.of(event).workshops] == ["11.00 Leg"]


def test_the_words_to_each_question_have_an_order_of_their_own(event):
    for number in range(30):
        DayAnswerFactory(event=event, takes_home=f"{number}", otherwise=f"{number}")

    found = [[text for _, texts in results.of(event).texts for text in texts] for _ in range(2)]

    assert sorted(found[0]) == sorted(found[1])
    assert found[0] != found[1]
    assert found[0][:30] != found[0][30:]


def test_the_results_are_taken_out_and_that_is_noted(managing, event):
    for number in range(5):
        DayAnswerFactory(event=event, takes_home="=Tekst" if number == 0 else "")

    answer = managing.post(f"{PAGE}hent/", {"format": "csv"})

    rows = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Spørgsmål", "Svar", "Gennemsnit", "Skrevet"]
    assert rows[1] == ["Hvad synes du om dagen som helhed?", "5", "4,0", ""]
    assert rows[-1] == ["Hvad tager du med hjem?", "", "", "'=Tekst"]
    workbook = openpyxl.load_workbook(BytesIO(managing.post(f"{PAGE}hent/", {"format": "xlsx"}).getvalue()))
    assert [cell.value for cell in workbook.active[2]][:3] == ["Hvad synes du om dagen som helhed?", "5", 4]
    assert managing.post(f"{PAGE}hent/", {"format": "pdf"}).status_code == 404
    told = [log.words(each) for each in event.case.events.order_by("id")]
    assert told == ["Evalueringen er hentet som CSV: 5 svar.", "Evalueringen er hentet som Excel: 5 svar."]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_however_many_answer(managing, event, guest, connection_queries, number):
    for _ in range(5 * number):
        DayAnswerFactory(event=event, takes_home="Leg")
    for _ in range(number):
        WorkshopScoreFactory(workshop=WorkshopFactory(event=event))

    with connection_queries() as asked:
        managing.get(PAGE)

    assert len(asked) == 9


# --- Erasing ----------------------------------------------------------------------------------------------------------


def test_the_words_are_erased_when_the_guests_were_promised_it(event, time_machine):
    CameFactory(event=event)
    RegistrationFactory(event=event)
    DayAnswerFactory(event=event, overall=2, takes_home="Leg")
    DayAnswerFactory(event=event, otherwise="Ro")
    DayAnswerFactory(event=event)
    time_machine.move_to(timezone.now() + timedelta(days=178))
    erase_answers()
    assert Answer.objects.filter(takes_home="Leg").exists()

    time_machine.move_to(timezone.now() + timedelta(days=1))
    erase_answers()
    erase_answers()

    assert set(Answer.objects.values_list("takes_home", "otherwise")) == {("", "")}
    assert Answer.objects.filter(overall=2).exists()
    told = [log.words(each) for each in event.case.events.all()]
    assert told == ["Det, gæsterne skrev i evalueringen, er slettet. Antal svar: 2."]


def test_that_somebody_answered_is_erased_once_nobody_can_answer(time_machine):
    still = AnsweredFactory(registration=CameFactory(event=held_event(30)))
    AnsweredFactory(registration=CameFactory(event=held_event(31)))

    erase_answers()

    assert list(Answered.objects.all()) == [still]


def test_nothing_is_erased_of_an_event_that_was_put_off(event):
    CameFactory(event=event, erased_on=timezone.localdate())
    DayAnswerFactory(event=event, takes_home="Leg")

    erase_answers()
    with pytest.raises(ActionError, match="ikke lukket"):
        actions.erase_texts(event)

    assert Answer.objects.get().takes_home == "Leg"


def test_where_nothing_was_written_nothing_is_told(time_machine):
    event = held_event(31)
    DayAnswerFactory(event=event)

    assert (actions.erase_texts(event), event.case.events.count()) == (0, 0)


# --- What the database refuses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("factory", "facts", "name"),
    [
        (DayAnswerFactory, {"overall": 0}, "answer_overall_is_a_score"),
        (DayAnswerFactory, {"benefit": 6}, "answer_benefit_is_a_score"),
        (DayAnswerFactory, {"practical": 6}, "answer_practical_is_a_score"),
        (WorkshopScoreFactory, {"score": 6}, "workshop_score_is_a_score"),
    ],
)
def test_a_score_is_from_one_to_five(factory, facts, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        factory(**facts)


def test_nobody_answers_twice(guest):
    AnsweredFactory(registration=guest)

    with pytest.raises(IntegrityError), transaction.atomic():
        AnsweredFactory(registration=Registration.objects.get(pk=guest.pk))


# --- The admin --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_who_answered_costs_the_same(rows, client, administrator, django_assert_num_queries):
    AnsweredFactory.create_batch(rows)
    client.force_login(administrator)
    with django_assert_num_queries(5):
        assert client.get(reverse("admin:conferences_answered_changelist")).status_code == 200


def test_they_say_what_they_are(event):
    guest = CameFactory(event=event, name="Anna")
    workshop = WorkshopFactory(title="Leg")

    assert str(DayAnswerFactory(event=event)) == "Svar om Dagen"
    assert str(WorkshopScoreFactory(workshop=workshop)) == "11.00 Leg: 4"
    assert str(AnsweredFactory(registration=guest)) == "Anna: har svaret"
