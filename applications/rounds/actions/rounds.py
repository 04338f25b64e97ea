"""Preparing and opening rounds."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from applications.rounds import preparation
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
    copied_from: Round | None = None,
    **considerations,
) -> Round:
    """Prepare a round: a case of its own, and copies of the programme's criteria, requirements and questions.

    With `copied_from` they are copied from that round instead. `considerations` are the thresholds of what the agency
    looks at in the whole selection, and how long one has to accept; each may be left out. Raises ActionError for dates
    that do not fit together, or that another round has.
    """
    lock(programme)
    refuse_impossible(programme, period_from=period_from, period_to=period_to, opens_at=opens_at, deadline=deadline)
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
    copy_texts(round_, copied_from)
    copy_questions(round_, copied_from)
    if copied_from:
        log.record(round_.case, "round.copied", by=by, name=name, source=copied_from.name)
    else:
        log.record(round_.case, "round.created", by=by, name=name)
    return round_


@transaction.atomic
def open_round(round_: Round, *, by: Actor) -> None:
    """Make a prepared round public: it takes applications from `opens_at` to its deadline.

    From here its facts, criteria, requirements and questions are locked. Raises ActionError for a round whose deadline
    has passed, or that lacks questions, criteria or anchors.
    """
    lock(round_)
    now = timezone.now()
    lacking = preparation.missing(round_, now)
    if lacking:
        raise ActionError(" ".join(lacking))
    round_.question_sets.filter(published_at=None).update(published_at=now)
    round_.become(RoundStatus.ASSESSING)
    round_.status_changed_at = now
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
    copy_questions(round_)
    round_.question_sets.update(published_at=timezone.now())
    return round_


def copy_texts(round_: Round, source: Round | None = None) -> None:
    """Copy the criteria with anchors and the requirements of `source`, or of the programme, onto the round."""
    own = {"programme": round_.programme, "round": source}
    for criterion in Criterion.objects.filter(**own).prefetch_related("anchors"):
        anchors = list(criterion.anchors.all())
        criterion.pk, criterion.round, criterion._state.adding = None, round_, True
        criterion.save()
        Anchor.objects.bulk_create(
            Anchor(criterion=criterion, score=anchor.score, label=anchor.label, text=anchor.text) for anchor in anchors
        )
    for requirement in Requirement.objects.filter(**own):
        requirement.pk, requirement.round, requirement._state.adding = None, round_, True
        requirement.save()


def copy_questions(round_: Round, source: Round | None = None) -> None:
    """Give the round a first question set of its own, as that of `source`, or of the programme, is now."""
    if source and source.status == RoundStatus.DRAFT:
        template = source.question_sets.order_by("-number").first()
    else:
        template = (source or round_.programme).questions_now
    if template:
        copy_edition(template, round_=round_, number=1)


def copy_edition(template: QuestionSet, *, round_: Round | None, number: int) -> QuestionSet:
    """A question set with the same questions, not in use yet."""
    edition = QuestionSet.objects.create(programme=template.programme, round=round_, number=number)
    fields = [f.attname for f in Question._meta.concrete_fields if f.name not in {"id", "question_set"}]
    Question.objects.bulk_create(
        Question(question_set=edition, **{name: getattr(question, name) for name in fields})
        for question in template.questions.all()
    )
    return edition


def refuse_impossible(
    programme: Programme,
    *,
    period_from: date,
    period_to: date,
    opens_at: datetime,
    deadline: datetime,
    besides: Round | None = None,
) -> None:
    """Raise ActionError for dates that the database would refuse. Call it with the programme locked."""
    if period_to <= period_from:
        raise ActionError("Perioden skal slutte, efter at den er begyndt.")
    if deadline <= opens_at:
        raise ActionError("Runden skal åbne før fristen.")
    same = programme.rounds.filter(period_from=period_from, period_to=period_to, deadline=deadline)
    if besides:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise ActionError("Der er allerede en runde med den periode og frist.")
