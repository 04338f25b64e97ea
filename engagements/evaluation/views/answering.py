"""Answering a survey by a personal link, without an account, on a telephone as well."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagements.evaluation import actions, editions, reading
from engagements.evaluation.actions.answering import invitation_of, refuse_unless_open
from engagements.evaluation.survey_forms import SurveyForm
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.views import form_page


@login_not_required
@never_cache
@require_safe
def survey_start(request, token):
    """Exchange the token for the session, so that the address that can be seen and stored is clean."""
    try:
        link = links.redeem(token, purpose=Purpose.ANSWER_SURVEY)
    except links.LinkRefused as refused:
        return _refused(request, refused)
    links.remember(request.session, link)
    return redirect("engagements:survey")


def by_link(view):
    """Hand the view the link that this session holds and whom it is for; say why where it no longer works."""

    @wraps(view)
    def with_invitation(request):
        try:
            link = links.remembered(request.session, purpose=Purpose.ANSWER_SURVEY, at=request.received_at)
            invitation = invitation_of(link)
            refuse_unless_open(invitation.wave, request.received_at)
            return view(request, link, invitation)
        except links.LinkRefused as refused:
            return _refused(request, refused)

    return login_not_required(never_cache(with_invitation))


@by_link
@form_page
def survey(request, link, invitation):
    """The questions, with what was answered before; all of it can be changed until the survey closes."""
    wave = invitation.wave
    response = reading.response_of(invitation)
    sent = request.POST if request.method == "POST" else None
    form = SurveyForm(editions.asked(wave.edition_id, wave.which), sent=sent, response=response)
    if form.is_bound and form.is_valid():
        try:
            actions.answer(link, scores=form.scores, texts=form.texts, received_at=request.received_at)
        except links.LinkRefused:
            raise
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("engagements:survey_thanks")
    context = {"wave": wave, "engagement": wave.engagement, "form": form, "has_answered": response is not None}
    return render(request, "engagements/evaluation/survey.html", context, status=422 if form.errors else 200)


@by_link
@require_safe
def survey_thanks(request, link, invitation):
    """That it is kept, and until when it can be changed."""
    if not invitation.has_answered:
        return redirect("engagements:survey")
    context = {"wave": invitation.wave, "engagement": invitation.wave.engagement}
    return render(request, "engagements/evaluation/survey_thanks.html", context)


def _refused(request, refused):
    """Why the link does not work, with what was written, so that it can be copied. An unknown one is not found."""
    sent = request.POST.items() if request.method == "POST" else []
    texts = [text for name, text in sent if name != "csrfmiddlewaretoken" and len(text.split()) > 1]
    status = 404 if str(refused) == links.UNKNOWN else 410
    context = {"reason": str(refused), "texts": texts}
    return render(request, "engagements/evaluation/survey_refused.html", context, status=status)
