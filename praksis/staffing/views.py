"""The capacity calendar, and the page of each consultant: competences, capacity and promises."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from praksis import tables
from praksis.cases.actors import Actor
from praksis.cases.models import Case
from praksis.errors import ActionError
from praksis.staffing import actions, board, exporting, months, pages, permissions, sources
from praksis.staffing.forms import CompetencesForm, MonthsForm, NameForm, PromiseForm, UsualForm
from praksis.staffing.models import Competence, CompetenceKind, SoftPromise, consultants
from praksis.views import form_page, reporting, require

# So many of a consultant's promises that have ended are told of.
ENDED = 10
# How long a soft promise holds, unless somebody says otherwise
HOLDS = timedelta(days=90)


@require_safe
def calendar(request):
    """All consultants' months: what is promised of what there is."""
    require(permissions.can_see(request.user))
    competences = list(Competence.objects.all())
    first, asked, lines = _asked(request, competences)
    context = {
        "lines": lines,
        "totals": board.totals(lines),
        "months": [(month, months.in_short(month)) for month in (months.after(first, n) for n in range(pages.MONTHS))],
        "competences": [one for one in competences if not one.is_retired or one == asked],
        "asked": asked,
        "fra": request.GET.get("fra", ""),
        "is_now": first == months.month_of(timezone.localdate()),
        "may_plan": permissions.can_plan(request.user),
        **pages.leafing(first),
    }
    return render(request, "praksis/staffing/calendar.html", context)


@require_POST
@never_cache
def calendar_export(request):
    """The calendar as it is shown, as a file. That it was taken out is noted first."""
    require(permissions.can_plan(request.user))
    kind = tables.asked_for(request)
    _, _, lines = _asked(request, list(Competence.objects.all()))
    actions.note_export(tables.FORMATS[kind], number=len(lines), by=Actor.of(request))
    rows = exporting.rows(lines)
    return tables.response(kind, name="bemanding", title="Bemanding", columns=exporting.COLUMNS, rows=rows)


def _asked(request, competences):
    """The first month, the competence and the rows that the address asks for."""
    first = pages.first_month(request.GET.get("fra", ""), timezone.localdate())
    wanted = request.GET.get("kompetence", "")
    asked = next((one for one in competences if str(one.pk) == wanted), None)
    return first, asked, board.read(first, pages.MONTHS, competence=asked)


@require_safe
def consultant(request, pk):
    """One consultant: what they are on, what is promised, what they are good at, and how many hours they have."""
    person = _consultant(request, pk)
    today = timezone.localdate()
    first = pages.first_month(request.GET.get("fra", ""), today)
    [line] = board.read(first, pages.MONTHS, only=person.pk)
    capacities = list(person.capacities.all())
    promises = list(person.soft_promises.select_related("made_by"))
    context = {
        "person": person,
        "is_self": person == request.user,
        "line": line,
        "month_names": [months.in_short(cell.month) for cell in line.cells],
        "sentence": pages.sentence(line),
        "engaged": pages.engaged(person, today),
        "promises": [one for one in promises if one.is_open],
        "ended": [one for one in promises if not one.is_open][-ENDED:],
        "usual": pages.usual(capacities),
        "different": pages.different(capacities, today, with_reasons=permissions.can_see_reasons(request.user, person)),
        "may_plan": permissions.can_plan(request.user),
        "may_edit_competences": permissions.can_edit_competences(request.user, person),
        **pages.leafing(first),
    }
    return render(request, "praksis/staffing/consultant.html", context)


@form_page
def competences(request, pk):
    """What a consultant is good at."""
    person = _consultant(request, pk)
    require(permissions.can_edit_competences(request.user, person))

    has = set(person.competences.values_list("competence", flat=True))
    form = CompetencesForm(_sent(request), has=has)
    if request.method == "POST" and form.is_valid():
        with reporting(request, success="Kompetencerne er gemt."):
            actions.choose_competences(person, form.chosen, by=Actor.of(request))
        return redirect("staffing:consultant", person.pk)
    return _page(request, "competences", form, person=person)


@form_page
def usual(request, pk):
    """How many hours a consultant has in a usual month."""
    person = _to_plan(request, pk)
    form = UsualForm(_sent(request), initial={"hours": pages.usual(list(person.capacities.all()))})
    if _done(form, actions.set_usual, person, request=request):
        messages.success(request, "Kapaciteten er gemt.")
        return redirect("staffing:consultant", person.pk)
    return _page(request, "usual", form, person=person)


@form_page
def different_months(request, pk):
    """Months in which a consultant has more or less time."""
    person = _to_plan(request, pk)
    form = MonthsForm(_sent(request))
    if _done(form, actions.set_months, person, request=request):
        messages.success(request, "Månederne er gemt.")
        return redirect("staffing:consultant", person.pk)
    return _page(request, "months", form, person=person)


@require_POST
def as_usual(request, pk):
    """Let a month be as usual again."""
    person = _to_plan(request, pk)
    asked = request.POST.get("month", "")
    month = pages.first_month(asked, timezone.localdate())
    if f"{month:%Y-%m}" != asked:
        raise Http404
    with reporting(request, success=f"{months.in_words(month).capitalize()} er igen som ellers."):
        actions.clear_months(person, month, by=Actor.of(request))
    return redirect("staffing:consultant", person.pk)


@form_page
def promise_make(request, pk):
    """Pencil a consultant in for a course that is expected or coming."""
    person = _to_plan(request, pk)
    initial = {"expires_on": timezone.localdate() + HOLDS, "expected": request.GET.get("til", "")}
    form = PromiseForm(_sent(request), initial=initial, expected=sources.expected())

    def make(person, *, expected, by, **facts):
        one = form.expected[expected]
        return actions.make_promise(person, case=Case.objects.get(pk=one.case), what=one.what, by=by, **facts)

    if _done(form, make, person, request=request):
        messages.success(request, f"{person.name} er blødt reserveret.")
        return redirect("staffing:consultant", person.pk)
    return _page(request, "promise_make", form, person=person)


@require_POST
def promise_drop(request, pk):
    """Let a consultant's time go again."""
    require(permissions.can_plan(request.user))
    promise = get_object_or_404(SoftPromise.objects.select_related("consultant", "case"), pk=pk)
    with reporting(request, success="Løftet er frafaldet."):
        actions.drop_promise(promise, by=Actor.of(request))
    return redirect("staffing:consultant", promise.consultant_id)


@form_page
def competence_list(request):
    """The list that consultants choose from; a POST adds to it."""
    require(permissions.can_plan(request.user))
    form = NameForm(_sent(request))
    if _done(form, lambda **facts: actions.add_competence(**facts), request=request):
        messages.success(request, f"»{form.cleaned_data['name']}« er føjet til listen.")
        return redirect("staffing:competence_list")
    listed = list(Competence.objects.all())
    groups = [(label, [one for one in listed if one.kind == kind]) for kind, label in CompetencesForm.LABELS.items()]
    return _page(request, "competence_list", form, groups=groups)


@form_page
def competence_rename(request, pk):
    """Call one of our own competences something else."""
    require(permissions.can_plan(request.user))
    competence = get_object_or_404(Competence, pk=pk, kind=CompetenceKind.OTHER)
    form = NameForm(_sent(request), initial={"name": competence.name})
    if _done(form, actions.rename_competence, competence, request=request):
        messages.success(request, "Kompetencen er gemt.")
        return redirect("staffing:competence_list")
    return _page(request, "competence_rename", form, competence=competence)


@require_POST
def competence_retire(request, pk):
    """Take a competence off the list, or put it back."""
    require(permissions.can_plan(request.user))
    competence = get_object_or_404(Competence, pk=pk)
    back = "tilbage" in request.POST
    said = "kan vælges igen" if back else "er udgået. De, der har den, beholder den"
    with reporting(request, success=f"»{competence}« {said}."):
        (actions.restore_competence if back else actions.retire_competence)(competence, by=Actor.of(request))
    return redirect("staffing:competence_list")


def _consultant(request, pk):
    """The consultant, for those who see the calendar (403); others are not found here (404)."""
    require(permissions.can_see(request.user))
    return get_object_or_404(consultants(), pk=pk)


def _to_plan(request, pk):
    """The consultant, for managers."""
    person = _consultant(request, pk)
    require(permissions.can_plan(request.user))
    return person


def _sent(request):
    return request.POST if request.method == "POST" else None


def _done(form, action, *args, request) -> bool:
    """Call the action with what the form says; False where it is not sent, or refused, which the form then says."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        action(*args, **form.cleaned_data, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _page(request, name, form, **context):
    context |= {"form": form}
    return render(request, f"praksis/staffing/{name}.html", context, status=422 if form.errors else 200)
