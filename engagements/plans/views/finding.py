"""The course and the plan that an address names, for whoever may see or write it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from applications.rounds.models import ProgrammeKind
from engagements.courses.models import Engagement
from engagements.plans import permissions
from engagements.plans.models import Plan, PlanKind
from praksis.views import require


def course_with_plans(request, reference):
    """The visible one-year course of this reference number, or 404: a mini has no plans."""
    courses = Engagement.objects.visible_to(request.user).with_pause()
    courses = courses.select_related("case", "programme", "party__as_institution")
    return get_object_or_404(courses, case__reference=reference, programme__kind=ProgrammeKind.ONE_YEAR)


def course_to_write(request, reference):
    """The same for those who may write in its plans, else 403."""
    engagement = course_with_plans(request, reference)
    require(permissions.can_write(request.user, engagement))
    return engagement


def kind_of_address(slug: str) -> PlanKind:
    """The kind of plan by its word in the address, or 404."""
    try:
        return PlanKind(slug)
    except ValueError:
        raise Http404 from None


def plan_of(engagement: Engagement, kind: PlanKind) -> Plan | None:
    """The course's plan of this kind, where it has begun one."""
    plan = engagement.plans.filter(kind=kind).first()
    if plan:
        plan.engagement = engagement
    return plan
