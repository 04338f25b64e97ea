"""The agenda of a meeting: begun by itself, edited by those who run the course, suggested to by the others, sent."""

from typing import Any

from django.db import transaction

from engagements.meetings import minutes_emails
from engagements.meetings.actions.guards import lock_meeting
from engagements.meetings.agenda_text import agenda_text
from engagements.meetings.kinds import MeetingKind
from engagements.meetings.models import AgendaItem, AgendaSending, FollowUp, ItemStatus, Meeting, MinutesStatus
from engagements.meetings.recipients import recipients
from engagements.meetings.standard_items import standard_items
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox

MOST_ITEMS = 40


def put_standard_items(meeting: Meeting) -> None:
    """Begin the agenda of a meeting that has one of its own, with what it treats.

    Called in the transaction of whoever agrees on the meeting.
    """
    if meeting.calls_for_minutes:
        _put_standard_items(meeting)


@transaction.atomic
def begin_agenda(meeting: Meeting, *, by: Actor) -> None:
    """Begin the agenda of a meeting that has none. Where it has one already nothing changes.

    Raises ActionError as `add_item` does.
    """
    _lock_agenda(meeting)
    if meeting.agenda.exists():
        return
    _put_standard_items(meeting)

    log.record(meeting.engagement.case, "agenda.begun", by=by, meeting=meeting.title)


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    title: str,
    text: str = "",
    presenter: str = "",
    minutes_planned: int | None = None,
    by: Actor,
) -> AgendaItem:
    """Put an item on the agenda, behind the others. The same item again gives the first one.

    Raises ActionError without a title, where the agenda is full, the meeting is called off, its minutes are sent, or
    the course is closed.
    """
    _lock_agenda(meeting)
    item, is_new = _put(meeting, title, text, presenter, minutes_planned)
    if is_new:
        log.record(meeting.engagement.case, "agenda.item_added", by=by, meeting=meeting.title, item=item.title)
    return item


@transaction.atomic
def suggest_item(
    meeting: Meeting,
    *,
    title: str,
    text: str = "",
    presenter: str = "",
    minutes_planned: int | None = None,
    by: Actor,
) -> AgendaItem:
    """Suggest an item for a meeting that is to come; its consultants are told. The same again gives the first one.

    Raises ActionError where the meeting is not to come, and as `add_item` does.
    """
    _lock_agenda(meeting)
    if not meeting.is_planned:
        raise ActionError("Mødet er holdt, så der kan ikke foreslås flere punkter.")
    status = {"status": ItemStatus.SUGGESTED, "suggested_by": by.person}
    item, is_new = _put(meeting, title, text, presenter, minutes_planned, **status)
    if is_new:
        log.record(meeting.engagement.case, "agenda.item_suggested", by=by, meeting=meeting.title, item=item.title)
        for letter in minutes_emails.suggested(item, by.name):
            outbox.queue(letter)
    return item


@transaction.atomic
def answer_suggestion(item: AgendaItem, *, take: bool, by: Actor) -> None:
    """Take a suggested item in, or leave it out. The same answer again changes nothing.

    Raises ActionError where an item is on the agenda already and is to be left out, and as `add_item` does.
    """
    meeting = _lock_item(item)
    answer = ItemStatus.ON if take else ItemStatus.LEFT_OUT
    if item.status == answer:
        return
    item.become(answer)
    item.save(update_fields=["status"])

    kind = "agenda.suggestion_taken" if take else "agenda.suggestion_left_out"
    log.record(meeting.engagement.case, kind, by=by, meeting=meeting.title, item=item.title)


@transaction.atomic
def change_item(
    item: AgendaItem,
    *,
    title: str,
    text: str = "",
    presenter: str = "",
    minutes_planned: int | None = None,
    by: Actor,
) -> None:
    """Change what an item says. The same facts again change nothing. Raises ActionError as `add_item` does."""
    meeting = _lock_item(item)
    facts = _facts(title, text, presenter, minutes_planned)
    if facts == _facts(item.title, item.text, item.presenter, item.minutes_planned):
        return
    for field, value in facts.items():
        setattr(item, field, value)
    item.save(update_fields=list(facts))

    log.record(meeting.engagement.case, "agenda.item_changed", by=by, meeting=meeting.title, item=item.title)


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool) -> None:
    """Move an item one place up or down among those on the agenda. Where it is the outermost nothing changes.

    Raises ActionError as `add_item` does.
    """
    meeting = _lock_item(item)
    items = list(meeting.agenda.on())
    place = next((number for number, each in enumerate(items) if each.pk == item.pk), None)
    if place is None:
        raise ActionError("Tag først punktet med på dagsordenen.")
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items):
        return
    items[place], items[other] = items[other], items[place]
    for number, each in enumerate(items, 1):
        each.order, each.comes_last = number, False
    AgendaItem.objects.bulk_update(items, ["order", "comes_last"])


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Actor) -> None:
    """Take an item off the agenda.

    Raises ActionError where something stands about it in the minutes, and as `add_item` does.
    """
    meeting = _lock_item(item)
    written = getattr(meeting, "minutes", None)
    if written and any(written.content["items"].get(str(item.pk), {}).values()):
        raise ActionError("Der står noget om punktet i referatet. Flyt teksten først.")
    item.delete()

    log.record(meeting.engagement.case, "agenda.item_removed", by=by, meeting=meeting.title, item=item.title)


@transaction.atomic
def send_agenda(meeting: Meeting, *, by: Actor) -> AgendaSending:
    """Mail the agenda as it now is to those invited. The same agenda is sent once.

    Raises ActionError where it is empty, nobody is invited, the meeting is over, and as `add_item` does.
    """
    _lock_agenda(meeting)
    if not meeting.is_planned:
        raise ActionError("Mødet er holdt, så dagsordenen bliver ikke sendt.")
    items = list(meeting.agenda.on())
    if not items:
        raise ActionError("Der er ikke noget på dagsordenen endnu.")
    people = recipients(meeting)
    if not people:
        raise ActionError("Der er ingen at sende dagsordenen til.")
    text = agenda_text(items, list(FollowUp.objects.carried_to(meeting).first_due()))
    last = meeting.agenda_sendings.first()
    if last and last.text == text:
        raise ActionError("Dagsordenen er allerede sendt, som den er nu.")
    sending = AgendaSending.objects.create(
        meeting=meeting, number=last.number + 1 if last else 1, text=text, sent_by=by.person
    )

    log.record(meeting.engagement.case, "agenda.sent", by=by, meeting=meeting.title)
    for person in people:
        outbox.queue(minutes_emails.agenda(sending, person))
    return sending


def _lock_agenda(meeting: Meeting) -> None:
    """Lock course and meeting. Raises ActionError where nothing can be done about its agenda any longer."""
    lock_meeting(meeting)
    if meeting.is_cancelled:
        raise ActionError("Mødet er aflyst.")
    minutes = getattr(meeting, "minutes", None)
    if minutes and minutes.status != MinutesStatus.DRAFT:
        raise ActionError("Referatet er sendt, så dagsordenen ligger fast.")


def _lock_item(item: AgendaItem) -> Meeting:
    meeting = item.meeting
    _lock_agenda(meeting)
    lock(item)
    item.meeting = meeting
    return meeting


def _put(
    meeting: Meeting, title: str, text: str, presenter: str, minutes_planned: int | None, **more: Any
) -> tuple[AgendaItem, bool]:
    """The item, and whether it was not there already."""
    facts = _facts(title, text, presenter, minutes_planned)
    known = meeting.agenda.filter(**facts).first()
    if known:
        return known, False
    count = meeting.agenda.count()
    if count >= MOST_ITEMS:
        raise ActionError(f"Der er allerede {MOST_ITEMS} punkter. Saml nogle af dem.")
    last = meeting.agenda.order_by("-order").values_list("order", flat=True).first() or 0
    return AgendaItem.objects.create(meeting=meeting, order=last + 1, **facts, **more), True


def _facts(title: str, text: str, presenter: str, minutes_planned: int | None) -> dict[str, Any]:
    facts = {"title": title.strip(), "text": text.strip(), "presenter": presenter.strip()}
    if not facts["title"]:
        raise ActionError("Skriv, hvad punktet handler om.")
    return {**facts, "minutes_planned": minutes_planned}


def _put_standard_items(meeting: Meeting) -> None:
    engagement = meeting.engagement
    items = standard_items(
        engagement.programme.kind, MeetingKind(meeting.kind), meeting.step, engagement.steps.order_by("order")
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            order=number,
            title=item.title,
            text=item.text,
            takes_follow_ups=item.takes_follow_ups,
            comes_last=item.comes_last,
        )
        for number, item in enumerate(items, 1)
    )
