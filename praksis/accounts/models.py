"""People who sign in, and the roles of the agency's staff."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property


class Role(models.TextChoices):
    CONSULTANT = "consultant", "Praksiskonsulent"
    KNOWLEDGE_CONSULTANT = "knowledge_consultant", "Videnskonsulent"
    MANAGER = "manager", "Leder"
    APPROVER = "approver", "Godkender"
    EVENT_HELPER = "event_helper", "Hjælper ved arrangementer"
    EVALUATOR = "evaluator", "Ekstern evaluator"
    ADMINISTRATOR = "administrator", "Administrator"


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """Make a user; without a password one can only be set through "Glemt adgangskode"."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """One person. Municipal people have memberships (praksis.organisations), staff have roles."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("mailadresse", unique=True)
    name = models.CharField("navn", max_length=100)
    title = models.CharField("stilling", max_length=100, blank=True)
    phone = models.CharField("telefon", max_length=20, blank=True)
    is_active = models.BooleanField("aktiv", default=True)
    created_at = models.DateTimeField("oprettet", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique_whatever_its_case",
                violation_error_message="Der er allerede en konto med den mailadresse.",
            ),
        ]

    def __str__(self):
        return self.name

    @cached_property
    def roles(self) -> frozenset[str]:
        """The staff roles of this person; empty for a municipal user."""
        return frozenset(self.staff_roles.values_list("role", flat=True))

    def has_role(self, *roles: str) -> bool:
        """Whether this person has at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def runs_the_work(self) -> bool:
        """Those who work with all cases: managers, consultants and the approver."""
        return self.has_role(Role.MANAGER, Role.CONSULTANT, Role.APPROVER)

    @cached_property
    def active_memberships(self) -> list:
        """Memberships that have not ended, confirmed or not, with their organisation."""
        return list(self.memberships.filter(removed_at=None).select_related("organisation"))

    @property
    def confirmed_organisation_ids(self) -> list:
        """Organisations whose matters this person may see."""
        return [m.organisation_id for m in self.active_memberships if m.confirmed_at]

    # Django's admin asks these; only administrators enter it.
    @property
    def is_staff(self) -> bool:
        return self.has_role(Role.ADMINISTRATOR)

    def has_perm(self, perm, obj=None) -> bool:
        return self.is_active and self.is_staff

    def has_perms(self, perms, obj=None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label) -> bool:
        return self.is_active and self.is_staff


class StaffRole(models.Model):
    """That a person has a role with the agency."""

    user = models.ForeignKey(User, models.CASCADE, related_name="staff_roles", verbose_name="bruger")
    role = models.CharField("rolle", max_length=30, choices=Role)
    granted_at = models.DateTimeField("givet", default=timezone.now)

    class Meta:
        verbose_name = "rolle"
        verbose_name_plural = "roller"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                name="staff_role_is_given_once",
                violation_error_message="Personen har allerede den rolle.",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"
