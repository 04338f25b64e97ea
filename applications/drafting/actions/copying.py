"""A new draft that begins with what an earlier application said."""

import hashlib
import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from applications.drafting import answers, copying
from applications.drafting.actions.drafts import add_institution, begin, begin_mini
from applications.drafting.actions.files import KIND
from applications.drafting.copying import Carried, Plan
from applications.drafting.models import Answer, AnswerChange, Application, ApplicationInstitution, Status
from applications.drafting.questions import SetAside
from applications.rounds.models import ProgrammeKind, QuestionKind, Round
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.cases.models import Case
from praksis.db import lock
from praksis.documents.actions import store
from praksis.documents.models import Audience, Document
from praksis.errors import ActionError

logger = logging.getLogger("praksis.drafting")

ALREADY_THERE = "I har allerede en ansøgning dér. Den er ikke ændret."


@transaction.atomic
def copy_into_round(source: Application, round_: Round, *, by: Actor, received_at: datetime) -> Application:
    """Begin a municipality's draft in an open round with the answers, institutions and people of an earlier one.

    A second call gives the draft of the first. Raises ActionError where the applicant has an application in the round,
    or the round takes none when the request is received.
    """
    lock(source.applicant)
    there = _running(source, by).filter(round=round_).first()
    if there:
        return _same_copy(there, source)
    draft = begin(round_, source.applicant, by=by, received_at=received_at)
    return _fill(draft, source, by=by, received_at=received_at)


@transaction.atomic
def copy_into_mini(
    source: Application, *, row: ApplicationInstitution | None = None, by: Actor, received_at: datetime
) -> Application:
    """Begin a draft for a mini with what an earlier mini said, or with what the application for a one-year course did.

    In the latter case it is the municipality's own, for the institution that `row` names. A second call gives the draft
    of the first. Raises ActionError where the applicant has a draft for a mini, the institution is another
    municipality's by now, or no month takes minis when the request is received.
    """
    lock(source.applicant)
    there = _running(source, by).filter(programme__kind=ProgrammeKind.MINI, status=Status.DRAFT).first()
    if there:
        return _same_copy(there, source)
    draft = begin_mini(source.applicant, by=by, received_at=received_at)
    return _fill(draft, source, row=row, by=by, received_at=received_at)


def _running(source: Application, by: Actor):
    """The applicant's applications that the person sees; nobody is told of what colleagues do behind a closed door."""
    seen = Application.objects.visible_to(by.person).filter(applicant=source.applicant_id)
    return seen.exclude(status=Status.WITHDRAWN).order_by("created_at")


def _same_copy(there: Application, source: Application) -> Application:
    if there.copied_from_id != source.pk:
        raise ActionError(ALREADY_THERE)
    return there


def _fill(draft: Application, source: Application, *, row=None, by: Actor, received_at: datetime) -> Application:
    plan = copying.plan(source, draft.question_set, kind=draft.applicant_kind, row=row)
    rows = _add_rows(draft, plan, by=by, received_at=received_at)
    left = [*plan.left, *_write(draft, plan, rows, by=by)]
    draft.copied_from = source
    draft.save(update_fields=["copied_from"])
    log.record(
        draft.case,
        "application.copied",
        by=by,
        source=Case.objects.values_list("reference", flat=True).get(application=source),
        is_prefill=plan.is_prefill,
        answers=len(plan.carried),
        institutions=[one.name for one in plan.rows],
        institutions_left=plan.rows_left,
        promises=plan.promises,
        left=[[one.label, one.institution, one.text] for one in left],
    )
    return draft


def _add_rows(draft: Application, plan: Plan, *, by: Actor, received_at: datetime) -> dict[Any, Any]:
    """Add the institutions that come along. Returns the new rows' ids by those of the earlier ones."""
    if draft.is_of_an_institution:
        itself = draft.institutions.get()
        return {None: None, **{row.pk: itself.pk for row in plan.rows}}
    rows: dict[Any, Any] = {None: None}
    for row in plan.rows:
        facts = {"name": row.name, "ownership": row.ownership, "setting": row.setting}
        named = {"institution": row.institution} if row.institution else facts
        rows[row.pk] = add_institution(draft, by=by, received_at=received_at, **named).pk
    return rows


def _write(draft: Application, plan: Plan, rows: dict[Any, Any], *, by: Actor) -> list[SetAside]:
    """Give the new answers their texts, as changes that say where from. Returns the files that could not be copied."""
    now, left, changes, written = timezone.now(), [], [], []
    empty = {(answer.question_id, answer.institution_id): answer for answer in draft.answers.all()}
    for one in plan.carried:
        # An institution's answer may go to a question that is asked once.
        place = rows[one.answer.institution_id] if one.question.part_of else None
        value = one.value
        if one.question.kind == QuestionKind.FILES:
            value, missing = _copy_files(one, draft.case, by)
            left += missing
        answer = empty[one.question.pk, place]
        answer.value, answer.revision, answer.changed_at = value, 1, now
        written.append(answer)
        changes.append(
            AnswerChange(
                answer=answer, revision=1, value=value, at=now, by_user=by.user, by_name=f"{by.name} (kopieret)"
            )
        )
    Answer.objects.bulk_update(written, ["value", "revision", "changed_at"])
    AnswerChange.objects.bulk_create(changes)
    return left


def _copy_files(one: Carried, case: Case, by: Actor) -> tuple[list[answers.File], list[SetAside]]:
    """The files once more, as the new case's own, so that each case keeps or loses its own."""
    copied: list[answers.File] = []
    missing = []
    for file in one.value:
        document = Document.objects.get(pk=file["id"])
        try:
            content = _content(document)
            new = store(
                case,
                kind=KIND,
                title=one.question.label,
                filename=document.filename,
                content=content,
                content_type=document.content_type,
                by=by,
                audience=Audience.APPLICATION,
            )
        except OSError as error:
            logger.error("document %s cannot be copied: %s", document.pk, type(error).__name__)
            place = one.answer.institution.name if one.answer.institution else ""
            text = f"{document.filename}: Vi kunne ikke kopiere filen. Vedhæft den igen."
            missing.append(SetAside(one.question.label, place, text))
        else:
            copied.append(answers.File(id=str(new.pk), name=file["name"], size=file["size"], sha256=file["sha256"]))
    return copied, missing


def _content(document: Document) -> bytes:
    """The file's bytes. Raises OSError where they cannot be read, or are no longer what was stored."""
    with document.file.open("rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise OSError("The file is another than was stored.")
    return content
