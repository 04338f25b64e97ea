"""Which consultants suit a course: what they are good at, and when they have time. It says so, and never decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from applications.assessment.models import InterestDeclaration
from engagements.courses.load import loads_by_consultant
from engagements.courses.models import Engagement
from praksis.organisations.models import Setting
from praksis.staffing import board, months
from praksis.staffing.board import Line
from praksis.staffing.hours import in_words
from praksis.staffing.models import CompetenceKind, SoftPromise
from praksis.themes import Theme

# Further ahead nobody's months are looked at.
FURTHEST = 24
Key = tuple[str, str]


@dataclass(frozen=True)
class Need:
    """What a course asks for: competences by kind and key with their names, its months, and hours in each."""

    competences: dict[Key, str]
    first: date
    last: date
    hours: Decimal


@dataclass(frozen=True)
class Fit:
    """How one consultant suits a course, in words."""

    pk: UUID
    name: str
    url: str
    knows: str
    time: str
    status_word: str
    status_kind: str
    now: str
    # Not to be chosen before they are asked
    remarks: list[str]
    # What the list is sorted by: those to think of first come first
    rank: tuple


def need_of(engagement: Engagement) -> Need:
    """What a course asks for, from its themes, its institutions and its dates; in at most two queries."""
    themes = {(CompetenceKind.THEME.value, key): str(Theme(key).label) for key in engagement.themes if key in Theme}
    kinds = dict.fromkeys(one.setting for one in engagement.institution_list if one.setting)
    settings = {(CompetenceKind.SETTING.value, key): str(Setting(key).label) for key in kinds}
    load = getattr(engagement.programme, "load", None)
    first = months.month_of(max(engagement.starts_on, engagement.today))
    last = max(first, months.month_of(engagement.ends_on))
    return Need(
        {**themes, **settings},
        first,
        min(last, months.after(first, FURTHEST - 1)),
        load.hours_per_month if load else Decimal(0),
    )


def fits(engagement: Engagement) -> tuple[Need, list[Fit]]:
    """What the course asks for, and all consultants, those who suit it best in front."""
    need = need_of(engagement)
    lines = board.read(need.first, len(months.span(need.first, need.last)), with_meetings=False)
    round_ = engagement.place.round
    interested = set(InterestDeclaration.objects.with_interest().filter(round=round_).values_list("person", flat=True))
    # On the course's own case, or on its round's before the course was there
    cases = [engagement.case_id, round_.case_id]
    pencilled = SoftPromise.objects.counting(engagement.today).filter(case__in=cases)
    soft = set(pencilled.values_list("consultant", flat=True))
    on_it = {consultant.pk for consultant in engagement.team}
    running = loads_by_consultant()
    found = [
        _fit(
            line,
            need,
            courses=running.get(line.pk, (0, 0)),
            remarks=_remarks(line.pk, on_it=on_it, soft=soft, interested=interested),
            is_out=line.pk in interested,
        )
        for line in lines
    ]
    return need, sorted(found, key=lambda fit: fit.rank)


def _fit(line: Line, need: Need, *, courses: tuple[int, int], remarks: list[str], is_out: bool) -> Fit:
    known = [name for key, name in need.competences.items() if key in line.keys]
    missing = [name for key, name in need.competences.items() if key not in line.keys]
    time, word, kind = _time(line, need)
    free = line.least_free(need.first, need.last)
    has_time = free is not None and free >= need.hours
    return Fit(
        pk=line.pk,
        name=line.name,
        url=reverse("staffing:consultant", args=[line.pk]),
        knows=_knows(known, missing),
        time=time,
        status_word=word,
        status_kind=kind,
        now=_now(*courses),
        remarks=remarks,
        rank=(is_out, -len(known), not has_time, -(free or Decimal(0)), line.name),
    )


def _knows(known: list[str], missing: list[str]) -> str:
    if not known and not missing:
        return "Forløbet har ingen temaer at gå efter."
    if not known:
        return f"Ingen af de {len(missing)}: {', '.join(missing)}." if len(missing) > 1 else f"Ikke {missing[0]}."
    if not missing:
        return f"{', '.join(known)}: alt det, forløbet handler om."
    return f"{', '.join(known)}. Ikke {', '.join(missing)}."


def _time(line: Line, need: Need) -> tuple[str, str, str]:
    """When the consultant has time for it, in a sentence, a word and the word's kind."""
    if all(cell.capacity is None for cell in line.cells):
        return "Ingen har sat, hvor mange timer der er.", "Kapacitet ikke sat", "neutral"
    short = [cell for cell in line.cells if cell.free is not None and cell.free < need.hours]
    least = line.least_free(need.first, need.last) or Decimal(0)
    if not short:
        return f"Mindst {in_words(least)} ledige timer i hver måned.", "Har tid", "success"
    if len(short) == len(line.cells):
        return f"Højst {in_words(_most(line))} ledige timer i en måned.", "Har ikke tid", "error"
    names = ", ".join(months.in_words(cell.month) for cell in short[:3])
    more = f" og {len(short) - 3} til" if len(short) > 3 else ""
    return f"For lidt tid i {names}{more}.", "Har tid i nogle måneder", "warning"


def _most(line: Line) -> Decimal:
    return max(cell.free for cell in line.cells if cell.free is not None)


def _now(one_year: int, minis: int) -> str:
    words = []
    if one_year:
        words.append(f"{one_year} {'etårigt' if one_year == 1 else 'etårige'}")
    if minis:
        words.append(f"{minis} miniforløb")
    return f"På {' og '.join(words)} nu." if words else "Ikke på noget forløb nu."


def _remarks(pk: UUID, *, on_it: Iterable, soft: Iterable, interested: Iterable) -> list[str]:
    said = {
        "Er på forløbet nu.": pk in on_it,
        "Er blødt reserveret hertil.": pk in soft,
        "Har erklæret en interesse i runden. Spørg, før du vælger.": pk in interested,
    }
    return [words for words, holds in said.items() if holds]
