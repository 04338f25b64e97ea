"""What the demo's consultants are good at, how many hours they have, and what they are pencilled in for."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from applications.rounds.models import ProgrammeKind, Round
from engagements.courses import promised
from overview.demo import clock
from overview.demo.people import People
from overview.demo.texts import read
from praksis.accounts.models import Role
from praksis.cases.actors import Actor
from praksis.staffing import actions
from praksis.staffing.models import Competence, Reason


def run(people: People) -> None:
    """Say it all as a manager, some weeks ago."""
    rows, staff = read("staffing"), read("staff")["staff"]
    manager = Actor.of(people.with_role(Role.MANAGER))
    with clock.at(clock.moment(clock.days_ago(25), "09:00")):
        own = {name: actions.add_competence(name, by=manager) for name in rows["competences"]}
        known = {**{one.key: one for one in Competence.objects.exclude(key="")}, **own}
        for row in staff:
            if "hours_per_month" in row:
                consultant = people.staff[row["key"]]
                has = [known[key] for key in [*row["competences"], *rows["has"].get(row["key"], [])]]
                actions.choose_competences(consultant, has, by=Actor.of(consultant))
                actions.set_usual(consultant, Decimal(row["hours_per_month"]), by=manager)
    for row in rows["months"]:
        actions.set_months(
            people.staff[row["who"]],
            first_month=clock.first_of_month(row["from"]),
            last_month=clock.first_of_month(row["to"]),
            hours=Decimal(row["hours"]),
            reason=Reason(row["reason"]),
            by=manager,
        )
    _pencil_in(rows["promises"], people, by=manager)


def _pencil_in(rows: list[dict], people: People, *, by: Actor) -> None:
    """For the one-year rounds whose courses are still to come, the first in front."""
    coming = {one.case: one for one in promised.expected()}
    rounds = Round.objects.filter(programme__kind=ProgrammeKind.ONE_YEAR, case__in=coming).order_by("period_from")
    for row, round_ in ((row, rounds[row["round"]]) for row in rows):
        one = coming[round_.case_id]
        actions.make_promise(
            people.staff[row["who"]],
            case=round_.case,
            what=one.what,
            first_month=one.first,
            last_month=one.last,
            hours_per_month=one.hours_per_month,
            expires_on=timezone.localdate() + timedelta(days=row["expires_in_days"]),
            note=row["note"],
            by=by,
        )
