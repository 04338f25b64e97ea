"""What was written about the closed round: the formal check, answers asked for again, messages, notes."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from applications.casework import actions, register
from applications.drafting.actions import Entry, check_paper
from applications.drafting.models import Answer, Application, Signature, Status
from overview.demo import clock, files
from overview.demo.people import People, municipality
from overview.demo.texts import read
from praksis.cases import actions as cases
from praksis.cases.actors import Actor
from praksis.working_days import add_working_days


def run(people: People) -> None:
    """Let a manager look the applications through, and the applicants answer."""
    texts, manager = read("casework"), Actor.of(people.with_role("manager"))
    for row in texts["asked"]:
        ask(row, by=manager)
    for row in texts["heard"]:
        hear(row, by=manager)
    for row in texts["messages"]:
        write(row, by=manager)
    for row in texts["notes"]:
        note(row, by=manager)
    for key in texts["papers_checked"]:
        with clock.at(clock.moment(clock.days_ago(7), "09:40")):
            check_paper(Signature.objects.get(version__application=application(key)), by=manager)
    for key in texts["checked"]:
        with clock.at(clock.moment(clock.days_ago(6), "14:10")):
            actions.pass_check(application(key), by=manager)


def application(key: str) -> Application:
    """The submitted application of the municipality in this file."""
    code = read(f"applications/{key}")["municipality"]
    return Application.objects.get(applicant=municipality(code), status=Status.SUBMITTED)


def ask(row: dict[str, Any], *, by: Actor) -> None:
    """Ask for one answer again, and let the applicant send it where the text says so."""
    asked_on = clock.days_ago(row["asked_days_ago"])
    with clock.at(clock.moment(asked_on, "10:20")):
        answer = Answer.objects.get(application=application(row["application"]), question__key=row["question"])
        due_on = asked_on + timedelta(days=row["due_in_days"])
        reopening = actions.ask_again(answer, reason=row["reason"], due_on=due_on, by=by)
    if "answer" in row:
        writer = Actor.of(answer.application.created_by)
        with clock.at(clock.moment(clock.days_ago(row["answered_days_ago"]), "11:45")):
            entry, now = Entry(row["question"], [row["answer"]], answer.revision), timezone.now()
            actions.save_answer_again(reopening, [entry], by=writer, received_at=now)
            actions.send_answer_again(reopening, by=writer, received_at=now)


def hear(row: dict[str, Any], *, by: Actor) -> None:
    """Lay before an applicant what the register says; it has answered, and somebody may have closed the hearing."""
    about, sent_on = application(row["application"]), clock.days_ago(row["sent_days_ago"])
    with clock.at(clock.moment(sent_on, "10:40")):
        due_on = add_working_days(sent_on, 10)
        hearing = actions.send_hearing(about, facts=register.of(about), due_on=due_on, by=by)
    with clock.at(clock.moment(clock.days_ago(row["answered_days_ago"]), "14:25")):
        writer = Actor.of(about.created_by)
        actions.answer_hearing(hearing, text=row["answer"], by=writer, received_at=timezone.now())
    if "conclusion" in row:
        with clock.at(clock.moment(clock.days_ago(row["closed_days_ago"]), "09:05")):
            actions.close_hearing(hearing, conclusion=row["conclusion"], by=by)


def write(row: dict[str, Any], *, by: Actor) -> None:
    """Send one message, from the applicant or from us."""
    about = application(row["application"])
    attachments = [files.upload(key) for key in row.get("attachments", [])]
    with clock.at(clock.moment(clock.days_ago(row["days_ago"]), "09:30")):
        if row["from_party"]:
            actions.write_to_us(about, text=row["text"], attachments=attachments, by=Actor.of(about.created_by))
        else:
            actions.write_to_applicant(about, text=row["text"], attachments=attachments, by=by)


def note(row: dict[str, Any], *, by: Actor) -> None:
    """Write a note, and add to it."""
    case = application(row["application"]).case
    with clock.at(clock.moment(clock.days_ago(row["days_ago"]), "13:05")):
        written = cases.add_note(case, text=row["text"], by=by)
    with clock.at(clock.moment(clock.days_ago(row["days_ago"]), "15:40")):
        for text in row["additions"]:
            cases.add_note(case, text=text, follows=written, by=by)
