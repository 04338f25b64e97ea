"""Ordering a cooperation agreement, and making its PDF once."""

import logging
from datetime import date
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone

from engagements.agreements import clauses, emails
from engagements.agreements.facts import agreement_facts
from engagements.agreements.models import Agreement, Rendering
from engagements.courses.models import Engagement
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.danish import short_date
from praksis.db import lock
from praksis.documents.actions import store
from praksis.documents.assets import bundled
from praksis.documents.rendering import RenderFailed, renderer
from praksis.errors import ActionError
from praksis.mail import outbox
from praksis.work import WorkStatus

logger = logging.getLogger("praksis.agreements")


@transaction.atomic
def request_agreement(engagement: Engagement, *, by: Actor) -> Agreement:
    """Copy the course's facts into a new agreement and have its PDF made.

    While one is being made a second call gives that one. Raises ActionError where the course is closed or nobody is on
    its team: the agreement names the consultants.
    """
    assert by.user
    lock(engagement)
    if engagement.is_closed:
        raise ActionError("Forløbet er afsluttet, så der kan ikke laves en ny aftale.")
    waiting = engagement.agreements.filter(rendering__status=WorkStatus.WAITING).first()
    if waiting:
        return waiting
    if not engagement.assignments.running().exists():
        raise ActionError("Sæt konsulenter på forløbet, før I laver aftalen. Deres navne står i den.")

    number = (engagement.agreements.aggregate(last=Max("number"))["last"] or 0) + 1
    facts = agreement_facts(engagement, number=number, on=timezone.localdate().isoformat())
    agreement = Agreement.objects.create(engagement=engagement, number=number, facts=facts, requested_by=by.user)
    rendering = Rendering.objects.create(agreement=agreement)
    Rendering.nudge_after_commit(rendering.pk)

    log.record(engagement.case, "agreement.requested", by=by, number=number)
    return agreement


@transaction.atomic
def try_again(agreement: Agreement) -> None:
    """Begin anew with a PDF that could not be made, asked for by a person. Otherwise changes nothing."""
    Rendering.objects.filter(agreement=agreement).put_back()


def render(pk) -> bool:
    """Claim the work and make the PDF. False where another worker has it, it is not due, or it failed this time."""
    work = Rendering.objects.claim(pk)
    if work is None:
        return False
    agreement = Agreement.objects.select_related("engagement__case", "engagement__party").get(pk=work.agreement_id)
    try:
        return _keep(work, agreement, renderer.render(page(agreement), bundled()))
    except RenderFailed as error:
        _fail(work, agreement, str(error))
    except OSError as error:  # no room for the file, or for one more process
        _fail(work, agreement, f"{type(error).__name__}: {error.strerror}")
    except DatabaseError:
        raise  # nothing can be written down now: the lease runs out, and the work is claimed again
    except Exception as error:  # noqa: BLE001 - what cannot be drawn must not come back for ever unseen
        logger.error("agreement %s cannot be made: %s", agreement.pk, type(error).__name__)
        _fail(work, agreement, type(error).__name__)
    return False


def page(agreement: Agreement) -> str:
    """The agreement as a page, from its own facts alone."""
    facts = agreement.facts
    context: dict[str, Any] = {
        "agreement": agreement,
        "facts": facts,
        "subject": clauses.subject(facts),
        "parties": clauses.parties(facts),
        "clauses": clauses.clauses(facts),
        "signatures": clauses.signatures(facts),
        "other_party": clauses.other_party(facts),
        "period": clauses.period(facts),
        "made_on": short_date(date.fromisoformat(facts["made_on"])),
    }
    return render_to_string("pdf/agreement.html", context)


@transaction.atomic
def _keep(work: Rendering, agreement: Agreement, content: bytes) -> bool:
    """Store the PDF with its fingerprint. False where the lease was lost: then another worker keeps its own."""
    if not work.finish():
        return False
    engagement = agreement.engagement
    document = store(
        engagement.case,
        kind="agreement",
        title=str(agreement),
        filename=f"samarbejdsaftale-{engagement.case.reference}-{agreement.number}.pdf",
        content=content,
        content_type="application/pdf",
        by=SYSTEM,
    )
    agreement.document = document
    agreement.save(update_fields=["document"])

    log.record(engagement.case, "agreement.ready", by=SYSTEM, number=agreement.number, code=agreement.control_code)
    for letter in emails.ready(agreement):
        outbox.queue(letter)
    return True


@transaction.atomic
def _fail(work: Rendering, agreement: Agreement, error: str) -> None:
    """Put the work back on the ladder; where that was the last rung, say so on the case."""
    work.fail(error)
    if Rendering.objects.get(pk=work.pk).has_failed:
        log.record(agreement.engagement.case, "agreement.failed", by=SYSTEM, number=agreement.number)
