"""The demo's closed round with its applications and reviews, and the open one with its drafts."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from applications.allocation import actions as allocation
from applications.assessment import actions as assessment
from applications.assessment.actions import Opinion
from applications.assessment.models import Confidence
from applications.drafting import actions as drafting
from applications.drafting.models import Answer, Application
from applications.rounds import actions as rounds
from applications.rounds.models import Programme, ProgrammeKind, Round
from overview.demo import clock, files
from overview.demo.people import People, municipality
from overview.demo.texts import institution_names, read_all
from praksis.cases.actors import Actor
from praksis.danish import MONTHS
from praksis.mail import links
from praksis.organisations.models import Institution, Municipality
from praksis.working_days import end_of_day


def run(rows: list[dict[str, Any]], people: People) -> None:
    """Open both rounds, let the municipalities write, and let the reviewers assess half of the closed one."""
    texts = read_all("applications")
    for row in rows:
        round_ = prepare(row, people)
        applications = {text["key"]: apply(text, round_, people) for text in texts if text["round"] == row["key"]}
        for text in texts:
            if text["round"] == row["key"]:
                hand_out_parts(text, applications[text["key"]], people)
        if "edition" in row:
            change_questions(round_, row["edition"], applications, people)
        if "extension" in row:
            extend(round_, row["extension"], people)
        if "reviewers" in row:
            review(round_, row["reviewers"], [text for text in texts if text["reviews"]], applications, people)
        for interest in row.get("interests", []):
            declare(round_, interest, people)


def prepare(row: dict[str, Any], people: People) -> Round:
    """Create and open a round as a manager."""
    manager = Actor.of(people.with_role("manager"))
    opened_on = clock.days_ago(row["opened_days_ago"])
    period_from = clock.first_of_month(row["starts_in_months"])
    period_to = last_day(period_from, row["months"])
    deadline = end_of_day(clock.day_of(row["deadline"]))
    with clock.at(clock.moment(opened_on, "08:00")):
        round_ = rounds.create_round(
            Programme.objects.get(kind=ProgrammeKind.ONE_YEAR),
            name=period_words(period_from, period_to),
            period_from=period_from,
            period_to=period_to,
            opens_at=clock.moment(opened_on, "07:00"),
            deadline=deadline,
            places=row["places"],
            by=manager,
            small_below=row["small_below"],
            larger_from=row["larger_from"],
            regions_at_least=row["regions_at_least"],
            family_daycare_from=row["family_daycare_high_from"],
        )
        rounds.open_round(round_, by=manager)
    return round_


def last_day(first: date, months: int) -> date:
    """The last day of a period of whole months."""
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def period_words(first: date, last: date) -> str:
    """A period as the rounds on record are named: "Januar 2018 til december 2018"."""
    return f"{MONTHS[first.month - 1].capitalize()} {first.year} til {MONTHS[last.month - 1]} {last.year}"


def apply(text: dict[str, Any], round_: Round, people: People) -> Application:
    """Let a municipality write its application, have it signed, and send it, unless it is a draft."""
    applicant = municipality(text["municipality"])
    note_family_daycare(applicant, text["family_daycare"])
    writer = text["answers"][text["written_by"]]
    sent_at = None
    if text["submitted"]:
        day = round_.deadline.date() - timedelta(days=text["submitted"]["days_before_deadline"])
        sent_at = clock.moment(day, text["submitted"]["at"])
    began_at = sent_at - timedelta(days=21) if sent_at else round_.opens_at + timedelta(days=2, hours=3)
    with clock.at(began_at):
        user = people.join(writer, applicant.organisation)
        application = drafting.begin(round_, applicant.organisation, by=Actor.of(user))
        write(application, text["answers"], by=Actor.of(user))
        attach(application, text.get("files", []), by=Actor.of(user))
    if sent_at and "paper" in text:
        sign_on_paper_and_send(application, text["paper"], by=Actor.of(user), sent_at=sent_at)
    elif sent_at:
        sign_and_send(application, text["answers"]["director"], by=Actor.of(user), sent_at=sent_at)
    return application


def attach(application: Application, keys: list[str], *, by: Actor) -> None:
    """Attach files to what documents the need."""
    now = timezone.now()
    for key in keys:
        drafting.add_file(application.pk, name="need_files", upload=files.upload(key), by=by, received_at=now)


def note_family_daycare(applicant: Municipality, fact: dict[str, str] | None) -> None:
    """Enter the municipality's share in family day care with its source, as staff do. Unknown stays unknown."""
    if fact:
        applicant.family_daycare_share = fact["share"]
        applicant.family_daycare_year = fact["year"]
        applicant.family_daycare_source = fact["source"]
        applicant.save()


def write(application: Application, given: dict[str, Any], *, by: Actor) -> None:
    """Answer what is given, field by field, as the pages do."""
    for key, value in given.items():
        if key != "institutions":
            write_answer(application, key, value, by=by)
            continue
        for row in value:
            added = drafting.add_institution(application, institution=find(row["institution"]), by=by)
            for part in ("children", "share", "why", "time"):
                if part in row:
                    write_answer(application, f"institutions.{part}", row[part], by=by, row=f"@{added.pk}")


def find(key: str) -> Institution:
    """The institution with this key."""
    code, name = institution_names()[key]
    return Institution.objects.get(municipality__code=code, name=name)


def write_answer(application: Application, key: str, value: Any, *, by: Actor, row: str = "") -> None:
    """Type one answer into its form fields."""
    for part, values in fields_of(value).items():
        answer = Answer.objects.get(application=application, question__key=key, institution=row.strip("@") or None)
        name = f"{key}__{part}{row}" if part else f"{key}{row}"
        drafting.save_answer(application.pk, name=name, values=values, revision=answer.revision, by=by)


def fields_of(value: Any) -> dict[str, list[str]]:
    """The strings that the form fields of a value would have, by part."""
    if isinstance(value, dict):
        return {part: ["on" if text is True else text] for part, text in value.items()}
    if isinstance(value, list):
        return {"": value}
    return {"": ["on" if value is True else value]}


def sign_and_send(application: Application, director: dict[str, str], *, by: Actor, sent_at) -> None:
    """Send the application to its director, who signs; then it is sent by itself."""
    application.refresh_from_db()
    with clock.at(sent_at - timedelta(days=1)):
        link = drafting.send_for_signature(application, by=by)
    with clock.at(sent_at - timedelta(minutes=2)):
        drafting.send_code(link)
    with clock.at(sent_at):
        link.refresh_from_db()
        drafting.sign(link, code=links.code(link), name=director["name"], title=director["title"], received_at=sent_at)


def sign_on_paper_and_send(application: Application, key: str, *, by: Actor, sent_at: datetime) -> None:
    """Upload the signed paper instead; with it the application is sent."""
    application.refresh_from_db()
    with clock.at(sent_at - timedelta(days=2)):
        drafting.prepare_paper(application, by=by)
    with clock.at(sent_at):
        drafting.sign_on_paper(application, upload=files.upload(key), by=by, received_at=sent_at)


def hand_out_parts(text: dict[str, Any], application: Application, people: People) -> None:
    """Send institutions' leaders the links to their parts; some have begun, some are done."""
    leaders = {row["institution"]: row["leader"] for row in text["answers"].get("institutions", [])}
    for part in text.get("parts", []):
        leader = leaders[part["institution"]]
        row = application.institutions.get(institution=find(part["institution"]))
        sent_at = clock.moment(clock.days_ago(part["sent_days_ago"]), "09:05")
        with clock.at(sent_at):
            link = drafting.send_part(
                application,
                row.pk,
                name=leader["name"],
                email=leader["email"],
                by=Actor.of(application.created_by),
                received_at=sent_at,
            )
        later = sent_at + timedelta(hours=4)
        with clock.at(later):
            if part["came_to"] != "sent":
                drafting.begin_part(link, name=leader["name"], received_at=later)
            if part["came_to"] == "finished":
                drafting.finish_part(link, by=Actor.by_link(link, name=leader["name"]), received_at=later)


def change_questions(
    round_: Round, change: dict[str, Any], applications: dict[str, Application], people: People
) -> None:
    """Put a new edition of the questions to use while drafts are running; one of them takes it."""
    manager = Actor.of(people.with_role("manager"))
    with clock.at(clock.moment(clock.days_ago(change["days_ago"]), "13:20")):
        edition = rounds.begin_edition(round_, round_.programme, by=manager)
        asked = list(edition.questions.all())
        at = next(number for number, question in enumerate(asked) if question.key == change["question"])
        question = asked[at]
        rounds.save_question(
            edition,
            question,
            label=question.label,
            guidance=change["guidance"],
            section=question.section,
            max_words=change["max_words"],
            required=question.required,
            criterion=question.criterion,
            after=asked[at - 1],
            by=manager,
        )
        drafting.publish_questions(edition, change_note=change["note"], by=manager)
    for key in change["taken_by"]:
        taken_at = clock.moment(clock.days_ago(change["days_ago"] - 1), "08:50")
        with clock.at(taken_at):
            draft = applications[key]
            drafting.switch_questions(draft, by=Actor.of(draft.created_by), received_at=taken_at)


def extend(round_: Round, extension: dict[str, Any], people: People) -> None:
    """Give everybody in the round more time."""
    deadline = end_of_day(clock.day_of(extension["deadline"]))
    with clock.at(clock.moment(clock.days_ago(extension["days_ago"]), "13:45")):
        allocation.extend_round(
            round_, deadline=deadline, reason=extension["reason"], by=Actor.of(people.with_role("manager"))
        )


def review(round_: Round, keys: list[str], texts, applications: dict[str, Application], people: People) -> None:
    """Assign the reviewers, let everybody declare no interest, enter the reviews that are given, and let them meet."""
    manager = people.with_role("manager")
    closed = round_.deadline.date()
    reviewers = people.consultants(keys)
    with clock.at(clock.moment(clock.next_working_day(closed + timedelta(days=1)), "08:30")):
        assessment.set_reviewers(round_, reviewers, by=Actor.of(manager))
        for person in [*reviewers, *(user for user in people.staff.values() if user.has_role("manager", "approver"))]:
            assessment.declare_interest(round_, has_interest=False, by=Actor.of(person))
    for number, text in enumerate(texts):
        day = clock.next_working_day(closed + timedelta(days=2 + number))
        with clock.at(clock.moment(day, "09:15")):
            for given in text["reviews"]:
                enter_review(applications[text["key"]], given, by=Actor.of(people.staff[given["reviewer"]]))
    with clock.at(clock.moment(clock.next_working_day(closed + timedelta(days=2 + len(texts))), "13:10")):
        for text in texts:
            for key, agreed in text.get("agreed", {}).items():
                criterion = round_.criteria.get(key=key)
                application = applications[text["key"]]
                assessment.agree(application, criterion, **agreed, replaces=None, by=Actor.of(manager))


def declare(round_: Round, row: dict[str, Any], people: People) -> None:
    """Assign one more reviewer, who declares an interest that is not ruled on yet."""
    person = people.staff[row["reviewer"]]
    with clock.at(clock.moment(clock.days_ago(row["days_ago"]), "11:20")):
        assessment.assign_reviewer(round_, person, by=Actor.of(people.with_role("manager")))
        assessment.declare_interest(round_, has_interest=True, about=row["about"], by=Actor.of(person))


def enter_review(application: Application, given: dict[str, Any], *, by: Actor) -> None:
    """Score an application as one reviewer, and lock it."""
    application.refresh_from_db()
    scores = {
        key: Opinion(row["score"], row["rationale"], Confidence[row["confidence"].upper()])
        for key, row in given["scores"].items()
    }
    assessment.lock_review(assessment.save_review(application, scores=scores, by=by), by=by)
