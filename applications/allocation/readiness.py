"""What a round still lacks: before it is calculated, and before it can be proposed.

Pure: it looks at what `standing.of_round` has read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from applications.allocation.standing import ENOUGH_REVIEWS, Standing
from applications.assessment.models import ReviewerAssignment


@dataclass(frozen=True)
class Item:
    """One thing that should be done before a round is calculated; a reason may stand in its place where it can.

    `key` is what a Waiver calls it, `words` a Danish sentence.
    """

    key: str
    words: str
    can_be_waived: bool = True


def items(standings: list[Standing], assignments: list[ReviewerAssignment]) -> list[Item]:
    """What is not done yet; `assignments` are those of the round, with what their reviewers have declared."""
    lacking = []
    for one in standings:
        if one.locked < ENOUGH_REVIEWS:
            number = ("ingen låste bedømmelser", "kun én låst bedømmelse")[one.locked]
            lacking.append(Item(f"reviews:{one.application_id}", f"Ansøgningen fra {one.name} har {number}."))
        if one.is_awaited:
            words = f"Vi venter på et nyt svar fra {one.name}. Vent på det, eller luk uden svar under formel kontrol."
            lacking.append(Item(f"awaited:{one.application_id}", words, can_be_waived=False))
        if one.is_in_hearing:
            words = f"Partshøringen af {one.name} er ikke afsluttet. Afslut den, når svaret er kommet."
            lacking.append(Item(f"hearing:{one.application_id}", words, can_be_waived=False))
        if not one.is_checked:
            words = f"Den formelle kontrol af ansøgningen fra {one.name} er ikke færdig."
            lacking.append(Item(f"check:{one.application_id}", words))
        if one.daycare_share is None:
            words = f"Andelen i dagpleje i {one.name} er ukendt. Den tæller ikke som høj i beregningen."
            lacking.append(Item(f"facts:{one.application_id}", words))
    lacking += [
        Item(f"interests:{each.reviewer_id}", f"{each.reviewer.name} har ikke erklæret sin habilitet.")
        for each in assignments
        if not each.has_declared
    ]
    return lacking


def open_items(lacking: list[Item], waived: Collection[str]) -> list[Item]:
    """Those that nobody has written a reason for."""
    return [item for item in lacking if item.key not in waived]


def missing(
    standings: list[Standing],
    *,
    places: int,
    waiver: str = "",
    waived: Collection[str] = frozenset(),
    justified: Collection[UUID] | None = None,
) -> list[str]:
    """What stands in the way of a proposal, as Danish sentences; empty where nothing does.

    A `waiver` is the reason for deciding although some applications have fewer than two reviews, or for closing a
    round that nobody has applied in; `waived` has the items for which a reason is written already. `justified` are the
    applications with a text under every criterion, None where that is not asked: a refusal must name its main
    considerations (forvaltningsloven § 24; Folketingets Ombudsmand 2012-18).
    """
    sentences = []
    undecided = [standing.name for standing in standings if standing.outcome is None]
    if undecided:
        sentences.append(f"Vælg tilsagn, reserveliste eller afslag for {listed(undecided)}.")
    unexplained = [standing.name for standing in standings if standing.outcome and not standing.has_reason]
    if unexplained:
        sentences.append(f"Skriv en begrundelse for {listed(unexplained)}.")
    if justified is not None:
        refused = [s.name for s in standings if s.outcome and not s.is_granted and s.application_id not in justified]
        if refused:
            sentences.append(f"Skriv en begrundelse under hvert kriterium for {listed(refused)}. Der står et udkast.")
    sentences += _waiting(standings)
    granted = number_granted(standings)
    if granted > places:
        sentences.append(f"Der er valgt {granted} til tilsagn, og det er flere, end runden har plads til: {places}.")
    if not waiver.strip():
        few = little_reviewed(standings, waived)
        if few:
            sentences.append(f"Der er færre end to låste bedømmelser af {listed(few)}. Skriv, hvorfor I går videre.")
        if not standings:
            sentences.append("Der er ingen ansøgninger. Skriv et notat om, at runden lukkes.")
    return sentences


def _waiting(standings: list[Standing]) -> list[str]:
    """What applicants may still say, or have said and nobody has concluded on."""
    sentences = []
    awaited = awaited_from(standings)
    if awaited:
        sentences.append(
            f"Vi venter på et nyt svar fra {listed(awaited)}. Vent på det, eller luk uden svar under formel kontrol."
        )
    heard = in_hearing(standings)
    if heard:
        sentences.append(f"Afslut partshøringen af {listed(heard)}, når svaret er kommet, eller dagen er gået.")
    return sentences


def needs_waiver(standings: list[Standing], waived: Collection[str] = frozenset()) -> bool:
    """Whether the proposal must say why it is made although reviews, or applications, are lacking."""
    return not standings or bool(little_reviewed(standings, waived))


def little_reviewed(standings: list[Standing], waived: Collection[str] = frozenset()) -> list[str]:
    """The applicants whose application has fewer than two valid reviews, and no reason to go on all the same."""
    return [
        standing.name
        for standing in standings
        if standing.locked < ENOUGH_REVIEWS and f"reviews:{standing.application_id}" not in waived
    ]


def awaited_from(standings: list[Standing]) -> list[str]:
    """The applicants who can still send an answer that was asked for again: it may change what is decided on."""
    return [standing.name for standing in standings if standing.is_awaited]


def in_hearing(standings: list[Standing]) -> list[str]:
    """The applicants who are heard about facts: what they say must be known before anything is decided."""
    return [standing.name for standing in standings if standing.is_in_hearing]


def number_granted(standings: list[Standing]) -> int:
    """How many hold a seat."""
    return sum(1 for s in standings if s.is_granted and s.given_back_at is None)


def listed(names: list[str]) -> str:
    """Names as one says them: "Skive, Thisted og Lemvig"."""
    *first, last = names
    return f"{', '.join(first)} og {last}" if first else last
