"""Where the part of an institution stands that its leader fills in through a personal link. Nothing is saved here."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from praksis.cases.models import AuditEvent
from praksis.mail.models import Email, PersonalLink, Purpose
from praksis.work import WorkStatus

SENT, OPENED, FINISHED = "application.part_sent", "application.part_opened", "application.part_finished"


@dataclass(frozen=True)
class SentPart:
    """A link that was sent to an institution's leader, and what came of it."""

    recipient: str
    is_finished: bool
    is_opened: bool
    is_expired: bool
    bounced: bool

    @property
    def status_word(self) -> str:
        """How far the leader is, in a word or two."""
        if self.is_finished:
            return "Lederen er færdig"
        if self.is_expired:
            return "Linket er udløbet"
        if self.is_opened:
            return "Lederen er begyndt"
        return "Mailen kom ikke frem" if self.bounced else "Sendt til lederen"

    @property
    def status_kind(self) -> str:
        """How that is drawn."""
        kinds = {"Lederen er færdig": "success", "Linket er udløbet": "warning", "Mailen kom ikke frem": "error"}
        return kinds.get(self.status_word, "info")


def sent_parts(rows: Collection[UUID]) -> dict[UUID, SentPart]:
    """The newest link of each of these institutions that is not withdrawn. One query, however many they are."""
    if not rows:
        return {}
    letters = Email.objects.filter(link=OuterRef("pk")).order_by("-created_at")
    links = (
        PersonalLink.objects.filter(purpose=Purpose.FILL_INSTITUTION, object_id__in=rows, withdrawn_at=None)
        .annotate(
            is_opened=Exists(AuditEvent.objects.filter(actor_link=OuterRef("pk"), kind=OPENED)),
            letter_status=Subquery(letters.values("status")[:1]),
        )
        .order_by("created_at")
    )
    now = timezone.now()
    return {
        link.object_id: SentPart(
            link.recipient,
            is_finished=link.used_at is not None,
            is_opened=link.is_opened,
            is_expired=link.expires_at < now,
            bounced=link.letter_status == WorkStatus.FAILED,
        )
        for link in links
    }


def filled_in_by(link: PersonalLink) -> str:
    """The name that the link's holder gave when beginning; empty until then."""
    begun = AuditEvent.objects.filter(actor_link=link, kind=OPENED).order_by("-at", "-id")
    return begun.values_list("actor_name", flat=True).first() or ""


def addressee(case_id: UUID, link: PersonalLink) -> dict[str, str]:
    """To whom it was sent and by whom, as {"name", "by"}."""
    events = AuditEvent.objects.filter(case=case_id, kind=SENT, data__link=str(link.pk))
    event = events.values("data", "actor_name").get()
    return {"name": event["data"]["name"], "by": event["actor_name"]}
