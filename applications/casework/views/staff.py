"""Managers' pages about one application of a round: the formal check, messages and notes."""

from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.assessment import access
from applications.assessment.views.files import linked
from applications.casework import actions, permissions, sheet, summary, supplement
from applications.casework.forms import AskAgainForm, MessageToApplicantForm, MetRequirementsForm, NoteForm
from applications.casework.models import FormalCheck
from applications.casework.views.applicant import MESSAGES_A_PAGE, attachment_of, messages_of, sent
from applications.drafting import changes
from applications.drafting.models import Answer, Application, Reopening
from applications.rounds.models import Requirement
from praksis.cases import actions as cases
from praksis.cases import log, notes
from praksis.cases.actors import Actor
from praksis.cases.models import Note
from praksis.errors import ActionError
from praksis.paging import page_of
from praksis.views import form_page, reporting, require
from praksis.working_days import add_working_days

# What the formal check shows of an application
OF_A_CHECK = ("submission__current", "submission__version", "formal_check__checked_by")
# So many working days an applicant has to answer, unless the manager writes another day.
DAYS_TO_ANSWER = 5


@require_safe
def round_check(request, pk, application_pk):
    """Every answer of the application, what was asked for again, and whether it can be judged."""
    return _render_check(request, find(request, pk, application_pk, *OF_A_CHECK))


@require_POST
def round_check_pass(request, pk, application_pk):
    """Say that the application can be judged, with the round's requirements that it meets."""
    application = find(request, pk, application_pk, *OF_A_CHECK)
    require(permissions.can_check(request.user, application))
    form = MetRequirementsForm(request.POST, requirements=_requirements(application))
    if form.is_valid():
        try:
            actions.pass_check(application, unmet=form.unmet, reason=form.why, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Ansøgningen er kontrolleret og kan bedømmes.")
            return redirect("applications:round_check", pk, application_pk)
    return _render_check(request, application, form)


def _render_check(request, application: Application, form: MetRequirementsForm | None = None):
    checks = permissions.can_check(request.user, application)
    submission, check = application.submission, getattr(application, "formal_check", None)
    reopenings = _reopenings(application).order_by("asked_at")
    asked = sheet.asked(reopenings, timezone.localdate(request.received_at))
    waits = any(one.is_waiting for one in asked)
    if form is None and checks and not check and not waits:
        form = MetRequirementsForm(requirements=_requirements(application))
    # An answer that an earlier edition of the questions asked for may be there too.
    current = application.answers.filter(question__question_set=F("application__question_set"))
    rows = current.values_list("question__key", "institution__name", "pk")
    address = _address_to_ask(application) if checks else lambda row: ""
    signed = submission.version_id != submission.current_id
    context = {
        **about(application),
        "check": check,
        "admitted": check and _admitted(application, check),
        "checks": checks,
        "form": form,
        "asked": asked,
        "waits": waits,
        "sections": sheet.sections(
            linked(submission.current.content, application),
            {(key, name): row for key, name, row in rows} if checks else {},
            address,
        ),
        "changes": changes.between(submission.version.content, submission.current.content) if signed else [],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "applications/casework/round_check.html", context, status=status)


@form_page
def round_ask_again(request, pk, application_pk, answer):
    """Ask for one answer again, with what is missing and by when."""
    application = find(request, pk, application_pk, "submission__current")
    require(permissions.can_check(request.user, application))
    related = ("question", "institution", "application__case", "application__round")
    answer = get_object_or_404(Answer.objects.select_related(*related), pk=answer, application=application)
    judged = supplement.judged(linked(application.submission.current.content, application), answer)
    if judged is None:
        raise Http404
    due_on = add_working_days(timezone.localdate(), DAYS_TO_ANSWER)
    form = AskAgainForm(request.POST if request.method == "POST" else None, initial={"due_on": due_on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_again(answer, by=Actor.of(request), **form.cleaned_data)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Svaret er åbnet igen, og ansøgeren har fået besked.")
            return redirect("applications:round_check", pk, application_pk)
    context = {
        **about(application),
        "form": form,
        "question": answer.question,
        "institution": answer.institution,
        "judged": judged,
    }
    return render(request, "applications/casework/round_ask_again.html", context, status=422 if form.errors else 200)


@require_POST
def round_answer_close(request, pk, application_pk, reopening):
    """Close an answer that was asked for again and is not there: the old one counts."""
    application = find(request, pk, application_pk)
    require(permissions.can_check(request.user, application))
    reopening = get_object_or_404(_reopenings(application), pk=reopening)
    with reporting(request, success="Svaret er lukket. Det, der blev sendt ind, gælder."):
        actions.close(reopening, by=Actor.of(request))
    return redirect("applications:round_check", pk, application_pk)


@form_page
def round_messages(request, pk, application_pk):
    """The messages between the applicant and us, and the form for the next."""
    application = find(request, pk, application_pk)
    writes = permissions.can_handle(request.user)
    form = MessageToApplicantForm(request.POST, request.FILES) if request.method == "POST" else MessageToApplicantForm()
    if request.method == "POST":
        require(writes)
        if form.is_valid() and sent(actions.write_to_applicant, request, application, form):
            return redirect("applications:round_messages", pk, application_pk)
    context = {
        **about(application),
        "form": form if writes else None,
        "page": page_of(messages_of(application), MESSAGES_A_PAGE, request),
        "for_staff": True,
        "unread": writes and application.has_unread,
    }
    return render(request, "applications/casework/round_messages.html", context, status=422 if form.errors else 200)


@require_POST
def round_messages_read(request, pk, application_pk):
    """Note that what the applicant wrote has been read."""
    application = find(request, pk, application_pk)
    require(permissions.can_handle(request.user))
    cases.mark_read(application.case, by_party=False)
    return redirect("applications:round_messages", pk, application_pk)


@require_safe
@never_cache
def round_attachment(request, pk, application_pk, document):
    """A file that is attached to one of the case's messages."""
    return attachment_of(request, find(request, pk, application_pk), document)


@form_page
def round_notes(request, pk, application_pk):
    """Our notes on the case with what was added to them, a form for the next, and the case's whole timeline."""
    application = find(request, pk, application_pk)
    follows = _note_added_to(request, application)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with reporting(request, success="Notatet er gemt."):
            cases.add_note(application.case, text=form.cleaned_data["text"], follows=follows, by=Actor.of(request))
        return redirect("applications:round_notes", pk, application_pk)
    context = {
        **about(application),
        "form": form,
        "follows": follows,
        "notes": notes.of(application.case),
        "events": log.timeline(application.case, party=False, limit=log.asked_for(request.GET)),
    }
    return render(request, "applications/casework/round_notes.html", context, status=422 if form.errors else 200)


def find(request, pk, application_pk, *also):
    """An application that this person may read, of this round, with `also` what the page needs.

    Answers 404 where it is none of the person's, and 403 to whoever only reviews it.
    """
    found = access.readable_applications(request.user).select_related("case", "round", "applicant", *also)
    found = found.annotate(has_unread=summary.unread(by_party=False))
    application = get_object_or_404(found, round=pk, pk=application_pk)
    require(permissions.can_follow(request.user))
    return application


def about(application):
    """What every page about one application shows of it."""
    return {"application": application, "round": application.round, "has_unread": application.has_unread}


def _requirements(application: Application) -> list[Requirement]:
    return list(Requirement.objects.filter(round=application.round).order_by("order"))


def _admitted(application: Application, check: FormalCheck) -> dict[str, str] | None:
    """The requirements that it fails, and why it is judged all the same, as they were logged with the check."""
    told = application.case.events.filter(kind="check.admitted", at__gte=check.checked_at).order_by("at")
    return told.values_list("data", flat=True).first()


def _reopenings(application: Application):
    related = ("answer__question", "answer__institution", "asked_by", "answered_by")
    return Reopening.objects.filter(answer__application=application).select_related(*related)


def _address_to_ask(application: Application):
    def address(row) -> str:
        return reverse("applications:round_ask_again", args=[application.round_id, application.pk, row])

    return address


def _note_added_to(request, application: Application) -> Note | None:
    """The note that `?til=` names, where it stands on this case."""
    asked_for = request.GET.get("til")
    if not asked_for:
        return None
    try:
        key = UUID(asked_for)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Note.objects.select_related("by"), pk=key, case=application.case_id)
