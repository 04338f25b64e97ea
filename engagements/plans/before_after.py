"""Two states of a self-assessment beside each other: by themselves the first version with steps, and how it is now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engagements.plans import ratings
from engagements.plans.models import PlanVersion
from engagements.plans.radar import Series, Sheet, sheet
from engagements.plans.ratings import Rated, Standings
from praksis.themes import Theme

# Stands in the address in place of a version's number
NOW = "nu"
NOW_IN_WORDS = "Som den er nu"


@dataclass(frozen=True)
class State:
    """The self-assessment at one time."""

    number: str
    name: str
    standings: Standings


@dataclass(frozen=True)
class Line:
    """One theme in the table: its mean before and after, with the numbers behind, and what happened."""

    theme: str
    before: str
    before_behind: str
    after: str
    after_behind: str
    change: str


@dataclass(frozen=True)
class Comparison:
    """What is compared, and what can be chosen instead. `before` is None as long as only one state has steps."""

    before: State | None
    after: State
    states: Sequence[State]

    @property
    def before_word(self) -> str:
        return "Før"

    @property
    def after_word(self) -> str:
        """ "Nu", or "Efter" where an earlier version was chosen."""
        return "Nu" if self.after.number == NOW else "Efter"

    @property
    def sheet(self) -> Sheet:
        """The radar."""
        series = [Series("before", self.before_word, self.before.name, _means(self.before))] if self.before else []
        return sheet([*series, Series("after", self.after_word, self.after.name, _means(self.after))])

    @property
    def lines(self) -> list[Line]:
        """The same as a table."""
        return [self._line(theme) for theme in Theme]

    @property
    def unrated(self) -> list[str]:
        """The themes that have no step in the later state."""
        return [theme.label for theme in Theme if self.after.standings[theme].mean is None]

    def _line(self, theme: Theme) -> Line:
        after = self.after.standings[theme]
        if self.before is None:
            return Line(theme.label, "", "", after.in_words, after.behind, "")
        before = self.before.standings[theme]
        changed = ratings.change(before.mean, after.mean)
        return Line(theme.label, before.in_words, before.behind, after.in_words, after.behind, changed)


def compared(
    versions: Iterable[PlanVersion], now: Iterable[Rated], *, before: str | None = None, after: str | None = None
) -> Comparison | None:
    """The states that are asked for (numbers of versions, or NOW), or those of the beginning; None without any step."""
    states = [State(str(each.number), str(each), ratings.standings(ratings.of_version(each.rows))) for each in versions]
    states.append(State(NOW, NOW_IN_WORDS, ratings.standings(now)))
    rated = {state.number: state for state in states if ratings.is_rated(state.standings)}
    if not rated:
        return None
    last = rated.get(after or NOW) or list(rated.values())[-1]
    first = rated.get(before or "") or next((state for state in rated.values() if state != last), None)
    return Comparison(first, last, list(rated.values()))


def _means(state: State) -> dict[Theme, Decimal | None]:
    return {theme: standing.mean for theme, standing in state.standings.items()}
