"""What an applicant's municipality has had of courses, and whether one is running: shown where one reads; no block."""

from datetime import date
from functools import cache

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from applications.allocation import memory
from applications.rounds.models import ProgrammeKind
from praksis.danish import danish_date
from praksis.organisations.models import Municipality


@cache  # putting it together takes as long as running it
def municipalities() -> QuerySet[Municipality]:
    """Those with `course_until`, the end of their newest one-year course, and `minis`, how many were had there."""
    places = memory.taken().order_by("-round__period_to")
    courses = places.filter(applicant=OuterRef("pk"), round__programme__kind=ProgrammeKind.ONE_YEAR)
    minis = places.filter(round__programme__kind=ProgrammeKind.MINI).order_by()
    # Each by its own index: as one condition they are looked for among all the places there are.
    own = minis.filter(applicant=OuterRef("pk"))
    around = minis.filter(applicant__as_institution__municipality=OuterRef("pk"))
    return Municipality.objects.annotate(
        course_until=Subquery(courses.values("round__period_to")[:1]), minis=_number(own) + _number(around)
    )


def _number(places: QuerySet) -> Coalesce:
    """How many there are, 0 where none is."""
    counted = places.values("round__programme__kind").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def words(course_until: date | None, minis: int, today: date) -> str:
    """What is annotated, as one reads it: "Etårigt forløb, i gang til 31. december 2018; 2 miniforløb"."""
    said = []
    if course_until:
        said.append(f"Etårigt forløb, {'i gang ' if course_until >= today else ''}til {danish_date(course_until)}")
    if minis:
        said.append(f"{minis} miniforløb")
    return "; ".join(said) or "Ingen"
