"""Cases and what happened on them, to look up."""

from django.contrib import admin

from praksis.cases import log
from praksis.cases.models import AuditEvent, Case, Message, Note
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
    list_per_page = 15
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


class UnreadAdmin(ReadOnlyAdmin):
    """Shows that something was written, by whom and when. The text is for those who handle the case: no page has it."""

    list_display_links = None

    def has_view_permission(self, request, obj=None):
        return obj is None and super().has_view_permission(request)


@admin.register(Note)
class NoteAdmin(UnreadAdmin):
    list_display = ["at", "by", "case", "is_addition"]
    list_select_related = ["by", "case"]
    search_fields = ["case__reference"]

    @admin.display(description="tilføjelse", boolean=True)
    def is_addition(self, note):
        """Whether it adds to an earlier note."""
        return note.follows_id is not None


@admin.register(Message)
class MessageAdmin(UnreadAdmin):
    list_display = ["sent_at", "sent_by", "case", "from_party", "read_at"]
    list_select_related = ["sent_by", "case"]
    list_filter = ["from_party"]
    search_fields = ["case__reference"]
