"""The application and what it is about."""

import uuid
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from applications.rounds.models import Programme, QuestionSet, Round, RoundStatus, is_open_at
from praksis.accounts.models import Role, StaffRole
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


# Those for whom the application is about the applicant itself
INSTITUTIONS = {ApplicantKind.MUNICIPAL, ApplicantKind.SELF_GOVERNING, ApplicantKind.PRIVATE}


def entered_by(user) -> Q:
    """Those that this member of staff entered for somebody, but for rounds in which an interest was declared since."""
    declared = "interest_declarations"
    conflicted = Round.objects.filter(
        pk=OuterRef("round"), **{f"{declared}__person": user, f"{declared}__is_out": True}
    )
    return Q(entered_by=user) & ~Exists(conflicted)


def written_by(user, of: str = "") -> Q:
    """That the user writes for the applicant, as a confirmed owner or editor, or as the one who began it.

    `of` is the way to the application, as "application__".
    """
    return Q(**{f"{of}entered_by": None}) & Exists(_writers(of).filter(user=user))


# The same for everybody, and put together at every pause in somebody's writing
@cache
def _writers(of: str):
    return Membership.objects.active().filter(
        Q(confirmed_at__isnull=False) | Q(user=OuterRef(f"{of}created_by")),
        organisation=OuterRef(f"{of}applicant"),
        role__in=[MembershipRole.OWNER, MembershipRole.EDITOR],
    )


def _is_manager(user) -> Exists:
    return Exists(StaffRole.objects.filter(user=user, role=Role.MANAGER))


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Applications of the organisations in which the user is a confirmed member, and those one began oneself.

        The people of an institution that began one for its municipality read along in the draft once it is taken over.
        Staff read what was handed in through the assessment room, which asks for their interests first; a manager also
        sees what he or she enters for somebody who sent it by mail.
        """
        confirmed = user.confirmed_organisation_ids
        visible = Q(applicant__in=confirmed) | Q(prepared_by__in=confirmed, status=Status.DRAFT)
        unconfirmed = [one.organisation_id for one in user.active_memberships if not one.confirmed_at]
        if unconfirmed:
            visible |= Q(applicant__in=unconfirmed, created_by=user)
        if user.has_role(Role.MANAGER):
            visible |= entered_by(user)
        return self.filter(visible)

    def editable_by(self, user):
        """Drafts that the user may write in: as a confirmed owner or editor, or as the one who began them.

        What came by mail is written by the manager who enters it, and by nobody else: it may be past the deadline.
        """
        return self.filter(written_by(user) | (entered_by(user) & _is_manager(user)), status=Status.DRAFT)

    def in_entry_by(self, user):
        """Those of `editable_by` that the user, a manager, enters for somebody."""
        return self.filter(entered_by(user), _is_manager(user), status=Status.DRAFT)

    def offered_to(self, user):
        """Drafts that an institution has handed over to a municipality for which the user writes, confirmed."""
        writers = {MembershipRole.OWNER, MembershipRole.EDITOR}
        own = [one.organisation_id for one in user.active_memberships if one.confirmed_at and one.role in writers]
        return self.filter(
            status=Status.DRAFT,
            handed_over_at__isnull=False,
            applicant=F("prepared_by"),
            applicant__as_institution__municipality__in=own,
        )

    def in_time_at(self, moment: datetime):
        """Those that `is_in_time_at` says are in time at this moment, of what applicants write themselves."""
        later = Q(extended_to__gte=moment, round__status=RoundStatus.ASSESSING, round__opens_at__lte=moment)
        months = Round.objects.taking_minis_at(moment)
        return self.filter(is_open_at(moment, "round__") | later | (Q(round=None) & Exists(months)))


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
    # A deadline of its own, where our own failure kept it from being sent; see Extension
    extended_to = models.DateTimeField("egen frist", null=True, blank=True)
    # A member of staff, where somebody sent the application by mail instead
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="indtastet af"
    )
    # When that mail came in, by which its deadline is judged, and who had sent it
    mailed_at = models.DateTimeField("modtaget i en mail", null=True, blank=True)
    mailed_by = models.CharField("mailens afsender", max_length=100, blank=True)
    mailed_from = models.EmailField("afsenderens mailadresse", blank=True)
    # The institution that began it for its municipality. It is the applicant until the municipality takes it over.
    prepared_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="begyndt af dagtilbuddet"
    )
    handed_over_at = models.DateTimeField("givet videre til kommunen", null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="kopieret fra"
    )
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="trukket tilbage af",
    )
    withdrawal_reason = models.TextField("hvorfor den er trukket tilbage", blank=True)
    # Those of the text that is judged, as `themes.as_text`, so that a list finds them among thousands
    themes = models.TextField("temaer", blank=True, default="")
    submitted_at = models.DateTimeField("indsendt", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="indsendt af"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "ansøgning"
        verbose_name_plural = "ansøgninger"
        ordering = ["-created_at"]
        indexes = [
            # The staff's list, the newest first; drafts are not in it. With the round, whose reader asks for the list.
            models.Index(
                F("submitted_at").desc(),
                F("id"),
                name="application_by_receipt",
                include=["round"],
                condition=Q(submitted_at__isnull=False),
            ),
        ]
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
            models.CheckConstraint(
                name="application_withdrawn_at_and_by",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(status=Status.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            models.CheckConstraint(
                name="application_entered_by_us_came_by_mail",
                condition=Q(entered_by=None, mailed_at=None, mailed_from="")
                | (Q(entered_by__isnull=False, mailed_at__isnull=False) & ~Q(mailed_from="")),
            ),
            models.CheckConstraint(
                name="application_handed_over_by_an_institution",
                condition=Q(handed_over_at=None) | Q(prepared_by__isnull=False),
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
        """Whether its round takes it when it is received at `moment`; its own deadline may be a later one.

        A mini's draft is in time as long as there is a month that takes it. What we enter for somebody was received
        when the mail came in, and can be entered until the round is proposed.
        """
        moment = self.received_at(moment)
        if self.round is None:
            return Round.objects.taking_minis_at(moment).exists()
        return self.round.is_open_at(moment) or (self.round.has_begun_at(moment) and self._is_extended_to(moment))

    def received_at(self, moment: datetime) -> datetime:
        """When it was received that comes in at `moment`: then, or when the mail came in that it is entered from."""
        return self.mailed_at or moment

    def _is_extended_to(self, moment: datetime) -> bool:
        return self.extended_to is not None and moment <= self.extended_to

    @property
    def round_now(self) -> Round | None:
        """The round it is for, as pages tell it: of a mini's draft the month that it would be in if it came in now."""
        return self.round or self._month

    @cached_property
    def _month(self) -> Round | None:
        return Round.objects.taking_minis_at(self.received_at(timezone.now())).first()

    @property
    def is_in_time(self) -> bool:
        """Whether it could be sent now."""
        return self.round_now is not None if self.round is None else self.is_in_time_at(timezone.now())

    @property
    def deadline(self) -> datetime:
        """When it must be in. A one-year application has its round from the beginning, and that its deadline."""
        assert self.round
        assert self.round.deadline
        return max(self.round.deadline, self.extended_to) if self.extended_to else self.round.deadline

    @property
    def deadline_now(self) -> datetime | None:
        """The same, as pages tell it: of a mini's draft the month's, or None where no month takes it any longer."""
        if self.round is None:
            return self.round_now and self.round_now.deadline
        return self.deadline

    @property
    def is_mini(self) -> bool:
        """Whether it is for a mini course: municipalities as such apply for a one-year course, and nobody else does."""
        return self.applicant_kind != ApplicantKind.MUNICIPALITY

    @property
    def is_of_an_institution(self) -> bool:
        """Whether a day-care institution applies, for itself."""
        return self.applicant_kind in INSTITUTIONS

    @property
    def contact_email(self) -> str:
        """Whom to write to where the applicant has nobody on board: the mail's sender, or whoever handed it in."""
        return self.mailed_from or (self.submitted_by or self.created_by).email

    @property
    def is_entered(self) -> bool:
        """Whether we enter it for somebody who sent it by mail."""
        return self.mailed_at is not None

    @property
    def is_prepared(self) -> bool:
        """Whether an institution writes it for its municipality, which has not taken it over yet."""
        return self.prepared_by_id is not None and self.prepared_by_id == self.applicant_id

    @property
    def municipality_id(self) -> UUID:
        """The municipality that applies, or for which an institution prepares it."""
        return self.applicant.as_institution.municipality_id if self.is_prepared else self.applicant_id

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
