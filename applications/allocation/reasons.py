"""Reasons under each criterion: a draft out of what the reviewers wrote, for a person to edit. Reads nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from applications.assessment.consensus import Agreed

MOST_CHARACTERS = 5000


def drafts(scores: Iterable[tuple[Any, ...]], agreed: Mapping[int, Agreed]) -> dict[int, str]:
    """A draft for each criterion, by its key in the database; `scores` as `with_scores` reads them.

    What the reviewers agreed on, `agreed` by criterion, comes first: it counts instead of their own scores. Each text
    is a paragraph of its own, without whose it is: reviewers are not named to an applicant.
    """
    written: dict[int, list[str]] = {criterion: [one.reason] for criterion, one in agreed.items()}
    for _, _, _, criterion, _, rationale, *_ in scores:
        if criterion is not None and rationale and rationale not in written.setdefault(criterion, []):
            written[criterion].append(rationale)
    return {criterion: "\n\n".join(texts)[:MOST_CHARACTERS] for criterion, texts in written.items()}
