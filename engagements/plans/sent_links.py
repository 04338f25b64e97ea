"""Which members of the working groups have a link, and how each fares. Nothing is saved here."""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone

from engagements.courses.models import Engagement, Group, GroupKind, GroupMember
from engagements.plans.models import GroupLink
from praksis.mail.models import Email
from praksis.work import WorkStatus


@dataclass(frozen=True)
class Line:
    """A member with the newest link, if there is one."""

    member: GroupMember
    sent: GroupLink | None
    bounced: bool

    @property
    def works(self) -> bool:
        """Whether the link can be written with now."""
        return self.sent is not None and not self.sent.link.withdrawn_at and not self._is_over

    @property
    def status_word(self) -> str:
        if self.sent is None:
            return "Intet link" if self.member.email else "Ingen mailadresse"
        if self.sent.link.withdrawn_at:
            return "Trukket tilbage"
        if self._is_over:
            return "Udløbet"
        if self.sent.last_used_at:
            return "I brug"
        return "Mailen kom ikke frem" if self.bounced else "Sendt"

    @property
    def status_kind(self) -> str:
        """How that is drawn."""
        kinds = {"I brug": "success", "Sendt": "info", "Mailen kom ikke frem": "error", "Udløbet": "warning"}
        return kinds.get(self.status_word, "neutral")

    @property
    def _is_over(self) -> bool:
        return self.sent is not None and self.sent.link.expires_at < timezone.now()


@dataclass(frozen=True)
class OfGroup:
    """A working group, with a line for each of its members."""

    group: Group
    institutions: str
    lines: list[Line]

    @property
    def waiting(self) -> int:
        """How many have an address and no link that works."""
        return sum(bool(line.member.email) and not line.works for line in self.lines)


def of(engagement: Engagement) -> list[OfGroup]:
    """The working groups of a course, in four queries, however many they are."""
    letters = Email.objects.filter(link=OuterRef("link")).order_by("-created_at")
    sent = GroupLink.objects.select_related("link").annotate(letter=Subquery(letters.values("status")[:1]))
    members = GroupMember.objects.current().prefetch_related(Prefetch("links", sent.order_by("-sent_at", "id")))
    found = engagement.groups.filter(kind=GroupKind.WORKING_GROUP).prefetch_related(
        "institutions", Prefetch("members", members)
    )
    return [_of_group(group) for group in found]


def _of_group(group: Group) -> OfGroup:
    names = ", ".join(each.name for each in group.institutions.all())
    return OfGroup(group, names, [_line(member) for member in group.members.all()])


def _line(member: GroupMember) -> Line:
    newest = next(iter(cast("Any", member).links.all()), None)
    return Line(member, newest, bounced=getattr(newest, "letter", "") == WorkStatus.FAILED)
