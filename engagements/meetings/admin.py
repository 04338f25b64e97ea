"""Meetings with their agendas, minutes and follow-ups, to look up."""

from django.contrib import admin

from engagements.meetings.models import (
    Addendum,
    AgendaItem,
    AgendaSending,
    FollowUp,
    Meeting,
    Minutes,
    MinutesPaper,
    MinutesVersion,
    Participant,
)
from engagements.meetings.poll_models import Poll, PollPerson, PollTime
from praksis.read_only_admin import ReadOnlyAdmin, ReadOnlyInline


class ParticipantInline(ReadOnlyInline):
    model = Participant


class AgendaItemInline(ReadOnlyInline):
    model = AgendaItem


class AgendaSendingInline(ReadOnlyInline):
    model = AgendaSending


class AddendumInline(ReadOnlyInline):
    model = Addendum


class MinutesVersionInline(ReadOnlyInline):
    model = MinutesVersion


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    inlines = [ParticipantInline, AgendaItemInline, AgendaSendingInline]
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


@admin.register(Minutes)
class MinutesAdmin(ReadOnlyAdmin):
    inlines = [AddendumInline, MinutesVersionInline]
    list_display = ["meeting", "status", "begun_at", "sent_at", "approved_at", "document"]
    list_select_related = ["meeting", "document"]
    list_filter = ["status"]
    search_fields = ["meeting__engagement__case__reference", "meeting__engagement__party__name"]


@admin.register(MinutesPaper)
class MinutesPaperAdmin(ReadOnlyAdmin):
    list_display = ["minutes", "status", "attempts", "not_before", "last_error"]
    list_select_related = ["minutes"]
    list_filter = ["status"]


@admin.register(FollowUp)
class FollowUpAdmin(ReadOnlyAdmin):
    list_display = ["what", "owner", "side", "due_on", "done_at", "dropped_at"]
    list_filter = ["side"]
    search_fields = ["meeting__engagement__case__reference", "what", "owner"]
