"""The reviewers' pages, and who reviews a round."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from applications.assessment import access, actions, forms, permissions, sheet
from applications.assessment.models import Review, ReviewerAssignment
from applications.drafting.models import Application, Status
from applications.rounds.models import RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import require

# What the page of a review tells of the application: the rest, with its many texts, stays unread.
SHOWN = ("round__name", "round__status", "round__deadline", "applicant__name", "submission__version__json")


def review_list(request):
    """The reviewer's own page: the rounds to review and how far one has come."""
    require(permissions.can_review_rounds(request.user))
    rounds = access.reviewed_rounds(request.user).exclude(status=RoundStatus.ANNOUNCED).order_by("deadline")
    readable = [round_.pk for round_ in rounds if access.is_readable(round_)]
    applications = Application.objects.filter(round__in=readable, status=Status.SUBMITTED)
    reviews = Review.objects.filter(reviewer=request.user, application__round__in=readable)
    own = {one.application_id: one for one in reviews}
    by_round: dict = {}
    for pk, round_pk, name in _in_reading_order(applications).values_list("pk", "round", "applicant__name"):
        row = {"url": reverse("applications:review", args=[pk]), "name": name, "own": own.get(pk)}
        by_round.setdefault(round_pk, []).append(row)
    entries = [_list_entry(round_, by_round.get(round_.pk, [])) for round_ in rounds]
    return render(request, "applications/assessment/review_list.html", {"entries": entries})


def review(request, pk):
    """Read one application and score it; once the own review is locked, see what the others think."""
    applications = access.reviewed_applications(request.user).select_related(
        "round", "applicant", "submission__version"
    )
    application = get_object_or_404(applications.only(*SHOWN), pk=pk)
    round_ = application.round
    own = Review.objects.filter(application=application, reviewer=request.user).first()
    form = None
    if request.method == "POST":
        # Also where it can no longer be written: then the action says so, and what was typed stands on the page.
        form = forms.ReviewForm(request.POST, round_=round_, review=own)
        answer = form.is_valid() and _keep(request, application, form)
        if answer:
            return answer
    elif round_.is_closed and not (own and own.is_locked):
        form = forms.ReviewForm(round_=round_, review=own)

    criteria = form.criteria if form else sheet.criteria(round_)
    scores = _scores_to_see(application, own) if own and not form else []
    content = application.submission.version.content
    context = {
        "application": application,
        "content": content,
        "own": own,
        "form": form,
        "has_others": any(reviewer != request.user.pk for reviewer, *_ in scores),
        "blocks": sheet.blocks(content, criteria, scores=scores, form=form),
        "sections": sheet.other_sections(content, criteria),
        "next_application": None if form else _next_to_review(request.user, application),
    }
    return render(request, "applications/assessment/review.html", context)


def round_reviewers(request, pk):
    """A manager chooses who reviews the round."""
    round_ = get_object_or_404(access.known_rounds(request.user), pk=pk)
    if access.must_declare(round_):
        return redirect("applications:declare_interest", round_.pk)
    require(permissions.can_assign_reviewers(request.user, round_))
    assignments = ReviewerAssignment.objects.filter(round=round_).with_progress().order_by("reviewer__name")
    chosen = {"reviewers": [assignment.reviewer_id for assignment in assignments]}
    form = forms.ReviewersForm(request.POST if request.method == "POST" else None, initial=chosen)

    if request.method == "POST" and form.is_valid():
        try:
            actions.set_reviewers(round_, list(form.cleaned_data["reviewers"]), by=Actor.of(request))
        except ActionError as refusal:
            form.add_error("reviewers", str(refusal))
        else:
            messages.success(request, "Bedømmerne er gemt.")
            return redirect("applications:round_reviewers", round_.pk)
    context = {"round": round_, "form": form, "assignments": assignments}
    return render(request, "applications/assessment/round_reviewers.html", context)


def declare_interest(request, pk):
    """Everybody who is to read the round says first whether they have an interest in it."""
    round_ = get_object_or_404(access.known_rounds(request.user), pk=pk)
    form = forms.InterestForm(request.POST if request.method == "POST" else None)
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
    return render(request, "applications/assessment/declare_interest.html", context)


def _keep(request, application, form):
    """Save the draft, and lock it or go on as asked. None where the page must be shown again, with the text in it."""
    wish = request.POST.get("action")
    try:
        own = actions.save_review(application, scores=form.scores, by=Actor.of(request))
        if wish == "lock":
            if not form.demand_everything():
                return None
            actions.lock_review(own, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, "Bedømmelsen er låst." if wish == "lock" else "Din kladde er gemt.")
    if wish != "next":
        return redirect("applications:review", application.pk)
    following = _next_to_review(request.user, application)
    return redirect("applications:review", following["pk"]) if following else redirect("applications:review_list")


def _scores_to_see(application, own):
    """The scores of the own review, and once it is locked those of the other valid ones after them."""
    reviews = Review.objects.filter(application=application)
    reviews = reviews.valid_in(application.round) if permissions.can_see_others(own) else reviews.filter(pk=own.pk)
    return sorted(reviews.order_by("reviewer__name").with_scores(), key=lambda score: score[0] != own.reviewer_id)


def _in_reading_order(applications):
    return applications.order_by("applicant__name", "pk")


def _next_to_review(user, application):
    """The next application of a round that the user reviews: one not begun, or else not locked; None if all are.

    As {"pk", "name"}: of the rest of the round nothing more is needed.
    """
    applications = Application.objects.filter(round=application.round_id, status=Status.SUBMITTED)
    rest = list(_in_reading_order(applications).values("pk", name=F("applicant__name")))
    own = Review.objects.filter(reviewer=user, application__round=application.round_id)
    locked = {pk: locked_at is not None for pk, locked_at in own.values_list("application", "locked_at")}
    here = next((number for number, other in enumerate(rest) if other["pk"] == application.pk), -1)
    rest = rest[here + 1 :] + rest[: max(here, 0)]
    unread = [other for other in rest if other["pk"] not in locked]
    unlocked = [other for other in rest if locked.get(other["pk"]) is False]
    return next(iter(unread + unlocked), None)


def _list_entry(round_, applications):
    return {
        "round": round_,
        "must_declare": access.must_declare(round_),
        "locked": sum(1 for application in applications if application["own"] and application["own"].is_locked),
        "applications": applications,
    }


def _after_declaring(request, round_, declaration):
    if declaration.has_interest:
        messages.success(request, "Tak. Du deltager ikke i runden og kan ikke længere se den.")
    else:
        messages.success(request, "Tak. Din erklæring er gemt.")
        if not round_.reviews_it:
            return redirect("applications:round_detail", round_.pk)
    return redirect("applications:review_list" if round_.reviews_it else "applications:round_list")
