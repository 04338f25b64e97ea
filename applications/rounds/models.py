"""Programmes, their rounds, and the texts a round is applied for and judged by."""

import uuid
from datetime import date, datetime, timedelta

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


class RoundQuerySet(models.QuerySet):
    def published(self):
        """Rounds that the public may know of: managers have finished preparing them."""
        return self.exclude(status=RoundStatus.DRAFT)

    def open_at(self, moment):
        """Published rounds that take applications at this moment."""
        return self.filter(is_open_at(moment))

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
        RoundStatus.APPROVED: {RoundStatus.ANNOUNCED},
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
        """The newest question set of the round."""
        return self.question_sets.order_by("-number").first()

    def is_open_at(self, moment) -> bool:
        """Whether an application received at `moment` is in time: the whole last day counts."""
        return (
            self.status == RoundStatus.ASSESSING
            and self.opens_at is not None
            and self.opens_at <= moment <= self.deadline
        )

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


class OfRoundOrProgramme(models.Model):
    """A text that belongs to a round, or, with an empty round, is the programme's template for new rounds."""

    key = models.SlugField("nøgle", max_length=40)
    order = models.PositiveSmallIntegerField("rækkefølge")

    class Meta:
        abstract = True
        ordering = ["order"]


class Criterion(OfRoundOrProgramme):
    """What applications are judged by."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="criteria", verbose_name="tilbud")
    round = models.ForeignKey(
        Round, models.CASCADE, null=True, blank=True, related_name="criteria", verbose_name="runde"
    )
    title = models.CharField("titel", max_length=100)
    text = models.TextField("tekst")
    weight = models.PositiveSmallIntegerField("vægt", default=1)

    class Meta(OfRoundOrProgramme.Meta):
        verbose_name = "kriterium"
        verbose_name_plural = "kriterier"
        constraints = [
            models.UniqueConstraint(name="criterion_once_per_round", fields=["round", "key"]),
            models.UniqueConstraint(
                name="criterion_once_per_programme", fields=["programme", "key"], condition=Q(round=None)
            ),
        ]

    def __str__(self):
        return self.title


class Anchor(models.Model):
    """What a score of a criterion means."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="anchors", verbose_name="kriterium")
    score = models.PositiveSmallIntegerField("karakter")
    label = models.CharField("betegnelse", max_length=60)
    text = models.TextField("ankertekst")

    class Meta:
        verbose_name = "ankertekst"
        verbose_name_plural = "ankertekster"
        ordering = ["score"]
        constraints = [
            models.UniqueConstraint(name="anchor_once_per_score", fields=["criterion", "score"]),
            models.CheckConstraint(name="anchor_score_is_0_to_4", condition=Q(score__lte=4)),
        ]

    def __str__(self):
        return f"{self.score} {self.label}"


class Requirement(OfRoundOrProgramme):
    """A yes or no that every application must meet."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="requirements", verbose_name="tilbud")
    round = models.ForeignKey(
        Round, models.CASCADE, null=True, blank=True, related_name="requirements", verbose_name="runde"
    )
    text = models.TextField("tekst")

    class Meta(OfRoundOrProgramme.Meta):
        verbose_name = "krav"
        verbose_name_plural = "krav"
        constraints = [
            models.UniqueConstraint(name="requirement_once_per_round", fields=["round", "key"]),
            models.UniqueConstraint(
                name="requirement_once_per_programme", fields=["programme", "key"], condition=Q(round=None)
            ),
        ]

    def __str__(self):
        return self.key


class QuestionSet(models.Model):
    """The questions of a round, or of a programme; an application keeps the set it was begun with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="question_sets", verbose_name="tilbud")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="question_sets", verbose_name="runde"
    )
    number = models.PositiveSmallIntegerField("udgave", default=1)

    class Meta:
        verbose_name = "spørgeskema"
        verbose_name_plural = "spørgeskemaer"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="question_set_number_once_per_round", fields=["round", "number"]),
            models.UniqueConstraint(
                name="question_set_number_once_per_programme", fields=["programme", "number"], condition=Q(round=None)
            ),
        ]

    def __str__(self):
        return f"{self.round or self.programme}, udgave {self.number}"


class QuestionKind(models.TextChoices):
    TEXT = "text", "Kort tekst"
    LONG_TEXT = "long_text", "Tekst"
    NUMBER = "number", "Tal"
    CONFIRM = "confirm", "Bekræftelse"
    SINGLE_CHOICE = "single_choice", "Ét valg"
    MULTI_CHOICE = "multi_choice", "Flere valg"
    PERSON = "person", "Person"
    PERCENT_OR_FEW = "percent_or_few", "Procent eller færre end 5"
    INSTITUTION_LIST = "institution_list", "Dagtilbud"
    SIGNATURE = "signature", "Underskrift"
    LEADER_CONFIRMATION = "leader_confirmation", "Lederens bekræftelse"


class Question(models.Model):
    """One question. `part_of` is the key of the list whose rows it is asked for: `institutions.why`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="questions", verbose_name="spørgeskema")
    key = models.CharField("nøgle", max_length=60)
    section = models.CharField("afsnit", max_length=100)
    order = models.PositiveSmallIntegerField("rækkefølge")
    kind = models.CharField("slags", max_length=30, choices=QuestionKind)
    label = models.CharField("spørgsmål", max_length=200)
    guidance = models.TextField("vejledning", blank=True)
    # [["key", "Danish words"], ...]
    options = models.JSONField("svarmuligheder", default=list, blank=True)
    max_words = models.PositiveSmallIntegerField("højst ord", null=True, blank=True)
    required = models.BooleanField("skal besvares", default=True)
    # "applicant_kind in self_governing|private", or empty: always asked
    condition = models.CharField("stilles når", max_length=120, blank=True)
    criterion = models.CharField("læses under kriterium", max_length=40, blank=True)
    part_of = models.CharField("del af", max_length=60, blank=True)

    class Meta:
        verbose_name = "spørgsmål"
        verbose_name_plural = "spørgsmål"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="question_key_once_per_set", fields=["question_set", "key"]),
            models.UniqueConstraint(name="question_order_once_per_set", fields=["question_set", "order"]),
        ]

    def __str__(self):
        return self.label
