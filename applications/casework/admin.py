"""Formal checks and saved views, to look up."""

from django.contrib import admin

from applications.casework.models import FormalCheck, SavedView
from praksis.read_only_admin import ReadOnlyAdmin, reached


@admin.register(FormalCheck)
class FormalCheckAdmin(ReadOnlyAdmin):
    list_display = [
        reached("application__case__reference", "sag"),
        reached("application__applicant__name", "ansøger"),
        "checked_at",
        "checked_by",
    ]
    list_select_related = ["application__case", "application__applicant", "checked_by"]
    search_fields = ["application__case__reference"]
    fields = ["application", "checked_at", "checked_by"]


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    list_display = ["name", "owner", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__email"]
    fields = ["owner", "name", "query", "created_at"]
