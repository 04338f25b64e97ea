"""Plans and their versions, to look up. What stands in them is between those of the course."""

from django.contrib import admin

from engagements.plans.models import AnchoringFollowUp, Plan, PlanVersion
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


@admin.register(AnchoringFollowUp)
class AnchoringFollowUpAdmin(ReadOnlyAdmin):
    list_display = ["plan", "months", "name", "asked_on", "answer_by"]
    list_select_related = ["plan"]
    list_filter = ["months"]
    search_fields = ["name", "email", "plan__engagement__case__reference"]
