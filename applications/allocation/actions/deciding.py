"""From a manager's choice to the approved proposal. The round's row is the lock of all of it."""

from django.db import transaction
from django.utils import timezone

from applications.allocation import considering, emails, recounting
from applications.allocation.actions.freezing import freeze
from applications.allocation.models import Decision, DecisionReason, Outcome, Proposal
from applications.assessment.models import InterestDeclaration
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role, User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox

SENT_BACK_FROM = (RoundStatus.PROPOSED, RoundStatus.APPROVED)
NUMBERS = ("nul", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")


@transaction.atomic
def choose(
    round_: Round,
    application: Application,
    *,
    outcome: str,
    reason: str,
    reasons: dict[str, str] | None = None,
    by: Actor,
) -> Decision:
    """Note what a manager would decide on an application. It can be changed until the round is proposed.

    `reasons` has a text for each criterion, by its key; without it those that are written stay. A grant takes a free
    seat. Raises ActionError where there is none, or the round is not being assessed.
    """
    lock(round_)
    refuse_unless_choosing(round_)
    if not round_.applications.filter(pk=application.pk, status=Status.SUBMITTED).exists():
        raise ActionError("Ansøgningen er ikke længere med i runden.")
    drop_withdrawn(round_, by=by)

    decision = Decision.objects.filter(application=application).first()
    is_new_choice = decision is None or decision.outcome != outcome
    decision = decision or Decision(application=application, round=round_, case_id=application.case_id)
    if outcome != Outcome.GRANTED:
        decision.seat_number = None
    elif decision.seat_number is None:
        decision.seat_number = free_seat(round_)
    if outcome != Outcome.RESERVE:
        decision.reserve_rank = None
    decision.outcome, decision.reason = outcome, reason.strip()
    decision.chosen_at, decision.chosen_by = timezone.now(), by.person
    decision.save()
    _write_reasons(round_, decision, reasons or {}, by=by)

    if is_new_choice:
        label = Outcome(outcome).label.lower()
        log.record(round_.case, "decision.chosen", by=by, applicant=application.applicant.name, outcome=label)
    return decision


@transaction.atomic
def clear_choice(round_: Round, application: Application, *, by: Actor) -> None:
    """Take a choice back, so that its seat is free. Nothing happens where there is none."""
    lock(round_)
    refuse_unless_choosing(round_)
    cleared, _ = Decision.objects.filter(round=round_, application=application).delete()
    if cleared:
        log.record(round_.case, "decision.cleared", by=by, applicant=application.applicant.name)


@transaction.atomic
def propose(round_: Round, *, waiver: str = "", by: Actor) -> Proposal:
    """Propose the chosen decisions to the approvers.

    Every application needs a decision with a reason, a refusal one under every criterion, and two valid reviews or a
    `waiver` that says why not; what the choice gives rise to ask must be answered. The sums are frozen with it. Raises
    ActionError with what is missing.
    """
    lock(round_)
    refuse_unless_choosing(round_)
    drop_withdrawn(round_, by=by)
    considered, _ = considering.of_round(round_, by.person)
    missing = considered.missing(waiver)
    if missing:
        raise ActionError(" ".join(["Runden kan ikke indstilles endnu.", *missing]))

    become(round_, RoundStatus.PROPOSED)
    grounds, out = considered.grounds, considered.left_out
    snapshot = freeze(round_, grounds, considered.chosen, left_out=out, by=by) if grounds else None
    proposal = Proposal.objects.create(round=round_, proposed_by=by.person, waiver=waiver.strip(), snapshot=snapshot)
    log.record(round_.case, "round.proposed", by=by)
    for approver in _approvers(round_).exclude(pk=by.person.pk):
        outbox.queue(emails.proposed(proposal, to=approver.email))
    return proposal


@transaction.atomic
def send_back(round_: Round, *, remark: str, by: Actor) -> Proposal:
    """Ask the managers to look at a proposal again.

    One that is approved goes back only where it cannot go on (recounting.shaken); its approval stays in the log. Raises
    ActionError without a remark, or where none stands that can go back.
    """
    lock(round_)
    if not remark.strip():
        raise ActionError("Skriv, hvad lederne skal se på igen.")
    if round_.status not in SENT_BACK_FROM:  # a draft, too, may become a round that is assessed
        raise ActionError("Der er ikke en indstilling at sende tilbage.")
    proposal = _standing_proposals(round_).get()
    if round_.status == RoundStatus.APPROVED and not recounting.shaken(proposal):
        raise ActionError("Indstillingen er tiltrådt. Den sendes kun tilbage, hvis noget i grundlaget er ændret siden.")
    become(round_, RoundStatus.ASSESSING)
    proposal.approved_at = proposal.approved_by = None
    proposal.sent_back_at, proposal.sent_back_by, proposal.remark = timezone.now(), by.person, remark.strip()
    proposal.save(update_fields=["sent_back_at", "sent_back_by", "remark", "approved_at", "approved_by"])
    log.record(round_.case, "round.sent_back", by=by, remark=proposal.remark)
    outbox.queue(emails.sent_back(proposal))
    return proposal


@transaction.atomic
def approve(round_: Round, *, by: Actor) -> Proposal:
    """Approve the standing proposal.

    Raises ActionError for the person who made it, since two people decide, and where it cannot go on as it is.
    """
    lock(round_)
    become(round_, RoundStatus.APPROVED)
    proposal = _standing_proposals(round_).get()
    if proposal.proposed_by_id == by.person.pk:
        raise ActionError("Du har selv indstillet runden. En anden skal tiltræde den.")
    refuse_shaken(round_)
    proposal.approved_at, proposal.approved_by = timezone.now(), by.person
    proposal.save(update_fields=["approved_at", "approved_by"])
    log.record(round_.case, "round.approved", by=by)
    outbox.queue(emails.approved(proposal))
    return proposal


def free_seat(round_: Round) -> int:
    """The lowest seat that no grant holds. Raises ActionError where all are taken."""
    taken = set(Decision.objects.holding_a_seat().filter(round=round_).values_list("seat_number", flat=True))
    free = [number for number in range(1, round_.places + 1) if number not in taken]
    if not free:
        number = NUMBERS[round_.places] if round_.places < len(NUMBERS) else str(round_.places)
        places = f"{number} {'plads' if round_.places == 1 else 'pladser'}"
        raise ActionError(
            f"Der er kun {places} i runden, og alle er valgt. Vælg først en anden ansøgning fra. "
            "Din begrundelse står her stadig."
        )
    return free[0]


def _write_reasons(round_, decision, reasons, *, by):
    for criterion in round_.criteria.filter(key__in=reasons):
        text = reasons[criterion.key].strip()
        said = {"text": text, "written_at": decision.chosen_at, "written_by": by.person}
        DecisionReason.objects.update_or_create(decision=decision, criterion=criterion, defaults=said)


def refuse_unless_choosing(round_):
    """Raise ActionError unless the round is past its deadline and not proposed yet."""
    if round_.status == RoundStatus.ASSESSING and not round_.is_closed:
        raise ActionError("Ansøgningsfristen er ikke nået. Valget begynder bagefter.")
    if round_.status != RoundStatus.ASSESSING:
        raise ActionError("Runden er allerede indstillet og kan ikke ændres nu.")


def become(round_: Round, status: str) -> None:
    """Take the round to its next status, and note when."""
    round_.become(status)
    round_.status_changed_at = timezone.now()
    round_.save(update_fields=["status", "status_changed_at"])


def refuse_shaken(round_: Round) -> None:
    """Raise ActionError where the standing proposal cannot go on as it is (recounting.shaken)."""
    for proposal in _standing_proposals(round_):
        why = recounting.shaken(proposal)
        if why:
            raise ActionError(why)


def _standing_proposals(round_):
    """The proposal of a round that is proposed or approved; there is never more than one."""
    related = ("proposed_by", "approved_by", "snapshot", "round__case", "round__programme")
    return Proposal.objects.select_related(*related).filter(round=round_, sent_back_at=None)


def drop_withdrawn(round_: Round, *, by: Actor) -> None:
    """Take out what was chosen for applications that have been withdrawn since: their seats are free again."""
    gone = Decision.objects.filter(round=round_).exclude(application__status=Status.SUBMITTED)
    for decision in gone.select_related("application__applicant"):
        log.record(round_.case, "decision.dropped", by=by, applicant=decision.application.applicant.name)
        decision.delete()


def _approvers(round_):
    conflicted = InterestDeclaration.objects.persons_out_of(round_)
    approvers = User.objects.filter(is_active=True, staff_roles__role=Role.APPROVER)
    return approvers.exclude(pk__in=conflicted).order_by("name", "pk")
