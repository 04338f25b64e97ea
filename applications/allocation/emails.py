"""The letters about proposals, decisions and places."""

from django.urls import reverse

from applications.allocation.models import Decision, Outcome, Proposal
from praksis.danish import danish_date
from praksis.mail.models import Email

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


def decision_announced(decision: Decision, *, to: str) -> Email:
    """The decision itself, with its reason, what to do now, and how to complain."""
    application = decision.application
    parts = [
        f"Kære {application.applicant.name}",
        f"I har søgt om et {decision.round.programme.name.lower()} i runden {decision.round.name}.",
        f"{decision.status_word}.",
        "Begrundelse:",
        decision.reason,
        next_step(decision),
        decision.round.programme.appeal_text,
    ]
    return Email(
        key=f"decision.announced:{decision.pk}:1:{to}",
        case=decision.case,
        to=to,
        subject=f"Afgørelse på jeres ansøgning, sag {decision.case.reference}",
        body="\n\n".join(part.strip() for part in parts if part.strip()),
        button_text="Se afgørelsen og svar" if decision.is_granted else "Se afgørelsen",
        button_path=decision.get_absolute_url(),
    )


def proposed(proposal: Proposal, *, to: str) -> Email:
    """Tells an approver that a proposal waits."""
    return _about_proposal(
        proposal,
        kind="round.proposed",
        to=to,
        subject="En indstilling venter på dig",
        text=f"{proposal.proposed_by.name} har indstillet runden {proposal.round.name}. Læs den, og tiltræd den, eller "
        "send den tilbage med en bemærkning.",
    )


def sent_back(proposal: Proposal) -> Email:
    """Tells whoever proposed that the approver wants it looked at again."""
    return _about_proposal(
        proposal,
        kind="round.sent_back",
        to=proposal.proposed_by.email,
        subject="Indstillingen er sendt tilbage",
        text=f"{proposal.sent_back_by.name} har sendt indstillingen af runden {proposal.round.name} tilbage:\n\n"
        f"{proposal.remark}",
    )


def approved(proposal: Proposal) -> Email:
    """Tells whoever proposed that the decisions can be announced."""
    return _about_proposal(
        proposal,
        kind="round.approved",
        to=proposal.proposed_by.email,
        subject="Indstillingen er tiltrådt",
        text=f"{proposal.approved_by.name} har tiltrådt indstillingen af runden {proposal.round.name}. Nu kan "
        "afgørelserne meddeles.",
    )


def _about_proposal(proposal, *, kind, to, subject, text) -> Email:
    return Email(
        key=f"{kind}:{proposal.pk}:1:{to}",
        case=proposal.round.case,
        to=to,
        subject=f"{subject}: {proposal.round.name}",
        body=text,
        button_text="Se runden",
        button_path=reverse("applications:round_detail", args=[proposal.round_id]),
    )
