import hashlib

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from praksis.cases.actors import SYSTEM, Actor
from praksis.documents.actions import store
from praksis.documents.models import Audience, Document
from tests.factories.cases import CaseFactory
from tests.factories.organisations import MembershipFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7 samarbejdsaftale"


@pytest.fixture
def case(municipality):
    return CaseFactory(party=municipality)


def keep(case, **facts) -> Document:
    return store(
        case,
        **{
            "kind": "agreement",
            "title": "Samarbejdsaftale",
            "filename": "Samarbejdsaftale Børnehuset Ærø.pdf",
            "content": CONTENT,
            "content_type": "application/pdf",
            "by": SYSTEM,
            **facts,
        },
    )


def test_a_file_is_kept_as_it_is_under_a_name_that_says_nothing(case, coordinator):
    document = keep(case, by=Actor.of(coordinator))

    stored = Document.objects.get(pk=document.pk)
    with stored.file.open("rb") as file:
        assert file.read() == CONTENT
    assert (stored.size, stored.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert (stored.created_by, stored.filename) == (coordinator, "Samarbejdsaftale Børnehuset Ærø.pdf")
    assert "aftale" not in stored.file.name.lower()


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_rolled_back_leaves_at_most_a_file_never_a_row_without_one(case):
    with transaction.atomic():
        document = keep(case)
        transaction.set_rollback(True)

    assert Document.objects.count() == 0
    assert default_storage.exists(document.file.name)


def test_a_file_is_handed_out_so_that_no_browser_runs_or_keeps_it(client, case, coordinator):
    document = keep(case)
    client.force_login(coordinator)

    response = client.get(f"/dokumenter/{document.pk}/")

    assert b"".join(response.streaming_content) == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]


def test_a_file_that_is_gone_gives_a_page_that_says_so_and_a_line_in_the_log(client, case, coordinator, caplog):
    document = keep(case)
    default_storage.delete(document.file.name)
    client.force_login(coordinator)

    page = client.get(f"/dokumenter/{document.pk}/")

    assert page.status_code == 404
    assert texts(page, "h1") == ["Dokumentet kan ikke hentes lige nu"]
    assert texts(page, "main p")[0].count("»Samarbejdsaftale Børnehuset Ærø.pdf«") == 1
    assert caplog.messages[0] == f"document {document.pk} cannot be read: FileNotFoundError"


@pytest.mark.parametrize(
    ("persona", "party", "staff"),
    [
        ("coordinator", 200, 404),
        ("stranger", 404, 404),
        ("manager", 200, 200),
        ("approver", 404, 404),
        ("consultant", 200, 200),
        ("administrator", 404, 404),
    ],
)
def test_who_may_have_a_document(client, request, case, persona, party, staff):
    for_both, for_staff = keep(case), keep(case, audience=Audience.STAFF)
    client.force_login(request.getfixturevalue(persona))

    answers = [client.get(f"/dokumenter/{document.pk}/") for document in (for_both, for_staff)]

    assert [answer.status_code for answer in answers] == [party, staff]
    for answer in answers:
        answer.close()


def test_somebody_who_is_not_confirmed_gets_no_documents(client, case, municipality):
    document = keep(case)
    client.force_login(MembershipFactory(organisation=municipality, unconfirmed=True).user)

    assert client.get(f"/dokumenter/{document.pk}/").status_code == 404


def test_a_document_asks_to_sign_in(client, case):
    document = keep(case)

    assert client.get(f"/dokumenter/{document.pk}/").url == f"/konto/log-ind/?next=/dokumenter/{document.pk}/"


def test_there_is_no_address_of_the_file_itself(client, case, coordinator):
    document = keep(case)
    client.force_login(coordinator)

    assert client.get(f"/media/{document.file.name}").status_code == 404
