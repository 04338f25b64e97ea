"""What becomes of guests when what the public reads of their event changes, or when it is called off.

Called by the programme's followers, under the event's lock and in the same transaction.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from conferences.programme.content import Item
from conferences.programme.followers import Facts, News
from conferences.programme.models import Event
from conferences.registration import emails
from conferences.registration.actions.promoting import move_up
from conferences.registration.chosen import in_order
from conferences.registration.models import Registration, WorkshopChoice
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.mail import outbox
from praksis.mail.models import PersonalLink

# There may be thousands of guests, who wait for the lock meanwhile.
AT_ONCE = 500


def follow(news: News) -> None:
    """Write once to each guest whom the change concerns, let go of what was taken out, and give what seats there are.

    Nothing is done any longer once the day is over: what guests chose stays for the figures.
    """
    event = news.event
    if timezone.now() > event.ends_on_the_day_at:
        return
    before, after = ({item.id: item for item in items} for items in (news.before, news.after))
    is_programme = bool(before or after)
    of_all = _of_facts(news.facts_before, Facts.of(event))
    told = []
    for guest in _guests(event).prefetch_related("choices__workshop"):
        choices = in_order(guest.choices.all())
        kept = [one for one in choices if not is_programme or str(one.workshop_id) in after]
        lines = [*of_all, *_of_choices(choices, before, after), *_clashes(kept, before, after)]
        if lines and guest.email:
            told.append((guest, kept, lines))
    if is_programme:
        choices_now = WorkshopChoice.objects.filter(registration__in=event.registrations.active())
        choices_now.exclude(workshop__in=list(after)).delete()
    _tell_calendars([guest for guest, _, _ in told])
    # Whatever the day was when they were made: seats are held at drafts too, of whose changes nobody is told.
    _keep_links(event)

    if told:
        log.record(event.case, "event.guests_told", by=news.by, number=len(told))
    outbox.queue_all(emails.changed(guest, lines, kept) for guest, kept, lines in told)
    move_up(event)


def follow_calling_off(event: Event, by: Actor) -> None:
    """Write to everybody who is registered, and take the day out of the calendars of those with a seat."""
    guests = [guest for guest in _guests(event) if guest.email]
    _tell_calendars(guests)

    log.record(event.case, "event.guests_told", by=by, number=len(guests))
    outbox.queue_all(emails.called_off(guest) for guest in guests)


def _guests(event: Event) -> QuerySet[Registration]:
    return event.registrations.active().select_related("link").order_by("number")


def _tell_calendars(guests: list[Registration]) -> None:
    """Let each one's entry in the calendar be newer than the one they have."""
    for start in range(0, len(guests), AT_ONCE):
        some = [guest.pk for guest in guests[start : start + AT_ONCE]]
        Registration.objects.filter(pk__in=some).update(calendar_sequence=F("calendar_sequence") + 1)
    for guest in guests:
        guest.calendar_sequence += 1


def _keep_links(event: Event) -> None:
    """Let the personal links last as long after the new day as they would have after the old one."""
    of_guests = Q(registration__in=event.registrations.exclude(name=""))
    links = PersonalLink.objects.filter(of_guests | Q(allowance__in=event.allowances.all()))
    PersonalLink.objects.filter(pk__in=links.order_by().values("pk")).update(expires_at=event.links_end_at)


def _of_facts(before: Facts, now: Facts) -> list[str]:
    found = []
    if before.title != now.title:
        found.append(f"Det hedder nu »{now.title}« (før »{before.title}«).")
    if before.held_on != now.held_on:
        found.append(f"Dagen er flyttet til {danish_date(now.held_on)} (før {danish_date(before.held_on)}).")
    if (before.starts_at, before.ends_at) != (now.starts_at, now.ends_at):
        hours, were = (f"{one.starts_at:%H.%M}–{one.ends_at:%H.%M}" for one in (now, before))
        found.append(f"Den er nu kl. {hours} (før kl. {were}).")
    if before.where != now.where:
        found.append(f"Stedet er nu {now.where} (før {before.where}).")
    return found


def _of_choices(
    choices: Iterable[WorkshopChoice], before: Mapping[str, Item], after: Mapping[str, Item]
) -> Iterable[str]:
    """What has become of the workshops that a guest has, waits for or wishes for."""
    for choice in choices:
        was, item = before.get(str(choice.workshop_id)), after.get(str(choice.workshop_id))
        if was and item:
            yield from _of_one(was, item)
        elif was:
            yield _taken_out(choice, was)


def _of_one(was: Item, item: Item) -> Iterable[str]:
    if item.title != was.title:
        yield f"»{was.title}« hedder nu »{item.title}«."
    if item.hours != was.hours:
        yield f"»{item.title}« er flyttet fra kl. {was.hours} til kl. {item.hours}."
    if item.room != was.room:
        before = f" (før {was.room})" if was.room else ""
        yield (
            f"»{item.title}« er nu i {item.room}{before}."
            if item.room
            else (f"»{item.title}« er ikke længere i {was.room}. Lokalet kommer senere.")
        )


def _taken_out(choice: WorkshopChoice, was: Item) -> str:
    if choice.is_seated:
        return (
            f"»{was.title}« kl. {was.hours} er taget ud af programmet, så din plads i den er væk. Vælg en anden med "
            "knappen."
        )
    how = "stod på venteliste til" if choice.is_waiting else "havde ønsket"
    return f"»{was.title}« kl. {was.hours}, som du {how}, er taget ud af programmet."


def _clashes(kept: Iterable[WorkshopChoice], before: Mapping[str, Item], after: Mapping[str, Item]) -> Iterable[str]:
    """What a guest must choose between, because it has come to lie at the same time; nobody loses a seat by it."""
    for one, other in combinations([each for each in kept if str(each.workshop_id) in after], 2):
        keys = (str(one.workshop_id), str(other.workshop_id))
        if not _overlap(keys, after) or _overlap(keys, before):
            continue
        both = f"»{after[keys[0]].title}« og »{after[keys[1]].title}« ligger nu på samme tid."
        if one.is_seated == other.is_seated:
            keeps = " Du beholder pladsen i begge, til du har valgt." if one.is_seated else ""
            yield f"{both} Vælg med knappen, hvilken af dem du vil have.{keeps}"
        else:
            has, waits = (one, other) if one.is_seated else (other, one)
            titles = [after[str(each.workshop_id)].title for each in (waits, has)]
            yield (
                f"{both} Får du plads i »{titles[0]}«, går din plads i »{titles[1]}« videre til en anden. Vil du "
                "hellere beholde den, så vælg om med knappen."
            )


def _overlap(keys: tuple[str, str], items: Mapping[str, Item]) -> bool:
    one, other = (items.get(key) for key in keys)
    return bool(one and other and one.overlaps(other.starts_at, other.ends_at))
