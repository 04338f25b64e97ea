"""Surveys and the data calendar, to look up. What was answered is not shown, nor who has."""

from django.contrib import admin

from engagements.evaluation.models import (
    DataCollection,
    SurveyEdition,
    SurveyInvitation,
    SurveyQuestion,
    SurveyWave,
)
from praksis.read_only_admin import ReadOnlyAdmin, ReadOnlyInline


class QuestionInline(ReadOnlyInline):
    model = SurveyQuestion
    fields = ["order", "key", "part", "asked_in", "text", "max_words"]


@admin.register(SurveyEdition)
class SurveyEditionAdmin(ReadOnlyAdmin):
    inlines = [QuestionInline]
    list_display = ["number", "loaded_at"]


@admin.register(SurveyWave)
class SurveyWaveAdmin(ReadOnlyAdmin):
    list_display = ["engagement", "kind", "opens_on", "closes_on", "closed_at"]
    list_select_related = ["engagement__party", "engagement__programme"]
    list_filter = ["kind"]
    search_fields = ["engagement__case__reference", "engagement__party__name"]


@admin.register(SurveyInvitation)
class SurveyInvitationAdmin(ReadOnlyAdmin):
    exclude = ["has_answered"]
    list_display = ["email", "name", "role", "wave"]
    list_select_related = ["wave__engagement__party", "wave__engagement__programme"]
    list_filter = ["role"]
    search_fields = ["email", "name", "wave__engagement__case__reference"]


@admin.register(DataCollection)
class DataCollectionAdmin(ReadOnlyAdmin):
    list_display = ["title", "starts_on", "ends_on", "for_all", "written_by"]
    list_select_related = ["written_by"]
    search_fields = ["title"]
