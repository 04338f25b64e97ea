"""What the holder of a working group's link may see and do. Nothing is saved here."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from engagements.courses.models import EngagementInstitution, Group
from engagements.plans.models import GroupLink, Intervention
from praksis.mail import links
from praksis.mail.models import PersonalLink

CLOSED = "Forløbet er afsluttet, så der kan ikke skrives mere om indsatserne. Tak for det, I har skrevet."
LEFT = "Du er ikke længere med i arbejdsgruppen, så linket virker ikke mere."


def held_by(link: PersonalLink) -> GroupLink:
    """Whose link it is, with what the page needs to know of group and course."""
    related = ("link", *(f"member__group__engagement__{name}" for name in ("case", "programme", "party")))
    return GroupLink.objects.select_related(*related).get(link=link)


def refuse_holder(sent: GroupLink, *, at: datetime) -> None:
    """Raise LinkRefused, with a sentence for its holder, where the link lets nobody write at this time."""
    if sent.member.group.engagement.is_closed:
        raise links.LinkRefused(CLOSED)
    if sent.member.left_at:
        raise links.LinkRefused(LEFT)
    links.refuse_unless_usable(sent.link, at=at)


def institutions_of(group: Group) -> list[EngagementInstitution]:
    """The institutions that the group is of, in the course's order."""
    return list(group.institutions.all())


def interventions_of(group: Group) -> QuerySet[Intervention]:
    """What a group reads and writes: its institutions' interventions, and those that were given to it."""
    theirs = Q(group=group) | Q(institution__in=group.institutions.all())
    found = Intervention.objects.filter(theirs, plan__engagement=group.engagement_id)
    return found.select_related("plan__engagement__case", "institution", "chain", "group").prefetch_related("rounds")


def standing(group: Group) -> QuerySet[GroupLink]:
    """The group's links that are not withdrawn and not at their end."""
    return GroupLink.objects.filter(
        member__group=group, link__withdrawn_at=None, link__expires_at__gte=timezone.now()
    ).select_related("link", "member")
