"""The pages after the last answer: check, signature, sending and the receipt."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from applications.drafting import actions, approval, check, permissions, reopened, sections, standing, steps
from applications.drafting.approving_forms import ApproverForm, SendForSignatureForm
from applications.drafting.models import Answer, Confirmation, ConfirmationKind, Submission
from applications.drafting.views.drafts import find_application
from applications.drafting.views.files import linked
from applications.drafting.views.printouts import receipt_of
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@require_safe
def application_check(request, pk):
    """Every answer, what is still missing, and the button that sends the text to the director, or a mini's leader."""
    application = find_application(request, pk)
    return _render_check(request, application, SendForSignatureForm(approver=approval.of(application)))


def _render_check(request, application, form, refusal="", status=200):
    parts = sections.of(application)
    signing = standing.of(application)
    key = signing.approver.key
    named = next((line.value for s in parts for line in s.all_lines if line.question.key == key), None)
    context = {
        "application": application,
        "approver": signing.approver,
        "sections": check.of(application, parts),
        "faults": [(section, target, text) for section in parts for target, text in section.faults],
        "standing": signing,
        "named": named,
        "is_leader": permissions.can_confirm(request.user, application, named),
        "send_form": form,
        "refusal": refusal,
        "can_edit": permissions.can_edit(request.user, application),
        "can_send": permissions.can_send_for_signature(request.user, application),
    }
    return render(request, "applications/drafting/application_check.html", context, status=status)


@require_POST
def signature_send(request, pk):
    """Freeze the text and mail it to its approver. What is missing is said on the page one comes from."""
    application = find_application(request, pk)
    require(permissions.can_send_for_signature(request.user, application))
    form = SendForSignatureForm(request.POST, approver=approval.of(application))
    sends = form.is_valid() and form.cleaned_data["sends_when_signed"]
    try:
        who = {"by": Actor.of(request), "received_at": request.received_at}
        link = actions.send_for_signature(application, sends_when_signed=sends, **who)
    except ActionError as refusal:
        return _render_check(request, find_application(request, pk), form, refusal=str(refusal), status=422)
    messages.success(request, f"Ansøgningen er sendt til {link.recipient}.")
    return redirect("applications:signature", application.pk)


@require_safe
def signature_status(request, pk):
    """How far the approver's word is, whether the mail got through, and what one can do about it."""
    application = find_application(request, pk)
    context = {"application": application, "approver": approval.of(application), **_board(request, application)}
    if application.is_draft:
        signing = standing.of(application)
        writes = permissions.can_edit(request.user, application)
        context |= {
            "standing": signing,
            "next": steps.next_step(application, sections.of(application), signing, writes=writes),
            "can_send": permissions.can_send_for_signature(request.user, application),
            "is_leader": permissions.can_confirm(request.user, application, _link_to(signing)),
        }
    return render(request, "applications/drafting/signature_status.html", context)


def _link_to(signing: standing.Standing) -> dict[str, str] | None:
    return {"email": signing.link.recipient} if signing.link else None


def _board(request, application) -> dict:
    """What the board's chair has to do with a frozen text: whether it is confirmed, and whether to ask."""
    version = application.current_version
    if version is None or not permissions.has_board(application):
        return {"has_board": False}
    chairs = Confirmation.objects.filter(version=version, kind=ConfirmationKind.BOARD_CHAIR)
    return {
        "has_board": True,
        "board_confirmation": chairs.first(),
        "can_ask_board": permissions.can_ask_board(request.user, application),
    }


@require_POST
def signature_resend(request, pk):
    """Send the approver a new link; the earlier one stops working."""
    application = find_application(request, pk)
    require(permissions.can_send_for_signature(request.user, application))
    with reporting(request, success="Linket er sendt igen. Det gamle link virker ikke længere."):
        actions.resend_signature_link(application, by=Actor.of(request), received_at=request.received_at)
    return redirect("applications:signature", application.pk)


@require_POST
def signature_withdraw(request, pk):
    """Take the approver's link back."""
    application = find_application(request, pk)
    require(permissions.can_send_for_signature(request.user, application))
    with reporting(request, success="Linket er trukket tilbage og virker ikke længere."):
        actions.withdraw_signature_link(application, by=Actor.of(request), received_at=request.received_at)
    return redirect("applications:signature", application.pk)


@form_page
def approver_correct(request, pk):
    """Correct who signs or confirms, and send the text to the corrected address."""
    application = find_application(request, pk)
    require(permissions.can_send_for_signature(request.user, application))
    approver = approval.of(application)
    answer = get_object_or_404(Answer, application=application, question__key=approver.key)
    seen = {**(answer.value or {}), "revision": answer.revision}
    form = ApproverForm(request.POST if request.method == "POST" else None, initial=seen, approver=approver)
    if request.method == "POST" and form.is_valid():
        person = dict(form.cleaned_data)
        revision = person.pop("revision")
        try:
            who = {"by": Actor.of(request), "received_at": request.received_at}
            link = actions.correct_approver(application, person=person, revision=revision, **who)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Ansøgningen er sendt til {link.recipient}.")
            return redirect("applications:signature", application.pk)
    context = {"application": application, "form": form, "approver": approver}
    return render(request, "applications/drafting/approver_correct.html", context, status=422 if form.errors else 200)


@require_POST
def application_submit(request, pk):
    """Hand the signed or confirmed text in. Pressed twice, it shows the same receipt."""
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
    submission = get_object_or_404(Submission.objects.select_related("version"), application=application)
    # Once the decision is made there is nothing left to answer again.
    announced = steps.is_announced(application)
    asked = None if announced else reopened.of(application, timezone.localdate(request.received_at))
    context = {
        "application": application,
        "submission": submission,
        "version": submission.version,
        "content": linked(submission.version.content, application),
        "approver": approval.of(application),
        "signature": approval.given_to(submission.version, approval.of(application)),
        "printout": receipt_of(application),
        "next": steps.after_drafting(application, asked),
        **_board(request, application),
    }
    return render(request, "applications/drafting/application_receipt.html", context)


@require_safe
def version_detail(request, pk, number):
    """A frozen version, to read and print."""
    application = find_application(request, pk)
    version = get_object_or_404(application.versions, number=number)
    context = {
        "application": application,
        "version": version,
        "content": linked(version.content, application),
        "approver": approval.of(application),
        "signature": approval.given_to(version, approval.of(application)),
    }
    if application.round and version.pk == application.current_version_id and not context["signature"]:
        context["requirements"] = application.round.requirements.all()  # to be printed and signed
    return render(request, "applications/drafting/version_detail.html", context)
