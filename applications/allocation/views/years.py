"""All applications of one's organisations over the years."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.allocation import years
from praksis.paging import page_of

A_PAGE = 50


@require_safe
def own_applications(request):
    """Every application that one's organisations have begun, the newest first, with its outcome once announced."""
    names = {each.organisation_id: each.organisation.name for each in request.user.active_memberships}
    page = page_of(years.of_organisations(request.user), A_PAGE, request)
    context = {
        "page": page,
        "rows": years.rows(list(page.object_list), names, timezone.now()),
        # Who acts for one organisation only need not be told which.
        "shows_applicant": len(names) > 1,
    }
    return render(request, "applications/allocation/own_applications.html", context)
