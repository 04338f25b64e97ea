"""What is handed over when somebody takes over from somebody else in a course."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.courses.models.engagements import Engagement
from praksis.accounts.models import Role


class HandoverRole(models.TextChoices):
    """The contacts of a course, by their key in `Engagement.people`, and the consultant."""

    DIRECTOR = "director", "Direktør"
    HEAD_OF_DAY_CARE = "head_of_day_care", "Dagtilbudschef"
    COORDINATOR = "coordinator", "Tovholder"
    INSTITUTION_LEADER = "institution_leader", "Leder"
    BOARD_CHAIR = "board_chair", "Bestyrelsesformand"
    CONTACT = "contact", "Kontaktperson"
    MUNICIPAL_CONTACT = "municipal_contact", "Kontakt i forvaltningen"
    CONSULTANT = "consultant", "Praksiskonsulent"

    @property
    def in_address(self) -> str:
        """The word that stands for it in an address."""
        return IN_ADDRESSES[self]


IN_ADDRESSES = {
    HandoverRole.DIRECTOR: "direktoer",
    HandoverRole.HEAD_OF_DAY_CARE: "dagtilbudschef",
    HandoverRole.COORDINATOR: "tovholder",
    HandoverRole.INSTITUTION_LEADER: "leder",
    HandoverRole.BOARD_CHAIR: "bestyrelsesformand",
    HandoverRole.CONTACT: "kontaktperson",
    HandoverRole.MUNICIPAL_CONTACT: "kontakt-i-forvaltningen",
}

# What every one-year course has, also while nobody is named
ALWAYS = (HandoverRole.COORDINATOR, HandoverRole.HEAD_OF_DAY_CARE)


def contact_roles(engagement: Engagement) -> list[HandoverRole]:
    """The roles of the other side that a course has, and that somebody can take over."""
    always = () if engagement.is_mini else ALWAYS
    roles = [role for role in HandoverRole if role != HandoverRole.CONSULTANT]
    return [role for role in roles if role in always or engagement.people.get(role)]


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Consultants and managers read all; the party does not read what consultants leave for each other."""
        if user.has_role(Role.CONSULTANT, Role.MANAGER):
            return self
        return self.exclude(role=HandoverRole.CONSULTANT)


class Handover(models.Model):
    """That a role of a course went from one person to another, or what a consultant leaves for the next one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="handovers", verbose_name="forløb")
    role = models.CharField("rolle", max_length=20, choices=HandoverRole)
    from_name = models.CharField("fra", max_length=150, blank=True)
    to_name = models.CharField("til", max_length=150, blank=True)
    # What the next one must know
    note = models.TextField("notat", blank=True)
    at = models.DateTimeField("tidspunkt", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrevet af")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "overdragelse"
        verbose_name_plural = "overdragelser"
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                name="handover_of_a_contact_names_the_next",
                condition=Q(role=HandoverRole.CONSULTANT) | ~Q(to_name=""),
                violation_error_message="Skriv, hvem der tager over.",
            ),
            models.CheckConstraint(
                name="handover_of_a_consultant_has_a_note",
                condition=~Q(role=HandoverRole.CONSULTANT) | (~Q(note="") & ~Q(from_name="")),
                violation_error_message="Skriv, hvad den næste konsulent skal vide.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.from_name} → {self.to_name}"
