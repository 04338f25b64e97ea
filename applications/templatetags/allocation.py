"""What pages of earlier rooms may show of the decision, without knowing this one."""

from django import template
from django.utils import timezone

from applications.allocation.models import Decision

register = template.Library()


@register.inclusion_tag("applications/allocation/_decision_summary.html")
def decision_summary(application):
    """The announced decision on the application, in short; nothing before it is announced."""
    decision = (
        Decision.objects.filter(application=application, announced_at__isnull=False)
        .select_related("round", "place")
        .first()
    )
    return {"decision": decision, "awaits_answer": bool(decision and decision.awaits_answer_at(timezone.now()))}
