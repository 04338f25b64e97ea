"""What was pressed at the door, to look up: by the guests' numbers."""

from django.contrib import admin

from conferences.door.models import Entry
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    fields = ["kind", "at", "received_at", "by", "has_changed", "status_before"]
    list_display = ["__str__", "at", "received_at", "by", "has_changed"]
    list_select_related = ["registration", "by"]
    list_filter = ["kind", "has_changed"]
    ordering = ["-received_at", "pk"]
