"""Interventions: what each institution tries between the meetings, and its rounds one at a time."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from engagements.plans import actions, gathered, permissions
from engagements.plans.emails import WARNING
from engagements.plans.interventions_forms import (
    AgreedForm,
    InterventionForm,
    NewInterventionForm,
    OutcomeForm,
    TrialForm,
)
from engagements.plans.models import MUNICIPAL_PART, Intervention, PlanChange, PlanKind, Trial
from engagements.plans.views.change_model import MUNICIPAL, institution_of
from engagements.plans.views.finding import course_to_write, course_with_plans, plan_of
from engagements.plans.views.writing import row_page, written
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, sent

KIND = PlanKind.INTERVENTIONS
TAKEN_OUT = "En anden har taget det ud, mens du skrev. Det, du skrev, står her, så du kan kopiere det."


@require_safe
def intervention_list(request, reference):
    """What is tried in each institution, drawn round by round; of one institution or theme where that is asked for."""
    engagement = course_with_plans(request, reference)
    plan = plan_of(engagement, KIND)
    found = gathered.interventions(engagement) if plan else []
    part, theme = request.GET.get("dagtilbud", ""), request.GET.get("tema", "")
    names = _names(engagement)
    shown = [each for each in found if not theme or each.theme == theme]
    parts = [
        {"name": name, "address": address, "interventions": _drawn(shown, pk, engagement)}
        for name, address, pk in names
        if part not in {each for _, each, _ in names} or part == address
    ]
    context = {
        "engagement": engagement,
        "kind": KIND,
        "plan": plan,
        "parts": [each for each in parts if each["interventions"] or not theme],
        "part_choices": [(address, name) for name, address, _ in names],
        "theme_choices": [(key, label) for key, label in gathered.THEMES if key],
        "part": part,
        "theme": theme,
        "versions": list(plan.versions.all()) if plan else [],
        "may_write": permissions.can_write(request.user, engagement),
        "warning": WARNING,
    }
    return render(request, "engagements/plans/intervention_list.html", context)


@form_page
def intervention_add(request, reference, part):
    """Begin an intervention, with what is agreed for its first round."""
    engagement = course_to_write(request, reference)
    institution = institution_of(engagement, part)

    form = NewInterventionForm(sent(request), engagement=engagement)
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["key"] or uuid.uuid4()
        facts = {**form.values, "agreed": form.cleaned_data["agreed"], "institution": institution}
        try:
            actions.begin_intervention(engagement, key=key, **facts, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Indsatsen er begyndt. Skriv igen, når I har prøvet det.")
            return _back_to(reference, key)
    name = institution.name if institution else MUNICIPAL_PART
    context = {"heading": f"Ny indsats: {name}", "back": _back(reference), "lead": WARNING}
    return row_page(request, form, engagement, KIND, **context)


@form_page
def intervention_edit(request, reference, intervention):
    """Change what an intervention is called and what it belongs to."""
    engagement = course_to_write(request, reference)
    found = get_object_or_404(_interventions(engagement), pk=intervention)

    form = InterventionForm(sent(request), engagement=engagement, row=found)
    if written(form, request=request):
        messages.success(request, "Indsatsen er gemt.")
        return _back_to(reference, intervention)
    context = {
        "heading": f"Ret indsats: {found.part}",
        "back": _back(reference),
        "remove": reverse("engagements:intervention_remove", args=[reference, intervention]),
        "remove_text": "Tag indsatsen og dens runder ud",
    }
    return row_page(request, form, engagement, KIND, **context)


@form_page
def intervention_end(request, reference, intervention):
    """Say that it goes on by itself, that it is given up, or that it is tried again; with a line of why."""
    engagement = course_to_write(request, reference)
    found = get_object_or_404(_interventions(engagement), pk=intervention)

    form = OutcomeForm(sent(request), row=found)
    if written(form, request=request):
        messages.success(request, f"»{found.title}« er gemt.")
        return _back_to(reference, intervention)
    context = {"heading": f"Føres »{found.title}« videre?", "back": _back(reference)}
    return row_page(request, form, engagement, KIND, **context)


@require_POST
def intervention_remove(request, reference, intervention):
    """Take an intervention out with its rounds."""
    engagement = course_to_write(request, reference)
    found = get_object_or_404(_interventions(engagement), pk=intervention)
    with reporting(request, success="Indsatsen er taget ud. Teksten står i historikken."):
        actions.remove_intervention(found, by=Actor.of(request))
    return redirect("engagements:intervention_list", reference)


@form_page
def trial_add(request, reference, intervention):
    """Begin the next round; what was adjusted in the last stands in it beforehand."""
    engagement = course_to_write(request, reference)
    found = get_object_or_404(_interventions(engagement), pk=intervention)

    form = AgreedForm(sent(request), initial={"agreed": found.newest.adjusted if found.newest else ""})
    if round_begun(form, lambda facts: actions.begin_round(found, **facts, by=Actor.of(request))):
        messages.success(request, "Runden er begyndt.")
        return _back_to(reference, intervention)
    context = {"heading": f"Ny runde: {found.title}", "back": _back(reference)}
    return row_page(request, form, engagement, KIND, **context)


@form_page
def trial_edit(request, reference, trial):
    """Write on in a round: the next of its four steps has the focus."""
    engagement = course_to_write(request, reference)
    found = _trials(engagement).filter(pk=trial).first()
    if found is None:
        return gone(request, engagement, trial)

    form = TrialForm(sent(request), row=found)
    if written(form, request=request):
        messages.success(request, "Gemt.")
        return _back_to(reference, found.intervention_id)
    context = {
        "form": form,
        "engagement": engagement,
        "kind": KIND,
        "trial": found,
        "heading": f"{found.intervention.title}, runde {found.number}",
        "back": _back(reference),
        "remove": reverse("engagements:trial_remove", args=[reference, trial]),
    }
    return render(request, "engagements/plans/trial_edit.html", context, status=422 if form.errors else 200)


@require_POST
def trial_remove(request, reference, trial):
    """Take a round out."""
    engagement = course_to_write(request, reference)
    found = get_object_or_404(_trials(engagement), pk=trial)
    with reporting(request, success="Runden er taget ud. Teksten står i historikken."):
        actions.remove_row(found, by=Actor.of(request))
    return redirect("engagements:intervention_list", reference)


def round_begun(form: AgreedForm, begin) -> bool:
    """Whether the form's round was begun by `begin`, which takes its facts; a refusal stands with the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        begin({"key": form.cleaned_data["key"] or uuid.uuid4(), "agreed": form.cleaned_data["agreed"]})
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def typed_in(request) -> list[str]:
    """The texts of a form that could not be taken in."""
    aside = {"csrfmiddlewaretoken", "key", "revision", "institution"}
    return [text for name, text in request.POST.items() if name not in aside and len(text.split()) > 1]


def gone(request, engagement, trial):
    """A round that somebody took out while it was written in: what was typed can be copied. Any other is not found."""
    was_there = PlanChange.objects.filter(plan__engagement=engagement, row=trial)
    if request.method != "POST" or Trial.objects.filter(pk=trial).exists() or not was_there.exists():
        raise Http404
    context = {"reason": TAKEN_OUT, "texts": typed_in(request)}
    return render(request, "engagements/plans/held_refused.html", context, status=410)


def _interventions(engagement):
    found = Intervention.objects.filter(plan__engagement=engagement).prefetch_related("rounds")
    return found.select_related("plan__engagement__case", "institution", "chain", "group")


def _trials(engagement):
    related = ("plan__engagement__case", "intervention__institution")
    return Trial.objects.filter(plan__engagement=engagement).select_related(*related)


def _names(engagement):
    """The municipality and each institution as (name, word in the address, id)."""
    own = [(each.name, str(each.order), each.pk) for each in engagement.institution_list]
    return [(MUNICIPAL_PART, MUNICIPAL, None), *own]


def _drawn(interventions, institution, engagement):
    """Those of one part, each with whether it stands still."""
    return [
        {"row": each, "still": not engagement.is_closed and each.stands_still(engagement.today)}
        for each in interventions
        if each.institution_id == institution
    ]


def _back(reference):
    return reverse("engagements:intervention_list", args=[reference])


def _back_to(reference, intervention):
    return redirect(f"{_back(reference)}#{intervention}")
