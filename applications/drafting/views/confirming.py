"""The pages of a mini's leader and its board's chair: a personal link, or signed in. Only a pressed button acts."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.drafting import actions, changes, permissions, reading
from applications.drafting.approving_forms import SendBackForm, SignerForm
from applications.drafting.confirmers import ASKED
from applications.drafting.models import Answer, Application, Confirmation, ConfirmationKind, Version
from applications.drafting.views.drafts import find_application
from applications.drafting.views.files import hand_out_of
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.views import form_page, reporting, require


@login_not_required
@never_cache
@require_safe
def confirm_start(request, token, whose):
    """Exchange the token for the session, so that the address that can be seen and stored is clean."""
    asked = ASKED[whose]
    try:
        link = links.redeem(token, purpose=asked.purpose)
    except links.LinkRefused as refused:
        # Whoever has confirmed and opens the mail again is told so.
        given = _confirmation(request, asked)
        if given and str(given.link_id) == token.partition(".")[0]:
            return redirect(asked.thanks)
        return _refused(request, refused)
    links.remember(request.session, link)
    return redirect(asked.page)


def by_link(view):
    """Hand the view the link that this session holds; say why where it no longer works."""

    @wraps(view)
    def with_link(request, whose, **parts):
        asked = ASKED[whose]
        try:
            link = links.remembered(request.session, purpose=asked.purpose, at=request.received_at)
            return view(request, asked, link, **parts)
        except links.LinkRefused as refused:
            if _confirmation(request, asked):
                return redirect(asked.thanks)
            return _refused(request, refused)

    return login_not_required(never_cache(with_link))


@by_link
@form_page
def confirm(request, asked, link):
    """First what the confirmation means, then the text, then the confirmation itself."""
    if request.method != "POST":
        return _render_confirm(request, asked, link)
    form = SignerForm(request.POST)
    if not form.is_valid():
        return _render_confirm(request, asked, link, form=form, status=422)
    try:
        asked.act(link, **form.cleaned_data, received_at=request.received_at)
    except links.LinkRefused:
        raise
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return _render_confirm(request, asked, link, form=form, status=422)
    return redirect(asked.thanks)


@by_link
@require_POST
def confirm_back(request, asked, link):
    """Send the application back with a remark instead of confirming."""
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _render_confirm(request, asked, link, back=form, status=422)
    try:
        actions.send_back(link, received_at=request.received_at, **form.cleaned_data)
    except links.LinkRefused:
        raise
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return _render_confirm(request, asked, link, back=form, status=422)
    return redirect(asked.thanks)


@by_link
@require_safe
def confirm_file(request, asked, link, document):
    """A file that belongs to the text which is to be confirmed."""
    application = _application(link)
    return hand_out_of(request, application, application.current_version.content, document)


@login_not_required
@never_cache
@require_safe
def confirm_thanks(request, whose):
    """What happened, what happens next, and when."""
    asked = ASKED[whose]
    try:
        link = links.remembered(request.session, purpose=asked.purpose, usable=False)
    except links.LinkRefused as refused:
        return _refused(request, refused)
    if not link.used_at:
        return redirect(asked.page)
    context = {
        "application": _application(link),
        "confirmation": _confirmation(request, asked),
        "for_the_board": asked.kind == ConfirmationKind.BOARD_CHAIR,
    }
    return render(request, "applications/drafting/confirm_thanks.html", context)


@require_POST
def confirm_signed_in(request, pk):
    """The leader confirms with the account instead of the link."""
    application = find_application(request, pk)
    named = get_object_or_404(Answer, application=application, question__key="leader").value
    require(permissions.can_confirm(request.user, application, named))
    try:
        actions.confirm_signed_in(application, by=Actor.of(request), received_at=request.received_at)
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:check", application.pk)
    application.refresh_from_db()
    if not application.is_draft:
        return redirect("applications:receipt", application.pk)
    messages.success(request, "Ansøgningen er bekræftet.")
    return redirect("applications:signature", application.pk)


@require_POST
def board_ask(request, pk):
    """Mail the board's chair a link to the frozen text."""
    application = find_application(request, pk)
    require(permissions.can_ask_board(request.user, application))
    with reporting(request, success="Vi har skrevet til bestyrelsens formand."):
        actions.ask_board_chair(application, by=Actor.of(request), received_at=request.received_at)
    return redirect("applications:signature", application.pk)


def _render_confirm(request, asked, link, *, form=None, back=None, status=200):
    application = _application(link)
    version = application.current_version
    named = reading.answer(version.content, asked.key) or {}
    person = {"name": named.get("name", ""), "title": named.get("title", "")}
    earlier = Version.objects.filter(application=application, confirmations__kind=asked.kind).first()
    context = {
        "application": application,
        "link": link,
        "version": version,
        "content": reading.with_addresses(version.content, lambda document: reverse(asked.file, args=[document])),
        "changes": changes.between(earlier.content, version.content) if earlier else None,
        "form": form or SignerForm(initial=person),
        "forms": [back] if back else [],
        "back_form": back or SendBackForm(initial=person),
        "for_the_board": asked.kind == ConfirmationKind.BOARD_CHAIR,
    }
    return render(request, "applications/drafting/confirm.html", context, status=status)


def _application(link) -> Application:
    related = ("case", "round", "programme", "applicant", "current_version")
    return Application.objects.select_related(*related).get(pk=link.object_id)


def _confirmation(request, asked) -> Confirmation | None:
    """The confirmation given with the link that this session holds."""
    try:
        link = links.remembered(request.session, purpose=asked.purpose, usable=False)
    except links.LinkRefused:
        return None
    return Confirmation.objects.select_related("version").filter(link=link).first()


def _refused(request, refused):
    """Why the link does not work. An unknown one is not found; one that worked once is gone."""
    status = 404 if str(refused) == links.UNKNOWN else 410
    context = {"reason": str(refused), "done": "bekræftet"}
    return render(request, "applications/drafting/sign_refused.html", context, status=status)
