"""What a round still lacks before it can be proposed. Pure: it looks at what `standing.of_round` has read."""

from applications.allocation.standing import ENOUGH_REVIEWS, Standing


def missing(standings: list[Standing], *, places: int, waiver: str = "") -> list[str]:
    """What stands in the way of a proposal, as Danish sentences; empty where nothing does.

    A `waiver` is the reason for deciding although some applications have fewer than two reviews, or for closing a
    round that nobody has applied in.
    """
    sentences = []
    undecided = [standing.name for standing in standings if standing.outcome is None]
    if undecided:
        sentences.append(f"Vælg tilsagn, reserveliste eller afslag for {listed(undecided)}.")
    unexplained = [standing.name for standing in standings if standing.outcome and not standing.has_reason]
    if unexplained:
        sentences.append(f"Skriv en begrundelse for {listed(unexplained)}.")
    granted = number_granted(standings)
    if granted > places:
        sentences.append(f"Der er valgt {granted} til tilsagn, og det er flere, end runden har plads til: {places}.")
    if not waiver.strip():
        few = little_reviewed(standings)
        if few:
            sentences.append(f"Der er færre end to låste bedømmelser af {listed(few)}. Skriv, hvorfor I går videre.")
        if not standings:
            sentences.append("Der er ingen ansøgninger. Skriv et notat om, at runden lukkes.")
    return sentences


def needs_waiver(standings: list[Standing]) -> bool:
    """Whether the proposal must say why it is made although reviews, or applications, are lacking."""
    return not standings or bool(little_reviewed(standings))


def little_reviewed(standings: list[Standing]) -> list[str]:
    """The applicants whose application has fewer than two valid reviews."""
    return [standing.name for standing in standings if standing.locked < ENOUGH_REVIEWS]


def number_granted(standings: list[Standing]) -> int:
    """How many hold a seat."""
    return sum(1 for s in standings if s.is_granted and s.given_back_at is None)


def listed(names: list[str]) -> str:
    """Names as one says them: "Skive, Thisted og Lemvig"."""
    *first, last = names
    return f"{', '.join(first)} og {last}" if first else last
