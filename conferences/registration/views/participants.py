"""The list of participants: those with a seat who said that the others may see it, for each other and for managers."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conferences.registration import actions, exporting
from conferences.registration.views.managing import managed_event, managers_page
from conferences.registration.views.own import by_link
from praksis import tables
from praksis.cases.actors import Actor
from praksis.paging import page_of

PAGE = 100
HERE, LABEL = "participant_list", "Deltagerliste"


@by_link
@require_safe
def participants(request, found):
    """Who else comes, for a guest with a seat. Whoever waits or has cancelled reads only that."""
    rows = exporting.listed(found.event)
    context = {
        "registration": found,
        "event": found.event,
        "may_change": not found.event.is_called_off and not found.event.has_begun(request.received_at),
        "page": page_of(rows, PAGE, request) if found.is_seated else None,
    }
    return render(request, "conferences/registration/participants.html", context)


@require_safe
@never_cache
def participant_list(request, slug):
    """The same list for managers, whole, to be printed or taken out."""
    event = managed_event(request, slug)
    rows = list(exporting.listed(event))
    seated = event.registrations.seated().count()
    return managers_page(request, "participant_list", event, HERE, LABEL, rows=rows, seated=seated)


@require_POST
@never_cache
def participant_list_export(request, slug):
    """The list as a file. That it was taken out is noted first."""
    event = managed_event(request, slug)
    kind = tables.asked_for(request)
    rows = list(exporting.listed(event))
    actions.note_list_export(event, tables.FORMATS[kind], number=len(rows), by=Actor.of(request))
    name = f"deltagerliste-{event.slug}"
    return tables.response(kind, name=name, title="Deltagere", columns=exporting.LIST_COLUMNS, rows=rows)
