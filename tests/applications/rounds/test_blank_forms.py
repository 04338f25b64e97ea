"""The printed form of an edition of questions: what stands in it, and that it is made once."""

import io
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.rounds import actions, blank_forms
from applications.rounds.models import BlankForm, QuestionKind
from applications.tasks import draw_blank_form, sweep_blank_forms
from praksis.documents.rendering import RenderFailed, renderer
from praksis.work import LADDER, WorkStatus
from tests.factories.rounds import CriterionFactory, ProgrammeFactory, QuestionFactory, QuestionSetFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """A round's first edition, with one question of each kind."""
    round_ = RoundFactory(name="Januar til december")
    edition = QuestionSetFactory(round=round_)
    CriterionFactory(round=round_, key="need", title="Behov for at udvikle")
    for kind in QuestionKind:
        options = [["a", "Sådan her"], ["b", "På en anden måde"]] if "choice" in kind else []
        QuestionFactory(question_set=edition, key=kind, kind=kind, label=f"Om {kind.label}", options=options)
    QuestionFactory(
        question_set=edition,
        key="need",
        label="Hvad skal udvikles?",
        guidance="Beskriv hverdagen.",
        max_words=300,
        criterion="need",
        required=False,
    )
    QuestionFactory(question_set=edition, key="institutions.why", part_of="institutions", label="Hvorfor dette hus?")
    return edition


@pytest.fixture
def form(edition):
    actions.order_blank_forms(timezone.now())
    return BlankForm.objects.get()


def content(form):
    form.refresh_from_db()
    with form.file.open("rb") as file:
        return file.read()


def words(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


# --- Ordering -----------------------------------------------------------------------------------------------------


def test_each_published_edition_gets_one_form(edition):
    QuestionSetFactory(round=None, programme=ProgrammeFactory(kind="mini"))

    ordered = [actions.order_blank_forms(timezone.now()) for _ in range(2)]

    assert (ordered, BlankForm.objects.count()) == ([2, 0], 2)


def test_neither_what_is_prepared_nor_an_earlier_round_gets_one():
    QuestionSetFactory(published_at=None)
    QuestionSetFactory(round=RoundFactory(closed=True))

    assert actions.order_blank_forms(timezone.now()) == 0


def test_a_new_edition_gets_a_form_of_its_own_and_the_old_keeps_its(edition, form):
    newer = QuestionSetFactory(round=edition.round, number=2)

    assert actions.order_blank_forms(timezone.now()) == 1
    assert set(BlankForm.objects.values_list("question_set", flat=True)) == {edition.pk, newer.pk}


def test_an_edition_has_one_form_at_most(form):
    with pytest.raises(IntegrityError), transaction.atomic():
        BlankForm.objects.create(question_set=form.question_set)


# --- The PDF ------------------------------------------------------------------------------------------------------


def test_the_form_has_every_question_with_guidance_limits_and_options(edition, form):
    assert actions.draw_blank_form(form.pk) is True

    text = words(content(form))
    for question in edition.questions.all():
        assert text.count(question.label) > 0, question.label
    for shown in [
        "Spørgsmål til etårigt forløb",
        "Januar til december",
        "Hvad skal udvikles? (frivilligt) Beskriv hverdagen.",
        "Højst 300 ord. Læses under kriteriet »Behov for at udvikle«.",
        "Sæt ét kryds.",
        "På en anden måde",
        "For hvert dagtilbud",
        "Direktøren skriver under på den færdige ansøgning gennem et personligt link.",
    ]:
        assert text.count(shown) > 0, shown


def test_the_form_is_a_tagged_danish_pdf_that_is_kept(form):
    actions.draw_blank_form(form.pk)

    with pikepdf.open(io.BytesIO(content(form))) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "da")
    assert (form.is_ready, form.size) == (True, len(content(form)))
    assert actions.draw_blank_form(form.pk) is False


def test_the_form_of_a_mini_says_that_the_leader_confirms():
    mini = QuestionSetFactory(round=None, programme=ProgrammeFactory(kind="mini", name="Miniforløb"))

    page = blank_forms.page(mini)

    assert page.count("Lederen bekræfter ansøgningen, før den sendes.") == 1
    assert page.count("Kan søges hele året") == 1
    assert BlankForm(question_set=mini).filename == "spoergsmaal-miniforloeb.pdf"


@pytest.mark.parametrize(
    ("words", "room"),
    [
        (None, "room--middle"),
        (100, "room--short"),
        (101, "room--middle"),
        (350, "room--long"),
        (351, "room--whole"),
    ],
)
def test_a_longer_answer_gets_more_room(words, room):
    assert blank_forms.room_for(words) == room


# --- The work -----------------------------------------------------------------------------------------------------


def test_a_form_that_cannot_be_made_is_tried_again_and_then_by_a_person(form, monkeypatch):
    def fail(html, files):
        raise RenderFailed("The child ended without an answer.")

    monkeypatch.setattr(renderer, "render", fail)

    assert actions.draw_blank_form(form.pk) is False
    first = BlankForm.objects.get()
    BlankForm.objects.update(attempts=len(LADDER), not_before=timezone.now())
    actions.draw_blank_form(form.pk)
    last = BlankForm.objects.get()
    again = actions.try_blank_forms_again()

    assert (first.status, first.attempts) == (WorkStatus.WAITING, 1)
    assert (last.status, last.last_error) == (WorkStatus.FAILED, "The child ended without an answer.")
    assert (again, BlankForm.objects.get().status, BlankForm.objects.get().is_ready) == (1, WorkStatus.WAITING, False)


def test_a_form_that_cannot_be_stored_is_not_ready(form, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    (tmp_path / "file").write_text("not a folder")

    assert actions.draw_blank_form(form.pk) is False

    form.refresh_from_db()
    assert (form.is_ready, form.last_error) == (False, "NotADirectoryError: Not a directory")


def test_a_worker_that_lost_its_lease_keeps_nothing(form):
    claimed = BlankForm.objects.claim(form.pk)
    BlankForm.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    BlankForm.objects.claim(form.pk)

    kept = actions.blank_forms._keep(claimed, b"%PDF-")

    form.refresh_from_db()
    assert (kept, form.file.name) == (False, "")


def test_the_jobs_order_and_make_what_is_missing(edition):
    sweep_blank_forms()
    made = BlankForm.objects.get()
    draw_blank_form(str(made.pk))

    assert made.is_ready
