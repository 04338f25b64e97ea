"""Events and who speaks in Django's admin, to look up: they are made and changed on their own pages, which note it."""

from django.contrib import admin

from conferences.programme.models import Event, Pause, Speaker, Talk, Workshop
from praksis.read_only_admin import ReadOnlyAdmin, ReadOnlyInline


class PauseInline(ReadOnlyInline):
    model = Pause


class TalkInline(ReadOnlyInline):
    model = Talk


class WorkshopInline(ReadOnlyInline):
    model = Workshop
    exclude = ["shown"]


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "held_on", "place", "status"]
    list_filter = ["kind", "status"]
    search_fields = ["title", "place", "town", "slug"]
    exclude = ["case"]
    inlines = [PauseInline, TalkInline, WorkshopInline]


@admin.register(Speaker)
class SpeakerAdmin(admin.ModelAdmin):
    list_display = ["name", "title"]
    search_fields = ["name", "title"]
