"""The pages about the framework that new courses begin with, and its editions."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.rounds.models import Programme
from engagements.courses import actions
from engagements.courses import framework_editions as editions
from engagements.courses import framework_permissions as permissions
from engagements.courses.actions.frameworks import IN_USE
from engagements.courses.framework_forms import FrameworkNoteForm, FrameworkStepForm
from engagements.courses.models import FrameworkStep, FrameworkTemplate
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@require_safe
def framework_list(request):
    """Each programme's framework: the edition in use, the draft, and earlier editions."""
    require(permissions.can_see_frameworks(request.user))
    found = FrameworkTemplate.objects.select_related("made_by", "in_use_by").annotate(step_count=Count("steps"))
    known = list(found.order_by("-number"))
    rows = []
    for programme in sorted(Programme.objects.order_by("kind"), key=lambda programme: programme.is_mini):
        own = [edition for edition in known if edition.programme_id == programme.pk]
        used = [edition for edition in own if not edition.is_draft]
        drafts = [edition for edition in own if edition.is_draft]
        rows.append({"programme": programme, "in_use": used[:1], "earlier": used[1:], "drafts": drafts})
    context = {"rows": rows, "can_edit": permissions.can_edit_frameworks(request.user)}
    return render(request, "engagements/courses/framework_list.html", context)


@require_safe
def framework(request, pk):
    """One edition: a draft to edit, or one that is in use to read."""
    edition = find_framework(request, pk)
    return _render_edition(request, edition, FrameworkNoteForm(initial={"note": edition.note}))


def _render_edition(request, edition, form, status=200):
    """The page of an edition, with the form about what is new in it."""
    earlier = FrameworkTemplate.objects.filter(programme=edition.programme_id, number__lt=edition.number)
    before = earlier.order_by("-number").first()
    old_steps = list(before.steps.all()) if before else []
    steps = list(edition.steps.all())
    variants = editions.variants_of(edition.programme)
    can_edit = edition.is_draft and permissions.can_edit_frameworks(request.user)
    context = {
        "edition": edition,
        "before": before,
        "columns": _columns(steps),
        "differences": editions.differences(old_steps, steps) if before else [],
        "faults": editions.faults(edition.note, steps, old_steps, variants) if can_edit else [],
        "can_edit": can_edit,
        "form": form,
    }
    return render(request, "engagements/courses/framework.html", context, status=status)


@require_POST
def framework_begin(request, kind):
    """Begin a new edition of a programme's framework."""
    require(permissions.can_edit_frameworks(request.user))
    programme = get_object_or_404(Programme, kind=kind)
    try:
        draft = actions.begin_framework(programme, by=Actor.of(request))
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("engagements:framework_list")
    messages.success(request, "Ret rammen her. Nye forløb får den først, når du tager udgaven i brug.")
    return redirect(draft)


@form_page
def framework_step_edit(request, pk, step_pk=None):
    """Change one step of a draft, or add one."""
    edition = _find_to_edit(request, pk)
    if not edition.is_draft:
        messages.error(request, IN_USE)
        return redirect(edition)
    steps = list(edition.steps.all())
    step = get_object_or_404(edition.steps, pk=step_pk) if step_pk is not None else None
    sent = request.POST if request.method == "POST" else None
    form = FrameworkStepForm(sent, template=edition, step=step, steps=steps, places=_places(edition, steps))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_framework_step(edition, step, **form.facts, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Trinnet er gemt.")
            return redirect(edition)
    context = {"edition": edition, "step": step, "is_fixed": step is not None and step.is_anchor, "form": form}
    return render(request, "engagements/courses/framework_step.html", context, status=422 if form.errors else 200)


@require_POST
def framework_step_remove(request, pk, step_pk):
    """Take a step out of a draft."""
    edition = _find_to_edit(request, pk)
    step = get_object_or_404(edition.steps, pk=step_pk)
    with reporting(request, success=f"»{step.text}« er fjernet."):
        actions.remove_framework_step(edition, step, by=Actor.of(request))
    return redirect("engagements:framework", pk)


@require_POST
def framework_note(request, pk):
    """Say what is new in a draft."""
    edition = _find_to_edit(request, pk)
    form = FrameworkNoteForm(request.POST)
    if form.is_valid():
        try:
            actions.save_framework_note(edition, form.cleaned_data["note"], by=Actor.of(request))
        except ActionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Det er gemt, hvad der er nyt.")
        return redirect("engagements:framework", pk)
    return _render_edition(request, edition, form, status=422)


@require_POST
def framework_use(request, pk):
    """Take a draft into use: new courses begin with it from now on."""
    edition = _find_to_edit(request, pk)
    with reporting(request, success="Udgaven er taget i brug. Nye forløb begynder med den."):
        actions.take_into_use(edition, by=Actor.of(request))
    return redirect("engagements:framework", pk)


@require_POST
def framework_discard(request, pk):
    """Throw a draft away."""
    edition = _find_to_edit(request, pk)
    try:
        actions.discard_framework(edition, by=Actor.of(request))
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("engagements:framework", pk)
    messages.success(request, "Den nye udgave er kasseret.")
    return redirect("engagements:framework_list")


def find_framework(request, pk) -> FrameworkTemplate:
    """The edition, for whoever reads the framework, or 404."""
    found = FrameworkTemplate.objects.select_related("programme", "made_by", "in_use_by")
    if not permissions.can_see_frameworks(request.user):
        found = found.none()
    return get_object_or_404(found, pk=pk)


def _find_to_edit(request, pk) -> FrameworkTemplate:
    edition = find_framework(request, pk)
    require(permissions.can_edit_frameworks(request.user))
    return edition


def _places(edition, steps) -> list[tuple[str, str]]:
    """The columns and lanes of a draft in their order, and then what the programme's other editions have."""
    others = FrameworkStep.objects.filter(template__programme=edition.programme_id).exclude(template=edition)
    known = others.order_by("-template__number", "order").values_list("column", "lane")
    return [*((step.column, step.lane) for step in steps), *known]


def _columns(steps) -> list[dict]:
    columns: dict[str, list] = {}
    for step in steps:
        row = {
            "step": step,
            "who": editions.owners_in_words(step.responsible),
            "weeks": editions.weeks_in_words(step.timing),
        }
        columns.setdefault(step.column, []).append(row)
    return [{"title": title, "rows": rows} for title, rows in columns.items()]
