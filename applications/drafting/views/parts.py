"""An institution's part: the writers hand it to its leader, who fills it in by a personal link, without an account."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.drafting import actions, parts, permissions, sections
from applications.drafting.forms import SectionForm
from applications.drafting.models import ApplicationInstitution
from applications.drafting.part_forms import HolderForm, LeaderForm
from applications.drafting.views import autosave
from applications.drafting.views.drafts import find_application, pressed_for
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from praksis.views import form_page, reporting, require

CLOSED = "Ansøgningen er sendt eller trukket tilbage, så der kan ikke rettes mere i den."
LATE = "Fristen er passeret, så der kan ikke rettes mere i ansøgningen."
NOT_SAVED = "Svaret kan ikke gemmes længere. Teksten står her stadig, så du kan kopiere den."


# --- Those who write the application ------------------------------------------------------------------------------


@form_page
def part_send(request, pk, institution):
    """To whom the part is sent, how far the leader is, and what one can do about it."""
    application, row = _find(request, pk, institution)
    form = LeaderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        who = {"by": Actor.of(request), "received_at": request.received_at}
        try:
            link = actions.send_part(application, row.pk, **form.cleaned_data, **who)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Delen er sendt til {link.recipient}.")
            return redirect("applications:send_part", application.pk, row.pk)
    number = next((s.number for s in sections.of(application) if s.institution_question), 1)
    context = {
        "application": application,
        "row": row,
        "form": form,
        "sent": parts.sent_parts([row.pk]).get(row.pk),
        "back": reverse("applications:section", args=[application.pk, number]) + f"?ret#dagtilbud-{row.pk}",
    }
    return render(request, "applications/drafting/part_send.html", context, status=422 if form.errors else 200)


@require_POST
def part_resend(request, pk, institution):
    """Send the leader a new link; the earlier one stops working."""
    application, row = _find(request, pk, institution)
    with reporting(request, success="Linket er sendt igen. Det gamle link virker ikke længere."):
        actions.resend_part(application, row.pk, by=Actor.of(request), received_at=request.received_at)
    return redirect("applications:send_part", application.pk, row.pk)


@require_POST
def part_withdraw(request, pk, institution):
    """Take the leader's link back."""
    application, row = _find(request, pk, institution)
    with reporting(request, success="Linket er trukket tilbage. Det, lederen har skrevet, står der stadig."):
        actions.withdraw_part(application, row.pk, by=Actor.of(request), received_at=request.received_at)
    return redirect("applications:send_part", application.pk, row.pk)


def _find(request, pk, institution):
    """The draft and its institution, which must have questions of its own to hand on."""
    application = find_application(request, pk)
    require(permissions.can_edit(request.user, application))
    row = get_object_or_404(application.institutions, pk=institution)
    if not row.answers.exists():
        raise Http404
    return application, row


# --- The leader ---------------------------------------------------------------------------------------------------


@login_not_required
@never_cache
@require_safe
def part_start(request, token):
    """Exchange the token for the session, so that the address that can be seen and stored is clean."""
    try:
        link = links.redeem(token, purpose=Purpose.FILL_INSTITUTION)
    except links.LinkRefused as refused:
        return _refused(request, refused)
    links.remember(request.session, link)
    return redirect("applications:part")


def by_link(view):
    """Hand the view the institution of the link that this session holds; say why where it no longer works."""

    @wraps(view)
    def with_row(request):
        try:
            link = links.remembered(request.session, purpose=Purpose.FILL_INSTITUTION, at=request.received_at)
            return view(request, link, _row_of(link, request.received_at))
        except links.LinkRefused as refused:
            return _refused(request, refused)

    return login_not_required(never_cache(with_row))


@by_link
@form_page
def part(request, link, row):
    """What it is about, then just that institution's questions; everything that is typed is kept."""
    name = parts.filled_in_by(link)
    if not name:
        return _render_begin(request, link, row, HolderForm(initial=_addressee(link, row)))
    section = sections.part_of(row.application, row)
    if request.method != "POST":
        return _render_part(request, link, row, SectionForm(section, shows_missing="mangler" in request.GET))
    form = SectionForm(section, sent=request.POST)
    pressed, field = pressed_for(request, form)
    conflicts = _save(request, link, form.entries, name, giving_way=field if pressed == "kollegas" else "")
    by = Actor.by_link(link, name=name)
    if pressed == "ikke-cpr":
        drafts = actions.drafts_of(link)
        actions.declare_no_cpr(drafts, name=field, by=by, received_at=request.received_at)
    if conflicts or form.refusals:
        again = SectionForm(sections.part_of(row.application, row), sent=request.POST)
        again.note(conflicts)
        return _render_part(request, link, row, again, status=409 if conflicts else 422)
    here = reverse("applications:part")
    if field:
        return redirect(f"{here}#id_{field}")
    if request.POST.get("handling") == "faerdig":
        return _finish(request, link, by)
    messages.success(request, "Dine svar er gemt.")
    return redirect(here)


def _finish(request, link, by):
    try:
        actions.finish_part(link, by=by, received_at=request.received_at)
    except links.LinkRefused:
        raise
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect(reverse("applications:part") + "?mangler")
    return redirect("applications:part_thanks")


def _save(request, link, entries, name, *, giving_way):
    """Save what was typed, and let the colleague's text stand in the field whose writer gives way."""
    by = {"by": Actor.by_link(link, name=name), "received_at": request.received_at}
    conflicts = actions.save_part_page(link, [entry for entry in entries if entry.name != giving_way], **by)
    for entry in entries:
        if entry.name == giving_way:
            try:
                actions.use_theirs_in_part(link, entry, **by)
            except actions.Conflict as conflict:
                conflicts.append(conflict)
    return conflicts


@require_POST
@by_link
def part_begin(request, link, row):
    """The leader says who he or she is, and begins."""
    form = HolderForm(request.POST)
    if not form.is_valid():
        return _render_begin(request, link, row, form, status=422)
    actions.begin_part(link, name=form.cleaned_data["name"], received_at=request.received_at)
    return redirect("applications:part")


@login_not_required
@never_cache
@require_POST
def part_save(request):
    """Save one field as it is typed. Answers JSON, also where the link no longer works."""
    try:
        link = links.remembered(request.session, purpose=Purpose.FILL_INSTITUTION, at=request.received_at)
    except links.LinkRefused as refused:
        return JsonResponse({"message": f"{refused} Teksten står her stadig, så du kan kopiere den."}, status=410)
    name = parts.filled_in_by(link)
    entry, gives_way = autosave.entry_in(request)
    save = actions.use_theirs_in_part if gives_way else actions.save_part
    try:
        answer = save(link, entry, by=Actor.by_link(link, name=name), received_at=request.received_at)
    except actions.Conflict as conflict:
        return autosave.conflicting(conflict)
    except (ObjectDoesNotExist, ValidationError, ActionError):
        return JsonResponse({"message": NOT_SAVED}, status=403)
    except ValueError:
        return JsonResponse({"message": autosave.NOT_KEPT}, status=422)
    return autosave.saved(answer, entry, gave_way=gives_way)


@login_not_required
@never_cache
@require_safe
def part_thanks(request):
    """What happens next, once the leader is done."""
    try:
        link = links.remembered(request.session, purpose=Purpose.FILL_INSTITUTION, usable=False)
    except links.LinkRefused as refused:
        return _refused(request, refused)
    if not link.used_at:
        return redirect("applications:part")
    row = _row(link)
    context = {"application": row.application, "row": row, "by": _addressee(link, row)["by"]}
    return render(request, "applications/drafting/part_thanks.html", context)


def _row_of(link: PersonalLink, received_at) -> ApplicationInstitution:
    """The link's institution, while its application can be written in."""
    row = _row(link)
    if not row.application.is_draft:
        raise links.LinkRefused(CLOSED)
    if not row.application.is_in_time_at(received_at):
        raise links.LinkRefused(LATE)
    return row


def _row(link: PersonalLink) -> ApplicationInstitution:
    related = (f"application__{name}" for name in ("case", "round", "programme", "applicant"))
    row = ApplicationInstitution.objects.select_related(*related).filter(pk=link.object_id).first()
    if row is None:
        raise links.LinkRefused(links.WITHDRAWN)
    return row


def _addressee(link, row) -> dict:
    return parts.addressee(row.application.case_id, link)


def _render_begin(request, link, row, form, status=200):
    lines = sections.part_of(row.application, row).lines
    context = {"application": row.application, "row": row, "link": link, "form": form, "lines": lines}
    context["by"] = _addressee(link, row)["by"]
    return render(request, "applications/drafting/part_begin.html", context, status=status)


def _render_part(request, link, row, form, status=200):
    context = {"application": row.application, "row": row, "link": link, "form": form}
    return render(request, "applications/drafting/part.html", context, status=status)


def _refused(request, refused):
    """Why the link does not work, with what was typed, so that it can be copied. An unknown one is not found."""
    sent = request.POST.lists() if request.method == "POST" else []
    texts = [value for name, values in sent if "@" in name and ":" not in name for value in values if value.strip()]
    context = {"reason": str(refused), "texts": texts}
    status = 404 if str(refused) == links.UNKNOWN else 410
    return render(request, "applications/drafting/part_refused.html", context, status=status)
