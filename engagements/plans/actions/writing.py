"""Writing the rows of a plan together: nobody writes over another unseen, and no text is ever lost."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Engagement
from engagements.plans.models import Plan, PlanChange, PlanKind, PlanRow
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock, refuse_taken
from praksis.errors import ActionError

# As much of a row's name as its history keeps
HEADING = 300


class Meanwhile(ActionError):
    """Somebody else has written in the same fields of a row since it was read. What was typed is kept in the history.

    `row` is as it now stands, `fields` those that both have changed.
    """

    def __init__(self, row: PlanRow, fields: list[str]):
        super().__init__(f"{row.changed_by_name} har skrevet her, mens du skrev. Vælg, hvilken tekst der skal stå.")
        self.row, self.fields = row, fields


@transaction.atomic
def add_row(engagement: Engagement, row: PlanRow, *, by: Actor) -> PlanRow:
    """Add a row to the course's plan of its kind, as the last one. The plan is begun with its first row.

    The row's id is its form's own: sent twice, it is one row. Raises ActionError where the course is closed, or the id
    is that of another course's row or of one that was taken out.
    """
    lock(engagement)
    refuse_closed(engagement)
    model = row.__class__
    known = model._default_manager.filter(pk=row.pk, plan__engagement=engagement).first()
    if known:
        return known
    refuse_taken(model, row.pk)
    if PlanChange.objects.filter(row=row.pk).exists():
        raise ActionError("Det er taget ud igen. Åbn siden igen, hvis det skal skrives på ny.")
    row.plan = begin(engagement, row.KIND, by=by)
    last = model._default_manager.filter(plan=row.plan).aggregate(last=Max("order"))["last"]
    row.order, row.changed_by_name, row.changed_at = (last or 0) + 1, by.name, timezone.now()
    row.save(force_insert=True)
    _keep(row, before=None, after=row.wording(), by=by)
    return row


def write_row(row: PlanRow, *, revision: int, by: Actor, **values: Any) -> None:
    """Change what stands in a row. `revision` is the one that its writer read; the same values change nothing.

    What others wrote meanwhile in other fields stays. Raises Meanwhile where they wrote in the same: then what was
    typed is kept beside it in the history, and nothing else changes. Raises ActionError where the course is closed.
    """
    with transaction.atomic():
        _lock_open(row)
        typed = {**row.wording(), **_as_wording(row, values)}
        now = row.wording()
        mine, contested = _weigh(row, now, typed, revision)
        if contested:
            _set_aside(row, now, typed, revision, by=by)
        elif mine:
            for name in mine:
                setattr(row, name, values[name])
            row.revision += 1
            row.changed_at, row.changed_by_name = timezone.now(), by.name
            row.save(update_fields=[*mine, "revision", "changed_at", "changed_by_name"])
            _keep(row, before=now, after=row.wording(), by=by)
    if contested:
        raise Meanwhile(row, contested)


@transaction.atomic
def remove_row(row: PlanRow, *, by: Actor) -> None:
    """Take a row out of its plan. Its text stays in the history. Raises ActionError where the course is closed."""
    _lock_open(row)
    row.revision += 1
    _keep(row, before=row.wording(), after=None, by=by)
    row.delete()


@transaction.atomic
def move_row(row: PlanRow, *, up: bool, among: list[PlanRow], by: Actor) -> None:
    """Let a row change places with the one before or after it `among` those it stands with, as they are ordered.

    The first cannot go up nor the last down: that changes nothing. Raises ActionError where the course is closed.
    """
    _lock_open(row)
    place = [each.pk for each in among].index(row.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(among):
        return
    neighbour = among[other]
    row.order, neighbour.order = neighbour.order, row.order
    for each in (row, neighbour):
        each.save(update_fields=["order"])


def begin(engagement: Engagement, kind: PlanKind, *, by: Actor) -> Plan:
    """The course's plan of a kind, made where there is none. Called with the course locked."""
    plan, is_new = Plan.objects.get_or_create(engagement=engagement, kind=kind, defaults={"begun_by_name": by.name})
    plan.engagement = engagement
    if is_new:
        log.record(engagement.case, "plan.begun", by=by, plan=kind.label.lower())
    return plan


def _lock_open(row: PlanRow) -> None:
    """Lock course and row, in this order. Raises ActionError where the course is closed."""
    engagement = row.plan.engagement
    lock(engagement)
    refuse_closed(engagement)
    lock(row)


def _as_wording(row: PlanRow, values: dict[str, Any]) -> dict[str, Any]:
    """Typed values as they would stand in the row's wording."""
    wording = row.__class__(**values).wording()
    return {name: wording[name] for name in values}


def _weigh(row: PlanRow, now: dict, typed: dict, revision: int) -> tuple[list[str], list[str]]:
    """The fields that the writer changed, and those of them that others changed meanwhile to something else."""
    if revision == row.revision:
        base = now
    elif revision == 0:
        # Written in a form of a new row, while somebody else wrote the same one.
        base = row.__class__().wording()
    else:
        read = PlanChange.objects.filter(row=row.pk, revision=revision, is_set_aside=False).first()
        # A revision that never was: then nothing is known of what was read, and every difference is contested.
        base = read.after if read and read.after is not None else {}
    mine = [name for name in row.WRITTEN if name in typed and typed[name] != base.get(name)]
    contested = [name for name in mine if now[name] != base.get(name) and now[name] != typed[name]]
    return [name for name in mine if typed[name] != now[name]], contested


def _keep(row: PlanRow, *, before: dict | None, after: dict | None, by: Actor) -> None:
    PlanChange.objects.create(
        plan=row.plan,
        row=row.pk,
        heading=_named(row),
        revision=row.revision,
        before=before,
        after=after,
        by_name=by.name,
    )


def _set_aside(row: PlanRow, now: dict, typed: dict, revision: int, *, by: Actor) -> None:
    """Keep what was typed in vain; pressing the button again keeps it only once."""
    PlanChange.objects.get_or_create(
        plan=row.plan,
        row=row.pk,
        # A revision that never was may be a number that no column holds.
        revision=min(revision, row.revision),
        is_set_aside=True,
        by_name=by.name,
        after=typed,
        defaults={"heading": _named(row), "before": now},
    )


def _named(row: PlanRow) -> str:
    return (f"{row.part}: {row.heading}" if row.part else row.heading)[:HEADING]
