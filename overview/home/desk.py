"""What a municipality or an institution has with us, as its people's first page shows it. Reads, saves nothing."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from applications.allocation.models import Decision
from applications.drafting.models import Application, Status
from applications.rounds.models import ProgrammeKind, Round, RoundStatus
from engagements.courses.models import CourseStep, Engagement, StepKind, StepStatus
from engagements.meetings.models import Meeting
from praksis.cases.models import AuditEvent
from praksis.danish import danish_date, danish_datetime, days_left
from praksis.mail.models import Email, PersonalLink, Purpose
from praksis.organisations.models import MembershipRole
from praksis.work import WorkStatus

# A step of a course becomes a task so long before its last day.
AHEAD = timedelta(days=14)
# The page shows the first few. So many courses are read, since a step may be due in one that is not the newest.
READ = 30
FEW, MOST = 8, 200
SHOWN_OF_AN_APPLICATION = [
    "applicant", "created_at", "status", "case__reference", "programme__name", "current_version__sha256",
    "current_version__signature__version", "round__name", "round__status", "round__opens_at", "round__deadline",
    "round__accept_within_days", "decision__application", "decision__outcome", "decision__announced_at",
    "decision__given_back_at", "decision__place__decision",
]  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One application: its status in words, what comes next, and by when."""

    application: Application
    status_word: str
    status_kind: str
    what: str
    when: str = ""


@dataclass(frozen=True)
class Task:
    """One thing for the organisation to do, as components/task_list.html draws it."""

    label: str
    url: str
    hint: str = ""
    status_word: str = ""
    status_kind: str = ""


@dataclass
class Desk:
    """Everything on the page."""

    applications: list[Row]
    courses: list[Engagement]
    meetings: list[Meeting]
    tasks: list[Task]
    rounds: list[Round]
    # Whether there may be more than is shown
    has_more: bool = False
    # Organisations for which somebody else is at work too, without names of people
    others_at_work: list[str] = field(default_factory=list)


def of(user, now: datetime, *, most: int = FEW) -> Desk:
    """Read the desk of a person, the newest of everything, in at most seven queries of its own."""
    today = timezone.localdate(now)
    applications = _applications(user, most + 1)
    letters = _letters(applications)
    courses = list(_courses(user)[: max(most, READ)])
    open_now = {course.pk: course for course in courses if not course.is_closed}
    meetings = _meetings(open_now, now, most + 1)
    return Desk(
        applications=[_row(application, letters, now) for application in applications[:most]],
        courses=courses[:most],
        meetings=meetings[:most],
        tasks=[*_answers_awaited(user, applications, now, most), *_steps(open_now, today)[:most]],
        rounds=_rounds(user, now),
        others_at_work=_others_at_work(user),
        has_more=max(len(applications), len(courses), len(meetings)) > most,
    )


def _applications(user, most: int) -> list[Application]:
    """The person's newest applications, without the texts that they are made of."""
    applications = (
        Application.objects.visible_to(user)
        .select_related("case", "programme", "round", "current_version__signature", "decision__place")
        .only(*SHOWN_OF_AN_APPLICATION)
        .order_by("-created_at")[:most]
    )
    organisations = {membership.organisation_id: membership.organisation for membership in user.active_memberships}
    for application in applications:
        application.applicant = organisations[application.applicant_id]
    return list(applications)


def _letters(applications: list[Application]) -> dict:
    """The personal links to the versions that the drafts equal now, by version; each with what became of it."""
    versions = {one.pk: one.current_version.sha256 for one in applications if one.is_draft and one.current_version}
    if not versions:
        return {}
    lost = Email.objects.filter(link=OuterRef("pk"), link_generation=OuterRef("generation"), status=WorkStatus.FAILED)
    remarks = AuditEvent.objects.filter(actor_link=OuterRef("pk"), kind="application.sent_back")
    links = PersonalLink.objects.filter(purpose=Purpose.SIGN_APPLICATION, object_id__in=versions)
    letters: dict = {}
    for link in links.annotate(bounced=Exists(lost), was_sent_back=Exists(remarks)):
        if link.document_hash == versions[link.object_id]:
            letters.setdefault(link.object_id, []).append(link)
    return letters


def _courses(user) -> QuerySet[Engagement]:
    return (
        Engagement.objects.visible_to(user)
        .select_related("case", "programme", "party")
        .only("case__reference", "programme__name", "party__name", "status", "starts_on", "ends_on", "applicant_kind")
    )


def _meetings(courses: dict, now: datetime, most: int) -> list[Meeting]:
    """The first meetings to come in these courses."""
    meetings = (
        Meeting.objects.planned()
        .filter(engagement__in=list(courses), starts_at__gte=now)
        .select_related("step")
        .only("engagement", "kind", "starts_at", "channel", "location", "step__kind", "step__times", "step__text")
        .order_by("starts_at")[:most]
    )
    for meeting in meetings:
        meeting.engagement = courses[meeting.engagement_id]
    return list(meetings)


def _rounds(user, now: datetime) -> list[Round]:
    """The rounds in which the person could begin an application and has none."""
    if not _writes_somewhere(user):
        return []
    begun = Application.objects.visible_to(user).exclude(status=Status.WITHDRAWN).filter(round=OuterRef("pk"))
    rounds = Round.objects.open_at(now).filter(~Exists(begun), programme__kind=ProgrammeKind.ONE_YEAR)
    return list(rounds.select_related("programme").order_by("deadline", "period_from"))


def _row(application: Application, letters: dict, now: datetime) -> Row:
    decision = announced_decision(application)
    if decision:
        what = "Læs begrundelsen, og se, hvad I kan gøre nu."
        if decision.awaits_answer_at(now):
            what = f"Tag imod pladsen senest {danish_date(decision.accept_by)}."
        elif hasattr(decision, "place"):
            what = "I har taget imod pladsen."
        elif decision.given_back_at:
            what = "I er velkomne til at søge igen."
        return Row(application, decision.status_word, decision.status_kind, what)
    if application.status == Status.SUBMITTED:
        what = "Vi læser og vurderer. I får svar samtidig med de andre i runden."
        return Row(application, application.status_word, application.status_kind, what)
    if application.status == Status.WITHDRAWN:
        return Row(application, application.status_word, application.status_kind, "Der sker ikke mere.")
    return _draft_row(application, letters.get(application.pk, []), now)


def _draft_row(application: Application, letters: list[PersonalLink], now: datetime) -> Row:
    round_ = application.round
    if round_ is None:
        return Row(application, application.status_word, application.status_kind, "Skriv videre.")
    if not round_.is_open_at(now):
        what = f"Fristen var {danish_datetime(round_.deadline)}. Kladden er gemt, men kan ikke sendes i denne runde."
        return Row(application, "Ikke sendt", "neutral", what)
    when = f"Senest {danish_datetime(round_.deadline)} ({days_left(round_.deadline)})"
    return Row(
        application, application.status_word, application.status_kind, _next_step(application, letters, now), when
    )


def _next_step(application: Application, letters: list, now: datetime) -> str:
    live = [one for one in letters if not one.used_at and not one.withdrawn_at and one.expires_at >= now]
    if hasattr(application.current_version, "signature"):
        return "Direktøren har skrevet under. Send ansøgningen."
    if any(letter.bounced for letter in live):
        return "Direktøren har ikke fået mailen. Ret adressen."
    if live:
        return "Direktøren læser ansøgningen og skriver under."
    if any(letter.was_sent_back for letter in letters):
        return "Direktøren har sendt den tilbage med en bemærkning. Læs den, og ret."
    return "Skriv videre, og send til direktøren, når I er klar."


def announced_decision(application: Application):
    """The decision, once the whole round's decisions are announced; None before that."""
    decision = getattr(application, "decision", None)
    if decision:
        decision.round = application.round
    is_announced = application.round is not None and application.round.status == RoundStatus.ANNOUNCED
    return decision if decision and decision.announced_at and is_announced else None


def _answers_awaited(user, applications: list[Application], now: datetime, most: int) -> list[Task]:
    """The places that wait for a yes or a no, also those of applications that are not among the newest."""
    if len(applications) <= most:
        decisions = [decision for one in applications if (decision := announced_decision(one))]
    else:
        decisions = list(
            Decision.objects.visible_to(user)
            .holding_a_seat()
            .filter(place=None, round__status=RoundStatus.ANNOUNCED)
            .select_related("round", "application__applicant", "place")
            .order_by("-announced_at")[:READ]
        )
    return [
        Task(
            "Tag imod pladsen",
            decision.get_absolute_url(),
            f"{decision.application.applicant} · senest {danish_date(decision.accept_by)}",
            "Venter på jer",
            "warning",
        )
        for decision in decisions
        if decision.awaits_answer_at(now)
    ]


def _steps(courses: dict, today: date) -> list[Task]:
    """The organisation's own open steps that are overdue or due soon."""
    steps = CourseStep.objects.filter(
        engagement__in=[course.pk for course in courses.values() if course.is_running],
        status__in=[StepStatus.WAITING, StepStatus.IN_PROGRESS],
        kind__in=[StepKind.TASK, StepKind.MILESTONE, StepKind.EVENT],
        due_to__lte=today + AHEAD,
    ).order_by("due_to", "order")[:READ]
    for step in steps:
        step.engagement = courses[step.engagement_id]
    return [
        Task(
            step.text,
            step.get_absolute_url(),
            f"{step.engagement.party} · senest {danish_date(step.due_to)}",
            "Overskredet" if step.due_to < today else "Snart",
            "error" if step.due_to < today else "warning",
        )
        for step in steps
        if step.due_to and step.is_partys
    ]


def _writes_somewhere(user) -> bool:
    return any(membership.role != MembershipRole.VIEWER for membership in user.active_memberships)


def _others_at_work(user) -> list[str]:
    """Where an unconfirmed member is not alone: said, so that nobody writes the same twice, but without names."""
    unconfirmed = [one for one in user.active_memberships if not one.confirmed_at]
    if not unconfirmed:
        return []
    drafts = Application.objects.filter(
        applicant__in=[one.organisation_id for one in unconfirmed], status=Status.DRAFT
    ).exclude(created_by=user)
    busy = set(drafts.values_list("applicant_id", flat=True))
    return [one.organisation.name for one in unconfirmed if one.organisation_id in busy]


def organisations(user) -> list[dict]:
    """The person's organisations with the link to colleagues: {"name", "url", "confirmed"}."""
    return [
        {
            "name": membership.organisation.name,
            "url": reverse("organisations:organisation_detail", args=[membership.organisation_id]),
            "confirmed": bool(membership.confirmed_at),
        }
        for membership in user.active_memberships
    ]
