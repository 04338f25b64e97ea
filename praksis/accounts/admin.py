"""Accounts, to look up. They are changed on their own pages, where each change is recorded."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import format_html

from praksis.accounts.models import StaffRole, User
from praksis.read_only_admin import ReadOnlyAdmin, ReadOnlyInline

# allauth would let an address be marked as confirmed by hand; groups give no rights here.
for model in (EmailAddress, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class StaffRoleInline(ReadOnlyInline):
    model = StaffRole
    fields = ["role", "granted_at"]


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["name", "email", "title", "is_active", "created_at"]
    list_filter = ["is_active"]
    search_fields = ["name", "email"]
    fields = ["name", "title", "email", "phone", "is_active", "last_login", "created_at", "page"]
    readonly_fields = ["page"]
    inlines = [StaffRoleInline]

    @admin.display(description="rettes på")
    def page(self, user):
        """The page where roles are given and the account is closed."""
        if not user.roles:
            return "Personen er ikke medarbejder."
        return format_html('<a href="{}">Medarbejderens side</a>', reverse("accounts:staff_detail", args=[user.pk]))


@admin.register(EmailAddress)
class EmailAddressAdmin(ReadOnlyAdmin):
    list_display = ["email", "user", "verified", "primary"]
    list_select_related = ["user"]
    search_fields = ["email"]
