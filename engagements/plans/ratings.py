"""Where each theme of a self-assessment stands, from the steps that its levels were given. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from engagements.plans.models import Assessment, Level
from praksis.themes import Theme

UNRATED = "ikke vurderet"


class Rated(NamedTuple):
    """The step that one theme was given at one level, of all together (no institution) or at one institution."""

    theme: str
    level: str
    institution: str | None
    rating: int


@dataclass(frozen=True)
class Standing:
    """Where a theme stands: each level's step, None where it has none."""

    theme: Theme
    levels: tuple[tuple[Level, Decimal | None], ...]

    @property
    def mean(self) -> Decimal | None:
        """The mean of the levels that have a step, with one decimal; None where none has."""
        return _mean([value for _, value in self.levels if value is not None])

    @property
    def in_words(self) -> str:
        """ "2,5", or that it is not rated."""
        return said(self.mean)

    @property
    def behind(self) -> str:
        """The numbers behind the mean: "Forvaltning 2 · Dagtilbud 3,5 · Praksis ikke vurderet"; none behind none."""
        if self.mean is None:
            return ""
        return " · ".join(f"{level.label} {said(value)}" for level, value in self.levels)


Standings = dict[Theme, Standing]


def standings(rated: Iterable[Rated]) -> Standings:
    """Where each theme stands.

    A level's step is the one that was given for all together; where there is none, the mean of its institutions'.
    """
    given = list(rated)
    return {theme: Standing(theme, tuple((level, _step(given, theme, level)) for level in Level)) for theme in Theme}


def of_rows(rows: Iterable[Assessment]) -> list[Rated]:
    """The steps that stand in these rows."""
    return [
        Rated(row.theme, row.level, str(row.institution_id) if row.institution_id else None, row.rating)
        for row in rows
        if row.rating is not None
    ]


def of_version(rows: Iterable[dict]) -> list[Rated]:
    """The steps that stand in the rows of a version."""
    values = [row["values"] for row in rows]
    return [
        Rated(value["theme"], value["level"], value["institution"], value["rating"])
        for value in values
        if value.get("rating") is not None
    ]


def is_rated(standing: Standings) -> bool:
    """Whether any theme has a step."""
    return any(each.mean is not None for each in standing.values())


def said(value: Decimal | None) -> str:
    """A step or a mean in Danish: "3", "3,5"."""
    if value is None:
        return UNRATED
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def change(before: Decimal | None, after: Decimal | None) -> str:
    """What happened between two means: "1,2 op", "0,5 ned", "uændret", or nothing where one of them is missing."""
    if before is None or after is None:
        return ""
    if before == after:
        return "uændret"
    return f"{said(abs(after - before))} {'op' if after > before else 'ned'}"


def _step(rated: list[Rated], theme: Theme, level: Level) -> Decimal | None:
    here = [each for each in rated if (each.theme, each.level) == (theme, level)]
    together = [each for each in here if each.institution is None]
    return _mean([Decimal(each.rating) for each in together or here])


def _mean(values: list[Decimal]) -> Decimal | None:
    if not values:
        return None
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)
