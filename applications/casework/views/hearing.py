"""The pages of a hearing: ours, where it is sent and closed, and the applicant's, where it is answered."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from applications.casework import actions, permissions, register, sheet
from applications.casework.forms import ConclusionForm, HearingAnswerForm, HearingForm
from applications.casework.models import Hearing
from applications.casework.views.staff import about, find
from applications.drafting.models import Application
from applications.drafting.views.drafts import find_application
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, require
from praksis.working_days import add_working_days

# So many working days an applicant has to answer, unless the manager writes another day.
DAYS_TO_ANSWER = 10
# What a page needs of a hearing
PEOPLE = ("sent_by", "answered_by", "closed_by")


@form_page
def round_hearing(request, pk, application_pk):
    """What the applicant has been heard about and what came of it, and the form for a hearing while none is open."""
    application = find(request, pk, application_pk, "submission__current")
    hears = permissions.can_hear(request.user, application)
    if request.method != "POST":
        return _render_round(request, application)
    require(hears)
    form = HearingForm(request.POST)
    if form.is_valid():
        try:
            actions.send_hearing(application, by=Actor.of(request), **form.cleaned_data)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Oplysningerne er sendt, og ansøgeren har fået en mail om det.")
            return redirect("applications:round_hearing", pk, application_pk)
    return _render_round(request, application, form=form)


@require_POST
def round_hearing_close(request, pk, application_pk, hearing):
    """Close a hearing with what we make of it."""
    application = find(request, pk, application_pk, "submission__current")
    require(permissions.can_handle(request.user))
    hearing = get_object_or_404(Hearing, pk=hearing, application=application)
    form = ConclusionForm(request.POST)
    if form.is_valid():
        try:
            actions.close_hearing(hearing, by=Actor.of(request), **form.cleaned_data)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Partshøringen er afsluttet.")
            return redirect("applications:round_hearing", pk, application_pk)
    return _render_round(request, application, closing=form)


@form_page
def hearing(request, pk, hearing):
    """The facts that an applicant is heard about, and the form for its answer, until we have closed the hearing."""
    application = find_application(request, pk)
    hearing = get_object_or_404(_hearings(application), pk=hearing)
    form = HearingAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(permissions.can_write_to_us(request.user, application))
        if form.is_valid() and _answered(request, hearing, form):
            return redirect("applications:hearing", application.pk, hearing.pk)
        hearing = get_object_or_404(_hearings(application), pk=hearing.pk)  # as it stands now
    context = {
        "application": application,
        "hearing": hearing,
        "form": form,
        "writes": permissions.can_answer_hearing(request.user, application, hearing),
        "is_late": hearing.due_on < timezone.localdate(request.received_at),
        "is_announced": permissions.is_announced(application),
    }
    return render(request, "applications/casework/hearing.html", context, status=422 if form.errors else 200)


def _answered(request, hearing: Hearing, form: HearingAnswerForm) -> bool:
    """Send what the form holds; False where it is refused, with the refusal in the form and the text kept."""
    try:
        actions.answer_hearing(hearing, by=Actor.of(request), received_at=request.received_at, **form.cleaned_data)
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Tak. Vi har modtaget jeres svar.")
    return True


def _hearings(application: Application):
    return Hearing.objects.filter(application=application).select_related(*PEOPLE)


def _render_round(request, application: Application, *, form=None, closing=None):
    heard = sheet.heard(_hearings(application).order_by("-sent_at"), timezone.localdate(request.received_at))
    open_one = next((one for one in heard if one.hearing.is_open), None)
    if form is None and open_one is None and permissions.can_hear(request.user, application):
        due_on = add_working_days(timezone.localdate(), DAYS_TO_ANSWER)
        form = HearingForm(initial={"facts": register.of(application), "due_on": due_on})
    may_close = open_one is not None and open_one.can_be_closed and permissions.can_handle(request.user)
    if closing is None and may_close:
        closing = ConclusionForm()
    refused = [one for one in (form, closing) if one is not None and one.errors]
    context = {
        **about(application),
        "heard": heard,
        "form": form,
        "closing": closing,
        "may_close": may_close,
        "forms": [closing] if closing in refused else [],  # the error summary finds `form` by itself
    }
    return render(request, "applications/casework/round_hearing.html", context, status=422 if refused else 200)
