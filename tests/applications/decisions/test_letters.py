"""The letter of a decision: what stands in it, and that it is made once."""

import io
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone

from applications.allocation.models import DecisionReason
from applications.decisions import actions, letters
from applications.decisions.actions import letters as making
from applications.decisions.models import DecisionLetter
from applications.tasks import draw_letter, sweep_letters
from praksis.danish import danish_date
from praksis.documents.models import Audience, Document
from praksis.documents.rendering import RenderFailed, renderer
from praksis.work import LADDER, WorkStatus
from tests.factories.allocation import DecisionFactory, announced_round
from tests.factories.rounds import CriterionFactory

pytestmark = pytest.mark.django_db


def words(letter):
    """What is read on the paper, with single spaces."""
    letter.refresh_from_db()
    with letter.document.file.open("rb") as file:
        pdf = file.read()
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture
def decision():
    """An announced refusal with a reason under one of two criteria."""
    decision = DecisionFactory(announced=True)
    decision.round.programme.appeal_text = "I kan klage inden fire uger."
    decision.round.programme.save()
    for key, title, text in [("backing", "Opbakning", "Ledelsen har ikke sat tid af."), ("need", "Behov", " ")]:
        criterion = CriterionFactory(round=decision.round, key=key, title=title)
        DecisionReason.objects.create(decision=decision, criterion=criterion, text=text)
    return decision


@pytest.fixture
def letter(decision):
    return actions.order_letter(decision, to=[])


def test_the_letter_says_what_is_decided_why_and_what_now(letter):
    assert actions.draw_letter(letter.pk) is True

    text = words(letter)
    for shown in [
        "I har ikke fået et forløb denne gang",
        letter.decision.reason,
        "Opbakning Ledelsen har ikke sat tid af.",
        "I kan søge igen i den næste runde",
        "Klagevejledning I kan klage inden fire uger.",
        letter.facts["control_code"],
        f"Sag {letter.decision.case.reference}",
    ]:
        assert text.count(shown) > 0, shown
    assert text.count("Behov") == text.count("Behovet er beskrevet")
    assert text.count("erstatter") == 0


def test_a_grant_says_by_when_to_answer():
    decision = DecisionFactory(granted=True, announced=True)

    letter = letters.letter_of(decision)

    assert letter.facts["next_step"].startswith(f"Sig ja tak senest {danish_date(decision.accept_by)}.")


def test_the_letter_is_a_tagged_danish_document_of_the_case(letter):
    actions.draw_letter(letter.pk)

    document = Document.objects.get(kind=making.KIND)
    with document.file.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "da")
        title = str(pdf.docinfo["/Title"])
    reference = letter.decision.case.reference
    assert title == f"Afgørelse, {letter.decision.application.applicant.name}, sag {reference}"
    assert (document.case, document.audience) == (letter.decision.case, Audience.APPLICATION)
    assert document.filename == f"afgoerelse-{reference}.pdf"


def test_what_is_changed_later_does_not_change_the_letter(letter):
    before = letters.page(letter)
    letter.decision.reason = "Noget andet."
    letter.decision.save()
    letter.decision.round.programme.appeal_text = "Noget andet."
    letter.decision.round.programme.save()

    assert letters.page(DecisionLetter.objects.get()) == before


def test_another_word_gives_another_control_code(letter):
    code = letters.control_code(letter.facts)

    assert code == letter.facts["control_code"]
    assert letters.control_code({**letter.facts, "reason": "Noget andet."}) != code


def test_a_letter_is_made_once(letter):
    made = [actions.draw_letter(letter.pk) for _ in range(2)]

    assert made == [True, False]
    assert Document.objects.filter(kind=making.KIND).count() == 1


def test_what_people_write_stays_words_on_the_paper(decision):
    decision.reason = '<img src="file:///etc/passwd"><b>fed</b> {{ 7 }} & co'

    page = letters.page(letters.letter_of(decision))

    assert page.count("<img") == 0
    assert page.count("&lt;b&gt;fed&lt;/b&gt; {{ 7 }} &amp; co") == 1


def test_the_jobs_make_what_waits(letter):
    draw_letter(str(letter.pk))
    other = actions.order_letter(letter.decision, to=[], number=2)
    sweep_letters()

    assert set(DecisionLetter.objects.values_list("pk", "status")) == {(letter.pk, "done"), (other.pk, "done")}


def test_an_announced_rounds_letters_can_all_be_made():
    announced_round("granted", "reserve", "refused")

    sweep_letters()

    assert set(DecisionLetter.objects.values_list("status", flat=True)) == {"done"}


# --- When it cannot be made ---------------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch):
    def fail(html, files):
        raise RenderFailed("The child ended without an answer.")

    monkeypatch.setattr(renderer, "render", fail)


def test_a_failed_try_is_tried_again_and_the_case_says_nothing_yet(letter, broken):
    assert actions.draw_letter(letter.pk) is False

    letter.refresh_from_db()
    assert (letter.attempts, letter.status) == (1, WorkStatus.WAITING)
    assert not letter.decision.case.events.filter(kind="decision.letter_failed").exists()


def test_after_the_last_rung_the_case_tells_and_a_person_begins_anew(letter, broken):
    DecisionLetter.objects.update(attempts=len(LADDER))
    actions.draw_letter(letter.pk)
    letter.refresh_from_db()
    failed = letter.status

    count = actions.try_letters_again()

    letter.refresh_from_db()
    assert (failed, count, letter.status, letter.attempts) == (WorkStatus.FAILED, 1, WorkStatus.WAITING, 0)
    assert letter.decision.case.events.filter(kind="decision.letter_failed").count() == 1


def test_a_worker_that_lost_its_lease_keeps_nothing(letter):
    claimed = DecisionLetter.objects.claim(letter.pk)
    DecisionLetter.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    DecisionLetter.objects.claim(letter.pk)

    assert (making._keep(claimed, b"%PDF-"), Document.objects.count()) == (False, 0)
