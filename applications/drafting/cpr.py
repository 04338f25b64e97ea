"""CPR numbers in answers: where one seems to stand, and where somebody has said that it is none.

A writer is only warned. Before the application is sent, the number must go, or somebody says that it is no CPR number:
an event of the case, which names the answer and its revision, never the number. A changed answer is asked about anew.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from praksis.cases.models import AuditEvent
from praksis.cpr import holds

NOT_CPR = "application.not_cpr"
REMAINS = "Fjern det, der ligner et CPR-nummer, eller sig til, at det ikke er et."


def parts_with_cpr(value: Any) -> list[str]:
    """The parts of an answer that seem to hold a CPR number; "" for an answer that is one text."""
    if isinstance(value, str):
        return [""] if holds(value) else []
    if isinstance(value, dict):
        return [part for part, text in value.items() if isinstance(text, str) and holds(text)]
    return []


def unsettled(case_id: UUID, given: Iterable[tuple[UUID, int, Any]]) -> dict[UUID, list[str]]:
    """Of answers as (id, revision, value): those with what seems a CPR number that nobody has said is none.

    Gives the parts of each. One query, and none where nothing looks like a number.
    """
    found = {pk: (revision, parts) for pk, revision, value in given if (parts := parts_with_cpr(value))}
    if not found:
        return {}
    said = AuditEvent.objects.filter(case=case_id, kind=NOT_CPR).order_by().values_list("data", flat=True)
    settled = {(data["answer"], data["revision"]) for data in said}
    return {pk: parts for pk, (revision, parts) in found.items() if (str(pk), revision) not in settled}
