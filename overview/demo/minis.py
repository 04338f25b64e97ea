"""The demo's applications for a mini: one sent last month, one that its leader has confirmed, one that waits for it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from applications.assessment import actions as assessment
from applications.drafting import actions as drafting
from applications.drafting.models import Application
from applications.rounds.actions import prepare_months
from applications.rounds.models import ProgrammeKind, Round
from overview.demo import clock
from overview.demo.people import People
from overview.demo.rounds import find, write
from overview.demo.texts import read_all
from praksis.accounts.models import Role
from praksis.cases.actors import Actor

# So many days before the deadline the one of last month was sent
BEFORE_DEADLINE = 3
REVIEWERS = ["lund", "friis"]


def prepare() -> None:
    """Make the months' rounds, those of last month and the one before it too."""
    prepare_months(clock.moment(clock.first_of_month(-1)))


def run(people: People) -> None:
    """Let the institutions apply, and let the month that is over be reviewed."""
    closed = Round.objects.filter(programme__kind=ProgrammeKind.MINI, deadline__lt=timezone.now()).latest("deadline")
    for text in read_all("minis"):
        if text["state"] == "submitted":
            sent_on = timezone.localdate(closed.deadline) - timedelta(days=BEFORE_DEADLINE)
            apply(text, people, at=clock.moment(sent_on, "12:40"))
        else:
            apply(text, people, at=clock.moment(clock.days_ago(1), "10:15"))
    assessment.set_reviewers(closed, people.consultants(REVIEWERS), by=Actor.of(people.with_role(Role.MANAGER)))
    for person in [people.with_role(Role.MANAGER), people.staff[REVIEWERS[0]]]:
        assessment.declare_interest(closed, has_interest=False, by=Actor.of(person))


def apply(text: dict[str, Any], people: People, *, at: datetime) -> Application:
    """Let an institution write its application and send it to its leader, who may confirm it."""
    applicant, given = find(text["institution"]).organisation, text["answers"]
    with clock.at(at - timedelta(hours=3)):
        by = Actor.of(people.join(given[text["written_by"]], applicant))
        application = drafting.begin_mini(applicant, by=by)
        write(application, given, by=by)
        application.refresh_from_db()
        sends = text["state"] == "submitted"
        link = drafting.send_for_signature(application, by=by, sends_when_signed=sends)
    if text["state"] == "asked":
        return application
    with clock.at(at):
        leader = given["leader"]
        drafting.confirm(link, name=leader["name"], title=leader["title"], received_at=at)
    if text["board_confirms"]:
        with clock.at(at + timedelta(hours=2)):
            application.refresh_from_db()
            chair, asked = given["board_chair"], drafting.ask_board_chair(application, by=by)
            drafting.confirm_for_the_board(
                asked, name=chair["name"], title=chair["title"], received_at=at + timedelta(hours=2)
            )
    return application
