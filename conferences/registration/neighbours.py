"""Pages about an event's seats that a wing above has: it registers them, and managers are led to them."""

from django.urls import reverse

from conferences.programme.models import Event

_pages: list[tuple[str, str]] = []


def register(label: str, url_name: str) -> None:
    """Lead managers from an event's seats to a page whose URL name takes the event's slug."""
    _pages.append((label, url_name))


def pages(event: Event) -> list[tuple[str, str]]:
    """Their labels and addresses."""
    return [(label, reverse(name, args=[event.slug])) for label, name in _pages]
