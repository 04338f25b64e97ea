"""A new edition of the questions: a manager puts it to use, a writer takes it into the draft."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from applications.drafting import actions, permissions, questions
from applications.drafting.views.drafts import find_application
from applications.rounds.forms import PublishForm
from applications.rounds.views.questions import find_edition, render_edition
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@require_POST
def edition_publish(request, pk):
    """Put a new edition of the questions to use."""
    edition = find_edition(request, pk)
    form = PublishForm(request.POST)
    if form.is_valid():
        note = form.cleaned_data["change_note"]
        try:
            drafts = actions.publish_questions(edition, change_note=note, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            told = {0: "Ingen har en kladde endnu.", 1: "Én kladde har fået besked."}
            told_words = told.get(drafts, f"{drafts} kladder har fået besked.")
            messages.success(request, f"De nye spørgsmål er taget i brug. {told_words}")
            return redirect("applications:question_set", edition.pk)
    return render_edition(request, edition, form, status=422)


@form_page
def questions_switch(request, pk):
    """What a new edition of the questions means for this draft, and the button that switches."""
    application = find_application(request, pk)
    require(permissions.can_edit(request.user, application))
    if request.method == "POST":
        with reporting(request, success="Ansøgningen har de nye spørgsmål nu. Jeres svar er flyttet med."):
            actions.switch_questions(application, by=Actor.of(request), received_at=request.received_at)
        return redirect(application)
    edition = questions.newer(application)
    if edition is None:
        return redirect(application)
    context = {
        "application": application,
        "edition": edition,
        "comparison": questions.compare(application, edition),
    }
    return render(request, "applications/drafting/questions_switch.html", context)
