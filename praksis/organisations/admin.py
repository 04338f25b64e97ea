"""The register is reference data that administrators mend; its people are looked up only."""

from django.contrib import admin

from praksis.organisations.models import Institution, Invitation, Membership, Municipality
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "region", "population", "family_daycare_share"]
    list_filter = ["region"]
    search_fields = ["name", "short_name", "code"]
    readonly_fields = ["code", "short_name"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Institution)
class InstitutionAdmin(admin.ModelAdmin):
    list_display = ["name", "municipality", "ownership", "setting", "added_by"]
    list_filter = ["ownership", "setting"]
    list_select_related = ["municipality", "added_by"]
    search_fields = ["name", "municipality__name"]
    autocomplete_fields = ["municipality"]
    readonly_fields = ["added_by"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["user", "organisation", "role", "created_at", "confirmed_at", "removed_at"]
    list_select_related = ["user", "organisation"]
    list_filter = ["role"]
    search_fields = ["user__name", "user__email", "organisation__name"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["email", "organisation", "role", "invited_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["organisation"]
    search_fields = ["email", "organisation__name"]
