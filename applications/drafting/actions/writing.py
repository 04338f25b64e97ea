"""Writing an answer: field by field as it is typed, or a page at a time; every text it ever had is kept."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from applications.drafting import answers, compare
from applications.drafting.models import Answer, AnswerChange, Application
from applications.drafting.models.applications import written_by
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.errors import ActionError
from praksis.prepared import Prepared

# A field is saved at every pause in somebody's writing, so it reads no more than it needs.
NEEDED_TO_SAVE = [
    "value", "revision", "changed_at", "question__kind", "question__options", "question__label",
    "application__case", "application__status", "application__current_version", "application__extended_to",
    "application__mailed_at",
    "application__round__status", "application__round__opens_at", "application__round__deadline",
]  # fmt: skip
TOO_LATE_TO_ENTER = (
    "Ansøgningen kan ikke indtastes længere: Mailen kom efter fristen, eller også er runden allerede indstillet."
)
NO_MONTH = "Den sidste frist for miniforløb er passeret. Jeres kladde er gemt, men kan ikke sendes længere."


class Conflict(ActionError):
    """Somebody else changed the same answer meanwhile.

    `theirs` is what stands now and `revision` its number, `mine` what was to be saved, both in words.
    """

    def __init__(self, name: str, theirs: str, revision: int, by: str, mine: str = ""):
        super().__init__(
            f"{by} har rettet det samme svar imens. Jeres tekst er ikke gemt oven i; vælg, hvad der skal stå."
        )
        self.name, self.theirs, self.revision, self.by, self.mine = name, theirs, revision, by, mine

    @property
    def sides(self) -> tuple[list[compare.Piece], list[compare.Piece]]:
        """Both texts with the words that only the one has marked: mine, then theirs."""
        return compare.sides(self.mine, self.theirs)


class Entry(NamedTuple):
    """One form field as it was sent: its name, the strings it had, and the revision that its writer saw."""

    name: str
    values: Sequence[str]
    revision: int


@transaction.atomic
def save_answer(
    pk, *, name: str, values: Sequence[str], revision: int, by: Actor, received_at: datetime | None = None
) -> Answer:
    """Save one field of a draft as it is typed.

    `name` is the form field's (answers.field_name), `revision` the answer's that the writer saw. One query fetches and
    locks what is visible. Raises ObjectDoesNotExist where the person may not write there, ValueError where the field
    does not fit its question, Conflict where the same field was changed meanwhile, and ActionError where the request
    came after the deadline.
    """
    answer = to_write(pk, name, by, received_at)
    return write(answer, Entry(name, values, revision), by)


@transaction.atomic
def save_answers(pk, entries: Iterable[Entry], *, by: Actor, received_at: datetime | None = None) -> list[Conflict]:
    """Save the fields of a page sent as a whole. What does not conflict is saved; the conflicts are returned."""
    conflicts = []
    for entry in entries:
        try:
            save_answer(
                pk, name=entry.name, values=entry.values, revision=entry.revision, by=by, received_at=received_at
            )
        except Conflict as conflict:
            conflicts.append(conflict)
    return conflicts


@transaction.atomic
def use_theirs(pk, entry: Entry, *, by: Actor, received_at: datetime | None = None) -> Answer:
    """Let the colleague's text stand that a conflict showed. One's own is kept in the history, just before it.

    Raises as `save_answer` does; a Conflict where that text was changed once more.
    """
    return give_way(to_write(pk, entry.name, by, received_at), entry, by)


def give_way(answer: Answer, entry: Entry, by: Actor) -> Answer:
    """Keep what was typed as a change, and let what stood before it stand again. The row is locked."""
    theirs, revision = answer.value, answer.revision
    write(answer, entry, by)
    return answer if answer.revision == revision else put(answer, theirs, by, how="valgte kollegaens tekst")


def to_write(pk, name: str, by: Actor, received_at: datetime | None) -> Answer:
    """The answer behind a form field of a draft that the person writes in, locked together with its application.

    Raises as `save_answer` does.
    """
    try:
        return _found(name, received_at, lambda **key: _OF_WRITERS.get(application=pk, user=by.person.pk, **key))
    except Answer.DoesNotExist:
        # Looking for those who enter it for somebody in the same query would cost every save a third of its time.
        entered = Application.objects.in_entry_by(by.person).filter(pk=pk)
        return answer_in(Q(application__in=entered), name, received_at)


def answer_in(drafts: Q, name: str, received_at: datetime | None) -> Answer:
    """The answer behind a form field in one of these drafts, locked. Raises as `save_answer` does."""
    return _found(name, received_at, lambda **key: _asked(**key).get(drafts))


def _found(name: str, received_at: datetime | None, get: Callable[..., Answer]) -> Answer:
    """The answer that `get` finds by its question and institution, where it can still be written."""
    key, _, institution = answers.split_field_name(name)
    if key == answers.APPLICANT_KIND:
        raise ValueError("No such field.")
    answer: Any = get(question=key, institution=UUID(institution) if institution else None)
    # The lock may have waited for a submission, which the look-up above did not see.
    refuse_unless_draft(answer.application)
    if received_at:
        last = answer.last_month
        refuse_after_deadline(answer.application, received_at, has_month=last is not None and received_at <= last)
    return answer


def _asked(question: str, institution: UUID | None) -> QuerySet[Answer]:
    """The answers to a question, about an institution where the question is asked of each, to be written."""
    months = Round.objects.filter(status=RoundStatus.ASSESSING, programme=OuterRef("application__programme"))
    return (
        Answer.objects.select_for_update(of=("self", "application"), no_key=True)
        .select_related("question", "application__round")
        .only(*NEEDED_TO_SAVE)
        # Not what an earlier edition of the questions asked, which is kept beside it.
        .filter(question__question_set=F("application__question_set"))
        .filter(question__key=question, institution=institution)
        # A mini's draft has no round to fetch, so the last month that takes it is asked for in the same query.
        .annotate(last_month=Subquery(months.order_by("-deadline").values("deadline")[:1]))
    )


def _of_writers(application: UUID, user: UUID, **key) -> QuerySet[Answer]:
    """The same in an application that the user writes."""
    return _asked(**key).filter(written_by(user, "application__"), application=application)


_OF_WRITERS = Prepared(_of_writers)


def refuse_unless_draft(application: Application) -> None:
    """Raise ActionError once the application is handed in or withdrawn."""
    if not application.is_draft:
        raise ActionError("Ansøgningen er sendt og kan ikke rettes længere.")


def refuse_after_deadline(application: Application, received_at: datetime, *, has_month: bool | None = None) -> None:
    """Raise ActionError where the request came after the deadline; a mini's draft has that of the last month.

    `has_month` says whether a month takes minis at that moment, where the caller has looked already.
    """
    if application.round is None and has_month is not None and not application.is_entered:
        in_time = has_month
    else:
        in_time = application.is_in_time_at(received_at)
    if in_time:
        return
    if application.is_entered:
        raise ActionError(TOO_LATE_TO_ENTER)
    if application.round is None:
        raise ActionError(NO_MONTH)
    raise ActionError(
        f"Fristen var {danish_datetime(application.deadline)}. Jeres kladde er gemt, men kan ikke rettes længere."
    )


def write(answer: Answer, entry: Entry, by: Actor) -> Answer:
    """Write what was typed into a locked answer, unless its writer had not seen what stands there now."""
    part = answers.split_field_name(entry.name)[1]
    value = answers.merge(answer.question, answer.value, part, entry.values)
    if value == answer.value or (answer.revision == 0 and not answers.is_answered(answer.question, value)):
        return answer
    if entry.revision != answer.revision and _changed_since(answer, entry.revision, part):
        raise _conflict(answer, part, entry.name, value)
    return put(answer, value, by)


def put(answer: Answer, value: Any, by: Actor, *, how: str = "") -> Answer:
    """Give a locked answer its next value, as a change of its own. `how` is said beside the name in the history."""
    now = timezone.now()
    changed = Answer.objects.filter(pk=answer.pk, revision=answer.revision).update(
        value=value, revision=F("revision") + 1, changed_at=now
    )
    assert changed == 1  # the row is locked
    answer.value, answer.revision, answer.changed_at = value, answer.revision + 1, now
    by_name = f"{by.name} ({how})" if how else by.name
    AnswerChange.objects.create(
        answer=answer, revision=answer.revision, value=value, at=now, by_user=by.user, by_name=by_name
    )
    note_change(answer.application)
    return answer


def note_change(application: Application) -> None:
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


def _conflict(answer: Answer, part: str, name: str, value: Any) -> Conflict:
    newest = answer.changes.order_by("-revision").first()
    theirs, mine = (_words(answer.question, each, part) for each in (answer.value, value))
    return Conflict(name, theirs, answer.revision, newest.by_name if newest else "En kollega", mine)


def _words(question, value: Any, part: str) -> str:
    """A value in words, or one part of it where that is a text of its own."""
    one = (value or {}).get(part, "") if part else value
    return one if isinstance(one, str) else answers.as_text(question, value)
