"""What stands in the letter of a decision, copied when it is due, and the page it is drawn from."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from applications.allocation.models import Decision, EarlierDecision, Outcome, words_of
from applications.decisions.models import DecisionLetter
from applications.drafting.versions import canonical, fingerprint
from praksis.danish import danish_date, danish_datetime

NEXT_STEPS = {
    Outcome.RESERVE: "Bliver en plads ledig, kontakter vi jer. I skal ikke gøre noget imens.",
    Outcome.REFUSED: (
        "I kan søge igen i den næste runde, og I kan søge om et miniforløb hver måned. Den landsdækkende konference er "
        "gratis og åben for alle."
    ),
}


def next_step(decision: Decision) -> str:
    """What the decision means for the applicant now."""
    if decision.is_granted:
        return f"Sig ja tak senest {danish_date(decision.accept_by)}. Ellers kan den gå videre til en anden."
    return NEXT_STEPS[Outcome(decision.outcome)]


def letter_of(decision: Decision, *, number: int = 1, replaces: dict[str, str] | None = None) -> DecisionLetter:
    """The letter of an announced decision, not saved. `replaces` is {"words", "announced", "why"} of the one before it.

    It keeps all that is read in it, so that nothing changes it afterwards.
    """
    round_, application = decision.round, decision.application
    facts: dict[str, Any] = {
        "applicant": application.applicant.name,
        "reference": decision.case.reference,
        "programme": round_.programme.name,
        "round": round_.name,
        "words": decision.status_word,
        "reason": decision.reason,
        "reasons": reasons_of(decision),
        "next_step": next_step(decision),
        "appeal": round_.programme.appeal_text,
        "announced": danish_datetime(decision.announced_at),
        "announced_on": danish_date(decision.announced_at),
        "replaces": replaces,
    }
    facts["control_code"] = control_code(facts)
    return DecisionLetter(decision=decision, number=number, facts=facts)


def reasons_of(decision: Decision) -> list[dict[str, str]]:
    """What weighed under each criterion, in their order, as {"key", "title", "text"}; none that is empty."""
    rows = sorted(decision.reasons.all(), key=lambda row: row.criterion.order)
    return [
        {"key": row.criterion.key, "title": row.criterion.title, "text": row.text.strip()}
        for row in rows
        if row.text.strip()
    ]


def control_code(facts: dict[str, Any]) -> str:
    """What the letter's words come to: another word, another code."""
    return fingerprint(canonical({key: value for key, value in facts.items() if key != "control_code"}))


def title(letter: DecisionLetter) -> str:
    """The paper's heading."""
    return "Afgørelse" if letter.number == 1 else f"Ny afgørelse, brev nr. {letter.number}"


def filename(letter: DecisionLetter) -> str:
    """What the file is called where it is saved: "afgoerelse-2026-0042.pdf", "afgoerelse-2026-0042-2.pdf"."""
    number = "" if letter.number == 1 else f"-{letter.number}"
    return f"afgoerelse-{letter.facts['reference']}{number}.pdf"


def page(letter: DecisionLetter) -> str:
    """The PDF's page, from what was copied alone."""
    return render_to_string("pdf/decision.html", {"title": title(letter), "facts": letter.facts})


def shown(decision: Decision) -> list[DecisionLetter]:
    """The letters of a decision in their order, with what a page tells of them."""
    letters = DecisionLetter.objects.filter(decision=decision).select_related("document").order_by("number")
    return list(letters.only("decision", "number", "status", "attempts", "requested_at", "document__size"))


@dataclass(frozen=True)
class Earlier:
    """A decision that a new one replaced, in the words that were read then, with its letter."""

    words: str
    kind: str
    row: EarlierDecision
    letter: DecisionLetter | None


def earlier(decision: Decision, written: list[DecisionLetter]) -> list[Earlier]:
    """What the decision was before, the oldest first; no query where nothing was replaced."""
    if all(letter.number == 1 for letter in written):
        return []
    of_number = {letter.number: letter for letter in written}
    rows = EarlierDecision.objects.filter(decision=decision).order_by("announced_at")
    return [
        Earlier(*words_of(row.outcome, is_given_back=bool(row.given_back_at)), row, of_number.get(number))
        for number, row in enumerate(rows, start=1)
    ]
