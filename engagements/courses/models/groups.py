"""The groups of a course, the steering group and the working groups, and who is in them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from engagements.courses.models.engagements import Engagement, EngagementInstitution


class GroupKind(models.TextChoices):
    STEERING_GROUP = "steering_group", "Styregruppe"
    WORKING_GROUP = "working_group", "Arbejdsgruppe"


class Group(models.Model):
    """The steering group of a course, or a working group of one of its institutions or of several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="groups", verbose_name="forløb")
    kind = models.CharField("art", max_length=20, choices=GroupKind)
    name = models.CharField("navn", max_length=100)
    institutions = models.ManyToManyField(
        EngagementInstitution, related_name="groups", blank=True, verbose_name="dagtilbud"
    )
    terms_of_reference = models.TextField("kommissorium", blank=True)
    created_at = models.DateTimeField("oprettet", default=timezone.now)

    class Meta:
        verbose_name = "gruppe"
        verbose_name_plural = "grupper"
        # The steering group first: s before w
        ordering = ["kind", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="group_one_steering_group_per_course",
                fields=["engagement"],
                condition=Q(kind=GroupKind.STEERING_GROUP),
                violation_error_message="Forløbet har allerede en styregruppe.",
            ),
            models.UniqueConstraint(
                name="group_name_once_per_course",
                fields=["engagement", "name"],
                violation_error_message="Forløbet har allerede en gruppe med det navn.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_steering_group(self) -> bool:
        return self.kind == GroupKind.STEERING_GROUP


class GroupMemberQuerySet(models.QuerySet):
    def current(self):
        """Those who have not left."""
        return self.filter(left_at=None)


class GroupMember(models.Model):
    """Somebody in a group, with or without an account; whoever leaves is kept, with the time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="members", verbose_name="gruppe")
    name = models.CharField("navn", max_length=100)
    title = models.CharField("stilling", max_length=100, blank=True)
    email = models.EmailField("mailadresse", blank=True)
    role = models.CharField("rolle i gruppen", max_length=100, blank=True)
    is_chair = models.BooleanField("leder gruppen", default=False)
    joined_at = models.DateTimeField("kom med", default=timezone.now)
    left_at = models.DateTimeField("gik ud", null=True, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "gruppemedlem"
        verbose_name_plural = "gruppemedlemmer"
        ordering = ["-is_chair", "joined_at", "id"]
        constraints = [
            models.UniqueConstraint(
                "group",
                Lower("email"),
                name="group_member_email_once",
                condition=Q(left_at=None) & ~Q(email=""),
                violation_error_message="Mailadressen er allerede med i gruppen.",
            ),
            models.CheckConstraint(
                name="group_member_leaves_after_joining", condition=Q(left_at=None) | Q(left_at__gte=F("joined_at"))
            ),
        ]

    def __str__(self):
        return self.name
