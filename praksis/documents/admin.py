"""Documents, to look up. They are handed out by the page that checks who asks."""

from django.contrib import admin

from praksis.documents.models import Document
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ["title", "case", "kind", "size", "audience", "created_at"]
    list_select_related = ["case"]
    search_fields = ["title", "case__reference"]
    fields = ["case", "kind", "title", "filename", "content_type", "size", "sha256", "audience", "created_at"]
