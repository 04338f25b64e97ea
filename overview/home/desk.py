"""What a municipality or an institution has with us, as its people's first page shows it. Reads, saves nothing."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from applications.drafting.models import Application
from applications.drafting.models import Status as ApplicationStatus
from applications.rounds.models import Programme, ProgrammeKind
from engagements.attendance import seats
from engagements.courses import framework
from engagements.courses.models import CourseStep, Engagement, Status, StepKind, StepStatus
from engagements.courses.models.engagements import badge_of, municipal_institutions
from engagements.evaluation.models import DataCollection
from engagements.meetings.models import Meeting
from overview.home import applications
from overview.home.applications import Facts, Row
from praksis.danish import danish_date, short_date
from praksis.organisations.models import MembershipRole
from praksis.prepared import Prepared
from praksis.task_list import Task

# A step of a course becomes a task so long before its last day.
AHEAD = timedelta(days=14)
# The page shows the first few, and MOST when asked. READ are read at least, since something may be to do about one that
# is not among the newest.
FEW, READ, MOST = 5, 20, 200
OF_A_PROGRAMME = ["pk", "name", "kind", "open_round", "open_round__name", "open_round__deadline"]
OF_A_COURSE = [
    "programme", "pk", "case__reference", "party__name", "applicant_kind", "status", "starts_on", "ends_on",
    "paused_until", "programme__kind", "held",
]  # fmt: skip
OF_A_COLLECTION = ["pk", "title", "of_whom", "starts_on", "ends_on", "for_all", "courses"]
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
    # When one that rests is expected to go on
    paused_until: date | None
    kind: str
    # The seats that its party has at the next event (attendance.seats.next_of)
    held: str | None = None
    # Of one that runs: when it meets next, and whom to call
    next_at: datetime | None = None
    team: tuple[str, ...] = ()

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
    def seats(self) -> str:
        """What its people read of those seats."""
        return seats.told(self.held)

    @property
    def is_running(self) -> bool:
        return self.status == Status.RUNNING

    @property
    def status_word(self) -> str:
        return badge_of(self.status, is_paused=self.is_paused)[0]

    @property
    def status_kind(self) -> str:
        return badge_of(self.status, is_paused=self.is_paused)[1]

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None


@dataclass(frozen=True)
class OpenRound:
    """A round that takes applications now."""

    programme: str
    kind: str
    pk: UUID
    name: str
    deadline: datetime


@dataclass
class Desk:
    """Everything on the page."""

    applications: list[Row] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    rounds: list[OpenRound] = field(default_factory=list)
    # The month that takes a mini now, where one could be begun
    month: OpenRound | None = None
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
    ours = applications.read(user, max(most, READ) + 1, now)
    # The months' rounds come in the order of their deadlines: a mini is received in the first one.
    month = next((each for each in open_rounds if each.kind == ProgrammeKind.MINI), None)
    courses = _courses(user, programmes, max(most, READ) + 1, today)
    steps = _steps([course for course in courses if course.status == Status.RUNNING and not course.is_paused], today)
    return Desk(
        applications=applications.rows(
            ours[:most], names, {round_.pk for round_ in open_rounds}, now, month.deadline if month else None
        ),
        courses=_with_next(courses[:most]),
        tasks=[*_asked(ours, names, now), *_unread(ours, names), *_collected(courses, today), *steps[:most]],
        rounds=_to_begin(user, ours, open_rounds),
        month=month if _may_begin_mini(user, ours) else None,
        others_at_work=_others_at_work(user),
        has_more=max(len(ours), len(courses)) > most,
    )


_OFFERED = Prepared(
    lambda now: (
        Programme.objects.with_open_rounds(now)
        .order_by("open_round__deadline", "open_round__period_from")
        .values_list(*OF_A_PROGRAMME)
    )
)


def _offered(now: datetime) -> tuple[dict[UUID, str], list[OpenRound]]:
    """The programmes' names, and their rounds that take applications now, those that close first before the others."""
    names, rounds = {}, []
    for programme, name, kind, pk, round_name, deadline in _OFFERED.all(now=now):
        names[programme] = name
        if pk:
            rounds.append(OpenRound(name, kind, pk, round_name, deadline))
    return names, rounds


def _courses(user, programmes: dict[UUID, str], most: int, today: date) -> list[Course]:
    parties = municipal_institutions(user.confirmed_organisation_ids)
    newest = _newest_courses(most).all(parties=[*user.confirmed_organisation_ids, *parties], today=today)
    return [Course(programmes[programme], *facts) for programme, *facts in newest]


@cache
def _newest_courses(most: int) -> Prepared:
    courses = Engagement.objects.with_pause()

    def newest(parties: list[UUID], today: date) -> QuerySet:
        with_seats = courses.filter(party__among=parties).annotate(held=seats.next_of("party", today))
        return with_seats.values_list(*OF_A_COURSE)[:most]

    return Prepared(newest)


def _with_next(courses: list[Course]) -> list[Course]:
    """The same; of those that run with the next meeting and the consultants, in one query."""
    running = [course.pk for course in courses if course.is_running]
    if not running:
        return courses
    coming: dict[UUID, datetime | None] = {}
    teams: dict[UUID, list[str]] = {}
    for pk, next_at, name, phone in _RUNNING.all(courses=running, now=timezone.now()):
        coming[pk] = next_at
        if name:
            teams.setdefault(pk, []).append(f"{name}, {phone}" if phone else name)
    return [replace(course, next_at=coming.get(course.pk), team=tuple(teams.get(course.pk, ()))) for course in courses]


def _running(courses: list[UUID], now: datetime) -> QuerySet:
    on_team = FilteredRelation("assignments", condition=Q(assignments__until=None))
    planned = Meeting.objects.planned().filter(engagement=OuterRef("pk"), starts_at__gt=now)
    coming = Subquery(planned.order_by("starts_at").values("starts_at")[:1])
    found = Engagement.objects.filter(pk__among=courses).annotate(on_team=on_team, next_at=coming)
    return found.order_by("on_team__since", "on_team__consultant__name").values_list(
        "pk", "next_at", "on_team__consultant__name", "on_team__consultant__phone"
    )


_RUNNING = Prepared(_running)


def _to_begin(user, ours: list[Facts], open_rounds: list[OpenRound]) -> list[OpenRound]:
    """The rounds in which the person could begin an application and has none."""
    if not _writes(user):
        return []
    begun = {one.round for one in ours if one.status != ApplicationStatus.WITHDRAWN}
    return [each for each in open_rounds if each.kind == ProgrammeKind.ONE_YEAR and each.pk not in begun]


def _may_begin_mini(user, ours: list[Facts]) -> bool:
    return _writes(user) and not any(one.is_mini and one.is_draft for one in ours)


def _writes(user) -> bool:
    return any(membership.role != MembershipRole.VIEWER for membership in user.active_memberships)


def _asked(ours: list[Facts], names: dict[UUID, str], now: datetime) -> list[Task]:
    """What we wait for them to say."""
    return [*_answers_awaited(ours, names, now), *_asked_again(ours, names), *_heard(ours, names)]


def _answers_awaited(ours: list[Facts], names: dict[UUID, str], now: datetime) -> list[Task]:
    """The places that wait for a yes or a no, also those of applications that are not among the newest."""
    return [
        Task(
            "Tag imod pladsen",
            "Venter på jer",
            "warning",
            url=reverse("applications:decision", args=[one.pk]),
            hint=f"{names[one.applicant]} · senest {danish_date(one.accept_by)}",
        )
        for one in ours
        if one.awaits_answer_at(now)
    ]


def _asked_again(ours: list[Facts], names: dict[UUID, str]) -> list[Task]:
    """The submitted applications of which we have asked for an answer again."""
    return [
        Task(
            "Svar igen på det, vi mangler",
            "Venter på jer",
            "warning",
            url=reverse("applications:application", args=[one.pk]),
            hint=f"{names[one.applicant]} · senest {danish_date(one.answer_due_on)}",
        )
        for one in ours
        if one.status == ApplicationStatus.SUBMITTED and one.answer_due_on
    ]


def _heard(ours: list[Facts], names: dict[UUID, str]) -> list[Task]:
    """The submitted applications about which the applicant is heard."""
    return [
        Task(
            "Læs de oplysninger, vi hører jer om, og svar",
            "Venter på jer",
            "warning",
            url=reverse("applications:application", args=[one.pk]),
            hint=f"{names[one.applicant]} · senest {danish_date(one.hearing_due_on)}",
        )
        for one in ours
        if one.status == ApplicationStatus.SUBMITTED and one.hearing_due_on
    ]


def _unread(ours: list[Facts], names: dict[UUID, str]) -> list[Task]:
    """The cases in which we have written something that nobody has read."""
    return [
        Task(
            "Læs en ny besked fra os",
            "Ny besked",
            "info",
            url=reverse("applications:messages", args=[one.pk]),
            hint=f"{names[one.applicant]} · sag {one.reference}",
        )
        for one in ours
        if one.status == ApplicationStatus.SUBMITTED and one.has_unread
    ]


def _steps(courses: list[Course], today: date) -> list[Task]:
    """The organisation's own open steps in these courses that are overdue or due soon."""
    of_step = {course.pk: course for course in courses}
    tasks = []
    for pk, order, text, responsible, due_to in _STEPS.all(courses=list(of_step), until=today + AHEAD):
        course = of_step[pk]
        if framework.is_partys(framework.owners(responsible, course.applicant_kind)):
            url = reverse("engagements:step", args=[course.reference, order])
            late = ("Overskredet", "error") if due_to < today else ("Snart", "warning")
            tasks.append(Task(text, *late, url=url, hint=f"{course.party} · senest {danish_date(due_to)}"))
    return tasks


def _open_steps(courses: list[UUID], until: date) -> QuerySet:
    open_tasks = CourseStep.objects.filter(
        engagement__among=courses,
        due_to__lte=until,
        status__in=[StepStatus.WAITING, StepStatus.IN_PROGRESS],
        kind__in=[StepKind.TASK, StepKind.MILESTONE, StepKind.EVENT],
    )
    return open_tasks.order_by("due_to", "order").values_list(*OF_A_STEP)[:READ]


_STEPS = Prepared(_open_steps)


def _collections(courses: list[UUID], today: date, soon: date) -> QuerySet:
    coming = DataCollection.objects.filter(ends_on__gte=today, starts_on__lte=soon)
    return coming.filter(Q(for_all=True) | Q(courses__among=courses)).values_list(*OF_A_COLLECTION)


_COLLECTIONS = Prepared(_collections)


def _collected(courses: list[Course], today: date) -> list[Task]:
    """What the evaluator collects in these running courses now, or soon; each collection once."""
    running = {one.pk: one for one in courses if one.status == Status.RUNNING and one.kind == ProgrammeKind.ONE_YEAR}
    if not running:
        return []
    found = _COLLECTIONS.all(courses=list(running), today=today, soon=today + AHEAD)
    tasks = {}
    for pk, title, of_whom, starts_on, ends_on, for_all, chosen in found:
        named = running.values() if for_all else [running[chosen]]
        course = next((one for one in named if one.starts_on <= ends_on and one.ends_on >= starts_on), None)
        if course and pk not in tasks:
            status = ("Nu", "info") if starts_on <= today else ("Snart", "warning")
            url = reverse("engagements:course_evaluation", args=[course.reference])
            hint = f"{short_date(starts_on)} – {short_date(ends_on)} · spørges: {of_whom}"
            tasks[pk] = Task(f"Evaluator samler data ind: {title}", *status, url=url, hint=hint)
    return list(tasks.values())


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
