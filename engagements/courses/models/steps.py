"""A course's own steps and how far they are."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from engagements.courses import framework
from engagements.courses.models.engagements import Engagement, EngagementInstitution
from engagements.courses.models.frameworks import StepKind, StepText
from praksis.db import Stateful

SOON = timedelta(days=14)
# What each institution does for itself stands in this lane of the framework.
INSTITUTIONS = "Dagtilbud"
# What is said of it in a closed course, where nobody does it any more
NOT_DONE = "Ikke gennemført"


class StepStatus(models.TextChoices):
    WAITING = "waiting", "Venter"
    IN_PROGRESS = "in_progress", "I gang"
    DONE = "done", "Færdig"
    SKIPPED = "skipped", "Ikke relevant"


# What these look like as a badge; the others are neutral.
STATUS_KINDS = {StepStatus.IN_PROGRESS: "info", StepStatus.DONE: "success"}


class CourseStep(StepText, Stateful):
    """A course's own copy of a step of the framework, with its dates and how far it is."""

    TRANSITIONS = {
        StepStatus.WAITING: {StepStatus.IN_PROGRESS, StepStatus.DONE, StepStatus.SKIPPED},
        StepStatus.IN_PROGRESS: {StepStatus.WAITING, StepStatus.DONE, StepStatus.SKIPPED},
        StepStatus.DONE: {StepStatus.WAITING, StepStatus.IN_PROGRESS},
        StepStatus.SKIPPED: {StepStatus.WAITING, StepStatus.IN_PROGRESS, StepStatus.DONE},
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="steps", verbose_name="forløb")
    # Both empty: the step has its date from elsewhere, as an event has.
    due_from = models.DateField("tidligst", null=True, blank=True)
    due_to = models.DateField("senest", null=True, blank=True)
    # Whether the course added it itself, beside what the framework has
    is_own = models.BooleanField("eget trin", default=False)
    # Why it is not relevant here; empty where it is
    skip_reason = models.TextField("hvorfor det ikke er relevant", blank=True)
    # How many meetings the step stands for
    times = models.PositiveSmallIntegerField("antal møder", default=1)
    status = models.CharField("status", max_length=12, choices=StepStatus, default=StepStatus.WAITING)
    done_at = models.DateTimeField("færdig", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="meldt færdig af",
    )
    # The conference or theme day that a step of kind EVENT is about: chosen by a person, or found when it was held
    event = models.ForeignKey(
        "conferences.Event", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="arrangement"
    )
    # How many of the party came to it, as it was counted last; empty until somebody has
    attended = models.PositiveIntegerField("var med", null=True, blank=True)

    class Meta(StepText.Meta):
        verbose_name = "trin i forløb"
        verbose_name_plural = "trin i forløb"
        indexes = [
            # The first of a course's steps that are still to be done, which tells its phase
            models.Index(
                fields=["engagement", "due_to", "order"],
                name="course_step_open",
                condition=Q(status__in=["waiting", "in_progress"]) & ~Q(kind="track"),
            )
        ]
        constraints = [
            models.UniqueConstraint(name="course_step_order_once", fields=["engagement", "order"]),
            models.CheckConstraint(
                name="course_step_due_from_and_to",
                condition=Q(due_from=None, due_to=None) | Q(due_from__isnull=False, due_to__gte=F("due_from")),
            ),
            models.CheckConstraint(
                name="course_step_done_by_somebody_at_a_time",
                # Without a person it was done by the system, which saw who came.
                condition=Q(done_by=None) | Q(done_at__isnull=False),
            ),
            models.CheckConstraint(
                name="course_step_of_an_event_is_about_one",
                condition=Q(event=None, attended=None) | Q(event__isnull=False, kind=StepKind.EVENT),
                violation_error_message="Kun et arrangement kan være en konference eller en temadag.",
            ),
            models.UniqueConstraint(
                name="course_step_one_for_each_event",
                fields=["engagement", "event"],
                condition=Q(event__isnull=False),
                violation_error_message="Et andet trin i forløbet handler allerede om det arrangement.",
            ),
            models.CheckConstraint(
                name="course_step_is_done_when_it_has_a_time",
                condition=Q(status=StepStatus.DONE, done_at__isnull=False)
                | (~Q(status=StepStatus.DONE) & Q(done_at=None)),
            ),
            models.CheckConstraint(
                name="course_step_anchor_is_never_skipped",
                condition=~Q(status=StepStatus.SKIPPED) | Q(is_anchor=False),
                violation_error_message="Trinnet er en fast del af forløbet.",
            ),
            models.CheckConstraint(
                name="course_step_skipped_has_a_reason",
                condition=Q(status=StepStatus.SKIPPED) & ~Q(skip_reason="")
                | ~Q(status=StepStatus.SKIPPED) & Q(skip_reason=""),
                violation_error_message="Skriv, hvorfor trinnet ikke er relevant.",
            ),
            models.CheckConstraint(
                name="course_step_own_is_no_anchor",
                condition=Q(is_own=False) | Q(is_anchor=False),
            ),
        ]

    def get_absolute_url(self):
        return reverse("engagements:step", args=[self.engagement.case.reference, self.order])

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.status in (StepStatus.WAITING, StepStatus.IN_PROGRESS)

    @property
    def is_done(self) -> bool:
        return self.status == StepStatus.DONE

    @property
    def is_track(self) -> bool:
        """Whether the step runs through it all, so that there is nothing to tick off on a day."""
        return self.kind == StepKind.TRACK

    @property
    def is_event(self) -> bool:
        """Whether it is about taking part in a conference or a theme day."""
        return self.kind == StepKind.EVENT

    @property
    def closes_the_course(self) -> bool:
        """Whether this is the milestone that closing the course itself reaches."""
        return self.is_anchor and self.kind == StepKind.MILESTONE

    @property
    def is_per_institution(self) -> bool:
        """Whether each institution does it for itself: rows of the lane Dagtilbud, unless the course has none."""
        return self.lane == INSTITUTIONS and not self.is_track and bool(self.engagement.institution_list)

    @property
    def counts_institutions(self) -> bool:
        """Whether the word for how far it is tells how many institutions are done."""
        return self.status == StepStatus.IN_PROGRESS and self.is_per_institution

    @property
    def undone_word(self) -> str:
        """What is said of an institution that is not done with it."""
        return "Venter" if self.is_open and not self.engagement.is_closed else NOT_DONE

    @property
    def owner(self) -> str:
        """Who does it, in Danish."""
        return framework.owner_words(self._owners)

    @property
    def is_partys(self) -> bool:
        """Whether somebody on the applicant's side does it, alone or with us."""
        return framework.is_partys(self._owners)

    @property
    def is_ours(self) -> bool:
        """Whether we do it, alone or with the applicant's side."""
        return framework.is_ours(self._owners)

    @property
    def _owners(self) -> str:
        return framework.owners(self.responsible, self.engagement.applicant_kind)

    @property
    def days_left(self) -> int | None:
        """How many days there are to its last day; None where none is to be kept, as while the course rests."""
        if not self.is_open or self.is_track or self.due_to is None or self.engagement.is_closed:
            return None
        if self.engagement.is_paused:
            return None
        return (self.due_to - self.engagement.today).days

    @property
    def is_overdue(self) -> bool:
        """Whether its last day has passed while the course still runs."""
        left = self.days_left
        return left is not None and left < 0

    @property
    def is_due_soon(self) -> bool:
        """Whether it is to be done within the next fourteen days."""
        left = self.days_left
        return left is not None and 0 <= left <= SOON.days

    @property
    def institutions_done(self) -> list:
        """The ids of the institutions that are done with it, from what is prefetched."""
        return [progress.institution_id for progress in self.progress_so_far]

    @cached_property
    def progress_so_far(self) -> list:
        """The institutions' progress; a page of many steps fetches it for those that say how many are done."""
        return list(self.progress.all())

    @property
    def status_word(self) -> str:
        return self.badge[0]

    @property
    def status_kind(self) -> str:
        return self.badge[1]

    @property
    def badge(self) -> tuple[str, str]:
        """The word for how far it is and its kind, together: a page that draws many steps asks for both at once."""
        left = self.days_left
        if left is not None and left < 0:
            return "Overskredet", "error"
        if left is not None and left <= SOON.days and self.status == StepStatus.WAITING:
            return "Snart", "warning"
        kind = STATUS_KINDS.get(self.status, "neutral")
        if self.is_open and self.engagement.is_closed:
            return NOT_DONE, kind
        if self.counts_institutions:
            return f"{len(self.progress_so_far)} af {len(self.engagement.institution_list)} dagtilbud", kind
        return "Løbende" if self.is_track and self.is_open else StepStatus(self.status).label, kind


class StepProgress(models.Model):
    """That one institution is done with a step which each does for itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    step = models.ForeignKey(CourseStep, models.CASCADE, related_name="progress", verbose_name="trin")
    institution = models.ForeignKey(
        EngagementInstitution, models.CASCADE, related_name="progress", verbose_name="dagtilbud"
    )
    done_at = models.DateTimeField("færdig", default=timezone.now)
    # Empty where the system saw who came
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="meldt færdig af",
    )

    class Meta:
        verbose_name = "fremdrift i dagtilbud"
        verbose_name_plural = "fremdrift i dagtilbud"
        ordering = ["done_at"]
        constraints = [
            models.UniqueConstraint(name="step_progress_once_per_institution", fields=["step", "institution"]),
        ]

    def __str__(self):
        return f"{self.institution}: {self.step}"
