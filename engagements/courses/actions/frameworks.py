"""Editing the framework that new courses begin with, in editions. Courses follow copies and are never changed by it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications.rounds.models import Programme
from engagements.courses import framework_editions as editions
from engagements.courses.models import FrameworkStep, FrameworkTemplate, StepKind
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError

IN_USE = "Udgaven er taget i brug og kan ikke rettes. Lav en ny udgave i stedet."
# Numbered by tens, so many steps stay below a course's own
MOST = 90
# Beyond any order that is given, so that the steps can be numbered anew without two having the same
ASIDE = 15_000


@transaction.atomic
def begin_framework(programme: Programme, *, by: Actor) -> FrameworkTemplate:
    """Copy the framework in use into a new edition, which can be edited until it is taken into use.

    A second call gives the one that is being edited. Raises ActionError where the programme has none in use.
    """
    lock(programme)
    begun = programme.frameworks.filter(in_use_at=None).first()
    if begun:
        return begun
    base = FrameworkTemplate.objects.in_use().filter(programme=programme).first()
    if base is None:
        raise ActionError("Tilbuddet har ingen ramme i brug, som en ny udgave kan begynde med.")
    draft = FrameworkTemplate.objects.create(programme=programme, number=base.number + 1, made_by=by.user)
    steps = list(base.steps.all())
    for step in steps:
        step.pk, step.template = None, draft
    FrameworkStep.objects.bulk_create(steps)

    _record("framework.begun", draft, by)
    return draft


@transaction.atomic
def save_framework_step(
    template: FrameworkTemplate,
    step: FrameworkStep | None,
    *,
    text: str,
    column: str,
    lane: str,
    kind: str,
    responsible: str,
    timing: str,
    after: FrameworkStep | None,
    by: Actor,
) -> FrameworkStep:
    """Change a step of a draft, or add one (None), behind `after` or first of all; a column's steps stand together.

    `responsible` is roles joined by "+", or as it stood; `timing` as framework.due reads it. A fixed step keeps its
    place, column, lane and kind. Raises ActionError once the edition is in use, for what cannot be read, and where
    the fixed steps would no longer come after one another.
    """
    _lock_draft(template)
    steps = list(template.steps.all())
    is_new = step is None
    if step is None:
        if len(steps) >= MOST:
            raise ActionError(f"Der er allerede {MOST} trin. Fjern et, før du tilføjer et nyt.")
        step = FrameworkStep(template=template)
    else:
        step = _still_there(steps, step)
    if after is not None:
        after = _still_there(steps, after)
    if not text.strip():
        raise ActionError("Skriv, hvad der skal ske.")
    _refuse_place(step, column, lane, kind)
    _refuse_owners(step, responsible)
    _refuse_timing(step, kind, timing)

    step.text, step.responsible, step.timing = text.strip(), responsible, timing
    step.column, step.lane, step.kind = column, lane, kind
    if step.is_anchor:
        out_of_order = editions.disorder(steps, editions.variants_of(template.programme))
        if out_of_order:
            raise ActionError(out_of_order)
    else:
        _number(steps, step, after)
    step.save()

    _record("framework.step_added" if is_new else "framework.step_saved", template, by, step=step.text)
    return step


@transaction.atomic
def remove_framework_step(template: FrameworkTemplate, step: FrameworkStep, *, by: Actor) -> None:
    """Take a step out of a draft. Raises ActionError for a fixed one, and once the edition is in use."""
    _lock_draft(template)
    step = _still_there(list(template.steps.all()), step)
    if step.is_anchor:
        raise ActionError(f"»{step.text}« er et fast trin i alle forløb og kan ikke fjernes.")
    step.delete()

    _record("framework.step_removed", template, by, step=step.text)


@transaction.atomic
def save_framework_note(template: FrameworkTemplate, note: str, *, by: Actor) -> None:
    """Say what is new in a draft. Raises ActionError once the edition is in use."""
    _lock_draft(template)
    template.note = note.strip()
    template.save(update_fields=["note"])

    _record("framework.noted", template, by, note=template.note)


@transaction.atomic
def take_into_use(template: FrameworkTemplate, *, by: Actor) -> None:
    """Let the courses that are opened from now on begin with this edition. Those that are open stay as they are.

    Raises ActionError without a note of what is new, where nothing differs from the edition in use, or where a course
    could not begin with the steps as they stand.
    """
    _lock_draft(template)
    base = FrameworkTemplate.objects.in_use().filter(programme=template.programme).first()
    before = list(FrameworkStep.objects.filter(template=base).order_by("order"))
    variants = editions.variants_of(template.programme)
    faults = editions.faults(template.note, list(template.steps.all()), before, variants)
    if faults:
        raise ActionError(" ".join(faults))
    template.in_use_at, template.in_use_by = timezone.now(), by.user
    template.save(update_fields=["in_use_at", "in_use_by"])

    _record("framework.taken_into_use", template, by, note=template.note)


@transaction.atomic
def discard_framework(template: FrameworkTemplate, *, by: Actor) -> None:
    """Throw a draft away. Raises ActionError once the edition is in use."""
    _lock_draft(template)
    template.delete()

    _record("framework.discarded", template, by)


def _lock_draft(template: FrameworkTemplate) -> None:
    lock(template.programme)
    lock(template, gone="Udgaven er kasseret imens. Lav en ny udgave.")
    if not template.is_draft:
        raise ActionError(IN_USE)


def _still_there(steps: list[FrameworkStep], wanted: FrameworkStep) -> FrameworkStep:
    found = next((step for step in steps if step.pk == wanted.pk), None)
    if found is None:
        raise ActionError(f"»{wanted.text}« er fjernet imens. Se rammen igen, og prøv så.")
    return found


def _refuse_place(step: FrameworkStep, column: str, lane: str, kind: str) -> None:
    if step.is_anchor:
        if (column, lane, kind) != (step.column, step.lane, step.kind):
            raise ActionError(f"»{step.text}« er et fast trin, så fase, spor og slags kan ikke ændres.")
        return
    if kind not in StepKind.values:
        raise ActionError("Vælg, hvad slags trin det er.")
    # Of all the programme's editions: a phase comes back, also when its last step was removed.
    known = FrameworkStep.objects.filter(template__programme=step.template.programme)
    if not known.filter(column=column).exists() or not known.filter(lane=lane).exists():
        raise ActionError("Vælg en fase og et spor, som tilbuddets ramme har.")


def _refuse_owners(step: FrameworkStep, responsible: str) -> None:
    stands = step.pk is not None and responsible == step.responsible
    fault = "" if stands else editions.fault_of_owners(responsible)
    if fault:
        raise ActionError(fault)


def _refuse_timing(step: FrameworkStep, kind: str, timing: str) -> None:
    fault = editions.fault_of_timing(timing, editions.variants_of(step.template.programme))
    if fault:
        raise ActionError(fault)
    stands = (step.kind, step.timing) == (kind, timing)
    if editions.DATE in timing and kind != StepKind.EVENT and not stands:
        raise ActionError("Kun et arrangement kan få sin dato senere. Skriv, i hvilke uger det skal ske.")
    if "," in timing and kind != StepKind.MEETING:
        raise ActionError("Kun et møde kan holdes i flere enkelte uger. Skriv fra og til i stedet.")


def _number(steps: list[FrameworkStep], step: FrameworkStep, after: FrameworkStep | None) -> None:
    """Give a step the order of its place; where there is none free, all get new ones, by tens."""
    standing = [other for other in steps if other is not step]
    place = editions.place_of(standing, step.column, after)
    before = standing[place - 1].order if place else 0
    behind = standing[place].order if place < len(standing) else None
    if step.order is not None and before < step.order and (behind is None or step.order < behind):
        return
    order = editions.free_order(before, behind)
    if order is not None:
        step.order = order
        return
    standing.insert(place, step)
    FrameworkStep.objects.filter(template=step.template).update(order=F("order") + ASIDE)
    for number, each in enumerate(standing, start=1):
        each.order = number * editions.STEP_BETWEEN
    FrameworkStep.objects.bulk_update([each for each in standing if each is not step], ["order"])


def _record(kind: str, template: FrameworkTemplate, by: Actor, **data) -> None:
    log.record(None, kind, by=by, number=template.number, of=str(template.programme), **data)
