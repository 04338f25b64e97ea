"""Django's admin as a place to look things up, never a side door around the actions."""

from collections.abc import Callable
from functools import reduce
from typing import Any

from django.contrib import admin

from praksis.paging import BoundedPaginator


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows and lets nobody add, change or delete one."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyInline(admin.TabularInline):
    """The same for rows that are shown with another."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def reached(path: str, words: str) -> Callable[[Any], Any]:
    """A column of a list that shows what foreign keys lead to, as "case__reference", under Danish words."""

    @admin.display(description=words, ordering=path)
    def value(row: Any) -> Any:
        return reduce(getattr, path.split("__"), row)

    value.__name__ = path  # the column's class
    return value
