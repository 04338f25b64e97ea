"""What a municipality or an institution has with us, as its people's first page shows it. Reads, saves nothing."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from applications.drafting.models import Application
from applications.drafting.models import Status as ApplicationStatus
from applications.rounds.models import Programme, ProgrammeKind
from engagements.courses import framework
from engagements.courses.models import CourseStep, Engagement, Status, StepKind, StepStatus
from engagements.courses.models.engagements import STATUS_KINDS
from engagements.meetings.models import Meeting, place_of, title_of
from overview.home import applications
from overview.home.applications import Facts, Row
from praksis.danish import danish_date, danish_datetime, short_date
from praksis.organisations.models import MembershipRole

# A step of a course becomes a task so long before its last day.
AHEAD = timedelta(days=14)
# The page shows the first few. So many courses are read, since a step may be due in one that is not the newest.
READ = 30
FEW, MOST = 8, applications.MOST
OF_A_PROGRAMME = ["pk", "name", "kind", "open_round", "open_round__name", "open_round__deadline"]
OF_A_COURSE = ["programme", "pk", "case__reference", "party__name", "applicant_kind", "status", "starts_on", "ends_on"]
OF_A_MEETING = ["engagement", "starts_at", "kind", "channel", "location", "step__kind", "step__times", "step__text"]
OF_A_STEP = ["engagement", "order", "text", "responsible", "due_to"]


@dataclass(frozen=True)
class Course:
    """One course: plain values in the order of OF_A_COURSE, with its programme's name, since they may be many."""

    programme: str
    pk: UUID
    reference: str
    party: str
    applicant_kind: str
    status: str
    starts_on: date
    ends_on: date

    @cached_property
    def url(self) -> str:
        return reverse("engagements:course", args=[self.reference])

    @property
    def title(self) -> str:
        return f"{self.programme}: {self.party}"

    @property
    def facts(self) -> str:
        return f"{self.reference} · {short_date(self.starts_on)} – {short_date(self.ends_on)}"

    @property
    def status_word(self) -> str:
        return Status(self.status).label

    @property
    def status_kind(self) -> str:
        return STATUS_KINDS[Status(self.status)]


@dataclass(frozen=True)
class OpenRound:
    """A round that takes applications now."""

    programme: str
    kind: str
    pk: UUID
    name: str
    deadline: datetime


@dataclass(frozen=True)
class Task:
    """One thing for the organisation to do, as components/task_list.html draws it."""

    label: str
    url: str
    hint: str = ""
    status_word: str = ""
    status_kind: str = ""


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting that is agreed: what it is called, where its course is, and when, where and with whom it is."""

    title: str
    url: str
    facts: str


@dataclass
class Desk:
    """Everything on the page."""

    applications: list[Row] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    meetings: list[ComingMeeting] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    rounds: list[OpenRound] = field(default_factory=list)
    # Whether there may be more than is shown
    has_more: bool = False
    # Organisations for which somebody else is at work too, without names of people
    others_at_work: list[str] = field(default_factory=list)


def of(user, now: datetime, *, most: int = FEW) -> Desk:
    """Read the desk of a person, the newest of everything, in at most seven queries of its own."""
    if not user.active_memberships:
        return Desk()
    today = timezone.localdate(now)
    programmes, open_rounds = _offered(now)
    names = programmes | {one.organisation_id: one.organisation.name for one in user.active_memberships}
    ours = applications.read(user)
    courses = _courses(user, programmes, max(most, READ))
    meetings = _meetings([course for course in courses if course.status != Status.CLOSED], now, most + 1)
    steps = _steps([course for course in courses if course.status == Status.RUNNING], today)
    return Desk(
        applications=applications.rows(ours[:most], names, {round_.pk for round_ in open_rounds}, now),
        courses=courses[:most],
        meetings=meetings[:most],
        tasks=[*_answers_awaited(ours, names, now), *steps[:most]],
        rounds=_to_begin(user, ours, open_rounds),
        others_at_work=_others_at_work(user),
        has_more=max(len(ours), len(courses), len(meetings)) > most,
    )


def _offered(now: datetime) -> tuple[dict[UUID, str], list[OpenRound]]:
    """The programmes' names, and their rounds that take applications now, those that close first before the others."""
    found = Programme.objects.with_open_rounds(now).order_by("open_round__deadline", "open_round__period_from")
    names, rounds = {}, []
    for programme, name, kind, pk, round_name, deadline in found.values_list(*OF_A_PROGRAMME):
        names[programme] = name
        if pk:
            rounds.append(OpenRound(name, kind, pk, round_name, deadline))
    return names, rounds


def _courses(user, programmes: dict[UUID, str], most: int) -> list[Course]:
    newest = Engagement.objects.of_organisations(user.confirmed_organisation_ids)[:most]
    return [Course(programmes[programme], *facts) for programme, *facts in newest.values_list(*OF_A_COURSE)]


def _meetings(courses: list[Course], now: datetime, most: int) -> list[ComingMeeting]:
    """The first meetings to come in these courses."""
    of_meeting = {course.pk: course for course in courses}
    meetings = Meeting.objects.planned().filter(engagement__in=list(of_meeting), starts_at__gte=now)
    coming = []
    for pk, starts_at, kind, channel, location, *step in meetings.order_by("starts_at").values_list(*OF_A_MEETING)[
        :most
    ]:
        course = of_meeting[pk]
        step_kind, times, text = step
        title = title_of(kind, step_kind=step_kind, times=times, text=text)
        facts = f"{danish_datetime(starts_at)} · {place_of(channel, location)} · {course.party}"
        coming.append(ComingMeeting(title, course.url, facts))
    return coming


def _to_begin(user, ours: list[Facts], open_rounds: list[OpenRound]) -> list[OpenRound]:
    """The rounds in which the person could begin an application and has none."""
    if all(membership.role == MembershipRole.VIEWER for membership in user.active_memberships):
        return []
    begun = {one.round for one in ours if one.status != ApplicationStatus.WITHDRAWN}
    return [each for each in open_rounds if each.kind == ProgrammeKind.ONE_YEAR and each.pk not in begun]


def _answers_awaited(ours: list[Facts], names: dict[UUID, str], now: datetime) -> list[Task]:
    """The places that wait for a yes or a no, also those of applications that are not among the newest."""
    return [
        Task(
            "Tag imod pladsen",
            reverse("applications:decision", args=[one.pk]),
            f"{names[one.applicant]} · senest {danish_date(one.accept_by)}",
            "Venter på jer",
            "warning",
        )
        for one in ours
        if one.awaits_answer_at(now)
    ]


def _steps(courses: list[Course], today: date) -> list[Task]:
    """The organisation's own open steps in these courses that are overdue or due soon."""
    of_step = {course.pk: course for course in courses}
    steps = CourseStep.objects.filter(
        engagement__in=list(of_step),
        status__in=[StepStatus.WAITING, StepStatus.IN_PROGRESS],
        kind__in=[StepKind.TASK, StepKind.MILESTONE, StepKind.EVENT],
        due_to__lte=today + AHEAD,
    ).order_by("due_to", "order")[:READ]
    tasks = []
    for pk, order, text, responsible, due_to in steps.values_list(*OF_A_STEP):
        course = of_step[pk]
        if framework.is_partys(framework.owners(responsible, course.applicant_kind)):
            url = reverse("engagements:step", args=[course.reference, order])
            late = ("Overskredet", "error") if due_to < today else ("Snart", "warning")
            tasks.append(Task(text, url, f"{course.party} · senest {danish_date(due_to)}", *late))
    return tasks


def _others_at_work(user) -> list[str]:
    """Where an unconfirmed member is not alone: said, so that nobody writes the same twice, but without names."""
    unconfirmed = [one for one in user.active_memberships if not one.confirmed_at]
    if not unconfirmed:
        return []
    drafts = Application.objects.filter(
        applicant__in=[one.organisation_id for one in unconfirmed], status=ApplicationStatus.DRAFT
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
