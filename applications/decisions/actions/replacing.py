"""What comes after the announcement: a new decision in the place of an announced one, and who is next on the list."""

from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from applications.allocation.actions.deciding import free_seat, refuse_unless_choosing
from applications.allocation.models import Decision, DecisionReason, EarlierDecision, Outcome, Place
from applications.allocation.readiness import listed
from applications.decisions import letters, places
from applications.decisions.actions.letters import order_letter
from applications.decisions.models import DecisionLetter
from applications.decisions.readers import readers_of
from applications.rounds.models import Criterion, Round
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.db import lock
from praksis.errors import ActionError

# What a letter tells of
IN_LETTER = ("application__applicant", "application__submitted_by", "case", "round__programme")


@transaction.atomic
def rank_reserves(round_: Round, ranks: dict[UUID, int | None], *, by: Actor) -> None:
    """Note in which order the reserve list is looked at when a place becomes free; people decide each time.

    `ranks` has a decision's key and its rank, None for those without one; it replaces the whole order. Raises
    ActionError for two with the same rank, for one who is not on the list any more, and once the round is proposed.
    """
    lock(round_)
    refuse_unless_choosing(round_)
    reserves = {
        decision.pk: decision
        for decision in Decision.objects.filter(round=round_, outcome=Outcome.RESERVE).select_related(
            "application__applicant"
        )
    }
    if not ranks.keys() <= reserves.keys():
        raise ActionError("Reservelisten er ændret imens. Siden viser nu, hvem der står på den.")
    given = [rank for rank in ranks.values() if rank is not None]
    if len(given) != len(set(given)):
        raise ActionError("To ansøgere har fået samme nummer. Giv dem hver sit.")

    before = {pk: decision.reserve_rank for pk, decision in reserves.items()}
    if before == {pk: ranks.get(pk) for pk in reserves}:
        return
    # First all free, so that two can change places.
    Decision.objects.filter(pk__in=reserves).update(reserve_rank=None)
    for pk, rank in ranks.items():
        Decision.objects.filter(pk=pk).update(reserve_rank=rank)
    order = sorted((rank, reserves[pk].application.applicant.name) for pk, rank in ranks.items() if rank is not None)
    names = ", ".join(f"{rank} {name}" for rank, name in order) or "ingen rækkefølge"
    log.record(round_.case, "round.reserves_ranked", by=by, names=names)


@transaction.atomic
def replace(
    decision: Decision,
    *,
    outcome: str,
    reason: str,
    reasons: dict[str, str],
    why: str,
    after: int,
    by: Actor,
) -> DecisionLetter:
    """Replace an announced decision with a new one, which has a letter of its own. Both stay on the case.

    `reasons` has the text of each criterion, by its key; `why` says to the applicant why there is a new
    decision; `after` is the number of the letter that the person has read. A grant takes a free seat, or that of an
    offer whose time is over, which lapses with it. Raises ActionError where a place is accepted, where somebody else
    was first, where the person chose the standing decision (two people have a say in each), without a reason, and
    where no seat is free.
    """
    round_ = decision.round
    lock(round_)
    _lock_decisions(round_)
    lock(decision)
    _refuse_unless_replaceable(decision, after=after, by=by)
    assert decision.announced_at
    texts = {criterion: reasons.get(criterion.key, "").strip() for criterion in round_.criteria.order_by("order")}
    _refuse_without_reasons(outcome, reason, texts, why)
    prefetch_related_objects([decision], "reasons__criterion")

    now = timezone.now()
    old = EarlierDecision.objects.create(
        decision=decision,
        outcome=decision.outcome,
        reason=decision.reason,
        reasons=letters.reasons_of(decision),
        announced_at=decision.announced_at,
        given_back_at=decision.given_back_at,
        replaced_at=now,
        replaced_by=by.person,
        why=why.strip(),
    )
    was = {"words": decision.status_word, "announced": danish_date(decision.announced_at), "why": old.why}
    _seat(decision, outcome, now=now, by=by)
    decision.outcome, decision.reason = outcome, reason.strip()
    decision.given_back_at, decision.given_back_by = None, None
    if outcome != Outcome.RESERVE:
        decision.reserve_rank = None
    decision.chosen_at, decision.chosen_by, decision.announced_at = now, by.person, now
    decision.save()
    _write_reasons(decision, texts, now=now, by=by)

    log.record(decision.case, "decision.replaced", by=by, words=decision.status_word, why=old.why)
    applicant = decision.application.applicant.name
    label = Outcome(outcome).label.lower()
    log.record(round_.case, "round.decision_replaced", by=by, applicant=applicant, outcome=label)
    # As it is now, with its new reasons
    new = Decision.objects.select_related(*IN_LETTER).prefetch_related("reasons__criterion").get(pk=decision.pk)
    return order_letter(new, to=readers_of([new])[new], number=after + 1, replaces=was)


def _lock_decisions(round_: Round) -> None:
    """So that nobody accepts an offer while it is found to have lapsed. In one order, whoever comes."""
    list(Decision.objects.select_for_update(no_key=True).filter(round=round_).order_by("pk").values_list("pk"))


def _refuse_unless_replaceable(decision: Decision, *, after: int, by: Actor) -> None:
    if decision.announced_at is None:
        raise ActionError("Afgørelsen er ikke meddelt. Indtil da ændres den under valget.")
    place = Place.objects.filter(decision=decision).first()
    if place and place.given_back_at:
        raise ActionError("Pladsen er taget imod og givet tilbage, så afgørelsen kan ikke erstattes.")
    if place:
        raise ActionError("Pladsen er taget imod, og forløbet er oprettet, så afgørelsen kan ikke erstattes.")
    if after != number_of_letters(decision):
        raise ActionError("Afgørelsen er allerede erstattet. Siden viser nu den, der gælder. Din tekst står her endnu.")
    if decision.chosen_by_id == by.person.pk:
        raise ActionError("Du har selv valgt den afgørelse, der gælder. En anden godkender skal træffe den nye.")


def number_of_letters(decision: Decision) -> int:
    """Which letter the standing decision has: 1, and one more for each that it has replaced."""
    return EarlierDecision.objects.filter(decision=decision).count() + 1


def _refuse_without_reasons(outcome: str, reason: str, texts: dict[Criterion, str], why: str) -> None:
    if not why.strip():
        raise ActionError("Skriv, hvorfor der er en ny afgørelse. Ansøgeren læser det.")
    if not reason.strip():
        raise ActionError("Skriv en begrundelse. Ansøgeren læser den.")
    missing = [criterion.title for criterion, text in texts.items() if outcome != Outcome.GRANTED and not text]
    if missing:
        raise ActionError(f"Skriv, hvad der har vejet under {listed(missing)}.")


def _seat(decision: Decision, outcome: str, *, now, by: Actor) -> None:
    """Give the decision a seat where it is a grant, and none otherwise."""
    if outcome != Outcome.GRANTED:
        decision.seat_number = None
        return
    if decision.seat_number is not None and decision.given_back_at is None:
        return  # its own: the offer is made anew
    if not places.has_free_seat(decision.round):
        lapsed = places.first_lapsed(decision.round, now, but=decision)
        if lapsed is None:
            raise ActionError(
                "Alle pladser i runden er taget imod eller venter på svar. En plads kan gives, når den er givet "
                "tilbage, eller når fristen for at tage imod den er udløbet."
            )
        lapsed.given_back_at, lapsed.given_back_by = now, by.person
        lapsed.save(update_fields=["given_back_at", "given_back_by"])
        log.record(lapsed.case, "place.lapsed", by=by)
    decision.seat_number = free_seat(decision.round)


def _write_reasons(decision: Decision, texts: dict[Criterion, str], *, now, by: Actor) -> None:
    """Let the reasons under the criteria be these, and no others."""
    decision.reasons.all().delete()
    for criterion, text in texts.items():
        if text:
            DecisionReason.objects.create(
                decision=decision, criterion=criterion, text=text, written_at=now, written_by=by.person
            )
