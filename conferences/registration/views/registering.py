"""The page on which one registers, without an account: one person, or several from the same workplace."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conferences.programme.models import Event
from conferences.registration import actions, limits, offered, seats
from conferences.registration.forms import (
    MOST_GUESTS,
    BookingForm,
    GuestForm,
    as_shown,
    shown_as_full,
)
from conferences.registration.models import Allowance
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.views import form_page, sent


@login_not_required
@never_cache
@form_page
def register(request, slug):
    """Register. "Tilmeld en til" adds room for another person, with all that is typed kept."""
    event = get_object_or_404(Event.objects.public().select_related("case"), slug=slug)
    allowance = _allowance(request, event)
    if not event.takes_registrations_at(request.received_at) or (event.is_theme_day and allowance is None):
        context = {"event": event, "now": request.received_at}
        return render(request, "conferences/registration/closed.html", context)
    rounds = offered.rounds(event)
    data = sent(request)
    number = _number(data)
    wants_more = data is not None and "flere" in data
    # What is typed is kept and not yet judged while one asks for room for another.
    booking = BookingForm(None if wants_more else data, typed=data, municipality=_municipality_of(allowance))
    given = None if wants_more else data
    guests = [GuestForm(given, number=each, rounds=rounds, typed=data) for each in range(1, number + 1)]
    is_sent = data is not None and not wants_more
    is_filled_in = is_sent and _is_valid(booking, guests)
    is_too_many = is_filled_in and not limits.may_register(request, number, allowance)
    if is_filled_in and not is_too_many:
        try:
            actions.register(
                event,
                [guest.guest(booking) for guest in guests],
                booking=booking.cleaned_data["key"] or booking.initial["key"],
                received_at=request.received_at,
                allowance=allowance,
                may_wait_for=shown_as_full(data),
            )
        except actions.WorkshopFull as full:
            rounds = offered.rounds(event)
            guests[full.guest].refuse(full.workshop, str(full))
        except ActionError as refusal:
            booking.add_error(None, str(refusal))
        else:
            request.session["registered"] = [guest.cleaned_data["email"] for guest in guests]
            return redirect("conferences:registered", slug)
    left = seats.EventSeats(event, timezone.localdate())
    held = left.held_by(allowance.pk) if allowance else 0
    context = {
        "event": event,
        "allowance": allowance,
        "booking": booking,
        "guests": guests,
        "forms": [booking, *guests],
        "number": number,
        "may_add": number < MOST_GUESTS,
        "free": left.free,
        "held": held,
        "taken": allowance.seats - held if allowance else 0,
        "full": as_shown(rounds),
        "is_too_many": is_too_many,
    }
    status = 429 if is_too_many else 422 if is_sent else 200
    response = render(request, "conferences/registration/register.html", context, status=status)
    if is_too_many:
        response["Retry-After"] = limits.TRY_AGAIN
    return response


@login_not_required
@never_cache
@require_safe
def registered(request, slug):
    """Where the letters went. The same is said whether somebody was registered already or not."""
    event = get_object_or_404(Event.objects.public(), slug=slug)
    context = {"event": event, "addresses": request.session.get("registered", [])}
    return render(request, "conferences/registration/registered.html", context)


@login_not_required
@never_cache
@require_safe
def allowance_open(request, token):
    """Exchange the token of a link that a course's coordinator passed on for the session."""
    try:
        link = links.redeem(token, purpose=Purpose.REGISTER_FROM_COURSE)
    except links.LinkRefused as refused:
        return render(request, "conferences/registration/refused.html", {"refusal": refused}, status=404)
    links.remember(request.session, link)
    return redirect("conferences:register", link.allowance.event.slug)


def _allowance(request, event: Event) -> Allowance | None:
    """The held seats of the link that this session holds, if they are at this event."""
    try:
        link = links.remembered(request.session, purpose=Purpose.REGISTER_FROM_COURSE, at=request.received_at)
    except links.LinkRefused:
        return None
    return event.allowances.select_related("organisation").filter(link=link).first()


def _municipality_of(allowance: Allowance | None) -> str:
    """What is chosen at first by those who come by a course's link: most of them are from there."""
    return str(allowance.organisation_id) if allowance else ""


def _number(data) -> int:
    """How many people the form that was sent has room for, with one more where that is asked for."""
    try:
        number = int(data["antal"]) if data else 1
    except (KeyError, ValueError):
        number = 1
    return min(max(number + bool(data and "flere" in data), 1), MOST_GUESTS)


def _is_valid(booking: BookingForm, guests: list[GuestForm]) -> bool:
    """Whether all is filled in, and each address stands once."""
    found = [form.is_valid() for form in (booking, *guests)]
    seen: set[str] = set()
    for guest in guests:
        email = guest.cleaned_data.get("email", "").lower()
        if email and email in seen:
            guest.add_error("email", "Adressen står også hos en anden. Hver deltager skal have sin egen.")
            found.append(False)
        seen.add(email)
    return all(found)
