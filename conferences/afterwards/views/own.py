"""What a guest finds afterwards, by their personal link: the certificate, and the survey."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.afterwards import actions, certificates, survey
from conferences.afterwards.forms import SurveyForm
from conferences.afterwards.models import Answered
from conferences.programme.models import Workshop
from conferences.registration.models import Registration
from conferences.registration.views.own import by_link
from praksis.documents import at_once
from praksis.errors import ActionError
from praksis.views import form_page, sent

AGAIN = "Du har svaret før. Det første svar gælder: vi kan ikke finde det igen, for det er gemt uden dit navn."


@by_link
@require_safe
def registration_afterwards(request, found):
    """The certificate or why there is none, and where to tell what one thinks of the day."""
    event = found.event
    context = {
        "registration": found,
        "event": event,
        "refusal": _refusal(request, found),
        "came": found.came_at is not None,
        "is_open": survey.is_open(event, request.received_at),
        "is_over": survey.is_over(event, request.received_at),
        "closes_on": survey.closes_on(event),
        "has_answered": _has_answered(found),
    }
    return render(request, "conferences/afterwards/afterwards.html", context)


@by_link
@require_safe
def certificate(request, found):
    """The certificate as a PDF; whoever has none is told why on the page before it."""
    back = reverse("conferences:registration_afterwards", args=[found.pk])
    if _refusal(request, found):
        return redirect(back)
    return at_once.pdf(request, certificates.page(found), filename=certificates.filename(found), otherwise=back)


@by_link
@form_page
def answer(request, found):
    """Tell what one thinks of the day, once."""
    chosen = found.choices.seated().values("workshop")
    workshops = list(Workshop.objects.filter(pk__in=chosen).order_by("starts_at", "room", "title", "pk"))
    form = SurveyForm(sent(request), workshops=workshops)
    if form.is_bound and form.is_valid():
        try:
            is_first = actions.answer(found, **form.said, received_at=request.received_at)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            if is_first:
                messages.success(request, "Tak for dine svar. De er gemt uden dit navn.")
            else:
                messages.info(request, AGAIN)
            return redirect("conferences:registration_afterwards", found.pk)
    may_answer = found.came_at is not None and survey.is_open(found.event, request.received_at)
    if not form.is_bound and (not may_answer or _has_answered(found)):
        return redirect("conferences:registration_afterwards", found.pk)
    context = {"registration": found, "event": found.event, "form": form, "closes_on": survey.closes_on(found.event)}
    return render(request, "conferences/afterwards/answer.html", context, status=422 if form.errors else 200)


def _refusal(request, found: Registration) -> str:
    anybody = Registration.objects.came().filter(event=found.event).exists()
    return certificates.refusal(found, request.received_at, anybody_came=anybody)


def _has_answered(found: Registration) -> bool:
    return Answered.objects.filter(registration=found).exists()
