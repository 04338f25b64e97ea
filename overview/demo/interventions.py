"""What the demo's running courses try between their meetings, by the working groups' links and by their consultants."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from engagements.courses.models import Engagement, GroupMember
from engagements.plans import actions as plans
from engagements.plans.models import GroupLink, Intervention, Trial
from overview.demo import clock
from overview.demo.people import municipality
from overview.demo.rounds import find
from overview.demo.texts import read
from praksis.cases.actors import Actor


def run() -> None:
    """Send the links, then write each intervention on the days on which it was written."""
    for text in read("interventions")["courses"]:
        party = municipality(text["municipality"]).organisation
        engagement = Engagement.objects.get(party=party, status="running", programme__kind="one_year")
        by = Actor.of(engagement.team[0])
        for row in text["links"]:
            send(engagement, row, by)
        for row in text["interventions"]:
            tell(engagement, row, by)
        if said := text.get("discussion"):
            with clock.at(clock.moment(clock.days_ago(said["days_ago"]), "14:00")):
                plans.write_input(engagement, revision=0, discussion=said["text"], by=by)


def send(engagement: Engagement, row: dict[str, Any], by: Actor) -> None:
    """Send a member of a working group a link, and let some of them take it up."""
    member = GroupMember.objects.exclude(group__kind="steering_group").get(
        group__engagement=engagement, email=row["member"]
    )
    with clock.at(clock.moment(clock.days_ago(row["days_ago"]), "15:00")):
        sent = plans.send_link(member, by=by)
        if row["taken_up"]:
            plans.take_up_link(sent, name=member.name, received_at=timezone.now())


def tell(engagement: Engagement, row: dict[str, Any], by: Actor) -> None:
    """Begin an intervention and write its rounds: by the group's link where somebody has taken it up."""
    group = engagement.groups.get(name=row["group"]) if row["group"] else None
    sent = GroupLink.objects.filter(member__group=group, last_used_at__isnull=False).select_related("link").first()

    def write(what: Callable[[Actor], Any]) -> Any:
        return plans.write_by_link(sent, what, received_at=timezone.now()) if sent else what(by)

    intervention: Intervention | None = None
    for lines in row["rounds"]:
        (days_ago, _, agreed), *others = lines
        with clock.at(clock.moment(clock.days_ago(days_ago), "12:40")):
            if intervention is None:
                intervention = write(partial(begin, engagement, row, group, agreed))
            else:
                write(partial(_next_round, intervention, agreed))
        trial = intervention.rounds.last()
        for days_ago, name, text in others:
            with clock.at(clock.moment(clock.days_ago(days_ago), "12:45")):
                write(partial(_say, trial, **{name: text}))
    if row.get("outcome"):
        with clock.at(clock.moment(clock.days_ago(row["ended_days_ago"]), "13:10")):
            over = {"outcome": row["outcome"], "why": row["why"]}
            plans.write_row(intervention, revision=intervention.revision, by=by, **over)


def begin(engagement: Engagement, row: dict[str, Any], group, agreed: str, by: Actor) -> Intervention:
    """The intervention with its first round."""
    institution = engagement.institutions.get(institution=find(row["institution"])) if row["institution"] else None
    facts = {"title": row["title"], "theme": row["theme"], "group_id": group and group.pk}
    return plans.begin_intervention(
        engagement, key=uuid.uuid4(), institution=institution, agreed=agreed, **facts, by=by
    )


def _next_round(intervention: Intervention, agreed: str, by: Actor) -> Trial:
    return plans.begin_round(intervention, key=uuid.uuid4(), agreed=agreed, by=by)


def _say(trial: Trial, by: Actor, **said: str) -> None:
    plans.write_row(trial, revision=trial.revision, by=by, **said)
