"""What a municipality or an institution has with us, as its people's first page shows it. Reads, saves nothing."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from applications.drafting.models import Application, Status
from applications.rounds.models import ProgrammeKind, Round, RoundStatus
from engagements.courses.models import CourseStep, Engagement, StepKind, StepStatus
from engagements.courses.models import Status as CourseStatus
from engagements.meetings.models import Meeting
from praksis.cases.models import AuditEvent
from praksis.danish import danish_date, danish_datetime, days_left
from praksis.mail.models import Email, PersonalLink, Purpose
from praksis.organisations.models import MembershipRole
from praksis.work import WorkStatus

# A step of a course becomes a task so long before its last day.
AHEAD = timedelta(days=14)
# So much is read, since an answer may be awaited for what is not the newest; the page shows the first few of it.
READ = 30
FEW, MOST = 8, 200


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
    """Read the desk of a person, the newest of everything, in at most seven queries."""
    today = timezone.localdate(now)
    applications = list(_applications(user, now)[: max(most, READ)])
    courses = list(Engagement.objects.visible_to(user).select_related("case", "programme", "party")[: max(most, READ)])
    open_now = [course for course in courses if course.status != CourseStatus.CLOSED]
    meetings = list(
        Meeting.objects.planned()
        .filter(engagement__in=open_now, starts_at__gte=now)
        .select_related("engagement__case", "engagement__party", "step")
        .order_by("starts_at")[: most + 1]
    )
    begun = {one.round_id for one in applications if one.status != Status.WITHDRAWN}
    rounds = (
        Round.objects.open_at(now)
        .filter(programme__kind=ProgrammeKind.ONE_YEAR)
        .select_related("programme")
        .order_by("deadline", "period_from")
    )
    return Desk(
        applications=[_row(application, now) for application in applications[:most]],
        courses=courses[:most],
        meetings=meetings[:most],
        tasks=[*_answers_awaited(applications, now), *_steps(open_now, today)[:most]],
        rounds=[one for one in rounds if one.pk not in begun] if _writes_somewhere(user) else [],
        others_at_work=_others_at_work(user),
        has_more=max(len(applications), len(courses), len(meetings)) > most,
    )


def _applications(user, now: datetime) -> QuerySet[Application]:
    """The person's applications with where the signature is, in one query."""
    live = {
        "purpose": Purpose.SIGN_APPLICATION,
        "object_id": OuterRef("pk"),
        "document_hash": OuterRef("current_version__sha256"),
        "used_at": None,
        "withdrawn_at": None,
        "expires_at__gte": now,
    }
    links = PersonalLink.objects.filter(**live)
    lost_letters = Email.objects.filter(
        **{f"link__{name}": value for name, value in live.items()},
        link_generation=F("link__generation"),
        status=WorkStatus.FAILED,
    )
    remarks = AuditEvent.objects.filter(
        case=OuterRef("case"),
        kind="application.sent_back",
        actor_link__document_hash=OuterRef("current_version__sha256"),
    )
    return (
        # Said once more by their ids, so that the database begins with these few.
        Application.objects.visible_to(user)
        .filter(applicant__in=[membership.organisation_id for membership in user.active_memberships])
        .select_related(
            "case",
            "programme",
            "round",
            "applicant",
            "current_version__signature",
            "decision__place",
            "decision__round",
        )
        .annotate(awaits_director=Exists(links), bounced=Exists(lost_letters), was_sent_back=Exists(remarks))
        .order_by("-created_at")
    )


def _row(application: Application, now: datetime) -> Row:
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
    return _draft_row(application, now)


def _draft_row(application: Application, now: datetime) -> Row:
    round_ = application.round
    if round_ is None:
        return Row(application, application.status_word, application.status_kind, "Skriv videre.")
    if not round_.is_open_at(now):
        what = f"Fristen var {danish_datetime(round_.deadline)}. Kladden er gemt, men kan ikke sendes i denne runde."
        return Row(application, "Ikke sendt", "neutral", what)
    when = f"Senest {danish_datetime(round_.deadline)} ({days_left(round_.deadline)})"
    return Row(application, application.status_word, application.status_kind, _next_step(application), when)


def _next_step(application: Application) -> str:
    if hasattr(application.current_version, "signature"):
        return "Direktøren har skrevet under. Send ansøgningen."
    if application.bounced:
        return "Direktøren har ikke fået mailen. Ret adressen."
    if application.awaits_director:
        return "Direktøren læser ansøgningen og skriver under."
    if application.was_sent_back:
        return "Direktøren har sendt den tilbage med en bemærkning. Læs den, og ret."
    return "Skriv videre, og send til direktøren, når I er klar."


def announced_decision(application: Application):
    """The decision, once the whole round's decisions are announced; None before that."""
    decision = getattr(application, "decision", None)
    is_announced = application.round is not None and application.round.status == RoundStatus.ANNOUNCED
    return decision if decision and decision.announced_at and is_announced else None


def _answers_awaited(applications: list[Application], now: datetime) -> list[Task]:
    decisions = [decision for one in applications if (decision := announced_decision(one))]
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


def _steps(courses: list[Engagement], today: date) -> list[Task]:
    """The organisation's own open steps that are overdue or due soon."""
    steps = (
        CourseStep.objects.filter(
            engagement__in=[course for course in courses if course.is_running],
            status__in=[StepStatus.WAITING, StepStatus.IN_PROGRESS],
            kind__in=[StepKind.TASK, StepKind.MILESTONE, StepKind.EVENT],
            due_to__lte=today + AHEAD,
        )
        .select_related("engagement__case", "engagement__party")
        .order_by("due_to", "order")[:READ]
    )
    return [
        Task(
            step.text,
            step.get_absolute_url(),
            f"{step.engagement.party} · senest {danish_date(step.due_to)}",
            "Overskredet" if step.due_to < today else "Snart",
            "error" if step.due_to < today else "warning",
        )
        for step in steps
        if step.is_partys
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
