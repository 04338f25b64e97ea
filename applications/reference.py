"""The programmes, their texts and the rounds on record, loaded from applications/data/."""

from datetime import date
from pathlib import Path

from django.utils import timezone

from applications.rounds.actions import prepare_months, record_earlier_round
from applications.rounds.models import Anchor, Criterion, Programme, Question, QuestionSet, Requirement, Round
from praksis.reference import read
from praksis.working_days import end_of_day

DATA = Path(__file__).parent / "data"


def load() -> None:
    """Programmes with criteria, anchors, requirements and questions, the rounds on record, and the minis' months.

    Texts that are there already are left as they are: managers may have edited them since.
    """
    for row in read(DATA / "programmes.csv"):
        programme, _ = Programme.objects.get_or_create(
            kind=row["key"],
            defaults={
                "name": row["short_name"],
                "places_per_round": int(row["places_per_round"]),
                "months": int(row["months"]),
                "ends_on": _date(row["ends_on"]),
                "last_deadline_on": _date(row["last_deadline"]),
                "purpose": row["purpose"],
                "cost_clause": row["cost_clause"],
                "appeal_text": row["appeal_text"],
            },
        )
        _load_criteria(programme)
        _load_requirements(programme)
        _load_questions(programme)
    for row in read(DATA / "rounds.csv"):
        _load_round(row)
    prepare_months(timezone.now())


def _load_criteria(programme: Programme) -> None:
    anchors = [row for row in read(DATA / "anchors.csv") if row["programme"] == programme.kind]
    for row in read(DATA / "criteria.csv"):
        if row["programme"] != programme.kind or row["wording"] != "current":
            continue
        criterion, new = Criterion.objects.get_or_create(
            programme=programme,
            round=None,
            key=row["key"],
            defaults={
                "order": int(row["order"]),
                "weight": int(row["weight"]),
                "title": row["label"],
                "text": row["text"],
            },
        )
        if new:
            Anchor.objects.bulk_create(
                Anchor(criterion=criterion, score=int(anchor["score"]), label=anchor["label"], text=anchor["text"])
                for anchor in anchors
                if anchor["criterion"] == criterion.key
            )


def _load_requirements(programme: Programme) -> None:
    for row in read(DATA / "requirements.csv"):
        if row["programme"] == programme.kind:
            Requirement.objects.get_or_create(
                programme=programme,
                round=None,
                key=row["key"],
                defaults={"order": int(row["order"]), "text": row["text"]},
            )


def _load_questions(programme: Programme) -> None:
    questions, new = QuestionSet.objects.get_or_create(
        programme=programme, round=None, number=1, defaults={"published_at": timezone.now()}
    )
    if not new:
        return
    Question.objects.bulk_create(
        Question(
            question_set=questions,
            key=row["key"],
            section=row["section"],
            order=int(row["order"]),
            kind=row["kind"].partition(":")[0],
            label=row["label"],
            guidance=row["guidance"],
            options=[option.split("=", 1) for option in row["options"].split("|") if option],
            max_words=int(row["max_words"]) if row["max_words"] else None,
            required=row["required"] == "yes",
            condition=row["condition"],
            criterion=row["criterion"],
            part_of=row["part_of"],
        )
        for row in read(DATA / f"questions_{programme.kind}.csv")
    )


def _load_round(row: dict[str, str]) -> None:
    programme = Programme.objects.get(kind=row["programme"])
    if Round.objects.filter(programme=programme, period_from=_date(row["starts_on"])).exists():
        return
    record_earlier_round(
        programme,
        name=row["name"],
        period_from=_date(row["starts_on"]),
        period_to=_date(row["ends_on"]),
        deadline=end_of_day(_date(row["deadline"])),
        places=int(row["places"]),
        small_below=int(row["small_below"]),
        larger_from=int(row["larger_from"]),
        regions_at_least=int(row["regions_at_least"]),
        family_daycare_from=row["family_daycare_high_from"],
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
