"""What is asked about a decision: the applicant's page, and the pages of those of us who answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.allocation.models import Decision
from applications.decisions import asked, clocks, permissions
from applications.decisions.actions import requests as actions
from applications.decisions.models import RequestKind
from applications.decisions.request_forms import AnswerForm, AskForm, EnterForm, PostponeForm
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.paging import page_of
from praksis.views import form_page, require

REQUESTS_A_PAGE = 30


@form_page
def decision_requests(request, pk):
    """What the applicant has asked about its decision, each with the answer, and the form for the next."""
    decisions = Decision.objects.visible_to(request.user).select_related(
        "application__applicant", "case", "round__programme"
    )
    decision = get_object_or_404(decisions, application=pk)
    may_ask = permissions.can_ask(request.user, decision)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(may_ask)
        if form.is_valid() and _sent(request, decision, form):
            return redirect("applications:decision_requests", pk)
    own = asked.with_last_day(asked.of_applicant(decision)).select_related("answered_by")
    context = {
        "decision": decision,
        "application": decision.application,
        "form": form if may_ask else None,
        "requests": own,
    }
    return render(request, "applications/decisions/requests.html", context, status=422 if form.errors else 200)


@require_safe
def request_list(request):
    """The requests that wait for an answer, the most pressing first; or, with `?vis=besvarede`, the answered ones."""
    require(permissions.can_answer_requests(request.user))
    shows_answered = request.GET.get("vis") == "besvarede"
    requests = asked.answered_by(request.user)
    if shows_answered:
        found = asked.with_last_day(requests.exclude(answered_at=None)).order_by("-answered_at", "pk")
    else:
        found = asked.waiting(requests)
    page = page_of(found, REQUESTS_A_PAGE, request)
    for one in page.object_list:
        _describe(one)
    context = {"page": page, "shows_answered": shows_answered}
    return render(request, "applications/decisions/request_list.html", context)


@form_page
def request_enter(request):
    """Enter a request that came by mail."""
    require(permissions.can_answer_requests(request.user))
    initial = {"reference": request.GET.get("sag", ""), "received_on": timezone.localdate()}
    sent = request.POST if request.method == "POST" else None
    form = EnterForm(sent, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            entered = _entered(request, form)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Anmodningen er gemt, og den, der spørger, har fået en kvittering.")
            return redirect(entered)
    return render(
        request, "applications/decisions/request_enter.html", {"form": form}, status=422 if form.errors else 200
    )


@form_page
def request_detail(request, pk):
    """One request with its clock and what stands fast about the decision; a POST answers it."""
    found = _get(request, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"answer": asked.draft(found)})
    if request.method == "POST" and form.is_valid():
        try:
            answer, outcome = form.cleaned_data["answer"], form.cleaned_data["outcome"]
            actions.answer(found, outcome=outcome, text=answer, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
            found = _get(request, pk)  # with a colleague's answer, perhaps
        else:
            messages.success(request, "Svaret er sendt.")
            return redirect(found)
    context = {
        "asked": found,
        "form": None if found.answered_at and not form.errors else form,
        "reasons": asked.reasons(found.decision) if found.decision else [],
        "is_announced": asked.is_announced(found.round),
        "for_access": found.kind == RequestKind.ACCESS,
    }
    return render(request, "applications/decisions/request_detail.html", context, status=422 if form.errors else 200)


@form_page
def request_postpone(request, pk):
    """Tell the asker that the answer comes later."""
    found = _get(request, pk)
    form = PostponeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.postpone(found, by=Actor.of(request), **form.cleaned_data)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Svaret er udsat, og den, der har spurgt, har fået besked.")
            return redirect(found)
    context = {"asked": found, "form": form}
    return render(request, "applications/decisions/request_postpone.html", context, status=422 if form.errors else 200)


def _get(request, pk):
    requests = asked.with_last_day(asked.answered_by(request.user)).select_related("answered_by", "entered_by")
    return _describe(get_object_or_404(requests.select_related(*asked.RELATED), pk=pk))


def _describe(found):
    """The request with what its row and its page say of it."""
    found.about = asked.subject(found)
    found.rule = clocks.rule(found.kind)
    found.clock_word, found.clock_kind = clocks.standing(found.last_day, timezone.localdate())
    if found.decision:
        found.about_url = reverse(
            "applications:round_application", args=[found.round_id, found.decision.application_id]
        )
    else:
        found.about_url = reverse("applications:round_detail", args=[found.round_id])
    return found


def _sent(request, decision, form) -> bool:
    """Send what the applicant asks; False where it is refused, with the refusal in the form."""
    try:
        sent = actions.ask(decision, by=Actor.of(request), received_at=request.received_at, **form.cleaned_data)
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    rule = clocks.rule(sent.kind)
    messages.success(request, f"Vi har modtaget jeres anmodning. Fristen for at svare er {rule}.")
    return True


def _entered(request, form):
    round_, decision = form.found
    told = {name: form.cleaned_data[name] for name in ("kind", "name", "email", "received_on", "text")}
    return actions.enter(round_, decision, by=Actor.of(request), **told)
