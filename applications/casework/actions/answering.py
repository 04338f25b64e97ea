"""The applicant answers again: just that answer, until its day has passed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from applications.casework import emails, supplement
from applications.casework.permissions import is_announced
from applications.drafting import answers, cpr, reading, versions
from applications.drafting.actions import Conflict, Entry
from applications.drafting.actions.files import one_by_one, with_file
from applications.drafting.models import Answer, AnswerChange, Application, Reopening, Status, Submission, Version
from applications.rounds.models import QuestionKind
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.db import lock
from praksis.documents.uploads import Upload
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def save_answer_again(reopening: Reopening, entries: list[Entry], *, by: Actor, received_at: datetime) -> Answer:
    """Keep what is written of the new answer; what is judged stays the old one until it is sent.

    Raises Conflict where a colleague has changed it since, and ActionError where it is no longer open.
    """
    _lock_open(reopening, received_at)
    answer = reopening.answer
    value = answer.value
    for entry in entries:
        _, part, _ = answers.split_field_name(entry.name)
        value = answers.merge(answer.question, value, part, entry.values)
    if entries and value != answer.value and any(entry.revision != answer.revision for entry in entries):
        newest = answer.changes.first()
        theirs = answers.as_text(answer.question, answer.value)
        mine = answers.as_text(answer.question, value)
        raise Conflict(entries[0].name, theirs, answer.revision, newest.by_name if newest else "En kollega", mine)
    write(answer, value, by=by)
    return answer


def add_files_again(reopening: Reopening, files: Iterable, *, by: Actor, received_at: datetime) -> list[str]:
    """Attach the files of a request (UploadedFile) to the new answer; a sentence for each that was not attached.

    Raises ActionError where the answer is no longer open, and ValueError where its question takes no files.
    """
    return one_by_one(files, lambda upload: add_file_again(reopening, upload, by=by, received_at=received_at))


@transaction.atomic
def add_file_again(reopening: Reopening, upload: Upload, *, by: Actor, received_at: datetime) -> Answer:
    """Attach one checked file to the new answer. Raises as `add_files_again`, and where there is no room for it."""
    _lock_open(reopening, received_at)
    answer = reopening.answer
    if answer.question.kind != QuestionKind.FILES:
        raise ValueError("No such field.")
    write(answer, with_file(answer, upload, by), by=by)
    return answer


@transaction.atomic
def remove_file_again(reopening: Reopening, document: str, *, by: Actor, received_at: datetime) -> Answer:
    """Take a file out of the new answer; what was handed in keeps it. Nothing happens where it is not there.

    Raises as `add_files_again`.
    """
    _lock_open(reopening, received_at)
    answer = reopening.answer
    if answer.question.kind != QuestionKind.FILES:
        raise ValueError("No such field.")
    write(answer, [file for file in answer.value or [] if file["id"] != document], by=by)
    return answer


@transaction.atomic
def send_answer_again(reopening: Reopening, *, is_no_cpr: bool = False, by: Actor, received_at: datetime) -> Version:
    """Send the new answer: the application is frozen anew with just that replaced, and judged so from now on.

    What was signed stays as it was, beside it. With `is_no_cpr` its writer says that what looks like a CPR number is
    none. Raises ActionError where something is wrong with the answer, it is the same as before, or it is no longer
    open; its day is judged by when the request was received.
    """
    application = _lock_open(reopening, received_at)
    answer = reopening.answer
    if answers.faults(answer.question, answer.value):
        raise ActionError("Svaret kan ikke sendes, som det står. Ret det, der er skrevet ved feltet.")
    _settle_cpr(answer, application, is_no_cpr=is_no_cpr, by=by)
    submission = Submission.objects.select_related("current").get(application=application)
    before = submission.current.content
    after = supplement.replaced(before, answer)
    if after == before:
        raise ActionError("Svaret er det samme som før. Ret det, eller skriv en besked til os.")

    text = versions.canonical(after)
    last = application.versions.aggregate(last=Max("number"))["last"]
    version = Version.objects.create(
        application=application, number=last + 1, json=text, sha256=versions.fingerprint(text)
    )
    submission.current = version
    submission.save(update_fields=["current"])
    application.themes = reading.themes(after)
    application.save(update_fields=["themes"])
    reopening.answered_at, reopening.answered_by = received_at, by.person
    reopening.save(update_fields=["answered_at", "answered_by"])
    log.record(application.case, "answer.sent_again", by=by, label=answer.question.label, sha256=version.sha256)
    outbox.queue(emails.answered_again(application, reopening))
    return version


def write(answer: Answer, value, *, by: Actor) -> None:
    """Give the answer a new value and keep the old one in its history. The caller holds the application's lock."""
    if value == answer.value:
        return
    now = timezone.now()
    changed = Answer.objects.filter(pk=answer.pk, revision=answer.revision).update(
        value=value, revision=F("revision") + 1, changed_at=now
    )
    assert changed == 1  # the application is locked
    answer.value, answer.revision, answer.changed_at = value, answer.revision + 1, now
    AnswerChange.objects.create(
        answer=answer, revision=answer.revision, value=value, at=now, by_user=by.user, by_name=by.name
    )


def _settle_cpr(answer: Answer, application: Application, *, is_no_cpr: bool, by: Actor) -> None:
    """As for a draft: what looks like a CPR number goes, or somebody says that it is none."""
    if not cpr.unsettled(application.case_id, [(answer.pk, answer.revision, answer.value)]):
        return
    if not is_no_cpr:
        raise ActionError(cpr.REMAINS)
    about = {"label": answer.question.label, "answer": str(answer.pk), "revision": answer.revision}
    log.record(application.case, cpr.NOT_CPR, by=by, **about)


def _lock_open(reopening: Reopening, received_at: datetime) -> Application:
    """The application under a lock, and the reopening, read again."""
    application = Application.objects.get(pk=reopening.answer.application_id)
    lock(application)
    lock(reopening)
    if application.status != Status.SUBMITTED:
        raise ActionError("Ansøgningen er trukket tilbage.")
    if not reopening.is_open:
        raise ActionError("Svaret er sendt eller lukket i mellemtiden.")
    if timezone.localdate(received_at) > reopening.due_on:
        raise ActionError(f"I kunne svare til og med {danish_date(reopening.due_on)}.")
    if is_announced(application):
        raise ActionError("Afgørelsen er meddelt. Svaret kan ikke ændres længere.")
    return application
