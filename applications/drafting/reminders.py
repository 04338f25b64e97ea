"""What falls due while an application is written: the draft itself, and the director's signature."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from applications.drafting import emails
from applications.drafting.models import Application, Status
from applications.rounds.models import Round
from praksis.mail.models import PersonalLink, Purpose
from praksis.mail.reminders import Due, newest_step
from praksis.organisations.models import Membership, MembershipRole

DRAFT_DAYS = (14, 7, 2)
SIGNATURE_DAYS = (7, 2)


def due(now: datetime) -> Iterable[Due]:
    """Everything due at `now`, over all drafts that are in time, some by a deadline of their own; not what we enter."""
    drafts = Application.objects.filter(status=Status.DRAFT, mailed_at=None).exclude(round=None).in_time_at(now)
    related = drafts.select_related("round", "applicant", "case", "created_by", "current_version")
    links = _open_links(drafts)
    for application in related.prefetch_related(Prefetch("applicant__memberships", _writers(), to_attr="writers")):
        yield from _unfinished(application, now)
        yield from _unsigned(application, links.get(application.pk, []), now)
    yield from _unconfirmed(now)


def _unfinished(application: Application, now: datetime) -> Iterable[Due]:
    step = _step(application.deadline, DRAFT_DAYS, since=application.created_at, now=now)
    if step is None:
        return
    for to in _editors(application):
        letter = emails.unfinished(application, to=to, due_on=step)
        yield Due("application.unfinished", application.pk, to, step, letter)


def _unsigned(application: Application, links: Iterable[PersonalLink], now: datetime) -> Iterable[Due]:
    version = application.current_version
    for link in links:
        step = _step(application.deadline, SIGNATURE_DAYS, since=link.created_at, now=now)
        if step and version and version.sha256 == link.document_hash:
            letter = emails.unsigned(application, link, due_on=step)
            yield Due("application.unsigned", application.pk, link.recipient, step, letter)


def _unconfirmed(now: datetime) -> Iterable[Due]:
    """The leaders who have a mini to confirm, before the deadline of the month that it would be in."""
    month = Round.objects.taking_minis_at(now).first()
    if month is None:
        return
    drafts = Application.objects.filter(status=Status.DRAFT, round=None)
    links = _open_links(drafts, Purpose.CONFIRM_LEADER)
    waiting = drafts.filter(pk__in=list(links)).select_related("applicant", "case", "current_version")
    for application in waiting.order_by("created_at"):
        for link in links[application.pk]:
            version = application.current_version
            step = _step(month.deadline, SIGNATURE_DAYS, since=link.created_at, now=now)
            if step and version and version.sha256 == link.document_hash and now <= link.expires_at:
                letter = emails.unconfirmed(application, link, deadline=month.deadline, due_on=step)
                yield Due("application.unconfirmed", application.pk, link.recipient, step, letter)


def _step(deadline: datetime, days, *, since: datetime, now: datetime):
    local = timezone.localdate
    return newest_step(local(now), local(deadline), days, since=local(since))


def _editors(application: Application) -> list[str]:
    """Those who write in it: confirmed owners and editors, and whoever began it."""
    return sorted({*(writer.user.email for writer in application.applicant.writers), application.created_by.email})


def _writers() -> QuerySet:
    """The memberships that may write: a round's drafts have theirs fetched in one query."""
    active = Membership.objects.active().exclude(role=MembershipRole.VIEWER).exclude(confirmed_at=None)
    return active.select_related("user")


def _open_links(drafts, purpose: Purpose = Purpose.SIGN_APPLICATION) -> dict[UUID, list[PersonalLink]]:
    """The links that wait for a director, or a mini's leader, by application."""
    waiting = PersonalLink.objects.filter(
        purpose=purpose, object_id__in=drafts.values("pk"), used_at=None, withdrawn_at=None
    )
    links: dict[UUID, list[PersonalLink]] = {}
    for link in waiting:
        links.setdefault(link.object_id, []).append(link)
    return links
