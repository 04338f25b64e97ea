"""Declaring own interests in a round's applicants, and deciding about others'."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.assessment import access, actions, permissions
from applications.assessment.assigning_forms import InterestForm, RulingForm
from applications.assessment.models import InterestDeclaration
from applications.drafting.models import Application, Status
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, require


@form_page
def declare_interest(request, pk):
    """Everybody who is to read the round says first whether they have an interest in it."""
    round_ = get_object_or_404(access.known_rounds(request.user), pk=pk)
    form = InterestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            declaration = actions.declare_interest(round_, by=Actor.of(request), **form.cleaned_data)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after_declaring(request, round_, declaration)
    may_declare = access.may_declare(round_)
    applicants = Application.objects.filter(round=round_, status=Status.SUBMITTED).order_by("applicant__name")
    context = {
        "round": round_,
        "form": form,
        "may_declare": may_declare,
        "applicants": applicants.values_list("applicant__name", flat=True) if may_declare else [],
    }
    status = 422 if form.errors else 200
    return render(request, "applications/assessment/declare_interest.html", context, status=status)


@require_safe
def interest_rulings(request, pk):
    """What has been declared in the round, with what was decided about it."""
    round_ = get_object_or_404(access.known_rounds(request.user), pk=pk)
    if access.must_declare(round_):
        return redirect("applications:declare_interest", round_.pk)
    require(permissions.can_rule(request.user))
    return _render_rulings(request, round_)


@require_POST
def interest_rule(request, pk, declaration):
    """Decide about one of them."""
    round_ = get_object_or_404(access.known_rounds(request.user), pk=pk)
    require(permissions.can_rule(request.user) and not access.must_declare(round_))
    ruled = get_object_or_404(_declared(round_).select_related("round__programme", "round__case"), pk=declaration)
    form = RulingForm(request.POST, declaration=ruled)
    if form.is_valid():
        try:
            actions.rule_on_interest(ruled, by=Actor.of(request), **form.cleaned_data)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Det er afgjort, og {ruled.person.name} får besked på mail.")
            return redirect("applications:interest_rulings", round_.pk)
    return _render_rulings(request, round_, refused=(ruled.pk, form))


def _declared(round_):
    return InterestDeclaration.objects.filter(round=round_, has_interest=True).select_related("person", "ruled_by")


def _render_rulings(request, round_, refused=None):
    pk, form = refused or (None, None)
    rows = [
        {"declaration": one, "form": _form_for(request.user, one) if one.pk != pk else form, "is_refused": one.pk == pk}
        for one in _declared(round_).order_by("declared_at", "pk")
    ]
    context = {"round": round_, "rows": rows, "forms": [form] if form else []}
    return render(request, "applications/assessment/interest_rulings.html", context, status=422 if form else 200)


def _form_for(user, declaration):
    """Nobody decides about the own interest."""
    return None if declaration.person_id == user.pk else RulingForm(declaration=declaration)


def _after_declaring(request, round_, declaration):
    if declaration.is_out:
        messages.success(request, "Tak. Du deltager ikke i runden og kan ikke længere se den.")
    else:
        messages.success(request, "Tak. Din erklæring er gemt.")
        if not round_.reviews_it:
            return redirect("applications:round_detail", round_.pk)
    return redirect("applications:review_list" if round_.reviews_it else "applications:round_list")
