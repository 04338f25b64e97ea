"""Competences, capacity and promises, to look up."""

from django.contrib import admin

from praksis.read_only_admin import ReadOnlyAdmin
from praksis.staffing.models import Capacity, Competence, ConsultantCompetence, SoftPromise


@admin.register(Competence)
class CompetenceAdmin(ReadOnlyAdmin):
    list_display = ["name", "kind", "order", "retired_at"]
    list_filter = ["kind"]
    search_fields = ["name"]


@admin.register(ConsultantCompetence)
class ConsultantCompetenceAdmin(ReadOnlyAdmin):
    list_display = ["consultant", "competence", "added_at"]
    list_select_related = ["consultant", "competence"]
    list_filter = ["competence"]
    search_fields = ["consultant__name"]


@admin.register(Capacity)
class CapacityAdmin(ReadOnlyAdmin):
    """How many hours, and not why: that is between the managers and the consultant."""

    exclude = ["reason"]
    list_display = ["consultant", "month", "hours", "set_at"]
    list_select_related = ["consultant"]
    search_fields = ["consultant__name"]


@admin.register(SoftPromise)
class SoftPromiseAdmin(ReadOnlyAdmin):
    exclude = ["note"]
    list_display = ["consultant", "what", "first_month", "last_month", "hours_per_month", "status"]
    list_select_related = ["consultant"]
    list_filter = ["status"]
    search_fields = ["consultant__name", "what"]
