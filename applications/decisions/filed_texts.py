"""The papers of a round's file as plain text, and its lists as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from applications.allocation.models import Decision, Outcome
from applications.assessment.models import AgreedScore, Score
from applications.casework.models import Hearing
from applications.decisions.models import DecisionRequest
from applications.drafting.models import Application
from applications.rounds.models import Round
from praksis.cases import log, notes
from praksis.cases.models import Case, Message
from praksis.danish import danish_date, danish_datetime
from praksis.mail.models import Email
from praksis.tables import is_like_a_formula


@dataclass(frozen=True)
class Entry:
    """A line of a journal: when, in or out, what, and who or to whom."""

    at: datetime
    direction: str
    what: str
    who: str


def of_application(content: dict[str, Any], sha256: str) -> str:
    """A frozen application: every question with its answer, and the control code of the frozen text."""
    lines = [f"ANSØGNING FRA {content['applicant']['name']}", f"Kontrolkode {sha256}"]
    for section in content["sections"]:
        lines += ["", "", section["title"].upper()]
        lines += _answers(section["questions"])
    for institution in content["institutions"]:
        kinds = [institution.get("ownership_label"), institution.get("setting_label")]
        lines += ["", "", f"{institution['name']} ({', '.join(filter(None, kinds))})".upper()]
        lines += _answers(institution["questions"])
    return _text(lines)


def _answers(questions: list[dict]) -> Iterator[str]:
    for question in questions:
        yield from ["", question["label"], question["text"] or "(ikke besvaret)"]


def of_decision(decision: Decision) -> str:
    """An announced decision with its reasons, and those that it replaced."""
    lines = [f"Meddelt {danish_datetime(decision.announced_at)}", "", Outcome(decision.outcome).label, ""]
    lines += [decision.reason, *_reasons((row.criterion.title, row.text) for row in _rows(decision))]
    if decision.given_back_at:
        lines += ["", f"Pladsen blev givet tilbage {danish_datetime(decision.given_back_at)}."]
    for earlier in decision.earlier.order_by("announced_at"):
        lines += ["", "", f"TIDLIGERE AFGØRELSE, meddelt {danish_datetime(earlier.announced_at)}"]
        lines += [f"Erstattet {danish_datetime(earlier.replaced_at)}: {earlier.why}", ""]
        lines += [Outcome(earlier.outcome).label, "", earlier.reason]
        lines += _reasons((row["title"], row["text"]) for row in earlier.reasons)
    return _text(lines)


def _rows(decision: Decision):
    return decision.reasons.select_related("criterion").order_by("criterion__order")


def _reasons(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for title, text in rows:
        yield from ["", title, text]


def of_messages(
    messages: Iterable[Message],
    hearings: Iterable[Hearing],
    requests: Iterable[DecisionRequest],
    mails: Iterable[Email],
) -> str:
    """What was written between the applicant and us."""
    lines = ["BESKEDER"]
    for one in messages:
        whose = "Fra ansøgeren" if one.from_party else "Fra os"
        lines += ["", f"{danish_datetime(one.sent_at)}. {whose}, {one.sent_by.name}", one.text]
    lines += ["", "", "PARTSHØRINGER"]
    for hearing in hearings:
        lines += ["", f"Sendt {danish_datetime(hearing.sent_at)}, svar senest {danish_date(hearing.due_on)}"]
        lines += [hearing.facts]
        if hearing.answered_at:
            lines += ["", f"Besvaret {danish_datetime(hearing.answered_at)}", hearing.answer]
        if hearing.closed_at:
            lines += ["", f"Afsluttet {danish_datetime(hearing.closed_at)}", hearing.conclusion]
    lines += ["", "", "ANMODNINGER OM AFGØRELSEN"]
    for request in requests:
        head = f"{request.get_kind_display()}, {danish_date(request.received_at)}, {request.asked_by_name}"
        lines += ["", head, request.text]
        if request.answered_at:
            outcome = request.get_outcome_display().lower()
            lines += ["", f"Besvaret {danish_datetime(request.answered_at)}, {outcome}", request.answer]
    lines += ["", "", "MAILS"]
    for mail in mails:
        lines += ["", f"{danish_datetime(mail.created_at)}. Til {mail.to}: {mail.subject}", mail.body]
    return _text(lines)


def of_reviews(application: Application) -> str:
    """What each reviewer locked, and what they agreed on."""
    lines = ["BEDØMMELSER"]
    scores = Score.objects.filter(review__application=application, review__locked_at__isnull=False)
    related = ("criterion", "review__reviewer")
    for score in scores.select_related(*related).order_by("review__reviewer__name", "review__pk", "criterion__order"):
        sure = f", {score.get_confidence_display().lower()}" if score.confidence else ""
        head = f"{score.review.reviewer.name}, {score.criterion.title}: {score.score}{sure}"
        lines += ["", head, score.rationale]
    agreed = AgreedScore.objects.filter(application=application).select_related("criterion", "agreed_by")
    lines += ["", "", "FÆLLES KARAKTERER"]
    for one in agreed.order_by("criterion__order"):
        lines += ["", f"{one.criterion.title}: {one.score}. Noteret af {one.agreed_by.name}", one.reason]
    return _text(lines)


def of_notes(case: Case) -> str:
    """The notes of a case with what was added to them, and all that is recorded of it."""
    lines = ["NOTATER"]
    for note in notes.of(case):
        lines += ["", f"{note.by}, {danish_datetime(note.at)}", note.text]
        for addition in note.additions:
            lines += ["", f"Tilføjet af {addition.by}, {danish_datetime(addition.at)}", addition.text]
    lines += ["", "", "HISTORIK", ""]
    events = reversed(log.lines(log.events_of(case, party=False)))
    lines += [f"{danish_datetime(event['at'])}. {event['text']} ({event['who']})" for event in events]
    return _text(lines)


def of_round(round_: Round) -> str:
    """What the round was judged by."""
    lines = [
        round_.name.upper(),
        f"{round_.programme.name}, {danish_date(round_.period_from)} til {danish_date(round_.period_to)}",
        f"Ansøgningsfrist {danish_datetime(round_.deadline)}. {round_.places} pladser.",
        "",
        "KRAV",
        *(requirement.text for requirement in round_.requirements.order_by("order")),
    ]
    for criterion in round_.criteria.prefetch_related("anchors").order_by("order"):
        lines += ["", f"KRITERIUM: {criterion.title} (vægt {criterion.weight})", criterion.text]
        lines += [f"{anchor.score} {anchor.label}: {anchor.text}" for anchor in criterion.anchors.all()]
    return _text(lines)


def of_choice(round_: Round) -> str:
    """How the managers came to the proposal."""
    names = {str(pk): name for pk, name in round_.applications.values_list("pk", "applicant__name")}
    lines = ["EGNE VALG FØR BEREGNINGEN"]
    for own in round_.own_choices.select_related("person").order_by("at"):
        chosen = ", ".join(names.get(key, key) for key in own.applications)
        lines += ["", f"{own.person.name}, {danish_datetime(own.at)}: {chosen}", own.reason]
    lines += ["", "", "FRAVIGELSER"]
    for waiver in round_.waivers.select_related("by").order_by("at"):
        lines += ["", f"{waiver.by.name}, {danish_datetime(waiver.at)}: {waiver.words}", waiver.reason]
    lines += ["", "", "FORKLARINGER"]
    for one in round_.explanations.select_related("by").order_by("at"):
        lines += ["", f"{one.words} ({one.get_consideration_display()})", f"{one.text} ({one.by.name})"]
    lines += ["", "", "INDSTILLINGER"]
    for proposal in round_.proposals.select_related("proposed_by", "approved_by", "sent_back_by").order_by(
        "proposed_at"
    ):
        lines += ["", f"Indstillet {danish_datetime(proposal.proposed_at)} af {proposal.proposed_by.name}"]
        if proposal.waiver:
            lines += [proposal.waiver]
        if proposal.approved_by:
            lines += [f"Tiltrådt {danish_datetime(proposal.approved_at)} af {proposal.approved_by.name}"]
        if proposal.sent_back_by:
            when = danish_datetime(proposal.sent_back_at)
            lines += [f"Sendt tilbage {when} af {proposal.sent_back_by.name}: {proposal.remark}"]
    return _text(lines)


def journal(entries: Iterable[Entry]) -> str:
    """A journal as CSV."""
    rows = [(_moment(one.at), one.direction, one.what, one.who) for one in entries]
    return table(["Tidspunkt", "Ind eller ud", "Hvad", "Hvem"], rows)


def table(titles: list[str], rows: Iterable[Iterable[str]]) -> str:
    """A list as CSV, as a Danish spreadsheet reads it; what people wrote is text there, never a formula."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(titles)
    writer.writerows([f"'{text}" if is_like_a_formula(text) else text for text in row] for row in rows)
    return "\ufeff" + written.getvalue()


def moment(at: datetime | None) -> str:
    """A time in a list; empty where there is none."""
    return _moment(at) if at else ""


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%d-%m-%Y %H:%M}"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
