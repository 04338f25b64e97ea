"""How long there is to answer a request about a decision. Pure: kinds and days in, days and words out.

The clock begins when the request is received. A day counts to its end, in Danish time.
"""

from datetime import date, timedelta

from applications.decisions.models import RequestKind
from praksis.working_days import add_working_days

# Forvaltningsloven § 23: within 14 days, else the party is told why not and when
REASONS_DAYS = 14
# Forvaltningsloven § 16 and offentlighedsloven § 36: within 7 working days, else the same
ACCESS_WORKING_DAYS = 7
# No law says: what we ask of ourselves
RECONSIDERATION_WORKING_DAYS = 20

RULES = {
    RequestKind.REASONS: "14 dage (forvaltningslovens § 23)",
    RequestKind.ACCESS: "7 arbejdsdage (forvaltningslovens § 16 og offentlighedslovens § 36)",
    RequestKind.RECONSIDERATION: "20 arbejdsdage (vores egen frist)",
}


def due_on(kind: str, received_on: date) -> date:
    """The last day to answer a request that was received that day.

    The days of the law on access are working days for everybody, so the agency's own closed days count as such. Raises
    ValueError for a kind that there is none of, and for a year whose holidays are not known.
    """
    if RequestKind(kind) is RequestKind.REASONS:
        return received_on + timedelta(days=REASONS_DAYS)
    working_days = ACCESS_WORKING_DAYS if RequestKind(kind) is RequestKind.ACCESS else RECONSIDERATION_WORKING_DAYS
    return add_working_days(received_on, working_days)


def last_day(due: date, postponed_to: date | None) -> date:
    """The day that counts now: what the asker was told last."""
    return postponed_to or due


def rule(kind: str) -> str:
    """How long there is, and where that is from."""
    return RULES[RequestKind(kind)]


def standing(day: date, today: date) -> tuple[str, str]:
    """How an open request stands against its last day: in words, and the kind of the badge."""
    left = (day - today).days
    if left < 0:
        return f"{-left} {'dag' if left == -1 else 'dage'} over fristen", "error"
    if left == 0:
        return "Sidste dag er i dag", "warning"
    return f"{left} {'dag' if left == 1 else 'dage'} tilbage", "warning" if left <= 3 else "info"
