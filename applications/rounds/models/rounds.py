"""Programmes and their rounds."""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from praksis.db import Stateful


class ProgrammeKind(models.TextChoices):
    ONE_YEAR = "one_year", "Etårigt forløb"
    MINI = "mini", "Miniforløb"


class RoundStatus(models.TextChoices):
    DRAFT = "draft", "Under forberedelse"
    ASSESSING = "assessing", "I gang"
    PROPOSED = "proposed", "Indstillet"
    APPROVED = "approved", "Tiltrådt"
    ANNOUNCED = "announced", "Meddelt"


def is_open_at(moment: datetime, of: str = "") -> Q:
    """The condition that a round is published and takes applications then; `of` is the way to it, as "rounds__"."""
    return Q(**{f"{of}status": RoundStatus.ASSESSING, f"{of}opens_at__lte": moment, f"{of}deadline__gte": moment})


class ProgrammeQuerySet(models.QuerySet):
    def with_open_rounds(self, moment):
        """Each programme together with its rounds that take applications then, as `open_round`, which may be none."""
        return self.annotate(open_round=FilteredRelation("rounds", condition=is_open_at(moment, "rounds__")))


class Programme(models.Model):
    """What is offered. Its window is data: courses that would run past `ends_on` are warned about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("slags", max_length=10, choices=ProgrammeKind, unique=True)
    name = models.CharField("navn", max_length=100)
    ends_on = models.DateField("udbydes til og med", null=True, blank=True)
    last_deadline_on = models.DateField("sidste ansøgningsfrist", null=True, blank=True)
    # What a new round begins with
    places_per_round = models.PositiveSmallIntegerField("pladser i en runde", default=5)
    # How long a course lasts, in months; ours, not the agency's, for a mini (docs/domain.md)
    months = models.PositiveSmallIntegerField("forløbets længde i måneder", default=12)
    purpose = models.TextField("formål", blank=True)
    cost_clause = models.TextField("udgifter", blank=True)
    appeal_text = models.TextField("klagevejledning", blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "tilbud"
        verbose_name_plural = "tilbud"

    def __str__(self):
        return self.name

    @property
    def is_mini(self) -> bool:
        return self.kind == ProgrammeKind.MINI

    @property
    def questions_now(self):
        """The newest published question set of the programme's own: a mini is asked these, a new round copies them."""
        return self.question_sets.filter(round=None).exclude(published_at=None).order_by("-number").first()


class RoundQuerySet(models.QuerySet):
    def published(self):
        """Rounds that the public may know of: managers have finished preparing them."""
        return self.exclude(status=RoundStatus.DRAFT)

    def open_at(self, moment):
        """Published rounds that take applications at this moment."""
        return self.filter(is_open_at(moment))

    def taking_minis_at(self, moment):
        """The months whose round takes a mini that is received then, the first deadline first."""
        return self.open_at(moment).filter(programme__kind=ProgrammeKind.MINI).order_by("deadline")

    def visible_to(self, user):
        """Rounds as staff see them; interests declared in a round are the assessment room's to apply."""
        return self if user.runs_the_work else self.none()


def last_day_to_accept(announced_at: datetime, within_days: int) -> date:
    """The last day, the whole of it, on which a place that was granted then can be accepted."""
    return timezone.localdate(announced_at) + timedelta(days=within_days)


class Round(Stateful):
    """One application round of a programme. Whether it is open follows from its dates, so it is not stored."""

    TRANSITIONS = {
        RoundStatus.DRAFT: {RoundStatus.ASSESSING},
        RoundStatus.ASSESSING: {RoundStatus.PROPOSED},
        RoundStatus.PROPOSED: {RoundStatus.APPROVED, RoundStatus.ASSESSING},
        # Back only where an interest is found that changes what was approved
        RoundStatus.APPROVED: {RoundStatus.ANNOUNCED, RoundStatus.ASSESSING},
        RoundStatus.ANNOUNCED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("praksis.Case", models.PROTECT, related_name="round", verbose_name="sag")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds", verbose_name="tilbud")
    name = models.CharField("navn", max_length=100)
    period_from = models.DateField("forløbene begynder")
    period_to = models.DateField("forløbene slutter")
    opens_at = models.DateTimeField("åbner", null=True, blank=True)
    # Empty only on a round recorded from before the system, whose deadline is not on record.
    deadline = models.DateTimeField("ansøgningsfrist", null=True, blank=True)
    places = models.PositiveSmallIntegerField("pladser")
    accept_within_days = models.PositiveSmallIntegerField("frist for at tage imod, dage", default=14)
    status = models.CharField("status", max_length=10, choices=RoundStatus, default=RoundStatus.DRAFT)
    status_changed_at = models.DateTimeField("status ændret", default=timezone.now)
    # What the agency looks at in the whole selection; set per round before it opens, never a rule that picks.
    small_below = models.PositiveIntegerField("lille kommune: under, indbyggere", null=True, blank=True)
    larger_from = models.PositiveIntegerField("større kommune: fra, indbyggere", null=True, blank=True)
    regions_at_least = models.PositiveSmallIntegerField("regioner, mindst", null=True, blank=True)
    family_daycare_from = models.DecimalField(
        "høj andel dagpleje: fra", max_digits=5, decimal_places=4, null=True, blank=True
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "ansøgningsrunde"
        verbose_name_plural = "ansøgningsrunder"
        ordering = ["-period_from"]
        constraints = [
            models.CheckConstraint(
                name="round_period_ends_after_it_begins",
                condition=Q(period_to__gt=F("period_from")),
                violation_error_message="Perioden skal slutte, efter at den er begyndt.",
            ),
            models.CheckConstraint(
                name="round_has_a_place", condition=Q(places__gte=1), violation_error_message="Skriv mindst én plads."
            ),
            models.CheckConstraint(
                name="round_opens_before_its_deadline",
                condition=Q(opens_at=None) | Q(deadline=None) | Q(opens_at__lt=F("deadline")),
                violation_error_message="Runden skal åbne før fristen.",
            ),
            models.UniqueConstraint(
                name="round_once_per_programme_and_period",
                fields=["programme", "period_from", "period_to", "deadline"],
                violation_error_message="Der er allerede en runde med den periode og frist.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def questions_now(self):
        """The newest published question set of the round: what a draft that is begun now is asked."""
        return self.question_sets.exclude(published_at=None).order_by("-number").first()

    def is_open_at(self, moment) -> bool:
        """Whether an application received at `moment` is in time: the whole last day counts."""
        return (
            self.status == RoundStatus.ASSESSING
            and self.opens_at is not None
            and self.opens_at <= moment <= self.deadline
        )

    def has_begun_at(self, moment) -> bool:
        """Whether the round is published and took applications before `moment`, if not then."""
        return self.status == RoundStatus.ASSESSING and self.opens_at is not None and self.opens_at <= moment

    @property
    def is_open(self) -> bool:
        return self.is_open_at(timezone.now())

    def accept_by(self, announced_at: datetime) -> date:
        """The last day on which a place announced at this moment can be accepted, the whole day."""
        return last_day_to_accept(announced_at, self.accept_within_days)

    @property
    def is_closed(self) -> bool:
        """Whether the deadline has passed and the applications are being assessed."""
        return self.status == RoundStatus.ASSESSING and self.deadline < timezone.now()

    @property
    def status_word(self) -> str:
        """The round's status as staff read it, the dates included."""
        if self.status != RoundStatus.ASSESSING:
            return self.get_status_display()
        if self.opens_at > timezone.now():
            return "Åbner senere"
        return "Åben for ansøgninger" if self.is_open else "Bedømmes"

    @property
    def status_kind(self) -> str:
        """The badge's kind for `status_word`."""
        if self.status == RoundStatus.ANNOUNCED:
            return "success"
        return "info" if self.status == RoundStatus.ASSESSING else "warning"


class Extension(models.Model):
    """A later deadline: of the round, or of one application that our own failure kept from being sent.

    Added, never changed; the reason of a round's stands on the public page.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="extensions", verbose_name="runde")
    application = models.ForeignKey(
        "applications.Application",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="extensions",
        verbose_name="ansøgning",
    )
    deadline_before = models.DateTimeField("frist før")
    deadline_after = models.DateTimeField("frist nu")
    reason = models.TextField("begrundelse")
    at = models.DateTimeField("forlænget", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="forlænget af")

    class Meta:
        verbose_name = "forlængelse"
        verbose_name_plural = "forlængelser"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="extension_moves_the_deadline_later",
                condition=Q(deadline_after__gt=F("deadline_before")),
                violation_error_message="Den nye frist skal ligge efter den gamle.",
            ),
            models.CheckConstraint(
                name="extension_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Skriv, hvorfor fristen forlænges.",
            ),
        ]

    def __str__(self):
        return f"{self.round}: {self.deadline_after:%Y-%m-%d %H:%M}"
