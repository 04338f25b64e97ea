"""What the consultants are good at, how many hours they have, and what they have half promised."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from praksis.accounts.models import Role, StaffRole, User
from praksis.db import Stateful

# Hours in a month that nobody has more of
MOST_HOURS = 250


def consultants():
    """The active consultants by name."""
    is_one = StaffRole.objects.filter(user=OuterRef("pk"), role=Role.CONSULTANT)
    return User.objects.filter(Exists(is_one), is_active=True).order_by("name", "pk")


class CompetenceKind(models.TextChoices):
    THEME = "theme", "Tema"
    SETTING = "setting", "Type dagtilbud"
    OTHER = "other", "Andet"


class CompetenceQuerySet(models.QuerySet):
    def in_use(self):
        """Those that can be chosen."""
        return self.filter(retired_at=None)


class Competence(models.Model):
    """Something that a consultant can be good at: a theme, a kind of day care, or what the managers add."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("slags", max_length=10, choices=CompetenceKind, default=CompetenceKind.OTHER)
    # The theme (praksis.themes) or the setting (praksis.organisations) that it is; empty for others
    key = models.CharField("nøgle", max_length=40, blank=True)
    name = models.CharField("navn", max_length=80)
    order = models.PositiveSmallIntegerField("rækkefølge")
    # No longer to be chosen; those who have it keep it
    retired_at = models.DateTimeField("udgået", null=True, blank=True)

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        verbose_name = "kompetence"
        verbose_name_plural = "kompetencer"
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="competence_name_once",
                violation_error_message="Der er allerede en kompetence med det navn.",
            ),
            models.UniqueConstraint(
                name="competence_once_per_theme_or_setting", fields=["kind", "key"], condition=~Q(key="")
            ),
            models.CheckConstraint(
                name="competence_of_a_theme_or_setting_has_its_key",
                condition=Q(kind=CompetenceKind.OTHER, key="") | (~Q(kind=CompetenceKind.OTHER) & ~Q(key="")),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    @property
    def is_ours(self) -> bool:
        """Whether the managers added it, so that they may also rename it."""
        return self.kind == CompetenceKind.OTHER


class ConsultantCompetence(models.Model):
    """That a consultant has a competence."""

    consultant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="competences", verbose_name="konsulent"
    )
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="consultants", verbose_name="kompetence")
    added_at = models.DateTimeField("sat", default=timezone.now)

    class Meta:
        verbose_name = "konsulents kompetence"
        verbose_name_plural = "konsulenters kompetencer"
        ordering = ["competence__order", "competence__name"]
        constraints = [
            models.UniqueConstraint(
                name="consultant_has_a_competence_once",
                fields=["consultant", "competence"],
                violation_error_message="Konsulenten har allerede den kompetence.",
            ),
        ]

    def __str__(self):
        return f"{self.consultant}: {self.competence}"


class Reason(models.TextChoices):
    """Why a month is not as usual. Never in more words: it is nobody's business why somebody is away."""

    HOLIDAY = "holiday", "Ferie"
    LEAVE = "leave", "Orlov eller fravær"
    PART_TIME = "part_time", "Nedsat tid"
    OTHER_WORK = "other_work", "Andre opgaver"
    MORE_TIME = "more_time", "Mere tid end ellers"


class Capacity(models.Model):
    """How many hours a consultant has for courses: in a usual month, or in one that is not as usual."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="capacities", verbose_name="konsulent"
    )
    # The first day of the month; empty for a usual month
    month = models.DateField("måned", null=True, blank=True)
    hours = models.DecimalField("timer", max_digits=5, decimal_places=2)
    reason = models.CharField("hvorfor", max_length=10, choices=Reason, blank=True)
    set_at = models.DateTimeField("sat", default=timezone.now)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="sat af")

    class Meta:
        verbose_name = "kapacitet"
        verbose_name_plural = "kapacitet"
        ordering = [F("month").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                name="capacity_one_usual_month_per_consultant", fields=["consultant"], condition=Q(month=None)
            ),
            models.UniqueConstraint(
                name="capacity_once_per_consultant_and_month",
                fields=["consultant", "month"],
                condition=Q(month__isnull=False),
            ),
            models.CheckConstraint(
                name="capacity_is_no_more_than_a_month_has",
                condition=Q(hours__gte=0, hours__lte=MOST_HOURS),
                violation_error_message=f"Skriv et tal fra 0 til {MOST_HOURS}.",
            ),
            models.CheckConstraint(
                name="capacity_of_a_month_that_is_not_as_usual_has_a_reason",
                condition=Q(month=None, reason="") | (Q(month__isnull=False) & ~Q(reason="")),
                violation_error_message="Vælg, hvorfor måneden ikke er som ellers.",
            ),
        ]

    def __str__(self):
        return f"{self.consultant}: {self.hours}"


class PromiseStatus(models.TextChoices):
    OPEN = "open", "Blødt løfte"
    KEPT = "kept", "Blev til et forløb"
    DROPPED = "dropped", "Frafaldet"


class SoftPromiseQuerySet(models.QuerySet):
    def counting(self, today):
        """Those that still hold a consultant's time: open, and not expired."""
        return self.filter(status=PromiseStatus.OPEN, expires_on__gte=today)


class SoftPromise(Stateful):
    """That a manager has pencilled a consultant in for one expected course, until it is firm, dropped or expired."""

    TRANSITIONS = {
        PromiseStatus.OPEN: {PromiseStatus.KEPT, PromiseStatus.DROPPED},
        PromiseStatus.KEPT: set(),
        PromiseStatus.DROPPED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="soft_promises", verbose_name="konsulent"
    )
    # Of the round or the course that it is for; what that is called is copied beside it
    case = models.ForeignKey("praksis.Case", models.PROTECT, related_name="soft_promises", verbose_name="sag")
    what = models.CharField("til", max_length=250)
    first_month = models.DateField("fra og med måned")
    last_month = models.DateField("til og med måned")
    hours_per_month = models.DecimalField("timer om måneden", max_digits=5, decimal_places=2)
    note = models.TextField("note", blank=True)
    expires_on = models.DateField("gælder til og med")
    status = models.CharField("status", max_length=10, choices=PromiseStatus, default=PromiseStatus.OPEN)
    made_at = models.DateTimeField("givet", default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="givet af")
    ended_at = models.DateTimeField("endt", null=True, blank=True)

    objects = SoftPromiseQuerySet.as_manager()

    class Meta:
        verbose_name = "blødt løfte"
        verbose_name_plural = "bløde løfter"
        ordering = ["first_month", "made_at"]
        indexes = [models.Index(fields=["case"], name="soft_promise_open", condition=Q(status="open"))]
        constraints = [
            models.CheckConstraint(
                name="soft_promise_ends_in_or_after_its_first_month",
                condition=Q(last_month__gte=F("first_month")),
                violation_error_message="Den sidste måned kan ikke ligge før den første.",
            ),
            models.CheckConstraint(
                name="soft_promise_is_of_some_hours",
                condition=Q(hours_per_month__gt=0, hours_per_month__lte=MOST_HOURS),
                violation_error_message=f"Skriv et antal timer over 0 og højst {MOST_HOURS}.",
            ),
            models.CheckConstraint(
                name="soft_promise_has_ended_when_it_has_a_time",
                condition=Q(status=PromiseStatus.OPEN, ended_at=None)
                | (~Q(status=PromiseStatus.OPEN) & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.consultant}: {self.what}"

    @property
    def has_expired(self) -> bool:
        """Whether it has stood so long without becoming firm that it no longer counts."""
        return self.status == PromiseStatus.OPEN and self.expires_on < timezone.localdate()

    @property
    def is_open(self) -> bool:
        return self.status == PromiseStatus.OPEN

    @property
    def status_word(self) -> str:
        return "Udløbet" if self.has_expired else PromiseStatus(self.status).label

    @property
    def status_kind(self) -> str:
        if self.has_expired:
            return "warning"
        return {PromiseStatus.OPEN: "info", PromiseStatus.KEPT: "success"}.get(PromiseStatus(self.status), "neutral")
