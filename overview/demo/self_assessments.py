"""The self-assessments of the demo's courses: written over some weeks, with documentation and a version from before."""

from datetime import date, timedelta
from typing import Any

from engagements.courses.models import Engagement
from engagements.plans import actions as plans
from engagements.plans.models import Assessment, Documentation, Level, PlanKind
from overview.demo import clock, files
from overview.demo.rounds import find
from overview.demo.texts import read
from praksis.accounts.models import User
from praksis.cases.actors import Actor
from praksis.themes import Theme

FACTS = ("title", "year", "themes", "levels")


def write(engagement: Engagement, text: dict[str, Any], begins: date, by: Actor) -> None:
    """Write the fields and attach the documentation in their weeks, keep the versions, and change some since."""
    assessment = read("self_assessments")["self_assessments"].get(text["key"])
    if not assessment:
        return
    coordinator = Actor.of(User.objects.get(email=text["persons"]["coordinator"]["email"]))
    for row in assessment["cells"]:
        with clock.at(clock.moment(begins + timedelta(weeks=row["week"], days=1), "13:00")):
            values = {name: row[name] for name in Assessment.WRITTEN}
            _write(engagement, row, by if row["by"] == "consultant" else coordinator, revision=0, **values)
    for row in assessment["documentation"]:
        with clock.at(clock.moment(begins + timedelta(weeks=row["week"], days=2), "10:30")):
            _attach(engagement, row, coordinator)
    for row in assessment["versions"]:
        with clock.at(clock.moment(begins + timedelta(weeks=row["week"], days=2), "15:30")):
            step = engagement.steps.get(order=row["order"])
            plan = engagement.plans.get(kind=PlanKind.SELF_ASSESSMENT)
            plans.save_version(plan, name=step.text, step=step, by=by)
    for row in assessment["changes"]:
        with clock.at(clock.moment(clock.next_working_day(clock.days_ago(row["days_ago"])), "11:15")):
            values = {name: row[name] for name in Assessment.WRITTEN if name in row}
            _write(engagement, row, coordinator, revision=1, **values)


def _write(engagement: Engagement, row: dict[str, Any], by: Actor, *, revision: int, **values: Any) -> None:
    institution = engagement.institutions.get(institution=find(row["part"])) if row["part"] else None
    theme, level = Theme(row["theme"]), Level(row["level"])
    plans.write_assessment(engagement, theme, level, institution, revision=revision, by=by, **values)


def _attach(engagement: Engagement, row: dict[str, Any], by: Actor) -> None:
    documentation = Documentation(**{name: row[name] for name in FACTS}, link=row.get("link", ""))
    if "file" in row:
        plans.attach(engagement, documentation, files.upload(row["file"]), by=by)
    else:
        plans.add_row(engagement, documentation, by=by)
