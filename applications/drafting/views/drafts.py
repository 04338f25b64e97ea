"""The pages of a draft: begin, overview, one section at a time, and saving a field as it is typed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from applications.drafting import (
    actions,
    approval,
    permissions,
    presence,
    questions,
    reopened,
    sections,
    standing,
    steps,
)
from applications.drafting.forms import BeginForm, InstitutionForm, SectionForm
from applications.drafting.models import AnswerChange, Application, Status
from applications.drafting.parts import sent_parts
from applications.drafting.views import autosave, files
from applications.drafting.views.presence import presence_context
from applications.rounds.editions import questions_of
from applications.rounds.models import ProgrammeKind, Round
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.organisations.models import Institution, Municipality
from praksis.views import form_page, reporting, require

LOGGED_OUT = "Du er blevet logget ud. Teksten står her stadig. Log ind i et nyt vindue, og gem så siden her."
NOT_YOURS = "Svaret kan ikke rettes længere. Teksten står her stadig, så du kan kopiere den."
# The buttons of an institution on its section, and where they lead once everything is saved
INSTITUTION_PAGES = {"fjern": "applications:remove_institution", "leder": "applications:send_part"}


def find_application(request, pk, *also: str) -> Application:
    """The application with what every page shows, and `also` what this one does; 404 where it is not the person's."""
    # Most drafts have no version yet; where there is one it is fetched by itself.
    found = Application.objects.visible_to(request.user).select_related("case", "round", *also)
    application = get_object_or_404(found, pk=pk)
    # Most who see it are members of the applicant, and one's memberships are read with their organisations.
    if membership := permissions.membership_of(request.user, application):
        application.applicant = membership.organisation
    return application


@form_page
def application_begin(request, pk):
    """What it takes, for whom, and the button that begins; a draft that is there already is offered instead."""
    round_ = get_object_or_404(Round.objects.published().exclude(programme__kind=ProgrammeKind.MINI), pk=pk)
    mine = permissions.begins_for(request.user)
    municipalities = list(Municipality.objects.filter(pk__in=mine).order_by("name"))
    begun = Application.objects.filter(round=round_, applicant__in=mine).exclude(status=Status.WITHDRAWN)
    own, others = [], []
    organisations = {m.organisation_id: m.organisation for m in request.user.active_memberships}
    for application in begun.order_by("created_at"):
        application.applicant = organisations[application.applicant_id]
        (own if permissions.can_view(request.user, application) else others).append(application)
    form = BeginForm(request.POST if request.method == "POST" else None, municipalities=municipalities)

    if request.method == "POST" and form.is_valid():
        applicant = next(m for m in municipalities if str(m.pk) == form.cleaned_data["applicant"])
        existing = next((application for application in own if application.applicant_id == applicant.pk), None)
        if existing:
            messages.info(request, "I har allerede begyndt en ansøgning. Her kan I fortsætte.")
            return redirect(existing)
        with reporting(request):
            return redirect(actions.begin(round_, applicant, by=Actor.of(request), received_at=request.received_at))
    edition = round_.questions_now
    context = {
        "round": round_,
        "form": form,
        "municipalities": municipalities,
        # Those that could prepare an application for their municipality
        "institutions": _institutions_among(mine, municipalities, own),
        "offered": Application.objects.offered_to(request.user).filter(round=round_).values("pk", "applicant__name"),
        "own": own,
        "free": [m for m in municipalities if m.pk not in {a.applicant_id for a in own}],
        "at_work": sorted({application.applicant.name for application in others}),
        "question_groups": sections.blank(questions_of(edition.pk) if edition else []),
        "criteria": round_.criteria.values("text"),
        "extensions": round_.extensions.filter(application=None),
    }
    return render(request, "applications/drafting/application_begin.html", context)


def _institutions_among(mine, municipalities, own):
    """Those institutions for which nothing is begun in the round."""
    if len(mine) == len(municipalities):
        return []
    institutions = Institution.objects.filter(pk__in=mine).exclude(pk__in=[a.applicant_id for a in own])
    return institutions.select_related("municipality").order_by("name", "pk")


@require_safe
def application_detail(request, pk):
    """The task list while it is a draft, and where it stands afterwards."""
    application = find_application(request, pk, "programme")
    writes = permissions.can_edit(request.user, application)
    context = {
        "application": application,
        "can_edit": writes,
        "is_announced": steps.is_announced(application),
        "reads_along": permissions.membership_of(request.user, application) is None,
        "can_copy": permissions.can_copy(request.user, application),
    }
    if application.is_draft:
        parts, signing = sections.of(application), standing.of(application)
        context["newer_questions"] = questions.newer(application) if writes else None
        context["sections"] = parts
        context["done"] = sum(not section.faults for section in parts)
        context["tasks"] = steps.tasks(application, parts, signing, writes=writes)
        context["next"] = steps.next_step(application, parts, signing, writes=writes)
        if context["reads_along"] and not application.is_entered:
            context["next"] = steps.with_the_municipality(application)
    else:
        waiting = reopened.of(application, timezone.localdate(request.received_at))
        context["next"] = steps.after_drafting(application, waiting)
        # While they write, what has happened stands with the history of the texts.
        context["events"] = log.timeline(application.case, party=True, limit=log.asked_for(request.GET))
    return render(request, "applications/drafting/application_detail.html", context)


@form_page
def application_section(request, pk, number):
    """One section: everything that is typed is kept, what is wrong is said beside it."""
    application = find_application(request, pk)
    if request.method == "POST" and not application.is_draft:
        return _too_late(request, application, number)
    require(permissions.can_edit(request.user, application))
    if request.method == "POST":
        return _save_section(request, application, number)
    if application.current_version_id and "ret" not in request.GET:
        context = {"application": application, "number": number, "standing": standing.of(application)}
        return render(request, "applications/drafting/section_warning.html", context)
    parts = sections.of(application)
    form = SectionForm(_numbered(parts, number), shows_missing="mangler" in request.GET)
    return _render_section(request, application, parts, form, _institution_form(application, form.section))


def _save_section(request, application, number):
    section = _numbered(sections.of(application), number)
    form = SectionForm(section, sent=request.POST)
    adding = _institution_form(application, section, data=request.POST)
    pressed, field = pressed_for(request, form)
    try:
        conflicts = _save_entries(request, application, form.entries, giving_way=field if pressed == "kollegas" else "")
        if pressed == "ikke-cpr":
            drafts = Application.objects.editable_by(request.user).filter(pk=application.pk)
            actions.declare_no_cpr(drafts, name=field, by=Actor.of(request), received_at=request.received_at)
        refused = files.take(request, application, section)
    except (ObjectDoesNotExist, ActionError):  # handed in since the page was fetched
        return _too_late(request, application, number)
    added = None
    if adding and adding.is_filled and adding.is_valid():
        try:
            who = {"by": Actor.of(request), "received_at": request.received_at}
            added = actions.add_institution(application, **who, **adding.cleaned_data)
        except ActionError as refusal:
            adding.add_error("institution" if adding.cleaned_data["institution"] else "name", str(refusal))

    if conflicts or refused or form.refusals or (adding and adding.is_filled and adding.errors):
        application = find_application(request, application.pk)
        parts = sections.of(application)
        again = SectionForm(_numbered(parts, number), sent=request.POST)
        again.note(conflicts)
        again.refuse(refused)
        adding = adding if adding and adding.is_filled and adding.errors else _institution_form(application, section)
        return _render_section(request, application, parts, again, adding, status=409 if conflicts else 422)
    return redirect(_next_address(request, application, number, added, field))


def _save_entries(request, application, entries, *, giving_way):
    """Save what was typed, and let the colleague's text stand in the field whose writer gives way."""
    by = {"by": Actor.of(request), "received_at": request.received_at}
    kept = [entry for entry in entries if entry.name != giving_way]
    conflicts = actions.save_answers(application.pk, kept, **by)
    for entry in entries:
        if entry.name == giving_way:
            try:
                actions.use_theirs(application.pk, entry, **by)
            except actions.Conflict as conflict:
                conflicts.append(conflict)
    return conflicts


def pressed_for(request, form) -> tuple[str, str]:
    """A button that stands beside one field: what it does, and the field's name; otherwise twice nothing."""
    does, _, field = request.POST.get("handling", "").partition(":")
    return (does, field) if field in form.fields else ("", "")


def _next_address(request, application, number, added, field) -> str:
    """Where the pressed button leads, now that everything is saved."""
    here = reverse("applications:section", args=[application.pk, number])
    if application.current_version_id:
        here += "?ret"
    pressed = request.POST.get("handling", "")
    does, _, institution = pressed.partition(":")
    institutions = {str(pk) for pk in application.institutions.values_list("pk", flat=True)}
    if does in INSTITUTION_PAGES and institution in institutions:
        return reverse(INSTITUTION_PAGES[does], args=[application.pk, institution])
    if field:
        return f"{here}#id_{field}"
    if added:
        return f"{here}#dagtilbud-{added.pk}"
    if pressed == "oversigt":
        return application.get_absolute_url()
    parts = sections.of(application)
    if pressed != "fortsaet" or _numbered(parts, number).has_wrong:
        return here
    if number < len(parts):
        return reverse("applications:section", args=[application.pk, number + 1])
    return reverse("applications:check", args=[application.pk])


def _render_section(request, application, parts, form, adding, status=200):
    section = form.section
    sent = sent_parts([part.row.pk for part in section.institutions])
    changes = AnswerChange.objects.filter(answer__application=application)
    context = {
        "application": application,
        "form": form,
        "forms": [adding] if adding else [],
        "adding": adding,
        "section": section,
        "institutions": [(part, blocks, sent.get(part.row.pk)) for part, blocks in form.institution_blocks],
        **presence_context(application.pk, section.number, presence.others(application.pk, request.user)),
        "sections": parts,
        "previous": section.number - 1,
        "following": parts[section.number] if section.number < len(parts) else None,
        "last_change": changes.order_by("-at", "-id").values("at", "by_name").first(),
        # Who has the frozen text before them, or has signed it
        "approver": approval.of(application) if application.current_version_id else None,
    }
    return render(request, "applications/drafting/application_section.html", context, status=status)


def _institution_form(application, section, data=None) -> InstitutionForm | None:
    """The form that adds an institution, on the section that asks for institutions."""
    if not section.institution_question or application.is_of_an_institution:
        return None
    taken = {part.row.institution_id for part in section.institutions}
    # Only a municipality has this section, or who prepares it for one.
    register = (
        Institution.objects.filter(municipality=application.municipality_id)
        .exclude(pk__in=taken - {None})
        .order_by("name", "pk")
    )
    return InstitutionForm(data, institutions=register)


def _too_late(request, application, number):
    """A colleague's text that came after the application was handed in: it is shown, so that it can be copied."""
    section = _numbered(sections.of(application), number)
    context = {"application": application, "form": SectionForm(section, sent=request.POST), "section": section}
    return render(request, "applications/drafting/section_closed.html", context, status=409)


def _numbered(parts, number):
    if not 1 <= number <= len(parts):
        raise Http404
    return parts[number - 1]


@require_POST
@login_not_required
def answer_save(request, pk):
    """Save one field as it is typed. Answers JSON, also to somebody who was logged out meanwhile."""
    if not request.user.is_authenticated:
        return JsonResponse({"message": LOGGED_OUT, "login": reverse("account_login")}, status=401)
    entry, gives_way = autosave.entry_in(request)
    by = {"by": Actor.of(request), "received_at": request.received_at}
    try:
        answer = actions.use_theirs(pk, entry, **by) if gives_way else actions.save_answer(pk, **entry._asdict(), **by)
    except actions.Conflict as conflict:
        return autosave.conflicting(conflict)
    except (ObjectDoesNotExist, ValidationError, ActionError):
        seen = Application.objects.visible_to(request.user).filter(pk=pk).exists()
        return JsonResponse({"message": NOT_YOURS}, status=403 if seen else 404)
    except ValueError:
        return JsonResponse({"message": autosave.NOT_KEPT}, status=422)
    return autosave.saved(answer, entry, gave_way=gives_way)


@form_page
def institution_remove(request, pk, institution):
    """Ask before an institution is taken out, since what was answered for it goes too."""
    application = find_application(request, pk)
    require(permissions.can_edit(request.user, application) and not application.is_of_an_institution)
    row = get_object_or_404(application.institutions, pk=institution)
    part = next(part for section in sections.of(application) for part in section.institutions if part.row.pk == row.pk)
    number = next(s.number for s in sections.of(application) if s.institution_question)
    back = reverse("applications:section", args=[application.pk, number])
    if request.method == "POST":
        with reporting(request, success=f"{row.name} er taget ud af ansøgningen."):
            actions.remove_institution(application, row.pk, by=Actor.of(request), received_at=request.received_at)
        return redirect(f"{back}?ret")
    context = {"application": application, "row": row, "part": part, "back": f"{back}?ret"}
    return render(request, "applications/drafting/institution_remove.html", context)
