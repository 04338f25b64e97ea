"""Having an agreement made, following its progress, and fetching it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.agreements import actions, permissions
from engagements.courses.views.finding import course_to_run
from praksis.cases.actors import Actor
from praksis.documents.views import as_attachment
from praksis.views import form_page, reporting, require

SHOWN_OF_AN_AGREEMENT = [
    "engagement", "number", "facts", "document__size", "document__created_at",
    "rendering__agreement", "rendering__status", "rendering__attempts", "rendering__not_before",
]  # fmt: skip


@form_page
@never_cache
def agreements(request, reference):
    """The course's agreements; asking for a new one has it made from the course as it is now."""
    engagement = course_to_run(request, reference)
    if request.method == "POST":
        require(permissions.can_request(request.user, engagement))
        with reporting(request):
            actions.request_agreement(engagement, by=Actor.of(request))
        return redirect("engagements:agreements", reference)
    return render(request, "engagements/agreements/agreements.html", section(request.user, engagement))


@require_POST
def agreement_try_again(request, reference, number):
    """Try once more with a PDF that could not be made."""
    engagement = course_to_run(request, reference)
    require(permissions.can_request(request.user, engagement))
    agreement = get_object_or_404(engagement.agreements, number=number)

    with reporting(request):
        actions.try_again(agreement)
    return redirect("engagements:agreements", reference)


@require_safe
@never_cache
def agreement_progress(request, reference):
    """The part of the page that shows how far the newest agreement is; htmx asks for it until it is done.

    `?kendt=` is what the page shows already; while that is still so the answer is empty.
    """
    engagement = course_to_run(request, reference)
    if not request.htmx:
        return redirect("engagements:agreements", reference)
    context = section(request.user, engagement)
    newest, rendering = context["newest"], context["rendering"]
    is_known = rendering and request.GET.get("kendt") == f"{newest.number}.{rendering.attempts}"
    if is_known and rendering.is_waiting:
        return HttpResponse(status=204)
    return render(request, "engagements/agreements/_agreement.html", context)


@require_safe
@never_cache
def agreement_download(request, reference, number):
    """The agreement's PDF, for those who see the course; a municipality also fetches its institutions'."""
    engagement = course_to_run(request, reference)
    agreement = get_object_or_404(engagement.agreements.select_related("document", "rendering"), number=number)
    if agreement.document is None:
        raise Http404
    return as_attachment(request, agreement.document)


def section(user, engagement) -> dict:
    """What the page shows: the newest agreement, or how far its PDF is, and the earlier ones."""
    made = engagement.agreements.select_related("document", "rendering").only(*SHOWN_OF_AN_AGREEMENT)
    agreements = list(made.order_by("-number"))
    newest = agreements[0] if agreements else None
    return {
        "engagement": engagement,
        "newest": newest,
        "rendering": getattr(newest, "rendering", None),
        "earlier": [agreement for agreement in agreements[1:] if agreement.document],
        "may_request": permissions.can_request(user, engagement),
    }
