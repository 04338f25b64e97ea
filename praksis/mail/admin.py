"""The outbox and the links, to look up. No token and no text of a sensitive letter is shown."""

from django.contrib import admin

from praksis.mail.models import Email, PersonalLink, Reminder
from praksis.read_only_admin import ReadOnlyAdmin


@admin.register(Email)
class EmailAdmin(ReadOnlyAdmin):
    list_display = ["shown_subject", "to", "status", "attempts", "created_at", "finished_at"]
    list_filter = ["status"]
    search_fields = ["to"]
    # Not the text: the page "Udbakke" shows what may be shown of it.
    fields = ["key", "case", "to", "shown_subject", "status", "attempts", "not_before", "last_error", "finished_at"]
    readonly_fields = ["shown_subject"]

    @admin.display(description="emne")
    def shown_subject(self, email):
        return "Fortrolig" if email.sensitive else email.subject


@admin.register(PersonalLink)
class PersonalLinkAdmin(ReadOnlyAdmin):
    list_display = ["purpose", "recipient", "generation", "created_at", "expires_at", "used_at", "withdrawn_at"]
    list_filter = ["purpose"]
    search_fields = ["recipient"]
    # Without the nonce, from which, with the server's key, the token is made
    fields = ["purpose", "object_id", "recipient", "generation", "created_at", "expires_at", "used_at", "withdrawn_at"]


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ["kind", "recipient", "due_on", "created_at"]
    search_fields = ["recipient"]
