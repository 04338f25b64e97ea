"""Addresses of conferences and theme days: the programme, guests, speakers, the door, and what comes after."""

from dataclasses import replace
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from conferences.programme.content import draft
from conferences.programme.parts import part_of
from conferences.registration import codes
from praksis.mail import links
from tests.access.addresses.address import Address
from tests.factories.files import pdf

GUEST = {"name": "Gert Gæst", "email": "gert@skive.example", "role": "staff"}
# What a device at the door calls a press, which no world has
DOOR_KEY = UUID("9c1f7a6e-5d0b-4a83-8e4e-2b7f1c90d3a5")


def addresses(world):
    return {
        **_guests(world),
        **_managing_guests(world),
        **_speakers(world),
        **_at_the_door(world),
        **_programmes(world),
    }


def _guests(world):
    slug, guest = (world.event.slug,), (world.registration.pk,)
    opened = {"before": world.follow(world.registration.link)}
    typed = {"antal": "1", "workplace": "Børnehuset", "municipality": "ingen", "fulde": ""}
    typed |= {f"gaest1-{name}": text for name, text in GUEST.items()}
    told = {**GUEST, "workplace": "Børnehuset", "municipality": "ingen"}
    links_ = world.registration.link, world.allowance.link
    pages = {
        "registration": Address(guest),
        "registration_correct": Address(guest, told),
        "registration_workshops": Address(guest, {"workshop_1": "", "fulde": ""}),
        "registration_cancel": Address(guest),
        "registration_calendar": Address(guest),
    }
    past = (world.past_guest.pk,)
    opened_past = {"before": world.follow(world.past_guest.link)}
    afterwards = {
        "registration_afterwards": Address(past),
        "registration_certificate": Address(past),
        "registration_answer": Address(past, {"overall": "4", "takes_home": "Leg"}),
    }
    return {
        **{f"conferences:{name}": page for name, page in afterwards.items()},
        **{f"conferences:{name}@link": replace(page, **opened_past) for name, page in afterwards.items()},
        "conferences:register": Address(slug, typed),
        "conferences:register@undated": Address((world.undated_event.slug,), typed),
        "conferences:register@draft": Address((world.draft_event.slug,), typed),
        "conferences:registered": Address(slug),
        "conferences:registration_open": Address((links.token(links_[0]),)),
        "conferences:registration_open@other-purpose": Address((links.token(links_[1]),)),
        "conferences:allowance_open": Address((links.token(links_[1]),)),
        "conferences:allowance_open@other-purpose": Address((links.token(links_[0]),)),
        **{f"conferences:{name}": page for name, page in pages.items()},
        **{f"conferences:{name}@link": replace(page, **opened) for name, page in pages.items()},
    }


def _managing_guests(world):
    slug = (world.event.slug,)
    guest, seats = (*slug, world.registration.pk), (*slug, world.allowance.pk)
    elsewhere, past_slug = (world.undated_event.slug,), (world.past_event.slug,)
    past_guest = (*past_slug, world.past_guest.pk)
    told = {**GUEST, "workplace": "Børnehuset", "municipality": "ingen"}
    new = {"workplace": "Børnehuset", "municipality": "ingen", "fulde": ""}
    new |= {f"gaest1-{name}": text for name, text in GUEST.items()}
    rows = {
        "guests": Address(slug),
        "guests@draft": Address((world.draft_event.slug,)),
        "guests_export": Address(slug, {"format": "csv"}),
        "guests_export@no-kind": Address(slug, {"format": "pdf"}),
        "kitchen_export": Address(slug, {"format": "csv"}),
        "guest": Address(guest),
        "guest@other-event": Address((*elsewhere, world.registration.pk)),
        "guest_correct": Address(guest, told),
        "guest_workshops": Address(guest, {"workshop_1": "", "fulde": ""}),
        "guest_workshops@other-event": Address((*elsewhere, world.registration.pk)),
        "guest_add": Address(slug, new),
        "guest_add@draft": Address((world.draft_event.slug,), new),
        "guest_cancel": Address(guest),
        "guest_send_again": Address(guest),
        "places": Address(slug),
        "capacity": Address(slug, {"capacity": "400"}),
        "allowance_give": Address(slug, {"organisation": str(world.thisted.pk), "seats": "3"}),
        "allowance_change": Address(seats, {"seats": "3"}),
        "allowance_change@other-event": Address((*elsewhere, world.allowance.pk)),
        "allowance_send": Address(seats, {"to": "karen@skive.example"}),
        "allowance_take_away": Address(seats),
        "figures": Address(slug),
        "event_badges": Address(slug, {"whose": "ingen", "blank": "1"}),
        "event_badges@draft": Address((world.draft_event.slug,), {"whose": "ingen", "blank": "1"}),
        "guest_badge": Address(guest),
        "evaluation": Address(past_slug),
        "evaluation@draft": Address((world.draft_event.slug,)),
        "evaluation_export": Address(past_slug, {"format": "csv"}),
        "guest_certificate": Address(past_guest),
        "guest_certificate@other-event": Address((*slug, world.past_guest.pk)),
        "guest_send_thanks": Address(past_guest),
    }
    return {f"conferences:{name}": address for name, address in rows.items()}


def _speakers(world):
    """Speakers by their link and as managers see them, slides, and the participants' list."""
    slug, asked, guest = (world.event.slug,), (world.event_request.pk,), (world.registration.pk,)
    speaker, session = (world.event_speaker.pk,), ("oplaeg", world.talk.pk)
    slides, merged = world.event_slides.pk, (world.event_namesake.pk,)
    part = part_of(str(world.event_speaker.pk), draft(world.event))
    seen = {f"seen-{name}": mark for name, mark in part.marks.items()}
    own = {
        "speaker_check": Address(asked, seen),
        "speaker_correct": Address(asked, {**part.fields, **seen, "job": "Forfatter"}),
        "speaker_slides": Address(asked),
        "speaker_slides_add": Address((*asked, *session), {"upload": SimpleUploadedFile("leg.pdf", pdf())}),
    }
    guests = {
        "guest_slides": Address(guest),
        "guest_slides_file": Address((*guest, slides)),
        "participants": Address(guest),
    }
    opened = {"before": world.follow(world.event_request.link)}
    by_guest = {"before": world.follow(world.registration.link)}
    person = {"name": "Ole", "title": "leder", "email": ""}
    merge = Address((*merged, *speaker), {"keep": str(world.event_speaker.pk)})
    rows = {
        "check_open": Address((links.token(world.event_request.link),)),
        "check_open@other-purpose": Address((links.token(world.registration.link),)),
        **own,
        **guests,
        **{f"{name}@link": replace(page, **opened) for name, page in own.items()},
        **{f"{name}@link": replace(page, **by_guest) for name, page in guests.items()},
        "event_speakers": Address(slug),
        "event_speakers@draft": Address((world.draft_event.slug,)),
        "speakers_ask": Address(slug),
        "speaker_ask": Address((*slug, *speaker), {"set": world.event_request.asked_at.isoformat()}),
        "speaker_withdraw": Address((*slug, *speaker)),
        "speaker_address": Address((*slug, *speaker), {"email": "ny@uni.example"}),
        "speaker_edit": Address(speaker, person),
        "speaker_merge": merge,
        "speaker_merge_with": Address(merged),
        "speaker_delete": Address(merged),
        "participant_list": Address(slug),
        "participant_list_export": Address(slug, {"format": "csv"}),
        "participant_list_export@no-kind": Address(slug, {"format": "pdf"}),
        "slides": Address(slug),
        "slides@draft": Address((world.draft_event.slug,)),
        "slides_add": Address((*slug, *session), {"upload": SimpleUploadedFile("leg.pdf", pdf())}),
        "slides_file": Address((*slug, slides)),
        "slides_file@other-event": Address((world.undated_event.slug, slides)),
        "slides_remove": Address((*slug, slides)),
        "slides_show": Address(slug),
        "slides_hold_back": Address(slug),
    }
    return {f"conferences:{name}": address for name, address in rows.items()}


def _at_the_door(world):
    slug, before = (world.door_event.slug,), (world.event.slug,)
    let_in, walk_in = {"registration": str(world.door_guest.pk)}, {**GUEST, "workplace": "", "municipality": "ingen"}
    pressed = {"key": str(DOOR_KEY), "kind": "in", **let_in, "is_fact": True}
    sent = {"entries": [pressed]}
    rows = {
        "door": Address(slug),
        "door@before": Address(before),
        "door@draft": Address((world.draft_event.slug,)),
        "door@after": Address((world.past_door_event.slug,)),
        "door_in": Address(slug, let_in),
        "door_in@before": Address(before, {"registration": str(world.registration.pk)}),
        "door_in@after": Address((world.past_door_event.slug,), let_in),
        "door_undo": Address(slug, let_in),
        "door_code": Address(slug, {"code": codes.of(world.door_guest)}),
        "door_walk_in": Address(slug, walk_in),
        "door_list": Address(slug),
        "door_list@before": Address(before),
        "door_send": Address(slug, sent, as_json=True),
        "door_send@before": Address(before, sent, as_json=True),
        "door_send@after": Address((world.past_door_event.slug,), {"entries": []}, as_json=True),
    }
    return {f"conferences:{name}": address for name, address in rows.items()}


def _programmes(world):
    """The managers' pages of a programme, of an event that is public and of one that is not."""
    slug, draft = (world.event.slug,), (world.draft_event.slug,)
    day = {"held_on_day": "3", "held_on_month": "11", "held_on_year": "2031"}
    hours = {"starts_at": "9.30", "ends_at": "15.30"}
    facts = {"kind": "conference", "title": "Ny dag", "description": "En dag.", "place": "Huset", "town": "Ry"}
    facts |= {**day, **hours, "capacity": "40"}
    session = {"title": "Nyt", "starts_at": "14.00", "ends_at": "14.30"}
    talk, track = ("oplaeg", world.talk.pk), (world.event_track.pk,)
    pages = {
        "event_edit": ((), facts),
        "programme": ((), {}),
        "session_add": (("pause",), session),
        "track_add": ((), {"name": "Nyt spor"}),
    }
    return {
        "conferences:event": Address(slug),
        "conferences:event@draft": Address(draft),
        "conferences:publish": Address(draft),
        "conferences:publish@published": Address(slug),
        "conferences:take_down": Address(slug),
        "conferences:event_call_off": Address(slug, {"reason": "Sygdom."}),
        "conferences:event_call_off@draft": Address(draft, {"reason": "Sygdom."}),
        "conferences:event_make": Address(data=facts),
        "conferences:event_calendar": Address(slug),
        "conferences:event_calendar@draft": Address(draft),
        "conferences:programme_publish": Address(slug),
        "conferences:session_edit": Address((*slug, *talk), session),
        "conferences:session_remove": Address((*slug, *talk)),
        "conferences:track_rename": Address((*slug, *track), {"name": "Nyt spor"}),
        "conferences:track_remove": Address((*slug, *track)),
        **{f"conferences:{name}": Address((*slug, *parts), data) for name, (parts, data) in pages.items()},
        **{f"conferences:{name}@draft": Address((*draft, *parts), data) for name, (parts, data) in pages.items()},
    }
