"""Hours in words. Pure."""

from decimal import Decimal


def in_words(hours: Decimal | float) -> str:
    """A number of hours as a Dane writes it: 37,5 · 12 · 0,25."""
    text = f"{Decimal(hours):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")
