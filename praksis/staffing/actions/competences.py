"""The list of competences, and saying which of them a consultant has."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from praksis.accounts.models import User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.staffing.models import Competence, ConsultantCompetence, consultants


@transaction.atomic
def add_competence(name: str, *, by: Actor) -> Competence:
    """Add one to the list that consultants choose from. Raises ActionError without a name or where it is taken."""
    name = name.strip()
    _refuse_name(name, list(Competence.objects.all()))
    last = Competence.objects.aggregate(last=Max("order"))["last"] or 0
    competence = Competence.objects.create(name=name, order=last + 1)
    log.record(None, "competence.added", by=by, name=name)
    return competence


@transaction.atomic
def rename_competence(competence: Competence, name: str, *, by: Actor) -> None:
    """Call it something else; the same name again changes nothing.

    Raises ActionError as `add_competence` does, and for a theme or a kind of day care, whose names stand elsewhere.
    """
    name = name.strip()
    lock(competence)
    if not competence.is_ours:
        raise ActionError("Temaer og typer af dagtilbud hedder det samme overalt og kan ikke få et andet navn her.")
    if competence.name == name:
        return
    _refuse_name(name, list(Competence.objects.exclude(pk=competence.pk)))
    before, competence.name = competence.name, name
    competence.save(update_fields=["name"])
    log.record(None, "competence.renamed", by=by, before=before, name=name)


@transaction.atomic
def retire_competence(competence: Competence, *, by: Actor) -> None:
    """Take it off the list; those who have it keep it. Doing it twice changes nothing."""
    lock(competence)
    if competence.retired_at:
        return
    competence.retired_at = timezone.now()
    competence.save(update_fields=["retired_at"])
    log.record(None, "competence.retired", by=by, name=competence.name)


@transaction.atomic
def restore_competence(competence: Competence, *, by: Actor) -> None:
    """Let it be chosen again. Doing it twice changes nothing."""
    lock(competence)
    if competence.retired_at is None:
        return
    competence.retired_at = None
    competence.save(update_fields=["retired_at"])
    log.record(None, "competence.restored", by=by, name=competence.name)


@transaction.atomic
def choose_competences(consultant: User, competences: Iterable[Competence], *, by: Actor) -> None:
    """Say which competences a consultant has, all of them. The same again changes nothing.

    What is off the list stays with whoever has it. Raises ActionError where the person is not a consultant, or a
    competence that is off the list is new to them.
    """
    chosen = {competence.pk: competence for competence in competences}
    lock(consultant)
    refuse_others(consultant)
    own = ConsultantCompetence.objects.filter(consultant=consultant)
    has = {row.competence_id: row for row in own.select_related("competence")}
    coming = [competence for pk, competence in chosen.items() if pk not in has]
    off = next((competence for competence in coming if competence.is_retired), None)
    if off:
        raise ActionError(f"»{off}« er udgået og kan ikke vælges.")
    leaving = [row for pk, row in has.items() if pk not in chosen and not row.competence.is_retired]
    if not coming and not leaving:
        return
    own.filter(pk__in=[row.pk for row in leaving]).delete()
    ConsultantCompetence.objects.bulk_create(
        ConsultantCompetence(consultant=consultant, competence=competence) for competence in coming
    )
    names = own.values_list("competence__name", flat=True)
    log.record(None, "staffing.competences", by=by, consultant=consultant.name, competences=", ".join(names) or "ingen")


def refuse_others(person: User) -> None:
    """Raises ActionError for somebody who is not an active consultant."""
    if not consultants().filter(pk=person.pk).exists():
        raise ActionError(f"{person.name} er ikke praksiskonsulent.")


def _refuse_name(name: str, others: list[Competence]) -> None:
    if not name:
        raise ActionError("Skriv, hvad kompetencen hedder.")
    known = next((other for other in others if other.name.casefold() == name.casefold()), None)
    if known:
        raise ActionError(f"Der er allerede en kompetence, der hedder »{known}«.")
