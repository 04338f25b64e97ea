"""That guests have answered, for one who says they cannot. The answers themselves are shown together only."""

from django.contrib import admin

from conferences.afterwards.models import Answered
from praksis.read_only_admin import ReadOnlyAdmin, reached


@admin.register(Answered)
class AnsweredAdmin(ReadOnlyAdmin):
    list_display = [reached("registration__event", "arrangement"), reached("registration__number", "nummer"), "on"]
    list_select_related = ["registration__event"]
    search_fields = ["registration__name", "registration__email"]
    ordering = ["-on", "pk"]
