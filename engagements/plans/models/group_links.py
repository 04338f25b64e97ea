"""The personal links by which working groups write about their interventions without an account."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.courses.models import GroupMember
from praksis.mail.models import PersonalLink


class GroupLink(models.Model):
    """That a member of a working group was sent a link, who holds it, and when it was last written with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(GroupMember, models.CASCADE, related_name="links", verbose_name="medlem")
    link = models.OneToOneField(PersonalLink, models.PROTECT, related_name="+", verbose_name="personligt link")
    sent_at = models.DateTimeField("sendt", default=timezone.now)
    sent_by_name = models.CharField("sendt af", max_length=250)
    # As the holder gave it; empty until then
    holder_name = models.CharField("indehaverens navn", max_length=100, blank=True)
    last_used_at = models.DateTimeField("sidst brugt", null=True, blank=True)

    class Meta:
        verbose_name = "link til arbejdsgruppe"
        verbose_name_plural = "links til arbejdsgrupper"
        ordering = ["-sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="group_link_is_used_by_whoever_gave_a_name",
                condition=Q(holder_name="", last_used_at=None) | (~Q(holder_name="") & Q(last_used_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.member} · {self.sent_at:%d.%m.%Y}"
