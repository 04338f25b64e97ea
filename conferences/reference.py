"""Events carried in the wing's own files (docs/data.md): the conference of 30 November 2017, and the demo's."""

import json
from datetime import date, datetime, time
from pathlib import Path

from conferences.programme import actions
from conferences.programme.models import Event
from praksis.cases.actors import SYSTEM, Actor

DATA = Path(__file__).parent / "data"


def load() -> None:
    """The conference at Nyborg Strand, published. What is there already is left as it is."""
    facts = read("nyborg_2017")
    record(facts, held_on=date.fromisoformat(facts["held_on"]), by=SYSTEM)


def read(name: str) -> dict:
    """The facts of one event: "nyborg_2017", "coming_conference" or "coming_theme_day"."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def record(facts: dict, *, held_on: date, by: Actor, **dates: date | datetime) -> Event:
    """Create and publish the event of a file on the given day, or find it again by its address.

    `dates` are those for registration, as `actions.create` takes them.
    """
    event = Event.objects.filter(slug=facts["slug"]).first()
    if event:
        return event
    event = actions.create(
        kind=facts["kind"],
        slug=facts["slug"],
        title=facts["title"],
        theme=facts["theme"],
        description=facts["summary"],
        remark=facts["invented_note"],
        held_on=held_on,
        starts_at=time.fromisoformat(facts["starts_at"]),
        ends_at=time.fromisoformat(facts["ends_at"]),
        place=facts["place"],
        town=facts["town"],
        capacity=facts["seats"],
        by=by,
        **dates,
    )
    actions.set_programme(event, facts["programme"], by=by)
    actions.publish(event, by=by)
    return event
