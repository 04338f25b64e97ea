"""The course, its institutions and its team."""

import uuid
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from applications.drafting.models import ApplicantKind
from applications.rounds.models import Programme
from praksis.accounts.models import Role, User
from praksis.db import Stateful
from praksis.organisations.models import Institution, Organisation, Ownership, Setting
from praksis.prepared import Prepared

if TYPE_CHECKING:
    from engagements.courses.models.pauses import Pause


class Status(models.TextChoices):
    PLANNED = "planned", "Planlagt"
    RUNNING = "running", "I gang"
    CLOSED = "closed", "Afsluttet"


# What each looks like as a badge
STATUS_KINDS = {Status.PLANNED: "info", Status.RUNNING: "success", Status.CLOSED: "neutral"}
# What stands instead while a running course rests
PAUSED = ("På pause", "warning")


def badge_of(status: str, *, is_paused: bool) -> tuple[str, str]:
    """The word for how a course stands and its kind, for lists that read plain values."""
    return PAUSED if is_paused else (Status(status).label, STATUS_KINDS[Status(status)])


def _of_municipalities(municipalities: list[UUID]):
    """The ids of the municipal institutions of these municipalities, unordered, as part of a greater query."""
    of_them = Institution.objects.filter(ownership=Ownership.MUNICIPAL, municipality__among=municipalities)
    return of_them.order_by().values_list("pk", flat=True)


_OF_MUNICIPALITIES = Prepared(_of_municipalities)


def municipal_institutions(municipalities: list[UUID]) -> list[UUID]:
    """The ids of the municipal institutions of these municipalities.

    Looked up before their courses: in one query with them it takes longer to plan than both.
    """
    return _OF_MUNICIPALITIES.all(municipalities=municipalities)


def sight_of(user: User) -> list[UUID] | None:
    """The organisations from which somebody sees courses; None of consultants and managers, who see all."""
    return None if user.has_role(Role.CONSULTANT, Role.MANAGER) else user.confirmed_organisation_ids


class EngagementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Consultants and managers see all courses; a party sees its own.

        A municipality also sees those of its municipal institutions, since it is the agreement's party.
        """
        return self.seen_from(sight_of(user))

    def seen_from(self, organisations: list[UUID] | None):
        """Courses that somebody sees from these organisations (sight_of); None: all of them."""
        if organisations is None:
            return self
        of_theirs = _of_municipalities(organisations)
        return self.filter(Q(party__among=organisations) | Q(party__in=of_theirs))

    def with_pause(self):
        """Courses with `paused_until`: when one that rests now is expected to go on, None for the others."""
        resting = FilteredRelation("pauses", condition=Q(pauses__until=None))
        return self.annotate(resting=resting, paused_until=F("resting__expected_until"))

    def of_consultant(self, user):
        """Courses on whose team the user is now. A join: nobody is on a team twice at a time."""
        return self.filter(assignments__consultant=user, assignments__until=None)


class Engagement(Stateful):
    """One course, from the accepted place to the anchoring. What it was applied for with is copied when it opens."""

    TRANSITIONS = {
        # Closed before it began: its place was given back.
        Status.PLANNED: {Status.RUNNING, Status.CLOSED},
        Status.RUNNING: {Status.CLOSED},
        Status.CLOSED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("praksis.Case", models.PROTECT, related_name="engagement", verbose_name="sag")
    place = models.OneToOneField("applications.Place", models.PROTECT, related_name="engagement", verbose_name="plads")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="engagements", verbose_name="tilbud")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="engagements", verbose_name="part")
    applicant_kind = models.CharField("ansøgers art", max_length=20, choices=ApplicantKind)
    starts_on = models.DateField("begynder")
    ends_on = models.DateField("slutter")
    # {"coordinator": {"name", "title", "email", "phone"}, …}, as in the accepted application
    people = models.JSONField("kontaktpersoner", default=dict)
    themes = models.JSONField("temaer", default=list, blank=True)
    challenge = models.TextField("udfordring", blank=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PLANNED)
    opened_at = models.DateTimeField("oprettet", default=timezone.now)
    started_at = models.DateTimeField("sat i gang", null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="sat i gang af"
    )
    closed_at = models.DateTimeField("afsluttet", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="afsluttet af"
    )
    # How it ended, or why it was stopped or never began
    closing_note = models.TextField("afslutning", blank=True)
    ended_early = models.BooleanField("stoppet før tid", default=False)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = "forløb"
        verbose_name_plural = "forløb"
        ordering = ["-starts_on", "-opened_at"]
        indexes = [
            models.Index(fields=["-starts_on", "-opened_at", "id"], name="course_newest_first"),
            # Those at work are few among all that there have been
            models.Index(fields=["status"], name="course_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                name="engagement_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="Forløbet skal slutte, efter at det er begyndt.",
            ),
            models.CheckConstraint(
                name="engagement_started_at_and_by",
                condition=Q(started_at=None, started_by=None) | Q(started_at__isnull=False, started_by__isnull=False),
            ),
            models.CheckConstraint(
                name="engagement_closed_at_and_by",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="engagement_status_fits_its_times",
                condition=Q(status=Status.PLANNED, started_at=None, closed_at=None)
                | Q(status=Status.RUNNING, started_at__isnull=False, closed_at=None)
                | Q(status=Status.CLOSED, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="engagement_closed_has_a_note",
                condition=~Q(status=Status.CLOSED) | ~Q(closing_note=""),
                violation_error_message="Skriv kort, hvordan forløbet sluttede.",
            ),
            models.CheckConstraint(
                name="engagement_ended_early_had_begun_and_is_closed",
                condition=Q(ended_early=False) | Q(status=Status.CLOSED, started_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.programme}: {self.party}"

    def get_absolute_url(self):
        return reverse("engagements:course", args=[self.case.reference])

    @property
    def is_planned(self) -> bool:
        return self.status == Status.PLANNED

    @property
    def is_running(self) -> bool:
        return self.status == Status.RUNNING

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED

    @property
    def never_began(self) -> bool:
        """Whether its place was given back before it was set going."""
        return self.is_closed and self.started_at is None

    @property
    def is_mini(self) -> bool:
        return self.programme.is_mini

    @property
    def status_word(self) -> str:
        return "Stoppet før tid" if self.ended_early else badge_of(self.status, is_paused=self.is_paused)[0]

    @property
    def status_heading(self) -> str:
        """How the page of a course that is over begins."""
        return "Forløbet er stoppet før tid" if self.ended_early else "Forløbet er afsluttet"

    @property
    def status_kind(self) -> str:
        return badge_of(self.status, is_paused=self.is_paused)[1]

    @cached_property
    def pause(self) -> "Pause | None":
        """The pause in which it rests now; read once, and not at all of a course that `with_pause` says does not."""
        if not self.is_running or getattr(self, "paused_until", date.max) is None:
            return None
        return self.pauses.filter(until=None).first()

    @property
    def is_paused(self) -> bool:
        """Whether it rests, so that nothing in it is late."""
        return self.pause is not None

    def forget_pause(self) -> None:
        """Look its pause up anew the next time, after one has begun or ended."""
        self.__dict__.pop("pause", None)
        self.__dict__.pop("paused_until", None)

    @cached_property
    def today(self) -> date:
        """The day on which it is looked at, in Denmark: the same for all its steps."""
        return timezone.localdate()

    @property
    def runs_past_the_programme(self) -> bool:
        """Whether the course ends after the last day that the programme is offered."""
        return bool(self.programme.ends_on and self.ends_on > self.programme.ends_on)

    @cached_property
    def team(self) -> list[User]:
        """The consultants who are on the course now, and how to reach them; read once."""
        return _TEAM.all(engagement=self.pk)

    @cached_property
    def institution_list(self) -> list["EngagementInstitution"]:
        """Its institutions, which stay the same as long as it lasts; read once."""
        return _INSTITUTIONS.all(engagement=self.pk)

    @property
    def agreeing_organisation_ids(self) -> set:
        """Whose members are the course's other side: the party, and the municipality of a municipal institution."""
        institution = getattr(self.party, "as_institution", None)
        if institution and institution.ownership == Ownership.MUNICIPAL:
            return {self.party_id, institution.municipality_id}
        return {self.party_id}

    @property
    def contact(self) -> dict:
        """The person on the other side whom we write to: tovholder, or whoever the application named as contact."""
        order = ["coordinator", "contact", "institution_leader", "head_of_day_care", "municipal_contact", "director"]
        return next((self.people[key] for key in order if self.people.get(key)), {})


class EngagementInstitution(models.Model):
    """A day-care institution in a course, with the facts it had when the place was accepted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="institutions", verbose_name="forløb")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dagtilbud"
    )
    name = models.CharField("navn", max_length=150)
    ownership = models.CharField("ejerform", max_length=20, choices=Ownership, blank=True)
    setting = models.CharField("type", max_length=20, choices=Setting, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge")

    class Meta:
        verbose_name = "dagtilbud i forløb"
        verbose_name_plural = "dagtilbud i forløb"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="engagement_institution_order_once", fields=["engagement", "order"]),
            models.UniqueConstraint(
                name="engagement_institution_once",
                fields=["engagement", "institution"],
                violation_error_message="Dagtilbuddet er allerede med.",
            ),
        ]

    def __str__(self):
        return self.name


def _team(engagement):
    now = User.objects.filter(assignments__engagement=engagement, assignments__until=None)
    return now.only("name", "email", "phone").order_by("assignments__since", "name")


_TEAM = Prepared(_team)
_INSTITUTIONS = Prepared(lambda engagement: EngagementInstitution.objects.filter(engagement=engagement))


class AssignmentQuerySet(models.QuerySet):
    def running(self):
        """Assignments that have not ended."""
        return self.filter(until=None)


class ConsultantAssignment(models.Model):
    """That a consultant is on a course's team, typically one of two."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="assignments", verbose_name="forløb")
    consultant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name="konsulent"
    )
    since = models.DateField("fra")
    until = models.DateField("til", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "konsulent på forløb"
        verbose_name_plural = "konsulenter på forløb"
        ordering = ["since", "consultant__name"]
        constraints = [
            models.UniqueConstraint(
                name="assignment_one_running_per_consultant",
                fields=["engagement", "consultant"],
                condition=Q(until=None),
                violation_error_message="Konsulenten er allerede på forløbet.",
            ),
            models.CheckConstraint(
                name="assignment_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]

    def __str__(self):
        return f"{self.consultant} · {self.engagement_id}"
