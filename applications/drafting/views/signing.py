"""The director's pages: a personal link, no account. Looking never acts; only a pressed button does."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.drafting import actions, changes, reading
from applications.drafting.approving_forms import SendBackForm, SignerForm, SignForm
from applications.drafting.models import Application, Signature, Version
from applications.drafting.views.files import hand_out_of
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.views import form_page

# What the director typed, kept while the code is on its way
SIGNER = "signer"


@login_not_required
@never_cache
@require_safe
def sign_start(request, token):
    """Exchange the token for the session, so that the address that can be seen and stored is clean."""
    try:
        link = links.redeem(token, purpose=Purpose.SIGN_APPLICATION)
    except links.LinkRefused as refused:
        # Whoever has signed and opens the mail again is told so.
        signed = _signature(request)
        if signed and str(signed.link_id) == token.partition(".")[0]:
            return redirect("applications:sign_thanks")
        return _refused(request, refused)
    links.remember(request.session, link)
    return redirect("applications:sign")


def by_link(view):
    """Hand the view the link that this session holds; say why where it no longer works."""

    @wraps(view)
    def with_link(request, **parts):
        try:
            link = links.remembered(request.session, purpose=Purpose.SIGN_APPLICATION, at=request.received_at)
            return view(request, link, **parts)
        except links.LinkRefused as refused:
            if _signature(request):
                return redirect("applications:sign_thanks")
            return _refused(request, refused)

    return login_not_required(never_cache(with_link))


@by_link
@form_page
def sign(request, link):
    """First what the signature binds the municipality to, then the text, then the signature itself."""
    if request.method != "POST":
        return _render_sign(request, link, signer=SignerForm(initial=_signer(request, link)))
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            actions.sign(link, **form.cleaned_data, received_at=request.received_at)
        except links.LinkRefused:
            raise
        except ActionError as refusal:
            form.add_error("code", str(refusal))
        else:
            request.session.pop(SIGNER, None)
            return redirect("applications:sign_thanks")
    return _render_sign(request, link, signer=form, status=422)


@by_link
@require_POST
def sign_code(request, link):
    """Mail a six-digit code to the link's own address."""
    form = SignerForm(request.POST)
    if not form.is_valid():
        return _render_sign(request, link, signer=form, status=422)
    actions.send_code(link)
    request.session[SIGNER] = form.cleaned_data
    return redirect("/underskriv/#kode")


@by_link
@require_POST
def sign_back(request, link):
    """Send the application back with a remark instead of signing."""
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _render_sign(request, link, back=form, status=422)
    try:
        actions.send_back(link, received_at=request.received_at, **form.cleaned_data)
    except links.LinkRefused:
        raise
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return _render_sign(request, link, back=form, status=422)
    return redirect("applications:sign_thanks")


@by_link
@require_safe
def sign_file(request, link, document):
    """A file that belongs to the text which is to be signed."""
    application = _application(link)
    return hand_out_of(request, application, application.current_version.content, document)


@login_not_required
@never_cache
@require_safe
def sign_thanks(request):
    """What happened, what happens next, and when."""
    try:
        link = links.remembered(request.session, purpose=Purpose.SIGN_APPLICATION, usable=False)
    except links.LinkRefused as refused:
        return _refused(request, refused)
    if not link.used_at:
        return redirect("applications:sign")
    context = {"application": _application(link), "signature": _signature(request)}
    return render(request, "applications/drafting/sign_thanks.html", context)


def _render_sign(request, link, *, signer=None, back=None, status=200):
    application = _application(link)
    version = application.current_version
    signer = signer or SignerForm(initial=_signer(request, link))
    code_sent = bool(link.code_sent_at) and timezone.now() <= link.code_sent_at + links.CODE_LASTS
    if code_sent and not isinstance(signer, SignForm) and not signer.is_bound:
        signer = SignForm(initial=signer.initial)
    earlier = Version.objects.filter(application=application, signature__isnull=False).first()
    context = {
        "application": application,
        "link": link,
        "version": version,
        "content": reading.with_addresses(
            version.content, lambda document: reverse("applications:sign_file", args=[document])
        ),
        "requirements": application.round.requirements.all(),
        "changes": changes.between(earlier.content, version.content) if earlier else None,
        "code_sent": code_sent,
        "form": signer,
        "forms": [back] if back else [],
        "back_form": back or SendBackForm(initial=_signer(request, link)),
    }
    return render(request, "applications/drafting/sign.html", context, status=status)


def _signer(request, link) -> dict:
    """What the director typed last, or else what the application says of the director."""
    person = reading.answer(_application(link).current_version.content, "director") or {}
    return request.session.get(SIGNER) or {"name": person.get("name", ""), "title": person.get("title", "")}


def _application(link) -> Application:
    related = ("case", "round", "programme", "applicant", "current_version")
    return Application.objects.select_related(*related).get(pk=link.object_id)


def _signature(request) -> Signature | None:
    """The signature given with the link that this session holds."""
    try:
        link = links.remembered(request.session, purpose=Purpose.SIGN_APPLICATION, usable=False)
    except links.LinkRefused:
        return None
    return Signature.objects.select_related("version").filter(link=link).first()


def _refused(request, refused):
    """Why the link does not work. An unknown one is not found; one that worked once is gone."""
    status = 404 if str(refused) == links.UNKNOWN else 410
    context = {"reason": str(refused), "done": "skrevet under"}
    return render(request, "applications/drafting/sign_refused.html", context, status=status)
