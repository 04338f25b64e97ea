"""Slides, to look up. The files are handed out on the event's own pages."""

from django.contrib import admin

from conferences.afterwards.slides.models import Slides
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Slides)
class SlidesAdmin(ReadOnlyAdmin):
    exclude = ["document"]
    list_display = ["event", "talk", "workshop", "added_at"]
    list_select_related = ["event", "talk", "workshop"]
    ordering = ["-added_at", "pk"]
