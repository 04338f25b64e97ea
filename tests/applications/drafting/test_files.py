"""Attaching files and taking them out: what is kept, what is refused, and that nothing else is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applications.drafting import actions, answers, changes, reading, versions
from applications.drafting.actions import files
from applications.drafting.models import Answer, Status
from applications.rounds.models import QuestionKind
from praksis.cases.actors import Actor
from praksis.documents.models import Audience, Document
from praksis.documents.uploads import check
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.files import pdf, png, stream
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import QuestionFactory

pytestmark = pytest.mark.django_db

REPORT, PLAN = check("tilsyn.pdf", pdf()), check("indretning.png", png())


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def open_round(open_round):
    QuestionFactory(
        question_set=open_round.questions_now,
        key="need_files",
        kind=QuestionKind.FILES,
        section="3. Behov",
        label="Bilag om behovet",
        order=20,
        required=False,
    )
    return open_round


@pytest.fixture
def attach(draft, coordinator):
    def attach(upload=REPORT, *, by=coordinator, at=None, name="need_files"):
        return actions.add_file(draft.pk, name=name, upload=upload, by=Actor.of(by), received_at=at or timezone.now())

    return attach


def attached(draft) -> list:
    return Answer.objects.get(application=draft, question__key="need_files").value


def remove(draft, document, *, by, at=None):
    return actions.remove_file(draft.pk, document, by=Actor.of(by), received_at=at or timezone.now())


# --- Attaching ----------------------------------------------------------------------------------------------------


def test_a_file_is_stored_with_its_control_code_for_those_who_read_the_application(draft, attach, coordinator):
    answer = attach()

    document = Document.objects.get()
    entry = {"id": str(document.pk), "name": "tilsyn.pdf", "size": REPORT.size, "sha256": REPORT.sha256}
    assert attached(draft) == [entry]
    assert (document.case, document.audience, document.created_by) == (draft.case, Audience.APPLICATION, coordinator)
    assert (document.title, document.kind, document.sha256) == ("Bilag om behovet", "attachment", REPORT.sha256)
    assert [(change.revision, change.by_name) for change in answer.changes.all()] == [(1, "Karen Koordinator")]


def test_two_colleagues_attach_at_once_and_both_files_stay(draft, attach, municipality):
    colleague = MembershipFactory(organisation=municipality.organisation, editor=True).user

    attach(REPORT)
    attach(PLAN, by=colleague)

    assert [file["name"] for file in attached(draft)] == ["tilsyn.pdf", "indretning.png"]


def test_the_same_file_twice_is_there_once(draft, attach):
    attach()
    attach()

    assert len(attached(draft)) == Document.objects.count() == 1


def test_several_files_are_attached_as_far_as_they_may(draft, coordinator):
    given = [
        SimpleUploadedFile("tilsyn.pdf", pdf()),
        SimpleUploadedFile("tegning.svg", b"<svg/>"),
        SimpleUploadedFile("indretning.png", png()),
    ]

    refused = actions.add_files(
        draft.pk, name="need_files", files=given, by=Actor.of(coordinator), received_at=timezone.now()
    )

    assert [file["name"] for file in attached(draft)] == ["tilsyn.pdf", "indretning.png"]
    assert [sentence.partition(" er ")[0] for sentence in refused] == ["»tegning.svg«"]


def test_all_files_together_stay_within_the_limit(draft, attach, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", REPORT.size + 10)
    attach(REPORT)

    with pytest.raises(ActionError, match=r"»indretning.png« er ikke taget med. Bilagene fylder \d+ byte i forvejen"):
        attach(PLAN)

    assert Document.objects.count() == 1


def test_one_answer_holds_only_so_many_files(draft, attach, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 1)
    attach(REPORT)

    with pytest.raises(ActionError, match="Der er allerede 1 filer"):
        attach(PLAN)


def test_a_field_that_takes_no_files_takes_none(attach):
    with pytest.raises(ValueError, match="No such field"):
        attach(name="need")


def test_files_are_not_typed(draft, coordinator):
    typed = {"name": "need_files", "values": ["tilsyn.pdf"], "revision": 0, "by": Actor.of(coordinator)}

    with pytest.raises(ValueError, match="No such field"):
        actions.save_answer(draft.pk, **typed)


@pytest.mark.parametrize("who", ["stranger", "viewer", "nobody"])
def test_who_may_not_write_attaches_nothing_and_takes_nothing_out(request, draft, attach, municipality, who):
    attach()
    (file,) = attached(draft)
    if who == "viewer":
        user = MembershipFactory(organisation=municipality.organisation, viewer=True).user
    else:
        user = request.getfixturevalue("stranger") if who == "stranger" else UserFactory()

    with pytest.raises(ObjectDoesNotExist):
        attach(PLAN, by=user)
    with pytest.raises(ObjectDoesNotExist):
        remove(draft, file["id"], by=user)

    assert attached(draft) == [file]


def test_after_the_deadline_nothing_is_attached_or_taken_out(draft, attach, coordinator):
    attach()
    (file,) = attached(draft)
    late = draft.round.deadline + timedelta(seconds=1)

    with pytest.raises(ActionError, match="Fristen var"):
        attach(PLAN, at=late)
    with pytest.raises(ActionError, match="Fristen var"):
        remove(draft, file["id"], by=coordinator, at=late)

    assert attached(draft) == [file]
    assert attach(PLAN, at=draft.round.deadline).revision == 2


def test_once_it_is_handed_in_nothing_is_attached(draft, attach, coordinator):
    draft.status, draft.submitted_at, draft.submitted_by = Status.SUBMITTED, timezone.now(), coordinator
    draft.save()

    with pytest.raises(ActionError, match="Ansøgningen er sendt"):
        attach()


def test_a_disk_without_room_is_said_in_words_and_leaves_nothing_behind(draft, attach, media, caplog):
    media.write_text("not a folder")

    with pytest.raises(ActionError, match=r"»tilsyn.pdf« er ikke taget med. Vi kunne ikke gemme filen lige nu"):
        attach()

    assert (attached(draft), Document.objects.count()) == (None, 0)
    assert caplog.messages == ["an application's file cannot be stored: NotADirectoryError"]


# --- Taking out ---------------------------------------------------------------------------------------------------


def test_a_file_that_is_taken_out_stays_in_the_history(draft, attach, coordinator):
    attach(REPORT)
    attach(PLAN)
    first, second = attached(draft)

    answer = remove(draft, first["id"], by=coordinator)

    assert attached(draft) == [second]
    assert [change.value for change in answer.changes.all()] == [[second], [first, second], [first]]
    assert Document.objects.count() == 2


def test_a_file_that_no_answer_has_is_not_taken_out(draft, attach, coordinator):
    attach()

    with pytest.raises(ObjectDoesNotExist):
        remove(draft, draft.pk, by=coordinator)


# --- Frozen, in words, and compared -------------------------------------------------------------------------------


def test_a_frozen_version_holds_the_file_with_its_control_code(complete, attach):
    attach()

    content = versions.content_of(complete)

    (file,) = reading.files(content)
    assert file["sha256"] == REPORT.sha256
    text = next(q["text"] for s in content["sections"] for q in s["questions"] if q["key"] == "need_files")
    assert text == f"tilsyn.pdf ({REPORT.size} byte, kontrolkode {REPORT.sha256[:12]})"


def test_another_file_of_the_same_name_and_size_is_a_change(complete, attach, coordinator):
    attach(check("tilsyn.pdf", pdf(stream(b"2016"))))
    before = versions.content_of(complete)
    (file,) = attached(complete)
    remove(complete, file["id"], by=coordinator)
    attach(check("tilsyn.pdf", pdf(stream(b"2017"))))

    (change,) = changes.between(before, versions.content_of(complete))

    assert change.label == "Bilag om behovet"


def test_attaching_makes_a_frozen_version_an_earlier_one(complete, attach, coordinator):
    actions.send_for_signature(complete, by=Actor.of(coordinator))

    attach()

    complete.refresh_from_db()
    assert complete.current_version is None


def test_addresses_are_given_to_the_files_and_to_nothing_else(complete, attach):
    attach()
    content = versions.content_of(complete)

    shown = reading.with_addresses(content, lambda document: f"/{document}/")

    (file,) = reading.files(content)
    questions = [question for section in shown["sections"] for question in section["questions"]]
    assert [q["files"] for q in questions if "files" in q] == [[{**file, "url": f"/{file['id']}/"}]]
    assert [q for s in content["sections"] for q in s["questions"] if "files" in q] == []


def test_a_question_that_must_have_a_file_says_so_until_it_has_one(open_round):
    question = open_round.questions_now.questions.get(key="need_files")
    question.required = True

    assert answers.faults(question, None) == {"": "Vedhæft mindst én fil: Bilag om behovet."}
    assert answers.faults(question, []) == {"": "Vedhæft mindst én fil: Bilag om behovet."}
    assert answers.faults(question, [{"id": "1", "name": "a", "size": 1, "sha256": "0"}]) == {}
