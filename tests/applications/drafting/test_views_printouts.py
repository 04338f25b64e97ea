"""The page with the application's PDFs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Printout
from applications.drafting.views import printouts as views
from praksis.cases.actors import Actor
from praksis.mail import links as personal
from praksis.work import WorkStatus
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


def address(name, application, *args):
    return reverse(f"applications:{name}", args=[application.pk, *args])


def ready(application, by):
    printout = actions.request_printout(application, by=Actor.of(by))
    assert actions.draw_printout(printout.pk) is True
    return printout


def test_asking_says_that_it_is_being_made_and_then_gives_it(web, draft):
    asked = web.post(address("printouts", draft), follow=True)
    printout = Printout.objects.get()
    actions.draw_printout(printout.pk)
    page = web.get(address("printouts", draft))

    assert texts(asked, ".printout p")[0] == "Kladde: Pdf'en bliver dannet. Det tager et øjeblik."
    assert links(page, ".printout a") == [address("printout_download", draft, printout.pk)]
    assert texts(page, "title")[0].startswith("Ansøgningen som pdf")


def test_the_file_is_an_attachment_that_no_browser_keeps(web, draft, coordinator):
    printout = ready(draft, coordinator)

    answer = web.get(address("printout_download", draft, printout.pk))

    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert answer["Content-Disposition"] == f'attachment; filename="kladde-{draft.case.reference}.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_what_is_not_made_yet_cannot_be_fetched(web, draft):
    web.post(address("printouts", draft))

    assert web.get(address("printout_download", draft, Printout.objects.get().pk)).status_code == 404


def test_another_applications_paper_is_not_found_under_this_one(web, draft, coordinator, open_round, stranger):
    other = actions.begin(open_round, stranger.active_memberships[0].organisation, by=Actor.of(stranger))
    theirs = ready(other, stranger)

    for name in ("printout_download", "printout_progress"):
        assert web.get(address(name, draft, theirs.pk), headers=HTMX).status_code == 404
        assert web.get(address(name, other, theirs.pk), headers=HTMX).status_code == 404
    assert web.post(address("printouts", other)).status_code == 404


def test_htmx_is_told_only_what_is_new(web, draft):
    web.post(address("printouts", draft))
    printout = Printout.objects.get()
    progress = address("printout_progress", draft, printout.pk)

    same = web.get(f"{progress}?kendt=0", headers=HTMX)
    Printout.objects.update(attempts=1)
    later = web.get(f"{progress}?kendt=0", headers=HTMX)
    Printout.objects.update(status=WorkStatus.FAILED)
    failed = web.get(f"{progress}?kendt=1", headers=HTMX)

    assert same.status_code == 204
    assert texts(later, "p")[0].startswith("Kladde: Pdf'en kunne ikke dannes lige nu. Vi prøver selv igen kl. ")
    assert texts(failed, "p") == [
        "Kladde: Pdf'en kunne ikke dannes. Det er en fejl hos os. I kan udskrive siden i stedet."
    ]


def test_without_htmx_progress_is_the_page(web, draft):
    web.post(address("printouts", draft))

    answer = web.get(address("printout_progress", draft, Printout.objects.get().pk))

    assert (answer.status_code, answer.url) == (302, address("printouts", draft))


def test_a_refusal_is_said_on_the_page(web, draft, monkeypatch):
    monkeypatch.setattr(actions.printouts, "MOST_A_DAY", 0)

    page = web.post(address("printouts", draft), follow=True)

    assert texts(page, ".alert-heading, .alert-text")[0].startswith("I har fået mange pdf'er")


def test_the_receipt_page_tells_of_the_receipts_pdf(web, complete, link):
    actions.send_code(link)
    link.refresh_from_db()
    actions.sign(link, code=personal.code(link), name="Dorte", title="Direktør", received_at=timezone.now())
    receipt = Printout.objects.get()
    before = web.get(address("receipt", complete))
    actions.draw_printout(receipt.pk)
    after = web.get(address("receipt", complete))
    Printout.objects.all().delete()
    without = web.get(address("receipt", complete))

    assert texts(before, ".printout p")[0] == "Kvittering: Pdf'en bliver dannet. Det tager et øjeblik."
    assert links(after, ".printout a") == [address("printout_download", complete, receipt.pk)]
    assert (texts(without, ".printout"), texts(without, "main p > a").count("Få ansøgningen som pdf")) == ([], 1)


def test_the_same_text_is_said_to_be_there_already(web, draft, coordinator):
    ready(draft, coordinator)

    page = web.post(address("printouts", draft), follow=True)

    assert texts(page, ".alert-text, .alert-heading").count("Der er allerede en pdf af netop denne tekst.") == 1
    assert len(texts(page, ".printout")) == 1


def test_what_was_handed_in_is_asked_for_only_where_it_is_not_made(web, complete, link):
    actions.send_code(link)
    link.refresh_from_db()
    actions.sign(link, code=personal.code(link), name="Dorte", title="Direktør", received_at=timezone.now())
    made = web.get(address("printouts", complete))
    Printout.objects.update(status=WorkStatus.FAILED)
    failed = web.get(address("printouts", complete))
    Printout.objects.all().delete()
    missing = web.get(address("printouts", complete))

    assert [len(texts(page, "main form")) for page in (made, failed, missing)] == [0, 1, 1]


def test_a_withdrawn_draft_is_printed_once(web, draft, coordinator):
    draft.status, draft.withdrawn_at, draft.withdrawn_by = "withdrawn", timezone.now(), coordinator
    draft.save()
    before = web.get(address("printouts", draft))
    ready(draft, coordinator)
    after = web.get(address("printouts", draft))

    assert [len(texts(page, "main form")) for page in (before, after)] == [1, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_few_queries(web, draft, write, coordinator, django_assert_num_queries, count):
    for number in range(count):
        write("need", f"Udgave {number}")
        ready(draft, coordinator)

    with django_assert_num_queries(6):
        page = web.get(address("printouts", draft))

    assert len(texts(page, ".printout")) == count


def test_only_the_newest_are_shown(web, draft, write, coordinator, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 1)
    for number in range(2):
        write("need", f"Udgave {number}")
        newest = ready(draft, coordinator)

    assert links(web.get(address("printouts", draft)), ".printout a") == [
        address("printout_download", draft, newest.pk)
    ]
