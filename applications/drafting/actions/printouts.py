"""Having the PDF of an application made, once, by a worker."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from applications.drafting import printouts
from applications.drafting.models import Application, Printout, Submission
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.db import lock
from praksis.documents.actions import store
from praksis.documents.drawing import draw
from praksis.documents.models import Audience
from praksis.errors import ActionError
from praksis.work import WorkStatus

KIND = "application_pdf"
# Of one application in a day: each is a file that is kept
MOST_A_DAY = 20


@transaction.atomic
def request_printout(application: Application, *, by: Actor) -> Printout:
    """Have a PDF made of the application as it stands now. It writes nothing of the application itself.

    The same text gives the PDF that is there, begun anew where it could not be made; while one is being made a second
    call gives that one. Raises ActionError where too many were asked for today.
    """
    lock(application)
    wanted = printouts.as_it_stands(application)
    made = Printout.objects.filter(application=application)
    same = made.filter(fingerprint=wanted.fingerprint)
    if existing := same.first() or made.filter(status=WorkStatus.WAITING).first():
        same.put_back()
        return existing
    since = timezone.now() - timedelta(days=1)
    if made.exclude(requested_by=None).filter(requested_at__gte=since).count() >= MOST_A_DAY:
        raise ActionError("I har fået mange pdf'er af ansøgningen i dag. Hent en af dem, eller prøv igen i morgen.")
    return _order(wanted, by=by)


@transaction.atomic
def order_receipt(submission: Submission) -> Printout:
    """Have the receipt made of what was handed in. Called once, by what hands it in."""
    return _order(printouts.receipt(submission.application, submission), by=SYSTEM)


def draw_printout(pk) -> bool:
    """Claim the work and make the PDF. False where another worker has it, it is not due, or it failed this time."""
    printout = Printout.objects.claim(pk)
    return printout is not None and draw(printout, page=printouts.page, keep=_keep, fail=_fail)


@transaction.atomic
def try_printouts_again() -> int:
    """Begin anew with every PDF that could not be made, because a person asks for it. Says how many those were."""
    return Printout.objects.put_back()


def _order(printout: Printout, *, by: Actor) -> Printout:
    printout.requested_by = by.user
    printout.save(force_insert=True)
    Printout.nudge_after_commit(printout.pk)
    return printout


@transaction.atomic
def _keep(printout: Printout, content: bytes) -> bool:
    """Store the PDF with its fingerprint. False where the lease was lost: then another worker keeps its own."""
    if not printout.finish():
        return False
    case = Application.objects.select_related("case").get(pk=printout.application_id).case
    printout.document = store(
        case,
        kind=KIND,
        title=printouts.title(printout),
        filename=printouts.filename(printout, case.reference),
        content=content,
        content_type="application/pdf",
        by=SYSTEM,
        audience=Audience.APPLICATION,
    )
    printout.save(update_fields=["document"])
    return True


@transaction.atomic
def _fail(printout: Printout, error: str) -> None:
    """Put the work back on the ladder; where that was the last rung, say so on the case."""
    printout.fail(error)
    if Printout.objects.get(pk=printout.pk).has_failed:
        log.record(printout.application.case, "application.pdf_failed", by=SYSTEM)
