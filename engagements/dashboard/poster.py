"""The living picture as a sheet for the wall: one page of A3, and the same as a table behind it."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.dashboard import layout
from engagements.dashboard.layout import Sheet
from praksis.danish import danish_date, short_date

# A3, what its margins take at the sides, and what they and the heading take above and below; in millimetres
SHORT, LONG, SIDES, ABOVE = 297, 420, 24, 68


@dataclass(frozen=True)
class Paper:
    """Which way the page lies, and how large the picture is on it, in millimetres."""

    name: str
    width: float
    height: float


def paper(sheet: Sheet) -> Paper:
    """The page on which the picture gets largest: lying or standing."""
    lying = _fitted("lying", sheet, LONG - SIDES, SHORT - ABOVE)
    standing = _fitted("standing", sheet, SHORT - SIDES, LONG - ABOVE)
    return max(lying, standing, key=lambda one: one.width)


def page(engagement: Engagement, sheet: Sheet, table: list[list[str]]) -> str:
    """The page that the PDF is made of."""
    context: dict[str, Any] = {
        "engagement": engagement,
        "period": f"{short_date(engagement.starts_on)} – {short_date(engagement.ends_on)}",
        "as_of": danish_date(timezone.localdate()),
        "sheet": sheet,
        "paper": paper(sheet),
        "columns": layout.COLUMNS,
        "table": table,
    }
    return render_to_string("pdf/poster.html", context)


def filename(engagement: Engagement) -> str:
    """What the file is called where it is saved: "forloeb-2026-0042-plakat.pdf"."""
    return f"forloeb-{engagement.case.reference}-plakat.pdf"


def _fitted(name: str, sheet: Sheet, width: float, height: float) -> Paper:
    scale = min(width / layout.WIDTH, height / sheet.height)
    return Paper(name, layout.WIDTH * scale, sheet.height * scale)
