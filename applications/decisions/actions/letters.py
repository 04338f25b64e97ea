"""Having the letter of a decision made, once, by a worker, and telling of it."""

from collections.abc import Iterable

from django.db import transaction

from applications.allocation.models import Decision
from applications.decisions import letters
from applications.decisions.emails import decision_announced
from applications.decisions.models import DecisionLetter
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.documents.actions import store
from praksis.documents.drawing import draw
from praksis.documents.models import Audience
from praksis.mail import outbox
from praksis.work import WorkStatus

KIND = "decision_letter"


@transaction.atomic
def order_letter(
    decision: Decision, *, to: Iterable[str], number: int = 1, replaces: dict[str, str] | None = None
) -> DecisionLetter:
    """Have the letter of an announced decision made, and queue the notice of it to each address.

    Called once for each decision, by what announces it.
    """
    letter = letters.letter_of(decision, number=number, replaces=replaces)
    letter.save(force_insert=True)
    DecisionLetter.nudge_after_commit(letter.pk)
    for address in to:
        outbox.queue(decision_announced(letter, to=address))
    return letter


def draw_letter(pk) -> bool:
    """Claim the work and make the PDF. False where another worker has it, it is not due, or it failed this time."""
    letter = DecisionLetter.objects.claim(pk)
    return letter is not None and draw(letter, page=letters.page, keep=_keep, fail=_fail)


@transaction.atomic
def try_letters_again() -> int:
    """Begin anew with every letter that could not be made, because a person asks for it. Says how many those were."""
    return DecisionLetter.objects.put_back()


@transaction.atomic
def _keep(letter: DecisionLetter, content: bytes) -> bool:
    """Store the PDF with its fingerprint. False where the lease was lost: then another worker keeps its own."""
    if not letter.finish():
        return False
    letter.document = store(
        Decision.objects.select_related("case").get(pk=letter.decision_id).case,
        kind=KIND,
        title=letters.title(letter),
        filename=letters.filename(letter),
        content=content,
        content_type="application/pdf",
        by=SYSTEM,
        # Handed out by the decision's own pages: whoever has an interest in the round does not read it.
        audience=Audience.APPLICATION,
    )
    letter.save(update_fields=["document"])
    return True


@transaction.atomic
def _fail(letter: DecisionLetter, error: str) -> None:
    """Put the work back on the ladder; where that was the last rung, say so on the case."""
    letter.fail(error)
    if DecisionLetter.objects.filter(pk=letter.pk, status=WorkStatus.FAILED).exists():
        log.record(letter.decision.case, "decision.letter_failed", by=SYSTEM)
