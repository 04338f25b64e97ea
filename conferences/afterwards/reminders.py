"""The letter of the day after, to those who came: with the certificate and the survey."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from conferences.afterwards import emails, survey
from conferences.programme.models import Event
from conferences.registration.models import Registration
from praksis.mail.models import Reminder
from praksis.mail.reminders import Due

KIND = "afterwards.thanks"


def due(now: datetime) -> Iterable[Due]:
    """Those of events that were held before today and can still be told of; nobody where nobody was let in."""
    today = timezone.localdate(now)
    held = Event.objects.published().filter(held_on__lt=today, held_on__gte=today - survey.OPEN)
    for event in held.select_related("case").order_by("held_on", "slug"):
        yield from _of(event)


def _of(event: Event) -> Iterator[Due]:
    """Those who came and have an address, also those who came without being registered."""
    on = event.held_on + timedelta(days=1)
    sent = Reminder.objects.filter(kind=KIND, object_id=OuterRef("pk"), due_on=on)
    came = Registration.objects.came().filter(event=event, link__isnull=False).exclude(email="")
    for guest in came.filter(~Exists(sent)).select_related("link").order_by("number"):
        guest.event = event
        yield Due(KIND, guest.pk, guest.email, on, emails.thanks(guest))
