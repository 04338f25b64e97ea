import csv
import io
from datetime import datetime, timedelta
from uuid import UUID

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from applications.casework.models import SavedView
from applications.drafting.models import Application, Status
from praksis.cases import log
from praksis.cases.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory
from tests.factories.casework import ReopeningFactory, SavedViewFactory, sent_application
from tests.factories.organisations import MunicipalityFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

LIST, EXPORT = "/runder/ansoegninger/", "/runder/ansoegninger/eksport/"


@pytest.fixture
def web(client, manager):
    client.force_login(manager)
    return client


def listed(response):
    return texts(response, "tbody th a, tbody th:not(:has(a))")


def rows_of_csv(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_was_handed_in_with_what_it_lacks(web, application):
    day = timezone.localtime(application.submitted_at)

    response = web.get(LIST)

    assert texts(response, "tbody th") == ["Skive KommuneKommune: Solhuset"]
    assert texts(response, "tbody td") == [
        application.case.reference,
        application.round.name,
        "Midtjylland",
        "46.599",
        f"{day.day}.{day.month}.{day.year}",
        "Indsendt",
        "Ikke kontrolleret",
    ]
    assert links(response, "tbody th a") == [
        reverse("applications:round_application", args=[application.round_id, application.pk])
    ]
    assert texts(response, "[role=status]") == ["1 ansøgning"]


def test_a_reviewer_gets_the_rounds_that_he_reviews_and_is_led_to_his_review(client, application):
    reviewer = UserFactory(consultant=True)
    client.force_login(reviewer)
    assert listed(client.get(LIST)) == []

    ReviewerAssignmentFactory(round=application.round, reviewer=reviewer)
    InterestDeclarationFactory(round=application.round, person=reviewer)
    response = client.get(LIST)

    assert links(response, "tbody th a") == [reverse("applications:review", args=[application.pk])]
    assert texts(response, "#export") == []


def test_whoever_has_an_interest_finds_nothing_of_the_round(client, application):
    person = UserFactory(manager=True)
    InterestDeclarationFactory(round=application.round, person=person, conflicted=True)
    client.force_login(person)

    response = client.get(LIST)

    assert listed(response) == []
    assert texts(response, "#filter-runde option") == ["Alle"]


def test_what_was_withdrawn_is_in_the_list_and_leads_nowhere(web, application):
    Application.objects.filter(pk=application.pk).update(
        status=Status.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_by=application.created_by
    )

    response = web.get(LIST)

    assert texts(response, "tbody .badge") == ["Trukket tilbage"]
    assert links(response, "tbody th a") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(web, manager, application, rows, django_assert_num_queries):
    for number in range(rows - 1):
        sent_application(round=application.round, applicant=MunicipalityFactory(short_name=f"Anden {number}"))

    with django_assert_num_queries(10):
        response = web.get(LIST)

    assert len(listed(response)) == rows


def test_the_rounds_page_leads_to_its_applications(web, application):
    response = web.get(reverse("applications:round_detail", args=[application.round_id]))

    assert f"{LIST}?runde={application.round_id}" in links(response, "main a")


def test_a_filter_stands_in_the_form_and_in_the_pages_links(web, application):
    response = web.get(LIST, {"region": "Midtjylland", "q": "skive", "side": "1"})

    assert texts(response, "#filter-region option[selected]") == ["Midtjylland"]
    assert listed(response) == ["Skive Kommune"]
    assert links(response, ".list-filter .button-group a") == [LIST]


def test_where_nothing_is_found_the_page_says_so(web, application):
    response = web.get(LIST, {"region": "Sjælland"})

    assert listed(response) == []
    assert "Ingen ansøgninger svarer til det, du søger. Vis alle" in texts(response, "main p")


@pytest.mark.parametrize("words", ["x" * 101, "a\0b"])
def test_words_that_cannot_be_searched_for_stay_in_the_field_with_the_reason(web, application, words):
    response = web.get(LIST, {"q": words})

    assert response.status_code == 200
    assert texts(response, ".list-filter .form-error-message") == ["Søg efter højst 100 tegn."]


@pytest.mark.parametrize("name", ["runde", "status", "orden", "region", "indbyggere", "ejerform", "tema", "mangler"])
@pytest.mark.parametrize("value", ["-1", "null", "9" * 40, "' OR 1=1 --", "\0", str(UUID(int=7))])
def test_what_is_not_a_choice_is_left_out_of_account(web, application, name, value):
    response = web.get(LIST, {name: value})

    assert listed(response) == ["Skive Kommune"]


# --- Saved views ------------------------------------------------------------------------------------------------------


def test_a_search_is_saved_under_a_name_and_opened_again(web, manager, application):
    response = web.post(f"{LIST}?region=Sj%C3%A6lland&ukendt=1&side=2", {"name": " Øst for Storebælt "}, follow=True)

    view = SavedView.objects.get()
    assert (view.owner, view.name, view.query) == (manager, "Øst for Storebælt", "region=Sj%C3%A6lland")
    assert response.redirect_chain == [(f"{LIST}?region=Sj%C3%A6lland", 302)]
    assert texts(response, ".saved-views a[aria-current]") == ["Øst for Storebælt"]
    assert links(response, ".saved-views a") == [f"{LIST}?region=Sj%C3%A6lland"]


def test_a_name_that_is_taken_is_refused_beside_the_field_and_the_search_kept(web, manager, application):
    SavedViewFactory(owner=manager, name="Nord")

    response = web.post(f"{LIST}?region=Nordjylland", {"name": "Nord"})

    assert response.status_code == 422
    assert texts(response, "#id_name_error") == ["Fejl: Du har allerede en visning med det navn."]
    assert texts(response, "#filter-region option[selected]") == ["Nordjylland"]
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "Skriv, hvad visningen skal hedde."), ("x" * 61, "Navnet er for langt. Skriv højst 60 tegn.")],
)
def test_a_view_needs_a_name_of_some_length(web, application, name, reason):
    response = web.post(LIST, {"name": name})

    assert response.status_code == 422
    assert texts(response, "#id_name_error") == [f"Fejl: {reason}"]


def test_a_view_is_removed(web, manager):
    view = SavedViewFactory(owner=manager, name="Nord")

    response = web.post(f"{LIST}visninger/{view.pk}/fjern/", follow=True)

    assert SavedView.objects.count() == 0
    assert "Visningen »Nord« er fjernet." in texts(response, ".alert")[0]


def test_anothers_view_does_not_exist(web):
    view = SavedViewFactory(name="Min")

    assert texts(web.get(LIST), ".saved-views a") == []
    assert web.post(f"{LIST}visninger/{view.pk}/fjern/").status_code == 404


# --- Export -----------------------------------------------------------------------------------------------------------


def test_the_list_is_taken_out_as_csv_that_a_danish_excel_reads(web, application):
    when = timezone.make_aware(datetime(2018, 5, 1, 23, 12))
    Application.objects.update(submitted_at=when)
    ReopeningFactory(answer=application.answers.get(question__key="need"))

    response = web.post(EXPORT, {"format": "csv"})

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="ansoegninger-{timezone.localdate()}.csv"'
    assert rows_of_csv(response) == [
        {
            "Sagsnummer": application.case.reference,
            "Ansøger": "Skive Kommune",
            "Ansøgers art": "Kommune",
            "Kommune": "Skive",
            "Region": "Midtjylland",
            "Indbyggere": "46599",
            "Tilbud": "Etårigt forløb",
            "Runde": application.round.name,
            "Status": "Indsendt",
            "Modtaget": "01-05-2018 23:12",
            "Trukket tilbage": "",
            "Dagtilbud": "Solhuset",
            "Dagtilbuddenes ejerform": "Kommunalt",
            "Temaer": "",
            "Formel kontrol": "Ikke kontrolleret",
            "Mangler": "Venter på svar, Ikke kontrolleret",
        }
    ]


def test_the_list_is_taken_out_as_a_workbook(web, application):
    when = timezone.localtime(application.submitted_at)

    response = web.post(EXPORT, {"format": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    heading, row = sheet.iter_rows(values_only=True)
    found = dict(zip(heading, row, strict=True))
    assert (found["Sagsnummer"], found["Indbyggere"]) == (application.case.reference, 46_599)
    assert abs(found["Modtaget"] - when.replace(tzinfo=None)) < timedelta(seconds=1)
    assert (sheet.freeze_panes, found["Trukket tilbage"]) == ("B2", None)


def test_only_what_is_asked_for_is_taken_out_but_all_pages_of_it(web, application):
    sent_application(round=application.round, applicant=MunicipalityFactory(short_name="Lemvig", region="Midtjylland"))
    sent_application(round=application.round, applicant=MunicipalityFactory(short_name="Greve", region="Sjælland"))

    response = web.post(f"{EXPORT}?region=Midtjylland&orden=ansoeger&side=7", {"format": "csv"})

    assert [row["Ansøger"] for row in rows_of_csv(response)] == ["Lemvig Kommune", "Skive Kommune"]


def test_that_a_list_was_taken_out_is_noted_with_what_was_asked_for(web, manager, application):
    response = web.post(f"{EXPORT}?runde={application.round_id}&q=skive", {"format": "xlsx"})
    assert b"".join(response.streaming_content)[:2] == b"PK"

    event = AuditEvent.objects.get(kind="applications.exported")
    assert (event.actor_user, event.case) == (manager, None)
    assert log.words(event) == (
        "Listen over ansøgninger blev taget ud som Excel: 1 ansøgninger, "
        f"Navn eller sagsnummer: skive; Runde: {application.round.name}."
    )


def test_a_round_that_may_not_be_read_is_not_taken_out(web, application):
    sent_application(applicant=MunicipalityFactory(short_name="Greve"))

    response = web.post(EXPORT, {"format": "csv"})

    assert [row["Ansøger"] for row in rows_of_csv(response)] == ["Skive Kommune"]


def test_there_is_no_other_format(web, application):
    assert web.post(EXPORT, {"format": "pdf"}).status_code == 404
    assert web.post(EXPORT).status_code == 404
    assert AuditEvent.objects.filter(kind="applications.exported").count() == 0


def test_a_reviewer_takes_nothing_out(client, application):
    reviewer = UserFactory(consultant=True)
    client.force_login(reviewer)

    assert client.post(EXPORT, {"format": "csv"}).status_code == 403
