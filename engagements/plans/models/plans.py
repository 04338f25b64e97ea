"""What municipality and consultants write together in a course: plans of rows, with what became of each word."""

import uuid
from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.courses.models import CourseStep, Engagement


class PlanKind(models.TextChoices):
    """The plans of a course, in the order in which they are begun. The values stand in their addresses."""

    SELF_ASSESSMENT = "egenvurdering", "Egenvurdering"
    CHANGE_MODEL = "forandringsmodel", "Forandringsmodel"
    INTERVENTIONS = "indsatser", "Indsatser"
    INPUT_SHEET = "opsamling", "Opsamling til styregruppen"
    ANCHORING = "forankringsplan", "Forankringsplan"


class Plan(models.Model):
    """One plan of a course. Its rows are of the kind's own model."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="plans", verbose_name="forløb")
    kind = models.CharField("plan", max_length=20, choices=PlanKind)
    begun_at = models.DateTimeField("begyndt", default=timezone.now)
    begun_by_name = models.CharField("begyndt af", max_length=250)

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "planer"
        ordering = ["begun_at", "id"]
        constraints = [models.UniqueConstraint(name="plan_one_of_each_kind", fields=["engagement", "kind"])]

    def __str__(self):
        return self.get_kind_display()


class Fact(NamedTuple):
    """One field of a row in words."""

    label: str
    text: str


class PlanRow(models.Model):
    """A row of a plan. Whoever saves it says which revision they read, so that nobody writes over another unseen."""

    # Which plan it is a row of, and the fields that people write, in the order in which they are read
    KIND: ClassVar[PlanKind]
    WRITTEN: ClassVar[tuple[str, ...]] = ()
    # Those that say where in its plan the row stands, and that its address gives: a version keeps them beside the words
    FIXED: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss", verbose_name="plan")
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    revision = models.PositiveIntegerField("udgave", default=1)
    changed_at = models.DateTimeField("ændret", default=timezone.now)
    changed_by_name = models.CharField("ændret af", max_length=250)

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    @property
    def part(self) -> str:
        """Whose it is, where the plan has parts: the municipality's, or an institution's."""
        return ""

    @property
    def heading(self) -> str:
        """What the row is called."""
        return str(self)

    def wording(self) -> dict:
        """What people have written, as plain values of JSON."""
        return {name: _plain(getattr(self, name)) for name in self.WRITTEN}

    def facts(self) -> list[Fact]:
        """Each written field with its label and its text, empty where nothing is written."""
        return [Fact(self.label_of(name), self.text_of(name)) for name in self.WRITTEN]

    @classmethod
    def label_of(cls, name: str) -> str:
        """What a field is called, with a capital letter."""
        label = str(cls._meta.get_field(name).verbose_name)
        return label[:1].upper() + label[1:]

    def text_of(self, name: str) -> str:
        """What stands in a field, as one reads it."""
        shown = getattr(self, f"get_{name}_display", None)
        value = shown() if shown else getattr(self, name)
        return "" if value is None else str(value)


class PlanChange(models.Model):
    """That somebody changed a row, or wrote something that was not taken in because others had written meanwhile.

    Never changed: with it any text that ever stood in a plan can be found again.
    """

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="changes", verbose_name="plan")
    row = models.UUIDField("række")
    # The part and name of the row as they were then
    heading = models.CharField("overskrift", max_length=300)
    # Which revision it made; of what was set aside the one that it was written on
    revision = models.PositiveIntegerField("udgave")
    # None: the row was not there before, or is not there after
    before = models.JSONField("før", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("efter", null=True, encoder=DjangoJSONEncoder)
    is_set_aside = models.BooleanField("ikke sat ind", default=False)
    at = models.DateTimeField("tidspunkt", default=timezone.now)
    by_name = models.CharField("af", max_length=250)

    class Meta:
        verbose_name = "ændring i plan"
        verbose_name_plural = "ændringer i planer"
        ordering = ["-id"]
        indexes = [models.Index(fields=["row", "revision"], name="plan_change_of_row")]
        constraints = [
            models.UniqueConstraint(
                name="plan_change_makes_a_revision_once", fields=["row", "revision"], condition=Q(is_set_aside=False)
            ),
            models.CheckConstraint(
                name="plan_change_is_of_something", condition=Q(before__isnull=False) | Q(after__isnull=False)
            ),
        ]

    def __str__(self):
        return self.heading


class PlanVersion(models.Model):
    """A plan as it was on a day, with its own words and labels: it never changes. Tied to the meeting that saw it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions", verbose_name="plan")
    number = models.PositiveSmallIntegerField("udgave")
    name = models.CharField("navn", max_length=150)
    step = models.ForeignKey(
        CourseStep, models.PROTECT, null=True, blank=True, related_name="plan_versions", verbose_name="møde"
    )
    # [{"key", "part", "heading", "facts": [[label, text], …], "values": {…}}, …]
    rows = models.JSONField("rækker")
    made_at = models.DateTimeField("gemt", default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gemt af")

    class Meta:
        verbose_name = "udgave af plan"
        verbose_name_plural = "udgaver af planer"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="plan_version_number_once", fields=["plan", "number"]),
            models.CheckConstraint(name="plan_version_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return f"Udgave {self.number}: {self.name}"


def frozen(rows: Iterable[PlanRow]) -> list[dict]:
    """Rows as a version keeps them."""
    return [
        {
            "key": str(row.pk),
            "part": row.part,
            "heading": row.heading,
            "facts": [list(fact) for fact in row.facts()],
            "values": {**{name: _plain(getattr(row, name)) for name in row.FIXED}, **row.wording()},
        }
        for row in rows
    ]


def _plain(value):
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
