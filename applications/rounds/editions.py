"""The questions of an edition. Those of one in use never change, so a process reads them once."""

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from applications.rounds.models import Question


class _Unpublished(Exception):
    """The edition is still edited."""


def questions_of(edition: UUID) -> Sequence[Question]:
    """The questions of the edition with this key, in order. They are shared: nobody may change them."""
    try:
        return _published(edition)
    except _Unpublished:
        return tuple(Question.objects.filter(question_set=edition))


# What raises is not kept.
@lru_cache(maxsize=100)
def _published(edition: UUID) -> Sequence[Question]:
    in_use = Question.objects.filter(question_set=edition, question_set__published_at__isnull=False)
    if questions := tuple(in_use):
        return questions
    raise _Unpublished
