"""Making the PDF of approved minutes, filing it on the case, and writing to those who were invited. All of it once."""

import logging

from django.db import DatabaseError, transaction
from django.template.loader import render_to_string

from engagements.meetings import minutes_emails
from engagements.meetings.models import Minutes, MinutesPaper
from engagements.meetings.recipients import recipients
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.documents.actions import store
from praksis.documents.assets import bundled
from praksis.documents.rendering import RenderFailed, renderer
from praksis.mail import outbox

logger = logging.getLogger("praksis.minutes")


def print_minutes(pk) -> bool:
    """Claim the work and make the PDF. False where another worker has it, it is not due, or it failed this time."""
    work = MinutesPaper.objects.claim(pk)
    if work is None:
        return False
    related = ("meeting__engagement__case", "meeting__engagement__party", "meeting__step")
    minutes = Minutes.objects.select_related(*related).get(pk=work.minutes_id)
    try:
        return _keep(work, minutes, renderer.render(page(minutes), bundled()))
    except RenderFailed as error:
        _fail(work, minutes, str(error))
    except OSError as error:  # no room for the file, or for one more process
        _fail(work, minutes, f"{type(error).__name__}: {error.strerror}")
    except DatabaseError:
        raise  # nothing can be written down now: the lease runs out, and the work is claimed again
    except Exception as error:  # noqa: BLE001 - what cannot be drawn must not come back for ever unseen
        logger.error("minutes %s cannot be made: %s", minutes.pk, type(error).__name__)
        _fail(work, minutes, type(error).__name__)
    return False


def page(minutes: Minutes) -> str:
    """The approved minutes as a page, from what was kept of them alone."""
    return render_to_string("pdf/minutes.html", {"record": minutes.record})


@transaction.atomic
def try_minutes_again(minutes: Minutes) -> None:
    """Begin anew with a PDF that could not be made, asked for by a person. Otherwise changes nothing."""
    MinutesPaper.objects.filter(minutes=minutes).put_back()


@transaction.atomic
def try_all_minutes_again() -> int:
    """Begin anew with every PDF that could not be made, asked for by a person. Returns how many that were."""
    return MinutesPaper.objects.put_back()


@transaction.atomic
def _keep(work: MinutesPaper, minutes: Minutes, content: bytes) -> bool:
    """Store the PDF and write of it. False where the lease was lost: then another worker keeps its own."""
    if not work.finish():
        return False
    meeting = minutes.meeting
    case = meeting.engagement.case
    minutes.document = store(
        case,
        kind="minutes",
        title=f"Referat: {meeting.title}"[:200],
        filename=f"referat-{case.reference}-{meeting.starts_at:%Y-%m-%d}.pdf",
        content=content,
        content_type="application/pdf",
        by=SYSTEM,
    )
    minutes.save(update_fields=["document"])

    log.record(case, "minutes.filed", by=SYSTEM, meeting=meeting.title)
    for person in recipients(meeting):
        outbox.queue(minutes_emails.approved(minutes, person))
    return True


@transaction.atomic
def _fail(work: MinutesPaper, minutes: Minutes, error: str) -> None:
    """Put the work back on the ladder; where that was the last rung, say so on the case."""
    work.fail(error)
    if MinutesPaper.objects.get(pk=work.pk).has_failed:
        meeting = minutes.meeting
        log.record(meeting.engagement.case, "minutes.not_filed", by=SYSTEM, meeting=meeting.title)
