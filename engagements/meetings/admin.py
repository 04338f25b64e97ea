"""Meetings, to look up."""

from django.contrib import admin

from engagements.meetings.models import Meeting, Participant
from engagements.meetings.poll_models import Poll, PollPerson, PollTime
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


class PollTimeInline(ReadOnlyInline):
    model = PollTime


class PollPersonInline(ReadOnlyInline):
    """Who is asked, and whether they have answered. What they wrote is between those of the course."""

    model = PollPerson
    exclude = ["remark"]


@admin.register(Poll)
class PollAdmin(ReadOnlyAdmin):
    inlines = [PollTimeInline, PollPersonInline]
    list_display = ["made_at", "step", "engagement", "answer_by", "status"]
    list_select_related = ["step", "engagement__party", "engagement__programme"]
    list_filter = ["status"]
    search_fields = ["engagement__case__reference", "engagement__party__name"]
