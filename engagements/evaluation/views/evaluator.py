"""The evaluator's page: the courses and their contacts, the data calendar and the extract; and all courses' results."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.courses.models import Status
from engagements.evaluation import actions, overview, permissions, reading, results
from engagements.evaluation.collection_forms import CollectionForm
from engagements.evaluation.extract import Extract
from engagements.evaluation.models import DataCollection, SurveyWave
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.paging import page_of
from praksis.tables import FORMATS, WORKBOOK, asked_for
from praksis.views import form_page, reporting, require

PAGE = 20


@require_safe
def evaluation(request):
    """The calendar, the courses with whom to reach, and taking the answers out."""
    require(permissions.can_evaluate(request.user))
    with_closed = "alle" in request.GET
    courses = reading.evaluated_courses().order_by("-starts_on", "-opened_at", "pk")
    page = page_of(courses if with_closed else courses.exclude(status=Status.CLOSED), PAGE, request)
    context = {
        "page": page,
        "rows": overview.courses(page.object_list),
        "with_closed": with_closed,
        "calendar": overview.calendar(timezone.localdate(), with_past=with_closed),
        "sees_all_results": permissions.can_see_all_results(request.user),
        "fewest": results.FEWEST,
    }
    return render(request, "engagements/evaluation/evaluation.html", context)


@require_safe
def evaluation_results(request):
    """What the courses that began in a year say together, and how many answered in each."""
    require(permissions.can_see_all_results(request.user))
    years = overview.years()
    asked = request.GET.get("aar", "")
    year = next((one for one in years if str(one) == asked), years[0] if years else None)
    waves = list(SurveyWave.objects.filter(engagement__starts_on__year=year).order_by("pk")) if year else []
    context = {
        "years": years,
        "year": year,
        "results": results.of_all(waves),
        "columns": results.COLUMNS,
        "rows": overview.turnout_rows(results.turnouts(waves, timezone.localdate())),
        "fewest": results.FEWEST,
    }
    return render(request, "engagements/evaluation/evaluation_results.html", context)


@require_POST
@never_cache
def evaluation_extract(request):
    """The answers under pseudonyms, as a file. That they were taken out is noted first."""
    require(permissions.can_evaluate(request.user))
    kind = asked_for(request)
    extract = Extract()
    actions.note_export(FORMATS[kind], answers=len(extract.rows), courses=extract.courses, by=Actor.of(request))
    name = f"svar-uden-navn-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "csv":
        response = HttpResponse(extract.as_csv(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    extract.write_workbook(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=WORKBOOK)


@form_page
def collection_add(request):
    """Write a collection of data into the calendar."""
    require(permissions.can_evaluate(request.user))

    form = CollectionForm(_sent(request), courses=_open_courses())
    if form.is_bound and form.is_valid():
        try:
            collection = actions.add_collection(**form.facts, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(form.refused_at, str(refusal))
        else:
            return _kept(request, collection)
    return _page(request, form)


@form_page
def collection_edit(request, pk):
    """Change what stands in the calendar."""
    require(permissions.can_evaluate(request.user))
    collection = get_object_or_404(DataCollection, pk=pk)

    form = CollectionForm(_sent(request), courses=_open_courses(collection), collection=collection)
    if form.is_bound and form.is_valid():
        try:
            actions.change_collection(collection, **form.facts, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(form.refused_at, str(refusal))
        else:
            return _kept(request, collection)
    return _page(request, form, collection=collection)


@require_POST
def collection_remove(request, pk):
    """Take a collection out of the calendar."""
    require(permissions.can_evaluate(request.user))
    collection = get_object_or_404(DataCollection, pk=pk)

    with reporting(request, success=f"»{collection}« er taget ud af kalenderen."):
        actions.remove_collection(collection, by=Actor.of(request))
    return redirect("engagements:evaluation")


def _open_courses(collection=None):
    """The courses to choose among: those that are not over, and those that are chosen already."""
    courses = reading.evaluated_courses()
    found = courses.exclude(status=Status.CLOSED)
    if collection:
        found = courses.filter(
            pk__in=[*found.values_list("pk", flat=True), *collection.courses.values_list("pk", flat=True)]
        )
    return found.order_by("party__name", "pk")


def _kept(request, collection):
    messages.success(request, f"»{collection}« står nu i kalenderen. Forløbene kan se den.")
    for wave in reading.surveys_met(collection):
        messages.warning(
            request,
            f"I de dage kan {wave.which.survey} også besvares i {wave.engagement.party}. Lederne har fået besked.",
        )
    return redirect("engagements:evaluation")


def _sent(request):
    return request.POST if request.method == "POST" else None


def _page(request, form, **context):
    status = 422 if form.errors else 200
    return render(request, "engagements/evaluation/collection.html", {"form": form, **context}, status=status)
