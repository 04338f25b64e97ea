"""Managers' and approvers' pages about rounds."""

from collections.abc import Callable
from functools import cache, lru_cache
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.views.decorators.http import require_POST, require_safe

from applications.allocation import (
    actions,
    mini_balance,
    opened,
    permissions,
    reasons,
    recounting,
    standing,
    steps,
    taking_part,
)
from applications.allocation.forms import ChoiceForm, SendBackForm
from applications.allocation.models import KINDS, DecisionReason, Outcome, Place, Proposal
from applications.assessment import access, consensus, people, scores, sheet
from applications.assessment.models import AssignedApplication, InterestDeclaration, Review, ReviewerAssignment
from applications.assessment.panel import is_spread, panel
from applications.assessment.permissions import can_assign_reviewers, can_check_papers
from applications.assessment.views.files import linked
from applications.casework import summary
from applications.drafting.models import INSTITUTIONS, Application, Status
from applications.drafting.permissions import can_enter
from applications.rounds import preparation
from applications.rounds.models import Criterion, ProgrammeKind, RoundStatus
from applications.rounds.permissions import can_edit, can_prepare
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require

ROUNDS_A_PAGE = 20
LISTED = ("name", "opens_at", "deadline", "places", "status", "programme__name")
SAFE = {"GET", "HEAD"}
# What the page of an application shows of it and of its municipality: the rest, with its many texts, stays unread.
RELATED = ("round", "applicant", "decision")
SHOWN = (
    *("round__name", "round__status", "round__deadline", "applicant__name", "applicant_kind"),
    *("decision__outcome", "decision__reason", "decision__given_back_at"),
    *("entered_by", "mailed_at", "mailed_by", "mailed_from"),
)
# What a frozen calculation is made of is long, and has a page of its own.
KEPT = ("snapshot__input", "snapshot__output", "snapshot__names")
FACTS = ("region", "population", "population_source", "family_daycare_share", "family_daycare_source")


@require_safe
def round_list(request):
    """All rounds, the newest first."""
    require(permissions.can_see_rounds(request.user))
    known = access.known_rounds(request.user)
    if "kommende" not in request.GET:
        # The minis' rounds are made a year ahead; those to come are shown when they are asked for.
        known = known.exclude(programme__kind=ProgrammeKind.MINI, opens_at__gt=timezone.now())
    rounds = known.only(*LISTED).annotate(submitted=_number_submitted()).order_by("-period_from", "pk")
    page = Paginator(rounds, ROUNDS_A_PAGE).get_page(request.GET.get("side"))
    address = addresses("applications:round_detail")
    for round_ in page.object_list:
        round_.must_declare = access.must_declare(round_)
        round_.url = address(round_.pk)
    context = {
        "page": page,
        "can_prepare": can_prepare(request.user),
        "shows_coming": "kommende" in request.GET,
        "mini": ProgrammeKind.MINI,
    }
    return render(request, "applications/allocation/round_list.html", context)


def addresses(name: str, *args) -> Callable[[UUID], str]:
    """What makes the addresses that differ in the last key alone: they are looked up once."""
    placeholder = str(UUID(int=0))
    address = reverse(name, args=[*args, placeholder])
    return lambda pk: address.replace(placeholder, str(pk))


@cache  # building it takes as long as running it
def _number_submitted():
    """How many have applied, counted for the rounds of the page only."""
    submitted = Application.objects.filter(round=OuterRef("pk"), status=Status.SUBMITTED)
    return Coalesce(Subquery(submitted.order_by().values("round").annotate(number=Count("pk")).values("number")), 0)


@require_safe
def round_detail(request, pk):
    """One round: its way, its applications, and what can be done now."""
    round_ = get_round(request, pk)
    if access.must_declare(round_):
        return redirect("applications:declare_interest", round_.pk)
    if round_.opens_at is None:
        places = Place.objects.filter(round=round_).select_related("applicant").order_by("applicant__name")
        return render(request, "applications/allocation/round_earlier.html", {"round": round_, "places": places})
    return _render_round(request, round_)


@form_page
def round_application(request, pk, application_pk):
    """One application as managers and approvers read it, with the reviews and the choice."""
    application, declared = _get_application(request, pk, application_pk)
    round_ = application.round
    decision = getattr(application, "decision", None)
    may_choose = permissions.can_choose(request.user, round_)
    require(may_choose or request.method in SAFE)
    criteria, written = _criteria_and_reasons(round_, decision)
    locked, expected, scores = _reviews_seen_by(request.user, application, declared)
    agreed = consensus.agreed_of(application.pk) if scores else {}
    form = None
    if may_choose:
        texts = reasons.drafts(scores, agreed) | written
        posted = request.POST if request.method == "POST" else None
        form = ChoiceForm(posted, decision=decision, criteria=criteria, texts=texts)
        if request.method == "POST" and form.is_valid() and _chosen(request, round_, application, form):
            return redirect("applications:round_detail", round_.pk)

    judged, has_paper = sheet.judged(application)
    content = linked(judged, application)
    municipality = _municipality(application)
    context = {
        "round": round_,
        "application": application,
        "has_unread": application.has_unread,
        "municipality": municipality,
        "daycare": _percent(municipality.family_daycare_share),
        "taken_part": taking_part.words(municipality.course_until, municipality.minis, timezone.localdate()),
        "paper": sheet.paper(application) if has_paper else None,
        "may_check_paper": can_check_papers(request.user),
        "confirmed": sheet.confirmed_by(application, content),
        "decision": decision,
        "reasons": [(criterion.title, written.get(criterion.pk, "")) for criterion in criteria],
        "locked": locked,
        "expected": expected,
        "content": content,
        "form": form,
        "own": None,  # whoever writes a review does so on its own page
        "blocks": sheet.blocks(content, criteria, scores=scores, agreed=agreed),
        "sections": sheet.other_sections(content, criteria),
    }
    return render(request, "applications/allocation/round_application.html", context)


@require_POST
def round_send_back(request, pk):
    """Send the proposal back with a remark."""
    round_ = get_declared(request, pk)
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
    round_ = get_declared(request, pk)
    require(permissions.can_approve(request.user, round_, _standing_proposal(round_)))
    with reporting(request, success="Indstillingen er tiltrådt."):
        actions.approve(round_, by=Actor.of(request))
    return redirect("applications:round_detail", round_.pk)


def get_round(request, pk):
    """The round, for managers and approvers who have declared no interest in it."""
    round_ = get_object_or_404(access.known_rounds(request.user).select_related("case"), pk=pk)
    require(permissions.can_see_rounds(request.user))
    return round_


def get_declared(request, pk):
    """The round, for whoever has declared own interests: before that one neither reads it nor has a say in it."""
    round_ = get_round(request, pk)
    require(not access.must_declare(round_))
    return round_


def _render_round(request, round_, *, send_back_form=None):
    user = request.user
    # Read at once: it says whose reviews count, too.
    declared = InterestDeclaration.objects.declared_in(round_)
    assignments, readers = people.reviewers_of(round_, declared)
    scored = scores.of_round(round_, declared, readers)
    standings = standing.of_round(round_, panel=readers, declared=declared, scored=scored)
    proposal = _standing_proposal(round_)
    shaken = ""
    if proposal and round_.status != RoundStatus.ANNOUNCED:
        proposal.round = round_
        shaken = recounting.why_shaken(proposal, standings, scored, declared, readers.removed)
    may_send_back = permissions.can_send_back(user, round_) and bool(shaken or round_.status == RoundStatus.PROPOSED)
    may = {
        "may_choose": permissions.can_choose(user, round_),
        "may_approve": permissions.can_approve(user, round_, proposal) and not shaken,
        "may_announce": permissions.can_announce(user, round_) and not shaken,
    }
    way = steps.Way(round_, standings, assignments, proposal, shaken=shaken, may_send_back=may_send_back, **may)
    prepares = can_prepare(user)
    tells_of_minis = round_.programme.is_mini and way.is_past_deadline
    context = {
        "round": round_,
        "way": way,
        "balance": mini_balance.of_round(round_, timezone.now()) if tells_of_minis else None,
        "hours": mini_balance.hours() if tells_of_minis else None,
        "preparation": preparation.rows(round_) if prepares else [],
        "may_open": can_edit(user, round_),
        "may_extend": permissions.can_extend(user, round_),
        "may_enter": can_enter(user, round_),
        "may_copy": prepares and not round_.programme.is_mini,
        "criteria": scored.criteria,
        "rows": _rows(user, round_, standings, scored.criteria) if way.is_past_deadline else [],
        "steps": steps.steps(way, may_assign=can_assign_reviewers(user, round_)),
        "turn": steps.turn(way),
        "proposal": proposal,
        "may_propose": permissions.can_propose(user, round_),
        "send_back_form": (send_back_form or SendBackForm()) if may_send_back else None,
        "may_approve": way.may_approve,
        "may_announce": way.may_announce,
        "forms": [send_back_form] if send_back_form else [],
        "events": log.timeline(round_.case, party=False, limit=log.asked_for(request.GET)),
    }
    return render(request, "applications/allocation/round_detail.html", context)


def _get_application(request, pk, application_pk):
    """A round's application with no more than its page shows, and what everybody has declared in the round.

    Who may not see rounds is refused as by the round.
    """
    user = request.user
    if not permissions.can_see_rounds(user):
        get_round(request, pk)
    application = get_object_or_404(_submitted(), round=pk, pk=application_pk)
    # Looked up by itself, not joined: it says whose reviews count, too.
    declared = InterestDeclaration.objects.declared_in(application.round)
    if not access.reads_round(application.round, declared.get(user.pk)):
        raise Http404
    return application, declared


@cache  # putting it together takes as long as running it
def _submitted():
    shown = Application.objects.filter(status=Status.SUBMITTED).select_related(*RELATED).only(*SHOWN)
    return shown.annotate(has_unread=summary.unread(by_party=False))


def _reviews_seen_by(user, application, declared):
    """How many reviews of an application are locked and how many are expected, and the scores that this person sees."""
    assigned = list(_assigned().filter(round=application.round_id))
    parts = _parts().filter(application=application) if is_spread(assigned) else []
    of_round = panel(assigned, parts, declared)
    reviewers = of_round.readers(application.pk)
    scores = list(_scores().filter(application=application).valid_with(declared, of_round.removed))
    locked = {reviewer for reviewer, *_ in scores}
    sees_scores = permissions.can_see_scores(
        user,
        is_reviewed=standing.is_reviewed(len(locked), len(reviewers)),
        reviews_it=user.pk in reviewers,
        has_locked=user.pk in locked,
    )
    return len(locked), len(reviewers), scores if sees_scores else []


@cache
def _assigned():
    return ReviewerAssignment.objects.order_by().values_list("reviewer", "reads_all", "removed_at")


@cache
def _parts():
    return AssignedApplication.objects.order_by().values_list("application", "assignment__reviewer")


@cache
def _scores():
    return Review.objects.order_by("reviewer__name").with_scores()


def _criteria_and_reasons(round_, decision):
    """The round's criteria, and what the decision says under each, by its key in the database: in one query."""
    reasons_given = DecisionReason.objects.filter(decision=decision, criterion=OuterRef("pk")).values("text")
    rows = list(
        Criterion.objects.filter(round=round_).order_by("order").values_list(*sheet.CRITERION, Subquery(reasons_given))
    )
    written = {pk: text for pk, *_, text in rows if text is not None}
    return [sheet.ReadCriterion(*row[:-1]) for row in rows], written


def _municipality(application):
    """The municipality that applies, or in which the institution lies."""
    around = "institutions" if application.applicant_kind in INSTITUTIONS else "pk"
    return taking_part.municipalities().only(*FACTS).get(**{around: application.applicant_id})


def _rows(user, round_, standings, criteria):
    """The table's rows, with the means that this person may see."""
    own = set()
    if round_.reviews_it:
        locked = Review.objects.filter(application__round=round_, reviewer=user, locked_at__isnull=False)
        own = set(locked.values_list("application", flat=True))
    address, today = addresses("applications:round_application", round_.pk), timezone.localdate()
    rows = []
    for one in standings:
        means = one.means if _sees_scores(user, round_, one.is_reviewed, one.application_id in own) else {}
        numbers = [
            ("Indbyggere", localize(one.population)),
            ("Dagpleje", _percent(one.daycare_share)),
            ("Låst", f"{one.locked} af {one.expected}"),
        ]
        numbers += [(criterion.title, _mean(means.get(criterion.pk))) for criterion in criteria]
        chosen = _choice(one, round_, today)
        rows.append({"url": address(one.application_id), "standing": one, "numbers": numbers, **chosen})
    return rows


def _choice(one, round_, today):
    """What is chosen for one application, as its row says it."""
    if one.outcome is None:
        return {"word": ""}
    note = "" if one.has_reason else "Mangler begrundelse"
    if one.has_accepted:
        note = "Har givet pladsen tilbage" if one.given_back_at else "Har sagt ja"
    elif opened.went_unanswered(one, round_, today):
        note = "Svarede ikke i tide"
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
    people = Proposal.objects.select_related("proposed_by", "approved_by", "snapshot").defer(*KEPT)
    return people.filter(round=round_, sent_back_at=None).first()


def _chosen(request, round_, application, form):
    """Do what the form says; False where it is refused, with the refusal in the form."""
    outcome, reason = form.cleaned_data["outcome"], form.cleaned_data["reason"]
    try:
        if outcome == form.NONE:
            actions.clear_choice(round_, application, by=Actor.of(request))
        else:
            actions.choose(
                round_, application, outcome=outcome, reason=reason, reasons=form.reasons, by=Actor.of(request)
            )
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    name = application.applicant.name
    messages.success(request, f"{name} har ikke noget valg." if outcome == form.NONE else f"Valget for {name} er gemt.")
    return True
