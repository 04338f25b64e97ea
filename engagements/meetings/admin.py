"""Meetings, to look up."""

from django.contrib import admin

from engagements.meetings.models import Meeting, Participant
from praksis.read_only_admin import ReadOnlyAdmin, ReadOnlyInline


class ParticipantInline(ReadOnlyInline):
    model = Participant


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    inlines = [ParticipantInline]
    list_display = ["starts_at", "kind", "engagement", "duration_minutes", "status"]
    list_select_related = ["engagement__party", "engagement__programme"]
    list_filter = ["status", "kind"]
    search_fields = ["engagement__case__reference", "engagement__party__name"]
