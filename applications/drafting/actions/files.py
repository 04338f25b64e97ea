"""Attaching files to an answer, and taking them away again. Every list of files that an answer had is kept."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from applications.drafting import answers
from applications.drafting.actions.writing import put, refuse_after_deadline, refuse_unless_draft, to_write
from applications.drafting.models import Answer, Application
from applications.rounds.models import QuestionKind
from praksis.cases.actors import Actor
from praksis.cases.models import Case
from praksis.danish import file_size
from praksis.documents import uploads
from praksis.documents.actions import store
from praksis.documents.models import Audience, Document
from praksis.documents.uploads import Upload, named
from praksis.errors import ActionError

logger = logging.getLogger("praksis.drafting")

# Over all answers of an application
MOST_BYTES = 50 * 1024**2
# In one answer
MOST_FILES = 30
KIND = "attachment"
NO_ROOM = "Vi kunne ikke gemme filen lige nu. Det er en fejl hos os. Jeres svar er gemt. Prøv med filen igen om lidt."


def add_files(pk, *, name: str, files: Iterable, by: Actor, received_at: datetime) -> list[str]:
    """Attach the files of a request (UploadedFile) to the answer behind a form field.

    Each is checked and kept by itself, so one that is refused or finds no room keeps none of the others away. Returns a
    sentence for each that was not attached. Raises as `add_file` does where the answer may not be written at all.
    """
    return one_by_one(files, lambda upload: add_file(pk, name=name, upload=upload, by=by, received_at=received_at))


def one_by_one(files: Iterable, add: Callable[[Upload], object]) -> list[str]:
    """Check each file of a request and add it; a sentence for each that is refused, by the check or by `add`."""
    refused = []
    for file in files:
        try:
            add(uploads.receive(file))
        except ActionError as refusal:
            refused.append(str(refusal))
    return list(dict.fromkeys(refused))


@transaction.atomic
def add_file(pk, *, name: str, upload: Upload, by: Actor, received_at: datetime) -> Answer:
    """Attach one checked file. What a colleague attached meanwhile stays, and the same file twice is there once.

    Raises ObjectDoesNotExist where the person may not write there, ValueError where the field takes no files, and
    ActionError after the deadline, where there are too many, or where it cannot be stored.
    """
    answer = to_write(pk, name, by, received_at)
    if answer.question.kind != QuestionKind.FILES:
        raise ValueError("No such field.")
    attached = answer.value or []
    longer = with_file(answer, upload, by)
    return answer if longer == attached else put(answer, longer, by)


def with_file(answer: Answer, upload: Upload, by: Actor) -> list[answers.File]:
    """What is attached to an answer, with one more file, which is stored; the same file twice is there once.

    The application is locked. Raises ActionError where there are too many, or where it cannot be stored.
    """
    attached = answer.value or []
    if any((file["sha256"], file["name"]) == (upload.sha256, upload.filename) for file in attached):
        return attached
    if len(attached) >= MOST_FILES:
        raise ActionError(named(upload.filename, f"Der er allerede {MOST_FILES} filer, og flere kan der ikke være."))
    taken = sum(file["size"] for file in _attached_to(answer.application_id))
    if taken + upload.size > MOST_BYTES:
        raise ActionError(
            named(
                upload.filename,
                f"Bilagene fylder {file_size(taken)} i forvejen og må højst fylde {file_size(MOST_BYTES)} i alt.",
            )
        )
    case = Case.objects.get(application=answer.application_id)
    document = keep(case, upload, kind=KIND, title=answer.question.label, by=by)
    return [*attached, {"id": str(document.pk), "name": upload.filename, "size": upload.size, "sha256": upload.sha256}]


@transaction.atomic
def remove_file(pk, document, *, by: Actor, received_at: datetime) -> Answer:
    """Take a file out of the answer it is attached to. The file itself stays with the texts that named it.

    Raises ObjectDoesNotExist where the person may not write, or no answer has it, and ActionError after the deadline.
    """
    rows = (
        Answer.objects.select_for_update(of=("self", "application"), no_key=True)
        .select_related("question", "application__round")
        .filter(application__in=Application.objects.editable_by(by.person).filter(pk=pk))
        .filter(question__kind=QuestionKind.FILES)
    )
    for answer in rows:
        left = [file for file in answer.value or [] if file["id"] != str(document)]
        if len(left) < len(answer.value or []):
            refuse_unless_draft(answer.application)
            refuse_after_deadline(answer.application, received_at)
            return put(answer, left, by)
    raise Answer.DoesNotExist


def keep(case: Case, upload: Upload, *, kind: str, title: str, by: Actor) -> Document:
    """Store a checked file of an application. Raises ActionError, in words, where the disk does not take it."""
    try:
        return store(
            case,
            kind=kind,
            title=title,
            filename=upload.filename,
            content=upload.content,
            content_type=upload.content_type,
            by=by,
            audience=Audience.APPLICATION,
        )
    except OSError as error:
        logger.error("an application's file cannot be stored: %s", type(error).__name__)
        raise ActionError(named(upload.filename, NO_ROOM)) from None


def _attached_to(application_id) -> list[answers.File]:
    """Every file of an application, whichever question it is attached to."""
    given = Answer.objects.filter(application=application_id, question__kind=QuestionKind.FILES)
    return [file for value in given.order_by().values_list("value", flat=True) for file in value or []]
