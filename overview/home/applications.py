"""The applications of a person's organisations in words: how far each is, what comes next, and by when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from applications.allocation.models import Outcome, words_of
from applications.drafting.models import KINDS, Application, Signature, Status, Version
from applications.rounds.models import RoundStatus, last_day_to_accept
from praksis.cases.models import AuditEvent
from praksis.danish import danish_date, danish_datetime, days_left
from praksis.mail.models import Email, PersonalLink, Purpose
from praksis.work import WorkStatus

# So many of a person's applications are read, the newest; the page shows the first few, and these when asked.
MOST = 200
COLUMNS = [
    "pk", "case__reference", "applicant", "programme", "status", "current_version",
    "round", "round__name", "round__status", "round__deadline", "round__accept_within_days",
    "decision__outcome", "decision__announced_at", "decision__given_back_at", "decision__place",
]  # fmt: skip


class Facts(NamedTuple):
    """What the page knows of an application: plain values in the order of COLUMNS, since they may be many."""

    pk: UUID
    reference: str
    applicant: UUID
    programme: UUID
    status: str
    version: UUID | None
    round: UUID | None
    round_name: str | None
    round_status: str | None
    deadline: datetime | None
    accept_within_days: int | None
    outcome: str | None
    announced_at: datetime | None
    given_back_at: datetime | None
    place: UUID | None

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_announced(self) -> bool:
        """Whether there is a decision to be seen: not before the whole round's are announced."""
        return self.announced_at is not None and self.round_status == RoundStatus.ANNOUNCED

    @property
    def accept_by(self) -> date:
        """The last day on which a place that is granted can be accepted."""
        assert self.announced_at
        assert self.accept_within_days is not None
        return last_day_to_accept(self.announced_at, self.accept_within_days)

    def awaits_answer_at(self, moment: datetime) -> bool:
        """Whether a granted place waits for a yes or a no."""
        is_held = self.is_announced and self.outcome == Outcome.GRANTED and not self.given_back_at and not self.place
        return is_held and timezone.localdate(moment) <= self.accept_by


@dataclass(frozen=True)
class Row:
    """One application as it is drawn: what it is, its status in words, what comes next, and by when."""

    reference: str
    applicant: str
    title: str
    url: str
    status_word: str
    status_kind: str
    what: str
    when: str = ""


def read(user) -> list[Facts]:
    """The newest applications that the person may see."""
    newest = Application.objects.visible_to(user).order_by("-created_at").values_list(*COLUMNS)
    return [Facts(*values) for values in newest[: MOST + 1]]


def rows(shown: list[Facts], names: dict[UUID, str], open_rounds: Collection[UUID], now: datetime) -> list[Row]:
    """The applications in words. `names` are the applicants' and programmes', `open_rounds` take applications now."""
    letters = _letters([one for one in shown if one.is_draft and one.round in open_rounds])
    return [
        Row(
            one.reference,
            names[one.applicant],
            f"{names[one.programme]}: {one.round_name}" if one.round else names[one.programme],
            reverse("applications:application", args=[one.pk]),
            *_words(one, letters.get(one.pk, []), one.round in open_rounds, now),
        )
        for one in shown
    ]


def _letters(drafts: list[Facts]) -> dict[UUID, list[Any]]:
    """The personal links to the versions that the drafts equal now, by application; each with what became of it."""
    versions = {one.pk: one.version for one in drafts if one.version}
    if not versions:
        return {}
    frozen = Version.objects.filter(pk__in=versions.values())
    signed = Signature.objects.filter(link=OuterRef("pk"), version__in=versions.values())
    lost = Email.objects.filter(link=OuterRef("pk"), link_generation=OuterRef("generation"), status=WorkStatus.FAILED)
    remarks = AuditEvent.objects.filter(actor_link=OuterRef("pk"), kind="application.sent_back")
    links = PersonalLink.objects.filter(
        purpose=Purpose.SIGN_APPLICATION, object_id__in=versions, document_hash__in=frozen.order_by().values("sha256")
    )
    letters: dict[UUID, list[Any]] = {}
    for link in links.annotate(is_signed=Exists(signed), bounced=Exists(lost), was_sent_back=Exists(remarks)):
        letters.setdefault(link.object_id, []).append(link)
    return letters


def _words(one: Facts, letters: list[Any], is_open: bool, now: datetime) -> tuple[str, ...]:
    """The status, the kind of its badge, what comes next, and, where something is to be done, by when."""
    if one.is_announced:
        return _words_of_decision(one, now)
    status = Status(one.status)
    if status == Status.SUBMITTED:
        return status.label, KINDS[status], "Vi læser og vurderer. I får svar samtidig med de andre i runden."
    if status == Status.WITHDRAWN:
        return status.label, KINDS[status], "Der sker ikke mere."
    if one.round is None:
        return status.label, KINDS[status], "Skriv videre."
    deadline = danish_datetime(one.deadline)
    if not is_open:
        what = f"Fristen var {deadline}. Kladden er gemt, men kan ikke sendes i denne runde."
        return "Ikke sendt", "neutral", what
    return status.label, KINDS[status], _next_step(letters, now), f"Senest {deadline} ({days_left(one.deadline)})"


def _words_of_decision(one: Facts, now: datetime) -> tuple[str, ...]:
    assert one.outcome
    what = "Læs begrundelsen, og se, hvad I kan gøre nu."
    if one.awaits_answer_at(now):
        what = f"Tag imod pladsen senest {danish_date(one.accept_by)}."
    elif one.place:
        what = "I har taget imod pladsen."
    elif one.given_back_at:
        what = "I er velkomne til at søge igen."
    return *words_of(one.outcome, is_given_back=bool(one.given_back_at)), what


def _next_step(letters: list[Any], now: datetime) -> str:
    live = [one for one in letters if not one.used_at and not one.withdrawn_at and one.expires_at >= now]
    if any(letter.is_signed for letter in letters):
        return "Direktøren har skrevet under. Send ansøgningen."
    if any(letter.bounced for letter in live):
        return "Direktøren har ikke fået mailen. Ret adressen."
    if live:
        return "Direktøren læser ansøgningen og skriver under."
    if any(letter.was_sent_back for letter in letters):
        return "Direktøren har sendt den tilbage med en bemærkning. Læs den, og ret."
    return "Skriv videre, og send til direktøren, når I er klar."
