"""When one can answer, and what is asked. Pure."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from conferences.programme.models import Event

OPEN = timedelta(days=30)
# The names of the fields of an answer, and what is asked
SCORES = {
    "overall": "Hvad synes du om dagen som helhed?",
    "benefit": "Hvad synes du om dit faglige udbytte?",
    "practical": "Hvad synes du om de praktiske forhold: sted, mad, lokaler og information?",
}
TEXTS = {
    "takes_home": "Hvad tager du med hjem?",
    "otherwise": "Hvad skulle vi gøre anderledes en anden gang?",
}
SCALE = {
    5: "5 – meget godt",
    4: "4 – godt",
    3: "3 – hverken godt eller dårligt",
    2: "2 – dårligt",
    1: "1 – meget dårligt",
}


def closes_on(event: Event) -> date:
    """The last day on which one can answer."""
    return event.held_on + OPEN


def closes_at(event: Event) -> datetime:
    """The moment from which one cannot answer any more."""
    return timezone.make_aware(datetime.combine(closes_on(event) + timedelta(days=1), time()))


def is_over(event: Event, moment: datetime) -> bool:
    """Whether the day has been held by then: what was called off, if only in the middle of it, was not."""
    return not event.is_called_off and moment >= event.ends_on_the_day_at


def is_open(event: Event, moment: datetime) -> bool:
    """Whether those who came can answer then: from the end of the day."""
    return is_over(event, moment) and moment < closes_at(event)
