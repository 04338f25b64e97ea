"""Hearing an applicant about facts that it may not know we use (forvaltningsloven § 19)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applications.casework import emails, people
from applications.casework.models import Hearing
from applications.casework.permissions import is_announced
from applications.drafting.models import Application, Status
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox

# A day far ahead would hold up the whole round: a hearing that is not answered cannot be closed before it.
MOST_DAYS = 90


@transaction.atomic
def send_hearing(application: Application, *, facts: str, due_on: date, by: Actor) -> Hearing:
    """Lay facts before the applicant, to be answered until the end of `due_on`, and write to it.

    The round cannot be proposed until the hearing is closed. Raises ActionError without facts, for a day that has
    passed or lies far ahead, while another hearing is open, and where the application is not being assessed.
    """
    lock(application)
    _refuse_unless_assessing(application)
    if not facts.strip():
        raise ActionError("Skriv de oplysninger, ansøgeren skal høres om.")
    today = timezone.localdate()
    if not today <= due_on <= today + timedelta(days=MOST_DAYS):
        raise ActionError(f"Vælg en dag, der ikke er gået, inden for de næste {MOST_DAYS} dage.")
    if Hearing.objects.filter(application=application, closed_at=None).exists():
        raise ActionError("Ansøgeren er allerede hørt. Afslut den høring, før I sender en ny.")

    hearing = Hearing.objects.create(application=application, facts=facts.strip(), due_on=due_on, sent_by=by.person)
    log.record(application.case, "hearing.sent", by=by, due=danish_date(due_on))
    for to in people.writers_of(application):
        outbox.queue(emails.hearing_sent(application, hearing, to=to))
    return hearing


@transaction.atomic
def answer_hearing(hearing: Hearing, *, text: str, by: Actor, received_at: datetime) -> Hearing:
    """Answer a hearing, once, and tell whoever of us sent it.

    What comes after the last day counts as long as nobody has closed the hearing: what we know before we decide, we
    must consider. Raises ActionError without a text, a second time, and where the hearing is over.
    """
    application = Application.objects.get(pk=hearing.application_id)
    lock(application)
    lock(hearing)
    if application.status != Status.SUBMITTED:
        raise ActionError("Ansøgningen er trukket tilbage, så der kan ikke svares længere.")
    if is_announced(application):
        raise ActionError("Afgørelsen er meddelt. Skriv en besked til os, hvis I har mere at sige.")
    if hearing.answered_at:
        raise ActionError("I har allerede svaret. Skriv en besked til os, hvis I har mere at sige.")
    if hearing.closed_at:
        raise ActionError("Høringen er afsluttet. Skriv en besked til os, hvis I har noget at sige.")
    if not text.strip():
        raise ActionError("Skriv jeres svar.")

    hearing.answer, hearing.answered_at, hearing.answered_by = text.strip(), received_at, by.person
    hearing.save(update_fields=["answer", "answered_at", "answered_by"])
    log.record(application.case, "hearing.answered", by=by)
    for to in people.whoever_asked(application, hearing.sent_by):
        outbox.queue(emails.hearing_answered(application, hearing, to=to))
    return hearing


@transaction.atomic
def close_hearing(hearing: Hearing, *, conclusion: str, by: Actor) -> Hearing:
    """Close a hearing with what we make of the answer, or with why we go on without one once its day has passed.

    Closing it again with the same words changes nothing. Raises ActionError without words, while the applicant can
    still answer in time, and where somebody else has closed it.
    """
    lock(hearing.application)
    lock(hearing)
    conclusion = conclusion.strip()
    if not conclusion:
        raise ActionError("Skriv, hvad I lægger til grund.")
    if hearing.closed_at:
        if hearing.conclusion == conclusion:
            return hearing
        raise ActionError(f"{hearing.closed_by} har afsluttet høringen i mellemtiden.")
    if hearing.answered_at is None and hearing.due_on >= timezone.localdate():
        raise ActionError(f"Ansøgeren kan svare til og med {danish_date(hearing.due_on)}. Vent på svaret.")

    hearing.closed_at, hearing.closed_by, hearing.conclusion = timezone.now(), by.person, conclusion
    hearing.save(update_fields=["closed_at", "closed_by", "conclusion"])
    kind = "hearing.closed" if hearing.answered_at else "hearing.closed_unanswered"
    log.record(hearing.application.case, kind, by=by)
    return hearing


def _refuse_unless_assessing(application: Application) -> None:
    """Lock the round too: a manager may be proposing it, which a hearing would hold up."""
    round_ = application.round
    if application.status != Status.SUBMITTED or round_ is None:
        raise ActionError("Ansøgningen er trukket tilbage.")
    lock(round_)
    if round_.is_open:
        raise ActionError("Ansøgeren kan høres, når ansøgningsfristen er nået.")
    if not round_.is_closed:
        raise ActionError("Runden er indstillet. Skal ansøgeren høres, må godkenderen først sende den tilbage.")
