"""Announced decisions and accepted places, to look up. What is only proposed is for managers and approvers alone."""

from django.contrib import admin

from applications.allocation.models import Decision, Place
from praksis.read_only_admin import ReadOnlyAdmin, reached


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = [
        reached("case__reference", "sag"),
        reached("application__applicant__name", "ansøger"),
        "round",
        "outcome",
        "announced_at",
    ]
    list_select_related = ["case", "application__applicant", "round"]
    list_filter = ["outcome"]
    search_fields = ["case__reference", "application__applicant__name"]
    fields = ["case", "round", "application", "outcome", "announced_at", "given_back_at"]

    def get_queryset(self, request):
        """Only what the applicants know themselves."""
        return super().get_queryset(request).exclude(announced_at=None)


@admin.register(Place)
class PlaceAdmin(ReadOnlyAdmin):
    list_display = [reached("case__reference", "sag"), "applicant", "round", "accepted_at", "given_back_at"]
    list_select_related = ["case", "applicant", "round"]
    search_fields = ["case__reference", "applicant__name"]
    fields = ["case", "round", "applicant", "applicant_kind", "accepted_at", "accepted_by_name", "given_back_at"]
