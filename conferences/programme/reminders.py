"""What speakers are reminded of: their part, a week after they were asked and two days before the day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from conferences.programme import content, emails
from conferences.programme.models import Event, EventStatus, SpeakerRequest
from conferences.programme.parts import part_of
from praksis.mail.reminders import Due, newest_step

KIND = "speaker.check"
AFTER, BEFORE = 7, 2


def due(now: datetime) -> Iterator[Due]:
    """The reminders of speakers who were asked, have not answered and are still in the programme of a coming event."""
    today = timezone.localdate(now)
    waiting = SpeakerRequest.objects.filter(
        confirmed_at=None, link__withdrawn_at=None, event__held_on__gte=today
    ).exclude(event__status=EventStatus.CALLED_OFF)
    waiting = waiting.select_related("event__case", "speaker", "link")
    drafts: dict[Event, list[content.Item]] = {}
    for request in waiting.order_by("event__held_on", "asked_at", "pk"):
        event = request.event
        asked_on = timezone.localdate(request.asked_at)
        days = (event.held_on - asked_on).days - AFTER
        # A week after would be as good as two days before.
        steps = {BEFORE, days} if days > BEFORE else {BEFORE}
        step = newest_step(today, event.held_on, steps, since=asked_on + timedelta(days=1))
        if step is None or event.has_begun(now):
            continue
        if event not in drafts:
            drafts[event] = content.draft(event)
        if part := part_of(str(request.speaker_id), drafts[event]):
            letter = emails.reminded(request, part, due_on=step)
            yield Due(KIND, request.pk, letter.to, step, letter)
