"""Letters of announced decisions and what is asked about these, to look up: how far each is; not what it says."""

from django.contrib import admin

from applications.decisions.models import DecisionLetter, DecisionRequest
from praksis.read_only_admin import ReadOnlyAdmin, reached


@admin.register(DecisionLetter)
class DecisionLetterAdmin(ReadOnlyAdmin):
    list_display = [
        reached("decision__case__reference", "sag"),
        reached("decision__application__applicant__name", "ansøger"),
        "number",
        "requested_at",
        "status",
    ]
    list_select_related = ["decision__case", "decision__application__applicant"]
    list_filter = ["status"]
    search_fields = ["decision__case__reference", "decision__application__applicant__name"]
    fields = ["decision", "number", "requested_at", "status", "attempts", "not_before", "finished_at", "document"]


@admin.register(DecisionRequest)
class DecisionRequestAdmin(ReadOnlyAdmin):
    list_display = ["round", "kind", "received_at", "due_on", "postponed_to", "answered_at", "outcome"]
    list_select_related = ["round"]
    list_filter = ["kind", "outcome"]
    search_fields = ["round__name"]
    fields = ["round", "decision", "kind", "received_at", "due_on", "postponed_to", "answered_at", "outcome"]
