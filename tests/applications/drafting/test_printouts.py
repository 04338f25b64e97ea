"""The application as a PDF: what stands in it, and that it is made once."""

import io
import json
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from applications.drafting import actions, printouts
from applications.drafting.models import Printout, PrintoutKind, Submission, Version
from applications.tasks import draw_printout, sweep_printouts
from praksis.cases.actors import Actor
from praksis.documents.models import Audience, Document
from praksis.documents.rendering import RenderFailed, renderer
from praksis.errors import ActionError
from praksis.mail import links
from praksis.work import LADDER, WorkStatus
from tests.factories.minis import applicant, complete_mini, mini_programme

pytestmark = pytest.mark.django_db


def words(printout):
    """What is read on the paper, with single spaces."""
    printout.refresh_from_db()
    with printout.document.file.open("rb") as file:
        pdf = file.read()
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def kinds_of_events(application):
    return list(application.case.events.order_by("id").values_list("kind", flat=True))


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def submitted(complete, link):
    """Signed by the director and sent by itself."""
    actions.send_code(link)
    link.refresh_from_db()
    actions.sign(link, code=links.code(link), name="Dorte Direktør", title="Direktør", received_at=timezone.now())
    complete.refresh_from_db()
    return complete


@pytest.fixture
def waiting(draft, by):
    return actions.request_printout(draft, by=by)


# --- The receipt --------------------------------------------------------------------------------------------------


def test_the_receipt_is_made_of_what_was_handed_in(submitted):
    receipt = Printout.objects.get()

    assert actions.draw_printout(receipt.pk) is True

    version = Submission.objects.get().version
    assert (receipt.kind, receipt.version, receipt.requested_by) == (PrintoutKind.RECEIPT, version, None)
    text = words(receipt)
    for shown in [
        "Kvittering for ansøgning Skive Kommune",
        version.sha256,
        "Underskrevet af Dorte Direktør, Direktør",
        "Formiddagene er urolige.",
        "Solhuset (kommunalt, børnehave)",
        "Mange børn står uden for legen.",
    ]:
        assert text.count(shown) > 0, shown


def test_the_receipt_is_a_tagged_danish_document_of_the_case(submitted):
    receipt = Printout.objects.get()
    actions.draw_printout(receipt.pk)

    document = Document.objects.get(kind=actions.printouts.KIND)
    with document.file.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "da")
        title = str(pdf.docinfo["/Title"])
    reference = submitted.case.reference
    assert title == f"Kvittering for ansøgning, Skive Kommune, sag {reference}"
    assert (document.case, document.audience) == (submitted.case, Audience.APPLICATION)
    assert document.filename == f"kvittering-{reference}.pdf"


def test_a_receipt_is_made_once(submitted):
    receipt = Printout.objects.get()

    made = [actions.draw_printout(receipt.pk) for _ in range(2)]

    assert made == [True, False]
    assert Document.objects.filter(kind=actions.printouts.KIND).count() == 1


def test_asking_for_a_submitted_application_gives_the_receipt(submitted, by):
    assert actions.request_printout(submitted, by=by) == Printout.objects.get()


def test_what_was_answered_again_is_a_paper_of_its_own(submitted, by):
    submission = Submission.objects.get()
    content = {**submission.version.content, "reference": "2031-9999"}
    text = json.dumps(content)
    submission.current = Version.objects.create(application=submitted, number=2, json=text, sha256="c" * 64)
    submission.save()
    actions.draw_printout(Printout.objects.get().pk)

    now = actions.request_printout(submitted, by=by)
    actions.draw_printout(now.pk)

    assert (now.kind, now.version) == (PrintoutKind.SUPPLEMENTED, submission.current)
    assert words(now).count("med de svar, vi har bedt om igen") == 1


# --- A draft ------------------------------------------------------------------------------------------------------


def test_a_draft_is_printed_as_it_was_when_it_was_asked_for(draft, write, by):
    write("need", "Formiddagene er urolige.")
    printout = actions.request_printout(draft, by=by)
    write("need", "Eftermiddagene er urolige.")

    actions.draw_printout(printout.pk)

    text = words(printout)
    assert printout.kind == PrintoutKind.DRAFT
    assert (text.count("Formiddagene er urolige."), text.count("Eftermiddagene")) == (1, 0)
    assert (text.count("Kladde til ansøgning"), text.count("Ikke besvaret") > 0) == (2, True)  # heading and foot
    assert text.count("Kontrolkode") == 0


def test_a_frozen_text_has_its_control_code_and_is_said_not_to_be_sent(complete, link, by):
    printout = actions.request_printout(complete, by=by)
    actions.draw_printout(printout.pk)

    text = words(printout)
    assert printout.kind == PrintoutKind.FROZEN
    assert text.count(complete.versions.get().sha256) == 3  # by itself, and in the foot of both pages
    assert text.count("Ansøgning, ikke sendt") == 1


def test_a_signature_makes_it_another_paper(complete, link, by):
    before = actions.request_printout(complete, by=by)
    actions.draw_printout(before.pk)
    complete.sends_when_signed = False
    complete.save()
    actions.send_code(link)
    link.refresh_from_db()
    actions.sign(link, code=links.code(link), name="Dorte Direktør", title="Direktør", received_at=timezone.now())

    after = actions.request_printout(complete, by=by)

    assert (before == after, after.facts["approved"][0]["who"]) == (False, "Dorte Direktør, Direktør")


def test_a_withdrawn_draft_says_so(draft, coordinator, by):
    draft.status, draft.withdrawn_at, draft.withdrawn_by = "withdrawn", timezone.now(), coordinator
    draft.save()

    printout = actions.request_printout(draft, by=by)
    actions.draw_printout(printout.pk)

    assert words(printout).count("Ansøgningen blev trukket tilbage") == 1


def test_the_receipt_of_a_mini_names_the_leader_and_the_board(municipality):
    mini_programme()
    organisation, owner = applicant("private", municipality)
    draft = complete_mini(organisation, owner)
    leader = actions.send_for_signature(draft, by=Actor.of(owner), sends_when_signed=False)
    board = actions.ask_board_chair(draft, by=Actor.of(owner))
    actions.confirm_for_the_board(board, name="Bo Formand", title="Formand", received_at=timezone.now())
    actions.confirm(leader, name="Lone Leder", title="Leder", received_at=timezone.now())
    draft.refresh_from_db()
    actions.submit(draft, by=Actor.of(owner), received_at=timezone.now())

    receipt = Printout.objects.get()
    actions.draw_printout(receipt.pk)

    assert [(one["how"], one["who"]) for one in receipt.facts["approved"]] == [
        ("Bekræftet", "Lone Leder, Leder"),
        ("Bekræftet for bestyrelsen", "Bo Formand, Formand"),
    ]
    assert words(receipt).count("Legen er fuld.") == 1


# --- Asking -------------------------------------------------------------------------------------------------------


def test_the_same_text_gives_the_same_paper_and_another_text_another(draft, write, by):
    first = actions.request_printout(draft, by=by)
    actions.draw_printout(first.pk)
    again = actions.request_printout(draft, by=by)
    write("need", "Noget nyt")
    other = actions.request_printout(draft, by=by)

    assert (first == again, first == other) == (True, False)


def test_while_one_is_being_made_a_second_call_gives_that_one(draft, write, by):
    first = actions.request_printout(draft, by=by)
    write("need", "Noget nyt")

    assert actions.request_printout(draft, by=by) == first


def test_there_is_an_end_to_how_many_are_made_in_a_day(draft, write, by, monkeypatch):
    monkeypatch.setattr(actions.printouts, "MOST_A_DAY", 1)
    actions.draw_printout(actions.request_printout(draft, by=by).pk)
    write("need", "Noget nyt")

    with pytest.raises(ActionError, match="mange pdf'er"):
        actions.request_printout(draft, by=by)
    Printout.objects.update(requested_at=timezone.now() - timedelta(days=2))
    assert actions.request_printout(draft, by=by).is_waiting


def test_the_same_paper_is_not_there_twice(waiting):
    with pytest.raises(IntegrityError, match="printout"), transaction.atomic():
        Printout.objects.create(
            application=waiting.application, kind="draft", facts={}, fingerprint=waiting.fingerprint
        )


# --- The work -----------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch):
    def fail(html, files):
        raise RenderFailed("The child ended without an answer.")

    monkeypatch.setattr(renderer, "render", fail)


def test_a_failed_try_is_tried_again_by_the_ladder(waiting, broken):
    assert actions.draw_printout(waiting.pk) is False

    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.will_try_again, waiting.has_failed) == (1, True, False)
    assert waiting.last_error == "The child ended without an answer."


def test_after_the_last_rung_the_case_tells_and_asking_begins_anew(waiting, broken, by):
    Printout.objects.update(attempts=len(LADDER))
    actions.draw_printout(waiting.pk)
    waiting.refresh_from_db()
    failed, told = waiting.has_failed, kinds_of_events(waiting.application)

    again = actions.request_printout(waiting.application, by=by)

    waiting.refresh_from_db()
    assert (failed, told[-1], again) == (True, "application.pdf_failed", waiting)
    assert (waiting.is_waiting, waiting.attempts) == (True, 0)


def test_trying_again_begins_anew_only_with_what_failed_for_good(waiting):
    Printout.objects.update(attempts=2)
    under_way = actions.try_printouts_again()
    Printout.objects.update(status=WorkStatus.FAILED)
    failed = actions.try_printouts_again()

    assert (under_way, failed, Printout.objects.get().attempts) == (0, 1, 0)


def test_a_file_that_cannot_be_stored_is_tried_again_and_leaves_no_document(waiting, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    (tmp_path / "file").write_text("not a folder")

    assert actions.draw_printout(waiting.pk) is False

    waiting.refresh_from_db()
    assert (waiting.last_error, waiting.document) == ("NotADirectoryError: Not a directory", None)
    assert Document.objects.count() == 0


def test_facts_that_cannot_be_drawn_climb_the_ladder_too(waiting):
    Printout.objects.update(facts={})

    assert actions.draw_printout(waiting.pk) is False
    assert Printout.objects.get().last_error == "KeyError"


def test_while_the_database_refuses_the_work_waits_for_its_lease(waiting, monkeypatch):
    def refuse(html, files):
        raise OperationalError("disk full")

    monkeypatch.setattr(renderer, "render", refuse)

    with pytest.raises(OperationalError):
        actions.draw_printout(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.lease is None) == (0, False)


def test_a_worker_that_lost_its_lease_keeps_nothing(waiting):
    claimed = Printout.objects.claim(waiting.pk)
    Printout.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    Printout.objects.claim(waiting.pk)

    assert (actions.printouts._keep(claimed, b"%PDF-"), Document.objects.count()) == (False, 0)


def test_the_jobs_make_what_waits(draft, write, by):
    first = actions.request_printout(draft, by=by)
    draw_printout(str(first.pk))
    write("need", "Noget nyt")
    second = actions.request_printout(draft, by=by)
    sweep_printouts()

    assert set(Printout.objects.values_list("pk", "status")) == {(first.pk, "done"), (second.pk, "done")}


def test_what_people_write_stays_words_on_the_paper(draft, write, by):
    write("need", '<img src="file:///etc/passwd"><b>fed</b> {{ 7 }} & co')
    printout = actions.request_printout(draft, by=by)

    page = printouts.page(printout)

    assert page.count("<img") == 0
    assert page.count("&lt;b&gt;fed&lt;/b&gt; {{ 7 }} &amp; co") == 1
