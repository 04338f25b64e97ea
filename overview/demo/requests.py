"""An application for a mini that was decided and announced, and what was asked about the decision since."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from applications.allocation import actions as allocation
from applications.allocation.models import Decision
from applications.assessment import actions as assessment
from applications.assessment.models import Review
from applications.decisions import actions as decisions
from applications.decisions.actions import requests
from applications.drafting.models import Application
from applications.rounds.actions import prepare_months
from applications.rounds.models import Round
from overview.demo import clock, minis
from overview.demo.people import People
from overview.demo.texts import read
from praksis.accounts.models import Role
from praksis.cases.actors import Actor


def run(people: People) -> None:
    """Let an institution apply two months ago, decide on it, and let people ask about the decision."""
    text = read("requests")
    month = clock.first_of_month(-2)
    prepare_months(clock.moment(month), months=0)
    round_ = Round.objects.get(programme__kind="mini", period_from=clock.first_of_month(-1), opens_at__isnull=False)
    sent_on = timezone.localdate(round_.deadline) - timedelta(days=minis.BEFORE_DEADLINE)
    application = minis.apply(text["application"], people, at=clock.moment(sent_on, "13:15"))
    application.refresh_from_db()  # it has come into its month's round
    announced_on = clock.next_working_day(timezone.localdate(round_.deadline) + timedelta(days=12))
    decide(round_, application, text["decision"], people, announced_on=announced_on)
    for row in text["asked"]:
        ask(row, Decision.objects.get(application=application), people)


def decide(
    round_: Round, application: Application, text: dict[str, Any], people: People, *, announced_on: date
) -> None:
    """Review the application, decide on it, and announce the round."""
    manager, approver = (Actor.of(people.with_role(role)) for role in (Role.MANAGER, Role.APPROVER))
    reviewers = people.consultants(text["reviewers"])
    with clock.at(clock.moment(announced_on - timedelta(days=5), "09:30")):
        assessment.set_reviewers(round_, reviewers, by=manager)
        for person in [*reviewers, manager.person, approver.person]:
            assessment.declare_interest(round_, has_interest=False, by=Actor.of(person))
        for person, scores in zip(reviewers, text["scores"], strict=True):
            opinions = {key: assessment.Opinion(*opinion) for key, opinion in scores.items()}
            assessment.save_review(application, scores=opinions, by=Actor.of(person))
            review = Review.objects.get(application=application, reviewer=person)
            assessment.lock_review(review, by=Actor.of(person))
    with clock.at(clock.moment(announced_on, "10:05")):
        told = {"reason": text["reason"], "reasons": text["reasons"]}
        allocation.choose(round_, application, outcome=text["outcome"], by=manager, **told)
        allocation.propose(round_, waiver=text["waiver"], by=manager)
        allocation.approve(round_, by=approver)
        decisions.announce(round_, by=manager)


def ask(row: dict[str, Any], decision: Decision, people: People) -> None:
    """Send one request from the applicant's page, or enter a mail of somebody else's; answer it where there is one."""
    manager, kind = Actor.of(people.with_role(Role.MANAGER)), row["kind"]
    asked_on = clock.next_working_day(clock.days_ago(row["days_ago"]))
    with clock.at(clock.moment(asked_on, "08:40")):
        if "name" in row:
            told = {name: row[name] for name in ("name", "email", "text")}
            about = decision if row["about"] == "decision" else None
            asked = requests.enter(decision.round, about, kind=kind, received_on=asked_on, by=manager, **told)
        else:
            by = Actor.of(decision.application.created_by)
            asked = requests.ask(decision, kind=kind, text=row["text"], by=by, received_at=timezone.now())
    if "answer" in row:
        with clock.at(clock.moment(clock.next_working_day(asked_on + timedelta(days=3)), "14:20")):
            requests.answer(asked, outcome=row["outcome"], text=row["answer"], by=manager)
