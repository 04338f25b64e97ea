"""What the demo's courses have learned, and the library that is made of it."""

import uuid
from typing import Any

from engagements.courses.models import Engagement
from engagements.knowledge import actions as knowledge
from engagements.knowledge.models import Article, LearningNote
from overview.demo import clock
from overview.demo.people import People
from overview.demo.texts import read
from praksis.accounts.models import Role
from praksis.cases.actors import Actor


def run(people: People) -> None:
    """Let the courses write their notes, and the knowledge consultant read them and write the articles."""
    texts = read("knowledge")
    by = Actor.of(people.with_role(Role.KNOWLEDGE_CONSULTANT))
    notes = {text["key"]: write(text, people) for text in texts["notes"]}
    for text in texts["articles"]:
        with clock.at(clock.moment(clock.days_ago(text["days_ago"]), "10:20")):
            article(text, notes, by)
    for key in texts["left_out"]:
        with clock.at(clock.moment(clock.days_ago(2), "10:40")):
            knowledge.leave_out(notes[key], by=by)


def write(text: dict[str, Any], people: People) -> LearningNote:
    """One note, by the course's first consultant or its coordinator."""
    engagement = Engagement.objects.get(party__name=text["course"])
    author = engagement.team[0] if text["by"] == "consultant" else people.applicants[engagement.contact["email"]]
    facts = {name: text[name] for name in ("themes", "learned", "usable")}
    with clock.at(clock.moment(clock.days_ago(text["days_ago"]), "14:45")):
        return knowledge.note(engagement, key=uuid.uuid4(), **facts, by=Actor.of(author))


def article(text: dict[str, Any], notes: dict[str, LearningNote], by: Actor) -> Article:
    """An article of its notes, with its sources, and published where it is."""
    facts = {name: text[name] for name in ("title", "lead", "body", "themes")}
    made = knowledge.make_article(**facts, notes=[notes[key] for key in text["notes"]], by=by)
    for source in text["sources"]:
        knowledge.add_source(made, **source, by=by)
    if text["state"] == "published":
        knowledge.publish(made, by=by)
    return made
