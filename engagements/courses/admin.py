"""Courses and their parts, to look up."""

from django.contrib import admin

from engagements.courses.models import CourseStep, Engagement, FrameworkStep
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
