"""Editions of the framework: weeks and owners in words, what stands in the way, what differs from the one before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from applications.drafting.models import ApplicantKind
from engagements.courses import framework
from engagements.courses.framework import ELEVEN_MONTHS, JOINTS, MINI, TWELVE_MONTHS, WORDS
from engagements.courses.models import FrameworkStep, StepKind

# What a variant is called; the first of a programme's is the one that the others are told beside.
VARIANTS = {TWELVE_MONTHS: "12 måneder", ELEVEN_MONTHS: "11 måneder", MINI: "Miniforløb"}
# The words that name somebody, in the order they are read in
ROLES = sorted((word for word in WORDS if word not in JOINTS), key=lambda word: WORDS[word].lower())
# A course's own steps begin at 1000 (actions.shaping), so the framework's stay below.
HIGHEST = 999
STEP_BETWEEN = 10
LAST_WEEK = 60
MOST_WEEKS = 8
MOST_OWNERS = 8
DATE = "date"
WEEKS = re.compile(r"date|[0-9]{1,2}(?:-[0-9]{1,2}|(?:,[0-9]{1,2})+)?")


@dataclass(frozen=True)
class Difference:
    """What became of a step since the edition before: one word, the step, and each change as a phrase."""

    word: str
    text: str
    changes: tuple[str, ...] = ()


def variants_of(programme) -> tuple[str, ...]:
    """The variants that a programme's steps need weeks for."""
    return (MINI,) if programme.is_mini else (TWELVE_MONTHS, ELEVEN_MONTHS)


# --- Weeks and owners -------------------------------------------------------------------------------------------------


def times_of(timing: str) -> dict[str, str]:
    """A timing's part for each variant: {"12m": "2-7", "11m": "3-8"}."""
    return {variant: said for variant, _, said in (part.partition(":") for part in timing.split("|"))}


def weeks_of(times: str) -> list[int]:
    """The weeks that a variant's part names, first and last or each; none where it is a date of its own."""
    return [int(week) for week in re.findall("[0-9]+", times)]


def fault_of_timing(timing: str, variants: Sequence[str]) -> str:
    """What is wrong with a timing, as a sentence; empty where courses of each variant can read it."""
    times = times_of(timing)
    if list(times) != list(variants) or timing.count("|") + 1 != len(variants):
        return "Skriv uger for hver længde, et forløb kan have."
    for said in times.values():
        weeks = weeks_of(said)
        if not WEEKS.fullmatch(said):
            return "Skriv ugerne som hele tal."
        if any(week > LAST_WEEK for week in weeks):
            return f"Skriv uger fra 0 til {LAST_WEEK}."
        if weeks != sorted(weeks):
            return "Den sidste uge kan ikke ligge før den første."
        if "," in said and (len(weeks) != len(set(weeks)) or len(weeks) > MOST_WEEKS):
            return f"Skriv hver uge én gang, og højst {MOST_WEEKS} uger."
    return ""


def weeks_in_words(timing: str) -> str:
    """A timing in Danish: "uge 2–7 (11 måneder: uge 3–8)"."""
    (_, first), *others = ((variant, _times_in_words(said)) for variant, said in times_of(timing).items())
    beside = [f"{VARIANTS.get(variant, variant)}: {words}" for variant, words in others if words != first]
    return f"{first} ({', '.join(beside)})" if beside else first


def _times_in_words(said: str) -> str:
    if said == DATE:
        return "dato følger"
    *others, last = said.split(",")
    return "uge " + (f"{', '.join(others)} og {last}" if others else last.replace("-", "–"))


def roles_of(responsible: str) -> list[str] | None:
    """The owners as single roles; None where there are remarks, or more than one kind of applicant."""
    roles = responsible.split("+")
    return roles if set(roles) <= set(ROLES) else None


def fault_of_owners(responsible: str) -> str:
    """What is wrong with who does a step, as a sentence; empty where it is roles we know."""
    roles = roles_of(responsible)
    if roles is None:
        return "Vælg, hvem der gør det."
    return f"Vælg højst {MOST_OWNERS}, der gør det." if len(roles) > MOST_OWNERS else ""


def owners_in_words(responsible: str) -> str:
    """Who does a step, in Danish, for each kind of applicant where they differ; remarks are left out."""
    said = []
    for part in responsible.split(";"):
        kinds, colon, names = part.strip().partition(":")
        if not colon:
            # What follows are remarks.
            return framework.owner_words(kinds)
        labels = " og ".join(ApplicantKind(kind).label.lower() for kind in kinds.split("/"))
        said.append(f"{framework.owner_words(names.strip())} ({labels})")
    return "; ".join(said)


# --- Places -----------------------------------------------------------------------------------------------------------


def place_of(others: Sequence[FrameworkStep], column: str, after: FrameworkStep | None) -> int:
    """At which place among the others a step stands, behind `after` or first of all.

    A column's steps stand together: where `after` is in another, it is the nearest place beside its own.
    """
    place = others.index(after) + 1 if after in others else 0
    own = [number for number, step in enumerate(others) if step.column == column]
    if own:
        return min(max(place, own[0]), own[-1] + 1)
    while 0 < place < len(others) and others[place - 1].column == others[place].column:
        place += 1
    return place


def free_order(before: int, behind: int | None) -> int | None:
    """An order between two others, or behind the last; None where there is none left.

    Not a round number where that can be: those of steps that were removed are then not used for others.
    """
    if behind is None:
        return before + STEP_BETWEEN if before + STEP_BETWEEN <= HIGHEST else None
    return before + min(STEP_BETWEEN // 2, (behind - before) // 2) if behind - before > 1 else None


# --- What stands in the way -------------------------------------------------------------------------------------------


def disorder(steps: Iterable[FrameworkStep], variants: Sequence[str]) -> str:
    """Which fixed step no longer comes after the one before it, as a sentence; empty where they keep their order."""
    fixed = [step for step in steps if step.is_anchor]
    for variant in variants:
        weeks = [weeks_of(times_of(step.timing).get(variant, "")) for step in fixed]
        for step, found in zip(fixed, weeks, strict=True):
            if not found:
                return f"»{step.text}« er et fast trin og skal have en uge."
        for (before, ends), (behind, begins) in pairwise(zip(fixed, weeks, strict=True)):
            if begins[0] <= ends[-1]:
                length = "" if len(variants) == 1 else f" ({VARIANTS[variant]})"
                return f"»{behind.text}« skal ligge efter »{before.text}«, som er i uge {ends[-1]}{length}."
    return ""


def faults(
    note: str, steps: Sequence[FrameworkStep], before: Sequence[FrameworkStep], variants: Sequence[str]
) -> list[str]:
    """What stands in the way of taking a draft into use, as sentences; `before` are the steps that are in use."""
    found = []
    if not differences(before, steps):
        found.append("Der er ikke ændret noget i rammen endnu.")
    if not note.strip():
        found.append("Skriv først, hvad der er nyt.")
    if _fixed(steps) != _fixed(before):
        found.append("De faste trin er ikke de samme som i den udgave, der er i brug.")
    for step in steps:
        fault = fault_of_timing(step.timing, variants)
        if fault:
            found.append(f"»{step.text}«: {fault}")
    out_of_order = disorder(steps, variants)
    return [*found, out_of_order] if out_of_order else found


def _fixed(steps: Iterable[FrameworkStep]) -> list[tuple]:
    return [(step.column, step.lane, step.kind) for step in steps if step.is_anchor]


# --- What differs -----------------------------------------------------------------------------------------------------


def differences(before: Sequence[FrameworkStep], now: Sequence[FrameworkStep]) -> list[Difference]:
    """What was added, changed and removed since the edition before, in the order of the steps."""
    known = _pairs(before, now)
    moved = _moved(before, now, known)
    found = []
    for place, step in enumerate(now):
        old = known.get(id(step))
        if old is None:
            found.append(Difference("Nyt", step.text, (f"Fase: {step.column}", f"Tid: {weeks_in_words(step.timing)}")))
            continue
        changes = _changes(old, step)
        if id(step) in moved:
            changes.append(f"Står nu efter »{now[place - 1].text}«" if place else "Står nu først")
        if changes:
            found.append(Difference("Ændret", step.text, tuple(changes)))
    kept = {id(old) for old in known.values()}
    return found + [
        Difference("Fjernet", step.text, (f"Fase: {step.column}",)) for step in before if id(step) not in kept
    ]


def _pairs(before: Sequence[FrameworkStep], now: Sequence[FrameworkStep]) -> dict[int, FrameworkStep]:
    """Which step of the edition before each of today's was, by its id(): fixed steps by their turn, others by words."""
    fixed = [[step for step in steps if step.is_anchor] for steps in (before, now)]
    known = {id(step): old for old, step in zip(*fixed, strict=False)}
    for key in (
        lambda step: (step.column, step.lane, step.text),
        lambda step: step.text,
        lambda step: (step.column, step.lane, step.order),
    ):
        taken = {id(old) for old in known.values()}
        free = [old for old in before if id(old) not in taken and not old.is_anchor]
        for step in now:
            old = next((old for old in free if key(old) == key(step)), None)
            if old and id(step) not in known and not step.is_anchor:
                known[id(step)] = old
                free.remove(old)
    return known


def _moved(before: Sequence[FrameworkStep], now: Sequence[FrameworkStep], known: dict[int, FrameworkStep]) -> set[int]:
    """The id() of those that stand elsewhere than before among the steps that are in both."""
    steps = [step for step in now if id(step) in known]
    places = {id(old): place for place, old in enumerate(before)}
    ranks = [places[id(known[id(step)])] for step in steps]
    blocks = SequenceMatcher(None, sorted(ranks), ranks, autojunk=False).get_matching_blocks()
    standing = {place for block in blocks for place in range(block.b, block.b + block.size)}
    return {id(step) for place, step in enumerate(steps) if place not in standing}


def _changes(old: FrameworkStep, step: FrameworkStep) -> list[str]:
    said = {
        "Trin": (old.text, step.text),
        "Fase": (old.column, step.column),
        "Spor": (old.lane, step.lane),
        "Slags": (StepKind(old.kind).label, StepKind(step.kind).label),
        "Hvem": (old.responsible, step.responsible),
        "Tid": (old.timing, step.timing),
    }
    words = {"Hvem": owners_in_words, "Tid": weeks_in_words}
    return [
        f"{name}: før {words.get(name, str)(was)}, nu {words.get(name, str)(is_now)}"
        for name, (was, is_now) in said.items()
        if was != is_now
    ]
