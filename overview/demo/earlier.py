"""The demo's courses that are over: two earlier rounds and a year of minis, to look back at."""

from datetime import datetime, timedelta
from typing import Any

from applications.allocation import actions as allocation
from applications.drafting.models import ApplicantKind
from applications.rounds.models import Round
from engagements.courses import actions as courses
from engagements.courses.models import Engagement
from overview.demo import anchoring_plans, clock, evaluation
from overview.demo.courses import record_mini_round, record_round
from overview.demo.people import People
from overview.demo.rounds import find
from overview.demo.texts import read
from praksis.cases.actors import Actor
from praksis.organisations.models import Ownership


def run(people: People) -> None:
    """Record the places, and let their courses be opened, run and closed."""
    texts = read("earlier")
    for earlier in (texts["before"], texts):
        round_ = record_round(earlier["round"])
        for text in earlier["courses"]:
            run_course(text, round_, people)
    for text in texts["minis"]:
        run_course(text, record_mini_round(clock.monday_weeks_ago(text["starts_weeks_ago"])), people)


def run_course(text: dict[str, Any], round_: Round, people: People) -> None:
    """Enter the place three weeks before, which opens the course; staff it, do its steps, close it at its end."""
    by = Actor.of(people.with_role("manager"))
    team = people.consultants(text["consultants"])
    accepted_at = clock.moment(round_.period_from - timedelta(days=20), "13:00")
    with clock.at(accepted_at):
        engagement = open_course(text, round_, accepted_at, by)
    with clock.at(clock.moment(round_.period_from - timedelta(days=10), "09:00")):
        courses.assign_consultants(engagement, team, by=by)
        courses.start_course(engagement, by=Actor.of(team[0]))
    evaluation.survey(engagement, text["institution"], Actor.of(team[0]))
    with clock.at(clock.moment(clock.next_working_day(round_.period_to), "14:00")):
        for step in engagement.steps.all():
            if not step.is_track and not step.closes_the_course:
                courses.complete_step(step, by=Actor.of(team[0]))
        if "anchoring_plan" in text:
            anchoring_plans.keep(
                anchoring_plans.write(engagement, text["anchoring_plan"], Actor.of(team[0])), Actor.of(team[0])
            )
        words = courses.FinalWords(summary=text["closing_note"], **text["evaluation"])
        courses.close_course(engagement, words, by=Actor.of(team[0]))
    if "anchoring_plan" in text:
        anchoring_plans.follow(engagement, text["anchoring_plan"])


def open_course(text: dict[str, Any], round_: Round, accepted_at: datetime, by: Actor) -> Engagement:
    """Enter the place: a municipality's with one institution, or the institution's own for a mini."""
    institution = find(text["institution"])
    if round_.programme.is_mini:
        applicant, contact = institution.organisation, "contact"
        is_private = institution.ownership == Ownership.PRIVATE
        kind = ApplicantKind.PRIVATE if is_private else ApplicantKind.SELF_GOVERNING
    else:
        applicant, contact, kind = institution.municipality.organisation, "coordinator", ApplicantKind.MUNICIPALITY
    place = allocation.record_earlier_place(
        round=round_,
        applicant=applicant,
        applicant_kind=kind,
        facts={
            "programme": round_.programme.kind,
            "applicant_kind": kind,
            "period_from": round_.period_from.isoformat(),
            "period_to": round_.period_to.isoformat(),
            "institutions": [
                {
                    "id": str(institution.pk),
                    "name": institution.name,
                    "ownership": institution.ownership,
                    "setting": institution.setting,
                }
            ],
            "people": {contact: text["contact"]},
            "themes": [],
            "challenge": text.get("challenge"),
        },
        accepted_at=accepted_at,
        by=by,
    )
    return Engagement.objects.get(place=place)
