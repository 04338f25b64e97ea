"""What a course has learned: written by both sides, on the course's own page."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from engagements.courses.models import Engagement
from engagements.knowledge import actions, fitting, permissions
from engagements.knowledge.models import LearningNote
from engagements.knowledge.note_forms import NoteForm
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@require_safe
def learning(request, reference):
    """What was learned in the course, and what others have written about the same themes."""
    engagement = _course(request, reference)
    notes = engagement.learning_notes.select_related("written_by")
    for note in notes:
        note.engagement = engagement
    context = {
        "engagement": engagement,
        "notes": [(note, permissions.can_change_note(request.user, note)) for note in notes],
        "may_note": permissions.can_note(request.user, engagement),
        "articles": fitting.for_course(engagement),
    }
    return render(request, "engagements/knowledge/learning.html", context)


@form_page
def note_add(request, reference):
    """Write what was learned."""
    engagement = _course(request, reference)
    require(permissions.can_note(request.user, engagement))

    form = NoteForm(request.POST if request.method == "POST" else None, engagement=engagement)
    if _done(form, lambda: _written(form, engagement, Actor.of(request))):
        messages.success(request, "Tak. Notatet er gemt, og videnskonsulenterne kan læse det.")
        return redirect(_back(reference))
    return _page(request, engagement, form, heading="Hvad har I lært?")


@form_page
def note_edit(request, reference, note):
    """Change or take back a note of one's own."""
    engagement = _course(request, reference)
    note = _own(request, engagement, note)

    form = NoteForm(request.POST if request.method == "POST" else None, engagement=engagement, note=note)
    if _done(form, lambda: actions.change_note(note, **form.facts, by=Actor.of(request))):
        messages.success(request, "Notatet er rettet.")
        return redirect(_back(reference))
    return _page(request, engagement, form, heading="Ret notatet", note=note)


@require_POST
def note_remove(request, reference, note):
    """Take a note of one's own back."""
    engagement = _course(request, reference)
    note = _own(request, engagement, note)
    with reporting(request, success="Notatet er taget tilbage."):
        actions.remove_note(note, by=Actor.of(request))
    return redirect(_back(reference))


def _written(form, engagement, by):
    key = form.cleaned_data["key"] or uuid.uuid4()
    actions.note(engagement, key=key, **form.facts, by=by)


def _done(form, action) -> bool:
    """Whether the form was sent and its action went through; a refusal stands with the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        action()
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _course(request, reference):
    """The visible course of this reference number, or 404."""
    courses = Engagement.objects.visible_to(request.user).with_pause()
    courses = courses.select_related("case", "programme", "party__as_institution")
    return get_object_or_404(courses, case__reference=reference)


def _own(request, engagement, pk):
    note = get_object_or_404(LearningNote.objects.select_related("engagement__case"), pk=pk, engagement=engagement)
    note.engagement = engagement
    require(permissions.can_change_note(request.user, note))
    return note


def _page(request, engagement, form, **context):
    context |= {"engagement": engagement, "form": form, "back": _back(engagement.case.reference)}
    status = 422 if form.errors else 200
    return render(request, "engagements/knowledge/note_form.html", context, status=status)


def _back(reference):
    return reverse("engagements:learning", args=[reference])
