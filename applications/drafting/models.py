"""Applications: drafts, answers, frozen versions, signatures and submissions."""

import json
import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from applications.rounds.models import Programme, Question, QuestionSet, Round
from praksis.db import Stateful
from praksis.organisations.models import Institution, Membership, MembershipRole, Organisation, Ownership, Setting


class Status(models.TextChoices):
    DRAFT = "draft", "Kladde"
    SUBMITTED = "submitted", "Indsendt"
    WITHDRAWN = "withdrawn", "Trukket tilbage"


# How a status is drawn
KINDS = {Status.DRAFT: "info", Status.SUBMITTED: "success", Status.WITHDRAWN: "neutral"}


class ApplicantKind(models.TextChoices):
    MUNICIPALITY = "municipality", "Kommune"
    ADMINISTRATION = "administration", "Forvaltning"
    MUNICIPAL = "municipal", "Kommunalt dagtilbud"
    SELF_GOVERNING = "self_governing", "Selvejende dagtilbud"
    PRIVATE = "private", "Privat dagtilbud"


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Applications of the organisations in which the user is a confirmed member, and those one began oneself.

        Staff read what was handed in through the assessment room, which asks for their interests first.
        """
        visible = Q(applicant__in=user.confirmed_organisation_ids)
        unconfirmed = [one.organisation_id for one in user.active_memberships if not one.confirmed_at]
        if unconfirmed:
            visible |= Q(applicant__in=unconfirmed, created_by=user)
        return self.filter(visible)

    def editable_by(self, user):
        """Drafts that the user may write in: as a confirmed owner or editor, or as the one who began them."""
        writes = Membership.objects.active().filter(
            Q(confirmed_at__isnull=False) | Q(user=OuterRef("created_by")),
            user=user,
            organisation=OuterRef("applicant"),
            role__in=[MembershipRole.OWNER, MembershipRole.EDITOR],
        )
        return self.filter(Exists(writes), status=Status.DRAFT)


class Application(Stateful):
    """One organisation's application for a course."""

    TRANSITIONS = {
        Status.DRAFT: {Status.SUBMITTED, Status.WITHDRAWN},
        Status.SUBMITTED: {Status.WITHDRAWN},
        Status.WITHDRAWN: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("praksis.Case", models.PROTECT, related_name="application", verbose_name="sag")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="applications", verbose_name="tilbud")
    # A mini's round is the month in which it is submitted, so it is empty until then.
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name="runde"
    )
    question_set = models.ForeignKey(
        QuestionSet, models.PROTECT, related_name="applications", verbose_name="spørgeskema"
    )
    applicant = models.ForeignKey(Organisation, models.PROTECT, related_name="applications", verbose_name="ansøger")
    applicant_kind = models.CharField("ansøgers art", max_length=20, choices=ApplicantKind)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField("begyndt", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="begyndt af"
    )
    # The frozen version that the draft still equals; empty as soon as anything is changed.
    current_version = models.ForeignKey(
        "applications.Version", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gældende version"
    )
    # "Send automatisk, når direktøren har skrevet under", and who asked for it
    sends_when_signed = models.BooleanField("sendes ved underskrift", default=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="sendt af"
    )
    submitted_at = models.DateTimeField("indsendt", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="indsendt af"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "ansøgning"
        verbose_name_plural = "ansøgninger"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="application_draft_is_not_submitted", condition=~Q(status=Status.DRAFT) | Q(submitted_at=None)
            ),
            models.CheckConstraint(
                name="application_submitted_has_a_time_and_a_round",
                condition=~Q(status=Status.SUBMITTED) | Q(submitted_at__isnull=False, round__isnull=False),
            ),
            models.CheckConstraint(
                name="application_submitted_at_and_by",
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="application_one_submitted_per_applicant_and_round",
                fields=["round", "applicant"],
                condition=Q(status=Status.SUBMITTED),
                violation_error_message="I har allerede en ansøgning i denne runde.",
            ),
        ]

    def __str__(self):
        return f"{self.applicant}: {self.round or self.programme}"

    def get_absolute_url(self):
        return reverse("applications:application", args=[self.pk])

    def is_in_time_at(self, moment: datetime) -> bool:
        """Whether its round takes it when it is received at `moment`."""
        return self.round is not None and self.round.is_open_at(moment)

    @property
    def deadline(self) -> datetime:
        """When it must be in. A one-year application has its round from the beginning, and that its deadline."""
        assert self.round
        assert self.round.deadline
        return self.round.deadline

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def status_word(self) -> str:
        return self.get_status_display()

    @property
    def status_kind(self) -> str:
        return KINDS[Status(self.status)]


class ApplicationInstitution(models.Model):
    """A day-care institution that the application is about: from the register, or typed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="institutions", verbose_name="ansøgning")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dagtilbud"
    )
    name = models.CharField("navn", max_length=150)
    ownership = models.CharField("ejerform", max_length=20, choices=Ownership, default=Ownership.MUNICIPAL)
    setting = models.CharField("type", max_length=20, choices=Setting, default=Setting.AGE_INTEGRATED)
    order = models.PositiveSmallIntegerField("rækkefølge")

    class Meta:
        verbose_name = "dagtilbud i en ansøgning"
        verbose_name_plural = "dagtilbud i ansøgninger"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                name="application_institution_named_once",
                fields=["application", "name"],
                violation_error_message="Dagtilbuddet er allerede med.",
            ),
        ]

    def __str__(self):
        return self.name


class Answer(models.Model):
    """What the draft says to one question now; there is a row for each from the beginning, empty at revision 0.

    Changed only where `revision` is the one the writer saw.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="answers", verbose_name="ansøgning")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name="spørgsmål")
    institution = models.ForeignKey(
        ApplicationInstitution, models.CASCADE, null=True, blank=True, related_name="answers", verbose_name="dagtilbud"
    )
    value = models.JSONField("svar", null=True)
    revision = models.PositiveIntegerField("udgave", default=0)
    changed_at = models.DateTimeField("ændret", default=timezone.now)

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"
        constraints = [
            models.UniqueConstraint(
                name="answer_once_per_question", fields=["application", "question"], condition=Q(institution=None)
            ),
            models.UniqueConstraint(
                name="answer_once_per_question_and_institution",
                fields=["application", "question", "institution"],
                condition=Q(institution__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.question_id} v{self.revision}"


class AnswerChange(models.Model):
    """Every text an answer ever had: added, never changed, so that nothing typed is lost."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="changes", verbose_name="svar")
    revision = models.PositiveIntegerField("udgave")
    value = models.JSONField("svar", null=True)
    at = models.DateTimeField("tidspunkt", default=timezone.now)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="af"
    )
    by_name = models.CharField("navn", max_length=200)

    class Meta:
        verbose_name = "ændring af svar"
        verbose_name_plural = "ændringer af svar"
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(name="answer_change_once_per_revision", fields=["answer", "revision"]),
        ]

    def __str__(self):
        return f"{self.answer_id} v{self.revision}"


class Version(models.Model):
    """The whole application, frozen: what is signed, and what is judged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="versions", verbose_name="ansøgning")
    number = models.PositiveSmallIntegerField("nummer")
    # Canonical JSON as text: a JSON column would not keep its bytes, and the hash is of the bytes.
    json = models.TextField("indhold")
    sha256 = models.CharField("kontrolkode", max_length=64)
    created_at = models.DateTimeField("frosset", default=timezone.now)

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versioner"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="version_number_once_per_application", fields=["application", "number"]),
        ]

    def __str__(self):
        return f"Version {self.number}"

    @cached_property
    def content(self) -> dict:
        """The frozen application. docs/formats.md describes it."""
        return json.loads(self.json)


class Signature(models.Model):
    """The director's signature on exactly one version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.OneToOneField(Version, models.PROTECT, related_name="signature", verbose_name="version")
    link = models.OneToOneField("praksis.PersonalLink", models.PROTECT, related_name="+", verbose_name="link")
    name = models.CharField("navn", max_length=100)
    title = models.CharField("stilling", max_length=100)
    email = models.EmailField("mailadresse")
    signed_at = models.DateTimeField("skrevet under", default=timezone.now)

    class Meta:
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter"

    def __str__(self):
        return f"{self.name}, {self.title}"


class Submission(models.Model):
    """That a signed version was handed in: the receipt. One per application, however often the button is pressed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, models.PROTECT, related_name="submission", verbose_name="ansøgning")
    version = models.OneToOneField(Version, models.PROTECT, related_name="submission", verbose_name="version")
    received_at = models.DateTimeField("modtaget")

    class Meta:
        verbose_name = "indsendelse"
        verbose_name_plural = "indsendelser"

    def __str__(self):
        return f"Kvittering for {self.application_id}"
