"""Cases and what happened on them, to look up."""

from django.contrib import admin

from praksis.cases import log
from praksis.cases.models import AuditEvent, Case
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ["reference", "title", "party", "opened_at", "closed_at"]
    list_select_related = ["party"]
    search_fields = ["reference", "title", "party__name"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "sentence", "actor_name", "case"]
    list_select_related = ["case"]
    list_filter = ["actor_kind"]
    search_fields = ["actor_name", "case__reference", "kind"]
    fields = ["at", "sentence", "kind", "case", "actor_kind", "actor_name", "data"]
    readonly_fields = ["sentence"]
    date_hierarchy = "at"

    @admin.display(description="hvad der skete")
    def sentence(self, event):
        """The event in words, or its kind where this version no longer knows it."""
        return log.words(event) if event.kind in log.KINDS else event.kind
