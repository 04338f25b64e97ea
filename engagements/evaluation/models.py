"""The survey before and after a one-year course, and the evaluator's own collecting of data.

What somebody answered stands apart from who was asked: see docs/decisions/0012-who-answered-and-what.md.
"""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from applications.rounds.models import ProgrammeKind
from engagements.courses.models import Engagement


class WaveKind(models.TextChoices):
    BEFORE = "before", "Før forløbet"
    AFTER = "after", "Efter forløbet"

    @property
    def in_address(self) -> str:
        """How an address names it."""
        return IN_ADDRESS[self]

    @property
    def survey(self) -> str:
        """The name of the survey, as it stands inside a sentence."""
        return f"spørgeskemaet {self.label.lower()}"


IN_ADDRESS = {WaveKind.BEFORE: "foer", WaveKind.AFTER: "efter"}


class RecipientRole(models.TextChoices):
    ADMINISTRATION = "administration", "Forvaltning"
    LEADERSHIP = "leadership", "Ledelse i dagtilbud"
    RESOURCE_PERSON = "resource_person", "Ressourceperson"
    STAFF = "staff", "Pædagogisk personale"


class QuestionKind(models.TextChoices):
    SCALE = "scale", "Skala"
    TEXT = "text", "Tekst"


class Part(models.TextChoices):
    EFFECT = "effect", "Forventet effekt"
    MARK = "mark", "Kendetegn ved samarbejdet"
    OPEN = "open", "Åbent spørgsmål"


class AskedIn(models.TextChoices):
    BOTH = "both", "Før og efter"
    BEFORE = "before", "Før"
    AFTER = "after", "Efter"


class SurveyEdition(models.Model):
    """The questions as they are put; once loaded they never change, so that before and after can be compared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField("nummer", unique=True)
    loaded_at = models.DateTimeField("indlæst", default=timezone.now)

    class Meta:
        verbose_name = "udgave af spørgeskemaet"
        verbose_name_plural = "udgaver af spørgeskemaet"
        ordering = ["-number"]

    def __str__(self):
        return f"Udgave {self.number}"


class SurveyQuestion(models.Model):
    """A statement answered from 1 to 5, or an open question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(SurveyEdition, models.CASCADE, related_name="questions", verbose_name="udgave")
    key = models.CharField("nøgle", max_length=30)
    order = models.PositiveSmallIntegerField("rækkefølge")
    kind = models.CharField("slags", max_length=10, choices=QuestionKind)
    part = models.CharField("del", max_length=10, choices=Part)
    # The effect or mark that it is about
    subject = models.CharField("emne", max_length=30, blank=True)
    subject_title = models.CharField("emnets navn", max_length=100, blank=True)
    asked_in = models.CharField("stilles", max_length=10, choices=AskedIn)
    text = models.CharField("spørgsmål", max_length=300)
    max_words = models.PositiveSmallIntegerField("højst ord", null=True, blank=True)
    source = models.CharField("kilde", max_length=200, blank=True)

    class Meta:
        verbose_name = "spørgsmål i spørgeskemaet"
        verbose_name_plural = "spørgsmål i spørgeskemaet"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="survey_question_key_once_per_edition", fields=["edition", "key"]),
            models.CheckConstraint(
                name="survey_question_open_has_a_limit",
                condition=Q(kind=QuestionKind.TEXT, max_words__isnull=False)
                | Q(kind=QuestionKind.SCALE, max_words=None),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_scale(self) -> bool:
        return self.kind == QuestionKind.SCALE


class SurveyWaveQuerySet(models.QuerySet):
    def closed_on(self, day: date):
        """Those that nobody can answer any more."""
        return self.filter(Q(closes_on__lt=day) | Q(closed_at__isnull=False))

    def open_on(self, day: date):
        """Those that can be answered on the day."""
        return self.filter(opens_on__lte=day, closes_on__gte=day, closed_at=None)

    def not_closed_on(self, day: date):
        """Those that can be answered on the day or later."""
        return self.filter(closes_on__gte=day, closed_at=None)


class SurveyWave(models.Model):
    """One round of questions in a one-year course: before it, or after it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="survey_waves", verbose_name="forløb")
    kind = models.CharField("hvornår", max_length=10, choices=WaveKind)
    edition = models.ForeignKey(SurveyEdition, models.PROTECT, related_name="waves", verbose_name="udgave")
    opens_on = models.DateField("åbner")
    closes_on = models.DateField("sidste dag")
    set_up_at = models.DateTimeField("sat op", default=timezone.now)
    set_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="sat op af")
    # Only where somebody closed it before its last day was over
    closed_at = models.DateTimeField("lukket", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lukket af"
    )

    objects = SurveyWaveQuerySet.as_manager()

    class Meta:
        verbose_name = "spørgeskema i forløb"
        verbose_name_plural = "spørgeskemaer i forløb"
        ordering = ["-kind", "id"]
        indexes = [models.Index(fields=["closes_on"], name="survey_wave_by_last_day")]
        constraints = [
            models.UniqueConstraint(
                name="survey_wave_once_per_kind_and_course",
                fields=["engagement", "kind"],
                violation_error_message="Spørgeskemaet er allerede sendt ud i forløbet.",
            ),
            models.CheckConstraint(
                name="survey_wave_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="Den sidste dag kan ikke ligge før den første.",
            ),
            models.CheckConstraint(
                name="survey_wave_closed_at_and_by",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Spørgeskema {self.get_kind_display().lower()}: {self.engagement}"

    @property
    def which(self) -> WaveKind:
        return WaveKind(self.kind)

    def is_closed_on(self, day: date) -> bool:
        """Whether nobody can answer on that day or later."""
        return self.closed_at is not None or self.closes_on < day

    @property
    def is_closed(self) -> bool:
        return self.is_closed_on(timezone.localdate())

    @property
    def is_waiting(self) -> bool:
        """Whether its first day is still to come."""
        return not self.is_closed and self.opens_on > timezone.localdate()

    @property
    def status_word(self) -> str:
        return "Lukket" if self.is_closed else "Venter på sin første dag" if self.is_waiting else "Kan besvares"

    @property
    def status_kind(self) -> str:
        return "neutral" if self.is_closed else "info" if self.is_waiting else "success"


class SurveyInvitation(models.Model):
    """Who is asked, and whether they have answered. Not what, and not when: no time may lead from here to an answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(SurveyWave, models.CASCADE, related_name="invitations", verbose_name="spørgeskema")
    name = models.CharField("navn", max_length=150, blank=True)
    email = models.EmailField("mailadresse")
    role = models.CharField("rolle", max_length=20, choices=RecipientRole)
    has_answered = models.BooleanField("har svaret", default=False)
    withdrawn_at = models.DateTimeField("taget af", null=True, blank=True)

    class Meta:
        verbose_name = "modtager af spørgeskema"
        verbose_name_plural = "modtagere af spørgeskemaer"
        ordering = ["role", "name", "email"]
        constraints = [
            models.UniqueConstraint(
                "wave",
                Lower("email"),
                name="survey_invitation_address_once",
                condition=Q(withdrawn_at=None),
                violation_error_message="Mailadressen er allerede med.",
            ),
            models.CheckConstraint(
                name="survey_invitation_withdrawn_is_unanswered",
                condition=Q(withdrawn_at=None) | Q(has_answered=False),
            ),
        ]

    def __str__(self):
        return self.name or self.email


class SurveyResponse(models.Model):
    """What somebody answered, under a pseudonym that only the server's key can make again. It has no time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(SurveyWave, models.CASCADE, related_name="responses", verbose_name="spørgeskema")
    pseudonym = models.CharField("pseudonym", max_length=32)
    role = models.CharField("rolle", max_length=20, choices=RecipientRole)
    # {key of a statement: 1-5, or 0 for "ved ikke"} and {key of an open question: text}; what is left out is not there
    scores = models.JSONField("svar", default=dict)
    texts = models.JSONField("tekster", default=dict)

    class Meta:
        verbose_name = "besvarelse"
        verbose_name_plural = "besvarelser"
        # By what tells nothing: the order in which they came would
        ordering = ["pseudonym"]
        constraints = [
            models.UniqueConstraint(name="survey_response_once_per_pseudonym", fields=["wave", "pseudonym"]),
        ]

    def __str__(self):
        return self.pseudonym


class DataCollectionQuerySet(models.QuerySet):
    def of_course(self, engagement: Engagement):
        """Those that a course takes part in: all one-year courses', and those that name it; within its period."""
        if engagement.programme.kind != ProgrammeKind.ONE_YEAR:
            return self.none()
        named = DataCollection.courses.through.objects.filter(
            engagement=engagement, datacollection=models.OuterRef("pk")
        )
        return self.filter(
            Q(for_all=True) | models.Exists(named), ends_on__gte=engagement.starts_on, starts_on__lte=engagement.ends_on
        )


class DataCollection(models.Model):
    """That the evaluator asks for something in these days, of all one-year courses or of some."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField("titel", max_length=100)
    asked = models.TextField("hvad der bliver spurgt om")
    of_whom = models.CharField("hvem der bliver spurgt", max_length=200)
    starts_on = models.DateField("første dag")
    ends_on = models.DateField("sidste dag")
    for_all = models.BooleanField("alle etårige forløb", default=True)
    courses = models.ManyToManyField(
        Engagement, related_name="data_collections", blank=True, verbose_name="udvalgte forløb"
    )
    written_at = models.DateTimeField("skrevet", default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrevet af"
    )

    objects = DataCollectionQuerySet.as_manager()

    class Meta:
        verbose_name = "dataindsamling"
        verbose_name_plural = "dataindsamlinger"
        ordering = ["starts_on", "title", "id"]
        constraints = [
            models.CheckConstraint(
                name="data_collection_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Den sidste dag kan ikke ligge før den første.",
            ),
            models.CheckConstraint(
                name="data_collection_says_what_and_of_whom",
                condition=~Q(title="") & ~Q(asked="") & ~Q(of_whom=""),
                violation_error_message="Skriv, hvad der bliver spurgt om, og hvem der bliver spurgt.",
            ),
        ]

    def __str__(self):
        return self.title
