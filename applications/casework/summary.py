"""What waits in a case, as parts of other queries: pages that show many applications ask nothing more for it.

Building such a part takes longer than running it, and a query copies what it takes in: so each is built once.
"""

from functools import cache, lru_cache

from django.db.models import Exists, OuterRef, Subquery

from applications.casework.models import Hearing
from applications.drafting import reopened
from applications.drafting.models import Reopening
from praksis.cases.models import Message


@cache
def unread(*, by_party: bool) -> Exists:
    """Whether the other side has written something that this side has not read, to annotate applications with."""
    return Exists(Message.objects.filter(case=OuterRef("case"), from_party=not by_party, read_at=None))


@lru_cache(maxsize=2)
def answer_due_on(today) -> Subquery:
    """The nearest day by which an answer is asked for again, to annotate applications with; None where none is."""
    return reopened.first_waiting(today, "due_on")


@lru_cache(maxsize=2)
def awaits_answer(today) -> Exists:
    """Whether the applicant can still send an answer that was asked for again, to annotate applications with."""
    return Exists(Reopening.objects.waiting(today).filter(answer__application=OuterRef("pk")))


@lru_cache(maxsize=2)
def hearing_due_on(today) -> Subquery:
    """The day by which the applicant can say something in a hearing, to annotate applications with; or None."""
    # No more than one is open at a time.
    return Subquery(Hearing.objects.waiting(today).filter(application=OuterRef("pk")).order_by().values("due_on"))


@cache
def has_open_hearing() -> Exists:
    """Whether a hearing is not closed, to annotate applications with."""
    return Exists(Hearing.objects.open().filter(application=OuterRef("pk")))
