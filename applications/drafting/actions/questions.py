"""A new edition of the questions: the writers of running drafts are told, and may take it into their draft."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from applications.drafting import questions
from applications.drafting.actions.writing import refuse_after_deadline
from applications.drafting.models import Answer, AnswerChange, Application, Status
from applications.drafting.writers import addresses
from applications.rounds import actions as rounds
from applications.rounds import emails
from applications.rounds.models import QuestionSet
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def publish_questions(edition: QuestionSet, *, change_note: str, by: Actor) -> int:
    """Put a new edition of the questions to use, and tell those who are writing. Returns how many drafts there are."""
    rounds.publish_edition(edition, change_note=change_note, by=by)
    running = Application.objects.filter(
        status=Status.DRAFT, question_set__programme=edition.programme_id, question_set__round=edition.round_id
    ).exclude(question_set=edition)
    drafts = list(running.select_related("case", "applicant", "created_by"))
    for draft in drafts:
        log.record(draft.case, "application.questions_offered", by=by, note=change_note)
        for to in addresses(draft):
            outbox.queue(emails.questions_changed(edition, draft, to=to))
    return len(drafts)


@transaction.atomic
def switch_questions(application: Application, *, by: Actor, received_at: datetime) -> None:
    """Ask the draft the newest edition's questions. Nothing that was written is lost.

    An answer follows its question's key, also one from an edition before; institutions stay. What has no question any
    longer is kept with its history. A second call changes nothing. Raises ActionError once the application is sent, and
    after its deadline.
    """
    lock(application)
    if not application.is_draft:
        raise ActionError("Ansøgningen er sendt og kan ikke rettes længere.")
    refuse_after_deadline(application, received_at)
    edition = questions.newer(application)
    if edition is None:
        return

    given = list(application.answers.select_related("question", "institution"))
    own = questions.own_answers(application, given)
    asked = questions.put_to(application, edition)
    aside = questions.set_aside(own, asked)
    # The present edition's answers first, then the newest of those that were set aside before.
    earlier = sorted((one for one in given if one not in own), key=lambda one: one.changed_at, reverse=True)
    kept: dict[tuple, list[Answer]] = defaultdict(list)
    for answer in [*own, *earlier]:
        kept[answer.question.key, answer.institution_id].append(answer)

    institutions = list(application.institutions.values_list("pk", flat=True))
    new = []
    for question in asked:
        for institution in institutions if question.part_of else [None]:
            fitting = [one for one in kept[question.key, institution] if questions.fits(one, question)]
            if fitting:
                _carry(fitting[0], question, by)
            else:
                new.append(Answer(application=application, question=question, institution_id=institution))
    Answer.objects.bulk_create(new)
    application.question_set, application.current_version = edition, None
    application.save(update_fields=["question_set", "current_version"])
    log.record(
        application.case,
        "application.questions_switched",
        by=by,
        number=edition.number,
        answers=[[one.label, one.institution, one.text] for one in aside],
    )


def _carry(answer: Answer, question, by: Actor) -> None:
    """Let the answer, with all its history, answer this question; a choice that is gone is taken out as a change."""
    value = questions.value_in(question, answer.value)
    answer.question = question
    if value != answer.value:
        answer.value, answer.revision, answer.changed_at = value, answer.revision + 1, timezone.now()
        AnswerChange.objects.create(
            answer=answer,
            revision=answer.revision,
            value=value,
            at=answer.changed_at,
            by_user=by.user,
            by_name=by.name,
        )
    answer.save(update_fields=["question", "value", "revision", "changed_at"])
