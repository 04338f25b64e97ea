"""Plans and their versions, to look up. What stands in them is between those of the course."""

from django.contrib import admin

from engagements.plans.models import AnchoringFollowUp, GroupLink, Intervention, Plan, PlanVersion
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ["kind", "engagement", "begun_at", "begun_by_name"]
    list_select_related = ["engagement__party", "engagement__programme"]
    list_filter = ["kind"]
    search_fields = ["engagement__case__reference", "engagement__party__name"]


@admin.register(PlanVersion)
class PlanVersionAdmin(ReadOnlyAdmin):
    list_display = ["name", "plan", "number", "made_at", "made_by"]
    list_select_related = ["plan", "made_by"]
    search_fields = ["name", "plan__engagement__case__reference"]
    exclude = ["rows"]


@admin.register(Intervention)
class InterventionAdmin(ReadOnlyAdmin):
    list_display = ["id", "plan", "institution", "group", "outcome", "changed_at"]
    list_select_related = ["plan", "institution", "group"]
    list_filter = ["outcome"]
    search_fields = ["plan__engagement__case__reference"]
    exclude = ["title", "why"]


@admin.register(GroupLink)
class GroupLinkAdmin(ReadOnlyAdmin):
    list_display = ["member", "sent_at", "sent_by_name", "last_used_at"]
    list_select_related = ["member"]
    search_fields = ["member__name", "member__email", "member__group__engagement__case__reference"]


@admin.register(AnchoringFollowUp)
class AnchoringFollowUpAdmin(ReadOnlyAdmin):
    list_display = ["plan", "months", "name", "asked_on", "answer_by"]
    list_select_related = ["plan"]
    list_filter = ["months"]
    search_fields = ["name", "email", "plan__engagement__case__reference"]
