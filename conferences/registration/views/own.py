"""A guest's own registration, by personal link: to see, to correct, to choose other workshops, to cancel."""

from functools import wraps
from itertools import combinations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conferences.registration import actions, codes, entries, seats
from conferences.registration.forms import CorrectionForm, as_shown
from conferences.registration.models import Registration
from conferences.registration.offered import has_workshops
from conferences.registration.views.choosing import choose_workshops
from praksis.calendar import PUBLISH, calendar_file
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.views import form_page, sent

OTHER = "Du har åbnet et andet link siden. Åbn linket i mailen om denne tilmelding igen."


@login_not_required
@never_cache
@require_safe
def registration_open(request, token):
    """Exchange the token for the session, so that the address that can be seen and stored is clean."""
    try:
        link = links.redeem(token, purpose=Purpose.SEE_REGISTRATION)
    except links.LinkRefused as refused:
        return _refused(request, refused)
    links.remember(request.session, link)
    return redirect("conferences:registration", link.object_id)


def by_link(view):
    """Hand the view the registration whose link this session holds; say why where it no longer works."""

    @wraps(view)
    def with_registration(request, pk, **more):
        try:
            link = links.remembered(request.session, purpose=Purpose.SEE_REGISTRATION, at=request.received_at)
            if link.object_id != pk:
                raise links.LinkRefused(OTHER)
        except links.LinkRefused as refused:
            return _refused(request, refused)
        found = Registration.objects.select_related("event__case", "municipality", "link").get(pk=pk)
        return view(request, found, **more)

    return login_not_required(never_cache(with_registration))


@by_link
@require_safe
def registration(request, found):
    """What one is registered for, and how to change or cancel it."""
    event, choices = found.event, list(found.choices.select_related("workshop"))
    choices.sort(key=lambda one: (one.shown.starts_at, one.shown.title, one.pk))
    seated = [each for each in choices if each.is_seated]
    is_over = found.is_seated and not event.is_called_off and timezone.now() >= event.ends_on_the_day_at
    context = {
        "registration": found,
        "event": event,
        # A page of a later room, which this one knows by its address alone
        "afterwards": f"{request.path}bagefter/" if is_over else "",
        "seated": seated,
        "at_once": [pair for pair in combinations([each.workshop for each in seated], 2) if seats.overlap(*pair)],
        "waiting": [each for each in choices if each.is_waiting],
        "wishes": [each for each in choices if not each.is_seated and not each.is_waiting],
        "has_workshops": has_workshops(found.event),
        "may_change": not found.is_cancelled and not event.is_called_off and not event.has_begun(timezone.now()),
        # Those who wait come by it too, where somebody else does not come.
        "code": "" if found.is_cancelled or event.is_called_off or not event.is_coming else codes.svg(found),
    }
    return render(request, "conferences/registration/registration.html", context)


@by_link
@form_page
def registration_correct(request, found):
    """Correct what one told."""
    form = CorrectionForm(sent(request), initial=CorrectionForm.initial_of(found))
    if _accepted(form, actions.correct, found):
        messages.success(request, "Dine oplysninger er gemt.")
        return redirect("conferences:registration", found.pk)
    context = {"registration": found, "event": found.event, "form": form}
    status = 422 if form.errors else 200
    return render(request, "conferences/registration/registration_correct.html", context, status=status)


@by_link
@form_page
def registration_workshops(request, found):
    """Choose other workshops. What one has is kept until another is certain."""
    form, rounds, is_chosen = choose_workshops(found, sent(request), by=_holder(found))
    if is_chosen:
        messages.success(request, "Dine valg er gemt. Du får en mail med dem.")
        return redirect("conferences:registration", found.pk)
    context = {"registration": found, "event": found.event, "form": form, "full": as_shown(rounds)}
    status = 422 if form.errors else 200
    return render(request, "conferences/registration/registration_workshops.html", context, status=status)


@by_link
@form_page
def registration_cancel(request, found):
    """Ask whether one wants to cancel; the POST does it."""
    refusal = ""
    if request.method == "POST":
        try:
            actions.cancel(found, by=_holder(found))
        except ActionError as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Du er afmeldt.")
            return redirect("conferences:registration", found.pk)
    context = {"registration": found, "event": found.event, "refusal": refusal}
    status = 422 if refusal else 200
    return render(request, "conferences/registration/registration_cancel.html", context, status=status)


@by_link
@require_safe
def registration_calendar(request, found):
    """The day as a file for the guest's calendar, as it is now."""
    choices = list(found.choices.select_related("workshop"))
    file = calendar_file([entries.entry(found, choices, at=timezone.now())], PUBLISH)
    headers = {"Content-Disposition": f'attachment; filename="{found.event.slug}.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


def _holder(found: Registration) -> Actor:
    return Actor.by_link(found.link, name=f"Tilmelding {found.number}")


def _accepted(form, action, found: Registration) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        action(found, **form.cleaned_data, by=_holder(found))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _refused(request, refusal: links.LinkRefused):
    return render(request, "conferences/registration/refused.html", {"refusal": refusal}, status=404)
