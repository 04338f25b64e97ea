"""The pages after the last answer: check, signature, sending and the receipt."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.drafting import actions, check, permissions, sections, standing, steps
from applications.drafting.forms import DirectorForm, SendForSignatureForm
from applications.drafting.models import Answer, Submission
from applications.drafting.views.drafts import FORM_METHODS, find_application
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import reporting, require


@require_safe
def application_check(request, pk):
    """Every answer, what is still missing, and the button that sends the text to the director."""
    return _render_check(request, find_application(request, pk), SendForSignatureForm())


def _render_check(request, application, form, refusal="", status=200):
    parts = sections.of(application)
    signing = standing.of(application)
    context = {
        "application": application,
        "sections": check.of(application, parts),
        "faults": [(section, target, text) for section in parts for target, text in section.faults],
        "standing": signing,
        "director": next((line.value for s in parts for line in s.all_lines if line.question.key == "director"), None),
        "send_form": form,
        "refusal": refusal,
        "can_edit": permissions.can_edit(request.user, application),
        "can_send": permissions.can_send_for_signature(request.user, application),
    }
    return render(request, "applications/drafting/application_check.html", context, status=status)


@require_POST
def signature_send(request, pk):
    """Freeze the text and mail it to the director. What is missing is said on the page one comes from."""
    application = find_application(request, pk)
    require(permissions.can_send_for_signature(request.user, application))
    form = SendForSignatureForm(request.POST)
    sends = form.is_valid() and form.cleaned_data["sends_when_signed"]
    try:
        link = actions.send_for_signature(application, by=Actor.of(request), sends_when_signed=sends)
    except ActionError as refusal:
        return _render_check(request, find_application(request, pk), form, refusal=str(refusal), status=422)
    messages.success(request, f"Ansøgningen er sendt til {link.recipient}.")
    return redirect("applications:signature", application.pk)


@require_safe
def signature_status(request, pk):
    """How far the director's signature is, whether the mail got through, and what one can do about it."""
    application = find_application(request, pk)
    context = {"application": application}
    if application.is_draft:
        signing = standing.of(application)
        writes = permissions.can_edit(request.user, application)
        context |= {
            "standing": signing,
            "next": steps.next_step(application, sections.of(application), signing, writes=writes),
            "can_send": permissions.can_send_for_signature(request.user, application),
        }
    return render(request, "applications/drafting/signature_status.html", context)


@require_POST
def signature_resend(request, pk):
    """Send the director a new link; the earlier one stops working."""
    application = find_application(request, pk)
    require(permissions.can_send_for_signature(request.user, application))
    with reporting(request, success="Linket er sendt igen. Det gamle link virker ikke længere."):
        actions.resend_signature_link(application, by=Actor.of(request))
    return redirect("applications:signature", application.pk)


@require_POST
def signature_withdraw(request, pk):
    """Take the director's link back."""
    application = find_application(request, pk)
    require(permissions.can_send_for_signature(request.user, application))
    with reporting(request, success="Linket er trukket tilbage og virker ikke længere."):
        actions.withdraw_signature_link(application, by=Actor.of(request))
    return redirect("applications:signature", application.pk)


@require_http_methods(FORM_METHODS)
def director_correct(request, pk):
    """Correct who signs, and send the text to the corrected address."""
    application = find_application(request, pk)
    require(permissions.can_send_for_signature(request.user, application))
    answer = get_object_or_404(Answer, application=application, question__key="director")
    seen = {**(answer.value or {}), "revision": answer.revision}
    form = DirectorForm(request.POST if request.method == "POST" else None, initial=seen)
    if request.method == "POST" and form.is_valid():
        person = dict(form.cleaned_data)
        revision = person.pop("revision")
        try:
            link = actions.correct_director(application, person=person, revision=revision, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Ansøgningen er sendt til {link.recipient}.")
            return redirect("applications:signature", application.pk)
    context = {"application": application, "form": form}
    return render(request, "applications/drafting/director_correct.html", context, status=422 if form.errors else 200)


@require_POST
def application_submit(request, pk):
    """Hand the signed text in. Pressed twice, it shows the same receipt."""
    application = find_application(request, pk)
    require(permissions.can_submit(request.user, application))
    try:
        actions.submit(application, by=Actor.of(request), received_at=request.received_at)
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect(application)
    return redirect("applications:receipt", application.pk)


@require_safe
def application_receipt(request, pk):
    """What was received and when, with the whole application as it was signed."""
    application = find_application(request, pk)
    submission = get_object_or_404(Submission.objects.select_related("version__signature"), application=application)
    context = {
        "application": application,
        "submission": submission,
        "version": submission.version,
        "content": submission.version.content,
        "signature": submission.version.signature,
        "next": steps.after_drafting(application),
    }
    return render(request, "applications/drafting/application_receipt.html", context)


@require_safe
def version_detail(request, pk, number):
    """A frozen version, to read and print."""
    application = find_application(request, pk)
    version = get_object_or_404(application.versions.select_related("signature"), number=number)
    context = {
        "application": application,
        "version": version,
        "content": version.content,
        "signature": getattr(version, "signature", None),
    }
    return render(request, "applications/drafting/version_detail.html", context)
