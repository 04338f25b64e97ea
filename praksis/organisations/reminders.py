"""Whom to remind that somebody waits to be confirmed."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from praksis.mail.reminders import Due
from praksis.organisations import emails
from praksis.organisations.models import Membership, MembershipRole


def people_who_wait(now: datetime) -> Iterator[Due]:
    """Every confirmed owner is told once of each person who waits.

    It is a reminder rather than part of signing up, so that it comes only when the address is confirmed.
    """
    owners = Membership.objects.confirmed().filter(role=MembershipRole.OWNER, user__is_active=True)
    waiting = Membership.objects.waiting().select_related("user", "organisation__as_institution__municipality")
    for membership in waiting.prefetch_related(
        Prefetch("organisation__memberships", owners.select_related("user"), to_attr="owners")
    ):
        for owner in membership.organisation.owners:
            yield Due(
                kind="membership_waits",
                object_id=membership.pk,
                recipient=owner.user.email,
                due_on=timezone.localdate(membership.created_at),
                email=emails.somebody_waits(membership, owner.user),
            )
