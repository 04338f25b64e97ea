"""What the dates of a course tell about its surveys, and what a new survey could look like. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from engagements.courses.models import Engagement
from engagements.courses.quiet import is_quiet
from engagements.evaluation.clear_dates import Period, next_clear
from engagements.evaluation.models import RecipientRole, WaveKind

# A survey can be answered for so long, unless somebody says otherwise.
DAYS = 14
WEEK, LENGTH = timedelta(days=7), timedelta(days=DAYS - 1)
# The survey before is missed from so long before the course to so long after it began, that after from so long before
# the course ends.
BEFORE_FROM, BEFORE_TO = timedelta(days=14), timedelta(weeks=8)
AFTER_FROM = timedelta(weeks=8)
# What a title tells of somebody's role; the first word that is in it counts, and the rest are staff.
TITLES = [
    ("direktør", RecipientRole.ADMINISTRATION),
    ("chef", RecipientRole.ADMINISTRATION),
    ("forvaltning", RecipientRole.ADMINISTRATION),
    ("konsulent", RecipientRole.RESOURCE_PERSON),
    ("ressourceperson", RecipientRole.RESOURCE_PERSON),
    ("psykolog", RecipientRole.RESOURCE_PERSON),
    ("vejleder", RecipientRole.RESOURCE_PERSON),
    ("leder", RecipientRole.LEADERSHIP),
]


@dataclass(frozen=True)
class Recipient:
    """Somebody who is asked, or could be."""

    name: str
    email: str
    role: str

    @property
    def line(self) -> str:
        """As a line of text that reads back to the same: "Anna Ander <anna@skive.example>"."""
        return f"{self.name} <{self.email}>" if self.name else self.email


def missing(engagement: Engagement, sent: Collection[str], today: date) -> list[WaveKind]:
    """The surveys of a running one-year course that are not sent out, though it is time. `sent` holds their kinds."""
    if engagement.is_mini or not engagement.is_running:
        return []
    due = {
        WaveKind.BEFORE: engagement.starts_on - BEFORE_FROM <= today <= engagement.starts_on + BEFORE_TO,
        WaveKind.AFTER: engagement.ends_on - AFTER_FROM <= today,
    }
    return [kind for kind, is_due in due.items() if is_due and kind not in sent]


def days_for(kind: WaveKind, engagement: Engagement, taken: Iterable[Period], today: date) -> tuple[date, date]:
    """The first and last day of a survey: when the course begins, or some weeks before it ends.

    On days on which the evaluator collects nothing, clear of July and the school holidays too: before a course that
    means later, after it earlier where there is still time.
    """
    periods = list(taken)
    wished = engagement.starts_on
    if kind == WaveKind.AFTER:
        wished = engagement.ends_on - 4 * WEEK
        while _is_quiet(wished, wished + LENGTH):
            wished -= WEEK
    first, last = next_clear(periods, max(wished, today), days=DAYS)
    while _is_quiet(first, last):
        first, last = next_clear(periods, first + WEEK, days=DAYS)
    return first, last


def _is_quiet(first: date, last: date) -> bool:
    return is_quiet(first) or is_quiet(last)


def role_of(title: str) -> RecipientRole:
    """The role that a title tells of. A guess: whoever sends the survey out reads the lines first."""
    words = title.lower()
    return next((role for word, role in TITLES if word in words), RecipientRole.STAFF)
