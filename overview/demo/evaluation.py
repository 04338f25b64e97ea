"""The demo's surveys with their answers, and the evaluator's calendar."""

from datetime import date, timedelta
from typing import Any

from engagements.courses.models import Engagement
from engagements.evaluation import actions
from engagements.evaluation.actions.waves import link_of
from engagements.evaluation.models import SurveyWave, WaveKind
from engagements.evaluation.suggestions import Recipient
from overview.demo import clock
from overview.demo.people import People
from overview.demo.texts import read
from praksis.cases.actors import Actor


def survey(engagement: Engagement, key: str, by: Actor) -> None:
    """Send the surveys of one course out, and answer them, each in its own time; while the course can be written in."""
    for text in read("evaluation")["surveys"]:
        if text["course"] == key:
            first = _first_day(text, engagement)
            with clock.at(clock.moment(first, "09:30")):
                wave = actions.send_survey(
                    engagement,
                    kind=WaveKind(text["kind"]),
                    opens_on=first,
                    closes_on=first + timedelta(days=text["days"] - 1),
                    recipients=[Recipient(**each) for each in text["recipients"]],
                    by=by,
                )
            _answer(wave, text, first)


def _first_day(text: dict[str, Any], engagement: Engagement) -> date:
    if "days_ago" in text:
        return clock.days_ago(text["days_ago"])
    if "days_before_end" in text:
        return engagement.ends_on - timedelta(days=text["days_before_end"])
    return engagement.starts_on + timedelta(days=text["days_after_start"])


def _answer(wave: SurveyWave, text: dict[str, Any], first: date) -> None:
    moment = clock.moment(first + timedelta(days=2), "14:10")
    with clock.at(moment):
        for each in text["answers"]:
            invitation = wave.invitations.get(email=text["recipients"][each["person"]]["email"])
            said = {"scores": each["scores"], "texts": each["texts"]}
            actions.answer(link_of(invitation), **said, received_at=moment)


def run(courses: dict[str, Engagement], people: People) -> None:
    """Write the evaluator's calendar; `courses` holds the running ones by their key."""
    by = Actor.of(people.with_role("evaluator"))
    # Worked out as of today, before the clock is moved
    texts = [(clock.days_ago(-text["days_from_today"]), text) for text in read("evaluation")["collections"]]
    with clock.at(clock.moment(clock.days_ago(85), "10:00")):
        for first, text in texts:
            actions.add_collection(
                **{name: text[name] for name in ("title", "asked", "of_whom")},
                starts_on=first,
                ends_on=first + timedelta(days=text["days"] - 1),
                for_all=not text["courses"],
                courses=[courses[key] for key in text["courses"]],
                by=by,
            )
