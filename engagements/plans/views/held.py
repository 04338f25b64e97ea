"""What a member of a working group does with a personal link, on a telephone and without an account."""

import uuid
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.plans import actions
from engagements.plans.emails import WARNING
from engagements.plans.holders import held_by, institutions_of, interventions_of, refuse_holder
from engagements.plans.interventions_forms import AgreedForm, HeldInterventionForm, NameForm, TrialForm
from engagements.plans.models import Trial
from engagements.plans.views.interventions import gone, round_begun, typed_in
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.views import form_page, sent


@login_not_required
@never_cache
@require_safe
def held_start(request, token):
    """Exchange the token for the session, so that the address that can be seen and stored is clean."""
    try:
        # What is not the holder's to use any more is said on the page itself.
        link = links.redeem(token, purpose=Purpose.WRITE_INTERVENTIONS)
    except links.LinkRefused as refused:
        return _refused(request, refused)
    links.remember(request.session, link)
    return redirect("engagements:held")


def by_link(view):
    """Hand the view the link that this session holds; say why where it no longer works."""

    @wraps(view)
    def with_link(request, **kwargs):
        try:
            link = links.remembered(request.session, purpose=Purpose.WRITE_INTERVENTIONS, usable=False)
            given = held_by(link)
            refuse_holder(given, at=request.received_at)
            return view(request, given, **kwargs)
        except links.LinkRefused as refused:
            return _refused(request, refused)

    return login_not_required(never_cache(with_link))


def named(view):
    """Ask first who holds the link."""

    @wraps(view)
    def with_name(request, given, **kwargs):
        if not given.holder_name:
            return redirect("engagements:held")
        return view(request, given, **kwargs)

    return with_name


@require_safe
@by_link
def held(request, given):
    """The group's interventions, and what to write next; before that, who is writing."""
    group = given.member.group
    if not given.holder_name:
        return _name_page(request, given, NameForm(initial={"name": given.member.name}))
    found = sorted(interventions_of(group), key=lambda each: (each.is_over, each.order))
    today = group.engagement.today
    shown = [{"row": each, "still": each.stands_still(today)} for each in found]
    return _page(request, "held", given, interventions=shown)


@require_POST
@by_link
def held_begin(request, given):
    """The holder says who he or she is."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _name_page(request, given, form)
    actions.take_up_link(given, name=form.cleaned_data["name"], received_at=request.received_at)
    return redirect("engagements:held")


@by_link
@named
@form_page
def held_add(request, given):
    """Begin a new intervention in one of the group's institutions."""
    group = given.member.group
    form = HeldInterventionForm(sent(request), institutions=institutions_of(group))
    if form.is_bound and form.is_valid():
        facts = {**form.values, "agreed": form.cleaned_data["agreed"], "institution": form.institution_chosen}
        facts |= {"key": form.cleaned_data["key"] or uuid.uuid4(), "group_id": group.pk}
        if _done(request, given, form, lambda by: actions.begin_intervention(group.engagement, **facts, by=by)):
            messages.success(request, "Indsatsen er begyndt. Skriv igen, når I har prøvet det.")
            return redirect("engagements:held")
    return _page(request, "held_form", given, form=form, heading="Ny indsats")


@by_link
@named
@form_page
def held_trial_add(request, given, intervention):
    """Begin the next round; what was adjusted in the last stands in it beforehand."""
    found = get_object_or_404(interventions_of(given.member.group), pk=intervention)
    form = AgreedForm(sent(request), initial={"agreed": found.newest.adjusted if found.newest else ""})

    def begin(facts):
        write = {"write": lambda by: actions.begin_round(found, **facts, by=by), "received_at": request.received_at}
        return actions.write_by_link(given, **write)

    if round_begun(form, begin):
        messages.success(request, "Runden er begyndt.")
        return redirect("engagements:held")
    return _page(request, "held_form", given, form=form, heading=f"Ny runde: {found.title}")


@by_link
@named
@form_page
def held_trial(request, given, trial):
    """Write on in a round: the next of its four steps has the focus."""
    theirs = Trial.objects.filter(intervention__in=interventions_of(given.member.group).order_by().values("pk"))
    found = theirs.select_related("plan__engagement__case", "intervention__institution").filter(pk=trial).first()
    if found is None:
        return gone(request, given.member.group.engagement, trial)
    form = TrialForm(sent(request), row=found)
    if form.is_bound and form.is_valid():
        said = {"revision": form.cleaned_data["revision"] or 0, **form.values}
        if _done(request, given, form, lambda by: actions.write_row(found, **said, by=by)):
            messages.success(request, "Gemt. Tak.")
            return redirect("engagements:held")
    heading = f"{found.intervention.title}, runde {found.number}"
    return _page(request, "held_trial", given, form=form, trial=found, heading=heading)


def _done(request, given, form, write) -> bool:
    """Whether the holder's words were taken in; what somebody wrote meanwhile, or a refusal, stands with the form."""
    try:
        actions.write_by_link(given, write, received_at=request.received_at)
    except links.LinkRefused:
        raise
    except actions.Meanwhile as conflict:
        form.show(conflict)
        return False
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _page(request, name, given, **context):
    group = given.member.group
    context |= {"given": given, "group": group, "engagement": group.engagement, "warning": WARNING}
    form = context.get("form")
    status = 422 if form and form.errors else 200
    return render(request, f"engagements/plans/{name}.html", context, status=status)


def _name_page(request, given, form):
    return _page(request, "held_begin", given, form=form)


def _refused(request, refused):
    """Why the link does not work, with what was typed, so that it can be copied. An unknown one is not found."""
    texts = typed_in(request) if request.method == "POST" else []
    status = 404 if str(refused) == links.UNKNOWN else 410
    context = {"reason": str(refused), "texts": texts}
    return render(request, "engagements/plans/held_refused.html", context, status=status)
