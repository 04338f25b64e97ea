"""Saying that what looks like a CPR number is none."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from applications.drafting.actions.writing import answer_in
from applications.drafting.cpr import NOT_CPR, parts_with_cpr
from applications.drafting.models import Application
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.cases.models import Case


@transaction.atomic
def declare_no_cpr(drafts: QuerySet[Application], *, name: str, by: Actor, received_at: datetime) -> None:
    """Say of the answer behind a form field that what looks like a CPR number is none. Logged without the number.

    It holds for the text that stands now. `drafts` are those that the person may write in. Raises as `save_answer`.
    """
    answer = answer_in(Q(application__in=drafts), name, received_at)
    if parts_with_cpr(answer.value):
        case = Case.objects.get(pk=answer.application.case_id)
        facts = {"label": answer.question.label, "answer": str(answer.pk), "revision": answer.revision}
        log.record(case, NOT_CPR, by=by, **facts)
