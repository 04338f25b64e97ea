"""Programmes, rounds and their texts, to look up. They are changed on the managers' own pages."""

from django.contrib import admin

from applications.rounds.models import (
    Anchor,
    BlankForm,
    Criterion,
    Extension,
    Programme,
    Question,
    QuestionSet,
    Requirement,
    Round,
)
from praksis.read_only_admin import ReadOnlyAdmin, ReadOnlyInline


@admin.register(Programme)
class ProgrammeAdmin(ReadOnlyAdmin):
    list_display = ["name", "kind", "ends_on", "last_deadline_on", "places_per_round", "months"]
    fields = [
        *("name", "kind", "ends_on", "last_deadline_on", "places_per_round", "months"),
        *("purpose", "cost_clause", "appeal_text"),
    ]


class ExtensionInline(ReadOnlyInline):
    """The round's own later deadlines. That of one applicant stands on its case alone."""

    model = Extension
    fields = ["deadline_before", "deadline_after", "reason", "at", "by"]

    def get_queryset(self, request):
        """Those for everybody, with who gave them."""
        return super().get_queryset(request).filter(application=None).select_related("by")


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["name", "programme", "opens_at", "deadline", "places", "status"]
    list_select_related = ["programme"]
    list_filter = ["programme", "status"]
    search_fields = ["name", "case__reference"]
    fields = [
        *("case", "programme", "name", "period_from", "period_to", "opens_at", "deadline", "places", "status"),
        *("status_changed_at", "accept_within_days", "small_below", "larger_from", "regions_at_least"),
        "family_daycare_from",
    ]
    inlines = [ExtensionInline]


@admin.register(Extension)
class ExtensionAdmin(ReadOnlyAdmin):
    list_display = ["round", "deadline_before", "deadline_after", "is_for_one", "at", "by"]
    list_select_related = ["round", "by"]
    search_fields = ["round__name", "round__case__reference", "application__case__reference"]
    fields = ["round", "application", "deadline_before", "deadline_after", "reason", "at", "by"]

    @admin.display(description="kun én ansøger", boolean=True)
    def is_for_one(self, extension):
        """Whether it moved the deadline of one application alone."""
        return extension.application_id is not None


class QuestionInline(ReadOnlyInline):
    model = Question
    fields = ["order", "section", "key", "label", "kind", "max_words", "required", "condition", "criterion", "part_of"]


@admin.register(QuestionSet)
class QuestionSetAdmin(ReadOnlyAdmin):
    list_display = ["number", "programme", "round", "published_at"]
    list_select_related = ["programme", "round"]
    list_filter = ["programme"]
    search_fields = ["round__name"]
    fields = ["number", "programme", "round", "published_at", "change_note"]
    inlines = [QuestionInline]


@admin.register(BlankForm)
class BlankFormAdmin(ReadOnlyAdmin):
    list_display = ["question_set", "status", "attempts", "not_before", "last_error"]
    list_select_related = ["question_set__programme", "question_set__round"]
    list_filter = ["status"]
    fields = ["question_set", "status", "attempts", "not_before", "last_error", "finished_at", "size"]


class AnchorInline(ReadOnlyInline):
    model = Anchor
    fields = ["score", "label", "text"]


@admin.register(Criterion)
class CriterionAdmin(ReadOnlyAdmin):
    list_display = ["title", "programme", "round", "weight"]
    list_select_related = ["programme", "round"]
    list_filter = ["programme"]
    search_fields = ["title", "round__name"]
    fields = ["programme", "round", "key", "order", "title", "text", "weight"]
    inlines = [AnchorInline]


@admin.register(Requirement)
class RequirementAdmin(ReadOnlyAdmin):
    list_display = ["text", "programme", "round"]
    list_select_related = ["programme", "round"]
    list_filter = ["programme"]
    search_fields = ["text", "round__name"]
    fields = ["programme", "round", "key", "order", "text"]
