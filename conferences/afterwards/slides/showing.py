"""When participants may fetch the slides of an event: once it is over, unless a manager decided otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from conferences.afterwards.slides.models import Slides, SlidesRelease
from conferences.programme.models import Event, Talk, Workshop


@dataclass(frozen=True)
class SessionSlides:
    """A talk or workshop, with its slides in the order in which they came."""

    kind: str
    session: Talk | Workshop
    slides: list[Slides]


def are_shown(event: Event, release: SlidesRelease | None, at: datetime) -> bool:
    """Whether the participants may fetch them at that moment."""
    return release.is_shown if release else at > event.ends_on_the_day_at


def by_session(sessions: Iterable[Talk | Workshop], slides: Iterable[Slides]) -> list[SessionSlides]:
    """The sessions in the order of the day, each with its slides."""
    of: dict = {}
    for one in slides:
        of.setdefault(one.talk_id or one.workshop_id, []).append(one)
    in_order = sorted(sessions, key=lambda one: (one.starts_at, one.room, one.title, str(one.pk)))
    return [
        SessionSlides("workshop" if isinstance(one, Workshop) else "oplaeg", one, of.get(one.pk, []))
        for one in in_order
    ]
