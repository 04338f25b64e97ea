"""Sending working groups the links by which they write about their interventions, and writing by such a link."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Engagement, Group, GroupMember
from engagements.plans import emails
from engagements.plans.actions.writing import Meanwhile
from engagements.plans.holders import refuse_holder, standing
from engagements.plans.models import GroupLink
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import Purpose

# At the least, also where the course goes on after its last day
LASTS = timedelta(days=30)

Written = TypeVar("Written")


@transaction.atomic
def send_link(member: GroupMember, *, by: Actor) -> GroupLink:
    """Mail a member of a working group a link that lasts as long as the course. An earlier one stops working.

    Raises ActionError for somebody without an address or who has left, for the steering group, or where the course is
    closed.
    """
    engagement = _open(member.group)
    member.refresh_from_db(fields=["left_at", "email"])
    if member.left_at:
        raise ActionError(f"{member.name} er ikke længere med i »{member.group}«.")
    if not member.email:
        raise ActionError(f"Skriv først en mailadresse på {member.name} under »Hvem er med«.")
    sent = _sent(member, engagement, by=by)
    kind = {"member": member.name, "group": member.group.name, "recipient": member.email}
    log.record(engagement.case, "interventions.link_sent", by=by, **kind)
    outbox.queue(emails.write_interventions(sent, by=by.name))
    return sent


@transaction.atomic
def send_links(group: Group, *, by: Actor) -> int:
    """Mail every member who has an address and no link that works; returns how many that were.

    Raises ActionError for the steering group, or where the course is closed.
    """
    _open(group)
    served = {link.member_id for link in standing(group)}
    waiting = [member for member in group.members.current() if member.email and member.pk not in served]
    for member in waiting:
        member.group = group
        send_link(member, by=by)
    return len(waiting)


@transaction.atomic
def withdraw_link(sent: GroupLink, *, by: Actor) -> None:
    """Take a link back; what was written with it stays. Doing it twice changes nothing."""
    engagement = sent.member.group.engagement
    lock(engagement)
    lock(sent.link)
    if sent.link.withdrawn_at:
        return
    links.withdraw(sent.link)
    kind = {"member": sent.member.name, "group": sent.member.group.name}
    log.record(engagement.case, "interventions.link_withdrawn", by=by, **kind)


@transaction.atomic
def take_up_link(sent: GroupLink, *, name: str, received_at: datetime) -> None:
    """The holder says who he or she is, and may write. Raises LinkRefused where the link no longer works."""
    engagement = _usable(sent, received_at)
    is_new = sent.holder_name != name
    sent.holder_name, sent.last_used_at = name, timezone.now()
    sent.save(update_fields=["holder_name", "last_used_at"])
    if is_new:
        by = Actor.by_link(sent.link, name=name)
        log.record(engagement.case, "interventions.link_taken_up", by=by, group=sent.member.group.name)


def write_by_link(sent: GroupLink, write: Callable[[Actor], Written], *, received_at: datetime) -> Written:
    """Let the holder of a link do what `write` does, and note that it was used.

    Raises LinkRefused where it no longer works, and whatever `write` raises; what is set aside by two who wrote at the
    same time is kept all the same.
    """
    conflict = None
    with transaction.atomic():
        _usable(sent, received_at)
        try:
            result = write(Actor.by_link(sent.link, name=sent.holder_name))
        except Meanwhile as met:
            # To leave the transaction with it would take back what it keeps.
            conflict = met
        sent.last_used_at = timezone.now()
        sent.save(update_fields=["last_used_at"])
    if conflict:
        raise conflict
    return result


def lasts_until(engagement: Engagement) -> datetime:
    """When a link that is sent now ends: with the course's last day, or in a month where that is over or near."""
    day_after = engagement.ends_on + timedelta(days=1)
    end = timezone.make_aware(datetime.combine(day_after, time()))
    return max(end - timedelta(minutes=1), timezone.now() + LASTS)


def _sent(member: GroupMember, engagement: Engagement, *, by: Actor) -> GroupLink:
    """The member's link, sent anew or for the first time."""
    expires_at = lasts_until(engagement)
    for sent in standing(member.group).filter(member=member):
        if sent.link.recipient == member.email:
            links.renew(sent.link, expires_at=expires_at)
            sent.sent_at, sent.sent_by_name = timezone.now(), by.name
            sent.save(update_fields=["sent_at", "sent_by_name"])
            return sent
        links.withdraw(sent.link)
    purpose = Purpose.WRITE_INTERVENTIONS
    link = links.create(purpose, object_id=member.pk, recipient=member.email, expires_at=expires_at)
    return GroupLink.objects.create(member=member, link=link, sent_by_name=by.name)


def _open(group: Group) -> Engagement:
    """The group's course, locked and not closed."""
    engagement = group.engagement
    lock(engagement)
    refuse_closed(engagement)
    if group.is_steering_group:
        raise ActionError("Links er til arbejdsgrupper. Styregruppen får opsamlingen.")
    return engagement


def _usable(sent: GroupLink, received_at: datetime) -> Engagement:
    """The link's course, locked with the link. Raises LinkRefused where its holder may not write."""
    engagement = sent.member.group.engagement
    lock(engagement)
    lock(sent.link)
    refuse_holder(sent, at=received_at)
    return engagement
