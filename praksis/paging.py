"""Lists in pages, that cost the same however long the list grows."""

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

# So many rows are counted and can be leafed through; whoever looks for an older one searches.
MOST = 1000


class BoundedPaginator(Paginator):
    """Django's paginator over the first MOST rows: counting a whole table takes longer the longer it is used."""

    def __init__(self, object_list, per_page, *args, **kwargs):
        super().__init__(object_list[:MOST], per_page, *args, **kwargs)
        # In no order, so that the first rows that come are enough
        self.counted = object_list.order_by()[: MOST + 1]

    @cached_property
    def reached(self) -> int:
        """How many rows there are, counted no further than one beyond MOST."""
        return self.counted.count()

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
