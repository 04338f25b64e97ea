"""Lists in pages, that cost the same however long the list grows."""

from collections.abc import Iterable

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Model, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import cached_property

# So many rows are counted and can be leafed through; whoever looks for an older one searches.
MOST = 500


class BoundedPaginator(Paginator):
    """Django's paginator over the first MOST rows: counting a whole table takes longer the longer it is used."""

    def __init__(self, object_list, per_page, *args, **kwargs):
        super().__init__(object_list[:MOST], per_page, *args, **kwargs)
        self.rows = object_list

    @cached_property
    def reached(self) -> int:
        """How many rows there are, counted no further than one beyond MOST."""
        if isinstance(self.rows, list):
            return len(self.rows)
        # In no order, so that the first rows that come are enough
        return self.rows.order_by()[: MOST + 1].count()

    @property
    def has_more(self) -> bool:
        """Whether there are rows that no page shows."""
        return self.reached > MOST

    @cached_property
    def count(self) -> int:
        return min(self.reached, MOST)


def page_of(rows, per_page: int, request) -> Page:
    """The page of a queryset that the address asks for with `?side=`; the nearest one where there is no such page."""
    return BoundedPaginator(rows, per_page).get_page(request.GET.get("side"))


def keys_as_texts(rows: QuerySet) -> QuerySet:
    """The keys of a queryset's rows, no more than can be leafed through: for page_of_keys."""
    return rows.annotate(key_text=Cast("pk", CharField())).values_list("key_text", flat=True)[: MOST + 1]


def page_of_keys(model: type[Model], texts: Iterable[str], per_page: int, request) -> Page:
    """A page of the keys of a model's rows, where finding them is what takes long: they are found once, not twice.

    They are read as texts, and only those of the page made what they are: five hundred UUIDs take longer than the page.
    """
    page = page_of(list(texts), per_page, request)
    page.object_list = [model._meta.pk.to_python(text) for text in page.object_list]
    return page
