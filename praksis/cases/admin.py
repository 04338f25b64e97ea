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
    list_per_page = 20
    search_fields = ["actor_name", "case__reference", "kind"]
    # Not the data: it keeps what an applicant wrote and took out again, so that nothing typed is lost.
    fields = ["at", "sentence", "kind", "case", "actor_kind", "actor_name"]
    readonly_fields = ["sentence"]

    def get_queryset(self, request):
        """Without what may say how a round is going to be decided: that is for managers and approvers alone."""
        return super().get_queryset(request).exclude(kind__in=log.kept_to_the_case())

    @admin.display(description="hvad der skete")
    def sentence(self, event):
        """The event in words, or its kind where this version no longer knows it."""
        return log.words(event) if event.kind in log.KINDS else event.kind
