"""Events and who speaks in Django's admin, to look up: they are made and changed on their own pages, which note it."""

from django.contrib import admin

from conferences.programme.models import Event, Pause, Speaker, SpeakerRequest, Talk, Workshop
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
class SpeakerAdmin(ReadOnlyAdmin):
    list_display = ["name", "title"]
    search_fields = ["name", "title"]


@admin.register(SpeakerRequest)
class SpeakerRequestAdmin(ReadOnlyAdmin):
    exclude = ["link"]
    list_display = ["event", "speaker", "asked_at", "confirmed_at", "corrected_at"]
    list_select_related = ["event", "speaker"]
    search_fields = ["speaker__name", "speaker__email"]
    ordering = ["-asked_at", "pk"]
