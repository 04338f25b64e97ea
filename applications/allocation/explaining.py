"""What a choice gives rise to be asked about, in words, and what follows of each consideration. Reads nothing."""

import hashlib
from dataclasses import dataclass

from django.template.defaultfilters import floatformat

from applications.allocation.grounds import Grounds
from applications.allocation.readiness import listed
from applications.allocation.sums.workbench import Explanation as Asked
from applications.allocation.sums.workbench import Kind

# A set as one says what it is to have, and what it has not
WISHES = {
    "size": ("både en lille og en større kommune", "Sammensætningen har ikke både en lille og en større kommune"),
    "regions": ("kommuner fra forskellige dele af landet", "Sammensætningen kommer fra for få dele af landet"),
    "dagpleje": ("en kommune med en høj andel dagpleje", "Sammensætningen har ingen kommune med en høj andel dagpleje"),
}
# So many names stand in a question; a round of a hundred would fill the page
MOST_NAMES = 6


@dataclass(frozen=True)
class Question:
    """Something that a reason is asked for. `key` tells it apart, whatever the numbers are later."""

    key: str
    words: str


def questions(grounds: Grounds, chosen: list[str]) -> list[Question]:
    """What must be explained if these are chosen; many pairs that ask the same are one question."""
    asked = grounds.questions(chosen)
    found = []
    for key in chosen:
        stronger = _passed_over(asked, Kind.WEAKER_FIRST, key)
        if stronger:
            words = (
                f"{with_merit(grounds, key)} er valgt, og {_names(grounds, stronger)} er ikke, "
                "selv om bedømmelsen er tydeligt stærkere."
            )
            found.append(Question(_key("weaker", [key], stronger), words))
    near = [one for one in asked if one.kind is Kind.NEAR_TIE]
    if near:
        ones = sorted({one.chosen for one in near if one.chosen})
        others = sorted({one.passed_over for one in near if one.passed_over})
        words = (
            f"Bedømmelsen skiller ikke klart dem, I har valgt: {_names(grounds, ones)}, "
            f"fra dem, I ikke har valgt: {_names(grounds, others)}."
        )
        found.append(Question(_key("near", ones, others), words))
    for one in asked:
        if one.kind is Kind.NOT_MET and one.consideration:
            words = f"{WISHES[one.consideration][1]}, og det kunne den have haft."
            found.append(Question(f"not_met:{one.consideration}", words))
        if one.kind is Kind.FREE_PLACES:
            number = "Én plads" if one.places == 1 else f"{one.places} pladser"
            found.append(Question(f"free:{one.places}", f"{number} bruges ikke, selv om der er flere ansøgere."))
    return found


def _passed_over(asked: list[Asked], kind: Kind, chosen: str) -> list[str]:
    return sorted(one.passed_over for one in asked if one.kind is kind and one.chosen == chosen and one.passed_over)


def _key(kind: str, *groups: list[str]) -> str:
    """A name for a question about these, of a length that a column holds however many they are."""
    text = ":".join("+".join(group) for group in groups)
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def _names(grounds: Grounds, keys: list[str]) -> str:
    """The strongest first, and how many more there are."""
    ordered = sorted(keys, key=lambda key: (-lowest(grounds.analysis["merit"][key]), grounds.names[key]))
    first = [with_merit(grounds, key) for key in ordered[:MOST_NAMES]]
    more = len(keys) - MOST_NAMES
    return listed([*first, f"{more} til"] if more > 0 else first)


def with_merit(grounds: Grounds, key: str) -> str:
    """An applicant with the merit as a whole number: "Skive Kommune (63)"."""
    return f"{grounds.names[key]} ({merit_words(grounds.analysis['merit'][key])})"


def lowest(merit: float | dict[str, float]) -> float:
    """A merit, or the lowest it can be where a criterion has no score."""
    return merit["low"] if isinstance(merit, dict) else merit


def merit_words(merit: float | dict[str, float]) -> str:
    """A merit as it is shown: a whole number, or two where a criterion has no score."""
    if isinstance(merit, dict):
        return f"{round(merit['low'])}–{round(merit['high'])}"
    return str(round(merit))


def points(number: float) -> str:
    """Points with one decimal, as Danish writes them."""
    return f"{floatformat(number, 1)} point"


def prices(grounds: Grounds) -> list[str]:
    """What each consideration makes of the composition, as a difference: whose place it is, and what that is in points.

    Empty where nothing is chosen between, or where the considerations cannot be met together.
    """
    found = grounds.analysis["prices"]
    if not found:
        return []
    best = set(grounds.analysis["best_on_merit"]["sets"][0])
    sentences = []
    for name, (wish, _) in WISHES.items():
        if name in found:
            sentences.append(_price(wish, found[name]["alone"]))
        elif name in grounds.analysis["feasible"]:
            sentences.append(f"Det er ikke muligt at have {wish} med blandt ansøgerne.")
    if found.get("total"):
        balanced = set(grounds.analysis["best_balanced"]["sets"][0])
        into = [with_merit(grounds, key) for key in sorted(balanced - best)]
        out = [with_merit(grounds, key) for key in sorted(best - balanced)]
        change = f": {listed(into)} i stedet for {listed(out)}" if into and out else ""
        sentences.append(
            f"Skal alle hensyn være med på én gang, er den {points(found['total'])} lavere pr. plads{change}."
        )
    return sentences


def _price(wish: str, alone: float) -> str:
    if not alone:
        return f"Skal sammensætningen have {wish}, ændrer det ikke den samlede vurdering."
    return f"Skal sammensætningen have {wish}, er den samlede vurdering {points(alone)} lavere pr. plads."
