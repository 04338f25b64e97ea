"""What the page of a course tells of its evaluation: dates of the evaluator's, and surveys that are not sent out."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from engagements.courses.models import Engagement
from engagements.evaluation import reading, suggestions
from engagements.evaluation.models import WaveKind
from praksis.danish import short_date

# A collection is told of so long before it begins.
AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Notice:
    """One thing to know, and where more of it stands."""

    heading: str
    text: str
    url: str


def of_course(engagement: Engagement, *, may_survey: bool) -> list[Notice]:
    """What both sides are told of a course that is not over, and what those are who send its surveys out.

    In at most one query; none of a mini. The course comes with its surveys (reading.with_surveys).
    """
    if engagement.is_mini or engagement.is_closed:
        return []
    url = reverse("engagements:course_evaluation", args=[engagement.case.reference])
    found = []
    for collection in reading.coming_collections(engagement, engagement.today):
        if collection.starts_on <= engagement.today + AHEAD:
            period = f"{short_date(collection.starts_on)} – {short_date(collection.ends_on)}"
            said = f"»{collection.title}«, {period}. Spørges: {collection.of_whom}"
            found.append(Notice("Evaluator samler data ind", said, url))
    if may_survey:
        sent = [kind for kind in WaveKind if getattr(engagement, f"survey_{kind.value}")]
        for kind in suggestions.missing(engagement, sent, engagement.today):
            said = "Send det ud nu, hvis svarene før og efter skal kunne sammenlignes."
            found.append(Notice(f"{kind.survey.capitalize()} er ikke sendt ud", said, url))
    return found
