"""Asking people when they can meet, answering, and making one of the times the meeting."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from engagements.courses.models import CourseStep, Engagement
from engagements.meetings import poll_emails
from engagements.meetings.actions.guards import (
    refuse_beyond_mini,
    refuse_broken_quarters,
    refuse_closed,
    refuse_in_pause,
    refuse_outside,
)
from engagements.meetings.actions.inviting import Invited
from engagements.meetings.actions.planning import plan_meeting
from engagements.meetings.invited import Invitee, once
from engagements.meetings.kinds import kind_of
from engagements.meetings.models import Channel, Meeting
from engagements.meetings.poll_models import Can, Poll, PollAnswer, PollPerson, PollStatus, PollTime
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.db import lock, refuse_taken
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink, Purpose

FEWEST, MOST = 2, 10


class PollClosed(ActionError):
    """A time is chosen already, or the poll is called off."""


@transaction.atomic
def make_poll(
    step: CourseStep,
    *,
    key: UUID,
    times: Iterable[datetime],
    duration_minutes: int,
    channel: Channel,
    answer_by: date,
    participants: Iterable[Invited],
    by: Actor,
    location: str = "",
) -> Poll:
    """Ask these people which of two to ten times they can meet, for a meeting of one of the course's steps.

    `key` is the form's own: sent twice, it is one poll. Raises ActionError as `plan_meeting` does for each of the
    times, for one that has passed, where nobody is asked, and for a last day of answers that is not before them all.
    """
    assert by.user
    engagement = step.engagement
    lock(engagement)
    refuse_closed(engagement)
    known = engagement.polls.filter(pk=key).first()
    if known:
        return known
    refuse_taken(Poll, key)
    if kind_of(step) is None:
        raise ActionError("Det trin holder I ikke møde om. Vælg et af mødetrinnene.")
    proposed, people = sorted(set(times)), once(participants)
    _refuse_times(engagement, proposed)
    refuse_broken_quarters(duration_minutes)
    refuse_beyond_mini(engagement, duration_minutes)
    if not people:
        raise ActionError("Vælg mindst én, der skal spørges.")
    if answer_by < timezone.localdate():
        raise ActionError("Svarfristen er passeret. Vælg en dag fra i dag og frem.")
    if answer_by > timezone.localdate(proposed[0]):
        raise ActionError("Svarfristen skal senest være den dag, hvor den første af tiderne ligger.")

    poll = Poll.objects.create(
        id=key,
        engagement=engagement,
        step=step,
        duration_minutes=duration_minutes,
        channel=channel,
        location=location,
        answer_by=answer_by,
        made_by=by.user,
    )
    PollTime.objects.bulk_create(PollTime(poll=poll, starts_at=starts_at) for starts_at in proposed)
    asked = [
        PollPerson(poll=poll, name=person.name[:150], email=person.email, is_required=person.is_required)
        for person in people
    ]
    PollPerson.objects.bulk_create(asked)

    log.record(engagement.case, "poll.made", by=by, meeting=poll.title, who=_people(len(asked)))
    for person in asked:
        link = links.create(Purpose.ANSWER_POLL, object_id=person.pk, recipient=person.email, expires_at=proposed[-1])
        outbox.queue(poll_emails.asked(poll, person, link, times=proposed))
    return poll


@transaction.atomic
def answer_poll(
    person: PollPerson,
    *,
    answers: dict[UUID, Can],
    remark: str,
    by: Actor,
    received_at: datetime,
) -> None:
    """Note what somebody can, by the id of each time. It may be changed until the poll closes; the same again is one.

    Whoever made the poll is told when nobody is left to answer. Raises PollClosed, LinkRefused where the link that the
    actor came by no longer works, and ActionError where one of the times is not answered.
    """
    poll = person.poll
    lock(poll)
    lock(person)
    person.poll = poll
    if not poll.is_open:
        raise PollClosed("Der kan ikke svares længere.")
    if by.link:
        links.refuse_unless_usable(by.link, at=received_at)
    if set(answers) != set(poll.times.values_list("pk", flat=True)):
        raise ActionError("Svar på hver af tiderne.")
    before = dict(person.answers.values_list("time_id", "can"))
    if (before, person.remark) == (answers, remark.strip()):
        return
    for time, can in answers.items():
        PollAnswer.objects.update_or_create(person=person, time_id=time, defaults={"can": can})
    person.remark = remark.strip()
    # An answer that came in time and was changed later is still one that came in time.
    person.answered_at = person.answered_at or timezone.now()
    person.save(update_fields=["remark", "answered_at"])

    log.record(poll.engagement.case, "poll.answered", by=by, meeting=poll.title)
    if not poll.people.filter(answered_at=None).exists():
        outbox.queue(poll_emails.everybody_answered(poll))


@transaction.atomic
def choose_time(time: PollTime, *, by: Actor) -> Meeting:
    """Make this time the meeting, with those asked as its participants, and close the poll.

    The same time again gives the meeting. Raises PollClosed where another time was chosen or the poll called off, and
    ActionError for a time that has passed, or as `plan_meeting` does.
    """
    poll = time.poll
    _lock_poll(poll)
    if poll.meeting and poll.meeting.starts_at == time.starts_at:
        return poll.meeting
    if poll.meeting:
        raise PollClosed(f"{poll.closed_by} har allerede valgt {danish_datetime(poll.meeting.starts_at)}.")
    if not poll.is_open:
        raise PollClosed("Afstemningen er aflyst.")
    if time.starts_at <= timezone.now():
        raise ActionError("Det tidspunkt er passeret. Vælg et andet.")
    if poll.step.meetings.planned().filter(starts_at=time.starts_at).exists():
        raise ActionError("Mødet er allerede aftalt til det tidspunkt. Aflys afstemningen i stedet.")
    meeting = plan_meeting(
        poll.step,
        starts_at=time.starts_at,
        duration_minutes=poll.duration_minutes,
        channel=Channel(poll.channel),
        location=poll.location,
        participants=[Invitee(one.name, one.email, one.is_required) for one in poll.people.all()],
        by=by,
    )

    poll.meeting = meeting
    _close(poll, PollStatus.CHOSEN, by=by)
    log.record(poll.engagement.case, "poll.chosen", by=by, meeting=poll.title, when=danish_datetime(time.starts_at))
    return meeting


@transaction.atomic
def cancel_poll(poll: Poll, *, by: Actor) -> None:
    """Call the poll off, and tell those asked. Doing it twice changes nothing. Raises PollClosed after a choice."""
    _lock_poll(poll)
    if poll.status == PollStatus.CANCELLED:
        return
    if poll.meeting:
        raise PollClosed("Mødet er allerede aftalt. Aflys mødet i stedet.")
    _close(poll, PollStatus.CANCELLED, by=by)

    log.record(poll.engagement.case, "poll.cancelled", by=by, meeting=poll.title)
    for person in poll.people.all():
        outbox.queue(poll_emails.called_off(poll, person))


@transaction.atomic
def remind_poll(poll: Poll, *, by: Actor) -> int:
    """Send those who have not answered their link again, each at most once a day; returns how many those are.

    Raises PollClosed, and ActionError where there is nobody to remind today.
    """
    _lock_poll(poll)
    if not poll.is_open:
        raise PollClosed("Afstemningen er lukket, så der er ingen at påminde.")
    today = timezone.localdate()
    missing = list(poll.people.filter(answered_at=None).exclude(reminded_on=today))
    if not missing:
        raise ActionError("Alle har svaret eller er påmindet i dag.")
    for person in missing:
        person.reminded_on = today
        outbox.queue(poll_emails.reminded(poll, person, link_of(person), on=today))
    PollPerson.objects.bulk_update(missing, ["reminded_on"])

    log.record(poll.engagement.case, "poll.reminded", by=by, meeting=poll.title, who=_people(len(missing)))
    return len(missing)


def link_of(person: PollPerson) -> PersonalLink:
    """The personal link of somebody who is asked."""
    return PersonalLink.objects.get(purpose=Purpose.ANSWER_POLL, object_id=person.pk)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} personer"


def _lock_poll(poll: Poll) -> None:
    """Lock course and poll, in this order."""
    engagement = poll.engagement
    lock(engagement)
    refuse_closed(engagement)
    lock(poll)
    poll.engagement = engagement


def _refuse_times(engagement: Engagement, proposed: list[datetime]) -> None:
    if not FEWEST <= len(proposed) <= MOST:
        raise ActionError(f"Foreslå {FEWEST} til {MOST} forskellige tider.")
    if proposed[0] <= timezone.now():
        raise ActionError("En af tiderne er passeret. Foreslå tider, der ligger fremme.")
    for starts_at in proposed:
        refuse_outside(engagement, starts_at)
        refuse_in_pause(engagement, starts_at)


def _close(poll: Poll, status: PollStatus, *, by: Actor) -> None:
    poll.become(status)
    poll.closed_at, poll.closed_by = timezone.now(), by.user
    poll.save(update_fields=["status", "closed_at", "closed_by", "meeting"])
    asked = poll.people.values("pk")
    for link in PersonalLink.objects.filter(purpose=Purpose.ANSWER_POLL, object_id__in=asked).order_by("pk"):
        links.withdraw(link)
