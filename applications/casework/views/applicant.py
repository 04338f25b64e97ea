"""The applicant's pages once the application is handed in: messages, one answer again, and withdrawing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.casework import actions, permissions, sheet, supplement
from applications.casework.forms import MessageForm, WithdrawForm
from applications.drafting import permissions as drafting
from applications.drafting.actions import Conflict
from applications.drafting.cpr import parts_with_cpr
from applications.drafting.forms import SectionForm
from applications.drafting.models import Application, Reopening, Submission
from applications.drafting.sections import Line, Section
from applications.drafting.views.drafts import find_application
from applications.drafting.views.files import REMOVE, linked
from applications.rounds.models import QuestionKind
from praksis.cases import actions as cases
from praksis.cases.actors import Actor
from praksis.cases.models import Message
from praksis.documents.models import Document
from praksis.documents.views import as_attachment
from praksis.errors import ActionError
from praksis.paging import page_of
from praksis.views import form_page, reporting, require

MESSAGES_A_PAGE = 30


@form_page
def messages_with_us(request, pk):
    """The messages between the applicant and us, the newest first, and the form for the next."""
    application = _find_sent(request, pk)
    writes = permissions.can_write_to_us(request.user, application)
    form = MessageForm(request.POST, request.FILES) if request.method == "POST" else MessageForm()
    if request.method == "POST":
        require(writes)
        if form.is_valid() and sent(actions.write_to_us, request, application, form):
            return redirect("applications:messages", application.pk)
    page = page_of(messages_of(application), MESSAGES_A_PAGE, request)
    context = {
        "application": application,
        "form": form if writes else None,
        "page": page,
        "for_staff": False,
        "is_read": permissions.is_read_by_us(application),
        "unread": writes and any(not one.from_party and one.read_at is None for one in page.object_list),
    }
    return render(request, "applications/casework/messages.html", context, status=422 if form.errors else 200)


@require_POST
def messages_read(request, pk):
    """Note that what we wrote has been read."""
    application = _find_sent(request, pk)
    require(permissions.can_write_to_us(request.user, application))
    cases.mark_read(application.case, by_party=True)
    return redirect("applications:messages", application.pk)


@require_safe
@never_cache
def message_attachment(request, pk, document):
    """A file that is attached to a message, for the applicant."""
    return attachment_of(request, _find_sent(request, pk), document)


def attachment_of(request, application: Application, document):
    """A file of one of the case's messages. The caller has seen to it that the person may read them."""
    attached = Document.objects.filter(messages__case=application.case_id)
    return as_attachment(request, get_object_or_404(attached, pk=document))


@form_page
def answer_again(request, pk, reopening):
    """One answer that we ask for again: why, what it was, and the form for just that question."""
    application = find_application(request, pk)
    related = ("answer__question", "answer__institution")
    reopening = get_object_or_404(
        Reopening.objects.select_related(*related), pk=reopening, answer__application=application
    )
    writes = permissions.can_write_to_us(request.user, application)
    if request.method == "POST":
        require(writes)
        return _save_again(request, application, reopening)
    # What was sent and not yet sent stands in the form as it is.
    form = _form_of(reopening, shows_missing="send" in request.GET)
    return _render_again(request, application, reopening, form, writes=writes)


def _save_again(request, application, reopening):
    form = _form_of(reopening, sent=request.POST)
    by = Actor.of(request)
    try:
        if not form.refusals:
            actions.save_answer_again(reopening, form.entries, by=by, received_at=request.received_at)
        if reopening.answer.question.kind == QuestionKind.FILES:
            form.refuse(_take_files(request, reopening, form))
    except Conflict as conflict:
        reopening = _fresh(reopening)
        again = _form_of(reopening, sent=request.POST)
        told = {"refusal": str(conflict), "theirs": conflict.theirs}
        return _render_again(request, application, reopening, again, **told, status=409)
    except ActionError as refusal:
        return _render_again(request, application, _fresh(reopening), form, refusal=str(refusal), status=409)
    if form.refusals:
        return _render_again(request, application, _fresh(reopening), form, status=422)
    if request.POST.get("handling") != "send":
        messages.success(request, "Kladden til svaret er gemt. Den er ikke sendt endnu.")
        return redirect("applications:answer_again", application.pk, reopening.pk)
    try:
        is_no_cpr = "ikke-cpr" in request.POST
        actions.send_answer_again(reopening, is_no_cpr=is_no_cpr, by=by, received_at=request.received_at)
    except ActionError as refusal:
        again = _form_of(_fresh(reopening), shows_missing=True)
        text = "" if again.errors else str(refusal)
        return _render_again(request, application, reopening, again, refusal=text, status=422)
    messages.success(request, "Tak. Vi har modtaget jeres svar.")
    return redirect(application)


def _take_files(request, reopening: Reopening, form: SectionForm) -> dict[str, list[str]]:
    """Take out the file whose button was pressed, attach those that were chosen; by field why some were not."""
    by = {"by": Actor.of(request), "received_at": request.received_at}
    does, _, pressed = request.POST.get("handling", "").partition(":")
    if does == REMOVE:
        actions.remove_file_again(reopening, pressed, **by)
    name = form.section.lines[0].name
    refused = actions.add_files_again(reopening, request.FILES.getlist(name), **by)
    return {name: refused} if refused else {}


def _fresh(reopening: Reopening) -> Reopening:
    """The reopening with its answer as they stand now."""
    return Reopening.objects.select_related("answer__question", "answer__institution").get(pk=reopening.pk)


def _form_of(reopening: Reopening, **how) -> SectionForm:
    """The form of just this question."""
    answer = reopening.answer
    line = Line(answer.question, answer.institution, answer.pk, answer.value, answer.revision)
    return SectionForm(Section(1, answer.question.section, [line]), **how)


def _render_again(request, application, reopening, form, *, writes=True, refusal="", theirs=None, status=200):
    answer = reopening.answer
    submission = Submission.objects.select_related("current").get(application=application)
    asked = sheet.asked([reopening], timezone.localdate(request.received_at))[0]
    context = {
        "application": application,
        "reopening": reopening,
        "question": answer.question,
        "institution": answer.institution,
        "asked": asked,
        "judged": supplement.judged(linked(submission.current.content, application), answer),
        "files": answer.value or [] if answer.question.kind == QuestionKind.FILES else [],
        "form": form,
        "looks_like_cpr": bool(parts_with_cpr(answer.value)),
        "writes": writes and asked.is_waiting and not permissions.is_announced(application),
        "refusal": refusal,
        "theirs": theirs,
    }
    return render(request, "applications/casework/answer_again.html", context, status=status)


@form_page
def application_withdraw(request, pk):
    """Ask before an application is withdrawn, and why."""
    application = find_application(request, pk, "programme")
    if not permissions.can_withdraw(request.user, application):
        # Pressed twice, or too late: the application's page says where it stands.
        require(drafting.can_submit(request.user, application))
        messages.info(request, "Ansøgningen kan ikke trækkes tilbage nu. Siden her viser, hvor den står.")
        return redirect(application)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with reporting(request, success="Ansøgningen er trukket tilbage."):
            actions.withdraw(application, reason=form.cleaned_data["reason"], by=Actor.of(request))
        return redirect(application)
    context = {"application": application, "form": form}
    return render(request, "applications/casework/withdraw.html", context, status=422 if form.errors else 200)


def messages_of(application: Application):
    """The case's messages with what is attached to them, the newest first."""
    of_case = Message.objects.filter(case=application.case_id).select_related("sent_by")
    return of_case.prefetch_related("attachments").order_by("-sent_at", "-pk")


def sent(write, request, application, form) -> bool:
    """Send what the form holds; False where it is refused, with the refusal in the form and the text kept."""
    try:
        write(application, by=Actor.of(request), **form.cleaned_data)
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Beskeden er sendt.")
    return True


def _find_sent(request, pk) -> Application:
    """An application that was handed in: before that there is nobody here who may read it."""
    application = find_application(request, pk)
    if application.submitted_at is None:
        raise Http404
    return application
