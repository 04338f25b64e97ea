"""The demo's running courses, entered from an earlier round."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from applications.allocation import actions as allocation
from applications.rounds import actions as rounds
from applications.rounds.models import Programme, Round
from engagements.agreements import actions as agreements
from engagements.courses import actions as courses
from engagements.courses.models import Engagement
from engagements.meetings import actions as meetings
from engagements.meetings.invited import suggested
from engagements.meetings.kinds import MeetingKind, kind_of
from engagements.meetings.poll_models import Can
from overview.demo import anchoring_plans, change_models, clock, evaluation, minutes, self_assessments
from overview.demo.people import People, municipality
from overview.demo.rounds import find, last_day, period_words
from overview.demo.texts import read_all
from praksis.cases.actors import Actor

MINI_WEEKS = 17
# The step before whose end the agreement is made
AGREEMENT = "aftale underskrives"
# To these the course's people are invited.
WITH_MINUTES = (MeetingKind.START_UP, MeetingKind.STEERING_GROUP, MeetingKind.WORKING_GROUP)


def run(earlier: dict[str, Any], people: People) -> None:
    """Open and run the one-year courses and the minis, and let them be evaluated."""
    opened = {}
    earlier_round = record_round(earlier)
    for text in read_all("courses"):
        begins = clock.monday_weeks_ago(text["starts_weeks_ago"])
        round_ = earlier_round if text["round"] else record_mini_round(begins)
        engagement = opened[text["key"]] = open_course(text, round_, begins, people)
        run_course(engagement, text, begins, people)
        evaluation.survey(engagement, text["key"], Actor.of(engagement.team[0]))
    evaluation.run(opened, people)


def record_round(row: dict[str, Any]) -> Round:
    """A one-year round from before the system, whose deadline is not on record."""
    begins = clock.monday_weeks_ago(row["starts_weeks_ago"]).replace(day=1)
    ends = last_day(begins, row["months"])
    return rounds.record_earlier_round(
        Programme.objects.get(kind=row["programme"]),
        name=period_words(begins, ends),
        period_from=begins,
        period_to=ends,
        deadline=None,
        places=row["places"],
        **{name: row[name] for name in ("small_below", "larger_from", "regions_at_least")},
        family_daycare_from=Decimal(row["family_daycare_high_from"]),
    )


def record_mini_round(begins: date) -> Round:
    """The month's minis from before the system."""
    return rounds.record_earlier_round(
        Programme.objects.get(kind="mini"),
        name=f"Miniforløb fra {begins:%d.%m.%Y}",
        period_from=begins,
        period_to=begins + timedelta(weeks=MINI_WEEKS),
        deadline=None,
        places=5,
    )


def open_course(text: dict[str, Any], round_: Round, begins: date, people: People) -> Engagement:
    """Enter the place, which opens the course, and let its contact person sign up."""
    party = find(text["institutions"][0]["institution"])
    if text["applicant_kind"] in {"municipality", "municipal", "administration"}:
        applicant = municipality(text["municipality"]).organisation
    else:
        applicant = party.organisation
    manager = Actor.of(people.with_role("manager"))
    with clock.at(clock.moment(begins - timedelta(days=20), "13:00")):
        place = allocation.record_earlier_place(
            round=round_,
            applicant=applicant,
            applicant_kind=text["applicant_kind"],
            facts=facts(text, round_, begins),
            accepted_at=clock.moment(begins - timedelta(days=20), "13:00"),
            by=manager,
        )
        people.join(text["persons"].get("coordinator") or text["persons"]["contact"], applicant)
    return Engagement.objects.get(place=place)


def facts(text: dict[str, Any], round_: Round, begins: date) -> dict[str, Any]:
    """What the course is opened from, in the form an application would have given it."""
    ends = round_.period_to if round_.programme.is_mini else last_day(begins.replace(day=1), 12)
    answers = text.get("answers", {})
    rows = [find(row["institution"]) for row in text["institutions"]]
    return {
        "programme": text["programme"],
        "applicant_kind": text["applicant_kind"],
        "period_from": begins.isoformat(),
        "period_to": ends.isoformat(),
        "institutions": [
            {"id": str(row.pk), "name": row.name, "ownership": row.ownership, "setting": row.setting} for row in rows
        ],
        "people": {key: person for key, person in text["persons"].items() if isinstance(person, dict)},
        "themes": answers.get("themes", text.get("themes", [])),
        "challenge": answers.get("challenge") or text.get("purpose"),
    }


def run_course(engagement: Engagement, text: dict[str, Any], begins: date, people: People) -> None:
    """Staff and start the course, hold its meetings and tick off its steps, each in its own time."""
    team = people.consultants(text["consultants"])
    by = Actor.of(team[0])
    with clock.at(clock.moment(begins - timedelta(days=10), "09:00")):
        courses.assign_consultants(engagement, team, by=Actor.of(people.with_role("manager")))
        courses.start_course(engagement, by=by)
    past = [(when(row, begins), row) for row in text["meetings"]]
    for starts_at, row in sorted(past, key=lambda pair: pair[0]):
        hold_or_plan(engagement, row, starts_at, by)
    for row in sorted(text["steps"], key=lambda row: row.get("done_week", 99)):
        tick_off(engagement, row, begins, by)
    set_up_groups(engagement, text, begins, by)
    minutes.run(engagement, text, people)
    fit(engagement, text, begins, by)
    self_assessments.write(engagement, text, begins, by)
    change_models.write(engagement, text, begins, by)
    for row in text.get("polls", []):
        find_a_time(engagement, row, by)
    if "pause" in text:
        row = text["pause"]
        expected = clock.days_ago(-row["expected_in_days"])
        with clock.at(clock.moment(clock.days_ago(row["days_ago"]), "15:00")):
            courses.pause_course(engagement, reason=row["reason"], expected_until=expected, by=by)
    if "anchoring_plan" in text:
        coordinator = people.applicants[text["persons"]["coordinator"]["email"]]
        with clock.at(clock.moment(clock.days_ago(text["anchoring_plan"]["written_days_ago"]), "13:10")):
            anchoring_plans.write(engagement, text["anchoring_plan"], Actor.of(coordinator))
    for row in text.get("conditions", []):
        with clock.at(clock.moment(clock.days_ago(row["days_ago"]), "15:30")):
            said = {name: row[name] for name in ("kind", "reason", "next_step")}
            courses.set_condition(engagement, **said, by=by)


def find_a_time(engagement: Engagement, row: dict[str, Any], by: Actor) -> None:
    """Ask those whom the meeting calls for when they can meet; some have answered."""
    step = engagement.steps.get(order=row["order"])
    kind = kind_of(step)
    assert kind
    times, answer_by = [when(time, clock.days_ago(0)) for time in row["times"]], clock.days_ago(-row["answer_in_days"])
    with clock.at(clock.moment(clock.days_ago(row["made_days_ago"]), "10:30")):
        poll = meetings.make_poll(
            step,
            key=uuid4(),
            times=times,
            duration_minutes=int(Decimal(row["hours"]) * 60),
            channel=row["channel"],
            location=row["place"],
            answer_by=answer_by,
            participants=suggested(engagement, kind),
            by=by,
        )
    proposed = [time.pk for time in poll.times.all()]
    for answer in row["answers"]:
        person = poll.people.get(email=answer["email"])
        says = dict(zip(proposed, map(Can, answer["says"]), strict=True))
        at = clock.moment(clock.days_ago(row["made_days_ago"] - 1), "08:45")
        with clock.at(at):
            link = Actor.by_link(meetings.link_of(person), name=person.name)
            meetings.answer_poll(person, answers=says, remark=answer["remark"], by=link, received_at=at)


def set_up_groups(engagement: Engagement, text: dict[str, Any], begins: date, by: Actor) -> None:
    """The steering group and the working groups, in the weeks after the start-up meeting."""
    with clock.at(clock.moment(begins + timedelta(weeks=5), "11:00")):
        for row in text.get("groups", []):
            group = courses.set_up_group(
                engagement,
                kind=row["kind"],
                name=row["name"],
                institutions=[engagement.institutions.get(institution=find(key)) for key in row["institutions"]],
                terms_of_reference=row["terms_of_reference"],
                by=by,
            )
            for member in row["members"]:
                courses.add_member(group, **member, by=by)


def fit(engagement: Engagement, text: dict[str, Any], begins: date, by: Actor) -> None:
    """Move steps and add the course's own, all of it some weeks ago."""
    with clock.at(clock.moment(clock.days_ago(20), "10:00")):
        for row in text.get("moved_steps", []):
            step = engagement.steps.get(order=row["order"])
            courses.move_step(step, **_weeks(row, begins), reason=row["reason"], by=by)
        for row in text.get("own_steps", []):
            facts = {name: row[name] for name in ("column", "lane", "kind", "text", "responsible", "reason")}
            courses.add_step(engagement, **facts, **_weeks(row, begins), by=by)


def _weeks(row: dict[str, Any], begins: date) -> dict[str, date]:
    return {
        "first": begins + timedelta(weeks=row["from_week"]),
        "last": begins + timedelta(weeks=row["to_week"], days=6),
    }


def when(row: dict[str, Any], begins: date) -> datetime:
    """When a meeting is: a week and weekday of the course, or a day counted from today."""
    if "week" in row:
        day = begins + timedelta(weeks=row["week"], days=row["weekday"])
    else:
        day = clock.next_working_day(clock.days_ago(-row["days_from_today"]))
    return clock.moment(day, row["at"])


def hold_or_plan(engagement: Engagement, row: dict[str, Any], starts_at: datetime, by: Actor) -> None:
    """Plan a meeting a fortnight before it and hold it when its time has come."""
    minutes = int(Decimal(row["hours"]) * 60)
    today = clock.moment(clock.days_ago(0), "00:01")
    with clock.at(min(starts_at - timedelta(days=14), today)):
        step = engagement.steps.get(order=row["order"])
        kind = kind_of(step)
        meeting = meetings.plan_meeting(
            step,
            participants=suggested(engagement, kind) if kind in WITH_MINUTES else [],
            starts_at=starts_at,
            duration_minutes=minutes,
            channel=row["channel"],
            location=row["place"] if row["channel"] == "in_person" else "",
            by=by,
        )
    if row["held"]:
        with clock.at(starts_at + timedelta(minutes=minutes)):
            meetings.hold_meeting(meeting, note=row["summary"], by=by)


def tick_off(engagement: Engagement, row: dict[str, Any], begins: date, by: Actor) -> None:
    """Complete a step in the week it was done, for the institutions that did it."""
    step = engagement.steps.get(order=row["order"])
    if step.is_track or step.is_done:
        return
    day = begins + timedelta(weeks=row.get("done_week", 0), days=2)
    moment = min(clock.moment(day, "15:00"), clock.moment(clock.days_ago(1), "15:00"))
    with clock.at(moment):
        if AGREEMENT in step.text.lower():
            agreement = agreements.request_agreement(engagement, by=by)
            agreements.render(agreement.rendering.pk)
        if row["status"] == "begun" and not row.get("institutions"):
            courses.begin_step(step, by=by)
        for key in row.get("institutions", []):
            institution = engagement.institutions.get(institution=find(key))
            courses.complete_step(step, institution=institution, by=by)
        if row["status"] == "done" and not row.get("institutions"):
            courses.complete_step(step, by=by)
