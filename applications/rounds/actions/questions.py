"""Editing the questions of a round or a programme: until they are in use, and afterwards as a new edition."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from applications.rounds import questionnaire
from applications.rounds.actions.editing import LOCKED
from applications.rounds.actions.rounds import copy_edition
from applications.rounds.models import Programme, Question, QuestionKind, QuestionSet, Round, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError

IN_USE = "Spørgsmålene er taget i brug og kan ikke rettes. Lav en ny udgave i stedet."
# Beyond any order that is given, so that the questions can be numbered anew without two having the same
ASIDE = 15_000
MOST = 200


@transaction.atomic
def begin_edition(round_: Round | None, programme: Programme, *, by: Actor) -> QuestionSet:
    """Copy the questions in use into a new edition, which can be edited until it is put to use.

    The programme's own where there is no round. A second call gives the one that is being edited. Raises ActionError
    where the round takes no more applications, or there is nothing to copy.
    """
    owner = round_ or programme
    lock(owner)
    editions = QuestionSet.objects.filter(programme=programme, round=round_)
    begun = editions.filter(published_at=None).first()
    if begun:
        return begun
    _refuse_when_closed(round_, timezone.now())
    template = owner.questions_now
    if template is None:
        raise ActionError("Der er ingen spørgsmål at lave en ny udgave af.")
    edition = copy_edition(template, round_=round_, number=editions.aggregate(last=Max("number"))["last"] + 1)
    log.record(_case(edition), "questions.edition_begun", by=by, number=edition.number, of=str(owner))
    return edition


@transaction.atomic
def discard_edition(edition: QuestionSet, *, by: Actor) -> None:
    """Throw a new edition away before it is in use. A round's first is not thrown away."""
    _lock_edited(edition)
    if edition.number == 1:
        raise ActionError("Rundens første spørgsmål kan ikke kasseres. Ret dem i stedet.")
    log.record(_case(edition), "questions.edition_discarded", by=by, number=edition.number, of=_owner(edition))
    edition.questions.all().delete()
    edition.delete()


@transaction.atomic
def publish_edition(edition: QuestionSet, *, change_note: str, by: Actor) -> None:
    """Put a new edition to use: drafts that are begun from now on are asked its questions.

    Those that are running are told by the room that knows them. Raises ActionError where nothing is another than
    before, or the round takes no more applications.
    """
    _lock_edited(edition)
    now = timezone.now()
    if edition.round and edition.round.status == RoundStatus.DRAFT:
        raise ActionError("Spørgsmålene tages i brug, når runden åbnes.")
    _refuse_when_closed(edition.round, now)
    if _as_asked(edition) == _as_asked((edition.round or edition.programme).questions_now):
        raise ActionError("Der er ikke ændret noget i spørgsmålene endnu.")
    edition.published_at, edition.change_note = now, change_note
    edition.save(update_fields=["published_at", "change_note"])
    log.record(
        _case(edition), "questions.published", by=by, number=edition.number, of=_owner(edition), note=change_note
    )


@transaction.atomic
def save_question(
    edition: QuestionSet,
    question: Question | None,
    *,
    label: str,
    guidance: str,
    section: str,
    kind: str = "",
    options: Sequence[str] = (),
    max_words: int | None = None,
    required: bool = True,
    criterion: str = "",
    after: Question | None = None,
    for_each: bool = False,
    by: Actor,
) -> Question:
    """Change a question that is not in use yet, or add one (None), behind `after` or first of all.

    Of a question whose key the code reads, the kind stands, and that it must be answered. What is put to each
    institution stands in the section that asks for them. Raises ActionError once the questions are in use.
    """
    _lock_edited(edition)
    questions = list(edition.questions.all())
    if question is None:
        question = _new(edition, questions, label, for_each)
        questions.append(question)
    else:
        question = _still_there(questions, question)
    if after is not None:
        after = _still_there(questions, after)

    locked = questionnaire.is_locked(question)
    question.label, question.guidance, question.criterion = label, guidance, criterion
    if not locked:
        question.kind, question.required = kind or question.kind, required
    if question.part_of and question.kind == QuestionKind.FILES:
        raise ActionError("Bilag hører til hele ansøgningen og kan ikke lægges ved hvert dagtilbud.")
    question.max_words = max_words if question.kind in questionnaire.TEXTS else None
    if question.kind not in questionnaire.CHOICES:
        question.options = []
    elif question.key not in questionnaire.FIXED_OPTIONS:
        question.options = questionnaire.options_of(options, question.options)
    question.section = section
    _number(questions, question, after)
    log.record(_case(edition), "questions.saved", by=by, label=label, of=_owner(edition))
    return question


@transaction.atomic
def remove_question(edition: QuestionSet, question: Question, *, by: Actor) -> None:
    """Take a question out that is not in use yet. Raises ActionError for one whose key the code reads."""
    _lock_edited(edition)
    if questionnaire.is_locked(question):
        raise ActionError("Systemet bruger svaret på dette spørgsmål, så det kan ikke fjernes.")
    log.record(_case(edition), "questions.removed", by=by, label=question.label, of=_owner(edition))
    edition.questions.filter(pk=question.pk).delete()


def _new(edition: QuestionSet, questions: list[Question], label: str, for_each: bool) -> Question:
    if len(questions) >= MOST:
        raise ActionError(f"Der er allerede {MOST} spørgsmål. Fjern et, før I tilføjer et nyt.")
    part_of = questionnaire.LIST_KEY if for_each else ""
    if for_each and all(one.key != part_of for one in questions):
        raise ActionError("Skemaet spørger ikke om dagtilbud, så et spørgsmål kan ikke stilles for hvert af dem.")
    # No key of an earlier edition: an answer follows its key, and this is another question.
    asked = Question.objects.filter(question_set__programme=edition.programme, question_set__round=edition.round)
    key = questionnaire.new_key(label, set(asked.values_list("key", flat=True)), part_of=part_of)
    return Question(question_set=edition, key=key, part_of=part_of, kind=QuestionKind.LONG_TEXT)


def _still_there(questions: list[Question], wanted: Question) -> Question:
    found = next((one for one in questions if one.pk == wanted.pk), None)
    if found is None:
        raise ActionError(f"»{wanted.label}« er fjernet imens. Se spørgsmålene igen, og prøv så.")
    return found


def _number(questions: list[Question], moved: Question, after: Question | None) -> None:
    listing = next((one for one in questions if one.key == questionnaire.LIST_KEY), None)
    for question in questions:
        if question.part_of and listing:
            question.section = listing.section
    standing = questionnaire.in_order(questions, moved=moved, after=after if after is not moved else None)
    Question.objects.filter(question_set=moved.question_set).update(order=F("order") + ASIDE)
    for place, question in enumerate(standing, start=1):
        question.order = place * 10
    if moved._state.adding:
        moved.save()
    others = [question for question in standing if question is not moved]
    Question.objects.bulk_update(others, ["order", "section"])
    moved.save()


def _lock_edited(edition: QuestionSet) -> None:
    owner = edition.round or edition.programme
    lock(owner)
    lock(edition)
    if edition.published_at:
        raise ActionError(IN_USE)
    if edition.number == 1 and edition.round and edition.round.status != RoundStatus.DRAFT:
        raise ActionError(LOCKED)


def _refuse_when_closed(round_: Round | None, now: datetime) -> None:
    if round_ is None:
        return
    is_running = round_.status == RoundStatus.ASSESSING and round_.deadline is not None and round_.deadline >= now
    if not is_running:
        raise ActionError("Runden tager ikke imod ansøgninger længere, så spørgsmålene kan ikke ændres.")


def _as_asked(edition: QuestionSet) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in question.items() if name not in {"id", "question_set_id", "order"}}
        for question in edition.questions.order_by("order").values()
    ]


def _case(edition: QuestionSet):
    return edition.round.case if edition.round else None


def _owner(edition: QuestionSet) -> str:
    return str(edition.round or edition.programme)
