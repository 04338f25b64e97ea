"""The evaluation of a course as both sides see it, and sending its surveys out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from engagements.courses.models import Engagement
from engagements.evaluation import actions, permissions, reading, results, suggestions
from engagements.evaluation.models import DataCollection, WaveKind
from engagements.evaluation.wave_forms import ProlongForm, RecipientsForm, SendSurveyForm, as_lines
from praksis.cases.actors import Actor
from praksis.danish import short_date
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@require_safe
def course_evaluation(request, reference):
    """The surveys of the course, what they tell, and when the evaluator collects data."""
    engagement = _course(request, reference)
    waves = list(engagement.survey_waves.select_related("edition"))
    turnouts = results.turnouts(waves, timezone.localdate())
    may_survey = permissions.can_survey(request.user, engagement)
    sent = {wave.kind for wave in waves}
    context = {
        "engagement": engagement,
        "turnouts": turnouts,
        "not_sent": [kind for kind in WaveKind if kind not in sent],
        "due": suggestions.missing(engagement, sent, timezone.localdate()),
        "results": results.of_course(engagement, waves),
        "columns": results.COLUMNS,
        "fewest": results.FEWEST,
        "collections": list(DataCollection.objects.of_course(engagement)),
        "may_survey": may_survey,
    }
    return render(request, "engagements/evaluation/course_evaluation.html", context)


@form_page
def survey_send(request, reference, kind):
    """Say when the survey can be answered and who gets it, and send it."""
    engagement = _course_to_survey(request, reference)
    if engagement.survey_waves.filter(kind=kind).exists():
        return redirect("engagements:course_evaluation", reference)

    def send(engagement, **facts):
        return actions.send_survey(engagement, kind=kind, **facts)

    collections = list(DataCollection.objects.of_course(engagement))
    form = SendSurveyForm(_sent(request), initial=None if _sent(request) else _suggested(engagement, kind, collections))
    if _done(form, send, engagement, request=request):
        later = form.cleaned_data["opens_on"] > timezone.localdate()
        when = f"bliver sendt {short_date(form.cleaned_data['opens_on'])}" if later else "er sendt"
        messages.success(request, f"{kind.survey.capitalize()} {when} til {len(form.recipients)}.")
        return _back(engagement)
    coming = [each for each in collections if each.ends_on >= timezone.localdate()]
    return _page(request, "survey_send", form, engagement=engagement, kind=kind, collections=coming)


@form_page
def survey_recipients(request, reference, kind):
    """Who has the survey and who has answered; more people can be added while it is open."""
    engagement = _course_to_survey(request, reference)
    wave = _wave(engagement, kind)

    form = RecipientsForm(_sent(request))
    if _done(form, actions.add_recipients, wave, request=request):
        messages.success(request, f"Spørgeskemaet er sendt til {len(form.recipients)} mere.")
        return redirect("engagements:survey_recipients", reference, kind)
    recipients = list(wave.invitations.filter(withdrawn_at=None))
    return _page(request, "survey_recipients", form, engagement=engagement, wave=wave, recipients=recipients)


@form_page
def survey_prolong(request, reference, kind):
    """Choose another last day."""
    engagement = _course_to_survey(request, reference)
    wave = _wave(engagement, kind)

    form = ProlongForm(_sent(request), initial={"closes_on": wave.closes_on})
    if _done(form, actions.prolong_wave, wave, request=request):
        messages.success(request, f"Der kan nu svares til og med {short_date(form.cleaned_data['closes_on'])}.")
        return _back(engagement)
    return _page(request, "survey_prolong", form, engagement=engagement, wave=wave)


@require_POST
def survey_close(request, reference, kind):
    """Close the survey before its last day."""
    engagement = _course_to_survey(request, reference)
    wave = _wave(engagement, kind)

    with reporting(request, success="Spørgeskemaet er lukket. Linkene virker ikke længere."):
        actions.close_wave(wave, by=Actor.of(request))
    return _back(engagement)


@require_POST
def recipient_remove(request, reference, kind, recipient):
    """Take somebody off who has not answered."""
    invitation = _recipient(request, reference, kind, recipient)

    with reporting(request, success=f"{invitation} er taget af. Linket virker ikke længere."):
        actions.remove_recipient(invitation, by=Actor.of(request))
    return redirect("engagements:survey_recipients", reference, kind)


@require_POST
def recipient_send_again(request, reference, kind, recipient):
    """Send somebody a new link."""
    invitation = _recipient(request, reference, kind, recipient)

    with reporting(request, success=f"{invitation} har fået et nyt link. Det gamle virker ikke længere."):
        actions.send_again(invitation, by=Actor.of(request))
    return redirect("engagements:survey_recipients", reference, kind)


def _course(request, reference):
    courses = Engagement.objects.visible_to(request.user).with_pause()
    related = courses.select_related("case", "programme", "party__as_institution")
    return get_object_or_404(related, case__reference=reference)


def _course_to_survey(request, reference):
    engagement = _course(request, reference)
    require(permissions.can_survey(request.user, engagement))
    return engagement


def _wave(engagement, kind):
    wave = get_object_or_404(engagement.survey_waves, kind=kind)
    wave.engagement = engagement
    return wave


def _recipient(request, reference, kind, recipient):
    wave = _wave(_course_to_survey(request, reference), kind)
    invitation = get_object_or_404(wave.invitations, pk=recipient)
    invitation.wave = wave
    return invitation


def _suggested(engagement, kind, collections):
    first, last = suggestions.days_for(kind, engagement, collections, timezone.localdate())
    people = reading.suggested_recipients(engagement, kind)
    return {"opens_on": first, "closes_on": last, **as_lines(people)}


def _sent(request):
    return request.POST if request.method == "POST" else None


def _done(form, action, subject, *, request) -> bool:
    """Whether the action took what the form holds; a refusal stands with the form, so that nothing typed is lost."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        action(subject, **form.facts, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error(form.refused_at, str(refusal))
        return False
    return True


def _back(engagement):
    return redirect("engagements:course_evaluation", engagement.case.reference)


def _page(request, name, form, **context):
    status = 422 if form.errors else 200
    return render(request, f"engagements/evaluation/{name}.html", {"form": form, **context}, status=status)
