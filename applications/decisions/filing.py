"""What is in a round's file, and what is left out of an extract of it, and why.

The file is what was handed in and announced: read from the frozen texts, never from what can still change. Papers come
one at a time, so that the memory an extract takes does not grow with the round.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.db.models import Q, QuerySet

from applications.allocation.models import Decision
from applications.casework.actions.writing import KIND as MESSAGE_ATTACHMENT
from applications.casework.models import Hearing
from applications.decisions import asked
from applications.decisions import filed_texts as texts
from applications.decisions.models import DecisionRequest
from applications.drafting import reading
from applications.drafting.actions.entering import KIND as MAILED
from applications.drafting.models import Application, Confirmation, Signature, Status, Submission, Version
from applications.rounds.models import Round
from praksis.accounts.models import StaffRole
from praksis.cases.log import KINDS
from praksis.cases.models import Case, Message
from praksis.documents.models import Document
from praksis.mail.models import Email

INTERNAL_REASON = "Internt arbejdsdokument (forvaltningslovens § 12, offentlighedslovens § 23)."
WITHDRAWN_REASON = "Ansøgningen er trukket tilbage og indgik ikke i afgørelsen."
UNREADABLE_REASON = "Filen kan ikke læses. Driften skal finde den i en sikkerhedskopi."
UNSAFE = re.compile(r"[^\w.,() -]")
LONGEST_NAME = 80


class Part(models.TextChoices):
    """The kinds of papers in a round's file."""

    APPLICATIONS = "applications", "Ansøgninger med bilag og underskrifter"
    DECISIONS = "decisions", "Afgørelser og breve"
    MESSAGES = "messages", "Beskeder, partshøringer og mails"
    JOURNAL = "journal", "Journal over, hvad der er kommet ind og sendt ud"
    REVIEWS = "reviews", "Bedømmelser og fælles karakterer"
    SUMS = "sums", "Beregningernes grundlag og resultat"
    CHOICE = "choice", "Ledernes valg, forklaringer og indstillinger"
    NOTES = "notes", "Notater og intern historik"


# Working documents, which are left out unless somebody asks for them to be taken along
INTERNAL = frozenset({Part.REVIEWS, Part.SUMS, Part.CHOICE, Part.NOTES})


@dataclass(frozen=True)
class Selection:
    """What somebody takes out: which applications and parts, and why the rest is left out."""

    applications: list[Application]
    others: list[Application] = field(default_factory=list)
    why_not_others: str = ""
    parts: set[Part] = field(default_factory=set)
    why_not: dict[Part, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """One file of an extract: where it lies, which case it is from, what it is, and its text or its document."""

    path: str
    reference: str
    title: str
    at: datetime | None = None
    text: str = ""
    document: Document | None = None


@dataclass(frozen=True)
class LeftOut:
    """Something that is not in an extract, and why."""

    reference: str
    title: str
    reason: str


def left_out(round_: Round, selection: Selection) -> list[LeftOut]:
    """What of the round's file is not taken along: parts, applications, and what was withdrawn."""
    rows = [LeftOut(round_.case.reference, part.label, selection.why_not[part]) for part in _without(selection)]
    for application in selection.others:
        rows.append(LeftOut(application.case.reference, _named(application), selection.why_not_others))
    gone = Application.objects.filter(round=round_, status=Status.WITHDRAWN).select_related("case", "applicant")
    rows += [LeftOut(one.case.reference, _named(one), WITHDRAWN_REASON) for one in gone.order_by("case__reference")]
    return rows


def papers(round_: Round, selection: Selection) -> Iterator[Paper]:
    """The papers of an extract: the round's, and then each chosen application's in a folder of its own."""
    yield from _of_round(round_, selection)
    for application in selection.applications:
        folder = f"{application.case.reference} {safe(application.applicant.name)}"
        for paper in _of_application(application, selection.parts):
            yield Paper(
                f"{folder}/{paper.path}", application.case.reference, paper.title, paper.at, paper.text, paper.document
            )


def safe(name: str) -> str:
    """A name that any computer can call a file, without a way out of its folder."""
    name = UNSAFE.sub("_", name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot and len(ending) < 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return name[:LONGEST_NAME] or "fil"


def _without(selection: Selection) -> Iterator[Part]:
    return (part for part in Part if part not in selection.parts)


def _named(application: Application) -> str:
    return f"Ansøgningen fra {application.applicant.name}"


def _of_round(round_: Round, selection: Selection) -> Iterator[Paper]:
    reference, parts = round_.case.reference, selection.parts

    def paper(path: str, title: str, text: str, at: datetime | None = None) -> Paper:
        return Paper(f"{reference} Runden/{path}", reference, title, at, text)

    yield paper("grundlag.txt", "Rundens grundlag: kriterier, krav og frister", texts.of_round(round_))
    if Part.SUMS in parts:
        for snapshot in round_.snapshots.order_by("number"):
            named = f"Beregning {snapshot.number}"
            yield paper(f"beregning-{snapshot.number}-grundlag.json", f"{named}, grundlag", snapshot.input, snapshot.at)
            yield paper(
                f"beregning-{snapshot.number}-resultat.json", f"{named}, resultat", snapshot.output, snapshot.at
            )
    if Part.CHOICE in parts:
        yield paper("valg.txt", "Egne valg, forklaringer og indstillinger", texts.of_choice(round_))
    if Part.NOTES in parts:
        yield paper("notater-og-historik.txt", "Notater og intern historik", texts.of_notes(round_.case))


def _of_application(application: Application, parts: set[Part]) -> Iterator[Paper]:
    """One application's papers, each named within its folder; the reference is put on by the caller."""
    case = application.case
    submission = Submission.objects.select_related("version", "current").get(application=application)
    if Part.APPLICATIONS in parts:
        yield from _frozen(submission)
        yield from _documents("bilag", _handed_in(application, submission))
    decision = Decision.objects.filter(application=application, announced_at__isnull=False).first()
    if Part.DECISIONS in parts and decision:
        yield Paper("afgoerelse.txt", "", "Afgørelsen", decision.announced_at, texts.of_decision(decision))
        yield from _documents("breve", Document.objects.filter(decision_letter__decision=decision))
    if Part.MESSAGES in parts:
        sent = list(Message.objects.filter(case=case).select_related("sent_by").order_by("sent_at", "pk"))
        hearings = Hearing.objects.filter(application=application).order_by("sent_at", "pk")
        yield Paper("beskeder-og-mails.txt", "", "Beskeder, partshøringer og mails", None,
                    texts.of_messages(sent, hearings, _requests(decision), _mails(case)))  # fmt: skip
        yield from _documents("bilag til beskeder", Document.objects.filter(case=case, kind=MESSAGE_ATTACHMENT))
    if Part.JOURNAL in parts:
        yield Paper("journal.csv", "", "Journal", None, texts.journal(journal_of(case)))
    if Part.REVIEWS in parts:
        yield Paper("bedoemmelser.txt", "", "Bedømmelser og fælles karakterer", None, texts.of_reviews(application))
    if Part.NOTES in parts:
        yield Paper("notater-og-historik.txt", "", "Notater og intern historik", None, texts.of_notes(case))


def _frozen(submission: Submission) -> Iterator[Paper]:
    """What was handed in, and what was decided on where that is another text: as words, and as the frozen bytes."""
    for name, title, version in _versions(submission):
        yield Paper(f"{name}.txt", "", title, version.created_at, texts.of_application(version.content, version.sha256))
        yield Paper(f"{name}.json", "", f"{title}, de frosne data", version.created_at, version.json)


def _versions(submission: Submission) -> list[tuple[str, str, Version]]:
    if submission.version_id == submission.current_id:
        return [("ansoegning", "Ansøgningen", submission.version)]
    return [
        ("ansoegning-som-sendt", "Ansøgningen, som den blev sendt", submission.version),
        ("ansoegning-som-afgjort", "Ansøgningen med de svar, vi bad om igen", submission.current),
    ]


def _handed_in(application: Application, submission: Submission) -> QuerySet[Document]:
    """The files that the frozen texts name, signed papers, and the mail that the application came in."""
    named = {file["id"] for version in {submission.version, submission.current} for file in _files(version)}
    versions = [submission.version_id, submission.current_id]
    papers_ = [
        *Signature.objects.filter(version__in=versions).values_list("document", flat=True),
        *Confirmation.objects.filter(version__in=versions).values_list("document", flat=True),
    ]
    return Document.objects.filter(
        Q(pk__in=named | {str(pk) for pk in papers_ if pk}) | Q(kind=MAILED), case=application.case_id
    )


def _files(version: Version) -> list[dict]:
    return reading.files(version.content)


def _documents(folder: str, documents: Iterable[Document]) -> Iterator[Paper]:
    """The documents, the oldest first, each with a number before its name so that no two are called the same."""
    ordered = sorted(documents, key=lambda one: (one.created_at, str(one.pk)))
    for number, one in enumerate(ordered, start=1):
        yield Paper(f"{folder}/{number:02} {safe(one.filename)}", "", one.title, one.created_at, document=one)


def _requests(decision: Decision | None) -> QuerySet[DecisionRequest]:
    """What the applicant has asked about the decision; what others ask is not of this case."""
    return asked.of_applicant(decision).order_by("received_at", "pk") if decision else DecisionRequest.objects.none()


def _mails(case: Case) -> QuerySet[Email]:
    """What was sent by mail on the case, but for what we tell one another, and what is fit for nobody's eyes."""
    letters = Email.objects.filter(case=case, sensitive=False).exclude(to__in=StaffRole.objects.values("user__email"))
    return letters.order_by("created_at", "pk")


def journal_of(case: Case) -> list[texts.Entry]:
    """Each incoming and outgoing paper of a case, and what its party can see has happened, by time."""
    party = case.party.name if case.party else ""
    rows = [
        texts.Entry(one.sent_at, "Ind" if one.from_party else "Ud", "Besked", party)
        for one in Message.objects.filter(case=case).order_by("sent_at")
    ]
    rows += [texts.Entry(one.created_at, "Ud", f"Mail: {one.subject}", one.to) for one in _mails(case)]
    kinds = [name for name, kind in KINDS.items() if kind.party_sees_it]
    events = case.events.filter(kind__in=kinds).order_by("at", "pk")
    rows += [texts.Entry(one.at, "", KINDS[one.kind].text.format_map(one.data), one.actor_name) for one in events]
    return sorted(rows, key=lambda row: row.at)
