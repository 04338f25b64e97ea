"""Asking about a decision, and answering within the clock. The request's row is the lock of what follows it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from applications.allocation.models import Decision
from applications.decisions import asked, clocks, request_emails
from applications.decisions.models import DecisionRequest, RequestKind, RequestOutcome
from applications.rounds.models import Round
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def ask(decision: Decision, *, kind: str, text: str, by: Actor, received_at: datetime) -> DecisionRequest:
    """Ask for reasons, for the decision to be looked at again, or for access to the files, as the applicant.

    The same request sent twice is one. Raises ActionError before the decision is announced, without a text where one
    is needed, and where the applicant waits for an answer to a request of this kind.
    """
    lock(decision)
    text = text.strip()
    _refuse_unless_askable(decision, kind, text)
    for open_one in asked.of_applicant(decision).filter(kind=kind, answered_at=None):
        if open_one.asked_by_id == by.person.pk and open_one.text == text:
            return open_one
        raise ActionError(
            f"I har allerede bedt om {_named(kind)}. Vi svarer senest {danish_date(_last_day(open_one))}. Har I mere "
            "at sige, kan I skrive en besked i sagen."
        )
    request = _received(
        decision.round, decision, kind=kind, text=text, name=by.name, email=by.person.email, user=by.person,
        received_at=received_at, entered_by=None,
    )  # fmt: skip
    _record(request, "asked", by=by, due=danish_date(request.due_on))
    return request


@transaction.atomic
def enter(
    round_: Round,
    decision: Decision | None,
    *,
    kind: str,
    name: str,
    email: str,
    text: str,
    received_on: date,
    by: Actor,
) -> DecisionRequest:
    """Enter a request that came by mail, from the day it came. Without a decision it is for access to the whole round.

    What comes from an address of the applicant's own people is theirs: they read the answer here. The same request
    entered twice is one. Raises ActionError for a day to come, for a day before the decision was announced, without a
    text, and for anything but access without a decision.
    """
    lock(decision or round_)
    name, text = name.strip(), text.strip()
    if not (name and text):
        raise ActionError("Skriv, hvem der spørger, og hvad der spørges om.")
    if received_on > timezone.localdate():
        raise ActionError("Vælg den dag, anmodningen kom. Den dag er ikke kommet endnu.")
    if decision:
        _refuse_unless_askable(decision, kind, text)
        announced_on = timezone.localdate(decision.announced_at)
        if received_on < announced_on:
            raise ActionError(f"Afgørelsen blev først meddelt {danish_date(announced_on)}. Se på datoen igen.")
    elif kind != RequestKind.ACCESS:
        raise ActionError("For en hel runde kan der kun bedes om aktindsigt. Skriv sagsnummeret på den ansøgning.")

    received_at = _beginning_of(received_on)
    same = DecisionRequest.objects.filter(
        round=round_, decision=decision, kind=kind, asked_by_email__iexact=email, text=text, received_at=received_at
    )
    request = same.first()
    if request:
        return request
    user = asked.user_of_applicant(decision, email) if decision else None
    request = _received(
        round_, decision, kind=kind, text=text, name=name, email=email, user=user,
        received_at=received_at, entered_by=by.person,
    )  # fmt: skip
    _record(request, "asked", by=by, due=danish_date(request.due_on))
    return request


@transaction.atomic
def postpone(request: DecisionRequest, *, to: date, reason: str, by: Actor) -> None:
    """Tell the asker that the answer comes later, why, and when. It can be told again, with a still later day.

    Raises ActionError once it is answered, without a reason, and for a day that is no later than the present one.
    """
    lock(request)
    reason = reason.strip()
    _refuse_if_answered(request)
    if not reason:
        raise ActionError("Skriv, hvorfor svaret kommer senere. Den, der har spurgt, skal have det at vide.")
    last_day = _last_day(request)
    if to < timezone.localdate() or to <= last_day:
        raise ActionError(f"Vælg en dag efter den nuværende frist, {danish_date(last_day)}, som ikke er gået.")
    request.postponed_to, request.postponed_reason = to, reason
    request.save(update_fields=["postponed_to", "postponed_reason"])
    _record(request, "postponed", by=by, due=danish_date(to), reason=reason)
    outbox.queue(request_emails.postponed(request))


@transaction.atomic
def answer(request: DecisionRequest, *, outcome: str, text: str, by: Actor) -> None:
    """Answer a request, once. The applicant's people get a notice and read it here; others get it as it is.

    Raises ActionError without an answer or an outcome, and where somebody has answered it.
    """
    lock(request)
    text = text.strip()
    _refuse_if_answered(request)
    if not text or outcome not in RequestOutcome.values:
        raise ActionError("Skriv et svar, og vælg et udfald.")
    request.outcome, request.answer = outcome, text
    request.answered_at, request.answered_by = timezone.now(), by.person
    request.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    _record(request, "answered", by=by, outcome=RequestOutcome(outcome).label.lower())
    outbox.queue(request_emails.answered(request))


def _received(round_, decision, *, kind, text, name, email, user, received_at, entered_by) -> DecisionRequest:
    request = DecisionRequest.objects.create(
        round=round_,
        decision=decision,
        kind=kind,
        asked_by_name=name,
        asked_by_email=email,
        asked_by=user,
        text=text,
        received_at=received_at,
        entered_by=entered_by,
        due_on=clocks.due_on(kind, timezone.localdate(received_at)),
    )
    outbox.queue(request_emails.received(request))
    for to in asked.handlers_of(round_):
        outbox.queue(request_emails.arrived(request, to=to))
    return request


def _refuse_unless_askable(decision, kind, text):
    if not decision.announced_at:
        raise ActionError("Afgørelsen er ikke meddelt endnu.")
    if kind not in RequestKind.values:
        raise ActionError("Vælg, hvad I beder om.")
    if not text and kind != RequestKind.REASONS:
        raise ActionError("Skriv, hvad I beder om.")


def _refuse_if_answered(request):
    if request.answered_at:
        assert request.answered_by  # the two come together
        raise ActionError(
            f"{request.answered_by.name} har allerede besvaret anmodningen. Det, du skrev, er ikke sendt."
        )


def _record(request, what, *, by, **data):
    """On the timeline that the applicant reads, where the applicant asks; what others ask is told on the round's."""
    event = f"request.{what}" if request.asked_by_id else f"request.{what}_for_others"
    who, about = request.asked_by_name, asked.subject(request)
    log.record(asked.about(request), event, by=by, who=who, about=about, matter=_named(request.kind), **data)


def _last_day(request) -> date:
    return clocks.last_day(request.due_on, request.postponed_to)


def _named(kind) -> str:
    return RequestKind(kind).label.lower()


def _beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
