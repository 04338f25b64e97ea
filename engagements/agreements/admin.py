"""Agreements and the work of rendering them, to look up."""

from django.contrib import admin

from engagements.agreements.models import Agreement, Rendering
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    list_display = ["number", "engagement", "requested_at", "requested_by", "document"]
    list_select_related = ["engagement__party", "engagement__programme", "requested_by", "document"]
    search_fields = ["engagement__case__reference", "engagement__party__name"]


@admin.register(Rendering)
class RenderingAdmin(ReadOnlyAdmin):
    list_display = ["agreement", "status", "attempts", "not_before", "last_error"]
    list_select_related = ["agreement"]
    list_filter = ["status"]
