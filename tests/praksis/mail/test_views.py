import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from praksis.mail import links
from praksis.mail.models import Email
from praksis.work import WorkStatus
from tests.factories.cases import CaseFactory
from tests.factories.mail import EmailFactory, PersonalLinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client, manager) -> Client:
    client.force_login(manager)
    return client


@pytest.mark.parametrize(
    ("persona", "status"),
    [("manager", 200), ("administrator", 200), ("consultant", 403), ("approver", 403), ("coordinator", 403)],
)
def test_who_reads_the_outbox(client, request, persona, status):
    email = EmailFactory()
    client.force_login(request.getfixturevalue(persona))

    assert client.get("/udbakke/").status_code == status
    assert client.get(f"/udbakke/{email.pk}/").status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_outbox_takes_the_same_queries_for_one_as_for_three(reader, count, django_assert_num_queries):
    for _ in range(count):
        EmailFactory(case=CaseFactory())

    with django_assert_num_queries(7):
        response = reader.get("/udbakke/")

    assert len(response.context["page"]) == count


@pytest.mark.parametrize(
    ("state", "word", "kind"),
    [
        ({}, "Venter", "neutral"),
        ({"attempts": 2}, "Prøves igen", "warning"),
        ({"done": True}, "Sendt", "success"),
        ({"failed": True}, "Kom ikke frem", "error"),
        ({"status": WorkStatus.DROPPED}, "Bortfaldet", "neutral"),
    ],
)
def test_a_letter_tells_how_it_fares(reader, state, word, kind):
    email = EmailFactory(**state)

    assert (email.status_word, email.status_kind) == (word, kind)
    assert word in reader.get("/udbakke/").content.decode()


def test_a_letter_is_shown_with_its_text(reader):
    email = EmailFactory(body="Første.\n\nAndet <b>afsnit</b>.", button_text="Se sagen", button_path="/mine/")

    page = reader.get(f"/udbakke/{email.pk}/").content.decode()

    assert "<p>Første.</p>" in page
    assert "Andet &lt;b&gt;afsnit&lt;/b&gt;." in page
    assert 'href="http://testserver/mine/"' in page


@pytest.mark.parametrize("demo", [True, False])
def test_a_personal_link_and_its_code_are_shown_in_the_demo_only(reader, settings, demo):
    settings.DEMO = demo
    link = PersonalLinkFactory()
    links.new_code(link)
    email = EmailFactory(link=link, button_text="Skriv under", body="Koden er [[kode]].")

    page = reader.get(f"/udbakke/{email.pk}/").content.decode()

    assert (links.token(link) in page) == demo
    assert (links.code(link) in page) == demo
    assert ("Linket er personligt og vises kun for modtageren." in page) != demo


def test_a_sensitive_letter_is_listed_without_its_text_and_never_opened(reader, settings):
    settings.DEMO = True
    email = EmailFactory(sensitive_one=True, subject="Vælg en ny adgangskode", to="karen@skive.example")

    page = reader.get("/udbakke/").content.decode()

    assert "karen@skive.example" in page
    assert "Fortrolig mail om adgang" in page
    assert "Vælg en ny adgangskode" not in page
    assert reader.get(f"/udbakke/{email.pk}/").status_code == 404


def test_letters_are_found_by_recipient_and_subject_but_sensitive_ones_not_by_their_subject(reader):
    plain = EmailFactory(subject="Ansøgningen er modtaget", to="karen@skive.example")
    secret = EmailFactory(sensitive_one=True, subject="Adgang", to="frede@thisted.example")

    def found(query):
        return list(reader.get("/udbakke/", {"q": query}).context["page"])

    assert found("KAREN") == [plain]
    assert found("modtaget") == [plain]
    assert found("frede") == [secret]
    assert found("Adgang") == []
    assert "Ingen mails passer til »Adgang«." in reader.get("/udbakke/?q=Adgang").content.decode()


@pytest.mark.parametrize("query", ["skive", "nowhere"])
def test_a_search_takes_no_more_queries_than_the_list(query, reader, django_assert_max_num_queries):
    EmailFactory(case=CaseFactory(), to="karen@skive.example")

    with django_assert_max_num_queries(7):
        reader.get("/udbakke/", {"q": query})


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite reads every letter")
def test_a_search_is_served_by_the_index_of_the_migration(reader):
    EmailFactory()

    with CaptureQueriesContext(connection) as queries:
        reader.get("/udbakke/", {"q": "karen@skive"})
    search = next(query["sql"] for query in queries if "LIKE" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {search}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert plan.count("Bitmap Index Scan on email_search") == 2


def test_the_list_leads_to_each_letter(reader):
    email = EmailFactory()

    assert f'<a href="{reverse("mail:detail", args=[email.pk])}">' in reader.get("/udbakke/").content.decode()


def test_a_failed_letter_is_sent_again(reader):
    email = EmailFactory(failed=True)

    response = reader.post(f"/udbakke/{email.pk}/send-igen/", follow=True)

    assert "Mailen bliver sendt igen." in response.content.decode()
    assert Email.objects.get().status == WorkStatus.WAITING


def test_looking_never_sends(reader):
    email = EmailFactory(failed=True)

    assert reader.get(f"/udbakke/{email.pk}/send-igen/").status_code == 405
    assert Email.objects.get().status == WorkStatus.FAILED
