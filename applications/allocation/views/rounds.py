"""Managers' and approvers' pages about rounds."""

from functools import lru_cache
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.formats import localize
from django.views.decorators.http import require_POST

from applications.allocation import actions, permissions, readiness, standing, steps
from applications.allocation.forms import ChoiceForm, ProposalForm, SendBackForm
from applications.allocation.models import KINDS, Outcome, Place, Proposal
from applications.assessment import access, sheet
from applications.assessment.models import Review, ReviewerAssignment
from applications.assessment.permissions import can_assign_reviewers
from applications.drafting.models import Application, Status, Version
from applications.rounds.models import RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.organisations.models import Municipality
from praksis.views import reporting, require

ROUNDS_A_PAGE = 20
SAFE = {"GET", "HEAD"}
# What the page of an application shows of it: the rest, with its many texts, stays unread.
FACTS = ("region", "population", "population_source", "family_daycare_share", "family_daycare_source")
SHOWN = (
    *("round__name", "round__status", "round__deadline", "applicant__name"),
    *(f"applicant__as_municipality__{fact}" for fact in FACTS),
    *("decision__outcome", "decision__reason", "decision__given_back_at"),
)


def round_list(request):
    """All rounds, the newest first."""
    require(permissions.can_see_rounds(request.user))
    rounds = access.known_rounds(request.user).annotate(submitted=_number_submitted()).order_by("-period_from", "pk")
    page = Paginator(rounds, ROUNDS_A_PAGE).get_page(request.GET.get("side"))
    for round_ in page.object_list:
        round_.must_declare = access.must_declare(round_)
    return render(request, "applications/allocation/round_list.html", {"page": page})


def _number_submitted():
    """How many have applied, counted for the rounds of the page only."""
    submitted = Application.objects.filter(round=OuterRef("pk"), status=Status.SUBMITTED)
    return Coalesce(Subquery(submitted.order_by().values("round").annotate(number=Count("pk")).values("number")), 0)


def round_detail(request, pk):
    """One round: its way, its applications, and what can be done now."""
    round_ = _get(request, pk)
    if access.must_declare(round_):
        return redirect("applications:declare_interest", round_.pk)
    if round_.opens_at is None:
        places = Place.objects.filter(round=round_).select_related("applicant").order_by("applicant__name")
        return render(request, "applications/allocation/round_earlier.html", {"round": round_, "places": places})
    return _render_round(request, round_)


def round_application(request, pk, application_pk):
    """One application as managers and approvers read it, with the reviews and the choice."""
    application = _get_application(request, pk, application_pk)
    round_ = application.round
    decision = getattr(application, "decision", None)
    may_choose = permissions.can_choose(request.user, round_)
    require(may_choose or request.method in SAFE)
    form = None
    if may_choose:
        form = ChoiceForm(request.POST if request.method == "POST" else None, decision=decision)
        if request.method == "POST" and form.is_valid() and _chosen(request, round_, application, form):
            return redirect("applications:round_detail", round_.pk)

    criteria = sheet.criteria(round_)
    content = Version.objects.only("json").get(submission__application=application).content
    locked, expected, scores = _reviews_seen_by(request.user, application)
    municipality = _municipality(application.applicant)
    context = {
        "round": round_,
        "application": application,
        "municipality": municipality,
        "daycare": _percent(municipality.family_daycare_share),
        "decision": decision,
        "locked": locked,
        "expected": expected,
        "content": content,
        "form": form,
        "blocks": sheet.blocks(content, criteria, scores=scores),
        "sections": sheet.other_sections(content, criteria),
    }
    return render(request, "applications/allocation/round_application.html", context)


@require_POST
def round_propose(request, pk):
    """Propose the chosen decisions; what is missing is said on the same page."""
    round_ = _get_declared(request, pk)
    require(permissions.can_propose(request.user, round_))
    form = ProposalForm(request.POST, asks_for_waiver=True)
    if form.is_valid():
        try:
            actions.propose(round_, waiver=form.cleaned_data["waiver"], by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Runden er indstillet. Godkenderne har fået besked.")
            return redirect("applications:round_detail", round_.pk)
    return _render_round(request, round_, proposal_form=form)


@require_POST
def round_send_back(request, pk):
    """Send the proposal back with a remark."""
    round_ = _get_declared(request, pk)
    require(permissions.can_send_back(request.user, round_))
    form = SendBackForm(request.POST)
    if form.is_valid():
        with reporting(request, success="Indstillingen er sendt tilbage."):
            actions.send_back(round_, remark=form.cleaned_data["remark"], by=Actor.of(request))
        return redirect("applications:round_detail", round_.pk)
    return _render_round(request, round_, send_back_form=form)


@require_POST
def round_approve(request, pk):
    """Approve the proposal."""
    round_ = _get_declared(request, pk)
    require(permissions.can_approve(request.user, round_, _standing_proposal(round_)))
    with reporting(request, success="Indstillingen er tiltrådt."):
        actions.approve(round_, by=Actor.of(request))
    return redirect("applications:round_detail", round_.pk)


@require_POST
def round_announce(request, pk):
    """Announce all decisions of the round."""
    round_ = _get_declared(request, pk)
    require(permissions.can_announce(request.user, round_))
    with reporting(request, success="Afgørelserne er meddelt, og brevene er på vej."):
        actions.announce(round_, by=Actor.of(request))
    return redirect("applications:round_detail", round_.pk)


def _get(request, pk):
    round_ = get_object_or_404(access.known_rounds(request.user).select_related("case"), pk=pk)
    require(permissions.can_see_rounds(request.user))
    return round_


def _get_declared(request, pk):
    """The round, for whoever has declared own interests: before that one neither reads it nor has a say in it."""
    round_ = _get(request, pk)
    require(not access.must_declare(round_))
    return round_


def _render_round(request, round_, *, proposal_form=None, send_back_form=None):
    user = request.user
    assignments = list(ReviewerAssignment.objects.filter(round=round_).with_interests().order_by("reviewer__name"))
    standings = standing.of_round(round_, expected=sum(1 for each in assignments if not each.has_interest))
    proposal = _standing_proposal(round_)
    way = steps.Way(round_, standings, assignments, proposal)
    criteria = list(round_.criteria.all())
    may_propose = permissions.can_propose(user, round_)
    asks_for_waiver = readiness.needs_waiver(standings)
    context = {
        "round": round_,
        "way": way,
        "criteria": criteria,
        "rows": _rows(user, round_, standings, criteria) if way.is_past_deadline else [],
        "steps": steps.steps(way, may_assign=can_assign_reviewers(user, round_)),
        "turn": steps.turn(way),
        "proposal": proposal,
        "missing": readiness.missing(standings, places=round_.places, waiver="givet") if may_propose else [],
        "proposal_form": (proposal_form or ProposalForm(asks_for_waiver=asks_for_waiver)) if may_propose else None,
        "send_back_form": (send_back_form or SendBackForm()) if permissions.can_send_back(user, round_) else None,
        "may_approve": permissions.can_approve(user, round_, proposal),
        "may_announce": permissions.can_announce(user, round_),
        "forms": [form for form in (proposal_form, send_back_form) if form],
        "events": log.timeline(round_.case, party=False, limit=log.asked_for(request.GET)),
    }
    return render(request, "applications/allocation/round_detail.html", context)


def _get_application(request, pk, application_pk):
    """A round's application with no more than its page shows. Who may not see rounds is refused as by the round."""
    if not permissions.can_see_rounds(request.user):
        _get(request, pk)
    applications = access.readable_applications(request.user).select_related(
        "round", "applicant__as_municipality", "decision"
    )
    return get_object_or_404(applications.only(*SHOWN), round=pk, pk=application_pk)


def _reviews_seen_by(user, application):
    """How many reviews of an application are locked and how many are expected, and the scores that this person sees."""
    round_ = application.round
    assignments = ReviewerAssignment.objects.taking_part_in(round_).order_by()
    reviewers = set(assignments.values_list("reviewer", flat=True))
    reviews = Review.objects.filter(application=application).valid_in(round_).order_by("reviewer__name")
    scores = list(reviews.with_scores())
    locked = {reviewer for reviewer, *_ in scores}
    sees_scores = permissions.can_see_scores(
        user,
        is_reviewed=standing.is_reviewed(len(locked), len(reviewers)),
        reviews_it=user.pk in reviewers,
        has_locked=user.pk in locked,
    )
    return len(locked), len(reviewers), scores if sees_scores else []


def _municipality(applicant):
    """The municipality that applies, or in which the institution lies."""
    own = getattr(applicant, "as_municipality", None)
    return own or Municipality.objects.get(institutions=applicant.pk)


def _rows(user, round_, standings, criteria):
    """The table's rows, with the means that this person may see."""
    own = set()
    if round_.reviews_it:
        locked = Review.objects.filter(application__round=round_, reviewer=user, locked_at__isnull=False)
        own = set(locked.values_list("application", flat=True))
    # Looked up once: the rows' addresses differ in the application alone.
    placeholder = str(UUID(int=0))
    address = reverse("applications:round_application", args=[round_.pk, placeholder])
    rows = []
    for one in standings:
        means = one.means if _sees_scores(user, round_, one.is_reviewed, one.application_id in own) else {}
        numbers = [
            ("Indbyggere", localize(one.population)),
            ("Dagpleje", _percent(one.daycare_share)),
            ("Låst", f"{one.locked} af {one.expected}"),
        ]
        numbers += [(criterion.title, _mean(means.get(criterion.pk))) for criterion in criteria]
        url = address.replace(placeholder, str(one.application_id))
        rows.append({"url": url, "standing": one, "numbers": numbers, **_choice(one)})
    return rows


def _choice(one):
    """What is chosen for one application, as its row says it."""
    if one.outcome is None:
        return {"word": ""}
    note = "" if one.has_reason else "Mangler begrundelse"
    if one.has_accepted:
        note = "Har sagt ja"
    elif one.given_back_at:
        note = "Har sagt nej"
    kind = "neutral" if one.given_back_at else KINDS[Outcome(one.outcome)]
    return {"word": Outcome(one.outcome).label, "kind": kind, "note": note}


# A round has some hundred means and shares, and few that differ.
@lru_cache(maxsize=500)
def _mean(mean):
    return "–" if mean is None else floatformat(mean, 1)


@lru_cache(maxsize=500)
def _percent(share):
    return "Ukendt" if share is None else f"{floatformat(share * 100)} %"


def _sees_scores(user, round_, is_reviewed, has_locked):
    return permissions.can_see_scores(
        user, is_reviewed=is_reviewed, reviews_it=round_.reviews_it, has_locked=has_locked
    )


def _standing_proposal(round_):
    if round_.status in {RoundStatus.DRAFT, RoundStatus.ASSESSING}:
        return None  # what was proposed is sent back
    people = Proposal.objects.select_related("proposed_by", "approved_by")
    return people.filter(round=round_, sent_back_at=None).first()


def _chosen(request, round_, application, form):
    """Do what the form says; False where it is refused, with the refusal in the form."""
    outcome, reason = form.cleaned_data["outcome"], form.cleaned_data["reason"]
    try:
        if outcome == form.NONE:
            actions.clear_choice(round_, application, by=Actor.of(request))
        else:
            actions.choose(round_, application, outcome=outcome, reason=reason, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    name = application.applicant.name
    messages.success(request, f"{name} har ikke noget valg." if outcome == form.NONE else f"Valget for {name} er gemt.")
    return True
