"""The bench's rounds and what was applied for in them: answers, versions, reviews, decisions and places."""

import hashlib
from datetime import timedelta
from typing import Any

from applications.drafting import answers, reading, versions
from applications.drafting.models import (
    Answer,
    AnswerChange,
    Application,
    ApplicationInstitution,
    Signature,
    Submission,
    Version,
)
from applications.rounds import actions as rounds
from applications.rounds.models import Programme, Round, RoundStatus
from benchmarks.data import deciding, words
from benchmarks.data.fill import fill
from praksis.accounts.models import Role, User
from praksis.cases.actors import Actor
from praksis.cases.models import Case
from praksis.mail.models import PersonalLink
from praksis.themes import as_text

# The rows of each table, gathered and then filled in at once, in this order
TABLES = [Case, Application, ApplicationInstitution, Answer, AnswerChange, Version, PersonalLink, Signature, Submission]
# What the load writes in
FIELD = "need_environment"


def make(world) -> list[dict]:
    """Everything that was applied for; returns the accepted places that courses come of."""
    rows: dict = {model: [] for model in TABLES + deciding.TABLES}
    size, years = world.size, Programme.objects.get(kind="one_year")
    manager = Actor.of(User.objects.get(pk=world.users[Role.MANAGER][0]))
    opened = _round(world, years, manager, begins=-90, deadline=-20, places=5)
    current = _round(world, years, manager, begins=-60, deadline=10, places=5)
    world.known.open_round, world.known.round = str(opened.pk), str(current.pk)
    towns = world.municipalities

    for number, town in enumerate(towns[: size.drafts]):
        application = _application(world, rows, opened, town.pk, "municipality", submitted=False)
        own = world.institutions[town.pk]
        revisions = _answer(world, rows, application, opened.asked, own[: 4 if number == 0 else 3])
        email = f"owner0@kommune{number}.example"
        world.known.writers.append([email, str(application["id"]), FIELD, revisions[FIELD]])
    world.known.draft = world.known.writers[0][1]

    handed_in = []
    for town in towns[: size.current]:
        application = _application(world, rows, current, town.pk, "municipality")
        _answer(world, rows, application, current.asked, world.institutions[town.pk][4:8])
        handed_in.append(application)
    _fill(rows, TABLES)
    content = _freeze(handed_in)
    deciding.judge(world, rows, current, handed_in)

    for number in range(size.one_year_rounds):
        past = _round(world, years, manager, begins=50 + 182 * number, deadline=140 + 182 * number,
                      places=size.one_year_places)  # fmt: skip
        whom = [towns[(place + number * 7) % len(towns)].pk for place in range(min(size.applicants, len(towns)))]
        applied = [_application(world, rows, past, pk, "municipality") for pk in whom]
        for application in applied:
            _name(world, rows, application, world.institutions[application["applicant_id"]][:3])
        _choose_themes(world, rows, past, applied)
        _freeze_alike(rows, applied, content)
        deciding.settle(world, rows, past, applied, reviewers=3)
    _minis(world, rows, manager)
    _fill(rows, [*TABLES, *deciding.TABLES])
    deciding.announce()
    ours = Application.objects.filter(applicant=towns[0].pk, decision__announced_at__isnull=False, programme=years)
    world.known.decided = str(ours.order_by("decision__outcome", "-submitted_at").values_list("pk", flat=True)[0])
    return deciding.places()


def _fill(rows: dict, models: list) -> None:
    for model in models:
        fill(model, rows[model])
        rows[model] = []


# --- Rounds and applications --------------------------------------------------------------------------------------


def _round(world, programme: Programme, by: Actor, *, begins: int, deadline: int, places: int) -> Round:
    """A round whose courses began, and whose deadline was, so many days ago (before zero: in so many days)."""
    period_from = (world.now - timedelta(days=begins)).date()
    round_ = rounds.create_round(
        programme,
        name=f"Runde fra {period_from:%d.%m.%Y}",
        period_from=period_from,
        period_to=period_from + timedelta(days=119 if programme.is_mini else 364),
        opens_at=world.ago(deadline + 60),
        deadline=world.ago(deadline),
        places=places,
        by=by,
    )
    world.cases.append((round_.case_id, "round", world.ago(deadline + 60)))
    Round.objects.filter(pk=round_.pk).update(status=RoundStatus.ASSESSING)
    round_.question_sets.update(published_at=world.now)
    # Asked for by every application
    round_.asked, round_.judged_by = round_.questions_now, list(round_.criteria.all())
    return round_


def _application(world, rows: dict, round_: Round, applicant, kind: str, *, submitted=True) -> dict:
    at = round_.deadline - timedelta(hours=world.rng.randrange(1, 400)) if submitted else world.ago(12)
    case = world.case("application", f"Ansøgning: {round_.programme}", applicant, at - timedelta(days=14))
    owner, pk = world.owners[applicant], world.id()
    row = {
        "id": pk,
        "case_id": case["id"],
        "programme_id": round_.programme_id,
        "round_id": round_.pk,
        "question_set_id": round_.asked.pk,
        "applicant_id": applicant,
        "applicant_kind": kind,
        "status": "submitted" if submitted else "draft",
        "created_at": case["opened_at"],
        "created_by_id": owner,
    }
    if submitted:
        row |= {
            "submitted_at": at,
            "submitted_by_id": owner,
            "sent_by_id": owner,
            "current_version_id": world.id(),
        }
        version = {"id": row["current_version_id"], "application_id": pk, "number": 1, "created_at": at}
        rows[Version].append({**version, "json": "{}", "sha256": "0" * 64})
        receipt = {"id": world.id(), "application_id": pk, "version_id": version["id"], "current_id": version["id"]}
        rows[Submission].append({**receipt, "received_at": at})
        if kind == "municipality":
            _sign(world, rows, row, at)
    rows[Case].append(case)
    rows[Application].append(row)
    return {**row, "reference": case["reference"]}


def _sign(world, rows: dict, application: dict, at) -> None:
    link = {
        "id": world.id(),
        "purpose": "sign_application",
        "object_id": application["id"],
        "recipient": "direktoer@kommune.example",
        "document_hash": "0" * 64,
        "created_at": at - timedelta(days=1),
        "expires_at": at + timedelta(days=30),
        "used_at": at,
        "nonce": world.id(),
    }
    rows[PersonalLink].append(link)
    rows[Signature].append(
        {
            "id": world.id(),
            "version_id": application["current_version_id"],
            "link_id": link["id"],
            "name": words.name(world.rng),
            "title": "Direktør",
            "email": link["recipient"],
            "signed_at": at,
        }
    )


def _answer(world, rows: dict, application: dict, asked, institutions: list[dict]) -> dict[str, int]:
    """Answer every question, with the texts that stood there before; returns the revisions by the question's key."""
    revisions = {}
    questions = [q for q in asked.questions.all() if q.kind not in answers.STEPS and q.kind != "institution_list"]
    named = _name(world, rows, application, institutions)
    for question in questions:
        if not answers.is_asked(question, application["applicant_kind"]):
            continue
        for each in [one["id"] for one in named] if question.part_of else [None]:
            revision = revisions[question.key] = world.rng.randrange(1, 6)
            answer = {
                "id": world.id(),
                "application_id": application["id"],
                "question_id": question.pk,
                "institution_id": each,
                "value": _value(world, question),
                "revision": revision,
                "changed_at": application["created_at"] + timedelta(days=1),
            }
            rows[Answer].append(answer)
            rows[AnswerChange] += [
                {
                    "answer_id": answer["id"],
                    "revision": number,
                    "value": answer["value"],
                    "at": application["created_at"] + timedelta(minutes=number),
                    "by_user_id": application["created_by_id"],
                    "by_name": "Anne Aagaard",
                }
                for number in range(1, revision + 1)
            ]
    return revisions


def _name(world, rows: dict, application: dict, institutions: list[dict]) -> list[dict]:
    """Name the institutions that it is about."""
    named = []
    for order, institution in enumerate(institutions, start=1):
        row = {"id": world.id(), "application_id": application["id"], "order": order}
        row |= {"institution_id": institution["organisation_id"], "name": words.house(order * 7)}
        named.append({**row, "ownership": institution["ownership"], "setting": institution["setting"]})
    rows[ApplicationInstitution] += named
    return named


def _choose_themes(world, rows: dict, round_: Round, applications: list[dict]) -> None:
    """Answer just this question, which lists and exports tell of: the rest lies frozen."""
    question = round_.asked.questions.get(key="themes")
    places = {row["id"]: place for place, row in enumerate(rows[Application])}
    for application in applications:
        row = {"id": world.id(), "application_id": application["id"], "question_id": question.pk, "revision": 1}
        facts = {"institution_id": None, "changed_at": application["created_at"]}
        chosen = _value(world, question)
        rows[Answer].append({**row, **facts, "value": chosen})
        rows[Application][places[application["id"]]]["themes"] = as_text(chosen)


def _value(world, question):
    kind = question.kind
    if kind == "person":
        return words.person(world.rng, question.order)
    if kind == "percent_or_few":
        return {"percent": str(world.rng.randrange(10, 60)), "few": False}
    if kind == "number":
        return str(world.rng.randrange(5, 90))
    if kind == "confirm":
        return True
    if kind == "files":
        return []
    if kind in {"single_choice", "multi_choice"}:
        keys = [key for key, _ in question.options]
        return keys[0] if kind == "single_choice" else keys[:2]
    return words.text(world.rng, int((question.max_words or 15) * 0.8))


# --- Frozen versions ----------------------------------------------------------------------------------------------


def _freeze(applications: list[dict]) -> dict:
    """Freeze these as the product does; returns the content of one."""
    content: dict[str, Any] = {}
    for row in applications:
        content = versions.content_of(_whole(row))
        text = versions.canonical(content)
        frozen = {"json": text, "sha256": versions.fingerprint(text)}
        Version.objects.filter(pk=row["current_version_id"]).update(**frozen)
        Application.objects.filter(pk=row["id"]).update(themes=reading.themes(content))
    return content


def _whole(row: dict) -> Application:
    return Application.objects.select_related("case", "programme", "round", "applicant").get(pk=row["id"])


def _freeze_alike(rows: dict, applications: list[dict], content: dict) -> None:
    """Freeze these with the same words, but each with its own number and applicant."""
    waiting = {row["id"]: row for row in rows[Version]}
    for row in applications:
        applicant = {**content["applicant"], "id": str(row["applicant_id"])}
        text = versions.canonical({**content, "reference": row["reference"], "applicant": applicant})
        digest = hashlib.sha256(text.encode()).hexdigest()
        waiting[row["current_version_id"]].update(json=text, sha256=digest)


# --- Minis --------------------------------------------------------------------------------------------------------


def _minis(world, rows: dict, manager: Actor) -> None:
    """Round after round of minis; the words of all are those of one that is a draft still."""
    programme = Programme.objects.get(kind="mini")
    everywhere = [one for own in world.institutions.values() for one in own]
    coming = _round(world, programme, manager, begins=-90, deadline=-25, places=world.size.mini_places)
    draft = _application(
        world, rows, coming, everywhere[1]["organisation_id"], everywhere[1]["ownership"], submitted=False
    )
    _answer(world, rows, draft, coming.asked, everywhere[1:2])
    _fill(rows, TABLES)
    content = versions.content_of(_whole(draft))
    # A mini's draft has no round; it had one only so that the words are those of one that was handed in.
    Application.objects.filter(pk=draft["id"]).update(round=None)

    for number in range(world.size.mini_rounds):
        past = _round(world, programme, manager, begins=15 + 30 * number, deadline=60 + 30 * number,
                      places=world.size.mini_places)  # fmt: skip
        first = number * 67
        whom = [everywhere[(first + place * 29) % len(everywhere)] for place in range(world.size.minis)]
        applied = [_application(world, rows, past, one["organisation_id"], one["ownership"]) for one in whom]
        for application, one in zip(applied, whom, strict=True):
            _name(world, rows, application, [one])
        _choose_themes(world, rows, past, applied)
        _freeze_alike(rows, applied, content)
        deciding.settle(world, rows, past, applied, reviewers=2)
