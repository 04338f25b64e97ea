"""What the page of a round's composition shows: every applicant on a line, the board of the chosen, what is calculated.

Words and numbers only; the drawing is templatetags/composition.py. Nothing here chooses.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.formats import localize

from applications.allocation import explaining
from applications.allocation.considering import Considered
from applications.allocation.grounds import CRITERION, Grounds, calculated, code_version
from applications.allocation.models import Snapshot
from applications.allocation.readiness import listed
from applications.allocation.sums.workbench import Difference

NEAR_BEST = {"core": "I alle", "borderline": "I nogle", "outside": "I ingen"}
TITLES = {"size": "Små og større kommuner", "regions": "Forskellige dele af landet", "dagpleje": "Høj andel dagpleje"}
MET, NOT_MET, IMPOSSIBLE = ("Med", "success"), ("Ikke med", "warning"), ("Ikke mulig", "neutral")


@dataclass(frozen=True)
class Line:
    """One applicant: on the line from 0 to 100 points, and in the table of the same facts."""

    key: str
    application: str
    name: str
    region: str
    population: str
    daycare: str
    low: float
    high: float
    uncertainty: float
    is_chosen: bool
    is_in_band: bool
    merit: str
    calibrated: str
    near_best: str
    steady: str
    missing: str

    @property
    def middle(self) -> float:
        """Where the mark stands: the merit, or the middle of its range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Wish:
    """One consideration on the board: what it asks for, and whether the chosen set has it."""

    title: str
    text: str
    word: str
    kind: str


@dataclass(frozen=True)
class Compared:
    """A calculated composition beside the chosen one: who is in it, and the difference in words."""

    title: str
    text: str
    names: str
    joins: str
    leaves: str
    ties: str = ""


def lines(considered: Considered, grounds: Grounds) -> list[Line]:
    """The applicants, the highest merit first; those with the same by name."""
    found = grounds.analysis
    standings = {one.application_id: one for one in considered.standings}
    chosen, band = set(considered.chosen), set(found["band"])
    drawn = []
    for key, application in grounds.applications.items():
        one, merit = standings[application], found["merit"][key]
        low, high = (merit["low"], merit["high"]) if isinstance(merit, dict) else (merit, merit)
        drawn.append(
            Line(
                key,
                str(application),
                one.name,
                one.region,
                *_facts(one.population, one.daycare_share),
                low,
                high,
                found["uncertainty"][key],
                key in chosen,
                key in band,
                explaining.merit_words(merit),
                explaining.merit_words(found["calibrated"][key]) if found["calibrated"] else "",
                _near_best(found, key),
                _steady(found, key),
                _missing(found, key),
            )
        )
    return sorted(drawn, key=lambda line: (-line.low, -line.high, line.name))


# Forty numbers that do not change from one look to the next
@lru_cache(maxsize=500)
def _facts(population: int, share: Decimal | None) -> tuple[str, str]:
    """The inhabitants and the share in family day care, in words."""
    return localize(population), "Ukendt" if share is None else f"{floatformat(share * 100)} %"


def band(grounds: Grounds) -> tuple[float, float] | None:
    """From where to where on the line the cut lies: the merits of those that are near-tied about it."""
    merits = [explaining.lowest(grounds.analysis["merit"][key]) for key in grounds.analysis["band"]]
    return (min(merits), max(merits)) if merits else None


def _near_best(found: dict[str, Any], key: str) -> str:
    near = found["near_best"]
    return next((word for part, word in NEAR_BEST.items() if key in near[part]), "") if near else ""


def _steady(found: dict[str, Any], key: str) -> str:
    stress = found["stress"]
    return f"{stress['in'][key]} af {len(stress['scenarios'])}" if stress else ""


def _missing(found: dict[str, Any], key: str) -> str:
    missing = found["missing"]
    if missing is None or missing.get(key) is None:
        return "–"
    return _one_decimal(missing[key])


@lru_cache(maxsize=500)
def _one_decimal(points: float) -> str:
    return floatformat(points, 1)


def board(considered: Considered, grounds: Grounds) -> list[Wish]:
    """The considerations that the round looks at, and how the chosen set stands."""
    meets = grounds.board(considered.chosen).meets
    feasible = grounds.analysis["feasible"]
    texts = _texts(considered)
    return [
        Wish(TITLES[name], texts[name], *(IMPOSSIBLE if not feasible[name] else MET if meets[name] else NOT_MET))
        for name in TITLES
        if name in feasible
    ]


def _texts(considered: Considered) -> dict[str, str]:
    round_ = considered.round
    share = floatformat((round_.family_daycare_from or 0) * 100)
    return {
        "size": f"Mindst én med under {localize(round_.small_below)} indbyggere og én med mindst "
        f"{localize(round_.larger_from)}.",
        "regions": f"Mindst {round_.regions_at_least} forskellige regioner.",
        "dagpleje": f"Mindst én, hvor {share} % eller flere af børnene går i dagpleje.",
    }


def compared(considered: Considered, grounds: Grounds) -> list[Compared]:
    """What is calculated, beside the chosen set: the strongest reviews, and the same with all considerations."""
    found, own = grounds.analysis, grounds.board(considered.chosen)
    pairs = [("Alene efter bedømmelserne", found["best_on_merit"], own.to_best_on_merit)]
    if found["feasible"]:
        pairs.append(("Med alle hensyn, der er mulige", found["best_balanced"], own.to_best_balanced))
    return [_compared(grounds, title, best, difference) for title, best, difference in pairs]


def _compared(grounds: Grounds, title: str, best: dict[str, Any], difference: Difference) -> Compared:
    number = len(best["sets"])
    ties = ""
    if number > 1:
        more = "flere end " if best["more"] else ""
        ties = f"{more}{number} sammensætninger står lige. Her vises den, der ligner jeres valg mest."
    return Compared(
        title,
        _difference(difference),
        listed([explaining.with_merit(grounds, key) for key in difference.nearest]) if difference.nearest else "Ingen",
        listed([grounds.names[key] for key in difference.only_calculated]) if difference.only_calculated else "",
        listed([grounds.names[key] for key in difference.only_chosen]) if difference.only_chosen else "",
        ties[:1].upper() + ties[1:],
    )


def _difference(difference: Difference) -> str:
    if difference.per_place is None:
        return "I har ikke valgt lige så mange endnu, så der er ikke noget at sammenligne."
    if not difference.only_calculated:
        return "Det er de samme, som I har valgt."
    if abs(difference.per_place) < 0.05:
        return "Jeres valg har den samme samlede vurdering."
    word = "lavere" if difference.per_place > 0 else "højere"
    return f"Jeres valg er {explaining.points(abs(difference.per_place))} {word} pr. plads."


def near_best(grounds: Grounds) -> str:
    """How many other compositions are nearly as good, in a sentence."""
    near = grounds.analysis["near_best"]
    if not near:
        return ""
    more = "flere end " if near["more"] else ""
    number = localize(near["count"])
    word = "sammensætning" if near["count"] == 1 and not more else "sammensætninger"
    core = [grounds.names[key] for key in near["core"]]
    always = f" {listed(core)} er med i dem alle." if core else " Ingen er med i dem alle."
    sentence = f"{more}{number} {word} er næsten lige så stærke og har alle mulige hensyn med.{always}"
    return sentence[:1].upper() + sentence[1:]


def scenarios(grounds: Grounds) -> list[str]:
    """What the stress test tries, each in words."""
    stress = grounds.analysis["stress"]
    if not stress:
        return []
    return [_scenario(name, grounds.names) for name in stress["scenarios"]]


def _scenario(name: str, names: dict[str, str]) -> str:
    kind, _, what = name.partition(":")
    words = {
        "base": "Som den er",
        "without": f"Uden bedømmelserne fra {names.get(what, what)}",
        "double": f"Kriteriet »{names.get(CRITERION + what, what)}« tæller dobbelt",
        "drop": f"Uden kriteriet »{names.get(CRITERION + what, what)}«",
        "calibrated": "Justeret for strenge og milde bedømmere",
        "thresholds": f"Grænserne {what.strip('+-')} % {'lavere' if '-' in what else 'højere'}",
    }
    return words[kind]


def frozen(snapshot: Snapshot) -> dict[str, Any]:
    """A kept calculation for its page: who was chosen, the merits then, and whether it still comes to the same."""
    then, now = json.loads(snapshot.output), json.loads(calculated(snapshot.input))
    names = snapshot.names
    rows = [
        [
            names[key],
            explaining.merit_words(then["merit"][key]),
            "Ja" if key in snapshot.chosen else "Nej",
            "Ja" if key in then["band"] else "Nej",
            _near_best(then, key),
            _steady(then, key),
        ]
        for key in sorted(then["merit"], key=lambda key: (-explaining.lowest(then["merit"][key]), names[key]))
    ]
    return {"rows": rows, "comes_to_the_same": then == now, "is_same_code": snapshot.code_version == code_version()}
