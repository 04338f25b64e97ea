"""Who reviews a round, and which of its applications."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from applications.assessment import access, actions, permissions, progress
from applications.assessment.assigning_forms import PartsForm, RemovalForm, ReviewersForm
from applications.assessment.models import AssignedApplication, Review, ReviewerAssignment
from applications.assessment.panel import panel
from applications.assessment.spreading import READERS
from applications.drafting.models import Application, Status
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require

# What the page tells of a reviewer: the rest of the person stays unread.
SHOWN = ("reads_all", "removed_at", "removed_reason", "reviewer__name", "removed_by__name")


@form_page
def round_reviewers(request, pk):
    """A manager chooses who reviews the round, and sees how far they are and who reads what."""
    round_ = get_object_or_404(access.known_rounds(request.user), pk=pk)
    if access.must_declare(round_):
        return redirect("applications:declare_interest", round_.pk)
    require(permissions.can_assign_reviewers(request.user, round_))
    everybody = ReviewerAssignment.objects.filter(round=round_).with_progress().select_related("removed_by")
    everybody = everybody.only(*SHOWN).order_by("reviewer__name", "pk")
    assignments = [one for one in everybody if one.removed_at is None]
    chosen = {"reviewers": [one.reviewer_id for one in assignments]}
    form = ReviewersForm(request.POST if request.method == "POST" else None, initial=chosen)

    if request.method == "POST" and form.is_valid():
        try:
            actions.set_reviewers(round_, list(form.cleaned_data["reviewers"]), by=Actor.of(request))
        except ActionError as refusal:
            form.add_error("reviewers", str(refusal))
        else:
            messages.success(request, "Bedømmerne er gemt.")
            return redirect("applications:round_reviewers", round_.pk)
    readings = _readings(round_, everybody) if round_.is_closed else []
    context = {
        "round": round_,
        "form": form,
        "assignments": assignments,
        "readings": readings,
        "removed": [one for one in everybody if one.removed_at],
        "is_spread": any(not one.reads_all for one in assignments),
        "few": [reading.applicant for reading in readings if reading.expected < READERS],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/assessment/round_reviewers.html", context, status=status)


@form_page
def round_parts(request, pk):
    """A manager ticks who reads what; what is locked already stays."""
    round_ = _to_assign(request, pk)
    assignments = ReviewerAssignment.objects.filter(round=round_).standing().with_interests()
    assignments = [one for one in assignments.order_by("reviewer__name", "pk") if not one.has_interest]
    applications = Application.objects.filter(round=round_, status=Status.SUBMITTED)
    applications = list(applications.order_by("applicant__name", "pk").values_list("pk", "applicant__name"))
    form = PartsForm(
        request.POST if request.method == "POST" else None,
        assignments=assignments,
        applications=applications,
        locked=_locked(round_),
        initial=_read_now(assignments, applications),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign_by_hand(round_, form.parts, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Fordelingen er gemt.")
            return redirect("applications:round_reviewers", round_.pk)
    context = {"round": round_, "form": form, "assignments": assignments, "rows": form.rows}
    status = 422 if form.errors else 200
    return render(request, "applications/assessment/round_parts.html", context, status=status)


@require_POST
def reviewers_spread(request, pk):
    """Spread the applications evenly."""
    round_ = _to_assign(request, pk)
    with reporting(request, success="Ansøgningerne er fordelt. De, der har fået andre at læse, får besked på mail."):
        actions.spread_evenly(round_, by=Actor.of(request))
    return redirect("applications:round_reviewers", round_.pk)


@require_POST
def reviewers_read_all(request, pk):
    """Let every reviewer read everything."""
    round_ = _to_assign(request, pk)
    with reporting(request, success="Alle bedømmere læser nu alle ansøgninger."):
        actions.read_all(round_, by=Actor.of(request))
    return redirect("applications:round_reviewers", round_.pk)


@form_page
def reviewer_remove(request, pk, assignment):
    """Take a reviewer off the round: what that does is said first."""
    round_ = _to_assign(request, pk)
    removed = get_object_or_404(_assignments(round_).standing(), pk=assignment)
    locked = Review.objects.filter(application__round=round_, reviewer=removed.reviewer, locked_at__isnull=False)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        with reporting(request, success=f"{removed.reviewer.name} er taget af runden."):
            actions.remove_reviewer(round_, removed.reviewer, reason=reason, by=Actor.of(request))
        return redirect("applications:round_reviewers", round_.pk)
    context = {"round": round_, "assignment": removed, "locked": locked.count(), "form": form}
    status = 422 if form.errors else 200
    return render(request, "applications/assessment/reviewer_remove.html", context, status=status)


@require_POST
def reviewer_put_back(request, pk, assignment):
    """Let somebody who was taken off the round review it again."""
    round_ = _to_assign(request, pk)
    removed = get_object_or_404(_assignments(round_), pk=assignment)
    with reporting(request, success=f"{removed.reviewer.name} er bedømmer i runden igen."):
        actions.put_reviewer_back(removed, by=Actor.of(request))
    return redirect("applications:round_reviewers", round_.pk)


def _to_assign(request, pk):
    """The round, for a manager who has declared no interest in it and may change its reviewers now."""
    round_ = get_object_or_404(access.known_rounds(request.user), pk=pk)
    require(permissions.can_assign_reviewers(request.user, round_) and not access.must_declare(round_))
    return round_


def _assignments(round_):
    return ReviewerAssignment.objects.filter(round=round_).select_related("round__programme", "round__case", "reviewer")


def _readings(round_, everybody):
    """How far each application is, by applicant."""
    rows = [(one.reviewer_id, one.reads_all, one.removed_at) for one in everybody]
    of_round = panel(rows, _parts(everybody), {one.reviewer_id: one.declared for one in everybody})
    return progress.of_applications(round_, of_round)


def _parts(assignments):
    """Each (application, reviewer) of those who do not read everything."""
    some = [one.pk for one in assignments if not one.reads_all]
    given = AssignedApplication.objects.filter(assignment__in=some).order_by()
    return list(given.values_list("application", "assignment__reviewer")) if some else []


def _read_now(assignments, applications):
    """What each reviewer reads, as the form takes it."""
    read = {one.reviewer_id: [str(pk) for pk, _ in applications] if one.reads_all else [] for one in assignments}
    for application, reviewer in _parts(assignments):
        read[reviewer].append(str(application))
    return {f"laeser-{one.pk}": read[one.reviewer_id] for one in assignments}


def _locked(round_):
    """The applications that each reviewer has locked a review of."""
    reviews = Review.objects.filter(application__round=round_, locked_at__isnull=False).order_by()
    locked: dict = {}
    for reviewer, application in reviews.values_list("reviewer", "application"):
        locked.setdefault(reviewer, set()).add(application)
    return locked
