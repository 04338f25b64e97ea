"""The small fragment that says who else has the draft open; the page asks for it every twenty seconds."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from applications.drafting import actions
from applications.drafting.models import Application
from praksis.cases.actors import Actor

# Far more than a form has; the column holds no larger one than 32767.
MOST_SECTIONS = 999


@require_POST
@login_not_required
def section_presence(request, pk, number):
    """Note that one is here, and tell who else is. Answers with nothing to change where that is known already.

    Whoever was logged out meanwhile gets a 401, not the sign-in page in the middle of a form.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    if number > MOST_SECTIONS:
        raise Http404
    try:
        people = actions.note_presence(pk, section=number, by=Actor.of(request), received_at=request.received_at)
    except Application.DoesNotExist:
        seen = Application.objects.visible_to(request.user).filter(pk=pk).exists()
        return HttpResponse(status=403 if seen else 404)
    context = presence_context(pk, number, people)
    if request.POST.get("kendt") == context["presence_known"]:
        return HttpResponse(status=204)
    return render(request, "applications/drafting/_presence.html", context)


def presence_context(pk, number, people: list[tuple[str, int]]) -> dict:
    """What _presence.html shows: the others, and what stands for them when the page asks again."""
    return {
        "presence": people,
        "presence_url": reverse("applications:presence", args=[pk, number]),
        "presence_known": "; ".join(f"{name}, {section}" for name, section in people),
    }
