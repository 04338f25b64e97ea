"""The staff's list of applications, its saved views, and taking it out as a file."""

from functools import cache
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.assessment import access
from applications.casework import actions, exporting, permissions
from applications.casework.forms import SaveViewForm
from applications.casework.listing import ApplicationFilter, named, rows_of
from applications.casework.models import SavedView
from applications.drafting.models import Application
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.paging import keys_as_texts, page_of_keys
from praksis.tables import FORMATS, asked_for
from praksis.views import form_page, reporting, require

APPLICATIONS_A_PAGE = 20
# So many controls stand open above the list; the others are behind "Flere filtre".
FIRST_CONTROLS = 4


@form_page
def application_list(request):
    """What was handed in in the rounds that one may read, narrowed as the address says; a POST saves the search."""
    require(permissions.can_list(request.user))
    asked = _filter(request)
    form = SaveViewForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid() and _saved(request, asked, form):
        return redirect(f"{reverse('applications:application_list')}?{asked.address}")
    page = page_of_keys(Application, keys_as_texts(asked.qs), APPLICATIONS_A_PAGE, request)
    controls = asked.controls
    more_controls = controls[FIRST_CONTROLS:]
    context = {
        "page": page,
        "rows": _with_addresses(rows_of(list(page), asked.rounds), request.user),
        "controls": controls[:FIRST_CONTROLS],
        "more_controls": more_controls,
        "more_is_asked": any(control.value for control in more_controls),
        "address": asked.address,
        "views": list(SavedView.objects.visible_to(request.user).values("pk", "name", "query")),
        "view_name": form["name"].value() if form else "",
        "view_errors": form.errors["name"] if form else [],
        "may_export": permissions.can_export(request.user),
    }
    return render(request, "applications/casework/application_list.html", context, status=422 if form else 200)


@require_POST
@never_cache
def application_export(request):
    """The list as it is narrowed, whole, as a file. That it was taken out is noted first."""
    require(permissions.can_export(request.user))
    kind = asked_for(request)
    asked = _filter(request)
    keys = list(asked.qs.values_list("pk", flat=True))
    actions.note_export(FORMATS[kind], number=len(keys), search=asked.words, by=Actor.of(request))
    return exporting.response(kind, keys)


@require_POST
def view_remove(request, pk):
    """Remove one of one's saved views."""
    require(permissions.can_list(request.user))
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    with reporting(request, success=f"Visningen »{view.name}« er fjernet."):
        actions.remove_view(view, by=Actor.of(request))
    return redirect("applications:application_list")


def _filter(request) -> ApplicationFilter:
    """The list that the address asks for, of what this person may read."""
    user = request.user
    return ApplicationFilter(request.GET, named(access.readable_rounds(user)), access.read_in_part(user))


def _saved(request, asked, form) -> bool:
    """Save the search; False where it is refused, with the refusal in the form and the name kept."""
    try:
        view = actions.save_view(form.cleaned_data["name"], asked.address, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error("name", str(refusal))
        return False
    messages.success(request, f"Visningen »{view.name}« er gemt.")
    return True


def _with_addresses(rows, user):
    """Each row with the page where this reader finds the application; nobody reads what was withdrawn."""
    follows = permissions.can_follow(user)
    # Worked out once, and not for each row.
    pattern = _pattern("applications:round_application", 2) if follows else _pattern("applications:review", 1)
    for row in rows:
        keys = [row.round_pk, row.pk] if follows else [row.pk]
        yield row, pattern.format(*keys) if row.is_submitted else ""


@cache
def _pattern(name: str, number: int) -> str:
    """The address of a page with so many keys, as a format for them."""
    return reverse(name, args=[UUID(int=0)] * number).replace(str(UUID(int=0)), "{}")
