"""Which articles fit where somebody is at work."""

from engagements.courses.models import Engagement
from engagements.knowledge.models import Article, about

# So many are shown beside a course.
FEW = 3


def for_course(engagement: Engagement) -> list[Article]:
    """The newest published articles of the course's themes; in one query, and in none where it has no themes."""
    if not engagement.themes:
        return []
    found = Article.objects.published().filter(about(engagement.themes))
    return list(found.only("slug", "title", "themes").order_by("-published_at", "pk")[:FEW])
