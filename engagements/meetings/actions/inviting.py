"""Inviting people to a meeting, and telling them what becomes of it."""

from collections.abc import Callable, Iterable
from typing import Protocol

from django.utils import timezone

from engagements.meetings import emails
from engagements.meetings.entries import entry
from engagements.meetings.invited import once
from engagements.meetings.models import Meeting, Participant
from engagements.meetings.recipients import who_may_sign_in
from praksis.calendar import CANCEL, REQUEST, calendar_file
from praksis.mail import outbox


class Invited(Protocol):
    """Whoever is to be invited."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def is_required(self) -> bool: ...


def invite(meeting: Meeting, people: Iterable[Invited]) -> None:
    """Store who is invited, each address once, and write to them. Called in the transaction that plans the meeting."""
    Participant.objects.bulk_create(
        Participant(meeting=meeting, name=person.name[:150], email=person.email, is_required=person.is_required)
        for person in once(people)
    )
    tell(meeting, emails.invited, REQUEST)


def tell_of_move(meeting: Meeting) -> None:
    """Write to those invited that the meeting is another than they were told."""
    tell(meeting, emails.moved, REQUEST)


def tell_of_cancellation(meeting: Meeting) -> None:
    """Write to those invited that there is no meeting."""
    tell(meeting, emails.cancelled, CANCEL)


def tell(meeting: Meeting, letter: Callable, method: str) -> None:
    """Queue a letter for each of those invited, with the meeting as it now is."""
    participants = list(meeting.participants.all())
    if not participants:
        return
    calendar = calendar_file([entry(meeting, at=timezone.now(), participants=participants)], method).decode()
    readers = who_may_sign_in(meeting.engagement, [each.email for each in participants])
    for each in participants:
        outbox.queue(letter(meeting, each, calendar=calendar, may_sign_in=each.email in readers))
