"""What goes before a proposal: going on without something, one's own choice, a whole set, explanations, the places."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from applications.allocation.actions.deciding import choose, clear_choice, refuse_unless_choosing
from applications.allocation.considering import of_round
from applications.allocation.explaining import Question
from applications.allocation.models import Decision, Explanation, Outcome, OwnChoice, PlacesChange, Waiver
from applications.allocation.readiness import Item
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def waive(round_: Round, item: Item, *, reason: str, by: Actor) -> Waiver:
    """Go on although something is not done, with the reason. A second call keeps the first reason.

    Raises ActionError without a reason, and for what must be done or closed itself.
    """
    lock(round_)
    refuse_unless_choosing(round_)
    if not item.can_be_waived:
        raise ActionError(item.words)
    if not reason.strip():
        raise ActionError("Skriv, hvorfor I går videre.")
    waiver, is_new = Waiver.objects.get_or_create(
        round=round_, item=item.key, defaults={"words": item.words[:300], "reason": reason.strip(), "by": by.person}
    )
    if is_new:
        log.record(round_.case, "round.waived", by=by, what=item.words, reason=waiver.reason)
    return waiver


@transaction.atomic
def note_own_choice(round_: Round, applications: Collection[UUID], *, reason: str, by: Actor) -> OwnChoice:
    """Note whom one would choose, and why in a line, before any sum is shown. It is noted once and stays.

    Where other scores count since, and that makes another set, it is noted again, and both stay. Raises ActionError
    where it is noted already, where more are chosen than there are places, or without a reason.
    """
    lock(round_)
    refuse_unless_choosing(round_)
    in_round = set(round_.applications.filter(status=Status.SUBMITTED).values_list("pk", flat=True))
    chosen = set(applications)
    considered, _ = of_round(round_, by.person)
    noted = OwnChoice.objects.filter(round=round_, person=by.person, left_out=considered.left_out)
    if considered.own or noted.exists():
        raise ActionError("Dit eget valg er allerede noteret.")
    if not chosen <= in_round:
        raise ActionError("En af ansøgningerne er ikke længere med i runden. Vælg igen.")
    if len(chosen) > round_.places:
        raise ActionError(f"Du har valgt {len(chosen)}, og runden har {round_.places} pladser.")
    if not reason.strip():
        raise ActionError("Skriv en linje om, hvorfor du vælger sådan.")
    own = OwnChoice.objects.create(
        round=round_,
        person=by.person,
        applications=sorted(map(str, chosen)),
        reason=reason.strip(),
        left_out=considered.left_out,
    )
    log.record(round_.case, "round.own_choice", by=by, number=len(chosen))
    return own


@transaction.atomic
def choose_set(round_: Round, applications: Collection[UUID], *, before: Collection[UUID], by: Actor) -> None:
    """Make exactly these the chosen ones of the round. What is decided on the others otherwise stays.

    `before` are those who were chosen when the page was drawn. Raises ActionError where somebody else has changed the
    choice since, for more than the places, and for an application that is no longer in the round.
    """
    lock(round_)
    refuse_unless_choosing(round_)
    granted = Decision.objects.filter(round=round_, outcome=Outcome.GRANTED, application__status=Status.SUBMITTED)
    now = set(granted.values_list("application", flat=True))
    wanted = set(applications)
    if now == wanted:
        return
    if now != set(before):
        raise ActionError("En anden har ændret valget imens. Nu vises det, som det er. Sæt dine ændringer igen.")
    if len(wanted) > round_.places:
        raise ActionError(f"Der er valgt {len(wanted)}, og runden har {round_.places} pladser. Fjern nogen først.")
    others = Application.objects.select_related("applicant").in_bulk(now ^ wanted)
    for pk in sorted(now - wanted):
        clear_choice(round_, others[pk], by=by)
    for pk in sorted(wanted - now):
        if pk not in others:
            raise ActionError("En af ansøgningerne er ikke længere med i runden. Vælg igen.")
        kept = Decision.objects.filter(application=pk).values_list("reason", flat=True).first() or ""
        choose(round_, others[pk], outcome=Outcome.GRANTED, reason=kept, by=by)


@transaction.atomic
def explain(round_: Round, question: Question, *, consideration: str, text: str, by: Actor) -> Explanation:
    """Answer what a choice gives rise to ask: what weighed, and why. It can be written again until the proposal.

    Raises ActionError without a text.
    """
    lock(round_)
    refuse_unless_choosing(round_)
    if not text.strip():
        raise ActionError("Skriv en begrundelse.")
    said = {"words": question.words[:400], "consideration": consideration, "text": text.strip(), "by": by.person}
    explanation, _ = Explanation.objects.update_or_create(round=round_, question=question.key, defaults=said)
    log.record(round_.case, "round.explained", by=by, what=question.words)
    return explanation


@transaction.atomic
def change_places(round_: Round, places: int, *, reason: str, by: Actor) -> PlacesChange:
    """Give a round that is open or being assessed another number of places: what is calculated is calculated anew.

    Raises ActionError once it is proposed, for fewer than are chosen already, and without a reason.
    """
    lock(round_)
    if round_.status != RoundStatus.ASSESSING:
        raise ActionError("Antallet af pladser kan kun ændres, til runden er indstillet.")
    if places < 1 or places == round_.places:
        raise ActionError("Skriv et andet antal pladser, mindst én.")
    if not reason.strip():
        raise ActionError("Skriv, hvorfor antallet ændres.")
    chosen = Decision.objects.holding_a_seat().filter(round=round_)
    if chosen.count() > places:
        raise ActionError(f"Der er valgt {chosen.count()} allerede. Vælg nogen fra, før I sætter antallet ned.")
    change = PlacesChange.objects.create(
        round=round_, before=round_.places, after=places, reason=reason.strip(), by=by.person
    )
    taken = set(chosen.values_list("seat_number", flat=True))
    free = (number for number in range(1, places + 1) if number not in taken)
    for decision in chosen.filter(seat_number__gt=places):
        decision.seat_number = next(free)
        decision.save(update_fields=["seat_number"])
    round_.places = places
    round_.save(update_fields=["places"])
    log.record(round_.case, "round.places_changed", by=by, before=change.before, after=places, reason=change.reason)
    return change
