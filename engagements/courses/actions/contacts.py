"""Handing over: a new person in a role of the other side, and what a consultant leaves for the next one."""

from django.db import transaction

from engagements.courses import emails
from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Engagement, Handover, HandoverRole
from engagements.courses.models.handovers import contact_roles
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def hand_over_contact(
    engagement: Engagement,
    *,
    key: str,
    name: str,
    title: str = "",
    email: str = "",
    phone: str = "",
    note: str = "",
    by: Actor,
) -> Handover | None:
    """Let somebody else take over a role of the other side; agreements that are made stay as they are.

    The new one gets a letter, and what the earlier one leaves in `note` is kept. The same facts again change nothing,
    and other facts about the same person are a correction: neither gives a Handover. Raises ActionError for a role that
    the course does not have, without a name, for a note to the one who stays, or where the course is closed.
    """
    person = {"name": name.strip(), "title": title.strip(), "email": email.strip(), "phone": phone.strip()}
    note = note.strip()
    lock(engagement)
    refuse_closed(engagement)
    if key not in contact_roles(engagement):
        raise ActionError("Forløbet har ikke den rolle. Gå tilbage til siden, og vælg igen.")
    if not person["name"]:
        raise ActionError("Skriv, hvem der tager over.")
    role, earlier = HandoverRole(key), engagement.people.get(key) or {}
    is_same = {part: earlier.get(part) or "" for part in person} == person
    if is_same and note in ("", _newest_note(engagement, role)):
        return None
    stays = (earlier.get("name") or "").casefold() == person["name"].casefold()
    if stays and note:
        raise ActionError(
            f"{person['name']} er {role.label.lower()} i forvejen. Vil I kun rette oplysningerne, så lad notatet være "
            "tomt."
        )
    engagement.people = {**engagement.people, key: person}
    engagement.save(update_fields=["people"])
    if stays:
        log.record(engagement.case, "contact.corrected", by=by, role=role.label.lower(), person=person["name"])
        return None

    before = earlier.get("name") or ""
    handover = Handover.objects.create(
        engagement=engagement, role=role, from_name=before, to_name=person["name"], note=note, by=by.person
    )
    instead = f" i stedet for {before}" if before else ""
    said = {"role": role.label.lower(), "person": person["name"], "instead": instead}
    log.record(engagement.case, "contact.handed_over", by=by, **said)
    if person["email"]:
        outbox.queue(emails.contact_handed_over(engagement, handover, person["email"]))
    return handover


@transaction.atomic
def leave_handover_note(engagement: Engagement, *, note: str, by: Actor) -> Handover:
    """Write what the next consultant must know; only staff read it. The same note again gives the first one.

    Raises ActionError without a note, from others than the course's consultants, or where the course is closed.
    """
    note = note.strip()
    lock(engagement)
    refuse_closed(engagement)
    if not engagement.assignments.running().filter(consultant=by.person).exists():
        raise ActionError("Kun forløbets egne konsulenter skriver til den næste konsulent.")
    if not note:
        raise ActionError("Skriv, hvad den næste konsulent skal vide.")
    same = engagement.handovers.filter(role=HandoverRole.CONSULTANT, by=by.person, note=note).first()
    if same:
        return same
    handover = Handover.objects.create(
        engagement=engagement, role=HandoverRole.CONSULTANT, from_name=by.person.name, note=note, by=by.person
    )

    log.record(engagement.case, "contact.note_left", by=by, person=by.person.name)
    return handover


def _newest_note(engagement: Engagement, role: HandoverRole) -> str:
    """What was left when the role last changed hands."""
    newest = engagement.handovers.filter(role=role).first()
    return newest.note if newest else ""
