"""Events in Django's admin: an event is created through the action; its status is changed on its own page only."""

from django import forms
from django.contrib import admin

from conferences.programme import actions
from conferences.programme.addresses import TAKEN
from conferences.programme.models import Event, Pause, Speaker, SpeakerRequest, Talk, Workshop
from praksis.cases.actors import Actor
from praksis.read_only_admin import ReadOnlyAdmin


class PauseInline(admin.TabularInline):
    model = Pause
    extra = 0


class TalkInline(admin.StackedInline):
    model = Talk
    extra = 0
    autocomplete_fields = ["speakers"]


class WorkshopInline(admin.StackedInline):
    model = Workshop
    extra = 0
    autocomplete_fields = ["speakers"]


class EventForm(forms.ModelForm):
    """An event's facts; the address of the page on which managers make one is not an event's."""

    def clean_slug(self):
        if self.cleaned_data["slug"] in TAKEN:
            raise forms.ValidationError("Adressen er taget. Skriv en anden.")
        return self.cleaned_data["slug"]


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    form = EventForm
    list_display = ["title", "kind", "held_on", "place", "status"]
    list_filter = ["kind", "status"]
    search_fields = ["title", "place", "town", "slug"]
    exclude = ["case"]
    readonly_fields = ["status", "published_at"]
    inlines = [PauseInline, TalkInline, WorkshopInline]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """A web address stays as it is once it is made."""
        return [*self.readonly_fields, "slug"] if obj else self.readonly_fields

    def save_model(self, request, obj, form, change):
        """A new event gets its case and its line in the log from the action."""
        if change:
            super().save_model(request, obj, form, change)
            return
        made = actions.create(**form.cleaned_data, by=Actor.of(request))
        obj.pk, obj.case, obj._state.adding = made.pk, made.case, False


@admin.register(Speaker)
class SpeakerAdmin(admin.ModelAdmin):
    list_display = ["name", "title"]
    search_fields = ["name", "title"]


@admin.register(SpeakerRequest)
class SpeakerRequestAdmin(ReadOnlyAdmin):
    exclude = ["link"]
    list_display = ["event", "speaker", "asked_at", "confirmed_at", "corrected_at"]
    list_select_related = ["event", "speaker"]
    search_fields = ["speaker__name", "speaker__email"]
    ordering = ["-asked_at", "pk"]
