"""Asking what became of an anchoring plan after the course was closed, and noting what is answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from engagements.plans import anchoring_emails as emails
from engagements.plans import follow_up
from engagements.plans.models import AnchoringAnswer, AnchoringFollowUp, Plan
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink, Purpose
from praksis.working_days import end_of_day

OPEN = "Forløbet er ikke afsluttet, så der er ikke noget at følge op på endnu."
NOBODY = "Der står ikke nogen mailadresse på forløbets kontaktperson."


@dataclass(frozen=True)
class Said:
    """What somebody answers of one action of the plan."""

    action: UUID
    fate: str
    line: str = ""


@transaction.atomic
def ask(plan: Plan, *, months: int, on: date) -> AnchoringFollowUp:
    """Make ready to ask the course's contact, so many months after the close, by a link that lasts thirty days.

    Asked once: a second call gives the first one's. The letter is the reminders' to send (reminders.py). Raises
    ActionError where the course is not closed, was stopped early, has no plan, or nobody can be written to.
    """
    engagement = plan.engagement
    lock(engagement)
    known = plan.follow_ups.filter(months=months).first()
    if known:
        return known
    if not engagement.is_closed or engagement.ended_early:
        raise ActionError(OPEN)
    if not plan.anchoringactions.exists():
        raise ActionError("Der står ikke noget i forankringsplanen.")
    contact = engagement.contact
    if not contact.get("email"):
        raise ActionError(NOBODY)
    until = follow_up.answer_by(on)
    asked = AnchoringFollowUp.objects.create(
        plan=plan, months=months, name=contact["name"], email=contact["email"], asked_on=on, answer_by=until
    )
    _link(asked)

    log.record(engagement.case, "anchoring.asked", by=SYSTEM, months=months, person=asked.name)
    return asked


@transaction.atomic
def ask_again(asked: AnchoringFollowUp, *, name: str, email: str, by: Actor, on: date) -> PersonalLink:
    """Send the question anew, to the same person or another; the earlier link stops working.

    There are thirty days to answer from then on. Raises ActionError without a name.
    """
    name, email = name.strip(), email.strip()
    if not name:
        raise ActionError("Skriv, hvem vi skal spørge.")
    engagement = asked.plan.engagement
    lock(engagement)
    lock(asked)
    for link in open_links(asked):
        links.withdraw(link)
    asked.name, asked.email, asked.asked_on, asked.answer_by = name, email, on, follow_up.answer_by(on)
    asked.save(update_fields=["name", "email", "asked_on", "answer_by"])
    link = _link(asked)

    log.record(engagement.case, "anchoring.asked_again", by=by, months=asked.months, person=name)
    outbox.queue(emails.follow_up_asked(asked, link))
    return link


@transaction.atomic
def withdraw_follow_up(asked: AnchoringFollowUp, *, by: Actor) -> None:
    """Take the link back; what was answered stays. Doing it twice changes nothing."""
    engagement = asked.plan.engagement
    lock(engagement)
    found = list(open_links(asked))
    if not found:
        return
    for link in found:
        links.withdraw(link)

    log.record(engagement.case, "anchoring.withdrawn", by=by, months=asked.months, person=asked.name)


@transaction.atomic
def answer(link: PersonalLink, said: Iterable[Said], *, name: str, received_at: datetime) -> None:
    """Note what became of the plan's actions. What is left out stays as it was; the same answers change nothing.

    Raises LinkRefused where the link no longer works, ActionError for an action of another plan.
    """
    asked = AnchoringFollowUp.objects.select_related("plan__engagement__case").get(pk=link.object_id)
    engagement = asked.plan.engagement
    lock(engagement)
    lock(link)
    links.refuse_unless_usable(link, at=received_at)
    actions = set(asked.plan.anchoringactions.values_list("pk", flat=True))
    known = {found.action_id: found for found in asked.answers.all()}
    changed = [_note(asked, one, known.get(one.action), actions, name) for one in said]
    if not any(changed):
        return

    by = Actor.by_link(link, name=name)
    answered = asked.answers.count()
    log.record(engagement.case, "anchoring.answered", by=by, months=asked.months, answered=answered, of=len(actions))


def open_links(asked: AnchoringFollowUp) -> QuerySet[PersonalLink]:
    """The links by which it can be answered, the newest first."""
    found = PersonalLink.objects.filter(
        purpose=Purpose.FOLLOW_UP_ANCHORING, object_id=asked.pk, used_at=None, withdrawn_at=None
    )
    return found.order_by("-created_at", "pk")


def _link(asked: AnchoringFollowUp) -> PersonalLink:
    return links.create(
        Purpose.FOLLOW_UP_ANCHORING,
        object_id=asked.pk,
        recipient=asked.email,
        expires_at=end_of_day(asked.answer_by),
    )


def _note(asked: AnchoringFollowUp, said: Said, known: AnchoringAnswer | None, actions: set[UUID], name: str) -> bool:
    """Save one answer; returns whether it is another than before."""
    if said.action not in actions:
        raise ActionError("Svaret hører til en anden plan.")
    line = said.line.strip()
    if known and (known.fate, known.line) == (said.fate, line):
        return False
    facts = {"fate": said.fate, "line": line, "answered_at": timezone.now(), "answered_by_name": name}
    AnchoringAnswer.objects.update_or_create(follow_up=asked, action_id=said.action, defaults=facts)
    return True
