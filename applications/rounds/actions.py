"""Preparing and opening rounds."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from applications.rounds.models import (
    Anchor,
    Criterion,
    Programme,
    Question,
    QuestionSet,
    Requirement,
    Round,
    RoundStatus,
)
from praksis.cases import log
from praksis.cases.actions import open_case
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def create_round(
    programme: Programme,
    *,
    name: str,
    period_from: date,
    period_to: date,
    opens_at: datetime,
    deadline: datetime,
    places: int,
    by: Actor,
    **considerations,
) -> Round:
    """Prepare a round: a case of its own, and copies of the programme's criteria, requirements and questions.

    `considerations` are the thresholds of what the agency looks at in the whole selection; each may be left out.
    """
    round_ = Round.objects.create(
        case=open_case(f"Ansøgningsrunde: {name}"),
        programme=programme,
        name=name,
        period_from=period_from,
        period_to=period_to,
        opens_at=opens_at,
        deadline=deadline,
        places=places,
        **considerations,
    )
    copy_texts(round_)
    log.record(round_.case, "round.created", by=by, name=name)
    return round_


@transaction.atomic
def open_round(round_: Round, *, by: Actor) -> None:
    """Make a prepared round public: it takes applications from `opens_at` to its deadline.

    Raises ActionError for a round whose deadline has passed, or that lacks questions or criteria.
    """
    lock(round_)
    if not round_.criteria.exists() or not round_.question_sets.exists():
        raise ActionError("Runden mangler spørgsmål eller kriterier og kan ikke åbnes endnu.")
    if round_.deadline is None or round_.deadline < timezone.now():
        raise ActionError("Fristen er passeret. Vælg en senere frist, og prøv igen.")
    round_.become(RoundStatus.ASSESSING)
    round_.status_changed_at = timezone.now()
    round_.save(update_fields=["status", "status_changed_at"])
    log.record(round_.case, "round.opened", by=by, name=round_.name)


@transaction.atomic
def record_earlier_round(
    programme: Programme,
    *,
    name: str,
    period_from: date,
    period_to: date,
    deadline: datetime | None,
    places: int,
    **rest,
) -> Round:
    """Enter a round from before the system, as it stands on record. Its deadline may be unknown."""
    round_ = Round.objects.create(
        case=open_case(f"Ansøgningsrunde: {name}"),
        programme=programme,
        name=name,
        period_from=period_from,
        period_to=period_to,
        deadline=deadline,
        places=places,
        status=RoundStatus.ANNOUNCED,
        **rest,
    )
    copy_texts(round_)
    return round_


def copy_texts(round_: Round) -> None:
    """Copy the programme's criteria with anchors, its requirements and its questions onto the round."""
    programme = round_.programme
    for criterion in Criterion.objects.filter(programme=programme, round=None).prefetch_related("anchors"):
        anchors = list(criterion.anchors.all())
        criterion.pk, criterion.round, criterion._state.adding = None, round_, True
        criterion.save()
        Anchor.objects.bulk_create(
            Anchor(criterion=criterion, score=anchor.score, label=anchor.label, text=anchor.text) for anchor in anchors
        )
    for requirement in Requirement.objects.filter(programme=programme, round=None):
        requirement.pk, requirement.round, requirement._state.adding = None, round_, True
        requirement.save()
    template = programme.question_sets.filter(round=None).order_by("-number").first()
    if template is None:
        return
    questions = QuestionSet.objects.create(programme=programme, round=round_, number=1)
    fields = [f.attname for f in Question._meta.concrete_fields if f.name not in {"id", "question_set"}]
    Question.objects.bulk_create(
        Question(question_set=questions, **{name: getattr(question, name) for name in fields})
        for question in template.questions.all()
    )
