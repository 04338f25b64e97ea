"""Managers' pages that make a round ready: its facts, criteria and requirements, and opening it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from applications.rounds import actions, permissions, preparation
from applications.rounds.forms import CriterionForm, RequirementsForm, RoundForm
from applications.rounds.models import Programme, ProgrammeKind, Round
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require

LOCKED = "Runden er åbnet, så den kan ikke rettes længere."


def find_round(request, pk) -> Round:
    """The round, for a manager; 404 for those who see no rounds, 403 for the others."""
    rounds = Round.objects.visible_to(request.user).select_related("programme", "case")
    round_ = get_object_or_404(rounds, pk=pk)
    require(permissions.can_prepare(request.user))
    return round_


@form_page
def round_create(request):
    """Prepare a new round of one-year courses. The minis' rounds are made by themselves, one a month."""
    require(permissions.can_prepare(request.user))
    programme = get_object_or_404(Programme, kind=ProgrammeKind.ONE_YEAR)
    initial = {"places": programme.places_per_round, "accept_within_days": 14}
    form = RoundForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _created(request, form, programme)
        if made:
            return redirect("applications:round_detail", made.pk)
    return _render_facts(request, form, heading="Ny runde", programme=programme)


@form_page
def round_copy(request, pk):
    """Prepare a new round with the criteria, requirements and questions of this one."""
    source = find_round(request, pk)
    require(not source.programme.is_mini)
    form = RoundForm(request.POST if request.method == "POST" else None, round_=source)
    if request.method == "POST" and form.is_valid():
        made = _created(request, form, source.programme, copied_from=source)
        if made:
            return redirect("applications:round_detail", made.pk)
    return _render_facts(request, form, heading="Kopiér runden", source=source, programme=source.programme)


@form_page
def round_edit(request, pk):
    """Change the facts of a round that is not open yet."""
    round_ = find_round(request, pk)
    if not permissions.can_edit(request.user, round_):
        return _locked(request, round_)
    form = RoundForm(request.POST if request.method == "POST" else None, round_=round_)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_round(round_, **form.facts, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_saved(request, round_)
            return redirect("applications:round_detail", round_.pk)
    return _render_facts(request, form, heading="Periode, frist og pladser", round=round_, programme=round_.programme)


@form_page
def round_open(request, pk):
    """What is missing before the round can be opened, and the button that opens it."""
    round_ = find_round(request, pk)
    if not permissions.can_edit(request.user, round_):
        return _locked(request, round_)
    if request.method == "POST":
        try:
            actions.open_round(round_, by=Actor.of(request))
        except ActionError as refusal:
            messages.error(request, str(refusal))
            return redirect("applications:round_open", round_.pk)
        messages.success(request, "Runden er åbnet. Alle kan se den nu.")
        return redirect("applications:round_detail", round_.pk)
    context = {
        "round": round_,
        "missing": preparation.missing(round_, timezone.now()),
        "warning": preparation.runs_past(round_.programme, round_),
    }
    return render(request, "applications/rounds/round_open.html", context)


@require_safe
def round_criteria(request, pk):
    """The criteria with their anchors, to change until the round is opened."""
    round_ = find_round(request, pk)
    context = {
        "round": round_,
        "criteria": round_.criteria.prefetch_related("anchors"),
        "can_edit": permissions.can_edit(request.user, round_),
    }
    return render(request, "applications/rounds/round_criteria.html", context)


@form_page
def criterion_edit(request, pk, key=""):
    """Change one criterion, or add one."""
    round_ = find_round(request, pk)
    criterion = get_object_or_404(round_.criteria, key=key) if key else None
    if not permissions.can_edit(request.user, round_):
        return _locked(request, round_)
    form = CriterionForm(request.POST if request.method == "POST" else None, criterion=criterion)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("title", "text", "weight")}
        with reporting(request, success="Kriteriet er gemt."):
            actions.save_criterion(round_, criterion, **facts, anchors=form.anchors, by=Actor.of(request))
        return redirect("applications:round_criteria", round_.pk)
    context = {"round": round_, "criterion": criterion, "form": form}
    return render(request, "applications/rounds/criterion_edit.html", context, status=422 if form.errors else 200)


@require_POST
def criterion_remove(request, pk, key):
    """Take a criterion out."""
    round_ = find_round(request, pk)
    criterion = get_object_or_404(round_.criteria, key=key)
    with reporting(request, success=f"Kriteriet »{criterion.title}« er fjernet."):
        actions.remove_criterion(round_, criterion, by=Actor.of(request))
    return redirect("applications:round_criteria", round_.pk)


@form_page
def round_requirements(request, pk):
    """The requirements, to change until the round is opened, and to read afterwards."""
    round_ = find_round(request, pk)
    requirements = list(round_.requirements.all())
    can_edit = permissions.can_edit(request.user, round_)
    if request.method == "POST" and not can_edit:
        return _locked(request, round_)
    form = RequirementsForm(request.POST if request.method == "POST" else None, requirements=requirements)
    if request.method == "POST" and form.is_valid():
        with reporting(request, success="Kravene er gemt."):
            actions.save_requirements(round_, form.texts, new=form.cleaned_data["nyt"], by=Actor.of(request))
        return redirect("applications:round_requirements", round_.pk)
    context = {"round": round_, "requirements": requirements, "can_edit": can_edit, "form": form if can_edit else None}
    status = 422 if form.errors else 200
    return render(request, "applications/rounds/round_requirements.html", context, status=status)


def _created(request, form, programme, **source) -> Round | None:
    try:
        made = actions.create_round(programme, **form.facts, **source, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return None
    _say_saved(request, made)
    return made


def _say_saved(request, round_: Round) -> None:
    messages.success(request, "Runden er gemt. Kun I kan se den, indtil den åbnes.")
    warning = preparation.runs_past(round_.programme, round_)
    if warning:
        messages.warning(request, warning)


def _render_facts(request, form, **context):
    status = 422 if form.errors else 200
    return render(request, "applications/rounds/round_edit.html", {"form": form, **context}, status=status)


def _locked(request, round_):
    messages.error(request, LOCKED)
    return redirect("applications:round_detail", round_.pk)
