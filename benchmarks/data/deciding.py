"""The bench's reviews, decisions and accepted places."""

from datetime import timedelta

from applications.allocation.models import Decision, OwnChoice, Place, Proposal, Waiver
from applications.assessment.models import InterestDeclaration, Review, ReviewerAssignment, Score
from applications.rounds.models import Round, RoundStatus
from benchmarks.data import words
from praksis.accounts.models import Role

TABLES = [ReviewerAssignment, InterestDeclaration, Review, Score, Waiver, OwnChoice, Proposal, Decision, Place]
OUTCOMES = ("granted", "reserve", "refused")


def judge(world, rows: dict, round_: Round, applications: list[dict]) -> None:
    """All reviewers have locked theirs, but the one who is looked at is halfway."""
    reviewers = world.users[Role.CONSULTANT][: world.size.reviewers]
    _assign(world, rows, round_, [*reviewers, *world.users[Role.MANAGER], *world.users[Role.APPROVER]], reviewers)
    half = len(applications) // 2
    for reviewer in reviewers:
        mine = applications[:half] if reviewer == reviewers[0] else applications
        _review(world, rows, round_, mine, reviewer)
    world.known.review = str(applications[-1]["id"])
    for number, application in enumerate(applications):
        outcome = OUTCOMES[min(number // round_.places, 2)]
        rows[Decision].append(_decision(world, application, outcome, number + 1, announced_at=None))
    _go_on(world, rows, round_, applications)


def _go_on(world, rows: dict, round_: Round, applications: list[dict]) -> None:
    """What is not known is gone on without, and each manager has noted an own choice: the composition is shown."""
    first, *_ = managers = world.users[Role.MANAGER]
    for application in applications:
        said = words.text(world.rng, 8)
        row = {"round_id": round_.pk, "words": said, "reason": said, "at": world.now, "by_id": first}
        rows[Waiver] += [{**row, "item": f"{what}:{application['id']}"} for what in ("facts", "check")]
    for person in managers:
        own = {"id": world.id(), "round_id": round_.pk, "person_id": person, "at": world.now}
        rows[OwnChoice].append({**own, "applications": [], "reason": words.text(world.rng, 8)})


def _assign(world, rows: dict, round_: Round, declaring: list, reviewers: list) -> None:
    manager, at = world.users[Role.MANAGER][0], round_.deadline + timedelta(days=1)
    for person in reviewers:
        row = {"id": world.id(), "round_id": round_.pk, "reviewer_id": person, "assigned_at": at}
        rows[ReviewerAssignment].append({**row, "assigned_by_id": manager, "reads_all": True, "removed_reason": ""})
    for person in declaring:
        row = {"id": world.id(), "round_id": round_.pk, "person_id": person, "has_interest": False, "is_out": False}
        rows[InterestDeclaration].append({**row, "declared_at": at, "about": "", "ruling": "", "ruling_reason": ""})


def _review(world, rows: dict, round_: Round, applications: list[dict], reviewer) -> None:
    at = round_.deadline + timedelta(days=3)
    for application in applications:
        row = {"id": world.id(), "application_id": application["id"], "reviewer_id": reviewer, "started_at": at}
        rows[Review].append({**row, "locked_at": at + timedelta(hours=1)})
        for criterion in round_.judged_by:
            score = {"review_id": row["id"], "criterion_id": criterion.pk, "score": world.rng.randrange(5)}
            rows[Score].append({**score, "confidence": 2, "rationale": words.text(world.rng, 30)})


def _decision(world, application: dict, outcome: str, number: int, *, announced_at) -> dict:
    return {
        "id": world.id(),
        "case_id": application["case_id"],
        "round_id": application["round_id"],
        "application_id": application["id"],
        "outcome": outcome,
        "reason": words.text(world.rng, 40),
        "seat_number": number if outcome == "granted" else None,
        "chosen_at": announced_at or world.now,
        "chosen_by_id": world.users[Role.MANAGER][0],
        "announced_at": announced_at,
    }


def settle(world, rows: dict, round_: Round, applications: list[dict], *, reviewers: int) -> None:
    """Review, decide and announce what was applied for, and let the granted accept."""
    chosen = world.rng.sample(world.users[Role.CONSULTANT], reviewers)
    _assign(world, rows, round_, [*chosen, *world.users[Role.MANAGER][:1]], chosen)
    for reviewer in chosen:
        _review(world, rows, round_, applications, reviewer)
    at = round_.deadline + timedelta(days=30)
    proposal = {"id": world.id(), "round_id": round_.pk, "proposed_at": at, "approved_at": at}
    proposal |= {"proposed_by_id": world.users[Role.MANAGER][0], "approved_by_id": world.users[Role.APPROVER][0]}
    rows[Proposal].append(proposal)
    for number, application in enumerate(applications):
        outcome = OUTCOMES[0 if number < round_.places else 1 if number < round_.places + 3 else 2]
        decision = _decision(world, application, outcome, number + 1, announced_at=at)
        rows[Decision].append(decision)
        if outcome == "granted":
            rows[Place].append(_place(world, round_, application, decision["id"], at))


def _place(world, round_: Round, application: dict, decision, at) -> dict:
    people = {key: words.person(world.rng, n) for n, key in enumerate(["coordinator", "head_of_day_care", "director"])}
    town = application["applicant_id"]
    institutions = world.institutions.get(town, [])[:5]
    facts = {
        "programme": round_.programme.kind,
        "applicant_kind": application["applicant_kind"],
        "period_from": round_.period_from.isoformat(),
        "period_to": round_.period_to.isoformat(),
        "institutions": [
            {"id": str(one["organisation_id"]), "name": words.house(number), **_kind(one)}
            for number, one in enumerate(institutions)
        ],
        "people": people,
        "themes": ["professional_leadership", "learning_environments"],
        "challenge": words.text(world.rng, 60),
    }
    return {
        "id": world.id(),
        "case_id": application["case_id"],
        "round_id": round_.pk,
        "applicant_id": town,
        "applicant_kind": application["applicant_kind"],
        "application_id": application["id"],
        "decision_id": decision,
        "accepted_at": at + timedelta(days=5),
        "accepted_by_name": people["coordinator"]["name"],
        "facts": facts,
    }


def _kind(institution: dict) -> dict:
    return {"ownership": institution["ownership"], "setting": institution["setting"]}


def announce() -> None:
    """Every round whose decisions are announced."""
    Round.objects.filter(proposals__approved_at__isnull=False).update(status=RoundStatus.ANNOUNCED)


def places() -> list[dict]:
    fields = ("id", "case_id", "applicant_id", "applicant_kind", "accepted_at", "facts", "round__programme_id")
    return list(
        Place.objects.order_by("-round__programme__kind", "-round__period_from", "decision__seat_number").values(
            *fields
        )
    )
