"""The change model as a sheet for the wall."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from engagements.courses.models import Engagement
from praksis.danish import danish_date


def page(engagement: Engagement, parts: list[dict[str, Any]]) -> str:
    """The page that the PDF is made of: the parts that have chains."""
    context = {
        "engagement": engagement,
        "as_of": danish_date(timezone.localdate()),
        "parts": [part for part in parts if part["chains"]],
    }
    return render_to_string("pdf/change_model.html", context)


def filename(engagement: Engagement) -> str:
    """What the file is called where it is saved: "forandringsmodel-2026-0042.pdf"."""
    return f"forandringsmodel-{engagement.case.reference}.pdf"
