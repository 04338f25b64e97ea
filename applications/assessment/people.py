"""The people of a round's assessment: who reviews what, and who decides about somebody's interests."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from applications.assessment.models import AssignedApplication, InterestDeclaration, ReviewerAssignment
from applications.assessment.panel import Panel, is_spread, panel
from applications.rounds.models import Round
from praksis.accounts.models import Role, User


def superiors_in(round_: Round) -> list[User]:
    """The managers and approvers who have no interest in the round themselves, or may take part all the same, by name.

    Where every manager has one, the approvers are left.
    """
    out = InterestDeclaration.objects.persons_out_of(round_)
    superiors = User.objects.filter(is_active=True, staff_roles__role__in=[Role.MANAGER, Role.APPROVER])
    return list(superiors.exclude(pk__in=out).order_by("name", "pk").distinct())


def reviewers_of(round_: Round, declared: Mapping[UUID, bool]) -> tuple[list[ReviewerAssignment], Panel]:
    """The round's reviewers by name, each with what is `declared`, and who reads what.

    In one query, and in one more where somebody does not read all of the round.
    """
    everybody = list(ReviewerAssignment.objects.filter(round=round_).named().order_by("reviewer__name"))
    for one in everybody:
        one.declared = declared.get(one.reviewer_id)
    return [one for one in everybody if one.removed_at is None], panel_of(everybody, declared)


def panel_of(assignments: Iterable[ReviewerAssignment], declared: Mapping[UUID, bool]) -> Panel:
    """The panel of a round, of all its assignments, those that were taken away too; in at most one query."""
    rows = [(one.reviewer_id, one.reads_all, one.removed_at) for one in assignments]
    some = [one.pk for one in assignments if not one.reads_all]
    parts = AssignedApplication.objects.filter(assignment__in=some).order_by()
    given = parts.values_list("application", "assignment__reviewer") if is_spread(rows) else []
    names = {one.reviewer_id: one.reviewer.name for one in assignments}
    return panel(rows, given, declared, names)
