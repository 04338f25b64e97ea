"""Which articles fit where somebody is at work."""

from functools import cache

from engagements.courses.models import Engagement
from engagements.knowledge.models import Article, about
from praksis.prepared import Prepared

# So many are shown beside a course.
FEW = 3


def for_course(engagement: Engagement) -> list[Article]:
    """The newest published articles of the course's themes; in one query, and in none where it has no themes."""
    if not engagement.themes:
        return []
    return _about(tuple(engagement.themes)).all()


@cache
def _about(themes: tuple[str, ...]) -> Prepared:
    """One for each set of themes: there are four of them."""
    found = Article.objects.published().filter(about(themes)).only("slug", "title", "themes")
    return Prepared(lambda: found.order_by("-published_at", "pk")[:FEW])
