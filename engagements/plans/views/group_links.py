"""The links of the working groups: who was sent one, whether it is used, and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from engagements.courses.models import GroupKind, GroupMember
from engagements.plans import actions, sent_links
from engagements.plans.actions.group_links import lasts_until
from engagements.plans.models import GroupLink, PlanKind
from engagements.plans.views.finding import course_to_write
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import reporting


@require_safe
def group_links(request, reference):
    """Each working group's members, with the link of each."""
    engagement = course_to_write(request, reference)
    context = {
        "engagement": engagement,
        "kind": PlanKind.INTERVENTIONS,
        "back": reverse("engagements:intervention_list", args=[reference]),
        "groups": sent_links.of(engagement),
        "lasts_until": lasts_until(engagement),
    }
    return render(request, "engagements/plans/group_links.html", context)


@require_POST
def group_links_send(request, reference, group):
    """Send a link to all of a group who have an address and none that works."""
    engagement = course_to_write(request, reference)
    found = get_object_or_404(engagement.groups.filter(kind=GroupKind.WORKING_GROUP), pk=group)
    found.engagement = engagement
    try:
        count = actions.send_links(found, by=Actor.of(request))
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        many = "1 link" if count == 1 else f"{count} links"
        messages.success(request, f"Vi sender {many}." if count else "Alle, der kan få et link, har et.")
    return redirect("engagements:group_links", reference)


@require_POST
def group_link_send(request, reference, member):
    """Send one member a link; an earlier one stops working."""
    engagement = course_to_write(request, reference)
    of_course = GroupMember.objects.filter(group__engagement=engagement, group__kind=GroupKind.WORKING_GROUP)
    found = get_object_or_404(of_course.select_related("group"), pk=member)
    found.group.engagement = engagement
    with reporting(request, success=f"Vi sender et link til {found.name}. Et tidligere link virker ikke længere."):
        actions.send_link(found, by=Actor.of(request))
    return redirect("engagements:group_links", reference)


@require_POST
def group_link_withdraw(request, reference, link):
    """Take a link back."""
    engagement = course_to_write(request, reference)
    of_course = GroupLink.objects.filter(member__group__engagement=engagement)
    found = get_object_or_404(of_course.select_related("link", "member__group__engagement__case"), pk=link)
    with reporting(request, success=f"Linket til {found.member.name} er trukket tilbage. Det skrevne bliver stående."):
        actions.withdraw_link(found, by=Actor.of(request))
    return redirect("engagements:group_links", reference)
