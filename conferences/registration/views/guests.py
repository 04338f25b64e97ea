"""Who is registered for an event, for managers: the list, each guest, and the lists as files."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conferences.programme.models import Event
from conferences.registration import actions, exporting, guest_list, offered
from conferences.registration.chosen import in_order
from conferences.registration.forms import as_shown, shown_as_full
from conferences.registration.managing_forms import GuestCorrectionForm, ManagedBookingForm, ManagedGuestForm
from conferences.registration.models import Registration
from conferences.registration.offered import has_workshops
from conferences.registration.views.choosing import choose_workshops
from conferences.registration.views.managing import managed_event, managed_guest, managers_page
from praksis import tables
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.paging import keys_as_texts, page_of, page_of_keys
from praksis.views import accepted, form_page, reporting, sent

HERE, LABEL = "guests", "Tilmeldte"
PAGE = 50


@require_safe
@never_cache
def guests(request, slug):
    """The registrations, narrowed as the address asks."""
    event = managed_event(request, slug)
    asked = _asked(request, event)
    held = guest_list.held_seats(event) if event.holds_seats_on(timezone.localdate()) else []
    if asked.words:
        # To look for words takes longer than to read a page, so it is done once.
        page = page_of_keys(Registration, keys_as_texts(asked.ordered), PAGE, request)
        rows = guest_list.rows_with(page.object_list)
    else:
        page = page_of(asked.ordered.values_list(*guest_list.FACTS), PAGE, request)
        rows = guest_list.rows_of(page.object_list)
    context: dict[str, Any] = {
        "asked": asked,
        "page": page,
        "rows": rows,
        "counts": guest_list.counts(event, held),
        "may_add": event.is_published and not event.has_begun(request.received_at),
        "statuses": guest_list.STATUSES.items(),
        "roles": guest_list.ROLES.items(),
        "attendance": guest_list.ATTENDANCE.items(),
    }
    return managers_page(request, "guests", event, HERE, LABEL, **context)


@require_POST
@never_cache
def guests_export(request, slug):
    """The list as it is narrowed, whole, as a file. That it was taken out is noted first."""
    event = managed_event(request, slug)
    kind = tables.asked_for(request)
    asked = _asked(request, event)
    actions.note_export(event, tables.FORMATS[kind], number=asked.ordered.count(), by=Actor.of(request))
    rows = guest_list.all_rows(asked.ordered)
    attendance = exporting.ATTENDANCE if event.registrations.came().exists() else []
    columns = [*exporting.COLUMNS, *attendance]
    name = f"tilmeldte-{event.slug}"
    return tables.response(kind, name=name, title="Tilmeldte", columns=columns, rows=rows)


@require_POST
@never_cache
def kitchen_export(request, slug):
    """What the guests told of food and other needs, as a file. That it was taken out is noted first."""
    event = managed_event(request, slug)
    kind = tables.asked_for(request)
    rows = exporting.needs(event)
    actions.note_kitchen_export(event, tables.FORMATS[kind], number=len(rows), by=Actor.of(request))
    name = f"mad-og-behov-{event.slug}"
    return tables.response(kind, name=name, title="Mad og behov", columns=exporting.KITCHEN_COLUMNS, rows=rows)


@require_safe
@never_cache
def guest(request, slug, pk):
    """One registration: what the guest told, and what they chose."""
    event, found = managed_guest(request, slug, pk)
    now = timezone.now()
    is_open = not found.is_cancelled and not event.is_called_off and bool(found.name)
    has_certificate = bool(found.name) and found.came_at is not None and now >= event.ends_on_the_day_at
    context = {
        # Of later rooms, which this one knows by their addresses alone
        "badge": f"{request.path}navneskilt/" if found.is_seated and found.name else "",
        "certificate": f"{request.path}deltagerbevis/" if has_certificate else "",
        "thanks": f"{request.path}send-deltagerbevis/" if has_certificate and found.email else "",
        "registration": found,
        "choices": in_order(found.choices.select_related("workshop")),
        "has_workshops": has_workshops(event),
        "may_change": is_open and not event.has_begun(now),
        "may_cancel": is_open and found.came_at is None and not event.has_begun(now),
        "may_send": is_open and bool(found.email) and now <= event.ends_on_the_day_at,
    }
    return _page_below(request, "guest", event, str(found), **context)


@form_page
@never_cache
def guest_correct(request, slug, pk):
    """Correct what a guest told, for them."""
    event, found = managed_guest(request, slug, pk)
    form = GuestCorrectionForm(sent(request), initial=GuestCorrectionForm.initial_of(found))
    if accepted(form, actions.correct, found, request=request):
        messages.success(request, "Oplysningerne er gemt.")
        return _to_guest(event, found)
    status = 422 if form.errors else 200
    return _page_below(request, "guest_correct", event, "Ret oplysninger", registration=found, form=form, status=status)


@form_page
@never_cache
def guest_workshops(request, slug, pk):
    """Choose workshops for a guest who asks for others. What they have is kept until another is certain."""
    event, found = managed_guest(request, slug, pk)
    form, rounds, is_chosen = choose_workshops(found, sent(request), by=Actor.of(request))
    if is_chosen:
        messages.success(request, "Valgene er gemt, og gæsten får en mail med dem.")
        return _to_guest(event, found)
    status = 422 if form.errors else 200
    context = {"registration": found, "form": form, "full": as_shown(rounds), "status": status}
    return _page_below(request, "guest_workshops", event, "Vælg workshops", **context)


@form_page
@never_cache
def guest_add(request, slug):
    """Register somebody who has phoned or written: until the day begins, also when registration is closed."""
    event = managed_event(request, slug)
    rounds, data = offered.rounds(event), sent(request)
    booking, guest = ManagedBookingForm(data), ManagedGuestForm(data, rounds=rounds, event=event)
    if data is not None and all([booking.is_valid(), guest.is_valid()]):
        try:
            [made] = actions.register(
                event,
                [guest.guest(booking)],
                booking=booking.cleaned_data["key"] or booking.initial["key"],
                received_at=request.received_at,
                allowance=guest.cleaned_data.get("allowance"),
                may_wait_for=shown_as_full(data),
                by=Actor.of(request),
            )
        except actions.WorkshopFull as full:
            rounds = offered.rounds(event)
            guest.refuse(full.workshop, str(full))
        except ActionError as refusal:
            guest.add_error(refusal.field if refusal.field in guest.fields else None, str(refusal))
        else:
            how = "tilmeldt" if made.is_seated else "kommet på venteliste"
            messages.success(request, f"{made.name} er {how} og får en mail med sit personlige link.")
            return _to_guest(event, made)
    context = {"booking": booking, "guest": guest, "forms": [booking, guest], "full": as_shown(rounds)}
    status = 422 if booking.errors or guest.errors else 200
    above = [(LABEL, reverse("conferences:guests", args=[event.slug]))]
    return managers_page(request, "guest_add", event, HERE, "Tilmeld en gæst", above=above, status=status, **context)


@form_page
@never_cache
def guest_cancel(request, slug, pk):
    """Ask whether the guest is to be cancelled; the POST does it."""
    event, found = managed_guest(request, slug, pk)
    refusal = ""
    if request.method == "POST":
        try:
            actions.cancel(found, by=Actor.of(request))
        except ActionError as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Gæsten er afmeldt og får en mail om det.")
            return _to_guest(event, found)
    status = 422 if refusal else 200
    return _page_below(request, "guest_cancel", event, "Afmeld", registration=found, refusal=refusal, status=status)


@require_POST
def guest_send_again(request, slug, pk):
    """Send the guest the letter with their personal link once more."""
    event, found = managed_guest(request, slug, pk)
    with reporting(request, success="Mailen med det personlige link er på vej til gæsten."):
        actions.send_again(found, at=request.received_at, by=Actor.of(request))
    return _to_guest(event, found)


def _asked(request, event: Event) -> guest_list.GuestList:
    workshops = [one for one in event.workshops.order_by("starts_at", "room", "title", "pk") if one.is_shown]
    return guest_list.GuestList(request.GET, event, workshops)


def _to_guest(event: Event, found: Registration):
    return redirect("conferences:guest", event.slug, found.pk)


def _page_below(request, name, event, label, *, registration, status=200, **context):
    above = [(LABEL, reverse("conferences:guests", args=[event.slug]))]
    if name != "guest":
        above.append((str(registration), reverse("conferences:guest", args=[event.slug, registration.pk])))
    context |= {"registration": registration}
    return managers_page(request, name, event, HERE, label, above=above, status=status, **context)
