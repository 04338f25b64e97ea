"""When a step of the framework is due, and whose it is: pure calculation on the words of the framework's rows."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

TWELVE_MONTHS, ELEVEN_MONTHS, MINI = "12m", "11m", "mini"

# The roles of the framework's column `responsible`, and the words between them, as a Dane says them.
WORDS = {
    "administration's": "forvaltningens",
    "agency": "Socialstyrelsen",
    "applicant": "deltagerne",
    "board_chair": "bestyrelsesformand",
    "consultants": "konsulenter",
    "contact": "kontaktperson",
    "coordinator": "tovholder",
    "evaluator": "den eksterne evaluator",
    "head_of_day_care": "dagtilbudschef",
    "institution_leader": "dagtilbudsleder",
    "institution_leaders": "dagtilbudsledere",
    "institutions": "dagtilbud",
    "municipality": "kommune",
    "or": "eller",
    "participants": "deltagere",
    "pedagogical_staff": "pædagogisk personale",
    "steering_group": "styregruppe",
    "with": "med",
    "working_group": "arbejdsgruppe",
}
OURS = {"agency", "consultants", "evaluator"}
# What joins words in the column without naming anybody
JOINTS = {"administration's", "contact", "or", "with"}


@dataclass(frozen=True)
class Due:
    """When a step is to be done: between two days, both included, and at how many meetings. No days: its own date."""

    first: date | None
    last: date | None
    times: int = 1


def variant(kind: str, starts_on: date, ends_on: date) -> str:
    """Which timing a course follows: mini, or one year of twelve or (August to June) eleven months."""
    if kind == "mini":
        return MINI
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1
    return TWELVE_MONTHS if months >= 12 else ELEVEN_MONTHS


def due(timing: str, *, variant: str, starts_on: date, ends_on: date) -> Due:
    """Read a timing such as "12m:2-7|11m:3-8", "12m:34,40,44", "12m:date" or "mini:4-16" for one course.

    The numbers are weeks after the period's first day; a week is due through its last day, but never after the period.
    Raises ValueError where the variant has no timing or it cannot be read.
    """
    times = dict(part.split(":", 1) for part in timing.split("|")).get(variant)
    if times is None:
        raise ValueError(f"No timing for {variant} in {timing!r}")
    if times == "date":
        return Due(None, None)
    weeks = [int(week) for week in re.split("[-,]", times)]
    first, last = (starts_on + timedelta(weeks=week) for week in (weeks[0], weeks[-1]))
    last += timedelta(days=6)
    if first <= ends_on < last:
        last = ends_on
    return Due(first, last, times=len(weeks) if "," in times else 1)


@lru_cache(maxsize=500)
def owners(responsible: str, applicant_kind: str) -> str:
    """The part of the column that names who does it, for this kind of applicant; remarks after it are left out.

    An applicant that no part names has the last one.
    """
    names = ""
    for part in responsible.split(";"):
        kinds, colon, names = part.strip().partition(":")
        if not colon:
            return kinds
        if applicant_kind in kinds.split("/"):
            break
    return names.strip()


@lru_cache(maxsize=500)
def owner_words(responsible: str) -> str:
    """The owners in Danish: "coordinator+consultants" is "tovholder og konsulenter"."""
    phrases = [re.sub(r"[a-z_]+(?:'s)?", lambda found: WORDS[found[0]], phrase) for phrase in responsible.split("+")]
    words = " og ".join([", ".join(phrases[:-1]), phrases[-1]] if len(phrases) > 1 else phrases)
    return words[0].upper() + words[1:]


@lru_cache(maxsize=500)
def is_partys(responsible: str) -> bool:
    """Whether somebody on the applicant's side is among the owners."""
    return bool(set(re.findall(r"[a-z_]+(?:'s)?", responsible)) - OURS - JOINTS)


@lru_cache(maxsize=500)
def is_ours(responsible: str) -> bool:
    """Whether the agency or its consultants are among the owners."""
    return not OURS.isdisjoint(re.findall(r"[a-z_]+", responsible))
