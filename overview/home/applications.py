"""The applications of a person's organisations in words: how far each is, what comes next, and by when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from applications.allocation.models import Outcome, words_of
from applications.casework import summary
from applications.drafting import approval
from applications.drafting.models import (
    KINDS,
    ApplicantKind,
    Application,
    Confirmation,
    ConfirmationKind,
    Signature,
    Status,
    Version,
)
from applications.rounds.models import RoundStatus, last_day_to_accept
from praksis.accounts.models import Role
from praksis.cases.models import AuditEvent
from praksis.danish import danish_date, danish_datetime, days_left
from praksis.mail.models import Email, PersonalLink
from praksis.work import WorkStatus

COLUMNS = [
    "pk", "case__reference", "applicant", "programme", "status", "current_version",
    "round", "round__name", "round__status", "round__deadline", "round__accept_within_days",
    "decision__outcome", "decision__announced_at", "decision__given_back_at", "decision__place",
    "has_unread", "answer_due_on", "applicant_kind", "mailed_at", "prepared_by",
    "handed_over_at", "hearing_due_on",
]  # fmt: skip


# Of an application that one's institution began, once it is the municipality's: whose it is, and the words of a row
TAKEN_OVER = (
    "Kommunen",
    "Overtaget",
    "info",
    "Kommunen skriver ansøgningen færdig. I kan læse med, indtil den er sendt.",
)


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
    # Whether we have written something that is not read, and by when an answer is asked for again
    has_unread: bool
    answer_due_on: date | None
    applicant_kind: str
    # When it came in by mail, where we enter it for the applicant
    mailed_at: datetime | None
    # The institution that began it for its municipality, and when it handed it over
    prepared_by: UUID | None
    handed_over_at: datetime | None
    # By when something can be said in a hearing
    hearing_due_on: date | None

    @property
    def is_mini(self) -> bool:
        return self.applicant_kind != ApplicantKind.MUNICIPALITY

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


def read(user, most: int, now: datetime) -> list[Facts]:
    """The newest applications that the person may see, no more than so many."""
    seen = _newest(timezone.localdate(now)).visible_to(user)
    if user.has_role(Role.MANAGER):
        seen = seen.exclude(entered_by=user)  # what one enters for others stands with the round
    return [Facts(*values) for values in seen[:most]]


@lru_cache(maxsize=2)  # finding the way to the columns takes longer than reading them
def _newest(today: date):
    waiting = {"has_unread": summary.unread(by_party=True), "answer_due_on": summary.answer_due_on(today)}
    waiting["hearing_due_on"] = summary.hearing_due_on(today)
    return Application.objects.annotate(**waiting).order_by("-created_at").values_list(*COLUMNS)


def rows(
    shown: list[Facts],
    names: dict[UUID, str],
    open_rounds: Collection[UUID],
    now: datetime,
    month_deadline: datetime | None,
) -> list[Row]:
    """The applications in words. `names` are the applicants' and programmes', `open_rounds` take applications now.

    A municipality without a name has taken over what one's institution began. A mini's draft has no round yet:
    `month_deadline` is the next one that it can keep, if there is any.
    """
    letters = _letters([one for one in shown if one.is_draft and (one.round in open_rounds or one.round is None)])
    return [
        Row(
            one.reference,
            names.get(one.applicant, TAKEN_OVER[0]),
            f"{names[one.programme]}: {one.round_name}" if one.round else names[one.programme],
            reverse("applications:application", args=[one.pk]),
            *(
                _words(one, letters.get(one.pk, []), one.round in open_rounds, now, month_deadline)
                if one.applicant in names
                else TAKEN_OVER[1:]
            ),
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
    confirmed = Confirmation.objects.filter(
        kind=ConfirmationKind.LEADER,
        version__in=versions.values(),
        version__application=OuterRef("object_id"),
        version__sha256=OuterRef("document_hash"),
    )
    lost = Email.objects.filter(link=OuterRef("pk"), link_generation=OuterRef("generation"), status=WorkStatus.FAILED)
    kinds = [approver.happenings.sent_back for approver in approval.APPROVERS]
    remarks = AuditEvent.objects.filter(actor_link=OuterRef("pk"), kind__in=kinds)
    purposes = [approver.purpose for approver in approval.APPROVERS]
    links = PersonalLink.objects.filter(
        purpose__in=purposes, object_id__in=versions, document_hash__in=frozen.order_by().values("sha256")
    )
    letters: dict[UUID, list[Any]] = {}
    given = Exists(signed) | Exists(confirmed)
    for link in links.annotate(is_given=given, bounced=Exists(lost), was_sent_back=Exists(remarks)):
        letters.setdefault(link.object_id, []).append(link)
    return letters


def _words(
    one: Facts, letters: list[Any], is_open: bool, now: datetime, month_deadline: datetime | None
) -> tuple[str, ...]:
    """The status, the kind of its badge, what comes next, and, where something is to be done, by when."""
    if one.is_announced:
        return _words_of_decision(one, now)
    status = Status(one.status)
    if status == Status.SUBMITTED and one.answer_due_on:
        due_on = danish_date(one.answer_due_on)
        return "Mangler et svar", "warning", "Vi har bedt jer svare igen på et spørgsmål.", f"Senest {due_on}"
    if status == Status.SUBMITTED and one.hearing_due_on:
        due_on = danish_date(one.hearing_due_on)
        return "Partshøring", "warning", "Vi hører jer om nogle oplysninger, før vi afgør sagen.", f"Senest {due_on}"
    if status == Status.SUBMITTED:
        return status.label, KINDS[status], "Vi læser og vurderer. I får svar samtidig med de andre i runden."
    if status == Status.WITHDRAWN:
        return status.label, KINDS[status], "Der sker ikke mere."
    if one.mailed_at:
        what = f"Vi indtaster den ansøgning, som I sendte os i en mail {danish_date(one.mailed_at)}."
        return "Indtastes af os", KINDS[status], what
    if one.prepared_by == one.applicant and one.handed_over_at:
        return "Givet videre", KINDS[status], "Kommunen har fået besked og kan tage imod ansøgningen."
    if one.round is None:
        return _words_of_mini(one, letters, now, month_deadline)
    deadline = danish_datetime(one.deadline)
    if not is_open:
        what = f"Fristen var {deadline}. Kladden er gemt, men kan ikke sendes i denne runde."
        return "Ikke sendt", "neutral", what
    return status.label, KINDS[status], _next_step(one, letters, now), f"Senest {deadline} ({days_left(one.deadline)})"


def _words_of_mini(one: Facts, letters: list[Any], now: datetime, deadline: datetime | None) -> tuple[str, ...]:
    if deadline is None:
        what = "Den sidste frist for miniforløb er passeret. Kladden er gemt, men kan ikke sendes længere."
        return "Ikke sendt", "neutral", what
    when = f"Senest {danish_datetime(deadline)} for at være med til den næste frist ({days_left(deadline)})"
    return Status.DRAFT.label, KINDS[Status.DRAFT], _next_step(one, letters, now), when


def _words_of_decision(one: Facts, now: datetime) -> tuple[str, ...]:
    assert one.outcome
    what = "Læs begrundelsen, og se, hvad I kan gøre nu."
    if one.awaits_answer_at(now):
        what = f"Tag imod pladsen senest {danish_date(one.accept_by)}."
    elif one.given_back_at:
        what = "I er velkomne til at søge igen."
    elif one.place:
        what = "I har taget imod pladsen."
    return *words_of(one.outcome, is_given_back=bool(one.given_back_at), was_accepted=bool(one.place)), what


def _next_step(one: Facts, letters: list[Any], now: datetime) -> str:
    if one.prepared_by == one.applicant:
        return "Skriv videre, og giv ansøgningen videre til kommunen, når I er klar."
    approver = approval.of(one)
    live = [letter for letter in letters if not letter.used_at and not letter.withdrawn_at and letter.expires_at >= now]
    if any(letter.is_given for letter in letters):
        return f"{approver.Who} {approver.has_done}. Send ansøgningen."
    if any(letter.bounced for letter in live):
        return f"{approver.Who} har ikke fået mailen. Ret adressen."
    if live:
        return f"{approver.Who} læser ansøgningen og {approver.does}."
    if any(letter.was_sent_back for letter in letters):
        return f"{approver.Who} har sendt den tilbage med en bemærkning. Læs den, og ret."
    return f"Skriv videre, og send til {approver.who}, når I er klar."
