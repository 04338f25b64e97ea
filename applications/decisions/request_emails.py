"""The letters about requests.

A mail to the applicant's people carries a notice and a link, not the content. Whoever has no account here gets the
text itself: there is no page to lead to.
"""

from django.urls import reverse

from applications.decisions import asked, clocks
from applications.decisions.models import DecisionRequest, RequestOutcome
from praksis.danish import danish_date
from praksis.mail.models import Email


def received(request: DecisionRequest) -> Email:
    """Confirm to whoever asks that we have the request, and say when we answer."""
    what = f"{_subject(request)}: {request.get_kind_display().lower()}"
    body = f"Vi har modtaget en anmodning fra {request.asked_by_name} ({what}).\n\n" + (
        f"Vi svarer senest {danish_date(request.due_on)}. Kan vi ikke nå det, skriver vi inden da hvorfor, og hvornår "
        "svaret kommer."
    )
    return _to_asker(
        request, "received", 1, f"Vi har modtaget en anmodning om {_kind(request)}", body, "Se anmodningen"
    )


def postponed(request: DecisionRequest) -> Email:
    """Tell whoever asks that the answer comes later."""
    assert request.postponed_to  # it has just been
    later = danish_date(request.postponed_to)
    body = f"Svaret på anmodningen om {_kind(request)} kommer senere. Vi svarer senest {later}."
    if not request.asked_by_id:
        body += f"\n\nBegrundelse: {request.postponed_reason}"
    subject = f"Svaret om {_kind(request)} kommer senere"
    return _to_asker(request, "postponed", request.postponed_to.isoformat(), subject, body, "Se hvorfor")


def answered(request: DecisionRequest) -> Email:
    """The answer, or a notice that it is there."""
    subject = f"Svar på anmodning om {_kind(request)}"
    if request.asked_by_id:
        body = f"Vi har svaret på anmodningen om {_kind(request)}. Log ind for at læse svaret."
    else:
        parts = [
            f"Til {request.asked_by_name}",
            f"{_subject(request)}, anmodning om {_kind(request)}: {request.get_outcome_display().lower()}.",
            request.answer,
            "" if request.outcome == RequestOutcome.GIVEN else request.round.programme.appeal_text,
        ]
        body = "\n\n".join(part.strip() for part in parts if part.strip())
    return _to_asker(request, "answered", 1, subject, body, "Læs svaret")


def arrived(request: DecisionRequest, *, to: str) -> Email:
    """Tell one of us that there is a request to answer."""
    return _to_us(
        request,
        key=f"request.arrived:{request.pk}:1:{to}",
        to=to,
        subject=f"Ny anmodning om {_kind(request)}: {_subject(request)}",
        body=f"{request.asked_by_name} beder om {_kind(request)}. Svaret skal være sendt senest "
        f"{danish_date(request.due_on)}.",
    )


def still_open(request: DecisionRequest, *, to: str, step) -> Email:
    """Remind one of us of a request whose last day is near."""
    day = clocks.last_day(request.due_on, request.postponed_to)
    return _to_us(
        request,
        key=f"request.still_open:{request.pk}:{step.isoformat()}:{to}",
        to=to,
        subject=f"Anmodning om {_kind(request)} skal besvares: {_subject(request)}",
        body=f"{request.asked_by_name} har bedt om {_kind(request)} og har ikke fået svar endnu. Sidste dag er "
        f"{danish_date(day)}. Kan svaret ikke nås, skal I inden da skrive hvorfor, og hvornår det kommer.",
    )


def _to_us(request, *, key, to, subject, body) -> Email:
    case = asked.about(request)
    return Email(
        key=key,
        case=case,
        to=to,
        subject=f"{subject} ({case.reference})",
        body=body,
        button_text="Se anmodningen",
        button_path=request.get_absolute_url(),
    )


def _to_asker(request, what, version, subject, body, button_text) -> Email:
    case = asked.about(request)
    to = request.asked_by.email if request.asked_by else request.asked_by_email
    has_page = bool(request.asked_by_id)
    path = reverse("applications:decision_requests", args=[request.decision.application_id]) if has_page else ""
    return Email(
        key=f"request.{what}:{request.pk}:{version}:{to}",
        case=case,
        to=to,
        subject=f"{subject} ({case.reference})",
        body=body,
        button_text=button_text if has_page else "",
        button_path=path,
    )


def _subject(request) -> str:
    return asked.subject(request) if request.decision else request.round.name


def _kind(request) -> str:
    return request.get_kind_display().lower()
