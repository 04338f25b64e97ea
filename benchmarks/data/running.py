"""The bench's courses: opened from the places, with the framework's steps, meetings and agreements."""

from datetime import date, datetime, time, timedelta

from benchmarks.data import words
from benchmarks.data.fill import fill
from engagements.agreements.models import Agreement, Rendering
from engagements.courses import framework
from engagements.courses.models import (
    Condition,
    ConsultantAssignment,
    CourseStep,
    Engagement,
    EngagementInstitution,
    FrameworkTemplate,
    StepProgress,
)
from engagements.meetings.kinds import kind_of
from engagements.meetings.models import Meeting
from praksis.accounts.models import Role
from praksis.documents.models import Document
from praksis.working_days import COPENHAGEN

TABLES = [Engagement, EngagementInstitution, ConsultantAssignment, CourseStep, StepProgress, Meeting, Condition]
PAPERS = [Document, Agreement, Rendering]
# The consultant who is looked at has so many running courses of each programme.
OWN_YEARS, OWN_MINIS = 5, 3
MOST_MEETINGS = 60


def make(world, places: list[dict]) -> None:
    """A course for every place; the first one has the most on it."""
    rows: dict = {model: [] for model in TABLES + PAPERS}
    templates = {template.programme_id: template for template in FrameworkTemplate.objects.all()}
    steps = {pk: list(template.steps.order_by("order")) for pk, template in templates.items()}
    own = {"one_year": OWN_YEARS, "mini": OWN_MINIS}
    for number, place in enumerate(places):
        course = _course(world, rows, place)
        kind = place["facts"]["programme"]
        mine = course["status"] == "running" and own[kind] > 0
        own[kind] -= mine
        team = _team(world, rows, course, mine=mine)
        of_course = _steps(world, rows, course, steps[place["round__programme_id"]], kind)
        how_many = world.size.one_year_meetings if kind == "one_year" else world.size.mini_meetings + (number % 3 == 0)
        _meetings(world, rows, course, of_course, team, MOST_MEETINGS if number == 0 else how_many)
        _papers(world, rows, course, team)
        _conditions(world, rows, course, team, number)
    for model in TABLES + PAPERS:
        fill(model, rows[model])
    world.known.course = Engagement.objects.values_list("case__reference", flat=True).get(place=places[0]["id"])


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=COPENHAGEN)


def _course(world, rows: dict, place: dict) -> dict:
    facts, today = place["facts"], world.now.date()
    starts_on, ends_on = date.fromisoformat(facts["period_from"]), date.fromisoformat(facts["period_to"])
    manager = world.users[Role.MANAGER][0]
    row = {
        "id": world.id(),
        "case_id": place["case_id"],
        "place_id": place["id"],
        "programme_id": place["round__programme_id"],
        "party_id": place["applicant_id"],
        "applicant_kind": place["applicant_kind"],
        "starts_on": starts_on,
        "ends_on": ends_on,
        "people": facts["people"],
        "themes": facts["themes"],
        "challenge": facts["challenge"] if facts["programme"] == "mini" else "",
        "status": "closed" if ends_on < today else "running",
        "opened_at": place["accepted_at"],
        "started_at": _moment(starts_on, 9),
        "started_by_id": manager,
        "closed_at": None,
        "closing_note": "",
    }
    if row["status"] == "closed":
        row |= {"closed_at": _moment(ends_on, 12), "closed_by_id": manager, "closing_note": words.text(world.rng, 20)}
    rows[Engagement].append(row)
    # On the case of the application, which is older
    world.cases.append((place["case_id"], "course", place["accepted_at"]))
    rows[EngagementInstitution] += [
        {"id": world.id(), "engagement_id": row["id"], "order": order, "institution_id": one["id"], "name": one["name"],
         "ownership": one["ownership"], "setting": one["setting"]}
        for order, one in enumerate(facts["institutions"], start=1)
    ]  # fmt: skip
    return row


def _team(world, rows: dict, course: dict, *, mine: bool) -> list:
    looked_at, *others = world.users[Role.CONSULTANT]
    team = world.rng.sample(others, 1 if mine else 2) + [looked_at] * mine
    until = course["ends_on"] if course["status"] == "closed" else None
    for consultant in team:
        row = {"id": world.id(), "engagement_id": course["id"], "consultant_id": consultant}
        rows[ConsultantAssignment].append({**row, "since": course["starts_on"], "until": until})
    return team


def _steps(world, rows: dict, course: dict, template: list, kind: str) -> list[dict]:
    """The framework's steps: done where their time has passed, but for one in eight."""
    variant = framework.variant(kind, course["starts_on"], course["ends_on"])
    institutions = [row for row in rows[EngagementInstitution] if row["engagement_id"] == course["id"]]
    found, today = [], world.now.date()
    for number, step in enumerate(template):
        due = framework.due(step.timing, variant=variant, starts_on=course["starts_on"], ends_on=course["ends_on"])
        passed = course["status"] == "closed" or (due.last and due.last < today and number % 8 != 7)
        row = {name: getattr(step, name) for name in
               ("order", "column", "lane", "is_anchor", "kind", "text", "responsible")}  # fmt: skip
        row |= {
            "id": world.id(),
            "engagement_id": course["id"],
            "due_from": due.first,
            "due_to": due.last,
            "times": due.times,
            "status": "waiting",
        }
        if passed and step.kind != "track":
            at = min(_moment(due.last or course["ends_on"], 15), world.ago(1))
            row |= {"status": "done", "done_at": at, "done_by_id": world.users[Role.MANAGER][0]}
        elif step.lane == "Dagtilbud" and due.first and due.first < today:
            row["status"] = "in_progress"
        if step.lane == "Dagtilbud" and row["status"] in {"done", "in_progress"}:
            for institution in institutions[: None if row["status"] == "done" else 2]:
                progress = {"id": world.id(), "step_id": row["id"], "institution_id": institution["id"]}
                rows[StepProgress].append(
                    {**progress, "done_at": world.ago(2), "done_by_id": world.users[Role.MANAGER][0]}
                )
        found.append(row)
    rows[CourseStep] += found
    return found


def _meetings(world, rows: dict, course: dict, steps: list[dict], team: list, how_many: int) -> None:
    """Meetings all through the period; those that are over are held, but for the last one."""
    met = [(step, kind) for step in steps if (kind := kind_of(CourseStep(kind=step["kind"], lane=step["lane"])))]
    days = (course["ends_on"] - course["starts_on"]).days
    mini = course["ends_on"] - course["starts_on"] < timedelta(days=200)
    for number in range(how_many):
        step, kind = met[number % len(met)]
        starts_at = _moment(course["starts_on"] + timedelta(days=number * days // how_many), 9 + number % 6)
        row = {
            "id": world.id(),
            "engagement_id": course["id"],
            "step_id": step["id"],
            "kind": str(kind.value),
            "starts_at": starts_at,
            "duration_minutes": 45 if mini else 60 + 15 * (number % 5),
            "channel": ["video", "telephone", "in_person"][number % 3],
            "location": "Rådhuset, mødelokale 3" if number % 3 == 2 else "",
            "status": "planned",
            "planned_at": starts_at - timedelta(days=14),
            "planned_by_id": team[0],
        }
        if starts_at < world.ago(4) or course["status"] == "closed":
            held = {"status": "held", "held_at": starts_at + timedelta(hours=2), "held_by_id": team[0]}
            row |= {**held, "note": words.text(world.rng, 25)}
        rows[Meeting].append(row)


def _conditions(world, rows: dict, course: dict, team: list, number: int) -> None:
    """What was said of it now and then; of every fifth nobody has said anything."""
    for turn in range(number % 5):
        kind = ["on_track", "on_track", "attention", "stuck"][(number + turn) % 4]
        said = {"id": world.id(), "engagement_id": course["id"], "kind": kind, "at": world.ago(20 * turn + 3)}
        why = {} if kind == "on_track" else {"reason": words.text(world.rng, 15), "next_step": words.text(world.rng, 9)}
        rows[Condition].append({"reason": "", "next_step": "", **said, **why, "by_id": team[0]})


def _papers(world, rows: dict, course: dict, team: list) -> None:
    """The agreement, without its file: nobody fetches it but from the course that is looked at."""
    at = course["started_at"] - timedelta(days=3)
    document = {
        "id": world.id(),
        "case_id": course["case_id"],
        "kind": "agreement",
        "title": "Samarbejdsaftale nr. 1",
        "filename": "samarbejdsaftale.pdf",
        "content_type": "application/pdf",
        "file": f"documents/{at.year}/{world.id()}",
        "size": 60_000,
        "sha256": "0" * 64,
        "created_at": at,
    }
    agreement = {"id": world.id(), "engagement_id": course["id"], "number": 1, "facts": {}, "requested_at": at}
    rows[Document].append(document)
    rows[Agreement].append({**agreement, "requested_by_id": team[0], "document_id": document["id"]})
    done = {"id": world.id(), "agreement_id": agreement["id"], "status": "done", "not_before": at, "finished_at": at}
    rows[Rendering].append(done)
