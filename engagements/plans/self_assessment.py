"""The self-assessment as a page: the four themes with their levels, what is filled in and what is missing. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engagements.courses.models import EngagementInstitution
from engagements.plans.models import Assessment, Documentation, Level
from praksis.themes import Theme, figure

# As they stand in addresses
THEMES = {
    "laeringsmiljoeer": Theme.LEARNING_ENVIRONMENTS,
    "foraeldresamarbejde": Theme.PARENTAL_COOPERATION,
    "faglig-ledelse": Theme.PROFESSIONAL_LEADERSHIP,
    "tvaerfagligt-samarbejde": Theme.INTERDISCIPLINARY_COOPERATION,
}
LEVELS = {"forvaltning": Level.ADMINISTRATION, "dagtilbud": Level.INSTITUTION, "praksis": Level.PRACTICE}
THEME_SLUGS = {theme: slug for slug, theme in THEMES.items()}
LEVEL_SLUGS = {level: slug for slug, level in LEVELS.items()}
# Stands in the address in place of an institution: all of them together
TOGETHER = "samlet"


class Place(NamedTuple):
    """One field to fill in: a theme at a level, of all together or of one institution."""

    theme: Theme
    level: Level
    part: str = TOGETHER

    @property
    def slugs(self) -> tuple[str, str, str]:
        """Its address."""
        return THEME_SLUGS[self.theme], LEVEL_SLUGS[self.level], self.part


@dataclass(frozen=True)
class Own:
    """What one institution has written for itself."""

    name: str
    place: Place
    row: Assessment


@dataclass(frozen=True)
class Cell:
    """A theme at a level: what is written for all together, what institutions wrote, and those that may begin."""

    place: Place
    row: Assessment | None
    own: Sequence[Own]
    without: Sequence[tuple[str, Place]]

    @property
    def label(self) -> str:
        return self.place.level.label

    @property
    def is_begun(self) -> bool:
        return bool(self.row or self.own)


@dataclass(frozen=True)
class Section:
    """A theme: its three levels, and what documents it already."""

    theme: Theme
    text: str
    cells: Sequence[Cell]
    documentation: Sequence[Documentation]

    @property
    def slug(self) -> str:
        return THEME_SLUGS[self.theme]


def sections(
    rows: Iterable[Assessment], documentation: Iterable[Documentation], institutions: Sequence[EngagementInstitution]
) -> list[Section]:
    """The four themes, each with its levels, filled in or not."""
    written = {(row.theme, row.level, row.institution_id): row for row in rows}
    attached = list(documentation)
    texts = {field.key: field.text for field in figure()}
    return [
        Section(
            theme,
            texts[theme],
            [_cell(theme, level, written, institutions) for level in Level],
            [each for each in attached if each.is_about(theme)],
        )
        for theme in Theme
    ]


def cells(found: Iterable[Section]) -> list[Cell]:
    """The fields of all themes, in their order."""
    return [cell for section in found for cell in section.cells]


def places(part: str = TOGETHER) -> list[Place]:
    """What there is to fill in, in the order in which one is led through it; an institution writes of itself only."""
    levels = [level for level in Level if part == TOGETHER or level != Level.ADMINISTRATION]
    return [Place(theme, level, part) for theme in Theme for level in levels]


def after(place: Place) -> Place | None:
    """The next one to fill in, None after the last."""
    through = places(place.part)
    number = through.index(place) + 1
    return through[number] if number < len(through) else None


def _cell(theme: Theme, level: Level, written: dict, institutions: Sequence[EngagementInstitution]) -> Cell:
    own, without = [], []
    for institution in institutions if level != Level.ADMINISTRATION else ():
        place = Place(theme, level, str(institution.order))
        row = written.get((theme, level, institution.pk))
        if row:
            own.append(Own(institution.name, place, row))
        else:
            without.append((institution.name, place))
    return Cell(Place(theme, level), written.get((theme, level, None)), own, without)
