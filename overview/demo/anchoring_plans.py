"""The demo's anchoring plans, and what became of one of them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.plans import actions as plans
from engagements.plans import follow_up
from engagements.plans.anchoring_people import Known, known
from engagements.plans.models import AnchoringAction, AnchoringFollowUp, Plan, PlanKind
from overview.demo import clock
from overview.demo.rounds import find
from praksis.cases.actors import Actor
from praksis.mail import reminders

# By their order in the framework of one-year courses
SECOND, THIRD = 130, 230


def write(engagement: Engagement, text: dict[str, Any], by: Actor) -> Plan:
    """Write the anchoring plan's actions, now."""
    people = known(engagement)
    for row in text["actions"]:
        place = engagement.institutions.get(institution=find(row["institution"])) if row["institution"] else None
        owner = people.get(row["owner_name"], Known(row["owner_name"], row.get("owner_title", ""), ""))
        action = AnchoringAction(
            institution=place,
            owner_name=owner.name,
            owner_title=owner.title,
            owner_email=owner.email,
            due_on=timezone.localdate() + timedelta(weeks=row["due_in_weeks"]),
            **{name: row[name] for name in ("what", "how", "theme")},
        )
        plans.add_row(engagement, action, by=by)
    return engagement.plans.get(kind=PlanKind.ANCHORING)


def keep(plan: Plan, by: Actor) -> None:
    """Keep what the second and the third steering group saw of it."""
    for order in (SECOND, THIRD):
        step = plan.engagement.steps.get(order=order)
        plans.save_version(plan, name=step.text, step=step, by=by)


def follow(engagement: Engagement, text: dict[str, Any]) -> None:
    """Let it be asked half a year after the close, and answered some days later."""
    engagement.refresh_from_db()
    day = follow_up.months_after(timezone.localdate(engagement.closed_at), 6)
    while not follow_up.is_asking_day(day):
        day += timedelta(days=1)
    with clock.at(clock.moment(day, "07:00")):
        reminders.send_due()
    asked = AnchoringFollowUp.objects.get(plan__engagement=engagement)
    link = plans.open_links(asked).get()
    answered_at = clock.moment(day + timedelta(days=3), "13:30")
    by_text = {action.what: action.pk for action in asked.plan.anchoringactions.all()}
    said = [plans.Said(by_text[row["what"]], row["fate"], row["line"]) for row in text["actions"]]
    with clock.at(answered_at):
        plans.answer(link, said, name=asked.name, received_at=answered_at)
