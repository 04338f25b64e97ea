"""Bringing an earlier text back."""

from datetime import datetime

from django.db import transaction

from applications.drafting.actions.writing import put, refuse_after_deadline, refuse_unless_draft
from applications.drafting.models import Answer, Application
from applications.drafting.questions import value_in
from applications.rounds.models import QuestionKind
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def restore(application: Application, pk, *, revision: int, seen: int, by: Actor, received_at: datetime) -> Answer:
    """Let an answer say again what it said at an earlier revision, as a change of its own.

    `seen` is the revision that the person had before them. Raises ActionError where it was changed since, says that
    already, or can no longer be changed; ObjectDoesNotExist where there is no such answer or text.
    """
    lock(application)
    refuse_unless_draft(application)
    refuse_after_deadline(application, received_at)
    answer = application.answers.select_for_update(of=("self",), no_key=True).select_related("question").get(pk=pk)
    answer.application = application
    earlier = value_in(answer.question, answer.changes.get(revision=revision).value)
    if answer.revision != seen:
        raise ActionError("Svaret er rettet imens. Læs den nyeste tekst, før du henter en tidligere frem.")
    if answer.question.question_set_id != application.question_set_id:
        raise ActionError("Spørgsmålet stilles ikke længere. Kopiér teksten ind i et andet svar i stedet.")
    if answer.question.kind == QuestionKind.FILES:
        raise ActionError("Bilag kan ikke hentes frem igen. Læg dem ind på ny.")
    if earlier == answer.value:
        raise ActionError("Den tekst står der allerede.")
    return put(answer, earlier, by, how=f"hentede tekst {revision} frem")
