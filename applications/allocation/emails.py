"""The letters about proposals."""

from django.urls import reverse

from applications.allocation.models import Proposal
from praksis.mail.models import Email


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
