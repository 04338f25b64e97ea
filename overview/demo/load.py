"""Everything of the demo, in order. Made by calling the actions; all of it or nothing."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from applications.rounds.models import Programme, ProgrammeKind
from conferences import reference as conferences
from overview.demo import (
    casework,
    clock,
    courses,
    earlier,
    guests,
    held_event,
    interventions,
    knowledge,
    minis,
    people,
    requests,
    rounds,
    speakers,
    staffing,
)
from overview.demo.texts import read
from praksis.accounts.models import Role
from praksis.cases.actors import Actor
from praksis.reference import load_all, load_fictional_institutions

EVENTS = ("coming_conference", "coming_theme_day")


@transaction.atomic
def load() -> people.People:
    """Load the reference data and the demo. The programmes run on, so that something is always open."""
    load_all()
    load_fictional_institutions()
    Programme.objects.update(ends_on=None)
    Programme.objects.filter(kind=ProgrammeKind.MINI).update(last_deadline_on=None)
    minis.prepare()
    with clock.at(clock.moment(clock.days_ago(700))):
        everybody = people.hire()
    before, *others = read("rounds")["rounds"]
    earlier.run(everybody)
    courses.run(before, everybody)
    interventions.run()
    rounds.run(others, everybody)
    minis.run(everybody)
    casework.run(everybody)
    requests.run(everybody)
    knowledge.run(everybody)
    staffing.run(everybody)
    for name in EVENTS:
        facts = conferences.read(name)
        today = timezone.localdate()
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=facts["weeks_from_now"])
        held_on = monday + timedelta(days=facts["weekday"])
        dates = {
            "registration_opens_at": clock.moment(clock.days_ago(14), "09:00"),
            "registration_closes_at": clock.moment(held_on - timedelta(days=5), "12:00"),
            "held_until": held_on - timedelta(weeks=1),
        }
        with clock.at(clock.moment(clock.days_ago(30))):
            event = conferences.record(facts, held_on=held_on, by=Actor.of(everybody.with_role(Role.MANAGER)), **dates)
        guests.run(event, name, everybody)
        speakers.run(event, name, everybody)
    held_event.run(everybody)
    held_event.run_today(everybody)
    speakers.slides_of_the_past(everybody)
    people.set_passwords(everybody)
    clock.post()
    return everybody
