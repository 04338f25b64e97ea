"""The four themes of the work, and what they gather around: the figure of the agency's presentation of 2017."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models

FILE = Path(__file__).resolve().parent / "data" / "themes.csv"


class Theme(models.TextChoices):
    LEARNING_ENVIRONMENTS = "learning_environments", "Organisering af læringsmiljøer"
    PARENTAL_COOPERATION = "parental_cooperation", "Forældresamarbejde"
    PROFESSIONAL_LEADERSHIP = "professional_leadership", "Faglig ledelse"
    INTERDISCIPLINARY_COOPERATION = "interdisciplinary_cooperation", "Tværfagligt samarbejde"


def as_text(keys: Iterable[str]) -> str:
    """Themes as one text in which each can be looked for (`in_text`), empty where there are none: " a  b "."""
    return "".join(in_text(key) for key in keys)


def in_text(key: str) -> str:
    """A theme as it stands in such a text: no other's key has it as a part."""
    return f" {key} "


CENTRE = "Pædagogisk arbejde med børn i udsatte positioner"


@dataclass(frozen=True)
class Field:
    """One field of the figure: a theme, or (`place` is "centre") what the themes gather around."""

    key: str
    label: str
    place: str
    text: str


@cache
def figure() -> tuple[Field, ...]:
    """The fields of the figure in their order, the centre last."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(Field(row["key"], row["label"], row["place"], row["text"]) for row in csv.DictReader(lines))
