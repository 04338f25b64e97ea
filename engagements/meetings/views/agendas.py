"""The agenda of a meeting: its items, what is suggested to it, and sending it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from engagements.meetings import actions
from engagements.meetings import minutes_permissions as permissions
from engagements.meetings.agenda_forms import ItemForm
from engagements.meetings.meeting_page import minutes_of
from engagements.meetings.views.finding import sent, visible_meeting
from praksis.cases.actors import Actor
from praksis.views import accepted, form_page, reporting, require


@require_POST
def agenda_begin(request, reference, pk):
    """Begin the agenda with the standard items."""
    meeting = _to_edit(request, reference, pk)
    with reporting(request):
        actions.begin_agenda(meeting, by=Actor.of(request))
    return _back(meeting)


@form_page
def agenda_item_add(request, reference, pk):
    """Put an item on the agenda; for the other side: suggest one."""
    meeting = visible_meeting(request, reference, pk)
    may_edit = permissions.can_edit_agenda(request.user, meeting, minutes_of(meeting))
    require(may_edit or permissions.can_suggest(request.user, meeting))

    form = ItemForm(sent(request))
    if accepted(form, actions.add_item if may_edit else actions.suggest_item, meeting, request=request):
        title = form.cleaned_data["title"]
        news = (
            f"»{title}« er sat på dagsordenen." if may_edit else f"»{title}« er foreslået. Konsulenterne får en mail."
        )
        messages.success(request, news)
        return _back(meeting)
    return _page(request, "agenda_item_add", form, meeting=meeting, suggests=not may_edit)


@form_page
def agenda_item_edit(request, reference, pk, item):
    """Change what an item says."""
    item = _item(request, reference, pk, item)

    form = ItemForm(sent(request), initial={field: getattr(item, field) for field in ItemForm.base_fields})
    if accepted(form, actions.change_item, item, request=request):
        messages.success(request, "Punktet er gemt.")
        return _back(item.meeting)
    return _page(request, "agenda_item_edit", form, meeting=item.meeting, item=item)


@require_POST
def agenda_item_move(request, reference, pk, item):
    """Move an item one place, `retning` being `op` or `ned`."""
    item = _item(request, reference, pk, item)
    with reporting(request):
        actions.move_item(item, up=request.POST.get("retning") == "op")
    return _back(item.meeting)


@require_POST
def agenda_item_remove(request, reference, pk, item):
    """Take an item off the agenda."""
    item = _item(request, reference, pk, item)
    with reporting(request, success=f"»{item.title}« er taget af dagsordenen."):
        actions.remove_item(item, by=Actor.of(request))
    return _back(item.meeting)


@require_POST
def agenda_item_answer(request, reference, pk, item):
    """Take a suggestion in, or leave it out: `svar` is `ja` or `nej`."""
    item = _item(request, reference, pk, item)
    with reporting(request):
        actions.answer_suggestion(item, take=request.POST.get("svar") == "ja", by=Actor.of(request))
    return _back(item.meeting)


@require_POST
def agenda_send(request, reference, pk):
    """Mail the agenda to those invited."""
    meeting = _to_edit(request, reference, pk)
    with reporting(request, success="Dagsordenen er sendt."):
        actions.send_agenda(meeting, by=Actor.of(request))
    return _back(meeting)


def _to_edit(request, reference, pk):
    """The meeting, for those who may edit its agenda."""
    meeting = visible_meeting(request, reference, pk)
    require(permissions.can_edit_agenda(request.user, meeting, minutes_of(meeting)))
    return meeting


def _item(request, reference, pk, item):
    meeting = _to_edit(request, reference, pk)
    item = get_object_or_404(meeting.agenda, pk=item)
    item.meeting = meeting
    return item


def _back(meeting):
    return redirect(f"{meeting.get_absolute_url()}#dagsorden")


def _page(request, name, form, **context):
    status = 422 if form.errors else 200
    return render(request, f"engagements/meetings/{name}.html", {"form": form, **context}, status=status)
