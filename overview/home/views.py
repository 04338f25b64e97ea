"""The first page of each role, and that of a municipality's or an institution's people."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from overview.home import desk
from praksis.accounts.models import Role

# The first role that a person has decides; several roles have several entries in the menu.
FIRST_PAGES = [
    (Role.MANAGER, "applications:round_list"),
    (Role.APPROVER, "applications:round_list"),
    (Role.CONSULTANT, "engagements:my_day"),
    (Role.KNOWLEDGE_CONSULTANT, "engagements:editing"),
    (Role.EVENT_HELPER, "conferences:doors"),
    (Role.EVALUATOR, "engagements:evaluation"),
    (Role.ADMINISTRATOR, "accounts:staff_list"),
]


@require_safe
def home(request):
    """Send everybody to their own work."""
    for role, page in FIRST_PAGES:
        if request.user.has_role(role):
            return redirect(page)
    return redirect("overview:mine")


@require_safe
def mine(request):
    """Our applications, courses and tasks, and what can be begun."""
    most = desk.MOST if "alle" in request.GET else desk.FEW
    return render(
        request,
        "overview/home/mine.html",
        {"desk": desk.of(request.user, timezone.now(), most=most), "organisations": desk.organisations(request.user)},
    )
