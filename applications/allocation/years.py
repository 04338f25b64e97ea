"""All of an organisation's applications over the years, in words. Reads, saves nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from applications.allocation.models import words_of
from applications.drafting.models import KINDS, Application, Status
from applications.rounds.models import RoundStatus

COLUMNS = [
    "pk", "case__reference", "applicant", "programme__name", "status", "created_at", "submitted_at", "extended_to",
    "round__name", "round__status", "round__deadline",
    "decision__outcome", "decision__announced_at", "decision__given_back_at", "decision__place",
]  # fmt: skip


class Facts(NamedTuple):
    """What the list knows of an application: plain values in the order of COLUMNS."""

    pk: UUID
    reference: str
    applicant: UUID
    programme: str
    status: str
    created_at: datetime
    submitted_at: datetime | None
    extended_to: datetime | None
    round_name: str | None
    round_status: str | None
    deadline: datetime | None
    outcome: str | None
    announced_at: datetime | None
    given_back_at: datetime | None
    place: UUID | None


@dataclass(frozen=True)
class Row:
    """One application as it is drawn. `outcome` is empty before the round's decisions are announced."""

    year: str
    reference: str
    applicant: str
    programme: str
    round: str
    url: str
    status_word: str
    status_kind: str
    submitted_at: datetime | None
    outcome: str = ""


def of_organisations(user) -> QuerySet[Application, Any]:
    """The applications of the person's organisations that he or she may see, the newest first, as values for `rows`."""
    own = [membership.organisation_id for membership in user.active_memberships]
    seen = Application.objects.visible_to(user).filter(applicant__in=own)
    return seen.order_by("-created_at", "-pk").values_list(*COLUMNS)


def rows(found: list[tuple], names: dict[UUID, str], now: datetime) -> list[Row]:
    """The applications in words; `names` are the applicants'."""
    return [_row(Facts(*values), names, now) for values in found]


def _row(one: Facts, names: dict[UUID, str], now: datetime) -> Row:
    word, kind = _status(one, now)
    return Row(
        str(timezone.localtime(one.created_at).year),
        one.reference,
        names[one.applicant],
        one.programme,
        one.round_name or "",
        reverse("applications:application", args=[one.pk]),
        word,
        kind,
        one.submitted_at,
        _outcome(one),
    )


def _status(one: Facts, now: datetime) -> tuple[str, str]:
    """Its status and the kind of its badge; a draft whose deadline has passed was not sent."""
    status = Status(one.status)
    ends_at = max(filter(None, [one.deadline, one.extended_to]), default=None)
    if status == Status.DRAFT and ends_at and ends_at < now:
        return "Ikke sendt", "neutral"
    return status.label, KINDS[status]


def _outcome(one: Facts) -> str:
    """The decision as applicants read it, once the whole round's are announced."""
    if not (one.announced_at and one.outcome and one.round_status == RoundStatus.ANNOUNCED):
        return ""
    return words_of(one.outcome, is_given_back=bool(one.given_back_at), was_accepted=bool(one.place))[0]
