"""The change models of the demo's courses: written week by week, with the version that a steering group saw."""

from datetime import date, timedelta
from typing import Any

from engagements.courses.models import Engagement
from engagements.plans import actions as plans
from engagements.plans.models import Chain
from overview.demo import clock
from overview.demo.rounds import find
from praksis.cases.actors import Actor


def write(engagement: Engagement, text: dict[str, Any], begins: date, by: Actor) -> None:
    """Write the chains in their weeks, keep the versions, and change what was changed afterwards."""
    model = text.get("change_model")
    if not model:
        return
    happened = [
        *((row["week"], _add(engagement, row, by)) for row in model["chains"]),
        *((row["week"], _keep(engagement, row, by)) for row in model["versions"]),
        *((row["week"], _change(engagement, row, model["chains"], by)) for row in model["changes"]),
    ]
    for week, happen in sorted(happened, key=lambda pair: pair[0]):
        day = min(begins + timedelta(weeks=week, days=3), clock.days_ago(2))
        with clock.at(clock.moment(day, "14:00")):
            happen()


def _add(engagement, row, by):
    written = {name: row[name] for name in Chain.WRITTEN}
    institution = engagement.institutions.get(institution=find(row["part"])) if row["part"] else None
    return lambda: plans.add_row(engagement, Chain(institution=institution, **written), by=by)


def _keep(engagement, row, by):
    def keep():
        step = engagement.steps.get(order=row["order"])
        plans.save_version(engagement.plans.get(kind=Chain.KIND), name=step.text, step=step, by=by)

    return keep


def _change(engagement, row, chains, by):
    def change():
        chain = Chain.objects.get(plan__engagement=engagement, challenge=chains[row["chain"]]["challenge"])
        values = {name: row[name] for name in Chain.WRITTEN if name in row}
        plans.write_row(chain, revision=chain.revision, by=by, **values)

    return change
