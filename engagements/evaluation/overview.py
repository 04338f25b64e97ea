"""The rows of the evaluator's page and of the managers' results: read with each table in one query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from engagements.courses.models import ConsultantAssignment, Engagement
from engagements.evaluation.models import DataCollection, SurveyWave, WaveKind
from engagements.evaluation.results import Turnout

# The contacts whom the evaluator writes to, in this order
CONTACTS = {
    "coordinator": "Tovholder",
    "head_of_day_care": "Dagtilbudschef",
    "contact": "Kontaktperson",
    "municipal_contact": "Kommunens kontaktperson",
}


@dataclass(frozen=True)
class CourseRow:
    """A course as the evaluator knows it."""

    engagement: Engagement
    institutions: list[str]
    # {"role", "name", "email", "phone"}
    contacts: list[dict[str, str]]
    consultants: list[str]


@dataclass(frozen=True)
class CollectionRow:
    """A collection in the calendar, whom it is for, and the surveys of ours that it meets."""

    collection: DataCollection
    courses: list[str]
    met: list[SurveyWave]


@dataclass(frozen=True)
class TurnoutRow:
    """How many answered in one course, before and after."""

    engagement: Engagement
    before: Turnout | None
    after: Turnout | None


def courses(page: Iterable[Engagement]) -> list[CourseRow]:
    """The courses of a page with institutions, contacts and consultants, in two queries more."""
    running = ConsultantAssignment.objects.running().select_related("consultant").order_by("since", "consultant__name")
    found = list(page)
    prefetch_related_objects(found, "institutions", Prefetch("assignments", running, to_attr="on_it"))
    return [_course(engagement) for engagement in found]


def _course(engagement: Any) -> CourseRow:
    contacts = [
        {"role": role, **{name: person.get(name, "") for name in ("name", "email", "phone")}}
        for key, role in CONTACTS.items()
        if (person := engagement.people.get(key))
    ]
    return CourseRow(
        engagement,
        [each.name for each in engagement.institutions.all()],
        contacts,
        [assignment.consultant.name for assignment in engagement.on_it],
    )


def calendar(today: date, *, with_past: bool) -> list[CollectionRow]:
    """The collections of the calendar that are not over, or all, with the surveys that they meet; in three queries."""
    chosen = Prefetch("courses", Engagement.objects.select_related("party").order_by("party__name", "pk"))
    collections = DataCollection.objects.prefetch_related(chosen)
    rows = list(collections if with_past else collections.filter(ends_on__gte=today))
    waves = list(
        SurveyWave.objects.not_closed_on(today).select_related("engagement__party").order_by("opens_on", "pk")
        if rows
        else []
    )
    return [_collection(collection, waves) for collection in rows]


def _collection(collection: DataCollection, waves: Iterable[SurveyWave]) -> CollectionRow:
    chosen = list(collection.courses.all())
    keys = {engagement.pk for engagement in chosen}
    met = [
        wave
        for wave in waves
        if (collection.for_all or wave.engagement_id in keys)
        and wave.opens_on <= collection.ends_on
        and wave.closes_on >= collection.starts_on
    ]
    return CollectionRow(collection, [str(engagement.party) for engagement in chosen], met)


def years() -> list[int]:
    """The years in which courses with surveys began, the newest first."""
    began = SurveyWave.objects.order_by().values_list("engagement__starts_on__year", flat=True).distinct()
    return sorted(began, reverse=True)


def turnout_rows(turnouts: Sequence[Turnout]) -> list[TurnoutRow]:
    """A row for each course, by the party's name."""
    by_course: dict[Any, dict[str, Turnout]] = defaultdict(dict)
    engagements = {}
    for turnout in turnouts:
        engagements[turnout.wave.engagement_id] = turnout.wave.engagement
        by_course[turnout.wave.engagement_id][turnout.wave.kind] = turnout
    rows = [
        TurnoutRow(engagements[key], own.get(WaveKind.BEFORE), own.get(WaveKind.AFTER))
        for key, own in by_course.items()
    ]
    return sorted(rows, key=lambda row: (str(row.engagement.party), str(row.engagement.pk)))
