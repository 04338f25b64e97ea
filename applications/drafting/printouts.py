"""What stands in the PDF of an application, copied when it is asked for, and the page it is drawn from."""

import json
from typing import Any

from django.template.loader import render_to_string

from applications.drafting import approval
from applications.drafting.models import (
    Application,
    Confirmation,
    ConfirmationKind,
    Printout,
    PrintoutKind,
    Signature,
    Submission,
    Version,
)
from applications.drafting.versions import canonical, content_of, fingerprint
from praksis.danish import danish_datetime

# What the paper is called, and what it says of itself
TITLES = {
    PrintoutKind.RECEIPT: "Kvittering for ansøgning",
    PrintoutKind.SUPPLEMENTED: "Ansøgning",
    PrintoutKind.FROZEN: "Ansøgning, ikke sendt",
    PrintoutKind.DRAFT: "Kladde til ansøgning",
}
LEADS = {
    PrintoutKind.RECEIPT: "Vi har modtaget ansøgningen. Her er hele den tekst, vi modtog.",
    PrintoutKind.SUPPLEMENTED: "Her er den tekst, der gælder nu: den, vi modtog, med de svar, vi har bedt om igen.",
    PrintoutKind.FROZEN: "Ansøgningen er gjort færdig, men ikke sendt.",
    PrintoutKind.DRAFT: "Ansøgningen er ikke sendt, og den kan ændres endnu.",
}
FILENAMES = {
    PrintoutKind.RECEIPT: "kvittering",
    PrintoutKind.SUPPLEMENTED: "ansoegning",
    PrintoutKind.FROZEN: "ansoegning-ikke-sendt",
    PrintoutKind.DRAFT: "kladde",
}


def receipt(application: Application, submission: Submission) -> Printout:
    """The receipt of an application, not saved: the text that was handed in, who stands behind it, and when it came."""
    return _printout(application, PrintoutKind.RECEIPT, submission.version, received_at=submission.received_at)


def as_it_stands(application: Application) -> Printout:
    """The application as it is now, not saved: what was handed in, or the text that is frozen or being written."""
    submission = Submission.objects.filter(application=application).select_related("version", "current").first()
    if submission is None:
        version = application.current_version
        return _printout(application, PrintoutKind.FROZEN if version else PrintoutKind.DRAFT, version)
    if submission.current_id == submission.version_id:
        return receipt(application, submission)
    return _printout(application, PrintoutKind.SUPPLEMENTED, submission.current, received_at=submission.received_at)


def filename(printout: Printout, reference: str) -> str:
    """What the file is called where it is saved: "kvittering-2026-0042.pdf"."""
    return f"{FILENAMES[PrintoutKind(printout.kind)]}-{reference}.pdf"


def title(printout: Printout) -> str:
    """The paper's heading."""
    return TITLES[PrintoutKind(printout.kind)]


def page(printout: Printout) -> str:
    """The PDF's page, from what was copied alone."""
    version, facts = printout.version, printout.facts
    context: dict[str, Any] = {
        "title": title(printout),
        "lead": LEADS[PrintoutKind(printout.kind)],
        "facts": facts,
        "content": version.content if version else json.loads(facts["content"]),
        "control_code": version.sha256 if version else "",
        "made_on": printout.requested_at,
    }
    return render_to_string("pdf/application.html", context)


def _printout(application: Application, kind: PrintoutKind, version: Version | None, *, received_at=None) -> Printout:
    facts: dict[str, Any] = {
        "applicant": application.applicant.name,
        "reference": application.case.reference,
        "course": application.round.name if application.round else application.programme.name,
        "programme": application.programme.name,
        "received": danish_datetime(received_at) if received_at else "",
        "withdrawn": danish_datetime(application.withdrawn_at) if application.withdrawn_at and not received_at else "",
        "approved": _approved(application, version) if version else [],
    }
    if version is None:
        facts["content"] = canonical(content_of(application))
    mark = canonical({"kind": kind, "version": version.sha256 if version else "", **facts})
    return Printout(application=application, kind=kind, version=version, facts=facts, fingerprint=fingerprint(mark))


def _approved(application: Application, version: Version) -> list[dict[str, str]]:
    """Who stands behind the text, in words: {"how", "who", "when"}, for each."""
    approver = approval.of(application)
    given = [approval.given_to(version, approver)]
    board = Confirmation.objects.filter(version=version, kind=ConfirmationKind.BOARD_CHAIR).first()
    return [_words(one, approver.done) for one in given if one] + (
        [_words(board, "Bekræftet for bestyrelsen")] if board else []
    )


def _words(given: Signature | Confirmation, how: str) -> dict[str, str]:
    on_paper = getattr(given, "document_id", None) is not None
    return {
        "how": f"{how} på papir" if on_paper else how,
        "who": f"{given.name}, {given.title}",
        "when": danish_datetime(given.signed_at),
    }
