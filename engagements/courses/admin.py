"""Courses and their parts, to look up."""

from django.contrib import admin

from engagements.courses.models import (
    CourseStep,
    Engagement,
    FinalEvaluation,
    FrameworkStep,
    Group,
    GroupMember,
    Handover,
    Pause,
    ProgrammeLoad,
)
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Engagement)
class EngagementAdmin(ReadOnlyAdmin):
    list_display = ["case", "party", "programme", "starts_on", "ends_on", "status"]
    list_select_related = ["case", "party", "programme"]
    list_filter = ["programme", "status"]
    search_fields = ["case__reference", "party__name"]


@admin.register(CourseStep)
class CourseStepAdmin(ReadOnlyAdmin):
    list_display = ["text", "engagement", "column", "due_to", "status"]
    list_select_related = ["engagement__party", "engagement__programme"]
    list_filter = ["status", "kind"]
    search_fields = ["text", "engagement__case__reference", "engagement__party__name"]


@admin.register(FrameworkStep)
class FrameworkStepAdmin(ReadOnlyAdmin):
    list_display = ["order", "text", "template", "column", "timing"]
    list_select_related = ["template__programme"]
    list_filter = ["template__programme"]


@admin.register(ProgrammeLoad)
class ProgrammeLoadAdmin(ReadOnlyAdmin):
    list_display = ["programme", "hours_per_month", "source", "changed_at"]
    list_select_related = ["programme"]


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    list_display = ["name", "kind", "engagement", "created_at"]
    list_select_related = ["engagement__party", "engagement__programme"]
    list_filter = ["kind"]
    search_fields = ["name", "engagement__case__reference", "engagement__party__name"]


@admin.register(GroupMember)
class GroupMemberAdmin(ReadOnlyAdmin):
    list_display = ["name", "title", "role", "group", "joined_at", "left_at"]
    list_select_related = ["group"]
    search_fields = ["name", "email", "group__name", "group__engagement__case__reference"]


@admin.register(Handover)
class HandoverAdmin(ReadOnlyAdmin):
    """Who took over from whom. The note is between those of the course."""

    exclude = ["note"]
    list_display = ["engagement", "role", "from_name", "to_name", "at"]
    list_select_related = ["engagement__party", "engagement__programme"]
    list_filter = ["role"]
    search_fields = ["from_name", "to_name", "engagement__case__reference"]


@admin.register(Pause)
class PauseAdmin(ReadOnlyAdmin):
    list_display = ["engagement", "since", "expected_until", "until"]
    list_select_related = ["engagement__party", "engagement__programme"]
    search_fields = ["engagement__case__reference", "engagement__party__name"]


@admin.register(FinalEvaluation)
class FinalEvaluationAdmin(ReadOnlyAdmin):
    """That there is one, and when. What it says is between those of the course."""

    fields = ["engagement", "saved_at", "saved_by", "finished_at"]
    list_display = ["engagement", "saved_at", "finished_at"]
    list_select_related = ["engagement__party", "engagement__programme"]
    search_fields = ["engagement__case__reference", "engagement__party__name"]
