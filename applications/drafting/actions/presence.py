"""Noting who has a draft open, so that colleagues see each other."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from applications.drafting.models import Application, Presence
from applications.drafting.presence import SEEN_FOR
from praksis.cases.actors import Actor


@transaction.atomic
def note_presence(pk, *, section: int, by: Actor, received_at: datetime | None = None) -> list[tuple[str, int]]:
    """Note that the person has this section of the draft open now, and return who else has it open, as `others` does.

    After the deadline nothing is noted. Two queries where it was noted before. Raises Application.DoesNotExist where
    the person may not write in it.
    """
    drafts = Application.objects.editable_by(by.person).filter(pk=pk)
    known = Presence.objects.filter(application__in=drafts).order_by("user__name", "user")
    rows = list(known.values_list("user", "user__name", "section", "seen_at"))
    now, me = timezone.now(), by.person.pk
    received_at = received_at or now
    if any(user == me for user, *_ in rows):
        known.filter(application__in=drafts.in_time_at(received_at), user=me).update(section=section, seen_at=now)
    elif (draft := drafts.select_related("round").get()).is_in_time_at(received_at):
        # Two windows of the same person may both be the first.
        Presence.objects.bulk_create(
            [Presence(application=draft, user=by.person, section=section, seen_at=now)],
            update_conflicts=True,
            unique_fields=["application", "user"],
            update_fields=["section", "seen_at"],
        )
    return [(name, where) for user, name, where, seen_at in rows if user != me and seen_at > now - SEEN_FOR]
