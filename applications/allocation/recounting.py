"""Whether it makes another set that somebody's scores are left out, or count again. Reads, saves nothing.

An interest that is found after scoring, a superior's ruling, and a reviewer who is taken off the round or put back all
change whose scores count. The calculation follows at once; a manager's own choice and a proposal were made before it.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from applications.allocation import grounds, standing
from applications.allocation.grounds import Grounds
from applications.allocation.models import Proposal
from applications.allocation.standing import Standing
from applications.assessment import people, scores
from applications.assessment.models import InterestDeclaration
from applications.assessment.panel import Panel
from applications.assessment.scores import RoundScores
from applications.rounds.models import Round

CALCULATED = ("best_on_merit", "best_balanced")
OTHER_SET = (
    "Der er siden ændret på, hvis bedømmelser der tæller, og det har givet en anden beregnet sammensætning. "
    "En godkender sender indstillingen tilbage, så lederne vælger igen."
)


def left_out(declared: Mapping[UUID, bool], removed: Collection[UUID]) -> list[str]:
    """The keys of those whose scores do not count, sorted: with an interest in the round, or taken off it.

    `declared` is InterestDeclaration.declared_in, `removed` as in assessment/panel.py.
    """
    return sorted(map(str, {person for person, is_out in declared.items() if is_out}.union(removed)))


def makes_another_set(round_: Round, standings: list[Standing], now: Grounds, before: list[str]) -> bool:
    """Whether another set was calculated as long as these were left out, everything else as it is now.

    In three queries. What the reviewers are called makes no set.
    """
    scored = scores.of_round(round_, {UUID(person): True for person in before}, Panel())
    then = grounds.of_round(round_, standings, scored)
    assert then  # as many apply, by the same criteria
    return any(then.analysis[name]["sets"] != now.analysis[name]["sets"] for name in CALCULATED)


def shaken(proposal: Proposal) -> str:
    """Why a standing proposal cannot go on as it is, as a Danish sentence; empty where it can."""
    round_ = proposal.round
    declared = InterestDeclaration.objects.declared_in(round_)
    _, panel = people.reviewers_of(round_, declared)
    scored = scores.of_round(round_, declared, panel)
    standings = standing.of_round(round_, panel=panel, declared=declared, scored=scored)
    return why_shaken(proposal, standings, scored, declared, panel.removed)


def why_shaken(
    proposal: Proposal,
    standings: list[Standing],
    scored: RoundScores,
    declared: Mapping[UUID, bool],
    removed: Collection[UUID],
) -> str:
    """The same of what is read already.

    Either of the two who stand for it has an interest in the round now, or other scores count and make another set.
    """
    for person, what in ((proposal.proposed_by, "indstillet"), (proposal.approved_by, "tiltrådt")):
        if person and declared.get(person.pk):
            return (
                f"{person.name}, som har {what} runden, har siden erklæret en interesse i den. En godkender sender "
                "indstillingen tilbage, så en anden kan indstille."
            )
    snapshot = proposal.snapshot
    if snapshot is None or left_out(declared, removed) == snapshot.left_out:
        return ""
    now = grounds.of_round(proposal.round, standings, scored)
    if now is None or makes_another_set(proposal.round, standings, now, snapshot.left_out):
        return OTHER_SET
    return ""
