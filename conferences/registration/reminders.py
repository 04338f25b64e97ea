"""What guests with a seat are reminded of: the day that comes, two weeks and two days before."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from conferences.programme.models import Event
from conferences.registration import emails
from conferences.registration.models import Registration
from praksis.mail.models import Reminder
from praksis.mail.reminders import Due, newest_step

KIND = "registration.comes"
DAYS_BEFORE = (14, 2)


def due(now: datetime) -> Iterable[Due]:
    """The reminders of events that the public can see and that have not begun."""
    today = timezone.localdate(now)
    soon = Event.objects.published().coming(today).filter(held_on__lte=today + timedelta(days=max(DAYS_BEFORE)))
    for event in soon:
        step = newest_step(today, event.held_on, DAYS_BEFORE, since=date.min)
        if step and not event.has_begun(now):
            yield from _of(event, step)


def _of(event: Event, step: date) -> Iterator[Due]:
    """Those who had their seat when the reminder fell due: whoever got it later has just had a letter with it all.

    Those who have been reminded are left out at once, since a letter takes some reading of choices to write.
    """
    after = timezone.make_aware(datetime.combine(step + timedelta(days=1), time()))
    reminded = Reminder.objects.filter(kind=KIND, object_id=OuterRef("pk"), due_on=step)
    had_a_seat = Q(moved_up_at=None) | Q(moved_up_at__lt=after)
    guests = Registration.objects.seated().filter(had_a_seat, event=event, registered_at__lt=after).exclude(email="")
    left = guests.filter(~Exists(reminded)).select_related("event__case", "link").prefetch_related("choices__workshop")
    for guest in left.order_by("number"):
        letter = emails.comes(guest, list(guest.choices.all()), due_on=step)
        yield Due(KIND, guest.pk, guest.email, step, letter)
