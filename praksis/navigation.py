"""The main menu: each wing registers its entries, so that the ground need not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """One entry of the menu. `shown_to(user)` says who sees it; `order` decides its place."""

    label: str
    url_name: str
    shown_to: Callable
    order: int = 50


_entries: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add entries to the menu; called from a wing's apps.py."""
    _entries.extend(entries)


def menu(request) -> list[dict]:
    """The entries that this person sees, as {"label", "url", "current"}."""
    # A request that is refused before it is known who asks, as with a foreign host name, is a visitor's.
    user = getattr(request, "user", AnonymousUser())
    shown = sorted((entry for entry in _entries if entry.shown_to(user)), key=lambda entry: entry.order)
    items = [{"label": entry.label, "url": reverse(entry.url_name)} for entry in shown]
    matching = [item["url"] for item in items if request.path.startswith(item["url"])]
    here = max(matching, key=len, default=None)
    return [{**item, "current": item["url"] == here} for item in items]
