"""The page on which a manager begins to enter what came by mail, and how staff see it afterwards."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from applications.decisions.actions import announce
from applications.drafting.models import Application, Status
from applications.rounds.models import RoundStatus
from praksis.cases.actors import Actor
from praksis.documents.models import Document
from praksis.mail.models import Email
from tests.factories.allocation import DecisionFactory
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.files import pdf
from tests.factories.minis import mini_programme
from tests.factories.organisations import InstitutionFactory
from tests.factories.rounds import QuestionFactory, QuestionSetFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def round_():
    found = RoundFactory(name="Foråret", closed=True)
    QuestionFactory(question_set=QuestionSetFactory(round=found), key="need", section="1. Behov")
    return found


@pytest.fixture
def address(client, manager, round_):
    InterestDeclarationFactory(round=round_, person=manager)
    client.force_login(manager)
    return reverse("applications:round_enter", args=[round_.pk])


def form(when=None, **said):
    when = timezone.localtime(when or timezone.now() - timedelta(days=2))
    parts = {"day": when.day, "month": when.month, "year": when.year, "time": f"{when:%H.%M}"}
    return {
        "applicant": "0779",
        **{f"mailed_at_{part}": str(text) for part, text in parts.items()},
        "sender": "Karen Kommune",
        "address": "karen@skive.example",
        "mail": SimpleUploadedFile("mail.pdf", pdf()),
        "reason": "Mailen kom i tide.",
        **said,
    }


def test_a_manager_enters_what_came_in_time_and_goes_on_to_the_answers(client, address, municipality):
    answer = client.post(address, form())

    application = Application.objects.get()
    assert (answer.status_code, answer.url) == (302, application.get_absolute_url())
    assert application.applicant == municipality.organisation
    assert "Skive Kommune" in client.get(address).text


def test_the_page_says_what_is_missing_beside_each_field(client, address):
    answer = client.post(address, {})

    assert answer.status_code == 422
    for sentence in (
        "Vælg den kommune, der søger.",
        "Skriv, hvornår mailen kom.",
        "Skriv, hvem der sendte mailen.",
        "Skriv den mailadresse, mailen kom fra.",
        "Vælg filen med mailen eller det udfyldte skema.",
        "Skriv, hvorfor vi indtaster ansøgningen.",
    ):
        assert answer.text.count(sentence) == 2  # beside the field, and at the top


def test_a_mail_that_came_late_is_refused_and_what_was_typed_stands_there(client, address, municipality):
    answer = client.post(address, form(timezone.now(), reason="Der var strømsvigt."))

    assert answer.status_code == 422
    assert "ikke, mens runden var åben" in answer.text
    assert "Der var strømsvigt." in answer.text


def test_a_late_mail_is_admitted_with_a_reason_that_stands_in_the_rounds_log(client, address, municipality, round_):
    client.post(address, form(timezone.now() - timedelta(minutes=5), admitted="Vores postkasse var lukket."))

    application = Application.objects.get()
    shown = client.get(reverse("applications:round_detail", args=[round_.pk])).text
    assert application.is_in_time
    assert "efter fristen, og er taget med: Vores postkasse var lukket." in shown
    assert "Vores postkasse var lukket." in client.get(reverse("applications:round_extend", args=[round_.pk])).text


def test_a_file_that_is_not_what_it_says_is_refused(client, address, municipality):
    answer = client.post(address, form(mail=SimpleUploadedFile("mail.pdf", b"MZ")))

    assert answer.status_code == 422
    assert "er ikke taget med" in answer.text


def test_whoever_has_not_declared_own_interests_declares_first(client, manager, round_):
    client.force_login(manager)
    address = reverse("applications:round_enter", args=[round_.pk])

    assert client.get(address).url == reverse("applications:declare_interest", args=[round_.pk])
    assert client.post(address, form()).status_code == 403


def test_a_proposed_round_takes_nothing(client, address, round_):
    round_.status = RoundStatus.PROPOSED
    round_.save()

    assert client.get(address).status_code == 403


def test_the_page_of_the_round_leads_there(client, address, round_):
    assert address in client.get(reverse("applications:round_detail", args=[round_.pk])).text


def test_a_mini_is_entered_from_its_months_page(client, manager, municipality):
    programme = mini_programme(name="Marts", deadline=timezone.now() - timedelta(days=1))
    month = programme.rounds.get()
    InterestDeclarationFactory(round=month, person=manager)
    client.force_login(manager)
    InstitutionFactory(name="Solhuset", municipality=municipality)
    address = reverse("applications:round_enter", args=[month.pk])
    assert client.get(address).status_code == 200

    client.post(address, form(organisation="Solhuset (Skive Kommune)"))

    application = Application.objects.get()
    assert (application.applicant.name, application.round) == ("Solhuset", None)
    assert "Solhuset" in client.get(address).text


def test_staff_read_who_entered_it_and_get_the_mail(client, address, manager, municipality, round_):
    client.post(address, form())
    application = Application.objects.get()
    document = Document.objects.get()
    sent = ApplicationFactory(round=round_, submitted=True)
    facts = {"entered_by": manager, "mailed_at": timezone.now(), "mailed_by": "Bo", "mailed_from": "bo@by.example"}
    Application.objects.filter(pk=sent.pk).update(**facts)
    Document.objects.update(case=sent.case)

    read = client.get(reverse("applications:round_application", args=[round_.pk, sent.pk])).text

    assert "Mona Manager har indtastet ansøgningen efter en mail fra Bo (bo@by.example)" in read
    answer = client.get(reverse("applications:read_file", args=[sent.pk, document.pk]))
    assert b"".join(answer.streaming_content) == pdf()
    Application.objects.filter(pk=sent.pk).update(entered_by=None, mailed_at=None, mailed_by="", mailed_from="")
    assert client.get(reverse("applications:read_file", args=[sent.pk, document.pk])).status_code == 404
    assert application.status == Status.DRAFT


def test_the_page_takes_as_many_queries_for_three_drafts_as_for_one(
    client, address, manager, round_, django_assert_num_queries
):
    facts = {"entered_by": manager, "mailed_at": timezone.now(), "mailed_by": "Bo", "mailed_from": "bo@by.example"}
    ApplicationFactory(round=round_, **facts)
    client.get(address)
    with django_assert_num_queries(7):
        client.get(address)
    ApplicationFactory.create_batch(2, round=round_, **facts)

    with django_assert_num_queries(7):
        client.get(address)


def test_the_announced_decision_goes_to_the_sender_where_nobody_is_on_board(client, address, manager, round_):
    facts = {"entered_by": manager, "mailed_at": timezone.now(), "mailed_by": "Bo", "mailed_from": "bo@by.example"}
    alone = ApplicationFactory(round=round_, submitted=True, **facts)
    DecisionFactory(application=alone)
    round_.status = RoundStatus.APPROVED
    round_.save()

    announce(round_, by=Actor.of(manager))

    assert list(Email.objects.filter(key__startswith="decision.announced").values_list("to", flat=True)) == [
        "bo@by.example"
    ]
