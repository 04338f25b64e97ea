"""Taking a round's file out of the system."""

from django.db import transaction

from applications.decisions.filing import Selection
from applications.decisions.zipping import Extract
from applications.rounds.models import Round
from praksis.cases import log
from praksis.cases.actors import Actor


@transaction.atomic
def note_file_taken_out(round_: Round, selection: Selection, extract: Extract, *, by: Actor) -> None:
    """Note on the round's case who took out what of its file, and what was left out.

    Where the papers are kept outside the system is nobody's to see later; that they left it is.
    """
    log.record(
        round_.case,
        "round.file_exported",
        by=by,
        files=extract.files,
        left_out=extract.left_out,
        sha256=extract.sha256,
        cases=sorted(one.case.reference for one in selection.applications),
        parts=sorted(selection.parts),
    )
