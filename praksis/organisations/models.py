"""Municipalities and day-care institutions, and the people who act for them."""

import uuid
from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from praksis.accounts.models import Role
from praksis.mail.models import Email, PersonalLink, Purpose
from praksis.work import WorkStatus


class Region(models.TextChoices):
    HOVEDSTADEN = "Hovedstaden", "Hovedstaden"
    SJAELLAND = "Sjælland", "Sjælland"
    SYDDANMARK = "Syddanmark", "Syddanmark"
    MIDTJYLLAND = "Midtjylland", "Midtjylland"
    NORDJYLLAND = "Nordjylland", "Nordjylland"


def helps_organisations(user) -> bool:
    """Managers and administrators look after all organisations and their people."""
    return user.has_role(Role.MANAGER, Role.ADMINISTRATOR)


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those in which the user is a member, confirmed or not; all to the staff that looks after them."""
        if helps_organisations(user):
            return self
        return self.filter(Exists(Membership.objects.active().filter(organisation=OuterRef("pk"), user=user)))

    def with_names(self):
        """Fetched together with what `full_name` needs."""
        return self.select_related("as_institution__municipality")


class Organisation(models.Model):
    """A municipality or an institution: whoever can apply and be a case's party."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("navn", max_length=150)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        ordering = ["name"]
        indexes = [models.Index(fields=["name", "id"], name="organisation_by_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:organisation_detail", args=[self.pk])

    @property
    def full_name(self) -> str:
        """The organisation as one says it: "Skive Kommune", "Børnehuset Solsikken (Skive Kommune)"."""
        # A municipality has no row as an institution: then the attribute is missing, and `getattr` gives None.
        institution = getattr(self, "as_institution", None)
        return institution.full_name if institution else self.name


class Municipality(Organisation):
    """One of the 98. Its facts come from the register, with year and source."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, parent_link=True, primary_key=True, related_name="as_municipality"
    )
    # "Skive", where `name` is "Skive Kommune"
    short_name = models.CharField("kort navn", max_length=50, unique=True)
    code = models.CharField("kommunekode", max_length=4, unique=True)
    region = models.CharField("region", max_length=20, choices=Region)
    population = models.PositiveIntegerField("indbyggere")
    population_year = models.PositiveSmallIntegerField("indbyggertallets år")
    population_source = models.CharField("indbyggertallets kilde", max_length=200)
    children_0_5 = models.PositiveIntegerField("børn 0-5 år", null=True, blank=True)
    children_source = models.CharField("børnetallets kilde", max_length=200, blank=True)
    family_daycare_share = models.DecimalField(
        "andel i dagpleje (0-1)", max_digits=5, decimal_places=4, null=True, blank=True
    )
    family_daycare_year = models.PositiveSmallIntegerField("dagplejeandelens år", null=True, blank=True)
    family_daycare_source = models.CharField("dagplejeandelens kilde", max_length=200, blank=True)

    class Meta:
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"
        constraints = [
            models.CheckConstraint(
                name="municipality_family_daycare_share_is_a_fraction",
                condition=Q(family_daycare_share=None) | Q(family_daycare_share__gte=0, family_daycare_share__lte=1),
                violation_error_message="Andelen skal være mellem 0 og 1.",
            ),
            models.CheckConstraint(
                name="municipality_family_daycare_share_has_a_source",
                condition=Q(family_daycare_share=None)
                | (Q(family_daycare_year__isnull=False) & ~Q(family_daycare_source="")),
                violation_error_message="Skriv år og kilde til andelen.",
            ),
        ]

    @property
    def full_name(self) -> str:
        """The name is what one says already."""
        return self.name


class Ownership(models.TextChoices):
    MUNICIPAL = "municipal", "Kommunalt"
    SELF_GOVERNING = "self_governing", "Selvejende"
    PRIVATE = "private", "Privat"


class Setting(models.TextChoices):
    NURSERY = "nursery", "Vuggestue"
    KINDERGARTEN = "kindergarten", "Børnehave"
    AGE_INTEGRATED = "age_integrated", "Aldersintegreret"
    FAMILY_DAYCARE = "family_daycare", "Dagpleje"


class InstitutionQuerySet(OrganisationQuerySet):
    def choosable(self):
        """What is offered to everybody: the register, and what was typed in once somebody has confirmed it."""
        confirmed = Membership.objects.active().filter(organisation=OuterRef("pk"), confirmed_at__isnull=False)
        return self.filter(Q(added_by=None) | Exists(confirmed))


class Institution(Organisation):
    """A day-care institution, or a municipality's family day care."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, parent_link=True, primary_key=True, related_name="as_institution"
    )
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="institutions", verbose_name="kommune")
    ownership = models.CharField("ejerform", max_length=20, choices=Ownership)
    setting = models.CharField("type", max_length=20, choices=Setting)
    # Empty for those of the register
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="skrevet ind af",
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = "dagtilbud"
        verbose_name_plural = "dagtilbud"

    @property
    def full_name(self) -> str:
        """The institution with its municipality."""
        return f"{self.name} ({self.municipality})"


class MembershipRole(models.TextChoices):
    OWNER = "owner", "Ejer"
    EDITOR = "editor", "Skriver med"
    VIEWER = "viewer", "Læser med"


class MembershipQuerySet(models.QuerySet):
    def active(self):
        """Memberships that have not ended."""
        return self.filter(removed_at=None)

    def confirmed(self):
        """Running memberships that somebody has confirmed."""
        return self.active().filter(confirmed_at__isnull=False)

    def waiting(self):
        """Running memberships to be confirmed or refused; only of people whose mail address is known to be theirs."""
        return self.active().filter(
            confirmed_at=None, user__emailaddress__primary=True, user__emailaddress__verified=True
        )

    def visible_to(self, user):
        """One's own, those of organisations in which one is confirmed, all to the staff that looks after them."""
        if helps_organisations(user):
            return self
        return self.filter(Q(user=user) | Q(organisation__in=user.confirmed_organisation_ids))


class Membership(models.Model):
    """That a person acts for an organisation.

    Until it is confirmed by staff or a colleague, its holder sees only the drafts that he or she began.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="bruger"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name="organisation"
    )
    role = models.CharField("rolle", max_length=10, choices=MembershipRole)
    created_at = models.DateTimeField("oprettet", default=timezone.now)
    confirmed_at = models.DateTimeField("bekræftet", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bekræftet af"
    )
    removed_at = models.DateTimeField("fjernet", null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fjernet af"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "medlemskab"
        verbose_name_plural = "medlemskaber"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                name="membership_one_running_per_person_and_organisation",
                fields=["user", "organisation"],
                condition=Q(removed_at=None),
                violation_error_message="Personen er allerede med.",
            ),
            models.CheckConstraint(
                name="membership_confirmed_at_and_by",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_removed_at_and_by",
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.organisation}"

    @property
    def status_word(self) -> str:
        """The membership's state in a word."""
        if self.removed_at:
            return "Fjernet"
        return "Bekræftet" if self.confirmed_at else "Venter på bekræftelse"

    @property
    def status_kind(self) -> str:
        """How the state is drawn."""
        if self.removed_at:
            return "neutral"
        return "success" if self.confirmed_at else "warning"


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of organisations in which the user is confirmed; all to the staff that looks after them."""
        if helps_organisations(user):
            return self
        return self.filter(organisation__in=user.confirmed_organisation_ids)

    def open(self):
        """Neither taken up nor withdrawn."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def with_link(self):
        """Fetched with the state of the personal link and of the newest letter that carried it."""
        return self.annotate(**_of_link())


@cache  # building it takes longer than running it
def _of_link() -> dict[str, Subquery]:
    links = PersonalLink.objects.filter(purpose=Purpose.JOIN_ORGANISATION, object_id=OuterRef("pk"))
    letters = Email.objects.filter(link__purpose=Purpose.JOIN_ORGANISATION, link__object_id=OuterRef("pk"))
    return {
        "expires_at": Subquery(links.order_by("-created_at").values("expires_at")[:1]),
        "letter_status": Subquery(letters.order_by("-created_at").values("status")[:1]),
    }


class Invitation(models.Model):
    """A colleague asked to join, through a personal link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name="organisation"
    )
    email = models.EmailField("mailadresse")
    role = models.CharField("rolle", max_length=10, choices=MembershipRole)
    invited_at = models.DateTimeField("inviteret", default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inviteret af"
    )
    accepted_at = models.DateTimeField("taget imod", null=True, blank=True)
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitationer"
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                name="invitation_one_open_per_address_and_organisation",
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                violation_error_message="Der er allerede sendt en invitation til den mailadresse.",
            ),
        ]

    def __str__(self):
        return f"{self.email} · {self.organisation}"

    @property
    def status_word(self) -> str:
        """How the invitation fares, in a few words. Needs `with_link`."""
        if self.letter_status == WorkStatus.FAILED:
            return "Mailen kom ikke frem"
        if self.expires_at < timezone.now():
            return "Udløbet"
        return "På vej" if self.letter_status == WorkStatus.WAITING else "Sendt"

    @property
    def status_kind(self) -> str:
        """How that is drawn."""
        return {"Mailen kom ikke frem": "error", "Udløbet": "warning", "På vej": "neutral"}.get(
            self.status_word, "info"
        )
