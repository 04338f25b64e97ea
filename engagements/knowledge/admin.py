"""Notes and articles, to look up."""

from django.contrib import admin

from engagements.knowledge.models import Article, LearningNote
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(LearningNote)
class LearningNoteAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "engagement", "status", "written_at", "written_by"]
    list_select_related = ["engagement__party", "engagement__programme", "written_by"]
    list_filter = ["status"]
    search_fields = ["learned", "engagement__case__reference"]


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ["title", "status", "published_at", "changed_by"]
    list_select_related = ["changed_by"]
    list_filter = ["status"]
    search_fields = ["title"]
