"""Handing an application in."""

from datetime import datetime

from django.db import transaction

from applications.drafting import approval, emails, reading
from applications.drafting.actions.printouts import order_receipt
from applications.drafting.actions.writing import NO_MONTH, TOO_LATE_TO_ENTER
from applications.drafting.models import Application, Status, Submission
from applications.rounds.models import Round
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def submit(application: Application, *, by: Actor, received_at: datetime) -> Submission:
    """Hand the signed or confirmed version in. From here the applicant can no longer edit it.

    A mini gets its round here: the first month whose deadline it keeps, so what comes after one month's last working
    day is the next month's. A second call gives the first one's receipt. The deadline is judged by when the request was
    received. Raises ActionError after the deadline, for anything but the signed or confirmed version, and where the
    applicant has another application in the round.
    """
    lock(application)
    if application.status == Status.SUBMITTED:
        return application.submission
    received_at = application.received_at(received_at)
    round_ = _round_at(application, received_at)
    version, approver = application.current_version, approval.of(application)
    given = approval.given_to(version, approver) if version else None
    if version is None or given is None:
        raise ActionError(
            f"{approver.Who} har ikke {approver.done_to_it} den tekst, der står nu. Send den til {approver.deed} først."
        )
    _refuse_a_second(application, round_)

    application.become(Status.SUBMITTED)
    application.round = round_
    application.submitted_at, application.submitted_by = received_at, application.sent_by
    application.themes = reading.themes(version.content)
    application.save(update_fields=["status", "round", "submitted_at", "submitted_by", "themes"])
    submission = Submission.objects.create(
        application=application, version=version, current=version, received_at=received_at
    )
    order_receipt(submission)

    if application.is_entered:
        facts = {"applicant": str(application.applicant), "sender": application.mailed_by}
        log.record(application.case, "application.sent_on_behalf", by=by, **facts)
    log.record(application.case, "application.submitted", by=by, reference=application.case.reference)
    for letter in emails.received(application, submission, given):
        outbox.queue(letter)
    return submission


def refuse_late(application: Application, *, at: datetime) -> None:
    """Raise ActionError where a draft that is received at this moment could not be handed in."""
    if not application.is_draft or application.is_in_time_at(at):
        return
    if application.is_entered:
        raise ActionError(TOO_LATE_TO_ENTER)
    if application.round is None:
        raise ActionError(NO_MONTH)
    raise ActionError(f"Fristen var {danish_datetime(application.deadline)}. Jeres kladde er gemt.")


def _round_at(application: Application, received_at: datetime) -> Round:
    if application.round is None:
        # Under a lock, so that two minis of the same applicant are not in the same month.
        months = Round.objects.taking_minis_at(received_at).select_for_update(of=("self",), no_key=True)
        month = months.first()
        if month is None:
            raise ActionError(NO_MONTH)
        return month
    if application.is_entered:
        lock(application.round)  # its deadline may be long past, and the managers may be proposing it
        refuse_late(application, at=received_at)
    if not application.is_in_time_at(received_at):
        raise ActionError(
            f"Fristen var {danish_datetime(application.deadline)}. Jeres kladde er gemt, men kan ikke sendes i denne "
            "runde."
        )
    return application.round


def _refuse_a_second(application: Application, round_: Round) -> None:
    sent = Application.objects.filter(round=round_, applicant=application.applicant_id, status=Status.SUBMITTED)
    if not sent.exists():
        return
    if approval.of(application) is approval.DIRECTOR:
        raise ActionError("Kommunen har allerede sendt en ansøgning i denne runde.")
    raise ActionError(
        f"I har allerede sendt en ansøgning til fristen {danish_datetime(round_.deadline)}. Den nye kladde er gemt, og "
        "I kan sende den, når den frist er passeret."
    )
