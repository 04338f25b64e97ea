"""Keeping what a choice rests on."""

from applications.allocation.grounds import Grounds, calculated, code_version
from applications.allocation.models import Snapshot
from applications.rounds.models import Round
from praksis.cases.actors import Actor


def freeze(round_: Round, grounds: Grounds, chosen: list[str], *, left_out: list[str], by: Actor) -> Snapshot:
    """Keep what the sums were made of, what they came to, and the choice: so that years later it can be replayed.

    `left_out` are those whose scores did not count (recounting.py). Within the transaction of the proposal, which holds
    the round's lock.
    """
    number = round_.snapshots.count() + 1
    return Snapshot.objects.create(
        round=round_,
        number=number,
        input=grounds.text,
        output=calculated(grounds.text),
        names=grounds.names,
        chosen=chosen,
        left_out=left_out,
        sha256=grounds.analysis["sha256"],
        code_version=code_version(),
        by=by.person,
    )
