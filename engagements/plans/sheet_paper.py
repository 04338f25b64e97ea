"""The input sheet on paper."""

from django.template.loader import render_to_string
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.plans.gathered import Sheet
from engagements.plans.models import InputSheet
from praksis.danish import danish_date


def page(engagement: Engagement, sheet: Sheet, discussion: InputSheet | None) -> str:
    """The page that the PDF is made of."""
    context = {
        "engagement": engagement,
        "as_of": danish_date(timezone.localdate()),
        "sheet": sheet,
        "discussion": discussion,
    }
    return render_to_string("pdf/input_sheet.html", context)


def filename(engagement: Engagement) -> str:
    """What the file is called where it is saved: "opsamling-2026-0042.pdf"."""
    return f"opsamling-{engagement.case.reference}.pdf"
