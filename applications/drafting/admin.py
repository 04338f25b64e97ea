"""Applications and what belongs to them, to look up: that it is there, whose, and since when; never what it says."""

from django.contrib import admin

from applications.drafting.models import (
    Answer,
    AnswerChange,
    Application,
    ApplicationInstitution,
    Confirmation,
    Presence,
    Printout,
    Reopening,
    Signature,
    Submission,
    Version,
)
from praksis.read_only_admin import ReadOnlyAdmin, ReadOnlyInline, reached


def columns_of(application: str) -> list:
    """The case's number and the applicant, reached through the application."""
    return [reached(f"{application}__case__reference", "sag"), reached(f"{application}__applicant__name", "ansøger")]


OF_APPLICATION = columns_of("application")
OF_VERSION = columns_of("version__application")
OF_ANSWER = [*columns_of("answer__application"), reached("answer__question__label", "spørgsmål")]


class InstitutionInline(ReadOnlyInline):
    model = ApplicationInstitution
    fields = ["order", "name", "ownership", "setting"]


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    list_display = [
        reached("case__reference", "sag"),
        "applicant",
        "programme",
        "round",
        "status",
        "created_at",
        "submitted_at",
    ]
    list_select_related = ["case", "applicant", "programme", "round"]
    list_filter = ["programme", "status"]
    search_fields = ["case__reference", "applicant__name"]
    fields = [
        *("case", "applicant", "applicant_kind", "programme", "round", "question_set", "status", "created_at"),
        *("created_by", "entered_by", "mailed_at", "handed_over_at", "sends_when_signed", "sent_by", "extended_to"),
        *("submitted_at", "submitted_by", "withdrawn_at", "withdrawn_by"),
    ]
    inlines = [InstitutionInline]


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = [*OF_APPLICATION, "question", "institution", "revision", "changed_at"]
    list_select_related = ["application__case", "application__applicant", "question", "institution"]
    search_fields = ["application__case__reference"]
    fields = ["application", "question", "institution", "revision", "changed_at"]


@admin.register(AnswerChange)
class AnswerChangeAdmin(ReadOnlyAdmin):
    list_display = [*OF_ANSWER, "revision", "at", "by_name"]
    list_select_related = ["answer__application__case", "answer__application__applicant", "answer__question"]
    search_fields = ["answer__application__case__reference"]
    fields = ["answer", "revision", "at", "by_user", "by_name"]


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    list_display = [*OF_APPLICATION, "number", "sha256", "created_at"]
    list_select_related = ["application__case", "application__applicant"]
    search_fields = ["application__case__reference", "sha256"]
    fields = ["application", "number", "sha256", "created_at"]


@admin.register(Signature)
class SignatureAdmin(ReadOnlyAdmin):
    list_display = [*OF_VERSION, "name", "title", "signed_at", "is_on_paper", "checked_at"]
    list_select_related = ["version__application__case", "version__application__applicant"]
    search_fields = ["version__application__case__reference", "name", "email"]
    fields = ["version", "name", "title", "email", "signed_at", "link", "document", "checked_at", "checked_by"]

    @admin.display(description="på papir", boolean=True)
    def is_on_paper(self, signature):
        """Whether a signed paper was uploaded in place of signing by link."""
        return signature.document_id is not None


@admin.register(Confirmation)
class ConfirmationAdmin(ReadOnlyAdmin):
    list_display = [*OF_VERSION, "kind", "name", "title", "confirmed_at"]
    list_select_related = ["version__application__case", "version__application__applicant"]
    list_filter = ["kind"]
    search_fields = ["version__application__case__reference", "name", "email"]
    fields = ["version", "kind", "name", "title", "email", "confirmed_at", "link", "user"]


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = [*OF_APPLICATION, "received_at"]
    list_select_related = ["application__case", "application__applicant"]
    search_fields = ["application__case__reference"]
    fields = ["application", "version", "current", "received_at"]


@admin.register(Reopening)
class ReopeningAdmin(ReadOnlyAdmin):
    list_display = [*OF_ANSWER, "asked_at", "due_on", "answered_at", "closed_at"]
    list_select_related = ["answer__application__case", "answer__application__applicant", "answer__question"]
    search_fields = ["answer__application__case__reference"]
    fields = ["answer", "asked_at", "asked_by", "due_on", "answered_at", "answered_by", "closed_at"]


@admin.register(Presence)
class PresenceAdmin(ReadOnlyAdmin):
    list_display = [*OF_APPLICATION, "user", "section", "seen_at"]
    list_select_related = ["application__case", "application__applicant", "user"]
    search_fields = ["application__case__reference", "user__email"]
    fields = ["application", "user", "section", "seen_at"]


@admin.register(Printout)
class PrintoutAdmin(ReadOnlyAdmin):
    list_display = [*OF_APPLICATION, "kind", "status", "requested_at", "attempts", "last_error"]
    list_select_related = ["application__case", "application__applicant"]
    list_filter = ["kind", "status"]
    search_fields = ["application__case__reference"]
    fields = [
        *("application", "kind", "version", "requested_at", "requested_by", "document"),
        *("status", "attempts", "not_before", "last_error", "finished_at"),
    ]
