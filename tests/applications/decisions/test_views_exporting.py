import csv
import io
import zipfile

import pytest
from django.urls import reverse

from applications.decisions.filing import INTERNAL, INTERNAL_REASON, Part
from praksis.cases.models import AuditEvent
from tests.factories.allocation import announced_round, decided_round
from tests.factories.assessment import InterestDeclarationFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(manager):
    """An announced round of two that the manager may read."""
    round_ = announced_round("granted", "refused")
    InterestDeclarationFactory(round=round_, person=manager)
    return round_


def address(round_) -> str:
    return reverse("applications:round_file", args=[round_.pk])


def form(round_, **changes) -> dict:
    """As the page is sent when nothing is changed."""
    keys = [str(pk) for pk in round_.applications.values_list("pk", flat=True)]
    parts = [part for part in Part if part not in INTERNAL]
    return {"applications": keys, "parts": parts, "why_not_internal": INTERNAL_REASON, **changes}


def archive_of(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def listed(given) -> list[list[str]]:
    """What was left out, by the list in an archive or in the response that is one."""
    archive = given if isinstance(given, zipfile.ZipFile) else archive_of(given)
    return list(csv.reader(io.StringIO(archive.read("udeladt.csv").decode("utf-8-sig")), delimiter=";"))[1:]


def test_working_documents_are_not_ticked_and_have_their_reason(client, manager, round_):
    client.force_login(manager)

    shown = client.get(address(round_)).context["form"]

    assert set(Part) - set(shown["parts"].value()) == INTERNAL
    assert shown["why_not_internal"].value() == INTERNAL_REASON
    assert len(shown["applications"].value()) == 2


def test_the_file_comes_as_a_zip_with_what_was_left_out(client, manager, round_):
    client.force_login(manager)

    response = client.post(address(round_), form(round_))

    archive = archive_of(response)
    assert response["Content-Disposition"].startswith(f'attachment; filename="akter-{round_.case.reference}-')
    assert response["Content-Type"] == "application/zip"
    assert archive.namelist()[-2:] == ["indeks.csv", "udeladt.csv"]
    assert [row[2] for row in listed(archive)] == [INTERNAL_REASON] * 4


def test_that_it_was_taken_out_is_on_record(client, manager, round_):
    client.force_login(manager)
    one = round_.applications.select_related("case").first()

    archive_of(client.post(address(round_), form(round_, applications=[str(one.pk)], why_not_all="Kun den ene.")))

    event = AuditEvent.objects.get(kind="round.file_exported")
    assert (event.case, event.actor_user, event.data["cases"]) == (round_.case, manager, [one.case.reference])
    assert (event.data["left_out"], event.data["parts"]) == (5, sorted(set(Part) - INTERNAL))


def test_whatever_is_left_out_needs_a_reason(client, manager, round_):
    client.force_login(manager)
    sent = form(round_, applications=[], parts=["messages"], why_not_internal=" ")

    page = client.post(address(round_), sent)

    assert (page.status_code, AuditEvent.objects.filter(kind="round.file_exported").count()) == (422, 0)
    assert texts(page, ".alert-error li") == [
        "Skriv, hvorfor nogle ansøgninger ikke er med.",
        "Skriv, hvorfor interne arbejdsdokumenter ikke er med.",
        "Skriv, hvorfor det, du har valgt fra, ikke er med.",
    ]


def test_what_is_no_application_of_the_round_is_refused(client, manager, round_):
    client.force_login(manager)

    page = client.post(address(round_), form(round_, applications=["noget andet"]))

    assert texts(page, ".alert-error li") == ["Vælg ansøgninger fra listen."]


def test_too_long_a_reason_is_refused(client, manager, round_):
    client.force_login(manager)

    page = client.post(address(round_), form(round_, why_not_internal="x" * 301))

    assert texts(page, ".alert-error li") == ["Begrundelsen er for lang. Skriv højst 300 tegn."]


def test_what_is_no_part_of_a_file_is_refused(client, manager, round_):
    client.force_login(manager)

    page = client.post(address(round_), form(round_, parts=["alt"]))

    assert texts(page, ".alert-error li") == ["Vælg fra listen."]


def test_each_part_that_is_left_out_has_the_reason_of_its_kind(client, manager):
    round_ = announced_round("refused")
    InterestDeclarationFactory(round=round_, person=manager)
    client.force_login(manager)
    whole = form(round_, parts=list(Part), why_not_internal="")
    parts = [part for part in Part if part not in {Part.MESSAGES, Part.SUMS}]

    assert listed(client.post(address(round_), whole)) == []
    rows = listed(client.post(address(round_), form(round_, parts=parts, why_not_parts="Ikke bedt om.")))
    assert [(row[1], row[2]) for row in rows] == [
        (Part.MESSAGES.label, "Ikke bedt om."),
        (Part.SUMS.label, INTERNAL_REASON),
    ]


def test_for_one_request_only_its_application_is_ticked(client, manager, round_):
    client.force_login(manager)
    one = round_.applications.select_related("case").first()

    shown = client.get(address(round_), {"sag": one.case.reference}).context["form"]
    unknown = client.get(address(round_), {"sag": "1999-0001"}).context["form"]

    assert shown["applications"].value() == [str(one.pk)]
    assert shown["why_not_all"].value() == "Anmodningen drejer sig kun om denne sag."
    assert len(unknown["applications"].value()) == 2


def test_nobody_takes_a_file_out_before_the_announcement_or_undeclared(client, manager, approver, round_):
    waiting = decided_round("granted", "refused")
    InterestDeclarationFactory(round=waiting, person=manager)
    client.force_login(manager)
    assert [client.get(address(waiting)).status_code, client.post(address(waiting)).status_code] == [403, 403]

    client.force_login(approver)
    assert client.get(address(round_)).url == reverse("applications:declare_interest", args=[round_.pk])
    assert client.post(address(round_), form(round_)).status_code == 403


def test_whoever_is_out_finds_no_file(client, approver, consultant, round_):
    InterestDeclarationFactory(round=round_, person=approver, conflicted=True)

    for person in (approver, consultant):
        client.force_login(person)
        assert client.get(address(round_)).status_code == 404
