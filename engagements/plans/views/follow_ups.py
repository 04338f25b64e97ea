"""What became of the anchoring plans: asked by a personal link, and looked over by consultants and managers."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.plans import actions, anchoring_page, permissions, rows
from engagements.plans.follow_up_forms import RecipientForm, WhoForm, answer_forms
from engagements.plans.models import AnchoringFollowUp, PlanKind
from engagements.plans.views.finding import course_with_plans
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.paging import page_of
from praksis.views import form_page, reporting, require, sent

PAGE = 25
COURSE = ("plan__engagement__case", "plan__engagement__party", "plan__engagement__programme")


# --- Whoever is asked ---------------------------------------------------------------------------------------------


@login_not_required
@never_cache
@require_safe
def follow_up_start(request, token):
    """Exchange the token for the session, so that the address that can be seen and stored is clean."""
    try:
        link = links.redeem(token, purpose=Purpose.FOLLOW_UP_ANCHORING)
    except links.LinkRefused as refused:
        return _refused(request, refused)
    links.remember(request.session, link)
    return redirect("engagements:anchoring_follow_up")


def by_link(view):
    """Hand the view what the link of this session asks about; say why where it no longer works."""

    @wraps(view)
    def with_question(request):
        try:
            link = links.remembered(request.session, purpose=Purpose.FOLLOW_UP_ANCHORING, at=request.received_at)
            asked = AnchoringFollowUp.objects.select_related(*COURSE).filter(pk=link.object_id).first()
            if asked is None:
                raise links.LinkRefused(links.WITHDRAWN)
            return view(request, link, asked)
        except links.LinkRefused as refused:
            return _refused(request, refused)

    return login_not_required(never_cache(with_question))


@by_link
@form_page
def follow_up(request, link, asked):
    """Each action of the plan, with what became of it. Saved as often as one likes, until the last day."""
    found = rows.anchoring(asked.plan)
    who = WhoForm(sent(request), initial={"name": asked.name})
    forms = answer_forms(sent(request), found, asked.answers.all())
    if request.method == "POST" and all([who.is_valid(), *(form.is_valid() for form in forms)]):
        said = [form.said for form in forms if form.said]
        if said:
            actions.answer(link, said, name=who.cleaned_data["name"], received_at=request.received_at)
            messages.success(request, _thanks(asked, len(said), len(forms)))
            return redirect("engagements:anchoring_follow_up")
        who.add_error(None, "Vælg ved mindst én handling, hvordan det er gået.")
    context = {
        "asked": asked,
        "engagement": asked.plan.engagement,
        "who": who,
        "forms": [*forms, who],
        "parts": _in_parts(forms),
    }
    status = 422 if any(form.errors for form in context["forms"]) else 200
    return render(request, "engagements/plans/follow_up.html", context, status=status)


def _thanks(asked, answered, of):
    rest = "" if answered == of else f" Du har svaret på {answered} af {of}."
    return f"Tak. Dine svar er gemt.{rest} Du kan rette dem, så længe linket virker."


def _in_parts(forms):
    """The forms under the part of the plan that each is of, in their order."""
    parts: dict[str, list] = {}
    for form in forms:
        parts.setdefault(form.action.part, []).append(form)
    return list(parts.items())


def _refused(request, refused):
    """Why the link does not work, with what was typed, so that it can be copied. An unknown one is not found."""
    posted = request.POST.lists() if request.method == "POST" else []
    texts = [value for name, values in posted if name.endswith("-line") for value in values if value.strip()]
    context = {"reason": str(refused), "texts": texts}
    status = 404 if str(refused) == links.UNKNOWN else 410
    return render(request, "engagements/plans/follow_up_refused.html", context, status=status)


# --- Staff --------------------------------------------------------------------------------------------------------


@form_page
def follow_up_send(request, reference, months):
    """Send the question anew, to the same person or another."""
    asked = _asked(request, reference, months)
    form = RecipientForm(sent(request), initial={"name": asked.name, "email": asked.email})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_again(asked, **form.cleaned_data, by=Actor.of(request), on=timezone.localdate())
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"Spørgsmålet er sendt til {asked.email}. Det tidligere link virker ikke længere."
            )
            return redirect("engagements:anchoring_plan", reference)
    context = {"asked": asked, "engagement": asked.plan.engagement, "kind": PlanKind.ANCHORING, "form": form}
    status = 422 if form.errors else 200
    return render(request, "engagements/plans/follow_up_send.html", context, status=status)


@require_POST
def follow_up_withdraw(request, reference, months):
    """Take the link back."""
    asked = _asked(request, reference, months)
    with reporting(request, success="Linket er trukket tilbage. De svar, der er givet, står der stadig."):
        actions.withdraw_follow_up(asked, by=Actor.of(request))
    return redirect("engagements:anchoring_plan", reference)


def _asked(request, reference, months):
    """The question of a closed course, for those who see to it."""
    engagement = course_with_plans(request, reference)
    require(permissions.can_follow_up(request.user, engagement))
    found = AnchoringFollowUp.objects.filter(plan__engagement=engagement).select_related(*COURSE)
    return get_object_or_404(found, months=months)


@require_safe
def follow_up_list(request):
    """All that was asked after the close, the newest first: who has answered, and what they said."""
    require(permissions.can_see_follow_ups(request.user))
    found = AnchoringFollowUp.objects.select_related(*COURSE).annotate(
        of=Count("plan__anchoringactions", distinct=True), answered=Count("answers", distinct=True)
    )
    shown = request.GET.get("vis", "")
    if shown == "besvaret":
        found = found.filter(answered__gte=F("of"))
    elif shown == "mangler":
        found = found.filter(answered__lt=F("of"))
    page = page_of(found.order_by("-asked_on", "-months", "pk"), PAGE, request)
    context = {
        "page": page,
        "shown": shown,
        "rows": anchoring_page.listed(page.object_list, timezone.localdate()),
    }
    return render(request, "engagements/plans/follow_up_list.html", context)
