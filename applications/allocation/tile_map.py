"""The tile map: a square for each of the 98 municipalities, roughly where it lies, with what it takes part in. Pure.

Every state is a letter in the square as well as a colour, a pattern or an edge, so that nobody needs the colour.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from praksis.reference import DATA, read

SIDE = 40  # of a square with the gap around it
GAP = 2
COLUMNS = ["Kommune", "Region", "På kortet"]
# Where the regions' names stand, in squares from the left and from the top: there is sea.
REGION_NAMES = [
    ("Nordjylland", 6.3, 1.65),
    ("Midtjylland", 7.2, 3.65),
    ("Hovedstaden", 13, 0.6),
    ("Sjælland", 11.3, 11.4),
    ("Syddanmark", 0.1, 11.4),
]


class State(StrEnum):
    """What can be told of a municipality. A square can have several; who is chosen has applied, so that is not told."""

    EARLIER = "earlier"
    MINI = "mini"
    APPLIED = "applied"
    CHOSEN = "chosen"


LETTERS = {State.EARLIER: "E", State.MINI: "M", State.APPLIED: "S", State.CHOSEN: "V"}
WORDS = {
    State.EARLIER: "Etårigt forløb",
    State.MINI: "Miniforløb",
    State.APPLIED: "Søger nu",
    State.CHOSEN: "Valgt nu",
}


@dataclass(frozen=True)
class Tile:
    """A municipality's square: counted from the top left corner, with a name of three letters."""

    code: str
    name: str
    region: str
    row: int
    column: int
    short: str


@cache  # as long as the process runs: the country does not move
def tiles() -> dict[str, Tile]:
    """The 98 squares by the municipality's code, in the order of its name."""
    municipalities = {row["code"]: row for row in read(DATA / "municipalities.csv")}
    found = [
        Tile(
            row["code"],
            municipalities[row["code"]]["name"],
            municipalities[row["code"]]["region"],
            int(row["row"]),
            int(row["column"]),
            row["short"],
        )
        for row in read(DATA / "municipality_tiles.csv")
    ]
    return {tile.code: tile for tile in sorted(found, key=lambda tile: _alphabetical(tile.name))}


def told(states: Iterable[str]) -> tuple[State, ...]:
    """The states that are drawn, in their order. Raises ValueError for one that is none of them."""
    given = {State(state) for state in states}
    if State.CHOSEN in given:
        given.discard(State.APPLIED)
    return tuple(state for state in State if state in given)


def rows(states: Mapping[str, Iterable[str]], notes: Mapping[str, str]) -> list[list[str]]:
    """The facts of the map as a table's rows: [municipality, region, what the map says], and the note where one is."""
    found = []
    for code, tile in tiles().items():
        words = [WORDS[state] for state in told(states.get(code, ()))]
        if words or code in notes:
            row = [tile.name, tile.region, ", ".join(words) or "–"]
            found.append([*row, notes.get(code, "")] if notes else row)
    return found


def drawing(states: Mapping[str, Iterable[str]], *, key: str) -> SafeString:
    """The map as SVG, its signs explained beneath. `key` sets its ids apart from those of another map on the page."""
    told_of = {code: told(states.get(code, ())) for code in tiles()}
    used = [state for state in State if any(state in each for each in told_of.values())]
    return format_html(
        '<svg class="tile-map" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg" focusable="false">{}{}{}{}</svg>'
        '<ul class="tile-map__signs">{}</ul>',
        SIDE * 18,
        SIDE * 13,
        _hatch(key),
        format_html_join("", "{}", ([_square(key, tile, told_of[code])] for code, tile in tiles().items())),
        _borders(),
        _region_names(),
        format_html_join("", "{}", ([_sign(key, state)] for state in used)),
    )


def _hatch(key: str) -> SafeString:
    return format_html(
        '<defs><pattern id="{}-hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="tile-map__stripe" width="3" height="8"/></pattern></defs>',
        key,
    )


# Few municipalities have changed since the map was last drawn.
@lru_cache(maxsize=2000)
def _square(key: str, tile: Tile, states: tuple[State, ...]) -> SafeString:
    words = ", ".join(WORDS[state].lower() for state in states)
    return format_html(
        '<g class="{}"><title>{}</title>{}<text class="tile-map__short" x="{}" y="{}">{}</text></g>',
        " ".join(["tile-map__tile", *(f"tile-map__tile--{state}" for state in states)]),
        f"{tile.name}: {words}" if words else tile.name,
        _marks(key, states, tile.column * SIDE, tile.row * SIDE),
        tile.column * SIDE + SIDE / 2,
        tile.row * SIDE + (33 if states else 24),
        tile.short,
    )


def _marks(key: str, states: tuple[State, ...], x: int, y: int) -> SafeString:
    """The square itself, its hatching, its edge, and its letters."""
    at, inner = _corner(x, y, GAP), _corner(x, y, 2 * GAP)
    drawn = [format_html('<rect class="tile-map__ground" {}/>', at)]
    if State.MINI in states:
        drawn.append(format_html('<rect fill="url(#{}-hatch)" {}/>', key, at))
    if {State.APPLIED, State.CHOSEN} & set(states):
        drawn.append(format_html('<rect class="tile-map__edge" {}/>', inner))
    if states:
        letters = "".join(LETTERS[state] for state in states)
        text = '<text class="tile-map__letters tile-map__letters--{}" x="{}" y="{}">{}</text>'
        drawn.append(format_html(text, len(letters), x + SIDE / 2, y + 22, letters))
    return format_html("{}" * len(drawn), *drawn)


def _corner(x: int, y: int, gap: int) -> SafeString:
    """Where a rectangle stands that keeps the gap to the square's edge."""
    side = SIDE - 2 * gap
    return format_html('x="{}" y="{}" width="{}" height="{}" rx="5"', x + gap, y + gap, side, side)


@cache
def _borders() -> SafeString:
    """A line wherever squares of two regions lie side by side."""
    regions = {(tile.row, tile.column): tile.region for tile in tiles().values()}
    lines = []
    for (row, column), region in sorted(regions.items()):
        if regions.get((row, column + 1), region) != region:
            lines.append(f"M{(column + 1) * SIDE} {row * SIDE}v{SIDE}")
        if regions.get((row + 1, column), region) != region:
            lines.append(f"M{column * SIDE} {(row + 1) * SIDE}h{SIDE}")
    return format_html('<path class="tile-map__border" d="{}"/>', "".join(lines))


@cache
def _region_names() -> SafeString:
    return format_html_join(
        "",
        '<text class="tile-map__region" x="{}" y="{}">{}</text>',
        ((round(x * SIDE), round(y * SIDE), name) for name, x, y in REGION_NAMES),
    )


@lru_cache(maxsize=50)
def _sign(key: str, state: State) -> SafeString:
    """A square with this state alone, and its words."""
    return format_html(
        '<li><svg class="tile-map__sign" viewBox="0 0 {} {}" focusable="false"><g class="{}">{}</g></svg>{}</li>',
        SIDE,
        SIDE,
        f"tile-map__tile tile-map__tile--{state}",
        _marks(key, (state,), 0, 0),
        WORDS[state],
    )


def _alphabetical(name: str) -> str:
    """What sorts as Danish names do: æ, ø and å last, aa as å."""
    return name.lower().replace("aa", "å").translate(str.maketrans("æøå", "{|}"))
