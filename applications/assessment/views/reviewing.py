"""The reviewers' pages."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.assessment import access, actions, consensus, forms, permissions, progress, sheet
from applications.assessment.models import Review
from applications.assessment.views.files import linked
from applications.rounds.models import RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.paging import page_of
from praksis.views import form_page, require

# What the page of a review tells of the application: the rest, with its many texts, stays unread.
APPLICATIONS_A_PAGE = 10
SHOWN = ("round__name", "round__status", "round__deadline", "applicant__name", "submission__current__json")


@require_safe
def review_list(request):
    """The reviewer's own page: the rounds to review and how far one has come."""
    require(permissions.can_review_rounds(request.user))
    rounds = access.reviewed_rounds(request.user).exclude(status=RoundStatus.ANNOUNCED).order_by("deadline")
    readable = [round_.pk for round_ in rounds if access.is_readable(round_)]
    applications = access.reviewed_applications(request.user).filter(round__in=readable)
    reviews = Review.objects.filter(reviewer=request.user, application__round__in=readable)
    own = {one.application_id: one for one in reviews}
    by_round: dict = {}
    for pk, round_pk, name in _in_reading_order(applications).values_list("pk", "round", "applicant__name"):
        row = {"url": reverse("applications:review", args=[pk]), "name": name, "own": own.get(pk)}
        by_round.setdefault(round_pk, []).append(row)
    criteria = sheet.criteria_of_rounds(readable)
    entries = [_list_entry(one, by_round.get(one.pk, []), criteria.get(one.pk, [])) for one in rounds]
    return render(request, "applications/assessment/review_list.html", {"entries": entries})


@form_page
def review(request, pk):
    """Read one application and score it; once the own review is locked, see what the others think."""
    assigned = access.reviewed_applications(request.user)
    related = assigned.select_related("round", "applicant", "submission__current")
    application = get_object_or_404(related.only(*SHOWN), pk=pk)
    round_ = application.round
    own = Review.objects.filter(application=application, reviewer=request.user).first()
    form = None
    if request.method == "POST":
        # Also where it can no longer be written: then the action says so, and what was typed stands on the page.
        form = forms.ReviewForm(request.POST, round_=round_, review=own)
        answer = form.is_valid() and _keep(request, assigned, application, form)
        if answer:
            return answer
    elif round_.is_closed and not (own and own.is_locked):
        form = forms.ReviewForm(round_=round_, review=own)

    criteria = form.criteria if form else sheet.criteria(round_)
    scores = _scores_to_see(application, own) if own and not form else []
    agreed = consensus.agreed_of(application.pk) if scores and permissions.can_see_others(own) else {}
    content = linked(application.submission.current.content, application)
    context = {
        "application": application,
        "content": content,
        "own": own,
        "form": form,
        "has_others": any(reviewer != request.user.pk for reviewer, *_ in scores),
        "blocks": sheet.blocks(content, criteria, scores=scores, agreed=agreed, form=form),
        "sections": sheet.other_sections(content, criteria),
        "confirmed": sheet.confirmed_by(application, content),
        "next_application": None if form else _next_to_review(request.user, assigned, application),
    }
    status = 422 if form and form.errors else 200
    return render(request, "applications/assessment/review.html", context, status=status)


@form_page
def review_criterion(request, pk, key):
    """Read what the applications of a round say to one criterion, one after the other, and score them as drafts."""
    round_ = get_object_or_404(access.reviewed_rounds(request.user), pk=pk)
    if access.must_declare(round_):
        return redirect("applications:declare_interest", round_.pk)
    criteria = sheet.criteria_with_anchors(round_) if access.is_readable(round_) else []
    criterion = next((one for one in criteria if one.key == key), None)
    if criterion is None:
        raise Http404
    applications = _to_read(request.user, round_)
    page = page_of(applications, APPLICATIONS_A_PAGE, request)
    shown = list(page.object_list)
    if request.method == "POST":
        shown = _with_those_sent(request, criterion, applications, shown)
    rows = _rows(request, round_, criterion, shown)
    if request.method == "POST":
        kept = _keep_drafts(request, round_, rows)
        if kept:
            messages.success(request, "Dine kladder er gemt.")
            return redirect(_after_saving(request, page, shown))
    context = {
        "round": round_,
        "criterion": criterion,
        "criteria": [(one.key, one.title) for one in criteria],
        "page": page,
        "rows": rows,
        "forms": [row["form"] for row in rows if row["form"]],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/assessment/review_criterion.html", context, status=status)


def _after_saving(request, page, shown):
    """The next page where that is wished for, or else the same page, at the application whose button was pressed."""
    wish = request.POST.get("action")
    number = page.next_page_number() if wish == "next" and page.has_next() else page.number
    here = next((f"#application-{one.pk}" for one in shown if str(one.pk) == wish), "")
    return f"{request.path}?side={number}{here}"


def _to_read(user, round_):
    applications = access.reviewed_applications(user).filter(round=round_)
    shown = applications.select_related("applicant", "submission__current")
    return _in_reading_order(shown).only("applicant__name", "submission__current__json")


def _with_those_sent(request, criterion, applications, shown):
    """The page's applications, and those that stood on it when it was shown: one may have been withdrawn since."""
    here = {one.pk for one in shown}
    keys = applications.values_list("pk", flat=True)
    sent = [pk for pk in keys if pk not in here and _name_sent(pk, criterion) in request.POST]
    return [*shown, *applications.filter(pk__in=sent)] if sent else shown


def _name_sent(pk, criterion):
    return f"{pk}-{criterion.key}_rationale"


def _rows(request, round_, criterion, applications):
    """What stands on the page for each application: its answers, and the fields, or what is locked."""
    own = Review.objects.filter(reviewer=request.user, application__in=[one.pk for one in applications])
    reviews = {review.application_id: review for review in own.prefetch_related("scores")}
    rows = []
    for application in applications:
        review = reviews.get(application.pk)
        content = linked(application.submission.current.content, application)
        form = _form_of(request, round_, criterion, application, review)
        scores = []
        if review and not form:
            given = ((one.criterion_id, one.score, one.rationale, one.confidence) for one in review.scores.all())
            scores = [(request.user.pk, request.user.name, review.locked_at, *one) for one in given]
        (block,) = sheet.blocks(content, [criterion], scores=scores, form=form)
        rows.append({"application": application, "own": review, "form": form, "block": block})
    return rows


def _form_of(request, round_, criterion, application, review):
    """The fields of one application: as they were sent, or as long as they can be written; else None.

    Also those that can no longer be written are shown as they were sent: nothing that was typed is lost.
    """
    facts = {"round_": round_, "review": review, "criteria": [criterion], "prefix": str(application.pk)}
    if request.method == "POST":
        was_sent = _name_sent(application.pk, criterion) in request.POST
        return forms.ReviewForm(request.POST, **facts) if was_sent else None
    if round_.is_closed and not (review and review.is_locked):
        return forms.ReviewForm(**facts)
    return None


def _keep_drafts(request, round_, rows):
    """Save what is new and can be kept; False where something stands on the page that could not be."""
    sent = {row["application"].pk: row["form"] for row in rows if row["form"]}
    valid = {pk: form for pk, form in sent.items() if form.is_valid()}
    scores = {pk: form.scores for pk, form in valid.items() if form.is_new}
    refused = actions.save_reviews(round_, scores=scores, by=Actor.of(request)) if scores else {}
    for row in rows:
        if row["application"].pk in refused:
            row["form"].add_error(None, f"{row['application'].applicant.name}: {refused[row['application'].pk]}")
    return len(valid) == len(sent) and not refused


def _keep(request, assigned, application, form):
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
    following = _next_to_review(request.user, assigned, application)
    return redirect("applications:review", following["pk"]) if following else redirect("applications:review_list")


def _scores_to_see(application, own):
    """The scores of the own review, and once it is locked those of the other valid ones after them."""
    reviews = Review.objects.filter(application=application)
    reviews = reviews.valid_in(application.round) if permissions.can_see_others(own) else reviews.filter(pk=own.pk)
    return sorted(reviews.order_by("reviewer__name").with_scores(), key=lambda score: score[0] != own.reviewer_id)


def _in_reading_order(applications):
    return applications.order_by("applicant__name", "pk")


def _next_to_review(user, assigned, application):
    """The next application of a round for its reviewer: one that is `assigned` and not begun, or else not locked.

    Of those the one that the fewest have begun to read, and of these the next in the order of reading. As {"pk",
    "name"}: of the rest of the round nothing more is needed; None where all are locked.
    """
    of_round = assigned.filter(round=application.round_id)
    rest = list(_in_reading_order(of_round).values("pk", name=F("applicant__name")))
    here = next((number for number, other in enumerate(rest) if other["pk"] == application.pk), -1)
    rest = rest[here + 1 :] + rest[: max(here, 0)]
    own, readings = progress.readings(user, application.round)
    left = [other for other in rest if not own.get(other["pk"])]
    return min(left, key=lambda other: (other["pk"] in own, readings[other["pk"]]), default=None)


def _list_entry(round_, applications, criteria):
    """A round of the reviewer's page; `criteria` as (key, title)."""
    begun = [application["own"] for application in applications if application["own"]]
    locked = sum(1 for one in begun if one.is_locked)
    is_done = bool(applications) and locked == len(applications)
    return {
        "round": round_,
        "must_declare": access.must_declare(round_),
        "locked": locked,
        "drafts": len(begun) - locked,
        "unread": len(applications) - len(begun),
        "applications": applications,
        "criteria": criteria if round_.is_closed and not is_done else [],
        "is_done": is_done,
    }
