"""The anchoring plan on paper, to be carried into the steering-group meeting."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.plans.anchoring_page import Part
from praksis.danish import danish_date


def page(engagement: Engagement, parts: list[Part]) -> str:
    """The page that the PDF is made of: the parts that have actions."""
    context: dict[str, Any] = {
        "engagement": engagement,
        "as_of": danish_date(timezone.localdate()),
        "parts": [part for part in parts if part.actions],
    }
    return render_to_string("pdf/anchoring_plan.html", context)


def filename(engagement: Engagement) -> str:
    """What the file is called where it is saved: "forankringsplan-2026-0042.pdf"."""
    return f"forankringsplan-{engagement.case.reference}.pdf"
