"""The self-assessment on paper, for the steering group's first meeting."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.plans.before_after import Comparison
from engagements.plans.models import Documentation, Rating
from engagements.plans.self_assessment import Section
from praksis.danish import danish_date


def page(
    engagement: Engagement, found: list[Section], documentation: list[Documentation], comparison: Comparison | None
) -> str:
    """The page that the PDF is made of: the themes with all that is written, the radar, what is attached."""
    context: dict[str, Any] = {
        "engagement": engagement,
        "as_of": danish_date(timezone.localdate()),
        "sections": found,
        "documentation": documentation,
        "comparison": comparison,
        "steps": Rating.labels,
    }
    return render_to_string("pdf/self_assessment.html", context)


def filename(engagement: Engagement) -> str:
    """What the file is called where it is saved: "egenvurdering-2026-0042.pdf"."""
    return f"egenvurdering-{engagement.case.reference}.pdf"
