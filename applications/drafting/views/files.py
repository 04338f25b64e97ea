"""Files of an application: attached with a section or by themselves, taken out, handed out to those who may read it."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.drafting import actions, permissions, reading, sections
from applications.drafting.actions.entering import KIND as MAILED
from applications.drafting.actions.files import KIND as ATTACHMENT
from applications.drafting.actions.paper import KIND as SIGNED_PAPER
from applications.drafting.forms import SectionForm
from applications.drafting.models import Application
from applications.rounds.models import QuestionKind
from praksis.cases.actors import Actor
from praksis.documents.models import Audience, Document
from praksis.documents.views import as_attachment
from praksis.views import reporting, require

# What the button beside a file says it does, before the file's id
REMOVE = "fjern-bilag"


def take(request, application, section) -> dict[str, list[str]]:
    """Do what a sent section says of files: take out the one whose button was pressed, attach those that were chosen.

    Returns by field why some were not attached. Raises as the actions do where nothing may be written.
    """
    by = {"by": Actor.of(request), "received_at": request.received_at}
    does, _, pressed = request.POST.get("handling", "").partition(":")
    refused = {}
    for line in section.all_lines:
        if line.question.kind != QuestionKind.FILES:
            continue
        if does == REMOVE and any(file["id"] == pressed for file in line.value or []):
            actions.remove_file(application.pk, pressed, **by)
        chosen = request.FILES.getlist(line.name)
        if sentences := actions.add_files(application.pk, name=line.name, files=chosen, **by):
            refused[line.name] = sentences
    return refused


@require_POST
def files_add(request, pk):
    """Attach the files of one field, as soon as they are chosen. htmx gets the field back, with what was refused."""
    application = _editable(request, pk)
    name = next(iter(request.FILES), request.POST.get("field", ""))
    try:
        refused = actions.add_files(
            pk,
            name=name,
            files=request.FILES.getlist(name),
            by=Actor.of(request),
            received_at=request.received_at,
        )
    except (ObjectDoesNotExist, ValidationError, ValueError):
        raise Http404 from None
    section = _section_with(application, name=name)
    if not request.htmx:
        for sentence in refused:
            messages.error(request, sentence)
        return redirect(_address(application, section))
    form = SectionForm(section)
    form.refuse({name: refused} if refused else {})
    line = next(line for line in section.all_lines if line.name == name)
    said = " ".join(refused) or "Filen er vedhæftet."
    context = {"application": application, "block": form.blocks_of([line])[0], "said": said}
    return render(request, "applications/drafting/_files.html", context)


@require_POST
def file_remove(request, pk, document):
    """Take one file out of the answer that it is attached to."""
    application = _editable(request, pk)
    section = _section_with(application, document=str(document))
    with reporting(request, success="Filen er taget ud af ansøgningen."):
        actions.remove_file(pk, document, by=Actor.of(request), received_at=request.received_at)
    return redirect(_address(application, section))


@require_safe
@never_cache
def file_download(request, pk, document):
    """A file of the application for those who write it: an attachment, even one taken out, or the signed paper."""
    application = get_object_or_404(Application.objects.visible_to(request.user).only("case"), pk=pk)
    return hand_out(request, application, document)


def linked(content, application):
    """A frozen version whose files lead to where the applicant gets them."""
    return reading.with_addresses(
        content, lambda document: reverse("applications:file", args=[application.pk, document])
    )


def hand_out(request, application, document):
    """The file itself. The caller has seen to it that the person may read it."""
    files = Document.objects.filter(
        case=application.case_id, audience=Audience.APPLICATION, kind__in=[ATTACHMENT, SIGNED_PAPER, MAILED]
    )
    return as_attachment(request, get_object_or_404(files, pk=document))


def hand_out_of(request, application, content, document):
    """A file that this frozen text names; 404 for every other."""
    if str(document) not in {file["id"] for file in reading.files(content)}:
        raise Http404
    return hand_out(request, application, document)


def _editable(request, pk) -> Application:
    application = get_object_or_404(Application.objects.visible_to(request.user), pk=pk)
    require(permissions.can_edit(request.user, application))
    return application


def _section_with(application, *, name: str = "", document: str = ""):
    """The section that has the field, or the file; 404 where none has."""
    for section in sections.of(application):
        for line in section.all_lines:
            attached = line.value if line.question.kind == QuestionKind.FILES else None
            if line.name == name or any(file["id"] == document for file in attached or []):
                return section
    raise Http404


def _address(application, section) -> str:
    return reverse("applications:section", args=[application.pk, section.number]) + "?ret"
