"""The pages that lead to a round's choice: is it ready, one's own choice, the composition, what must be explained."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.allocation import actions, capacity, considering, defending, memory, permissions, readiness, workbench
from applications.allocation.considering_forms import ExplanationForm, OwnChoiceForm, PlacesForm, WaiverForm
from applications.allocation.explaining import prices
from applications.allocation.models import Explanation, OwnChoice, Snapshot, Waiver
from applications.allocation.remedies import remedy
from applications.allocation.views.rounds import addresses, get_declared
from applications.assessment import access
from applications.assessment.models import Review
from applications.rounds.models import Round
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import accepted, form_page, require, sent


@form_page
def round_ready(request, pk):
    """What is not done yet, each with the reason to go on without it."""
    round_ = _get_choosing(request, pk)
    considered, assignments = considering.of_round(round_, request.user)
    items = readiness.items(considered.standings, assignments)
    asked = request.POST.get("item") if request.method == "POST" else None
    waivers = {waiver.item: waiver for waiver in Waiver.objects.filter(round=round_).select_related("by")}
    rows = []
    for item in items:
        form = WaiverForm(request.POST if item.key == asked else None, item=item.key)
        if accepted(form, actions.waive, round_, item, request=request):
            messages.success(request, "Begrundelsen er gemt.")
            return redirect("applications:round_ready", round_.pk)
        found = {"remedy": remedy(round_, item), "waiver": waivers.get(item.key)}
        rows.append({"item": item, "form": form, **found})
    refused = [row["form"] for row in rows if row["form"].errors]
    context = {
        "round": round_,
        "rows": rows,
        "forms": refused,
        "number_open": len(readiness.open_items(items, considered.waived)),
        "left": "" if asked in {item.key for item in items} else _typed(request, "reason"),
    }
    return _page(request, "round_ready", context, refused=bool(asked))


@form_page
def round_own_choice(request, pk):
    """A manager's own choice, noted before anything is calculated; afterwards it can be read."""
    round_ = _get_choosing(request, pk)
    considered, assignments = considering.of_round(round_, request.user)
    is_ready = _is_ready(considered, readiness.items(considered.standings, assignments))
    form = OwnChoiceForm(sent(request), standings=considered.standings)
    if accepted(form, actions.note_own_choice, round_, request=request):
        messages.success(request, "Dit eget valg er noteret.")
        return redirect("applications:round_composition", round_.pk)
    names = {str(one.application_id): one.name for one in considered.standings}
    context = {
        "round": round_,
        "form": form,
        "forms": [form] if form.errors else [],
        "own": considered.own,
        "own_names": _names(considered.own, names) if considered.own else [],
        "earlier": [{"own": one, "at": one.at, "names": _names(one, names)} for one in considered.earlier],
        "is_ready": is_ready,
    }
    return _page(request, "round_own_choice", context, refused=request.method == "POST")


@form_page
def round_composition(request, pk):
    """The workbench: the applicants on a line, the board of the chosen set, and what is calculated beside it."""
    round_ = _get_choosing(request, pk)
    considered, assignments = considering.of_round(round_, request.user)
    grounds = considered.grounds
    if grounds is None:
        raise Http404
    if not _is_ready(considered, readiness.items(considered.standings, assignments)):
        return redirect("applications:round_ready", round_.pk)
    if considered.own is None:
        return redirect("applications:round_own_choice", round_.pk)
    if not permissions.can_see_sums(
        reviews_it=round_.reviews_it, has_locked_all=round_.reviews_it and _has_locked_all(request.user, considered)
    ):
        messages.info(request, "Du er selv bedømmer. Lås dine bedømmelser, før beregningen vises.")
        return redirect("applications:review_list")
    refusal = ""
    if request.method == "POST":
        try:
            actions.choose_set(
                round_,
                _keys(request.POST.getlist("valgt")),
                before=_keys(request.POST.getlist("var_valgt")),
                by=Actor.of(request),
            )
        except ActionError as error:
            refusal = str(error)
        else:
            messages.success(request, "Valget er gemt, og alt er regnet igennem igen.")
            return redirect("applications:round_composition", round_.pk)
    wanted = set(request.POST.getlist("valgt")) if request.method == "POST" else None
    lines = workbench.lines(considered, grounds)
    context = {
        "round": round_,
        "considered": considered,
        "rows": _rows(round_, lines, wanted),
        "was_chosen": [line.application for line in lines if line.is_chosen],
        "refusal": refusal,
        "number_chosen": len(considered.chosen),
        "board": workbench.board(considered, grounds),
        "compared": workbench.compared(considered, grounds),
        "prices": prices(grounds),
        "near_best": workbench.near_best(grounds),
        "scenarios": workbench.scenarios(grounds),
        "depends": [grounds.names[key] for key in grounds.analysis["depends"]],
        "is_calibrated": grounds.analysis["calibrated"] is not None,
        "has_one_reviewer": len({review.reviewer for review in grounds.snapshot.reviews}) == 1,
        "others": _others(considered),
        "band": workbench.band(grounds),
        "unanswered": considered.unanswered,
        "sha256": grounds.analysis["sha256"],
    }
    return _page(request, "round_composition", context, refused=bool(refusal))


@require_safe
def round_map(request, pk):
    """The chosen set on the map, with those who apply and those who have taken part before."""
    round_ = _get_choosing(request, pk)
    considered, _ = considering.of_round(round_, request.user)
    grounds = considered.grounds
    if grounds is None:
        raise Http404
    remembered = memory.of_all()
    context = {
        "round": round_,
        "memory": remembered,
        "states": remembered.states_with(applied=grounds.applications, chosen=considered.chosen),
    }
    return render(request, "applications/allocation/round_map.html", context)


@require_safe
def round_load(request, pk):
    """The consultants' courses now, and with the chosen ones."""
    round_ = _get_choosing(request, pk)
    considered, _ = considering.of_round(round_, request.user)
    if considered.grounds is None:
        raise Http404
    loads, more = capacity.loads(), len(considered.chosen)
    context = {
        "round": round_,
        "loads": loads,
        "more": more,
        "teams": capacity.TEAM * more,
        "now": capacity.per_consultant(loads) if loads else None,
        "then": capacity.per_consultant(loads, more) if loads else None,
    }
    return render(request, "applications/allocation/round_load.html", context)


@form_page
def round_explanations(request, pk):
    """What the choice gives rise to ask, each with an answer."""
    round_ = _get_choosing(request, pk)
    considered, _ = considering.of_round(round_, request.user)
    if considered.lacks_own_choice:
        return redirect("applications:round_own_choice", round_.pk)
    asked = request.POST.get("question") if request.method == "POST" else None
    explanations = {one.question: one for one in Explanation.objects.filter(round=round_).select_related("by")}
    rows = []
    for question in considered.questions:
        known = explanations.get(question.key)
        initial = {"consideration": known.consideration, "text": known.text} if known else None
        is_asked = question.key == asked
        form = ExplanationForm(request.POST if is_asked else None, question=question.key, initial=initial)
        if accepted(form, actions.explain, round_, question, request=request):
            messages.success(request, "Forklaringen er gemt.")
            return redirect("applications:round_explanations", round_.pk)
        rows.append({"question": question, "form": form, "known": known})
    refused = [row["form"] for row in rows if row["form"].errors]
    context = {
        "round": round_,
        "rows": rows,
        "forms": refused,
        "unanswered": considered.unanswered,
        "left": "" if asked in {question.key for question in considered.questions} else _typed(request, "text"),
    }
    return _page(request, "round_explanations", context, refused=bool(asked))


@form_page
def round_places(request, pk):
    """Another number of places, with the reason."""
    round_ = _get_choosing(request, pk)
    form = PlacesForm(sent(request), initial={"places": round_.places})
    if accepted(form, actions.change_places, round_, request=request):
        messages.success(request, f"Runden har nu {form.cleaned_data['places']} pladser.")
        return redirect("applications:round_detail", round_.pk)
    context = {"round": round_, "form": form, "forms": [form] if form.errors else []}
    return _page(request, "round_places", context, refused=request.method == "POST")


@require_safe
def round_snapshot(request, pk, number):
    """A frozen calculation: what it was made of and came to, and whether it still comes to the same."""
    round_ = get_declared(request, pk)
    snapshot = get_object_or_404(Snapshot.objects.select_related("by"), round=round_, number=number)
    context = {"round": round_, "snapshot": snapshot, **workbench.frozen(snapshot), **defending.of_snapshot(snapshot)}
    return render(request, "applications/allocation/round_snapshot.html", context)


@require_safe
@never_cache
def round_snapshot_file(request, pk, number):
    """The file that `replay_allocation` reads."""
    round_ = get_declared(request, pk)
    snapshot = get_object_or_404(Snapshot, round=round_, number=number)
    answer = HttpResponse(snapshot.input, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="beregning-{snapshot.sha256[:12]}.json"'
    return answer


def _get_choosing(request, pk) -> Round:
    """The round, for a manager who may choose in it now."""
    round_ = get_declared(request, pk)
    require(permissions.can_choose(request.user, round_))
    return round_


def _has_locked_all(user, considered) -> bool:
    read = [one.application_id for one in considered.standings]
    return (
        not access.reviewed_applications(user)
        .filter(pk__in=read)
        .exclude(pk__in=Review.objects.filter(reviewer=user, locked_at__isnull=False).values("application"))
        .exists()
    )


def _is_ready(considered, items) -> bool:
    return not readiness.open_items(items, considered.waived)


def _typed(request, field: str) -> str:
    """What was typed in a field of a form that the page no longer has."""
    texts = [text for name, text in request.POST.items() if name.endswith(f"-{field}")]
    return "\n\n".join(texts)


def _keys(texts: list[str]) -> list[UUID]:
    """Keys as a form sent them; what is no key is nobody's."""
    try:
        return [UUID(text) for text in texts]
    except ValueError as error:
        raise ActionError("En af ansøgningerne er ikke længere med i runden. Vælg igen.") from error


def _rows(round_: Round, lines: list[workbench.Line], wanted: set[str] | None) -> list[dict]:
    """The rows of the composition; what was ticked stays so where the choice is refused."""
    address = addresses("applications:round_application", round_.pk)
    return [
        {
            "line": line,
            "number": number,
            "url": address(line.application),
            "is_ticked": line.is_chosen if wanted is None else line.application in wanted,
        }
        for number, line in enumerate(lines, start=1)
    ]


def _names(own: OwnChoice, names: dict[str, str]) -> list[str]:
    return sorted(names[key] for key in own.applications if key in names)


def _others(considered) -> list[dict]:
    """What managers noted as their own choice: shown once one's own is there."""
    names = {str(one.application_id): one.name for one in considered.standings}
    mine = considered.own
    return [{"own": own, "is_mine": own == mine, "names": _names(own, names)} for own in considered.own_choices]


def _page(request, name: str, context: dict, *, refused: bool) -> HttpResponse:
    return render(request, f"applications/allocation/{name}.html", context, status=422 if refused else 200)
