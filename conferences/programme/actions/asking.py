"""Asking speakers by a personal link to look their part of the programme through."""

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from conferences.programme import content, emails
from conferences.programme.models import Event, Speaker, SpeakerRequest
from conferences.programme.parts import BEGUN, CALLED_OFF, OVER, Part, part_of
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink, Purpose


@transaction.atomic
def ask(event: Event, speaker: Speaker, *, seen: str, at: datetime, by: Actor) -> SpeakerRequest:
    """Ask one speaker, or ask them again: then the link of the earlier mail no longer works.

    `seen` says how the request stood on the page (`SpeakerRequest.asked_at` in ISO form, or nothing), so that two
    presses are one. Raises ActionError for a speaker who has no address or is not in the programme, once the day has
    begun, and where it is called off.
    """
    lock(event)
    lock(speaker)
    earlier = SpeakerRequest.objects.filter(event=event, speaker=speaker).select_related("link", "speaker").first()
    if earlier and earlier.asked_at.isoformat() != seen:
        return earlier
    part = _part(event, speaker, at)
    if not speaker.email:
        raise ActionError(f"{speaker.name} har ingen mailadresse. Skriv den først.")

    request = _ask_again(earlier, event) if earlier else _ask(event, speaker)
    log.record(event.case, "speaker.asked_again" if earlier else "speaker.asked", by=by, name=speaker.name)
    outbox.queue(emails.asked(request, part))
    return request


@transaction.atomic
def ask_all(event: Event, *, at: datetime, by: Actor) -> tuple[int, list[str]]:
    """Ask all who are in the programme and were not asked; return how many, and the names of those without an address.

    Raises ActionError once the day has begun, and where it is called off.
    """
    lock(event)
    _refuse_begun(event, at)
    asked: Collection = set(event.speaker_requests.values_list("speaker_id", flat=True))
    speakers = [one for one in speakers_of(content.draft(event)) if one.pk not in asked]
    for speaker in speakers:
        if speaker.email:
            ask(event, speaker, seen="", at=at, by=by)
    return sum(bool(one.email) for one in speakers), [one.name for one in speakers if not one.email]


@transaction.atomic
def withdraw(request: SpeakerRequest, *, by: Actor) -> None:
    """Make the speaker's link useless. Twice is once; asking again gives them a new one."""
    lock(request.event)
    lock(request)
    lock(request.link)
    if request.link.withdrawn_at:
        return
    links.withdraw(request.link)
    log.record(request.event.case, "speaker.link_withdrawn", by=by, name=request.speaker.name)


def speakers_of(items: list[content.Item]) -> list[Speaker]:
    """Those who are in the programme, by name."""
    ids = {one.id for item in items for one in item.speakers}
    return list(Speaker.objects.filter(pk__in=ids).order_by("name", "title", "pk"))


def _part(event: Event, speaker: Speaker, at: datetime) -> Part:
    _refuse_begun(event, at)
    part = part_of(str(speaker.pk), content.draft(event))
    if part is None:
        raise ActionError(f"{speaker.name} er ikke i programmet, så der er ikke noget at spørge om.")
    return part


def _refuse_begun(event: Event, at: datetime) -> None:
    if event.is_called_off:
        raise ActionError(CALLED_OFF.partition(", ")[0] + ".")
    if event.has_begun(at):
        raise ActionError((OVER if at > event.ends_on_the_day_at else BEGUN).partition(". ")[0] + ".")


def _ask(event: Event, speaker: Speaker) -> SpeakerRequest:
    key = uuid4()
    link = _link(key, speaker, event)
    return SpeakerRequest.objects.create(pk=key, event=event, speaker=speaker, link=link)


def _ask_again(request: SpeakerRequest, event: Event) -> SpeakerRequest:
    request.event = event
    if request.link.withdrawn_at:
        request.link = _link(request.pk, request.speaker, event)
    else:
        links.renew(request.link, expires_at=event.links_end_at)
        request.link.recipient = request.speaker.email
        request.link.save(update_fields=["recipient"])
    request.asked_at, request.confirmed_at = timezone.now(), None
    request.save(update_fields=["link", "asked_at", "confirmed_at"])
    return request


def _link(key, speaker: Speaker, event: Event) -> PersonalLink:
    return links.create(Purpose.CHECK_PROGRAMME, object_id=key, recipient=speaker.email, expires_at=event.links_end_at)
