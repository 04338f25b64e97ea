"""The rows of the list of courses: read in one query, each with the words that stand in it."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import FilteredRelation, Q, QuerySet
from django.urls import reverse

from engagements.courses.models import Engagement
from engagements.courses.models.engagements import badge_of
from praksis.danish import short_date

NEWEST_FIRST = ("-starts_on", "-opened_at", "pk")
SHOWN = ("case__reference", "party__name", "programme__name", "starts_on", "ends_on", "status", "paused_until")


@dataclass(frozen=True)
class Row:
    """One course, as the list shows it."""

    url: str
    party: str
    reference: str
    programme: str
    period: str
    team: str
    status_word: str
    status_kind: str


def read(courses: QuerySet) -> list[Row]:
    """The rows of these courses (a queryset of their ids), the newest first.

    A course comes once for everybody on its team: one query tells of both.
    """
    on_team = FilteredRelation("assignments", condition=Q(assignments__until=None))
    found = (
        Engagement.objects.filter(pk__in=courses)
        .with_pause()
        .annotate(on_team=on_team)
        .order_by(*NEWEST_FIRST, "on_team__since", "on_team__consultant__name")
        .values_list(*SHOWN, "on_team__consultant__name")
    )
    # A course stands below the list; asking for the address of each would take longer than its row.
    base = reverse("engagements:course_list")
    return [
        _row(*course, team=[consultant for *_, consultant in members], base=base)
        for course, members in groupby(found, key=lambda one: one[:-1])
    ]


def _row(reference, party, programme, starts_on, ends_on, status, paused_until, *, team, base) -> Row:
    word, kind = badge_of(status, is_paused=paused_until is not None)
    return Row(
        url=f"{base}{reference}/",
        party=party,
        reference=reference,
        programme=programme,
        period=f"{short_date(starts_on)} – {short_date(ends_on)}",
        team=", ".join(filter(None, team)) or "Ikke sat",
        status_word=word,
        status_kind=kind,
    )
