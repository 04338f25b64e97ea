"""Editing a round until it is opened: its facts, what it is judged by, and what it requires."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from applications.rounds import questionnaire
from applications.rounds.actions.rounds import refuse_impossible
from applications.rounds.models import Anchor, Criterion, Question, Requirement, Round, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError

LOCKED = (
    "Runden er åbnet, så det kan ikke rettes længere. "
    "Fristen kan stadig forlænges, og spørgsmålene kan få en ny udgave."
)


@transaction.atomic
def edit_round(
    round_: Round,
    *,
    name: str,
    period_from: date,
    period_to: date,
    opens_at: datetime,
    deadline: datetime,
    places: int,
    by: Actor,
    **considerations: Any,
) -> None:
    """Change the facts of a round that is not open yet. Raises ActionError once it is, and for dates that cannot be."""
    lock(round_.programme)
    lock_prepared(round_)
    dates: dict[str, Any] = {
        "period_from": period_from,
        "period_to": period_to,
        "opens_at": opens_at,
        "deadline": deadline,
    }
    refuse_impossible(round_.programme, besides=round_, **dates)
    facts = {"name": name, "places": places, **dates, **considerations}
    changed = [field for field, value in facts.items() if getattr(round_, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(round_, field, facts[field])
    round_.save(update_fields=changed)
    names = {field.name: str(field.verbose_name) for field in Round._meta.concrete_fields}
    words = [names[field] for field in changed]
    log.record(round_.case, "round.edited", by=by, what=", ".join(words))


@transaction.atomic
def save_criterion(
    round_: Round,
    criterion: Criterion | None,
    *,
    title: str,
    text: str,
    weight: int,
    anchors: Sequence[tuple[str, str]],
    by: Actor,
) -> Criterion:
    """Change a criterion of a round that is not open yet, or add one (None).

    `anchors` are (label, text) from score 0 up.
    """
    lock_prepared(round_)
    if criterion is None:
        taken = set(round_.criteria.values_list("key", flat=True))
        key = questionnaire.new_key(title, taken)
        criterion = Criterion(programme=round_.programme, round=round_, key=key, order=_next_order(round_.criteria))
    criterion.title, criterion.text, criterion.weight = title, text, weight
    criterion.save()
    for score, (label, words) in enumerate(anchors):
        Anchor.objects.update_or_create(criterion=criterion, score=score, defaults={"label": label, "text": words})
    log.record(round_.case, "round.criterion_saved", by=by, title=title)
    return criterion


@transaction.atomic
def remove_criterion(round_: Round, criterion: Criterion, *, by: Actor) -> None:
    """Take a criterion out of a round that is not open yet. Raises ActionError while questions are read under it."""
    lock_prepared(round_)
    under = Question.objects.filter(question_set__round=round_, criterion=criterion.key)
    labels = list(under.order_by("order").values_list("label", flat=True))
    if labels:
        listed = ", ".join(f"»{label}«" for label in labels)
        raise ActionError(f"Disse spørgsmål læses under kriteriet: {listed}. Vælg et andet kriterium for dem først.")
    log.record(round_.case, "round.criterion_removed", by=by, title=criterion.title)
    criterion.delete()


@transaction.atomic
def save_requirements(round_: Round, texts: dict[str, str], *, new: str = "", by: Actor) -> None:
    """Change the requirements of a round that is not open yet: `texts` by key, where an empty one is taken out."""
    lock_prepared(round_)
    for requirement in list(round_.requirements.all()):
        text = texts.get(requirement.key, requirement.text)
        if not text:
            requirement.delete()
        elif text != requirement.text:
            requirement.text = text
            requirement.save(update_fields=["text"])
    if new:
        taken = set(round_.requirements.values_list("key", flat=True))
        key = questionnaire.new_key(new, taken)
        order = _next_order(round_.requirements)
        Requirement.objects.create(programme=round_.programme, round=round_, key=key, order=order, text=new)
    log.record(round_.case, "round.requirements_saved", by=by)


def lock_prepared(round_: Round) -> None:
    """Lock a round that is about to be edited; raises ActionError once it is open."""
    lock(round_)
    if round_.status != RoundStatus.DRAFT:
        raise ActionError(LOCKED)


def _next_order(texts) -> int:
    return (texts.aggregate(last=Max("order"))["last"] or 0) + 1
