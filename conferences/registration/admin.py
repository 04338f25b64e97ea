"""Registrations and held seats, to look up. What guests need on the day is for those who prepare it, and not here."""

from django.contrib import admin

from conferences.registration.models import Allowance, Registration
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    exclude = ["food", "access", "link", "booking"]
    list_display = ["event", "number", "name", "status", "waiting_number", "registered_at"]
    list_select_related = ["event"]
    list_filter = ["status"]
    search_fields = ["name", "email", "workplace"]
    ordering = ["-registered_at", "pk"]


@admin.register(Allowance)
class AllowanceAdmin(ReadOnlyAdmin):
    exclude = ["link"]
    list_display = ["event", "organisation", "seats", "made_at", "made_by"]
    list_select_related = ["event", "organisation", "made_by"]
    search_fields = ["organisation__name"]
