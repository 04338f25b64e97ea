"""Beginning a draft and writing in it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from applications.drafting import answers
from applications.drafting.models import (
    Answer,
    AnswerChange,
    ApplicantKind,
    Application,
    ApplicationInstitution,
    Status,
)
from applications.rounds.models import Round
from praksis.cases import log
from praksis.cases.actions import open_case
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError

# A field is saved at every pause in somebody's writing, so it reads no more than it needs.
NEEDED_TO_SAVE = [
    "value", "revision", "changed_at", "question__kind", "question__options",
    "application__status", "application__current_version",
]  # fmt: skip


class Conflict(ActionError):
    """Somebody else changed the same answer meanwhile: `theirs` is what stands now, `revision` its number."""

    def __init__(self, name: str, theirs: str, revision: int, by: str):
        super().__init__(
            f"{by} har rettet det samme svar imens. Jeres tekst er ikke gemt oven i; vælg, hvad der skal stå."
        )
        self.name, self.theirs, self.revision = name, theirs, revision


class Entry(NamedTuple):
    """One form field as it was sent: its name, the strings it had, and the revision that its writer saw."""

    name: str
    values: Sequence[str]
    revision: int


@transaction.atomic
def begin(round_: Round, applicant, *, by: Actor) -> Application:
    """Begin a municipality's draft for a round, with an empty answer for every question.

    A second call gives the draft that the same person has begun already. Raises ActionError when the round takes no
    applications, or the applicant is no municipality: only a municipality applies for a one-year course.
    """
    if not round_.is_open:
        raise ActionError("Runden tager ikke imod ansøgninger lige nu.")
    if not hasattr(applicant, "as_municipality"):
        raise ActionError("Det er kommunen, der søger om et etårigt forløb.")
    lock(applicant)
    begun = Application.objects.filter(
        round=round_, applicant=applicant, created_by=by.person, status=Status.DRAFT
    ).first()
    if begun:
        return begun
    case = open_case(f"Ansøgning: {round_.programme}, {applicant}", party=applicant)
    application = Application.objects.create(
        case=case,
        programme=round_.programme,
        round=round_,
        question_set=round_.questions_now,
        applicant=applicant,
        applicant_kind=ApplicantKind.MUNICIPALITY,
        created_by=by.person,
    )
    _add_answers(application, part_of=False)
    log.record(case, "application.begun", by=by)
    return application


@transaction.atomic
def save_answer(pk, *, name: str, values: Sequence[str], revision: int, by: Actor) -> Answer:
    """Save one field of a draft as it is typed.

    `name` is the form field's (answers.field_name), `revision` the answer's that the writer saw. One query fetches and
    locks what is visible. Raises ObjectDoesNotExist where the person may not write there, ValueError where the field
    does not fit its question, and Conflict where the same field was changed meanwhile.
    """
    key, part, institution = answers.split_field_name(name)
    answer = (
        Answer.objects.select_for_update(of=("self", "application"), no_key=True)
        .select_related("question", "application")
        .only(*NEEDED_TO_SAVE)
        .filter(application__in=Application.objects.editable_by(by.user).filter(pk=pk))
        .filter(Q(institution=institution) if institution else Q(institution=None))
        .get(question__key=key)
    )
    # The lock may have waited for a submission, which the look-up above did not see.
    _refuse_unless_draft(answer.application)
    return _write(answer, part, Entry(name, values, revision), by)


@transaction.atomic
def save_answers(pk, entries: Iterable[Entry], *, by: Actor) -> list[Conflict]:
    """Save the fields of a page sent as a whole. What does not conflict is saved; the conflicts are returned."""
    conflicts = []
    for entry in entries:
        try:
            save_answer(pk, name=entry.name, values=entry.values, revision=entry.revision, by=by)
        except Conflict as conflict:
            conflicts.append(conflict)
    return conflicts


@transaction.atomic
def add_institution(
    application: Application, *, by: Actor, institution=None, name: str = "", ownership: str = "", setting: str = ""
) -> ApplicationInstitution:
    """Add an institution, from the register or typed in, with empty answers of its own.

    Raises ActionError when it is there already, lies in another municipality, or the draft can no longer be changed.
    """
    _lock_draft(application)
    if institution and institution.municipality_id != application.applicant_id:
        raise ActionError("Vælg et dagtilbud i jeres egen kommune.")
    facts = institution or ApplicationInstitution(name=name.strip(), ownership=ownership, setting=setting)
    if application.institutions.filter(name__iexact=facts.name).exists():
        raise ActionError(f"{facts.name} er allerede med.")
    last = application.institutions.aggregate(last=Max("order"))["last"] or 0
    row = ApplicationInstitution.objects.create(
        application=application,
        institution=institution,
        name=facts.name,
        ownership=facts.ownership,
        setting=facts.setting,
        order=last + 1,
    )
    _add_answers(application, part_of=True, institution=row)
    _note_change(application)
    return row


@transaction.atomic
def remove_institution(application: Application, pk, *, by: Actor) -> None:
    """Take an institution out of the draft again, with what was answered for it. Logged with its answers."""
    _lock_draft(application)
    row = application.institutions.get(pk=pk)
    texts = {
        answer.question.key: answers.as_text(answer.question, answer.value)
        for answer in row.answers.select_related("question")
    }
    log.record(application.case, "application.institution_removed", by=by, name=row.name, answers=texts)
    row.delete()
    _note_change(application)


def _add_answers(application: Application, *, part_of: bool, institution=None) -> None:
    questions = application.question_set.questions.exclude(kind__in=[*answers.STEPS, "institution_list"])
    questions = questions.exclude(part_of="") if part_of else questions.filter(part_of="")
    Answer.objects.bulk_create(
        Answer(application=application, question=question, institution=institution) for question in questions
    )


def _lock_draft(application: Application) -> None:
    lock(application)
    _refuse_unless_draft(application)


def _refuse_unless_draft(application: Application) -> None:
    if not application.is_draft:
        raise ActionError("Ansøgningen er sendt og kan ikke rettes længere.")


def _write(answer: Answer, part: str, entry: Entry, by: Actor) -> Answer:
    value = answers.merge(answer.question, answer.value, part, entry.values)
    if value == answer.value or (answer.revision == 0 and not answers.is_answered(answer.question, value)):
        return answer
    if entry.revision != answer.revision and _changed_since(answer, entry.revision, part):
        raise _conflict(answer, part, entry.name)
    now = timezone.now()
    changed = Answer.objects.filter(pk=answer.pk, revision=answer.revision).update(
        value=value, revision=F("revision") + 1, changed_at=now
    )
    assert changed == 1  # the row is locked
    answer.value, answer.revision, answer.changed_at = value, answer.revision + 1, now
    AnswerChange.objects.create(
        answer=answer, revision=answer.revision, value=value, at=now, by_user=by.user, by_name=by.name
    )
    _note_change(answer.application)
    return answer


def _note_change(application: Application) -> None:
    """From here the draft is no longer what was frozen, so an earlier signature does not count for it."""
    if application.current_version_id:
        application.current_version = None
        application.save(update_fields=["current_version"])


def _changed_since(answer: Answer, revision: int, part: str) -> bool:
    """Whether the same part is another now than at the revision that the writer saw."""
    seen = answer.changes.filter(revision=revision).first()
    before = seen.value if seen else None
    if not part:
        return before != answer.value
    return (before or {}).get(part, "") != (answer.value or {}).get(part, "")


def _conflict(answer: Answer, part: str, name: str) -> Conflict:
    newest = answer.changes.order_by("-revision").first()
    theirs = (answer.value or {}).get(part, "") if part else answer.value
    if not isinstance(theirs, str):
        theirs = answers.as_text(answer.question, answer.value)
    return Conflict(name, theirs, answer.revision, newest.by_name if newest else "En kollega")
