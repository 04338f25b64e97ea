"""What falls due in this room: answers to a poll for the date of a meeting."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from engagements.courses.models import Status
from engagements.meetings import poll_emails
from engagements.meetings.poll_models import PollPerson, PollStatus
from praksis.mail.models import PersonalLink, Purpose
from praksis.mail.reminders import Due, newest_step

# The day before the last one for answers
ANSWER_DAYS = (1,)


def due(now: datetime) -> Iterable[Due]:
    """Those who have not answered an open poll the day before its answers are due, and on that day."""
    today = timezone.localdate(now)
    waiting = PollPerson.objects.filter(answered_at=None, poll__status=PollStatus.OPEN, poll__answer_by__gte=today)
    waiting = waiting.exclude(poll__engagement__status=Status.CLOSED)
    related = ("poll__engagement__case", "poll__engagement__party", "poll__step", "poll__made_by")
    people = [
        (person, step)
        for person in waiting.select_related(*related)
        if (
            step := newest_step(
                today, person.poll.answer_by, ANSWER_DAYS, since=timezone.localdate(person.poll.made_at)
            )
        )
    ]
    found = PersonalLink.objects.filter(purpose=Purpose.ANSWER_POLL, object_id__in=[person.pk for person, _ in people])
    links = {link.object_id: link for link in found}
    for person, step in people:
        letter = poll_emails.reminded(person.poll, person, links[person.pk], on=today)
        yield Due("poll.unanswered", person.pk, person.email, step, letter)
