"""The formal check: asking for an answer again, and saying that an application can be judged."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from applications.casework import emails, people, supplement
from applications.casework.actions.answering import write
from applications.casework.models import FormalCheck
from applications.drafting.models import Answer, Application, Reopening, Status, Submission
from applications.rounds.models import Requirement
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def ask_again(answer: Answer, *, reason: str, due_on: date, by: Actor) -> Reopening:
    """Open one answer of a submitted application again, until the end of `due_on`, and write to the applicant.

    An application that was found to be ready is no longer. Raises ActionError without a reason, for a day that has
    passed, where the answer is open already, and where the application is not being assessed.
    """
    application = answer.application
    lock(application)
    _refuse_unless_checking(application)
    if not reason.strip():
        raise ActionError("Skriv, hvad der mangler i svaret.")
    if due_on < timezone.localdate():
        raise ActionError("Vælg en dag, der ikke er gået.")
    if _frozen(answer) is None:
        raise ActionError("Det spørgsmål er ikke stillet til ansøgeren.")
    for reopening in _open(application).filter(answer=answer):
        if reopening.due_on >= timezone.localdate():
            raise ActionError("Svaret er allerede åbnet igen.")
        _close(reopening, by=by)

    reopening = Reopening.objects.create(answer=answer, reason=reason.strip(), due_on=due_on, asked_by=by.person)
    FormalCheck.objects.filter(application=application).delete()
    log.record(application.case, "answer.asked_again", by=by, label=answer.question.label, due=danish_date(due_on))
    for to in people.writers_of(application):
        outbox.queue(emails.asked_again(application, reopening, to=to))
    return reopening


@transaction.atomic
def close(reopening: Reopening, *, by: Actor) -> None:
    """Close an answer that was not sent: what was handed in counts. A second call changes nothing."""
    application = reopening.answer.application
    lock(application)
    lock(reopening)
    if reopening.is_open:
        _close(reopening, by=by)


@transaction.atomic
def pass_check(application: Application, *, unmet: Collection[str] = (), reason: str = "", by: Actor) -> FormalCheck:
    """Say that the application can be judged: nothing is missing or unclear. A second call gives the first one's.

    `unmet` are the keys of the round's requirements that it fails; then it is admitted by a logged `reason` only. What
    was asked for again and did not come in time is closed. Raises ActionError while an answer may still come, without
    a reason where a requirement fails, and where the application is not being assessed.
    """
    lock(application)
    _refuse_unless_checking(application)
    passed = FormalCheck.objects.filter(application=application).first()
    if passed:
        return passed
    waiting = list(_open(application))
    if any(reopening.due_on >= timezone.localdate() for reopening in waiting):
        raise ActionError("Vi venter stadig på et svar. Luk det først, hvis ansøgningen skal bedømmes uden.")
    failed = Requirement.objects.filter(round=application.round, key__in=unmet).order_by("order")
    texts = list(failed.values_list("text", flat=True))
    if texts and not reason.strip():
        raise ActionError(
            "Ansøgningen opfylder ikke alle krav. Bed om det svar, der mangler, eller skriv, hvorfor den bedømmes."
        )
    for reopening in waiting:
        _close(reopening, by=by)
    check = FormalCheck.objects.create(application=application, checked_by=by.person)
    if texts:
        log.record(application.case, "check.admitted", by=by, unmet=" ".join(texts), reason=reason.strip())
    log.record(application.case, "check.passed", by=by)
    return check


def _refuse_unless_checking(application: Application) -> None:
    """Lock the round too: a manager may be proposing it, which an answer that is asked for again would hold up."""
    round_ = application.round
    if application.status != Status.SUBMITTED or round_ is None:
        raise ActionError("Ansøgningen er trukket tilbage.")
    lock(round_)
    if round_.is_open:
        raise ActionError("Kontrollen begynder, når ansøgningsfristen er nået.")
    if not round_.is_closed:
        raise ActionError("Runden er indstillet. Ansøgningerne kan ikke længere ændres.")


def _open(application: Application):
    open_ones = Reopening.objects.filter(answer__application=application, answered_at=None, closed_at=None)
    return open_ones.select_related("answer__question", "answer__institution", "answer__application__case")


def _close(reopening: Reopening, *, by: Actor) -> None:
    """Close it, and let the answer be what was handed in; what was written meanwhile stays in its history."""
    answer = reopening.answer
    reopening.closed_at = timezone.now()
    reopening.save(update_fields=["closed_at"])
    frozen = _frozen(answer)
    assert frozen is not None  # only what was asked is asked again
    write(answer, frozen["value"], by=by)
    log.record(answer.application.case, "answer.closed", by=by, label=answer.question.label)


def _frozen(answer: Answer):
    """The answer as it is judged now."""
    content = Submission.objects.select_related("current").get(application=answer.application).current.content
    return supplement.judged(content, answer)
